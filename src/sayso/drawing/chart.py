"""The toll as a chart over time of telling: one line a voice, a band where a bound is open. Plain SVG.

Steps, because a toll stays what it was until somebody tells another. The page has the same as a table.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sayso.model.incidents import Account

WIDTH, HEIGHT, LEFT, TOP, BOTTOM, RIGHT = 720, 260, 54, 14, 34, 170


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One account on the chart: where it stands and what it says."""

    x: float
    y: float
    low: float
    high: float
    open: bool
    account: Account


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One voice: its marks in time, the path of its steps, a dash pattern that tells it from the others."""

    name: str
    marks: tuple[Mark, ...]
    path: str
    dash: str
    label: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """All voices, with the grid behind them."""

    lines: tuple[Line, ...]
    days: tuple[tuple[float, str], ...]
    values: tuple[tuple[float, str], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    base: int = HEIGHT - BOTTOM


DASHES = ("", "7 4", "2 4", "10 3 2 3", "4 2", "1 3")


def chart(accounts: Sequence[Account]) -> Chart | None:
    """The chart of a measure's accounts; None where fewer than two say a number on a known day."""
    told = [a for a in accounts if a.said_on and (a.low is not None or a.high is not None) and not a.denied]
    if len(told) < 2:
        return None
    first = min(date.fromisoformat((a.said_on or "")[:10]) for a in told)
    last = max(date.fromisoformat((a.said_on or "")[:10]) for a in told)
    most = max(float(n) for a in told for n in (a.low, a.high) if n is not None) or 1.0
    span = max((last - first).days, 1)

    def x(day: str) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (date.fromisoformat(day[:10]) - first).days / span

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / (most * 1.08)

    by_voice: dict[str, list[Account]] = {}
    for account in sorted(told, key=lambda a: (a.said_on or "", a.low or 0)):
        by_voice.setdefault(account.origin, []).append(account)
    lines = [_line(i, voice, x, y, most) for i, voice in enumerate(by_voice.values())]
    ticks = sorted({0.0, round(most / 2), most})
    days = sorted({first, last})
    return Chart(
        lines=tuple(_apart(lines)),
        days=tuple((x(d.isoformat()), d.isoformat()) for d in days),
        values=tuple((y(v), f"{v:,.0f}") for v in ticks),
    )


def _line(
    number: int,
    voice: Sequence[Account],
    x: Callable[[str], float],
    y: Callable[[float], float],
    most: float,
) -> Line:
    marks = []
    for account in voice:
        low = account.low if account.low is not None else account.high or 0
        high = account.high if account.high is not None else most * 1.08
        is_open = account.low is None or account.high is None
        shown = account.low if account.low is not None else account.high or 0
        marks.append(
            Mark(
                x=x(account.said_on or ""),
                y=y(shown),
                low=y(0 if account.low is None else low),
                high=y(high),
                open=is_open,
                account=account,
            )
        )
    path = f"M{marks[0].x:.1f} {marks[0].y:.1f}" + "".join(f"H{m.x:.1f}V{m.y:.1f}" for m in marks[1:])
    path += f"H{WIDTH - RIGHT + 6}"
    return Line(
        name=voice[-1].speaker,
        marks=tuple(marks),
        path=path,
        dash=DASHES[number % len(DASHES)],
        label=marks[-1].y,
    )


def _apart(lines: list[Line]) -> list[Line]:
    """Labels moved down until none lies on another."""
    out: list[Line] = []
    free = float(TOP)
    for line in sorted(lines, key=lambda one: one.label):
        at = max(line.label, free)
        free = at + 15
        out.append(Line(name=line.name, marks=line.marks, path=line.path, dash=line.dash, label=at))
    return out
