"""The logbook: the decision log looked up by what it is about.

A decision concerns its subjects; an undoing, and a redaction of a decision's words, concern what that
decision is about too. So "the last decision on this claim" is one number, and whoever has seen an older one
has not seen all. What decisions do is not worked out here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.model.decisions import Decision, DecisionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Logbook:
    """The log in its order, with what each decision is about and what undid it.

    ``about`` gives the decisions that concern an id, the oldest first. ``undone`` gives for the id of a
    decision the undoing that holds against it; what is not in it is in force.
    """

    decisions: tuple[Decision, ...]
    about: Mapping[str, tuple[Decision, ...]]
    undone: Mapping[str, str]

    @classmethod
    def of(cls, decisions: Sequence[Decision], added: Mapping[int, str]) -> "Logbook":
        """Look through the log once. ``added`` tells, by the number of an ``add``, which claim it made."""
        concerns: dict[str, frozenset[str]] = {}
        about: dict[str, list[Decision]] = {}
        for decision in decisions:
            ids = set(decision.subjects)
            for subject in decision.subjects:
                ids |= concerns.get(subject, frozenset())
            made = added.get(decision.number or 0)
            if made:
                ids.add(made)
            concerns[str(decision.id)] = frozenset(ids)
            for id in ids:
                about.setdefault(id, []).append(decision)
        return cls(
            decisions=tuple(decisions),
            about={id: tuple(these) for id, these in about.items()},
            undone=_undone(decisions),
        )

    def history(self, *ids: str) -> tuple[Decision, ...]:
        """The decisions that concern any of ``ids``, in their order, each once."""
        found = {d.number: d for id in ids for d in self.about.get(id, ())}
        return tuple(found[n] for n in sorted(found, key=lambda n: n or 0))

    def touching(self, *ids: str) -> tuple[Decision, ...]:
        """Those and the decisions that left any of ``ids`` behind, or brought others to it: splits, moves."""
        found = {d.number: d for d in self.history(*ids)}
        moved = (d for d in self.decisions if d.kind in (DecisionKind.SPLIT, DecisionKind.MOVE))
        for decision in moved:
            named = {*map(str, decision.payload.get("rest") or ()), str(decision.payload.get("to") or "")}
            if not named.isdisjoint(ids):
                found[decision.number] = decision
                found |= {d.number: d for d in self.history(str(decision.id))}
        return tuple(found[n] for n in sorted(found, key=lambda n: n or 0))

    def last(self, *ids: str) -> int:
        """The number of the last decision that concerns any of ``ids``; 0 where there is none."""
        return max((these[-1].number or 0 for id in ids if (these := self.about.get(id))), default=0)

    def since(self, seen: int, ids: Iterable[str]) -> tuple[Decision, ...]:
        """What has been decided on ``ids`` after the decision with number ``seen``."""
        return tuple(d for d in self.history(*ids) if (d.number or 0) > seen)

    def holds(self, decision: Decision) -> bool:
        """True where nothing in force undoes it."""
        return decision.id not in self.undone

    def find(self, id: str) -> Decision | None:
        """The decision of that id, or None."""
        return next((d for d in self.decisions if d.id == id), None)


def _undone(decisions: Sequence[Decision]) -> dict[str, str]:
    """What is undone, by which undoing; see :func:`sayso.model.decisions.in_force`."""
    undone: dict[str, str] = {}
    for decision in reversed(decisions):
        if decision.id in undone or decision.kind is not DecisionKind.UNDO:
            continue
        for subject in decision.subjects:
            undone.setdefault(subject, str(decision.id))
    return undone
