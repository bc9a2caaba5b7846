"""A report: one self-contained HTML file on the incidents that a filter lets through.

Accounts side by side, estimates with their why, a chart and a map, contradictions, who is accused by whom,
each sentence quoted with its source, the decision log, and how it was made. No script, nothing loaded from
anywhere; it prints well, one incident from the top of a page. Incidents are written as they come to a file of
their own, for the contents stand before them.
"""

import json
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from markupsafe import Markup

from sayso.drawing import outlines
from sayso.drawing.atlas import Spot, atlas, fitting, spots
from sayso.drawing.chart import chart
from sayso.export.case import Case, CaseFormat, Sourced
from sayso.export.codebook import ATTRIBUTION
from sayso.model import Article, Incident
from sayso.model.decisions import Decision, canonical
from sayso.model.incidents import Account

if TYPE_CHECKING:
    from jinja2 import Environment

ROOM = 5.0  # degrees around a place that a map shows
TEMPLATES = Path(__file__).parent / "templates"
PRECISIONS = {
    1: "exact",
    2: "town or near it",
    3: "district",
    4: "province",
    5: "large feature",
    6: "country",
    7: "sea or air",
}


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader  # takes its time; other formats do without

    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    made.globals.update(chart=chart, said=said, number=number, day=day, web=web, source=source, reach=reach)
    made.globals.update(payload=payload)
    return made


def number(value: int | float | None) -> str:
    """A number for people; what is not known is said so."""
    return "not known" if value is None else f"{value:,}"


def said(account: Account) -> str:
    """What an account says, in words: "at least 34", "20 to 30"."""
    low, high = account.low, account.high
    if low is not None and high is not None:
        return f"{low:,}" if low == high else f"{low:,} to {high:,}"
    return (
        f"at least {low:,}" if low is not None else f"at most {high:,}" if high is not None else "no number"
    )


def day(article: Article) -> str:
    """The day of publication as far as it is known, or nothing."""
    early, late = ((d or "")[:10] for d in (article.published.earliest, article.published.latest))
    if early and late and early != late:
        return f"{early} to {late}"
    return early or (f"by {late}" if late else "")


def web(article: Article) -> str | None:
    """The article's address where a browser may follow it; nobody's words become a script."""
    url = article.url
    return url if url and url.lower().startswith(("http://", "https://")) else None


def source(article: Article) -> str:
    """Who published the article, else its title, else its id."""
    return article.outlet or article.title or article.doc_id or article.id


def sentence(sourced: Sourced) -> str:
    """The sentence of a claim with its line ends taken out."""
    return " ".join(sourced.claim.span.text.split())


def payload(decision: Decision) -> str:
    """What a decision sets, as JSON without its outer braces."""
    return json.dumps(json.loads(canonical(decision.payload)), ensure_ascii=False)[1:-1]


def reach(spot: Spot) -> str:
    """How exact a place is, in words."""
    kind = PRECISIONS.get(spot.place.precision or 0, "not known how exact")
    return kind if not spot.km else f"{kind}, within about {spot.km:g} km"


def heading(incident: Incident) -> str:
    """An incident in a line: act, place, time."""
    place = incident.place.span.text if incident.place else None
    days = dict.fromkeys(d for d in (incident.start, incident.end) if d)
    return ", ".join(part for part in (incident.act or "reported", place, " to ".join(days)) if part)


@dataclass(slots=True)
class _Page:
    """What is gathered while incidents are written: the contents, the articles, what the method names."""

    entries: list[dict[str, object]] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    articles: set[str] = field(default_factory=set)
    rules: dict[str, str] = field(default_factory=dict)
    runs: dict[str, None] = field(default_factory=dict)
    lands: dict[str, str] = field(default_factory=dict)

    def take(self, case: Case) -> None:
        """Note an incident."""
        i = case.incident
        self.incidents.append(i)
        self.articles.update(a for a, _ in i.articles)
        self.entries.append(
            {
                "id": i.id,
                "title": heading(i),
                "start": i.start,
                "end": i.end,
                "voices": i.voices,
                "grade": i.grade,
                "contested": i.contested,
            }
        )
        used = {t.estimate.policy for t in i.measures}
        self.rules |= {name: words for name, words in case.rules.items() if name in used}
        for s in case.claims.values():
            if s.run is not None:
                self.runs[f"sayso {s.run.version}, {s.run.model}, language {s.run.language}"] = None

    def map(self, found: Iterable[Incident], key: str) -> str:
        """The map of these incidents as markup; nothing where no place is known.

        Land that an earlier map of the page has is used again.
        """
        placed = spots(found)
        if not placed:
            return ""
        drawn = atlas(placed, _around(placed))
        new = bool(drawn.land) and drawn.land not in self.lands
        land = self.lands.setdefault(drawn.land, f"land-{len(self.lands)}") if drawn.land else None
        names = [s.name for s in placed[:6]]
        template = _environment().get_template("report_map.html")
        return template.render(map=drawn, key=key, land=land, land_here=new, names=names)


def _around(placed: Iterable[Spot]) -> outlines.Box:
    """A view that shows where in the world these places are."""
    west, south, east, north = fitting(tuple(placed))
    return west - ROOM, max(south - ROOM / 2, -88.0), east + ROOM, min(north + ROOM / 2, 88.0)


def _case(case: Case, page: _Page) -> str:
    incident = case.incident
    shown = {c for t in incident.measures for a in t.accounts for c in a.claims}
    shown |= {c for b in incident.responsibility for c in b.claims}

    def told(ids: Iterable[str]) -> Iterable[tuple[str, list[Sourced]]]:
        """The sentences of these claims, each once, with all who print it."""
        found: dict[str, dict[str, Sourced]] = {}
        for id in ids:
            if id in case.claims:
                said_here = case.claims[id]
                found.setdefault(sentence(said_here), {}).setdefault(said_here.article.id, said_here)
        return [(words, list(tellers.values())) for words, tellers in found.items()]

    return (
        _environment()
        .get_template("report_case.html")
        .render(
            i=incident,
            title=heading(incident),
            map=Markup(page.map([incident], f"map-{incident.id}")),
            told=told,
            rest=[c for c in incident.claims if c not in shown],
            articles=case.articles,
            decisions=case.decisions,
        )
    )


def write(cases: Iterable[Case], out: BinaryIO) -> int:
    """Write the page; returns how many incidents."""
    page = _Page()
    with tempfile.TemporaryFile() as body:
        for case in cases:
            page.take(case)
            body.write(_case(case, page).encode("utf-8", "backslashreplace"))
        many = len(page.entries) > 1
        head = (
            _environment()
            .get_template("report_head.html")
            .render(
                title=str(page.entries[0]["title"]) if len(page.entries) == 1 else "sayso: report",
                entries=page.entries,
                articles=len(page.articles),
                overview=Markup(page.map(page.incidents, "overview")) if many else "",
            )
        )
        out.write(head.encode("utf-8", "backslashreplace"))
        body.seek(0)
        shutil.copyfileobj(body, out)
    foot = (
        _environment()
        .get_template("report_foot.html")
        .render(rules=sorted(page.rules.items()), runs=list(page.runs), attribution=ATTRIBUTION)
    )
    out.write(foot.encode("utf-8", "backslashreplace"))
    return len(page.entries)


REPORT = CaseFormat(
    name="report", suffix=".html", summary="a page on incidents, complete in one file", write=write
)
