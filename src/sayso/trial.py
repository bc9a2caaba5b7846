"""Trial: would a decision hold were it logged, and does a claim fit a filter.

Companions of :mod:`sayso.judged`, as pure functions: :func:`fits` is the ledger's filter over claims as they
stand after decisions, and :func:`refusal` tries a decision before it is logged.
"""

import math
from collections.abc import Sequence
from datetime import date
from typing import Any

from sayso.ledger import ClaimFilter, KeptClaim
from sayso.ledger.words import fold
from sayso.model import (
    Claim,
    ClaimKind,
    Figure,
    Grade,
    Measure,
    Place,
    Reading,
    Responsibility,
    Speaker,
    SpeakerKind,
    Time,
)
from sayso.model.decisions import Decision, DecisionKind
from sayso.reconciling import apply


def kind_of(claim: Claim) -> ClaimKind:
    """Which of the three kinds a claim is."""
    if isinstance(claim, Figure):
        return ClaimKind.FIGURE
    return ClaimKind.RESPONSIBILITY if isinstance(claim, Responsibility) else ClaimKind.STATEMENT


def fits(kept: KeptClaim, wanted: ClaimFilter) -> bool:
    """Whether a claim fits, as the ledger itself would tell it; runs and readings aside."""
    claim, figure = kept.claim, kept.claim if isinstance(kept.claim, Figure) else None
    party = claim.accused if isinstance(claim, Responsibility) else figure.actor if figure else None
    place = figure.place if figure else None
    kind = claim.speaker.kind if claim.speaker else SpeakerKind.AUTHOR
    return (
        (not wanted.kinds or kept.kind in wanted.kinds)
        and (not wanted.measures or (figure is not None and figure.measure in wanted.measures))
        and (wanted.speaker_kind is None or kind is wanted.speaker_kind)
        and (wanted.country is None or (place is not None and place.country == wanted.country.upper()))
        and (wanted.article is None or kept.article.id.startswith(wanted.article))
        and (wanted.claim is None or claim.id.startswith(wanted.claim))
        and _named(wanted.place, *_names(place))
        and _named(wanted.actor, party.text if party else None)
        and _named(wanted.speaker, *_names(claim.speaker))
        and _named(wanted.outlet, kept.article.outlet)
        and _sure(claim.confidence, wanted)
        and _measured(figure, wanted)
        and (wanted.cited is None or bool(claim.citations) is wanted.cited)
        and _then(figure.time if figure else None, wanted)
    )


def _names(named: Place | Speaker | None) -> tuple[str | None, ...]:
    return (named.name, named.span.text) if named else ()


def _named(asked: str | None, *names: str | None) -> bool:
    return not asked or any(fold(asked) in fold(name) for name in names if name)


def _sure(confidence: float | None, wanted: ClaimFilter) -> bool:
    low, high = wanted.min_confidence, wanted.max_confidence
    if low is None and high is None:
        return True
    return (
        confidence is not None and (low is None or confidence >= low) and (high is None or confidence <= high)
    )


def _measured(figure: Figure | None, wanted: ClaimFilter) -> bool:
    least = wanted.min_measure_confidence
    sure = figure.measure_confidence if figure else None
    return least is None or (sure is not None and sure >= least)


def _then(time: Time | None, wanted: ClaimFilter) -> bool:
    if not wanted.since and not wanted.until:
        return True
    if time is None or (time.start is None and time.end is None):
        return False
    late_enough = not wanted.since or time.end is None or time.end >= wanted.since[:10]
    return late_enough and (not wanted.until or time.start is None or time.start <= wanted.until[:10])


def refusal(readings: Sequence[Reading], before: Sequence[Decision], decision: Decision) -> str | None:
    """Why ``decision`` could not be carried out after ``before``; None where it could.

    The log takes anything; what it takes must not leave a claim that nothing can work with.
    """
    try:
        wrong = _payload(decision)
        if wrong:
            return wrong
        applied = apply(readings, [*before, decision])
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        return f"it cannot be carried out: {error}"
    lost = [p.message for p in applied.problems if f"decision {decision.number} " in p.message]
    if lost:
        return lost[0].split("does not apply: ")[-1].split("; undo it")[0].strip("\"'")
    if decision.kind in (DecisionKind.CORRECT, DecisionKind.ADD):
        for reading in applied.readings:
            for claim in reading.claims:
                wrong = _claim(claim)
                if wrong:
                    return wrong
    return None


def _payload(decision: Decision) -> str | None:
    said = decision.payload
    if decision.kind is DecisionKind.GRADE:
        Grade(said["grade"])
    if decision.kind is DecisionKind.ESTIMATE:
        Measure(said["measure"])
        numbers = [said.get(name) for name in ("low", "best", "high")]
        if all(n is None for n in numbers):
            return "an estimate needs a number"
        return _number(*numbers) or _ordered(*(n for n in numbers if n is not None))
    if decision.kind is DecisionKind.MERGE and len(set(decision.subjects)) < 2:
        return "a merge needs two"
    if decision.kind is DecisionKind.SPLIT and not said.get("rest"):
        return "nothing would stay behind"
    return None


def _number(*values: Any) -> str | None:
    for n in values:
        if n is None:
            continue
        if isinstance(n, bool) or not isinstance(n, (int, float)) or not math.isfinite(n) or n < 0:
            return f"{n!r} is no number of anything"
    return None


def _ordered(*values: Any) -> str | None:
    return None if list(values) == sorted(values) else "low, best and high must not fall"


def _claim(claim: Any) -> str | None:
    """What is wrong with a claim that a person made; None where all its parts are what they must be."""
    if not all(isinstance(c, str) for c in claim.citations):
        return "citations are markers, as words"
    if not _share(claim.confidence):
        return "confidence lies between 0 and 1"
    if claim.speaker is not None and not isinstance(claim.speaker.name, str):
        return "a speaker's name is words"
    if isinstance(claim, Responsibility):
        return None if isinstance(claim.hedged, bool) else "hedged is true or false"
    if not isinstance(claim, Figure):
        return None if claim.content else "a statement needs its words"
    low, high = claim.quantity.low, claim.quantity.high
    wrong = _number(low, high) or (_ordered(low, high) if low is not None and high is not None else None)
    return wrong or _place(claim.place) or _time(claim.time)


def _share(value: Any) -> bool:
    return value is None or (
        isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1
    )


def _place(place: Place | None) -> str | None:
    if place is None:
        return None
    if not all(v is None or isinstance(v, str) for v in (place.name, place.gazetteer_id)):
        return "a place's name is words"
    code: Any = place.country
    if code is not None and not (
        isinstance(code, str) and len(code) == 2 and code.isascii() and code.isupper()
    ):
        return f"{code!r} is no country code of two capital letters"
    for value, most in ((place.lat, 90), (place.lon, 180)):
        if value is not None and (_number(abs(value)) or abs(value) > most):
            return "a place lies between -90 and 90 degrees north, -180 and 180 east"
    return None if place.precision in (None, 1, 2, 3, 4, 5, 6, 7) else "a place's precision is 1 to 7"


def _time(time: Time | None) -> str | None:
    if time is None:
        return None
    days = []
    for day in (time.start, time.end):
        if day is None:
            continue
        try:
            days.append(date.fromisoformat(day).isoformat())
        except (TypeError, ValueError):
            return f"{day!r} is no ISO day"
        if days[-1] != day:
            return f"{day!r} is no day like 2020-02-27"
    if time.precision not in (None, "day", "week", "month", "year"):
        return "a time's precision is day, week, month or year"
    return None if days == sorted(days) else "the first day must not come after the last"
