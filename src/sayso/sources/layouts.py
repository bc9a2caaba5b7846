"""Whose table it is: which column of UCDP's, ACLED's or anybody's table of events holds what."""

import tomllib
from dataclasses import dataclass, field

from sayso.model import Measure, ObjectStatus, SourceError


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One figure of a row: the columns of its number, what is counted, and what happened to it."""

    measure: Measure
    low: str | None = None
    best: str | None = None
    high: str | None = None
    object: str | None = None
    status: ObjectStatus = ObjectStatus.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Which column holds what; None where a table has no such column.

    ``date_format`` is how days are written where not in ISO's way, in the signs of ``strptime``. A table must
    have all columns of a layout that is ``exact``, as a mapping made for it is.
    """

    name: str
    outlet: str
    exact: bool = False
    id: str | None = None
    title: str | None = None
    notes: str | None = None
    start: str | None = None
    end: str | None = None
    place: str | None = None
    country: str | None = None
    lat: str | None = None
    lon: str | None = None
    precision: str | None = None
    actor: str | None = None
    published: str | None = None
    date_format: str | None = None
    counts: tuple[Count, ...] = field(default_factory=tuple)


PARTS = (
    *("id", "title", "notes", "start", "end", "place", "country", "lat", "lon", "precision", "actor"),
    "published",
)
UCDP = Layout(
    name="ucdp",
    outlet="UCDP GED",
    id="id",
    title="source_headline",
    start="date_start",
    end="date_end",
    place="where_coordinates",
    country="country",
    lat="latitude",
    lon="longitude",
    precision="where_prec",
    actor="side_a",
    counts=(
        Count(measure=Measure.KILLED, low="low", best="best", high="high"),
        Count(
            measure=Measure.KILLED, best="deaths_civilians", object="civilians", status=ObjectStatus.CIVILIAN
        ),
    ),
)
ACLED = Layout(
    name="acled",
    outlet="ACLED",
    id="event_id_cnty",
    notes="notes",
    start="event_date",
    end="event_date",
    place="location",
    country="country",
    lat="latitude",
    lon="longitude",
    actor="actor1",
    date_format="%d %B %Y",
    counts=(Count(measure=Measure.KILLED, best="fatalities"),),
)
LAYOUTS: tuple[Layout, ...] = (UCDP, ACLED)


def layout(name: str) -> Layout:
    """The layout called ``name``; raises ``KeyError`` where there is none."""
    found = next((known for known in LAYOUTS if known.name == name), None)
    if found is None:
        raise KeyError(f"no layout {name!r}; there are: {', '.join(known.name for known in LAYOUTS)}")
    return found


def columns(layout: Layout) -> tuple[str, ...]:
    """The columns that a layout names, each once."""
    named = [getattr(layout, key) for key in PARTS]
    named += [c for count in layout.counts for c in (count.low, count.best, count.high)]
    return tuple(dict.fromkeys(c for c in named if c))


def mapped(content: bytes) -> Layout:
    """A layout from a TOML mapping: ``outlet``, ``[columns]`` by field, ``[[count]]`` tables.

    Raises ``SourceError`` that names what is wrong.
    """
    try:
        data = tomllib.loads(content.decode())
        columns = data.get("columns", {})
        counts = tuple(
            Count(
                measure=Measure(c["measure"]),
                low=c.get("low"),
                best=c.get("best"),
                high=c.get("high"),
                object=c.get("object"),
                status=ObjectStatus(c.get("status", "unknown")),
            )
            for c in data.get("count", ())
        )
        given = {"name": data.get("name", "csv"), "date_format": data.get("date_format")}
        return Layout(outlet=data["outlet"], exact=True, counts=counts, **given, **columns)
    except (ValueError, KeyError, TypeError, UnicodeDecodeError) as error:
        raise SourceError(
            "bad_mapping", f"the mapping is not understood: {error}; see docs/import.md"
        ) from error
