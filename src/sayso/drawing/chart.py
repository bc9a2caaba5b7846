"""The toll as a chart over time of telling: one line a voice, a band where it names bounds. Plain SVG.

Steps, because a toll stays what it was until somebody tells another. The page has the same as a table.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sayso.model.incidents import Account

WIDTH, HEIGHT, LEFT, TOP, BOTTOM, RIGHT = 860, 280, 54, 14, 34, 240
ROOM = 1.08  # how far the picture reaches above the highest number


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One account on the chart: where it stands, and the band between its bounds while it is the last word.

    ``band`` is path data, None where a single number is named or the same day brought another; ``open`` where
    one bound is not stated, so that the band ends at the picture's edge and not at a number.
    """

    x: float
    y: float
    band: str | None
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """Where days and numbers lie in the picture."""

    x: Callable[[str], float]
    y: Callable[[float], float]
    most: float


def chart(accounts: Sequence[Account]) -> Chart | None:
    """The chart of a measure's accounts; None where fewer than two say a number on a known day."""
    told = [a for a in accounts if a.said_on and (a.low is not None or a.high is not None) and not a.denied]
    if len(told) < 2:
        return None
    first = min(date.fromisoformat((a.said_on or "")[:10]) for a in told)
    last = max(date.fromisoformat((a.said_on or "")[:10]) for a in told)
    most = max(float(n) for a in told for n in (a.low, a.high) if n is not None) or 1.0
    # A day alone takes the middle of the picture: its steps and bands then have room on both sides.
    span, lead = ((last - first).days, 0) if last > first else (2, 1)

    def x(day: str) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * ((date.fromisoformat(day[:10]) - first).days + lead) / span

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / (most * ROOM)

    by_voice: dict[str, list[Account]] = {}
    for account in sorted(told, key=lambda a: (a.said_on or "", a.low or 0)):
        by_voice.setdefault(account.origin, []).append(account)
    frame = _Frame(x=x, y=y, most=most)
    lines = [_line(i, voice, frame) for i, voice in enumerate(by_voice.values())]
    ticks = sorted({0.0, float(round(most / 2)), most})
    return Chart(
        lines=tuple(_apart(lines)),
        days=tuple((x(d.isoformat()), d.isoformat()) for d in sorted({first, last})),
        values=tuple((y(v), f"{v:,.0f}") for v in ticks),
    )


def _line(number: int, voice: Sequence[Account], frame: _Frame) -> Line:
    marks = []
    for at, account in enumerate(voice):
        x = frame.x(account.said_on or "")
        until = frame.x(voice[at + 1].said_on or "") if at + 1 < len(voice) else WIDTH - RIGHT + 6
        shown = account.low if account.low is not None else account.high or 0
        marks.append(
            Mark(
                x=x,
                y=frame.y(shown),
                band=_band(account, x, until, frame),
                open=account.low is None or account.high is None,
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


def _band(account: Account, x: float, until: float, frame: _Frame) -> str | None:
    """The area between an account's bounds from its day to the voice's next word."""
    if account.low == account.high or until - x < 1:
        return None
    low = frame.y(0 if account.low is None else account.low)
    high = frame.y(frame.most * ROOM if account.high is None else account.high)
    return f"M{x:.1f} {low:.1f}H{until:.1f}V{high:.1f}H{x:.1f}Z"


def _apart(lines: list[Line]) -> list[Line]:
    """Labels moved until none lies on another and all lie in the picture."""
    ordered = sorted(lines, key=lambda one: one.label)
    room = max(15.0 * (len(ordered) - 1), 0.0)
    free, out = float(TOP), []
    for at, line in enumerate(ordered):
        lowest = HEIGHT - BOTTOM - room + 15.0 * at
        here = max(min(line.label, lowest), free)
        free = here + 15
        out.append(replace(line, label=here))
    return out
