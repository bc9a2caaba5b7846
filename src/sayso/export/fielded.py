"""The field's own shapes, one row an incident: UCDP GED's columns, and ACLED-like events.

Neither adds anything up. Where several tallies may overlap, ``best`` and ``high`` stay empty and ``low`` is
the greatest low (:func:`sayso.export.case.bounds`). What their coders decide and an article does not tell
(type of violence, dyad ids) stays empty. Sources: UCDP GED Codebook 23.1; ACLED Codebook 2023.
"""

import csv
import io
from collections.abc import Callable, Iterable
from typing import BinaryIO

from sayso.export.case import Case, CaseFormat, accused, bounds, deaths, provenance, span_days
from sayso.export.csv import Cell, guard
from sayso.model import ObjectStatus
from sayso.model.incidents import IncidentKind

PROVENANCE = (
    *("sayso_claim_ids", "sayso_sentences", "sayso_speakers", "sayso_outlets", "sayso_urls"),
    *("sayso_snapshots", "sayso_gazetteer"),
)
UCDP_COLUMNS = (
    *("id", "type_of_violence", "side_a", "side_b", "date_start", "date_end", "date_prec", "year"),
    *("where_coordinates", "where_prec", "latitude", "longitude", "country", "event_clarity"),
    *("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "low", "best", "high"),
    *("number_of_sources", "source_article", "source_date", "source_headline", "source_original"),
    *("sayso_policy", "sayso_grade", *PROVENANCE),
)
ACLED_COLUMNS = (
    *("event_id_cnty", "event_date", "year", "time_precision", "event_type", "actor1", "actor2"),
    *("country", "location", "latitude", "longitude", "geo_precision", "source", "notes", "fatalities"),
    *PROVENANCE,
)


def date_precision(days: int | None) -> int | None:
    """UCDP's date_prec: 1 one day, 2 two to six days, 3 a week, 4 up to a month, 5 up to a year."""
    if days is None:
        return None
    return next((code for code, most in ((1, 1), (2, 6), (3, 7), (4, 31)) if days <= most), 5)


def time_precision(days: int | None) -> int | None:
    """ACLED's time_precision: 1 the day, 2 the week, 3 the month."""
    if days is None:
        return None
    return 1 if days == 1 else 2 if days <= 7 else 3


def geo_precision(where_prec: int | None) -> int | None:
    """ACLED's geo_precision from UCDP's where_prec: 1 town, 2 part of a region, 3 region or wider."""
    return {None: None, 1: 1, 2: 1, 3: 2}.get(where_prec, 3)


def ucdp_row(case: Case) -> dict[str, Cell]:
    """One incident in UCDP GED's columns."""
    incident, place = case.incident, case.incident.place
    killed = deaths(case)
    low, best, high = bounds(killed)
    civil = bounds(t for t in killed if t.status is ObjectStatus.CIVILIAN)
    unknown = bounds(t for t in killed if t.status in (ObjectStatus.UNKNOWN, ObjectStatus.MIXED))
    sides = accused(case)
    articles = case.articles
    return {
        "id": incident.id,
        # One party accused by all is a side; a contested one is not for a table to settle.
        "side_a": sides[0] if len(sides) == 1 else None,
        "date_start": incident.start,
        "date_end": incident.end,
        "date_prec": date_precision(span_days(case)),
        "year": incident.start[:4] if incident.start else None,
        "where_coordinates": (place.name or place.span.text) if place else None,
        "where_prec": place.precision if place else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "country": place.country if place else None,
        "event_clarity": 1 if incident.kind is IncidentKind.INCIDENT else 2,
        "deaths_civilians": civil[1],
        "deaths_unknown": unknown[1],
        "low": low,
        "best": best,
        "high": high,
        "number_of_sources": incident.voices,
        "source_article": "; ".join(a.outlet or a.id for a in articles),
        "source_date": "; ".join((a.published.earliest or a.published.latest or "")[:10] for a in articles),
        "source_headline": "; ".join(a.title or "" for a in articles),
        "source_original": "; ".join(o.name for o in incident.origins),
        "sayso_policy": killed[0].estimate.policy if killed else None,
        "sayso_grade": str(incident.grade),
        **provenance(case),
    }


def _notes(case: Case) -> str:
    """Each sentence once, with who published it."""
    told = {
        " ".join(s.claim.span.text.split()): s.article.outlet or s.article.title or s.article.id
        for s in case.sources
    }
    return " ".join(f"{outlet}: {sentence}" for sentence, outlet in told.items())


def acled_row(case: Case) -> dict[str, Cell]:
    """One incident as an ACLED-like event.

    ``fatalities`` follows ACLED's rule of the most conservative report: the low of the estimate, and empty
    (not 0) where nobody gives a number.
    """
    incident, place = case.incident, case.incident.place
    sides = accused(case)
    return {
        "event_id_cnty": incident.id,
        "event_date": incident.start,
        "year": incident.start[:4] if incident.start else None,
        "time_precision": time_precision(span_days(case)),
        "event_type": incident.act,
        "actor1": sides[0] if len(sides) == 1 else None,
        "country": place.country if place else None,
        "location": (place.name or place.span.text) if place else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "geo_precision": geo_precision(place.precision if place else None),
        "source": "; ".join(a.outlet or a.id for a in case.articles),
        "notes": _notes(case),
        "fatalities": bounds(deaths(case))[0],
        **provenance(case),
    }


def _table(
    columns: tuple[str, ...], row: Callable[[Case], dict[str, Cell]], fits: Callable[[Case], bool]
) -> Callable[[Iterable[Case], BinaryIO], int]:
    def write(cases: Iterable[Case], out: BinaryIO) -> int:
        text = io.TextIOWrapper(out, encoding="utf-8", errors="backslashreplace", newline="")
        table = csv.DictWriter(text, columns, restval="")
        table.writeheader()
        count = 0
        for case in cases:
            if not fits(case):
                continue
            cells = row(case)
            table.writerow(
                {k: guard(v) if isinstance(v, str) else v for k, v in cells.items() if v is not None}
            )
            count += 1
        text.flush()
        text.detach()
        return count

    return write


def _deadly(case: Case) -> bool:
    """GED holds events with at least one death: incidents in which somebody counts killed."""
    return bool(deaths(case)) and case.incident.kind is IncidentKind.INCIDENT


def _event(case: Case) -> bool:
    return case.incident.kind is IncidentKind.INCIDENT


UCDP = CaseFormat(
    name="ucdp",
    suffix=".csv",
    summary="incidents in UCDP GED's columns",
    write=_table(UCDP_COLUMNS, ucdp_row, _deadly),
)
ACLED = CaseFormat(
    name="acled",
    suffix=".csv",
    summary="incidents as ACLED-like events",
    write=_table(ACLED_COLUMNS, acled_row, _event),
)
