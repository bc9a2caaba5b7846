"""What is set on held-out articles after training: how far rules are trusted beside the network, how far
it leans towards accusations of its own, and what its beliefs are worth.

Trust and lean are searched among a few values by the gold scorer's figures; beliefs are turned into
probabilities by Platt's sigmoid (slope and offset on the log-odds), fitted by Newton's method with its
smoothed targets, so that a few hundred claims are enough.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np

from sayso.reading.drafts import ClaimReader, Document, Drafts
from sayso.reading.learned.figures import ELSEWHERE
from sayso.reading.learned.fit import Fit
from sayso.reading.learned.labels import GLANCE
from sayso.reading.learned.looks import Look
from sayso.reading.learned.packing import Floats
from sayso.reading.learned.reader import Network
from training.measure import total

Json = dict[str, Any]

TRUSTS = (0.0, 0.5, 1.0, 1.5, 2.5)
FURTHER = (0.0, 1.0, 2.5)  # at 4 the kept articles lost two points of `actor`, held out won half of one
LEANS = (-3.0, -2.0, -1.0, 0.0)
GLANCES = (0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0)
ALWAYS = 99.0
"""A lean with which the network looks on whatever it saw at a glance."""

HEARING = (0.0, 0.8, 1.6)
"""Leans towards hearing somebody where the rules have a statement."""

FIGURES = ("measure", "object", "speaker", "actor", "relay", "kind", "status", "basis", "stance")
"""Heads and roles that share one trust: with a trust and a lean for each, set on a few hundred figures, the
held-out tenth rose by two points and everything else fell by three."""

ALIKE = 0.25
"""Points that tell nothing apart on some 600 figures: of values so near to the best the highest is taken, for
why the rules say something can be told.
"""

LOST = 0.05
"""Points that a glance may lose: none but by rounding."""

RULES_FIRST = 6.0
"""The trust in the rules' accusations, which were right more often than the network's on every set so far."""


class Remembered:
    """A network that computes each look once: a fit changes only what is made of its numbers."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.known: dict[bytes, Mapping[str, Floats]] = {}

    def __call__(
        self, looks: Sequence[Look], least: Sequence[float]
    ) -> Sequence[Mapping[str, Floats] | None]:
        names = [b"".join(a.tobytes() for a in (x.ids, x.hints, x.told, x.answers)) for x in looks]
        new = [(n, x) for n, x in zip(names, looks, strict=True) if n not in self.known]
        if new:
            told = self.network([x for _, x in new], [-math.inf] * len(new))
            self.known |= {n: t for (n, _), t in zip(new, told, strict=True) if t is not None}
        return [
            self.known[n] if self.known[n][GLANCE] >= value else None
            for n, value in zip(names, least, strict=True)
        ]


class RememberedRules:
    """A rule reader that reads each article once."""

    def __init__(self, rules: ClaimReader) -> None:
        self.rules = rules
        self.name = rules.name
        self.known: dict[str, Drafts] = {}

    def read(self, document: Document) -> Drafts:
        """The drafts, from memory where the article was read before."""
        if document.article.id not in self.known:
            self.known[document.article.id] = self.rules.read(document)
        return self.known[document.article.id]


def fit(score: Callable[[Fit], Mapping[str, float]], *, note: Callable[[str], None] = print) -> Fit:
    """One trust for all that is read of figures but the actor, one for that, more for an actor of another
    sentence, a lean towards accusations of the network's own, and the least lean towards looking on after a
    glance that loses nothing. Each is set with those before it as they are.

    The rules look for an actor over the whole article, the network in one look: so the trust differs.
    """

    def best(
        values: Sequence[float], made: Callable[[float], Fit], aim: Callable[[Mapping[str, float]], float]
    ) -> Fit:
        reached = {value: aim(score(made(value))) for value in values}
        note(" ".join(f"{value}: {points:.2f}" for value, points in reached.items()))
        return made(max(value for value in values if reached[value] >= max(reached.values()) - ALIKE))

    def trusting(found: Fit, **trust: float) -> Fit:
        return replace(found, trust={**found.trust, **trust})

    def leaning(found: Fit, **leans: float) -> Fit:
        return replace(found, leans={**found.leans, **leans})

    found = Fit(trust={"accused": RULES_FIRST}, leans={"accused": LEANS[0], GLANCE: ALWAYS})
    found = best(TRUSTS, lambda value, f=found: trusting(f, **dict.fromkeys(FIGURES, value)), total)
    found = best(TRUSTS, lambda value, f=found: trusting(f, actor=value), total)
    found = best(FURTHER, lambda value, f=found: trusting(f, **{ELSEWHERE: value}), lambda s: s["actor_f1"])
    found = best(LEANS, lambda value, f=found: leaning(f, accused=value), lambda s: s["responsibility"])
    whole = total(score(found))
    glances = (leaning(found, **{GLANCE: value}) for value in GLANCES)
    return next((tried for tried in glances if total(score(tried)) >= whole - LOST), found)


