"""An article's sentences as lines of tokens, with its quotations marked.

A line is a sentence, or several where a quotation runs over their borders: who speaks is decided over the
whole of it. This module cuts and marks; what the words mean is decided in :mod:`phrases` and
:mod:`attributions`. It sees double marks (straight, curly, French) and single ones behind a space; a mark
that nothing closes in its passage counts only where the next passage opens with one again, as quotations
over several paragraphs do.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from sayso.model import PassageKind
from sayso.reading.drafts import Document, Sentence
from sayso.reading.rules.remembering import remembered

TOKEN = re.compile(
    r"((?:[^\W\d_]\.){2,}"
    r"|[A-Z]\.(?=\s[A-Z][a-z])"  # the initial of "Lena B. Rask"
    r"|(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Brig|Capt|Sgt|Sen|Rep|Gov|Prof|St)\.(?!\w)"
    r"|@?\w+(?:[-'’.,/]\w+)*)"
    r"|[^\w\s]"
)
DOUBLED = "''"  # two typewriter apostrophes for a quotation mark
QUOTE = re.compile(r"[“”„«»\"]|(?<!')''(?!')|(?<!\w)[‘'](?=\w)|(?<=[\w.,!?])[’'](?!\w)")
LONGEST_QUOTATION = 3000  # characters; bounds the search for a closing mark, and so the time
LONGEST_LINE = 500  # tokens; what has no full stop for so long is cut, so that time stays linear
SHORTEST_SPEECH = (
    4  # words; a shorter quotation is a mere mention ("so-called") unless it ends like a sentence
)
PRONOUNS_OR_NAMES = frozenset({"us", "it", "who", "is"})
OPENING, CLOSING = "“„«‘", "”»’"
PAIRS = {DOUBLED: DOUBLED, "“": "”", "„": "“”", "«": "»", "‘": "’", '"': '"', "'": "'"}


class Token(NamedTuple):
    """A word or mark: offsets in the article, the letters, the same in lower case, and its quotation.

    ``quotation`` is 0 outside, else the number of the quotation within the line; the marks belong to it.
    ``word`` is True for words and numbers, False for marks.
    """

    start: int
    end: int
    text: str
    low: str
    quotation: int
    word: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence, or the sentences that one quotation joins."""

    start: int
    end: int
    passage: int
    kind: PassageKind
    tokens: tuple[Token, ...]
    cased: bool
    opened: bool = False
    """True where it ends inside a quotation that the next passage goes on with."""

    def find(self, offset: int) -> int:
        """The index of the first token that ends behind ``offset``; ``len(tokens)`` where none does."""
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        return low


@remembered
def read(document: Document) -> tuple[Line, ...]:
    """The lines of a document in order; boilerplate has none."""
    text, passages, sentences = document.article.text, document.article.passages, document.sentences
    by_passage: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        by_passage.setdefault(sentence.passage, []).append(sentence)
    cased = is_cased(text)
    lines: list[Line] = []
    order = sorted(by_passage)
    for place, index in enumerate(order):
        inside = by_passage[index]
        kind = passages[index].kind if index < len(passages) else PassageKind.PARAGRAPH
        if kind is PassageKind.BOILERPLATE:
            continue
        following = by_passage[order[place + 1]][0].span.text[:1] if place + 1 < len(order) else ""
        start, end = inside[0].span.start, max(s.span.end for s in inside)
        found, opened = quotations(text, start, end, goes_on=following in OPENING + '"' and bool(following))
        groups = _joined(inside, found)
        for group_start, group_end in groups:
            tokens = _tokens(text, group_start, group_end, found, cased=cased)
            for first in range(0, len(tokens), LONGEST_LINE):
                part = tokens[first : first + LONGEST_LINE]
                more = first + LONGEST_LINE < len(tokens)
                lines.append(
                    Line(
                        start=group_start if first == 0 else part[0].start,
                        end=tokens[first + LONGEST_LINE].start if more else group_end,
                        passage=index,
                        kind=kind,
                        tokens=part,
                        cased=cased,
                        opened=opened and not more and group_end == groups[-1][1],
                    )
                )
    return tuple(lines)


