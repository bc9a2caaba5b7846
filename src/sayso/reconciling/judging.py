"""Judging: what people have decided, applied to what was read.

:func:`apply` is a pure function of readings and decisions. It takes out, corrects and adds claims, turns
merge, split and move into constraints on claims (so that they outlive regrouping), and gathers grades,
estimates and notes by claim. Nothing is changed in place: undo the decision, and the result is as before. A
decision that cannot be carried out (its claim is gone) becomes a problem and changes nothing.

What each kind needs in ``payload``:

- ``add``: ``article``, ``claim`` (``figure``, ``responsibility``, ``statement``) and the claim's contract
fields - ``accept``, ``reject``: nothing; ``correct``: contract fields, dotted where nested (``quantity.low``)
- ``merge``: nothing (subjects are claims or incidents); ``split``: ``rest``, the claims that stay behind
- ``move``: ``to``, a claim or incident, and ``rest``, the claims of the group it leaves
- ``grade``: ``grade``; ``estimate``: ``measure``, ``low``, ``best``, ``high``; ``note``: ``text`` (else the
reason) - ``redact``: ``part`` (``speaker``, ``actor``, ``object``, ``place``, ``accused``): its words are
hidden everywhere, and so are those of ``words``, a list (a surname that stands alone elsewhere)
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sayso.model import (
    Article,
    Claim,
    Constraint,
    Figure,
    Grade,
    Problem,
    Reading,
    Responsibility,
    Statement,
    short_hash,
)
from sayso.model.decisions import Decision, DecisionKind, in_force
from sayso.reconciling.mending import added, corrected, mask, masked, words_of

Number = int | float
Figures = tuple[Number | None, Number | None, Number | None, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """Readings and constraints after the decisions, and what was decided of incidents, by claim."""

    readings: tuple[Reading, ...]
    constraints: tuple[Constraint, ...] = ()
    grades: Mapping[str, tuple[Grade, str]] = field(default_factory=dict)
    figures: Mapping[str, Mapping[str, Figures]] = field(default_factory=dict)
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    accepted: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    hidden: tuple[str, ...] = ()


@dataclass(slots=True)
class _State:
    """The work in hand, local to one call of :func:`apply`."""

    readings: dict[str, Reading]
    claims: dict[str, str]
    anchors: dict[str, str]
    constraints: list[Constraint] = field(default_factory=list)
    grades: dict[str, tuple[Grade, str]] = field(default_factory=dict)
    figures: dict[str, dict[str, Figures]] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)
    accepted: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)


def apply(readings: Iterable[Reading], decisions: Sequence[Decision]) -> Applied:
    """The readings after the decisions that are in force, in the log's order."""
    held = {r.article.id: r for r in readings}
    claims = {c.id: r.article.id for r in held.values() for c in r.claims}
    state = _State(
        readings=held,
        claims=claims,
        anchors={short_hash(kind, c): c for c in claims for kind in ("incident", "series")}
        if decisions
        else {},
    )
    for decision in in_force(decisions):
        try:
            _DO[decision.kind](state, decision)
        except (KeyError, ValueError, TypeError) as error:
            state.problems.append(_lost(decision, error))
    return _applied(state, tuple(masked(r, state.hidden) for r in state.readings.values()))


def _applied(state: _State, readings: tuple[Reading, ...]) -> Applied:
    words = sorted(set(state.hidden), key=lambda w: (-len(w), w))
    return Applied(
        readings=readings,
        constraints=tuple(state.constraints),
        grades={c: (grade, mask(why, words)) for c, (grade, why) in state.grades.items()},
        figures={
            c: {m: (*set_to[:3], mask(set_to[3], words)) for m, set_to in by.items()}
            for c, by in state.figures.items()
        },
        notes={k: tuple(mask(v, words)) for k, v in state.notes.items()},
        accepted=frozenset(state.accepted),
        problems=tuple(state.problems),
        hidden=tuple(dict.fromkeys(state.hidden)),
    )


def rulings(
    decisions: Sequence[Decision],
    *,
    read: Callable[[str], bool],
    added: Mapping[int, str],
    hidden: Sequence[str],
) -> Applied:
    """What :func:`apply` gathers beside the readings (constraints, grades, estimates, notes), without them.

    ``read`` tells whether a claim was read, ``added`` which claim an addition of that number made, ``hidden``
    which words are. For whoever keeps the readings as decided already.
    """
    holding = [d for d in in_force(decisions) if d.kind in _ON_GROUPS]
    named = dict.fromkeys(id for d in holding for id in (*d.subjects, *_named(d)))
    made = set(added.values())
    state = _State(
        readings={},
        claims={c: "" for c in named if c not in made and read(c)},
        anchors={},
        hidden=list(hidden),
    )
    for decision in holding:
        try:
            if decision.kind is DecisionKind.ADD:
                state.claims[added[decision.number or 0]] = ""
            elif decision.kind is DecisionKind.REJECT:
                for subject in decision.subjects:
                    state.claims.pop(subject)
            else:
                _DO[decision.kind](state, decision)
        except (KeyError, ValueError, TypeError) as error:
            state.problems.append(_lost(decision, error))
    return _applied(state, ())


def _named(decision: Decision) -> tuple[str, ...]:
    """The claims that a decision names in its payload."""
    rest, to = decision.payload.get("rest") or (), decision.payload.get("to")
    return (*map(str, rest), *((str(to),) if to else ()))


def _lost(decision: Decision, error: Exception) -> Problem:
    message = f"decision {decision.number} ({decision.kind}) does not apply: {error}; undo it, or decide anew"
    return Problem(code="decision_lost", message=message)


