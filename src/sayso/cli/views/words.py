"""The exact words of a claim inside their sentence, cut to a readable length."""

from collections.abc import Sequence

from rich.text import Text

from sayso.model import Span
from sayso.model.wording import safe

MARK = "bold underline"
LIMIT = 320  # characters: about four lines of a narrow terminal


def excerpt(sentence: Span, marks: Sequence[Span], *, style: str = MARK, limit: int = LIMIT) -> Text:
    """The sentence with the marked words standing out, cut with "…" where it is longer than ``limit``."""
    start, end = _room(sentence, marks, limit)
    body = sentence.text[start - sentence.start : end - sentence.start]
    # Line breaks and tabs of the article become one space each: offsets into the excerpt stay right.
    text = Text(safe(body).replace("\n", " ").replace("\t", " "), style="default")
    for mark in marks:
        first, last = max(mark.start, start), min(mark.end, end)
        if first < last:
            text.stylize(style, first - start, last - start)
    if start > sentence.start:
        text = Text("… ").append_text(text)
    return text.append(" …") if end < sentence.end else text


def _room(sentence: Span, marks: Sequence[Span], limit: int) -> tuple[int, int]:
    """The stretch to show: the whole sentence, or ``limit`` characters about the first mark, on word ends."""
    if sentence.end - sentence.start <= limit:
        return sentence.start, sentence.end
    middle = marks[0].start if marks else sentence.start
    start = max(sentence.start, min(middle - limit // 3, sentence.end - limit))
    end = min(sentence.end, start + limit)
    gap = sentence.text.find(" ", start - sentence.start, max(0, middle - sentence.start))
    if start > sentence.start and gap >= 0:
        start = sentence.start + gap + 1
    back = sentence.text.rfind(" ", 0, end - sentence.start)
    if end < sentence.end and back > middle - sentence.start:
        end = sentence.start + back
    return start, end
