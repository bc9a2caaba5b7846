"""A page's tree as a row of blocks, each with its text and the marks in it. Nothing is judged here.

A block is what a reader sees as one piece: a paragraph, a list item, a heading, a caption. Its text has white
space folded; a footnote marker always stands in brackets ("soldiers[1]"), so that a raised digit never glues
to a word or to a number. Which blocks are the article is decided in :mod:`sayso.sources.body`.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from lxml import etree

# fmt: off
SKIPPED = frozenset((
    "script", "style", "noscript", "template", "svg", "math", "canvas", "object", "embed", "head", "select",
    "option", "button", "textarea", "input", "audio", "video", "map", "datalist", "dialog", "menu", "nav",
    "progress", "meter",
))
BLOCK_TAGS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "h1",
    "h2", "h3", "h4", "h5", "h6", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup",
    "hr", "html", "legend", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul", "caption", "iframe", "label",
))
# fmt: on
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# Names that page makers give to what is not the article (class, id, role, data-component).
ASIDE = re.compile(
    r"(?:^|[\s_\-])(?:ad|ads|advert\w*|adv|sponsor\w*|promo\w*|outbrain|taboola|related\w*|recommend\w*|recirc\w*|"
    r"more-?(?:from|on|stories|news|articles)|read-?(?:more|next|also)|also-?read|most-?(?:read|popular|viewed)|"
    r"popular|trending|sidebar|side-?bar|rail|nav|navbar|navigation|menu|breadcrumbs?|crumbs?|share|sharing|"
    r"shar(?:e|ing)-?\w*|social\w*|follow|newsletter\w*|subscri\w*|signup|sign-?up|cookie\w*|consent|gdpr|"
    r"banner|comment\w*|disqus|respond|reply|footer|masthead|"
    r"author-?(?:box|bio|info|card|profile|about)|about-?(?:the-?)?author|bio|byline\w*|by-?line|"
    r"tags?|tag-?list|topics?|keywords|categories|post-?meta|entry-?meta|article-?meta|metadata|"
    r"pagination|pager|prev-?next|post-?nav\w*|teaser\w*|widget\w*|toolbar|tools|modal|popup|pop-?up|overlay|"
    r"skip|screen-?reader-?text|sr-only|visually-?hidden|visuallyhidden|print-?only|hidden|copyright|disclaimer|"
    r"login|log-?in|register|donate|donation|poll|quiz|credits?|jp-relatedposts|sharedaddy|addthis\w*|"
    r"timestamp|dateline|pub-?date|correction-?form|feedback|survey|app-?promo|storylinks?|story-?links?)"
    r"(?:$|[\s_\-])",
    re.IGNORECASE,
)
# Names that say the opposite, and win where both stand on one element.
ARTICLE = re.compile(
    r"article-?(?:body|content|text|copy)|story-?(?:body|content|text)|entry-?content|post-?(?:body|content)|"
    r"body-?(?:copy|content|text)|main-?content|articlebody|storybody|storytext",
    re.IGNORECASE,
)
POST_EMBED = re.compile(
    r"twitter|tweet|x[ -]post|x\.com|instagram|facebook|fb-post|telegram|t\.me|tiktok|mastodon|bluesky|bsky"
    r"|truth-?social",
    re.IGNORECASE,
)
MARKER = re.compile(r"[\[(]?\s*(\d{1,3}|[a-z]|[ivx]{1,4}|[*†‡§]{1,3})\s*[\])]?\.?$", re.IGNORECASE)
CAPTION = re.compile(
    r"(?:^|[\s_-])(?:photo|image|img|wp|media|picture)?[_-]?caption(?:[_-]?text)?(?:$|\s)", re.IGNORECASE
)
LONGEST_GROUP = 60
DEEPEST = 120  # levels of blocks that are told apart; pages have twenty, and what is below counts as one
_NUMBERS = re.compile(r"\d{1,3}(?:\s*[,;–-]\s*\d{1,3})+$")
_UNITS = frozenset(["m", "km", "cm", "mm", "dm", "ft", "mi", "yd", "in", "nm"])
_POWERS = {"2": "²", "3": "³"}
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(slots=True)
class Mark:
    """A link or footnote marker at ``start:end`` of a block's text; ``marker`` is None for a plain link."""

    start: int
    end: int
    marker: str | None
    href: str | None


@dataclass(slots=True)
class Block:
    """One piece of a page in reading order, before anything is decided about it."""

    text: str
    tag: str
    path: tuple[int, ...]
    articles: tuple[int, ...]
    marks: list[Mark]
    link_chars: int
    asides: tuple[int, ...]
    quoted: bool
    heading: int
    caption: bool
    listed: bool
    anchors: frozenset[str]
    embed: bool = False


@dataclass(slots=True)
class _Frame:
    """What holds for everything inside one open element."""

    path: tuple[int, ...]
    asides: tuple[int, ...]
    quoted: bool
    heading: int
    caption: bool
    listed: bool
    tag: str
    articles: tuple[int, ...]
    anchors: frozenset[str]


