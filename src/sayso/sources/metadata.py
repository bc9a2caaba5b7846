"""What a page says of itself in head and JSON-LD: title, outlet, authors, language, address and dates."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from sayso.sources.lexicon import lexicon

_ARTICLE_TYPES = re.compile(r"article|posting|report|webpage", re.IGNORECASE)
_SITE_TAIL = re.compile(r"\s+[|–—-]\s+[^|–—]{2,60}$")
_BY = re.compile(r"^\s*(?:by|von|par|por)\s+", re.IGNORECASE)
DATE_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date",
    "dc.date",
    "dcterms.created",
    "dc.date.created",
    "citation_publication_date",
    "citation_date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "publication-date",
    "published_at",
    "article_date_original",
    "originalpublicationdate",
    "displaydate",
    "cxenseparse:recs:publishtime",
    "date",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A page's own account of itself; ``dates`` are raw strings in the order they should be believed."""

    title: str | None
    outlet: str | None
    authors: tuple[str, ...]
    language: str | None
    url: str | None
    dates: tuple[str, ...]


def about(tree: Any, *, url: str | None) -> About:
    """Gather what the page says of itself; ``url`` is where it was fetched, where that is known."""
    metas = _metas(tree)
    linked = [x for x in _json_ld(tree) if _ARTICLE_TYPES.search(_type_of(x))]
    linked.sort(key=lambda x: "webpage" in _type_of(x).lower())
    address = _address(tree, metas, url)
    return About(
        title=_title(tree, metas, linked),
        outlet=_outlet(metas, linked, address),
        authors=_authors(tree, metas, linked),
        language=_language(tree, metas),
        url=address,
        dates=_dates(tree, metas, linked),
    )


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = _clean(meta.get("content"))
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _json_ld(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text:
            continue
        try:
            data = json.loads(script.text.strip().removeprefix("<![CDATA[").removesuffix("]]>"), strict=False)
        except (ValueError, RecursionError):
            continue
        stack, steps = [data], 0
        while stack and steps < 2000:
            item = stack.pop(0)
            steps += 1
            if isinstance(item, list):
                stack[:0] = item
            elif isinstance(item, dict):
                yield item
                stack += [v for k, v in item.items() if k in ("@graph", "mainEntity", "mainEntityOfPage")]


def _type_of(item: dict[str, Any]) -> str:
    kind = item.get("@type", "")
    return " ".join(map(str, kind)) if isinstance(kind, list) else str(kind)


def _clean(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    flat = " ".join(value.split())
    return flat.encode("utf-8", "replace").decode("utf-8") or None


def _title(tree: Any, metas: dict[str, str], linked: list[dict[str, Any]]) -> str | None:
    said = metas.get("og:title") or next((t for x in linked if (t := _clean(x.get("headline")))), None)
    whole = _clean("".join(tree.findtext(".//title") or ""))
    found = said or metas.get("twitter:title") or whole
    if not found:
        return None
    site = metas.get("og:site_name")
    if site and found.endswith(site):
        return _SITE_TAIL.sub("", found)
    if said is None and len(shorter := _SITE_TAIL.sub("", found)) > 15:
        return shorter
    return found


def _outlet(metas: dict[str, str], linked: list[dict[str, Any]], address: str | None) -> str | None:
    if named := metas.get("og:site_name"):
        return named
    for item in linked:
        publisher = item.get("publisher")
        for each in publisher if isinstance(publisher, list) else [publisher]:
            name = each.get("name") if isinstance(each, dict) else each
            if cleaned := _clean(name):
                return cleaned
    for name in ("application-name", "dc.publisher", "dcterms.publisher", "publisher", "article:publisher"):
        if (said := metas.get(name)) and not said.startswith("http"):
            return said
    return host_of(address)


def host_of(address: str | None) -> str | None:
    """The host of an address without "www.", which names an outlet where nothing else does."""
    host = urlsplit(address).hostname if address else None
    return host.removeprefix("www.") if host else None


def _authors(tree: Any, metas: dict[str, str], linked: list[dict[str, Any]]) -> tuple[str, ...]:
    names: list[str] = []
    for item in linked:
        author = item.get("author")
        for each in author if isinstance(author, list) else [author]:
            name = _clean(each.get("name") if isinstance(each, dict) else each)
            if name:
                names.append(name)
    if not names:
        for key in (
            "author",
            "article:author",
            "dc.creator",
            "dcterms.creator",
            "parsely-author",
            "sailthru.author",
            "byl",
        ):
            if said := metas.get(key):
                names += re.split(r"\s*[;,]\s+|\s+and\s+", said)
                break
    if not names:
        found = tree.xpath("//a[@rel='author']|//*[@itemprop='author']")[:4]
        names = [flat for x in found if (flat := _clean("".join(x.itertext())))]
    kept = [_BY.sub("", n).strip() for n in names]
    kept = [n for n in kept if n and len(n) < 80 and not n.startswith(("http", "@"))]
    return tuple(dict.fromkeys(kept))


def _language(tree: Any, metas: dict[str, str]) -> str | None:
    said = tree.get("lang") or tree.get("xml:lang") or metas.get("content-language") or metas.get("og:locale")
    found = re.match(r"[A-Za-z]{2,3}(?=$|[-_])", (said or "").strip())
    return found[0].lower() if found else None


def _address(tree: Any, metas: dict[str, str], url: str | None) -> str | None:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower() and (href := link.get("href")):
            found = _absolute(href, url)
            break
    else:
        found = _absolute(metas.get("og:url"), url)
    if found is None or (url and urlsplit(found).path in ("", "/") and urlsplit(url).path not in ("", "/")):
        return url  # some pages give their front page as the address of every article
    return found


def _absolute(href: str | None, base: str | None) -> str | None:
    if not href:
        return None
    try:
        found = urljoin(base, href.strip()) if base else href.strip()
        parts = urlsplit(found)
    except ValueError:
        return None
    return found if parts.scheme in ("http", "https") and parts.netloc else None


def _dates(tree: Any, metas: dict[str, str], linked: list[dict[str, Any]]) -> tuple[str, ...]:
    found = [d for x in linked if (d := _clean(x.get("datePublished")))]
    found += [metas[name] for name in DATE_NAMES if name in metas]
    for element in tree.xpath(
        "//*[@itemprop='datePublished']|//time[@pubdate]|//article//time[@datetime]|//header//time[@datetime]"
    )[:6]:
        said = element.get("datetime") or element.get("content") or "".join(element.itertext())
        if cleaned := _clean(said):
            found.append(cleaned)
    return tuple(dict.fromkeys(found))


def visible_date(tree: Any, *, page: str) -> str | None:
    """The day that a page shows and does not declare, by htmldate, where it stands there beyond doubt.

    Its search of the whole text is off, for it invents days. What it finds counts only where the page has the
    day in ISO order, or day first with a day above 12, or with the month by name.
    """
    from htmldate import find_date  # slow to load, and most articles tell their day or are no pages

    found = find_date(tree, extensive_search=False, original_date=True)
    if not found:
        return None
    year, month, day = found.split("-")
    names = "|".join(re.escape(n) for n, number in lexicon().months.items() if number == int(month))
    number = str(int(day))
    ways = [
        rf"{year}(?P<s>[-/.]?){month}(?P=s){day}(?!\d)",
        rf"(?<!\d)0?{number}(?:st|nd|rd|th)?[\s.,-]+(?:{names})[.,]?[\s-]+{year}",
        rf"\b(?:{names})[.,]?[\s-]+0?{number}(?:st|nd|rd|th)?,?[\s-]+{year}",
    ]
    if int(day) > 12:
        ways += [rf"(?<!\d){day}(?P<s>[-/.])0?{int(month)}(?P=s){year}"]
        ways += [rf"(?<!\d)0?{int(month)}(?P<s>[-/.]){day}(?P=s){year}"]
    return found if any(re.search(way, page, re.IGNORECASE) for way in ways) else None
