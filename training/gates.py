"""Makes the gate (:mod:`sayso.reading.learned.gate`): which quantities the network need not look at.

A logistic regression over the clues of the quantities that the rules pass over, in the annotated articles;
the threshold is the value below which, over articles that a fold did not see, a given share of the claims
lies. It is deterministic: the same articles and rules give the same gate.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from sayso.reading.document import prepare
from sayso.reading.drafts import ClaimReader
from sayso.reading.learned import gate
from sayso.reading.learned.gate import Gate
from sayso.reading.learned.reader import placed
from training import examples

Json = dict[str, Any]

FOLDS = 5
LEAST = 4
"""How many quantities must show a clue for it to have a weight."""

RIDGE = 2.0
LOST = 0.03
"""The share of the claims among what the rules pass over that the gate may shut out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A quantity that the rules pass over: its article, its clues, and whether it is a claim after all."""

    doc: str
    clues: tuple[str, ...]
    claim: bool


def rows(annotated: Iterable[tuple[Json, Json]], rules: ClaimReader) -> list[Row]:
    """The quantities of annotated articles that the rules pass over."""
    found = []
    for article, annotation in annotated:
        document = prepare(examples.article(article))
        claims = {
            (span.start, span.end)
            for span, figure, _ in examples.paired(document, annotation["figures"])
            if figure is not None
        }
        for _, candidate, told in gate.asked(document, placed(document), rules.read(document).figures):
            span = candidate.quantity.span
            if told is not None:
                claim = (span.start, span.end) in claims
                found.append(Row(doc=str(article["doc_id"]), clues=tuple(told), claim=claim))
    return found


def fit(found: Sequence[Row]) -> tuple[dict[str, float], float]:
    """Weights and offset."""
    counted = Counter(clue for row in found for clue in row.clues)
    number = {clue: i for i, clue in enumerate(sorted(c for c, times in counted.items() if times >= LEAST))}
    shown = [[number[c] for c in row.clues if c in number] for row in found]
    begins = torch.tensor(np.cumsum([0, *(len(s) for s in shown)])[:-1])
    flat = torch.tensor([n for s in shown for n in s])
    claim = torch.tensor([float(row.claim) for row in found])
    weights = torch.zeros(len(number), 1, requires_grad=True)
    offset = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights, offset], max_iter=150)

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        odds = torch.nn.functional.embedding_bag(flat, weights, begins, mode="sum")[:, 0] + offset
        told = torch.nn.functional.binary_cross_entropy_with_logits(odds, claim, reduction="sum")
        total: torch.Tensor = (told + RIDGE * weights.square().sum()) / len(found)
        total.backward()  # type: ignore[no-untyped-call]
        return total

    optimizer.step(loss)  # type: ignore[arg-type]
    values = weights.detach()[:, 0].tolist()
    return {clue: round(values[n], 3) for clue, n in number.items()}, round(float(offset.detach()), 3)


def made(found: Sequence[Row]) -> tuple[Gate, Json]:
    """The gate, and what cross-validation says of it."""
    part = [int(hashlib.sha256(row.doc.encode()).hexdigest(), 16) // 10 % FOLDS for row in found]
    odds = np.zeros(len(found))
    for fold in range(FOLDS):
        weights, offset = fit([r for r, p in zip(found, part, strict=True) if p != fold])
        for i, row in enumerate(found):
            if part[i] == fold:
                odds[i] = offset + sum(weights.get(c, 0.0) for c in row.clues)
    claims = np.array([row.claim for row in found])
    least = round(float(np.quantile(odds[claims], LOST)), 3)
    weights, offset = fit(found)
    told = {
        "quantities": len(found),
        "claims": int(claims.sum()),
        "shut_out": round(float((odds < least).mean()), 3),
        "claims_shut_out": round(float((odds[claims] < least).mean()), 3),
    }
    return Gate(weights=weights, offset=offset, least=least), told


def write(folder: Path, one: Gate, told: Json) -> None:
    """The gate as the file that is shipped, a clue a line."""
    weights = dict(sorted(one.weights.items()))
    data = {"least": one.least, "offset": one.offset, "cross_validated": told, "weights": weights}
    (folder / gate.GATE).write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