@dataclass(slots=True)
class _Buffer:
    """The text of the block being gathered, with white space folded as it comes."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    pending: str = ""
    marks: list[Mark] = field(default_factory=list)
    link_chars: int = 0
    anchors: set[str] = field(default_factory=set)

    def add(self, raw: str, *, linked: bool) -> None:
        """Append text; runs of white space become one space."""
        if not raw.isascii() or "\x7f" in raw or raw.strip("\t\n\r\f ").isprintable() is False:
            raw = _INVISIBLE.sub("", raw)
        words = raw.split()
        if not words:
            if raw and not self.pending:
                self.pending = " "
            return
        if raw[0].isspace() and not self.pending:
            self.pending = " "
        self.emit(" ".join(words), linked=linked)
        if raw[-1].isspace():
            self.pending = " "

    def emit(self, text: str, *, linked: bool) -> int:
        """Append text as it is, after the white space that waits; gives where it starts."""
        if self.pending:
            if self.length:
                self.parts.append(self.pending)
                self.length += 1
            self.pending = ""
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        if linked:
            self.link_chars += len(text)
        return start

    def last(self) -> str:
        """The last word so far, or nothing."""
        return "" if self.pending or not self.parts else self.parts[-1].rsplit(" ", 1)[-1]


def names_of(element: Any) -> str:
    """What the page's maker calls this element: class, id and role in one line."""
    get = element.get
    return " ".join(filter(None, (get("class"), get("id"), get("role"), get("data-component"))))


@lru_cache(maxsize=4096)
def is_aside(tag: str, names: str) -> bool:
    """True where tag or names say that this is not the article's own text."""
    if tag in ("aside", "footer", "form"):
        return True
    if tag == "blockquote":
        return False
    return bool(names) and ASIDE.search(names) is not None and ARTICLE.search(names) is None


@lru_cache(maxsize=4096)
def _is_captioned(names: str) -> bool:
    return CAPTION.search(names) is not None


