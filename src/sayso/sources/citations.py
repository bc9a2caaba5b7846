"""Footnotes and links as citations: the marker's place, where it points, and what it supports."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from sayso.model import Citation, Passage, PassageKind
from sayso.sources.pieces import RAISED, Laid, Link, addresses, note_marker
from sayso.sources.supports import sentence_around, supported

_MARKER = re.compile(r"\[(\d{1,3})\]|([⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_UNIT_BEFORE = re.compile(r"(?:\b(?:k?m|cm|mm|ft|mi|dm|nm|in|yd|10)|\d)$")
_SILENT = (PassageKind.NOTE, PassageKind.BOILERPLATE)


def notes_of(text: str, passages: Sequence[Passage]) -> dict[str, str | None]:
    """What each note of a text points to, by its marker: the first address in the note."""
    notes: dict[str, str | None] = {}
    for passage in passages:
        if passage.kind is PassageKind.NOTE:
            said = text[passage.start : passage.end]
            marker = note_marker(said)
            if marker is not None:
                places = addresses(said)
                notes.setdefault(marker, said[slice(*places[0])] if places else None)
    return notes


def citations_of(laid: Laid) -> tuple[Citation, ...]:
    """All citations of an article in the order of their places; none from notes and boilerplate."""
    found: list[Citation] = []
    ordered = sorted(laid.links, key=lambda x: (x.start, x.end))
    at = 0
    for index, passage in enumerate(laid.passages):
        here = []
        while at < len(ordered) and ordered[at].start < passage.end:
            here.append(ordered[at])
            at += 1
        if passage.kind in _SILENT:
            continue
        marks = _markers(laid.text, passage, [x for x in here if x.marker is not None], laid.notes)
        linked = [x for x in here if x.marker is None and x.url]
        written = [
            Link(start=passage.start + a, end=passage.start + b, marker=None, url=said[a:b])
            for said in (laid.text[passage.start : passage.end],)
            for a, b in addresses(said)
        ]
        plain = sorted([*linked, *_free(written, linked)], key=lambda x: x.start)
        found += [_citation(laid, index, link) for link in (*marks, *_free(plain, marks))]
    return tuple(sorted(found, key=lambda c: (c.start, c.end)))


def _free(links: list[Link], taken: list[Link]) -> list[Link]:
    """The links that cross none of those taken; both are in order."""
    starts = [t.start for t in taken]
    free = []
    for link in links:
        at = bisect_left(starts, link.end)
        if at == 0 or taken[at - 1].end <= link.start:
            free.append(link)
    return free


def _markers(text: str, passage: Passage, given: list[Link], notes: dict[str, str | None]) -> list[Link]:
    """Footnote markers of one passage: those marked as such by the page, in brackets, or raised."""
    shown = []
    for match in _MARKER.finditer(text, passage.start, passage.end):
        marker = match[1] or match[2].translate(RAISED)
        before = text[max(passage.start, match.start() - 8) : match.start()]
        if marker not in notes and (match[2] or not before or before[-1].isspace()):
            continue  # "[12] people" is an editor's insertion, "km²" a unit: only a note tells
        if match[2] and _UNIT_BEFORE.search(before):
            continue
        shown.append(Link(start=match.start(), end=match.end(), marker=marker, url=notes.get(marker)))
    return sorted([*given, *_free(shown, given)], key=lambda x: x.start)


def _citation(laid: Laid, index: int, link: Link) -> Citation:
    passage = laid.passages[index]
    url = link.url
    if link.marker is not None:
        url = url or laid.notes.get(link.marker)
        support = supported(laid.text, laid.passages, index, link.start)
    else:
        support = sentence_around(laid.text, passage, link.start, link.end)
    return Citation(marker=link.marker, start=link.start, end=link.end, url=url, supports=support)
