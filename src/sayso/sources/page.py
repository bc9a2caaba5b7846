"""An HTML page as pieces of an article: the body that was chosen, its headline, its notes and its links.

Everything outside of the article (navigation, related links, comments) stays out of the text; the raw page is
kept in the snapshot. What stands inside and is furniture all the same (a byline, a credit, "Source: …") is
kept as boilerplate.
"""

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from sayso.model import PassageKind, SourceError
from sayso.sources.blocks import Block, Mark, blocks_of
from sayso.sources.body import article_blocks, title_block
from sayso.sources.dates import is_date_line
from sayso.sources.lexicon import lexicon
from sayso.sources.pieces import Link, Piece, is_furniture, is_quotation, note_marker

MOST_TAGS = 200_000
SUBHEAD_WORDS = 25
_SHOWN = re.compile(r"\[(\d{1,3})\]")


def parse(text: str) -> Any:
    """The tree of a page.

    Raises ``SourceError``: ``too_complex`` for more tags or depth than any article has, ``no_article``.
    Entities of a document's own making are never expanded, nothing is fetched, and depth is bounded.
    """
    if text.count("<") > MOST_TAGS:
        raise SourceError(
            "too_complex", f"the page has more than {MOST_TAGS:,} tags; save the article alone and give that"
        )
    for huge in (False, True):
        parser = etree.HTMLParser(
            encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=huge
        )
        # One class for all elements: that of lxml.html is asked, in Python, which class each is to have.
        parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
        try:
            tree = etree.fromstring(text.encode("utf-8", "replace"), parser)
        except (etree.ParserError, etree.XMLSyntaxError):
            tree = None
        if not any(e.type_name in ("ERR_RESOURCE_LIMIT", "ERR_NO_MEMORY") for e in parser.error_log):
            break
    else:
        raise SourceError("too_complex", "the page is nested too deeply to be read; save the article alone")
    if tree is None:
        raise SourceError("no_article", "there is no page in it; give the page as saved from a browser")
    return tree


def pieces_of(tree: Any, *, title: str | None, url: str | None) -> tuple[list[Piece], str | None]:
    """The article's pieces in reading order, and its headline where the page shows one."""
    blocks = blocks_of(tree)
    chosen = article_blocks(blocks, title=title)
    chosen = chosen or _short_article(blocks)
    head = title_block(blocks, title)
    if head is not None and chosen and head > chosen[-1]:
        head = None
    notes = _notes(blocks, chosen)
    bare = _bare_notes(blocks, [i for i in chosen if i not in notes])
    wanted = sorted({*chosen, *notes, *([head] if head is not None else []), *_lost_posts(blocks, chosen)})
    pieces, inside = [], False
    for place, index in enumerate(wanted):
        block = blocks[index]
        after = blocks[wanted[place + 1]].text if place + 1 < len(wanted) else None
        piece = _piece(
            block,
            url=url,
            note=notes.get(index) or (note_marker(block.text) if index in bare else None),
            is_head=index == head,
            quoted=is_quotation(block.text, after, inside=inside),
        )
        inside = piece.kind is PassageKind.QUOTATION and not piece.text.rstrip("[]0123456789 ").endswith(
            ("”", '"', "»")
        )
        pieces.append(piece)
    return pieces, blocks[head].text if head is not None else None


def _short_article(blocks: list[Block]) -> list[int]:
    """What may be read of a page without running text of any length: blocks that are no links or asides."""
    return [
        i
        for i, b in enumerate(blocks)
        if b.text
        and not b.asides
        and not b.heading
        and b.tag not in ("label", "legend", "th", "td")
        and b.link_chars * 2 < len(b.text)
        and " " in b.text
    ]


def _notes(blocks: list[Block], chosen: list[int]) -> dict[int, str]:
    """Blocks that are notes, by index, with their markers: what markers further up point to."""
    anchored: dict[str, int] = {}
    for index, block in enumerate(blocks):
        for anchor in block.anchors:
            anchored.setdefault(anchor, index)
    found: dict[int, str] = {}
    for index in chosen:
        for mark in blocks[index].marks:
            target = _fragment(mark)
            if mark.marker is None or target is None:
                continue
            at = anchored.get(target)
            if at is not None and at > index:
                found.setdefault(at, mark.marker)
                for more in range(at + 1, len(blocks)):
                    if target not in blocks[more].anchors or more in found:
                        break
                    found[more] = ""
    return found


def _fragment(mark: Mark) -> str | None:
    return mark.href.rsplit("#", 1)[1] if mark.href and "#" in mark.href else None


def _bare_notes(blocks: list[Block], chosen: list[int]) -> set[int]:
    """Blocks like "[3] https://…" without an anchor, where the text above uses the marker."""
    found: set[int] = set()
    used: set[str] = set()
    for index in chosen:
        block = blocks[index]
        marker = note_marker(block.text)
        if marker in used:
            outside = any(m.marker is None and m.href and m.href.startswith("http") for m in block.marks)
            if block.text.startswith("[") or outside or "http" in block.text:
                found.add(index)
        used.update(m.marker for m in block.marks if m.marker is not None and m.start > 0)
        used.update(_SHOWN.findall(block.text, 1))
    return found


def _lost_posts(blocks: list[Block], chosen: list[int]) -> list[int]:
    """Indices of embedded posts without words that lie inside the article."""
    if not chosen:
        return []
    return [i for i in range(chosen[0], chosen[-1] + 1) if blocks[i].embed and not blocks[i].asides]


def _piece(block: Block, *, url: str | None, note: str | None, is_head: bool, quoted: bool) -> Piece:
    text, shift = block.text, 0
    kind = _kind(block, note=note is not None, is_head=is_head, quoted=quoted)
    if note and note_marker(text) != note and not text.startswith(f"[{note}]"):
        bare = text.removeprefix("↑").lstrip("^ ")
        prefix = f"[{note}] "
        shift = len(prefix) - (len(text) - len(bare))
        text = prefix + bare
    links = tuple(
        Link(start=m.start + shift, end=m.end + shift, marker=m.marker, url=_address(m, url))
        for m in block.marks
        if m.start + shift >= 0
    )
    marker = note or (note_marker(text) if kind is PassageKind.NOTE else None)
    return Piece(kind=kind, text=text, links=links, marker=marker, lost_post=block.embed)


def _kind(block: Block, *, note: bool, is_head: bool, quoted: bool) -> PassageKind:
    if note:
        return PassageKind.NOTE
    if is_head:
        return PassageKind.HEADLINE
    if is_furniture(block.text) or is_date_line(block.text):
        return PassageKind.BOILERPLATE
    if block.caption or (len(block.text) < 400 and lexicon().captioned.match(block.text)):
        return PassageKind.CAPTION
    if block.heading and block.text.count(" ") < SUBHEAD_WORDS:
        return PassageKind.BOILERPLATE if lexicon().note_heading.match(block.text) else PassageKind.HEADLINE
    if block.quoted or quoted:
        return PassageKind.QUOTATION
    if block.listed or block.tag in ("td", "th", "dd", "dt"):
        return PassageKind.LIST
    return PassageKind.PARAGRAPH


def _address(mark: Mark, base: str | None) -> str | None:
    """The absolute address of a link; None for a place in the page itself and for what is no web address."""
    if not mark.href:
        return None
    href = "".join(mark.href.split())
    if href.startswith("#") or (mark.marker is not None and base and href.startswith(f"{base}#")):
        return None
    try:
        found = urljoin(base, href) if base else href
        parts = urlsplit(found)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    if mark.marker is not None and parts.fragment and not base:
        return None
    return found.encode("utf-8", "replace").decode("utf-8")
