"""What was set on held-out articles after training, and how rules are heard beside the network.

The network's beliefs and the rule reader's answers are two opinions. They are put together as a product: the
answer of the rules has its belief multiplied by ``exp(trust)`` before the likeliest answer is taken. Trust 0
is the network alone; a large one is the rules alone, wherever they answer.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from sayso.model import Span

MODEST = math.exp(2.0)
"""The weight at most that an answer has when its belief is told: trust decides, but does not make sure."""

_LEAST = 0.002
"""The belief that an answer of the rules has at the least, where the network never thought of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """By head or role (``figure_measure``, ``figure_actor``, ``blame_tags``...).

    ``leans``: how far to lean towards saying something, on the log-odds. ``trust``: the weight of the rules'
    answer; ``actor_elsewhere`` is added to that of an actor that stands in another sentence than the
    quantity. ``sureness``: slope and offset on the log-odds that turn a raw belief (``measure``, ``figure``,
    ``blame``, ``speech``) into a calibrated probability (Platt 1999).
    """

    leans: Mapping[str, float] = field(default_factory=dict)
    trust: Mapping[str, float] = field(default_factory=dict)
    sureness: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def lean(self, head: str) -> float:
        """The lean of a head; 0 where none is set."""
        return self.leans.get(head, 0.0)

    def weight(self, head: str) -> float:
        """What the rules' answer is multiplied by."""
        return math.exp(self.trust.get(head, 0.0))

    def sure(self, belief: float, kind: str) -> float:
        """The calibrated probability of a raw belief, to four digits."""
        slope, offset = self.sureness.get(kind, (1.0, 0.0))
        clipped = min(max(belief, 1e-6), 1 - 1e-6)
        odds = slope * math.log(clipped / (1 - clipped)) + offset
        return round(1 / (1 + math.exp(-odds)), 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the rules say of one role: a span, or None for "not said"; and how much that weighs."""

    span: Span | None
    weight: float


def weighed(chances: list[float], answer: int | None, weight: float) -> list[float]:
    """Beliefs over classes after the rules' ``answer`` (its number, or None where they have none)."""
    if answer is None:
        return chances
    raised = [max(c, _LEAST) * weight if i == answer else c for i, c in enumerate(chances)]
    total = sum(raised)
    return [c / total for c in raised]


def joined(
    beliefs: Mapping[str, float], silent: float, answer: Answer | None
) -> tuple[dict[str, float], float]:
    """Beliefs by wording, and in "not said", after the rules' ``answer``; they add up to 1.

    The answer takes over the beliefs of the wordings alike it, at its weight.
    """
    after = dict(beliefs)
    if answer is not None and answer.span is None:
        silent = max(silent, _LEAST) * answer.weight
    elif answer is not None and answer.span is not None:
        name = plain(answer.span.text)
        near = [other for other in beliefs if alike(name, other)]
        own = sum(after.pop(other) for other in near)
        after[name] = max(own, _LEAST) * answer.weight
    total = sum(after.values()) + silent
    return ({n: b / total for n, b in after.items()}, silent / total) if total else ({}, 1.0)


def plain(wording: str) -> str:
    """A wording in lower case with single spaces."""
    return " ".join(wording.casefold().split())


def alike(one: str, other: str) -> bool:
    """True where the two wordings share most of the shorter one's words, a third of the longer one's."""
    if one == other:
        return True
    a, b = set(one.split()), set(other.split())
    shared = len(a & b)
    return bool(shared) and shared >= 0.6 * min(len(a), len(b)) and 3 * shared >= max(len(a), len(b))
