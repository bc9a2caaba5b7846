"""Headlines that name their speaker: "Raid kills 12: monitor", also where one ran into its date line."""

from sayso.model import PassageKind
from sayso.reading.rules.citing import Found
from sayso.reading.rules.clauses import has_clause, low_at, trim
from sayso.reading.rules.lines import Line
from sayso.reading.rules.phrases import Words

HEADLINE = 40  # tokens within which a headline has run into its date line


def headed(line: Line, lexicon: Words) -> list[Found]:
    """ "Raid kills 12: monitor", and the same where a headline lost its mark and ran into a date line."""
    tokens = line.tokens
    known = lexicon.roles | lexicon.bodies | lexicon.outlets | lexicon.written
    end = next((k for k in range(2, min(len(tokens), HEADLINE)) if _opens_dateline(line, lexicon, k)), None)
    if end is None:
        end = len(tokens) if line.kind is PassageKind.HEADLINE else 0
    start = end
    while start > 0 and tokens[start - 1].word and end - start < 5:
        start -= 1
    mark = start - 1 if start > 0 and tokens[start - 1].text in ":–—-" else None
    if mark is None:
        start = end
        while (
            start > 1
            and tokens[start - 1].low in known | lexicon.modifiers
            and tokens[start - 1].text[0].isupper()
        ):
            start -= 1
        start = max(start, end - 3)
    content = trim(line, (0, mark if mark is not None else start))
    named = (start < end and tokens[end - 1].low in known) or (
        mark is not None and tokens[end - 1].text.isupper()
    )
    if not named or not content or not has_clause(line, lexicon, content):
        return []
    cue = (mark, mark + 1) if mark is not None else (start, end)
    return [Found(source=(start, end), cue=cue, content=[content], forward=False, verb=":")]


def _opens_dateline(line: Line, lexicon: Words, at: int) -> bool:
    """True where an agency's name, or a weekday with a date, stands in the run of a first line."""
    token = line.tokens[at]
    if token.low in lexicon.agencies and token.text.isupper():
        return line.cased
    return (
        token.low in lexicon.time
        and low_at(line, at + 1)[:1].isdigit()
        and line.tokens[at - 1].text[0].isupper()
    )
