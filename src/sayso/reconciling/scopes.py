"""Scopes: what a figure of an incident counts, so that like is set beside like.

People as such, a side's fighters, civilians, a part of the people ("children", "others") and each kind of
thing are scopes of their own. A general word ("people") is read as the specific one of the same incident
where there is exactly one ("soldiers"), and stands apart where there are two.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.model import Figure, ObjectStatus
from sayso.reconciling.told import Told
from sayso.reconciling.words import identifying, known_party, part_of


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Scope:
    """What is counted: ``people``, ``things`` or a part; of which status and side, as far as told."""

    kind: str
    label: str
    status: ObjectStatus
    side: str

    def general_of(self, other: "Scope") -> bool:
        """True where this says the same or less than ``other`` and does not contradict it."""
        loose = (ObjectStatus.UNKNOWN, ObjectStatus.MIXED)
        same_kind = self.kind == other.kind == "people"
        return same_kind and (self.status in (*loose, other.status)) and self.side in ("", other.side)


def scope_of(item: Told) -> Scope:
    """The scope of one figure by its object's words and status."""
    figure = item.claim
    assert isinstance(figure, Figure)  # the callers have looked
    words = figure.object.span.text if figure.object.span else ""
    status = figure.object.status
    if status is ObjectStatus.THING:
        label = " ".join(sorted(w.rstrip("s") for w in identifying(words, item.article))) or "things"
        return Scope(kind="things", label=label, status=status, side="")
    part = part_of(words, item.article)
    country = figure.place.country if figure.place else None
    side = known_party(words, item.article, country) or "" if status is not ObjectStatus.CIVILIAN else ""
    if part and not (part == "police" and status is ObjectStatus.COMBATANT and side):
        return Scope(kind="part", label=part, status=ObjectStatus.UNKNOWN, side="")
    return Scope(kind="people", label="", status=status, side=side)


def settle(scopes: Iterable[Scope]) -> dict[Scope, Scope]:
    """Each scope of one incident's measure to the one it is counted under."""
    found = sorted(set(scopes))
    settled = {}
    for scope in found:
        specific = [s for s in found if s != scope and scope.general_of(s)]
        finest = [s for s in specific if not any(s != t and s.general_of(t) for t in specific)]
        settled[scope] = finest[0] if len(finest) == 1 else scope
    return settled


def label_of(scope: Scope, items: Sequence[Told]) -> str:
    """The words that most of the figures use for what they count."""
    if scope.kind == "part":
        return scope.label
    said = [t.claim.object.span.text for t in items if isinstance(t.claim, Figure) and t.claim.object.span]
    fallback = "people" if scope.kind == "people" else "things"
    return max(sorted(set(said)), key=lambda w: (said.count(w), len(w))) if said else fallback