class _Walk:
    """One pass over a tree; holds the open elements and the block being gathered."""

    def __init__(self, targets: frozenset[str]) -> None:
        self.targets = targets
        self.blocks: list[Block] = []
        self.buffer = _Buffer()
        self.numbers = 0
        root = _Frame((), (), False, 0, False, False, "body", (), frozenset())
        self.frames: list[_Frame] = [root]
        self.links: list[tuple[str | None, int]] = []

    def flush(self, *, embed: bool = False) -> None:
        """Close the block being gathered, if it has any text."""
        buffer, frame = self.buffer, self.frames[-1]
        if buffer.length or embed:
            text = "".join(buffer.parts)
            self.blocks.append(
                Block(
                    text=text,
                    tag=frame.tag,
                    path=frame.path,
                    articles=frame.articles,
                    marks=[m for m in buffer.marks if m.start < m.end],
                    link_chars=buffer.link_chars,
                    asides=frame.asides,
                    quoted=frame.quoted,
                    heading=frame.heading,
                    caption=frame.caption,
                    listed=frame.listed,
                    anchors=frame.anchors | buffer.anchors,
                    embed=embed,
                )
            )
            self.buffer = _Buffer()
        else:
            # An anchor before the text, as in <a name="fn1"></a><p>…: it names what follows, and stays.
            buffer.pending, buffer.link_chars = "", 0
            buffer.parts.clear()
            buffer.marks.clear()
        if self.links:
            self.links = [(href, 0) for href, _ in self.links]

    def open(self, element: Any, tag: str) -> bool:
        """Enter an element; False where everything inside it is to be passed over."""
        if tag in SKIPPED or _hidden(element):
            return False
        anchor = element.get("id") or element.get("name")
        known = anchor if anchor in self.targets else None
        if tag in BLOCK_TAGS:
            return self._open_block(element, tag, known)
        if known:
            self.buffer.anchors.add(known)
        if tag == "br":
            self._line_break()
        elif tag == "sup":
            if self._raised(element):
                return False
        elif tag == "a":
            href = element.get("href")
            if href and self._marker_link(element, href):
                return False
            self.links.append(
                (href, self.buffer.length + (1 if self.buffer.pending and self.buffer.length else 0))
            )
        if element.text:
            self.buffer.add(element.text, linked=bool(self.links and self.links[-1][0]))
        return True

    def _open_block(self, element: Any, tag: str, known: str | None) -> bool:
        self.flush()
        above, names = self.frames[-1], names_of(element)
        if tag == "iframe":
            if _post_frame(element, f"{element.get('src') or ''} {element.get('title') or ''} {names}"):
                self.flush(embed=True)
            return False
        self.numbers += 1
        self.frames.append(
            _Frame(
                path=above.path if len(above.path) >= DEEPEST else (*above.path, self.numbers),
                asides=()
                if tag == "blockquote" and POST_EMBED.search(names)
                else (*above.asides, self.numbers)
                if is_aside(tag, names)
                else above.asides,
                quoted=above.quoted or tag == "blockquote",
                heading=int(tag[1]) if tag in HEADINGS else above.heading,
                caption=above.caption or tag in ("figure", "figcaption", "caption") or _is_captioned(names),
                listed=above.listed or tag == "li",
                tag=tag,
                articles=(*above.articles, self.numbers) if tag == "article" else above.articles,
                anchors=above.anchors | {known} if known else above.anchors,
            )
        )
        if tag == "pre" and element.text:
            for line in element.text.split("\n\n"):
                self.flush()
                self.buffer.add(line, linked=False)
        elif element.text:
            self.buffer.add(element.text, linked=bool(self.links and self.links[-1][0]))
        return True

    def close(self, element: Any, tag: str, *, entered: bool) -> None:
        """Leave an element and take the text that follows it."""
        if entered and tag == "a" and self.links:
            self._close_link()
        if entered and tag in BLOCK_TAGS:
            if tag == "blockquote" and POST_EMBED.search(names_of(element)) and _short_text(element) == "":
                self.flush(embed=True)
            self.flush()
            self.frames.pop()
        if element.tail:
            self.buffer.add(element.tail, linked=bool(self.links and self.links[-1][0]))

    def _line_break(self) -> None:
        if self.frames[-1].heading:
            self.buffer.pending = " "
        elif self.buffer.pending == "\n":
            self.flush()
        elif self.buffer.length:
            self.buffer.pending = "\n"

    def _close_link(self) -> None:
        href, start = self.links.pop()
        buffer = self.buffer
        if href and start < buffer.length:
            buffer.marks.append(Mark(start, buffer.length, None, href))

    def _raised(self, element: Any) -> bool:
        """Take a raised note marker; False where the raised text is none and is read like any other."""
        text = _short_text(element)
        if text is None:
            return False
        links = [a for a in element.iter("a") if a.get("href")]
        href = self.links[-1][0] if self.links else None
        if text in _POWERS and not links and not href and self.buffer.last().lower() in _UNITS:
            self.buffer.emit(_POWERS[text], linked=False)
            return True
        if len(links) > 1:
            for link in links:
                if found := MARKER.match(_short_text(link) or ""):
                    self._mark(found[1], link.get("href"), link)
            return True
        if links:
            href = links[0].get("href")
        if _NUMBERS.match(text.strip("[]()")):
            for number in re.findall(r"\d+", text):
                self._mark(number, href, element)
            return True
        found = MARKER.match(text)
        if not found or (found[1].isalpha() and not href):
            return False
        self._mark(found[1], href, element)
        return True

    def _marker_link(self, element: Any, href: str) -> bool:
        """Take ``<a href="#fn3">[3]</a>``; an address of its own makes it a marker only in brackets."""
        text = _short_text(element)
        found = MARKER.match(text) if text and len(text) < 8 else None
        if not found or not text:
            return False
        if "#" in href or (text[0] == "[" and text[-1] == "]" and found[1].isdigit()):
            self._mark(found[1], href, element)
            return True
        return False

    def _mark(self, marker: str, href: str | None, element: Any) -> None:
        buffer = self.buffer
        for inner in element.iter():
            name = inner.get("id") or inner.get("name")
            if name in self.targets:
                buffer.anchors.add(name)
        shown = f"[{marker}]"
        start = buffer.emit(shown, linked=bool(href) and not buffer.length)
        buffer.marks.append(Mark(start, start + len(shown), marker, href))


def _short_text(element: Any) -> str | None:
    """The text inside an element, or None where it is longer than any group of markers."""
    text = ""
    for part in element.itertext():
        text += part[:LONGEST_GROUP]
        if len(text) >= LONGEST_GROUP:
            return text.strip() if not text.strip() else None
    return text.strip()


def _hidden(element: Any) -> bool:
    get = element.get
    if get("hidden") is not None or get("aria-hidden") == "true":
        return True
    style = get("style")
    return bool(style) and _HIDING.search(style) is not None


def _post_frame(element: Any, source: str) -> bool:
    if POST_EMBED.search(source):
        return True
    above = element.getparent()
    return above is not None and POST_EMBED.search(names_of(above)) is not None


def blocks_of(tree: Any) -> list[Block]:
    """All blocks of a parsed page in reading order; the tree is not changed."""
    hrefs = tree.xpath("//a[contains(@href,'#')]/@href")
    walk = _Walk(frozenset(h.rsplit("#", 1)[1] for h in hrefs if not h.endswith("#")))
    body = tree.find(".//body")
    start = tree if body is None else body
    entered: list[bool] = []
    walker = etree.iterwalk(start, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        if not isinstance(tag, str):
            if event == "end" and element.tail:
                walk.buffer.add(element.tail, linked=False)
            continue
        if event == "start":
            inside = walk.open(element, tag)
            entered.append(inside)
            if not inside:
                walker.skip_subtree()
        else:
            walk.close(element, tag, entered=entered.pop())
    walk.flush()
    return walk.blocks
