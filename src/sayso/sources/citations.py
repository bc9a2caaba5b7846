"""Footnotes and links as citations: the marker's place, where it points, and what it supports."""

import re
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
    given = {x.start: x for x in laid.links if x.marker is not None}
    linked = [x for x in laid.links if x.marker is None and x.url]
    at = 0
    for index, passage in enumerate(laid.passages):
        if passage.kind in _SILENT:
            continue
        marks = _markers(laid.text, passage, given, laid.notes)
        while at < len(linked) and linked[at].start < passage.start:
            at += 1
        plain = []
        while at < len(linked) and linked[at].end <= passage.end:
            plain.append(linked[at])
            at += 1
        taken = {(x.start, x.end) for x in plain}
        for start, end in addresses(laid.text[passage.start : passage.end]):
            place = (passage.start + start, passage.start + end)
            if not any(a < place[1] and place[0] < b for a, b in taken):
                plain.append(Link(start=place[0], end=place[1], marker=None, url=laid.text[slice(*place)]))
        found += [_citation(laid, index, mark) for mark in marks]
        found += [_citation(laid, index, link) for link in plain if not _crosses(link, marks)]
    return tuple(sorted(found, key=lambda c: (c.start, c.end)))


def _crosses(link: Link, marks: list[Link]) -> bool:
    return any(link.start < m.end and m.start < link.end for m in marks)


def _markers(text: str, passage: Passage, given: dict[int, Link], notes: dict[str, str | None]) -> list[Link]:
    """Footnote markers of one passage: those marked as such by the page, in brackets, or raised."""
    marks = [x for start, x in given.items() if passage.start <= start < passage.end]
    for match in _MARKER.finditer(text, passage.start, passage.end):
        if any(m.start < match.end() and match.start() < m.end for m in marks):
            continue
        marker = match[1] or match[2].translate(RAISED)
        before = text[passage.start : match.start()]
        if marker not in notes and (match[2] or not before or before[-1].isspace()):
            continue  # "[12] people" is an editor's insertion, "km²" a unit: only a note tells
        if match[2] and _UNIT_BEFORE.search(before):
            continue
        marks.append(Link(start=match.start(), end=match.end(), marker=marker, url=notes.get(marker)))
    return marks


def _citation(laid: Laid, index: int, link: Link) -> Citation:
    passage = laid.passages[index]
    url = link.url
    if link.marker is not None:
        url = url or laid.notes.get(link.marker)
        support = supported(laid.text, laid.passages, index, link.start)
    else:
        support = sentence_around(laid.text, passage, link.start, link.end)
    return Citation(marker=link.marker, start=link.start, end=link.end, url=url, supports=support)