def _claim(state: _State, subject: str) -> str:
    """The claim behind a subject: itself, or the earliest claim of the incident of that id."""
    if subject in state.claims:
        return subject
    if subject in state.anchors:
        return state.anchors[subject]
    raise KeyError(f"no claim or incident {subject}")


def _find(state: _State, claim: str) -> tuple[Claim, Article]:
    reading = state.readings[state.claims[claim]]
    return next(c for c in reading.claims if c.id == claim), reading.article


def _put(state: _State, claim_id: str, claim: Claim | None) -> None:
    """Replace a claim of its reading by ``claim``; None takes it out."""
    reading = state.readings[state.claims[claim_id]]
    rest: list[Claim] = [c for c in reading.claims if c.id != claim_id]
    if claim is not None:
        rest.append(claim)
    state.readings[reading.article.id] = replace(
        reading,
        figures=tuple(
            sorted((c for c in rest if isinstance(c, Figure)), key=lambda c: (c.quantity.span, c.id))
        ),
        responsibility=tuple(
            sorted((c for c in rest if isinstance(c, Responsibility)), key=lambda c: (c.act, c.id))
        ),
        statements=tuple(sorted((c for c in rest if isinstance(c, Statement)), key=lambda c: (c.span, c.id))),
    )


def _add(state: _State, decision: Decision) -> None:
    article = state.readings[decision.payload["article"]].article
    claim = added(article, decision.payload)
    state.claims[claim.id] = article.id
    _put(state, claim.id, claim)
    for kind in ("incident", "series"):
        state.anchors[short_hash(kind, claim.id)] = claim.id


def _accept(state: _State, decision: Decision) -> None:
    state.accepted.update(_claim(state, s) for s in decision.subjects)


def _reject(state: _State, decision: Decision) -> None:
    for subject in decision.subjects:
        claim = _claim(state, subject)
        _put(state, claim, None)
        state.claims.pop(claim)


def _correct(state: _State, decision: Decision) -> None:
    for subject in decision.subjects:
        claim, article = _find(state, _claim(state, subject))
        _put(state, claim.id, corrected(claim, article, decision.payload))


def _merge(state: _State, decision: Decision) -> None:
    claims = tuple(_claim(state, s) for s in decision.subjects)
    state.constraints.append(Constraint(together=True, claims=claims, decision=decision.number))


def _known(state: _State, claims: Iterable[str]) -> tuple[str, ...]:
    return tuple(c for c in claims if c in state.claims)


def _split(state: _State, decision: Decision) -> None:
    parted = tuple(_claim(state, s) for s in decision.subjects)
    rest = tuple(c for c in _known(state, decision.payload["rest"]) if c not in parted)
    for claim in parted:
        state.constraints.append(Constraint(together=False, claims=(claim, *rest), decision=decision.number))
    if len(parted) > 1:
        state.constraints.append(Constraint(together=True, claims=parted, decision=decision.number))


def _move(state: _State, decision: Decision) -> None:
    target = _claim(state, decision.payload["to"])
    moved = tuple(_claim(state, s) for s in decision.subjects)
    rest = tuple(c for c in _known(state, decision.payload.get("rest", ())) if c not in moved)
    for claim in moved:
        if rest:
            state.constraints.append(
                Constraint(together=False, claims=(claim, *rest), decision=decision.number)
            )
    state.constraints.append(Constraint(together=True, claims=(target, *moved), decision=decision.number))


def _grade(state: _State, decision: Decision) -> None:
    for subject in decision.subjects:
        state.grades[_claim(state, subject)] = Grade(decision.payload["grade"]), _by(decision)


def _estimate(state: _State, decision: Decision) -> None:
    said = decision.payload
    set_to = (said.get("low"), said.get("best"), said.get("high"), _by(decision))
    for subject in decision.subjects:
        state.figures.setdefault(_claim(state, subject), {})[str(said["measure"])] = set_to


def _note(state: _State, decision: Decision) -> None:
    text = str(decision.payload.get("text") or decision.reason)
    for subject in decision.subjects:
        state.notes.setdefault(state.anchors.get(subject, subject), []).append(text)


def _redact(state: _State, decision: Decision) -> None:
    part = decision.payload.get("part")
    if part is None:
        return  # hides the words of another decision, which is the ledger's
    for subject in decision.subjects:
        claim, _ = _find(state, _claim(state, subject))
        state.hidden.extend(words_of(claim, str(part)))
    state.hidden.extend(w for w in map(str, decision.payload.get("words", ())) if w.strip())


def _by(decision: Decision) -> str:
    return f"{decision.reason} ({decision.author}, {decision.at[:10]})"


def _nothing(state: _State, decision: Decision) -> None:
    """Undoings are taken out before."""


_DO: dict[DecisionKind, Any] = {
    DecisionKind.ADD: _add,
    DecisionKind.ACCEPT: _accept,
    DecisionKind.REJECT: _reject,
    DecisionKind.CORRECT: _correct,
    DecisionKind.MERGE: _merge,
    DecisionKind.SPLIT: _split,
    DecisionKind.MOVE: _move,
    DecisionKind.GRADE: _grade,
    DecisionKind.ESTIMATE: _estimate,
    DecisionKind.NOTE: _note,
    DecisionKind.REDACT: _redact,
    DecisionKind.UNDO: _nothing,
}

_ON_GROUPS = (
    DecisionKind.ADD,
    DecisionKind.REJECT,
    DecisionKind.MERGE,
    DecisionKind.SPLIT,
    DecisionKind.MOVE,
    DecisionKind.GRADE,
    DecisionKind.ESTIMATE,
    DecisionKind.NOTE,
)
