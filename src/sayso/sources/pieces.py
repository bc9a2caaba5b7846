"""Between a source and its article: pieces of text with a kind, put together into one immutable text.

A page gives pieces that are joined by blank lines; a given text is cut into pieces that keep their places.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.model import Passage, PassageKind
from sayso.sources.lexicon import lexicon

BETWEEN = "\n\n"
_URL = re.compile(r"https?://[^\s<>\"“”\[\]{}|\\^]+", re.IGNORECASE)
NOTE_OPENS = re.compile(r"\s*(?:\[(\d{1,3}|[a-z*†‡])\]|\^?(\d{1,3})[.):]?(?=\s)|([⁰¹²³⁴⁵⁶⁷⁸⁹]+))\s*")
_CRUMBS = re.compile(r"[^/›»>|]{1,40}(?:\s+[/›»>|]\s+[^/›»>|]{1,160}){2,}$")
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
OPENING = "“„«‘\"'"
CLOSING = "”“»’\"'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link or a footnote's marker, at its place in the article's text; ``url`` is absolute, or None."""

    start: int
    end: int
    marker: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One passage to be: kind, text, links (offsets into the piece), and whether a post is lost here."""

    kind: PassageKind
    text: str
    links: tuple[Link, ...] = ()
    marker: str | None = None
    lost_post: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """Text with its passages and links, and ``notes``: what each footnote's marker points to."""

    text: str
    passages: tuple[Passage, ...]
    links: tuple[Link, ...] = ()
    notes: dict[str, str | None]
    lost_posts: tuple[int, ...] = ()


def lay(pieces: Iterable[Piece]) -> Laid:
    """Join pieces by blank lines into one text; ``lost_posts`` are the offsets where a post is missing."""
    parts: list[str] = []
    passages: list[Passage] = []
    links: list[Link] = []
    notes: dict[str, str | None] = {}
    lost: list[int] = []
    at = 0
    for piece in pieces:
        if piece.lost_post:
            lost.append(max(0, at - len(BETWEEN)))
        if not piece.text:
            continue
        end = at + len(piece.text)
        passages.append(Passage(kind=piece.kind, start=at, end=end))
        if piece.kind is PassageKind.NOTE and piece.marker:
            notes.setdefault(piece.marker, note_address(piece))
        elif piece.kind is not PassageKind.NOTE:
            links += [
                Link(start=at + x.start, end=at + x.end, marker=x.marker, url=x.url) for x in piece.links
            ]
        parts.append(piece.text)
        at = end + len(BETWEEN)
    text = BETWEEN.join(parts)
    return Laid(text=text, passages=tuple(passages), links=tuple(links), notes=notes, lost_posts=tuple(lost))


def note_address(piece: Piece) -> str | None:
    """The address that a note gives: its first link to the outside, else the first address in its words."""
    return next((x.url for x in piece.links if x.url and x.marker is None), None) or first_address(piece.text)


def addresses(text: str) -> list[tuple[int, int]]:
    """Places of the addresses that stand in a text, without the punctuation behind them."""
    found = []
    for match in _URL.finditer(text):
        url = match[0].rstrip(".,;:!?'’”»*_")
        while url.endswith(")") and url.count("(") < url.count(")"):
            url = url[:-1].rstrip(".,;:!?")
        if len(url) > len("https://") + 2:
            found.append((match.start(), match.start() + len(url)))
    return found


def first_address(text: str) -> str | None:
    """The first address that stands in a text."""
    return next((text[a:b] for a, b in addresses(text)), None)


def is_furniture(text: str) -> bool:
    """True for a block of the page and not of the report: crumbs, shares, forms, bylines, credits."""
    words, flat = lexicon(), text.strip()
    if len(flat) > 400:
        return False
    return bool(
        words.opens.match(flat)
        or words.whole.match(flat)
        or words.credit.match(flat)
        or (len(flat) < 100 and words.byline.match(flat))
        or (len(flat) < 250 and _CRUMBS.match(flat) and flat[-1] not in '.!?”"')
    )


def note_marker(text: str) -> str | None:
    """The marker that a note begins with, bare ("7"); None where the text is no note by its looks.

    A number without brackets makes a note only where an address follows, for it may be a list or a figure.
    """
    found = NOTE_OPENS.match(text)
    if not found:
        return None
    if found[2]:
        return found[2] if first_address(text) else None
    return found[1] or found[3].translate(RAISED)


def is_quotation(text: str, after: str | None, *, inside: bool) -> bool:
    """True for a block that is quoted speech from end to end, or one paragraph of a longer quotation.

    ``after`` is the next block. A paragraph that opens with a quotation mark and does not close it belongs to
    a quotation that goes on where the next opens with one too; ``inside``: the one before went on so.
    """
    flat = re.sub(r"(?:\[\w{1,3}\]|[⁰¹²³⁴⁵⁶⁷⁸⁹])+$", "", text.strip()).rstrip()
    if len(flat) < 2 or flat[0] not in '“„«"':
        return False
    if flat[0] == '"':
        count = flat.count('"')
        closed = flat[-1] == '"' and (count == 2 or (inside and count == 2))
        goes_on = count == 1
    else:
        shut = {"“": "”", "„": "“", "«": "»"}[flat[0]]
        closed = flat[-1] == shut and flat.count(flat[0], 1) == 0 and flat.count(shut) == 1
        goes_on = shut not in flat
    return closed or (goes_on and (inside or bool(after and after.lstrip()[:1] == flat[0])))
