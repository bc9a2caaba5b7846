"""Sources in brackets behind what they tell: "Floods displaced 200 people. Two died. (OCHA, 30 Sep 2013)".

Situation reports cite so: a body and a date, after the sentences that rest on it. A bracket speaks for the
sentences of its passage before it, back to the bracket before.
"""

from sayso.model import Article, Span
from sayso.reading.rules.clauses import Range
from sayso.reading.rules.lines import Line
from sayso.reading.rules.phrases import Words

LONGEST = 12  # tokens of a bracket


def find(article: Article, read: tuple[Line, ...], lexicon: Words) -> list[tuple[int, Span, Span, Span]]:
    """``(line, source, bracket, content)`` of each bracket, in the order of the text."""
    made: list[tuple[int, Span, Span, Span]] = []
    begin, passage = 0, -1
    for index, line in enumerate(read):
        if line.passage != passage:
            begin, passage = line.start, line.passage
        for at, token in enumerate(line.tokens):
            name = _cited(line, lexicon, at) if token.text == "(" else None
            if name is None:
                continue
            close = next(k for k in range(name[1], len(line.tokens)) if line.tokens[k].text == ")")
            told = article.text[begin : token.start]
            end = begin + len(told.rstrip())
            if end > begin:
                source = article.cut(line.tokens[name[0]].start, line.tokens[name[1] - 1].end)
                bracket = article.cut(token.start, line.tokens[close].end)
                made.append((index, source, bracket, article.cut(begin, end)))
            begin = line.tokens[close].end
            begin += len(article.text[begin:]) - len(article.text[begin:].lstrip())
    return made


def _cited(line: Line, lexicon: Words, at: int) -> Range | None:
    """The name in "(NAME, 30 Sep 2013)", where that and nothing else stands in the bracket."""
    tokens = line.tokens
    comma = next((k for k in range(at + 1, min(len(tokens), at + LONGEST)) if tokens[k].text == ","), None)
    if comma is None or comma == at + 1 or not all(t.text[0].isupper() for t in tokens[at + 1 : comma]):
        return None
    dated = False
    for token in tokens[comma + 1 : comma + LONGEST]:
        if token.text == ")":
            return (at + 1, comma) if dated else None
        if token.low not in lexicon.time and not token.low.isdigit():
            return None
        dated = dated or (token.low.isdigit() and len(token.low) == len("2013"))
    return None