def statements(fit: Fit, score: Callable[[Fit], Mapping[str, Any]]) -> Fit:
    """``fit`` with the lean by which statements are best read; as it is where the rules alone are as good.

    ``score`` gives the attribution scorer's figures: F1 of what is matched, of exact speakers and contents.
    """

    def reached(tried: Fit) -> float:
        told = score(tried)
        parts = (told["attribution"], told["source"]["exact"], told["content"]["exact"])
        return sum(float(part[2]) for part in parts)

    best, most = fit, reached(fit) + 1
    for lean in HEARING:
        tried = replace(fit, leans={**fit.leans, "statement": lean})
        if (points := reached(tried)) > most:
            best, most = tried, points
    return best


def sigmoid(beliefs: Sequence[float], right: Sequence[bool]) -> tuple[float, float]:
    """Slope and offset on the log-odds of ``beliefs`` that make them probabilities of being right."""
    odds = np.array(
        [math.log(min(max(b, 1e-6), 1 - 1e-6) / (1 - min(max(b, 1e-6), 1 - 1e-6))) for b in beliefs]
    )
    yes, no = sum(right), len(right) - sum(right)
    target = np.where(np.array(right), (yes + 1) / (yes + 2), 1 / (no + 2))
    x = np.stack((odds, np.ones_like(odds)), 1)
    w = np.array([1.0, 0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (target - p) - (w - [1.0, 0.0])
        bend = (x * (p * (1 - p))[:, None]).T @ x + np.eye(2)
        w = w + np.clip(np.linalg.solve(bend, slope), -0.5, 0.5)
    return round(float(w[0]), 4), round(float(w[1]), 4)


def judged(score: Any, text: str, annotation: Json, predicted: Json) -> list[tuple[Json, bool, bool]]:
    """Each predicted figure with: is its measure right, is the claim (value, object, speaker, kind) right."""
    gold = [f | {"_s": score.locate(text, f)} for f in annotation["figures"]]
    told = [f | {"_s": (f["quantity"]["start"], f["quantity"]["end"])} for f in predicted["figures"]]
    pairs, _, extra = score.pair(gold, told, lambda a, b: a["measure"] == b["measure"])
    found = [(p, False, False) for p in extra]
    for g, p in pairs:
        speaker = p["speaker"] or {}
        measured = g["measure"] == p["measure"]
        claim = (
            measured
            and (g["low"], g["high"]) == (p["quantity"]["low"], p["quantity"]["high"])
            and score.same(g["object"], p["object"].get("text"))
            and any(score.same(g["source"], speaker.get(k)) for k in ("text", "name"))
            and g["source_kind"] == speaker.get("kind", "author")
        )
        found.append((p, measured, claim))
    return found


def reliability(
    rows: Iterable[tuple[float, bool]], edges: Sequence[float] = (0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.01)
) -> list[Json]:
    """For each band of confidence: how many claims, their mean confidence, the share that is right."""
    rows, table = list(rows), []
    for low, high in pairwise(edges):
        here = [(c, r) for c, r in rows if low <= c < high]
        if here:
            table.append(
                {
                    "from": low,
                    "to": min(high, 1),
                    "claims": len(here),
                    "confidence": round(float(np.mean([c for c, _ in here])), 3),
                    "right": round(float(np.mean([r for _, r in here])), 3),
                }
            )
    return table