@lru_cache(maxsize=8)
def is_cased(text: str) -> bool:
    """True where the letter case of a word tells something: not in texts all upper or all lower."""
    letters = Counter(text[:5000])
    upper = sum(number for letter, number in letters.items() if letter.isupper())
    lower = sum(number for letter, number in letters.items() if letter.islower())
    return lower > 0 and 0.01 < upper / (upper + lower) < 0.5


def quotations(text: str, start: int, end: int, *, goes_on: bool) -> tuple[list[tuple[int, int]], bool]:
    """The quotations in ``text[start:end]``, marks included, and whether the last one runs on.

    ``goes_on`` says that the next passage opens with a quotation mark again.
    """
    found: list[tuple[int, int]] = []
    marks = [(m.start(), m[0]) for m in QUOTE.finditer(text, start, end)]
    position = 0
    while position < len(marks):
        opening, mark = marks[position]
        close = PAIRS.get(mark)
        if close is None or not _opens(text, opening, start, mark):
            position += 1
            continue
        step = position + 1
        while step < len(marks) and not _closes(text, *marks[step], close):
            if marks[step][0] - opening > LONGEST_QUOTATION:
                step = len(marks)
            step += 1
        if step < len(marks):
            found.append((opening, marks[step][0] + len(marks[step][1])))
            position = step + 1
        elif goes_on and mark in '“„«"' and end - opening < LONGEST_QUOTATION:
            found.append((opening, end))
            return found, True
        else:
            position += 1
    return found, False


def _opens(text: str, offset: int, start: int, mark: str) -> bool:
    before = text[offset - 1] if offset > start else " "
    after = text[offset + len(mark)] if offset + len(mark) < len(text) else " "
    if mark in OPENING:
        return True
    return not after.isspace() and not before.isalnum() and before not in ".,!?"


def _closes(text: str, offset: int, mark: str, close: str) -> bool:
    if mark not in close or (close == DOUBLED) != (mark == DOUBLED):
        return False
    after = text[offset + len(mark)] if offset + len(mark) < len(text) else " "
    return mark in "”»" or not after.isalnum()


def _joined(sentences: list[Sentence], found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences of one passage, those joined that share a quotation."""
    groups: list[tuple[int, int]] = []
    position = 0
    for sentence in sentences:
        start, end = sentence.span.start, sentence.span.end
        while position < len(found) and found[position][1] <= start:
            position += 1
        inside = position < len(found) and found[position][0] < start < found[position][1] - 1
        if groups and inside:
            groups[-1] = (groups[-1][0], max(end, groups[-1][1]))
        elif end > start:
            groups.append((start, end))
    return groups


def _tokens(
    text: str, start: int, end: int, found: list[tuple[int, int]], *, cased: bool
) -> tuple[Token, ...]:
    inside = [q for q in found if q[0] < end and start < q[1]]
    speech = [q for q in inside if _is_speech(text[q[0] : q[1]])]
    wide = len(DOUBLED)
    mentions = {edge for q in inside if q not in speech for edge in (q[0], q[1] - 1)}
    mentions |= {edge for q in inside if text.startswith(DOUBLED, q[0]) for edge in (q[0] + 1, q[1] - wide)}
    tokens: list[Token] = []
    position = 0
    number = 0
    make = Token._make
    for match in TOKEN.finditer(text, start, end):
        left, right = match.span()
        if speech:
            while position < len(speech) and speech[position][1] <= left:
                position += 1
            number = position + 1 if position < len(speech) and speech[position][0] <= left else 0
        if left not in mentions:
            raw, word = match[0], match[1]
            low = raw.lower().replace("’", "'")
            if cased and low in PRONOUNS_OR_NAMES and raw.isupper():
                low = ".".join(low) + "."  # "US" is a name where letter case tells; "us" is a pronoun
            tokens.append(make((left, right, raw, low, number, word is not None)))
    return tuple(tokens)


def _is_speech(words: str) -> bool:
    inside = words.removesuffix(DOUBLED) if words.startswith(DOUBLED) else words[:-1]
    return len(words.split()) >= SHORTEST_SPEECH or (inside[-1:] in tuple(",.!?…") and len(words) > 3)
