"""Given text as passages: nothing of it is changed, so that every offset is an offset into what was given."""

import re
from itertools import pairwise
from statistics import median

from sayso.model import Passage, PassageKind
from sayso.sources.citations import notes_of
from sayso.sources.dates import is_date_line
from sayso.sources.lexicon import lexicon
from sayso.sources.pieces import Laid, is_furniture, is_quotation, note_marker

_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")
_BULLET = re.compile(r"\s*(?:[•·▪●◦*–—-]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+\S")
HEADLINE_LENGTH = 220
WRAP = (50, 110)


def lay_text(text: str, *, title: str | None = None) -> Laid:
    """Cut a text into passages by its own lines; a ``title`` that the text repeats is its headline."""
    spans = _blocks(text)
    blocks = [text[a:b] for a, b in spans]
    kinds = _kinds(blocks, title)
    passages = tuple(Passage(kind=kind, start=a, end=b) for kind, (a, b) in zip(kinds, spans, strict=True))
    return Laid(text=text, passages=passages, notes=notes_of(text, passages))


def _blocks(text: str) -> list[tuple[int, int]]:
    """Places of the blocks, without white space at their ends: lines, or runs of lines in a wrapped text."""
    lines = []
    for match in _LINE.finditer(text):
        said = match[0].strip()
        if said:
            start = match.start() + match[0].index(said[0])
            lines.append((start, start + len(said)))
    if len(lines) < 3 or not _is_wrapped(text, lines):
        return lines
    blocks = [lines[0]]
    for (_, end), (start, stop) in pairwise(lines):
        gap = text[end:start].replace("\r\n", "\n")
        apart = (
            len(gap.split("\n")) > 2
            or _stands_alone(text[start:stop])
            or _stands_alone(text[blocks[-1][0] : end])
        )
        if apart or (end - blocks[-1][0] < WRAP[0] and text[end - 1] not in ",;-" and text[start].isupper()):
            blocks.append((start, stop))
        else:
            blocks[-1] = (blocks[-1][0], stop)
    return blocks


def _stands_alone(line: str) -> bool:
    return (
        is_furniture(line) or bool(_BULLET.match(line)) or (line[0] == "[" and note_marker(line) is not None)
    )


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """True where lines end at a width and not at the ends of paragraphs."""
    joined = [(a, b) for (a, b), (c, _) in pairwise(lines) if text[b:c].replace("\r\n", "\n").count("\n") < 2]
    if len(joined) * 2 < len(lines):
        return False
    widths = [b - a for a, b in joined]
    full = sum(text[b - 1] in '.!?”"’:' for _, b in joined)
    return WRAP[0] <= median(widths) and max(widths) <= WRAP[1] and full * 2 < len(joined)


def _kinds(blocks: list[str], title: str | None) -> list[PassageKind]:
    kinds: list[PassageKind] = []
    inside = False
    noted = _note_blocks(blocks)
    for index, block in enumerate(blocks):
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        inside = index not in noted and is_quotation(block, after, inside=inside)
        if index in noted:
            kinds.append(PassageKind.NOTE)
        elif is_furniture(block) or is_date_line(block):
            kinds.append(PassageKind.BOILERPLATE)
        elif inside:
            kinds.append(PassageKind.QUOTATION)
            inside = block.rstrip().rstrip("[]0123456789")[-1:] not in ("”", '"', "»")
        elif len(block) < 400 and lexicon().captioned.match(block):
            kinds.append(PassageKind.CAPTION)
        elif _BULLET.match(block):
            kinds.append(PassageKind.LIST)
        else:
            kinds.append(PassageKind.PARAGRAPH)
    _find_headline(blocks, kinds, title)
    if kinds == [PassageKind.BOILERPLATE]:
        return [PassageKind.PARAGRAPH]  # a text of one block is what its giver takes for the article
    return kinds


def _note_blocks(blocks: list[str]) -> set[int]:
    """Indices of notes: blocks that begin with a marker, and the heading above them.

    A bracketed number at the start of a block is a note where an address follows it or the number is also
    used as a marker in the text; a bare number only where an address follows.
    """
    body = "\n".join(b for b in blocks if note_marker(b) is None)
    found: set[int] = set()
    for index, block in enumerate(blocks):
        marker = note_marker(block)
        if marker is None:
            continue
        if "http" in block or "www." in block or f"[{marker}]" in body:
            found.add(index)
    for index in range(len(blocks) - 1):
        if index + 1 in found and index not in found and lexicon().note_heading.match(blocks[index]):
            found.add(index)
    return found


def _find_headline(blocks: list[str], kinds: list[PassageKind], title: str | None) -> None:
    """Mark the headline: the title where a block repeats it, else a short first line above the text."""
    wanted = _letters(title) if title else ""
    for index, (block, kind) in enumerate(zip(blocks, kinds, strict=True)):
        if kind is not PassageKind.PARAGRAPH:
            continue
        rest = any(k is PassageKind.PARAGRAPH for k in kinds[index + 1 :])
        same = bool(wanted) and _letters(block) == wanted
        looks = len(block) <= HEADLINE_LENGTH and block[-1] not in '.!:;,”"' and " " in block
        if rest and (same or looks):
            kinds[index] = PassageKind.HEADLINE
        return


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
