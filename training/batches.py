"""Examples to padded tensors, and the honest damage that makes the model hardy.

Real articles come without commas and quotation marks, all in capitals, with other numbers and other names:
each time an example is drawn it may lose its punctuation or its letter case, have its digits swapped, or
some of its words hidden. Labels follow their tokens.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from sayso.reading.learned.features import MARKING, Inputs, sentence_buckets, token_buckets
from sayso.reading.learned.labels import CLASSES, ROLES
from training.examples import Anchors, Example, Spans

UNKNOWN, MASK = 100, 103


@dataclass(frozen=True, kw_only=True)
class Damage:
    """How often: an article loses punctuation or case, a digit is swapped, a word is hidden."""

    punctuation: float = 0.2
    case: float = 0.25
    digits: float = 0.3
    hidden: float = 0.06


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """What damage needs to know of the word pieces: which are punctuation to lose, which are digits."""

    punctuation: frozenset[int]
    digits: tuple[int, ...]


def damaged(example: Example, damage: Damage, vocabulary: Vocabulary, rng: random.Random) -> Example:
    """A copy with some of its surface lost or changed, labels moved along."""
    made = example.inputs
    ids, cases = made.ids.copy(), made.cases.copy()
    keep = np.ones(len(ids), dtype=bool)
    if rng.random() < damage.punctuation:
        lost = np.isin(ids, list(vocabulary.punctuation)) & (made.marks == 0)
        lost[0] = False
        keep &= ~lost
    if rng.random() < damage.case:
        cases = np.where(cases == 3, 3, 0)
    if rng.random() < damage.digits:
        digits = np.isin(ids, vocabulary.digits)
        swap = digits & (made.marks == 1)
        ids[swap] = [rng.choice(vocabulary.digits) for _ in range(int(swap.sum()))]
    if damage.hidden:
        hide = np.array([rng.random() < damage.hidden for _ in ids]) & (made.marks == 0)
        hide[0] = False
        ids[hide] = MASK
    return _kept(example, replace(made, ids=ids, cases=cases), keep)


def _kept(example: Example, made: Inputs, keep: np.ndarray) -> Example:
    if keep.all():
        return replace(example, inputs=made)
    before = np.cumsum(keep) - 1  # of a lost token: the last one kept before it
    count = int(keep.sum())
    starts = np.where(keep, before, np.minimum(before + 1, count - 1))
    old_positions = made.positions
    positions = np.where(made.marks == MARKING, starts[np.minimum(old_positions, len(starts) - 1)], before)
    new = replace(
        made,
        ids=made.ids[keep],
        positions=positions[keep],
        marks=made.marks[keep],
        cases=made.cases[keep],
        sentences=made.sentences[keep[: made.length]],
        quantities=np.stack((starts[made.quantities[:, 0]], before[made.quantities[:, 1]]), 1)
        if len(made.quantities)
        else made.quantities,
        length=int(keep[: made.length].sum()),
    )

    def moved(spans: Spans | None) -> Spans | None:
        if spans is None:
            return None
        out = [(int(starts[s]), int(before[e])) for s, e in spans]
        return [(s, e) for s, e in out if s <= e] or None

    anchors = {
        kind: Anchors(
            positions=[int(starts[p]) for p in a.positions],
            classes=a.classes,
            pointers={r: [moved(x) for x in row] for r, row in a.pointers.items()},
        )
        for kind, a in example.anchors.items()
    }
    tags = {k: t[keep[: made.length]] for k, t in example.tags.items()}
    return replace(example, inputs=new, anchors=anchors, tags=tags)


Batch = dict[str, Tensor]


def batch(examples: Sequence[Example]) -> Batch:
    """Padded tensors of a few windows; anchors of all of them stand in one list per kind."""
    size = max(len(e.inputs.ids) for e in examples)
    pad = lambda arrays, fill=0: torch.from_numpy(  # noqa: E731
        np.stack([np.pad(a, (0, size - len(a)), constant_values=fill) for a in arrays])
    )
    out = {
        "ids": pad([e.inputs.ids for e in examples]),
        "positions": pad([e.inputs.positions for e in examples]),
        "marks": pad([e.inputs.marks for e in examples]),
        "cases": pad([e.inputs.cases for e in examples]),
        "real": pad([np.ones(len(e.inputs.ids), dtype=bool) for e in examples], False),
        "text": pad([np.ones(e.inputs.length, dtype=bool) for e in examples], False),
        "said": pad([(np.arange(e.inputs.length) > 0).astype(np.float32) for e in examples]),
        "quantity_row": torch.tensor(
            [i for i, e in enumerate(examples) for _ in e.inputs.quantities], dtype=torch.long
        ),
        "quantity": torch.from_numpy(np.concatenate([e.inputs.quantities for e in examples])),
        "marker": torch.tensor(
            [e.inputs.length + j for e in examples for j in range(len(e.inputs.quantities))], dtype=torch.long
        ),
    }
    for kind in ("blame", "speech"):
        tags = [e.tags.get(kind, np.full(e.inputs.length, -1)) for e in examples]
        out[f"{kind}_tags"] = pad(tags, -1)
    for kind in ROLES:
        out |= _anchors(kind, examples, size)
    return out


def _anchors(kind: str, examples: Sequence[Example], size: int) -> Batch:
    rows, positions, near, far = [], [], [], []
    classes: dict[str, list[int]] = {k: [] for k in CLASSES if k.startswith(kind)}
    spans: list[list[Spans | None]] = []
    for i, example in enumerate(examples):
        anchors = example.anchors.get(kind)
        if anchors is None or not anchors.positions:
            continue
        at = np.asarray(anchors.positions)
        rows += [i] * len(at)
        positions += anchors.positions
        length = example.inputs.length
        near.append(np.pad(token_buckets(at, length), ((0, 0), (0, size - length))))
        far.append(np.pad(sentence_buckets(at, example.inputs.sentences), ((0, 0), (0, size - length))))
        for head in classes:
            classes[head] += anchors.classes[head]
        spans += [[anchors.pointers[r][j] for r in ROLES[kind]] for j in range(len(at))]
    most = max((len(s) for row in spans for s in row if s), default=1)
    labels = np.full((len(spans), len(ROLES[kind]), most, 2), -1, dtype=np.int64)
    for a, row in enumerate(spans):
        for r, found in enumerate(row):
            for p, span in enumerate(found or ()):
                labels[a, r, p] = span
    stack = lambda arrays: torch.from_numpy(  # noqa: E731
        np.concatenate(arrays) if arrays else np.zeros((0, size), dtype=np.int64)
    )
    out = {
        f"{kind}_row": torch.tensor(rows, dtype=torch.long),
        f"{kind}_position": torch.tensor(positions, dtype=torch.long),
        f"{kind}_near": stack(near),
        f"{kind}_far": stack(far),
        f"{kind}_spans": torch.from_numpy(labels),
    }
    return out | {k: torch.tensor(v, dtype=torch.long) for k, v in classes.items()}


def shuffled(examples: Sequence[Example], tokens: int, rng: random.Random) -> Iterator[list[Example]]:
    """Batches of about ``tokens`` word pieces of windows of like length, in random order."""
    order = sorted(examples, key=lambda e: len(e.inputs.ids) * rng.uniform(0.85, 1.15))
    groups: list[list[Example]] = [[]]
    for example in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(example.inputs.ids) > tokens:
            groups.append([])
        groups[-1].append(example)
    rng.shuffle(groups)
    yield from (g for g in groups if g)
