"""Incidents over time: how many began in each day, week, month or year, and how many voices told of them.

Counts of incidents and of voices only: tolls are never added up, here or anywhere.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.heads import Head
from sayso.model import Incident

UNITS = ("day", "week", "month", "year")
WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 960, 150, 36, 26, 10
MOST = 60  # bars that a unit chosen by itself may make


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One stretch of time, ``first`` to ``last`` inclusive: its incidents, contested ones and voices."""

    first: date
    last: date
    incidents: int
    contested: int
    voices: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The stretches in which something began, the earliest first; ``undated`` began nobody says when."""

    unit: str
    bars: tuple[Bar, ...]
    undated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A bar in the picture; heights grow upwards from the base line."""

    bar: Bar
    x: float
    width: float
    tall: float
    contested: float
    voices: float


def timeline(incidents: Iterable[Incident | Head], unit: str | None = None) -> Timeline:
    """Incidents by the stretch of time in which they began; the unit that fits where none is chosen."""
    known = list(incidents)
    dated = [(date.fromisoformat(i.start[:10]), i) for i in known if i.start]
    days = [day for day, _ in dated]
    chosen = unit or _unit(days)
    held: dict[date, list[Incident | Head]] = {}
    for day, incident in dated:
        held.setdefault(begin(day, chosen), []).append(incident)
    bars = tuple(_bar(first, chosen, found) for first, found in sorted(held.items()))
    return Timeline(unit=chosen, bars=bars, undated=len(known) - len(dated))


def _unit(days: Sequence[date]) -> str:
    """The finest unit that makes no more than ``MOST`` bars."""
    if not days:
        return "day"
    span = (max(days) - min(days)).days + 1
    for unit, length in (("day", 1), ("week", 7), ("month", 30)):
        if span / length <= MOST:
            return unit
    return "year"


def begin(day: date, unit: str) -> date:
    """The first day of the day's stretch; weeks begin on Monday (ISO 8601)."""
    match unit:
        case "week":
            return day - timedelta(days=day.weekday()) if day.toordinal() > 7 else day
        case "month":
            return day.replace(day=1)
        case "year":
            return day.replace(month=1, day=1)
    return day


def end(first: date, unit: str) -> date:
    """The last day of the stretch that begins on ``first``."""
    match unit:
        case "week":
            return date.fromordinal(min(first.toordinal() + 6, date.max.toordinal()))
        case "month":
            return first.replace(day=monthrange(first.year, first.month)[1])
        case "year":
            return first.replace(month=12, day=31)
    return first


def _bar(first: date, unit: str, found: Sequence[Incident | Head]) -> Bar:
    return Bar(
        first=first,
        last=end(first, unit),
        incidents=len(found),
        contested=sum(i.contested for i in found),
        voices=len({name for i in found for name in i.voice_names}),
    )


def drawn(line: Timeline) -> tuple[tuple[Drawn, ...], int]:
    """The bars at their places in the picture, and the number that its full height stands for."""
    if not line.bars:
        return (), 0
    first, last = line.bars[0].first, line.bars[-1].last
    days = (last - first).days + 1
    room, tall = WIDTH - LEFT, HEIGHT - BOTTOM - TOP
    most = max(max(bar.incidents, bar.voices) for bar in line.bars)
    out = []
    for bar in line.bars:
        wide = room * ((bar.last - bar.first).days + 1) / days
        out.append(
            Drawn(
                bar=bar,
                x=LEFT + room * (bar.first - first).days / days,
                width=max(min(wide * 0.86, 90.0), 1.5),
                tall=tall * bar.incidents / most,
                contested=tall * bar.contested / most,
                voices=tall * bar.voices / most,
            )
        )
    return tuple(out), most
