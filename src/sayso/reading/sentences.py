"""Where the sentences of an article stand.

Reporting reaches us in every shape: pages, wire copy without commas and apostrophes, bulletins all upper or
all lower case. The splitter is a single pass over possible ends (``.!?`` with closing quotation marks and
footnote markers behind them, and line ends) with a list of abbreviations; it needs no model. It errs on the
side of long sentences: a figure cut off from its verb is lost, a long sentence is only slower to read.

Boilerplate and notes give no sentences, so that no claim comes from them.
"""

import re
from collections.abc import Iterator
from functools import cache

from sayso.languages import load
from sayso.model import Article, PassageKind
from sayso.reading.drafts import Sentence

# The longest line that hard-wrapped text is expected to have; longer lines are paragraphs of their own.
_WRAPPED = 120

_SILENT = frozenset({PassageKind.BOILERPLATE, PassageKind.NOTE})

_END = re.compile(
    r"""(?P<stop>[.!?…]+)
        (?P<close>["'”’»)\]]*)
        (?P<mark>(?:\s?\[\d{1,3}\]){0,9}|(?<=[a-z)"”’][.!?"”’])\d{1,2}(?=\s|$)|[⁰¹²³⁴-⁹]{0,4})
        (?P<gap>\s+|$|(?=["“‘'(]?[A-Z][a-z]))
      | (?P<line>\n[ \t]*)
      | (?P<escaped>\\n(?![a-z])\s*)
    """,
    re.VERBOSE,
)
_WORD_BEFORE = re.compile(r"[^\W\d_][\w.]{0,11}$")
_WORD_AFTER = re.compile(r"[\s\"'“”‘’«([`–—-]{0,12}(\w?)(\w{0,20})")
_WHOLE_WORD = re.compile(r"(?:[a-z]{2}|\d{2}|[a-z]\d)$(?<!www)")
_INITIAL = re.compile(r"(?:^|[\s.(\"“'])[^\W\d_]$")


def split(article: Article) -> tuple[Sentence, ...]:
    """The sentences of ``article`` in order, without the white space around them.

    They do not overlap, lie within one passage each, and together hold all that the speaking passages say;
    boilerplate and notes have none.
    """
    found: list[Sentence] = []
    for index, passage in enumerate(article.passages):
        if passage.kind in _SILENT:
            continue
        for start, end in bounds(article.text, passage.start, passage.end):
            found.append(Sentence(span=article.cut(start, end), passage=index))
    return tuple(found)


def bounds(text: str, start: int, end: int, *, language: str = "en") -> Iterator[tuple[int, int]]:
    """Half-open offsets of the sentences in ``text[start:end]``, trimmed of white space; never empty ones."""
    titles, endings, openings = _words(language)
    block = text[start:end]
    lower = not any(c.isupper() for c in block)
    wrapped = max(map(len, block.split("\n")), default=0) <= _WRAPPED
    here = start
    for match in _END.finditer(text, start, end):
        if match["escaped"] is not None:  # a line end that a careless export wrote out as two characters
            yield from _trim(text, here, match.start())
            here = match.end()
            continue
        if match["line"] is not None:
            if not wrapped or _ends_line(text, match.start(), match.end(), end):
                yield from _trim(text, here, match.start())
                here = match.end()
            continue
        if match.end() < end and not _ends(text, match, lower, titles, endings, openings):
            continue
        yield from _trim(text, here, match.end())
        here = match.end()
    yield from _trim(text, here, end)


@cache
def _words(language: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    data = load(language, "sentences")
    return frozenset(data["titles"]), frozenset(data["endings"]), frozenset(data["openings"])


def _trim(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _ends_line(text: str, before: int, after: int, end: int) -> bool:
    """In hard-wrapped text a line end closes a sentence only at a blank line, a bullet or a list number."""
    rest = text[after : min(end, after + 4)]
    blank = not rest.strip() or rest[:1] == "\n" or text[max(0, before - 1) : before] == "\n"
    return blank or rest[:1] in "•-*·" or bool(re.match(r"\d{1,2}[.)]", rest))


def _ends(
    text: str,
    match: re.Match[str],
    lower: bool,
    titles: frozenset[str],
    endings: frozenset[str],
    openings: frozenset[str],
) -> bool:
    """Whether the stop that ``match`` found ends a sentence."""
    after = _WORD_AFTER.match(text, match.end())
    assert after is not None
    first, word = after[1], (after[1] + after[2]).casefold()
    if not match["gap"] and not match["close"] and not match["mark"]:
        # "…ten dead.The army said": a lost space, but never inside an abbreviation or an address.
        before = text[max(0, match.start() - 4) : match.start()]
        return len(match["stop"]) == 1 and _WHOLE_WORD.search(before) is not None
    if not first:
        return True
    if first.islower() and not lower:
        return False
    if match["close"] or match["stop"][0] != ".":
        return True
    if len(match["stop"]) > 1:
        return True
    before = text[max(0, match.start() - 12) : match.start()]
    tail = _WORD_BEFORE.search(before)
    if tail is None:
        return True
    token = tail[0].casefold()
    if token in endings:
        return word in openings
    if token in titles:
        # "No." before anything but a number is the end of an answer, and "Sept." ends nothing.
        return token == "no" and not first.isdigit()
    return not (_INITIAL.search(before) and not lower)
