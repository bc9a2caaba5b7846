"""A page as it came in, made harmless: its words and their order, nothing that runs, loads or leads away.

Only the elements named here are kept, without their attributes (language, direction and the span of table
cells apart); an image is its description in words. What is made is shown in a sandboxed frame besides, so
that whatever were overlooked here could still do nothing.
"""

import html
from collections.abc import Iterator

from lxml import etree

MOST = 60_000  # elements that are looked at; a page of more ends there
PARSE = etree.HTMLParser(
    no_network=True, remove_comments=True, remove_pis=True, recover=True, encoding="utf-8"
)

KEPT = frozenset(
    [
        "article",
        "section",
        "main",
        "header",
        "footer",
        "nav",
        "aside",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "div",
        "blockquote",
        "q",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "th",
        "td",
        "figure",
        "figcaption",
        "pre",
        "code",
        "b",
        "strong",
        "i",
        "em",
        "u",
        "s",
        "sub",
        "sup",
        "small",
        "br",
        "hr",
        "span",
        "abbr",
        "address",
        "time",
        "cite",
    ]
)
EMPTY = frozenset(("br", "hr"))
DROPPED = frozenset(
    [
        "script",
        "style",
        "iframe",
        "frame",
        "frameset",
        "object",
        "embed",
        "applet",
        "svg",
        "math",
        "template",
        "noscript",
        "form",
        "input",
        "button",
        "select",
        "textarea",
        "video",
        "audio",
        "canvas",
        "head",
        "link",
        "meta",
        "base",
        "title",
    ]
)


def cleaned(text: str) -> tuple[str, bool]:
    """The body of a page as harmless HTML, and whether it ends before the page does."""
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), PARSE)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        return "", False
    parts: list[str] = []
    count = 0
    # By hand and not by recursion: a page may be nested as deep as it likes.
    walk: list[tuple[str, object]] = [("open", root)]
    while walk:
        what, item = walk.pop()
        if what == "text":
            parts.append(html.escape(str(item), quote=True))
            continue
        if what == "close":
            parts.append(f"</{item}>")
            continue
        assert isinstance(item, etree._Element)
        count += 1
        if count > MOST:
            parts.extend(f"</{tag}>" for kind, tag in reversed(walk) if kind == "close")
            return "".join(parts), True
        walk.extend(reversed(list(_steps(item, parts))))
    return "".join(parts), False


def _steps(element: etree._Element, parts: list[str]) -> Iterator[tuple[str, object]]:
    """Writes an element's beginning; gives what follows: text, and children with what stands after."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag in DROPPED or not tag:
        return
    if tag == "img":
        described = " ".join((element.get("alt") or "").split())
        parts.append(html.escape(f"[{described}]") if described else "")
        return
    if tag in KEPT:
        parts.append(f"<{tag}{''.join(_attributes(element))}>")
        if tag in EMPTY:
            return
    if element.text:
        yield "text", element.text
    for child in element:
        yield "open", child
        if child.tail:
            yield "text", child.tail
    if tag in KEPT:
        yield "close", tag


def _attributes(element: etree._Element) -> Iterator[str]:
    for name in ("colspan", "rowspan"):
        value = element.get(name) or ""
        if value.isdecimal() and len(value) < 4:
            yield f' {name}="{int(value)}"'
    if (direction := element.get("dir")) in ("ltr", "rtl", "auto"):
        yield f' dir="{direction}"'
    language = element.get("lang") or ""
    if language.replace("-", "").isalnum() and language.isascii() and len(language) < 36:
        yield f' lang="{language}"'
