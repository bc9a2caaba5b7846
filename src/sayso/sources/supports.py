"""The stretch of text that a footnote's marker or a link stands behind.

A marker after a full stop supports the sentence, one after a comma the clause, one after a quotation the
whole quotation, over as many paragraphs as it runs; one in mid-sentence what stands between the last break
and it. A link without a number supports the sentence that it stands in.
"""

import re
from collections.abc import Sequence

from sayso.model import Passage, PassageKind, Span
from sayso.sources.lexicon import lexicon

_MARK = r"(?:\[(?:\d{1,3}|[a-z*†‡§])\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
_LAST_MARK = re.compile(rf"{_MARK}$")
_ENDS = re.compile(rf"[.!?…。]+[\"”’»)\]]*{_MARK}*(?:\s+|(?<=\])(?=\w))|\n+")
_BREAKS = re.compile(rf"[,;:–—](?:[\"”’»])?{_MARK}*\s+|{_MARK}\s*")
_LAST_WORD = re.compile(r"[^\s\"“”‘’(\[]+$")
_PAIRS = {"”": "“", "»": "«", "’": "‘", '"': '"', "'": "'"}
FEW_WORDS = 5
MOST_PARAGRAPHS = 20
LONGEST_QUOTATION = 20_000  # characters: a longer one was never closed, and supports nothing in particular
CLAUSE = 400  # characters: the longest clause before a marker in mid-sentence
FURTHEST = 1500  # characters: no sentence is longer, and no marker is looked for beyond


def supported(text: str, passages: Sequence[Passage], index: int, start: int) -> Span | None:
    """What the marker at ``start``, in passage ``index``, supports: up to it and its like."""
    lo = max(passages[index].start, start - FURTHEST)
    end = _before_marks(text, lo, start)
    if end <= lo:
        return _whole_quotation(text, passages, index - 1) if start == lo else None
    mark = text[end - 1]
    if passages[index].kind is PassageKind.QUOTATION and not text[start : passages[index].end].strip(
        "[]0123456789 "
    ):
        return _whole_quotation(text, passages, index)
    if mark in _PAIRS and not (mark == "’" and "‘" not in text[lo:end]):
        return _quoted(text, passages, index, end)
    if mark in ".!?…。)" and (mark != ")" or text[end - 2 : end - 1] in ".!?"):
        return Span.cut(text, sentence_start(text, lo, end), end)
    return Span.cut(text, _clause_start(text, lo, end), end)


def _before_marks(text: str, lo: int, end: int) -> int:
    """Back from ``end`` over white space and markers, not before ``lo``."""
    while end > lo:
        if text[end - 1].isspace():
            end -= 1
        elif found := _LAST_MARK.search(text, max(lo, end - 8), end):
            end = found.start()
        else:
            break
    return end


def sentence_around(text: str, passage: Passage, start: int, end: int) -> Span:
    """The sentence that holds ``start:end``, without white space and markers at its ends."""
    lo = sentence_start(text, max(passage.start, start - FURTHEST), start)
    stop = min(passage.end, end + FURTHEST)
    for found in _ENDS.finditer(text, end, stop):
        if _ends_sentence(text, passage.start, found):
            hi = found.end()
            break
    else:
        hi = stop
    return Span.cut(text, lo, max(end, _before_marks(text, lo, hi)))


def sentence_start(text: str, lo: int, end: int) -> int:
    """Where the sentence begins that ends at ``end``, not before ``lo``."""
    begin = lo
    for found in _ENDS.finditer(text, lo, end):
        if found.end() < end and text[found.end() : end].strip() and _ends_sentence(text, lo, found):
            begin = found.end()
    return begin


def _ends_sentence(text: str, lo: int, found: re.Match[str]) -> bool:
    if found[0][0] == "\n":
        return True
    after = text[found.end() : found.end() + 2].lstrip('"“‘«([')
    if after and after[0].islower():
        return False
    if found[0][0] != "." or found[0].startswith(".."):
        return True
    word = _LAST_WORD.search(text, max(lo, found.start() - 20), found.start())
    said = word[0].casefold() if word else ""
    return not (said in lexicon().abbreviations or (len(said) == 1 and said.isalpha()))


def _clause_start(text: str, lo: int, end: int) -> int:
    """Back from ``end`` to the break that leaves a clause of some words, at most to the sentence's start."""
    first = sentence_start(text, lo, end)
    breaks = [m.end() for m in _BREAKS.finditer(text, max(first, end - CLAUSE), end) if m.end() < end - 1]
    for begin in reversed(breaks):
        if len(text[begin:end].split()) >= FEW_WORDS:
            return begin
    return first


def _quoted(text: str, passages: Sequence[Passage], index: int, end: int) -> Span:
    """The quotation that closes at ``end``; where it closes a sentence, with that sentence's beginning."""
    lo, shut = max(passages[index].start, end - FURTHEST), text[end - 1]
    opens = _opening(text, lo, end - 1, shut)
    if opens is None:
        # Opened in a paragraph before, or an odd mark: at least the sentence.
        return _whole_quotation(text, passages, index) or Span.cut(text, sentence_start(text, lo, end), end)
    if opens == lo and _runs_on(text, passages, index):
        whole = _whole_quotation(text, passages, index)
        if whole:
            return Span.cut(text, whole.start, end)
    complete = text[end - 2 : end - 1] in ".!?…"
    return Span.cut(text, sentence_start(text, lo, opens + 1) if complete else opens, end)


def _opening(text: str, lo: int, shut_at: int, shut: str) -> int | None:
    depth, mate = 0, _PAIRS[shut]
    for at in range(shut_at - 1, lo - 1, -1):
        if text[at] == mate and depth == 0:
            return at
        if text[at] == mate:
            depth -= 1
        elif text[at] == shut and shut != "’":
            depth += 1
    return None


def _runs_on(text: str, passages: Sequence[Passage], index: int) -> bool:
    """True where the quotation of this paragraph was begun in the one before: it opens and does not close."""
    if index == 0:
        return False
    before, here = passages[index - 1], passages[index]
    if PassageKind.BOILERPLATE in (before.kind, here.kind):
        return False
    earlier = text[before.start : _before_marks(text, before.start, before.end)]
    opened = text[here.start]
    if opened == '"':
        return earlier.startswith('"') and earlier.count('"') == 1
    shut = next((k for k, v in _PAIRS.items() if v == opened), None)
    if shut is None or opened not in "“«":
        both = before.kind is here.kind is PassageKind.QUOTATION
        return both and earlier[:1] not in '“"«' and earlier[-1:] not in '”"»'
    return earlier.rfind(opened) > earlier.rfind(shut)


def _whole_quotation(text: str, passages: Sequence[Passage], index: int) -> Span | None:
    """The quotation that ends in passage ``index``, from where it was opened."""
    if index < 0:
        return None
    first = index
    while index - first < MOST_PARAGRAPHS and _runs_on(text, passages, first):
        first -= 1
    start = passages[first].start
    if first < index and text[start] not in '“"«':
        start = max(start, max(text.rfind(mark, start, passages[first].end) for mark in '“"«'))
    end = _before_marks(text, start, passages[index].end)
    return Span.cut(text, start, end) if start < end <= start + LONGEST_QUOTATION else None
