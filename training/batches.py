"""Examples to padded tensors, and the honest damage that makes the model hardy.

Real articles come without commas and quotation marks, all in capitals, with other numbers and other names,
and rules err more on texts that they were not written with. So each time an example is drawn it may lose its
punctuation, its letter case, its digits or some of its words, and the rules' hints, all or some of them.
Labels follow their pieces.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from sayso.reading.learned.labels import CLASSES, ROLES
from sayso.reading.learned.looks import COUNTED, Look
from sayso.reading.learned.packing import padded
from training.examples import Example, Spans

MASK = 103
DIGITS = 3
"""The letter case of digits."""


@dataclass(frozen=True, kw_only=True)
class Damage:
    """How often: a look loses punctuation, case, its digits, a word, all hints, or one role's hints."""

    punctuation: float = 0.2
    case: float = 0.25
    digits: float = 0.3
    hidden: float = 0.05
    hints: float = 0.3
    hint: float = 0.12


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """What damage needs to know of the word pieces: which are punctuation to lose, which are digits."""

    punctuation: frozenset[int]
    digits: tuple[int, ...]


def damaged(example: Example, damage: Damage, vocabulary: Vocabulary, rng: random.Random) -> Example:
    """A copy with some of its surface or of its hints lost or changed, labels moved along."""
    look = unhinted(example.look, damage, rng)
    ids, cases = look.ids.copy(), look.cases
    plain = (look.pieces >= 0) & (look.marks != COUNTED)
    if rng.random() < damage.case:
        cases = np.where(cases == DIGITS, DIGITS, 0)
    if rng.random() < damage.digits:
        swap = np.isin(ids, vocabulary.digits) & (look.marks == COUNTED)
        ids[swap] = [rng.choice(vocabulary.digits) for _ in range(int(swap.sum()))]
    keep = np.ones(len(ids), dtype=bool)
    if rng.random() < damage.punctuation:
        keep &= ~(np.isin(ids, list(vocabulary.punctuation)) & plain)
    if damage.hidden:
        ids[np.array([rng.random() < damage.hidden for _ in ids]) & plain] = MASK
    return _kept(example, replace(look, ids=ids, cases=cases), keep)


def unhinted(look: Look, damage: Damage, rng: random.Random) -> Look:
    """A copy that has lost all hints, or those of some roles and classes."""
    if rng.random() < damage.hints:
        return replace(
            look,
            hints=np.zeros_like(look.hints),
            told=np.minimum(look.told, 1),
            answers=np.zeros_like(look.answers),
        )
    columns = np.array([rng.random() >= damage.hint for _ in range(look.hints.shape[1])], dtype=np.float32)
    classes = np.array([rng.random() >= damage.hint for _ in look.answers])
    told = look.told if classes[0] else np.minimum(look.told, 1)
    return replace(look, hints=look.hints * columns, answers=look.answers * classes, told=told)


def _kept(example: Example, look: Look, keep: np.ndarray) -> Example:
    if keep.all():
        return replace(example, look=look)
    before = np.cumsum(keep) - 1  # of a lost piece: the last one kept before it
    starts = np.where(keep, before, np.minimum(before + 1, int(keep.sum()) - 1))

    def moved(spans: Spans | None) -> Spans | None:
        out = [(int(starts[s]), int(before[e])) for s, e in spans or ()]
        return [(s, e) for s, e in out if s <= e] or None

    new = replace(
        look,
        ids=look.ids[keep],
        pieces=look.pieces[keep],
        own=look.own[keep],
        marks=look.marks[keep],
        cases=look.cases[keep],
        hints=look.hints[keep],
        told=look.told[keep],
        marker=int(before[look.marker]),
    )
    spans = {r: moved(s) for r, s in example.spans.items()}
    return replace(example, look=new, spans=spans, tags=example.tags[keep])


Batch = dict[str, Tensor]


def looked(looks: Sequence[Look]) -> Batch:
    """Padded tensors of a few looks."""
    return {name: torch.from_numpy(array) for name, array in padded(looks).items()}


def batch(examples: Sequence[Example]) -> Batch:
    """Padded tensors of a few examples with their labels; -1 is masked."""
    out = looked([e.look for e in examples])
    out |= {f"gold_{k}": torch.tensor([e.classes[k] for e in examples]) for k in CLASSES}
    most = max((len(s) for e in examples for s in e.spans.values() if s), default=1)
    gold = np.full((len(examples), len(ROLES), most, 2), -1, dtype=np.int64)
    for i, example in enumerate(examples):
        for r, role in enumerate(ROLES):
            for p, span in enumerate(example.spans[role] or ()):
                gold[i, r, p] = span
    size = out["ids"].shape[1]
    tags = [np.pad(e.tags, (0, size - len(e.tags)), constant_values=-1) for e in examples]
    return out | {"gold_spans": torch.from_numpy(gold), "gold_tags": torch.from_numpy(np.stack(tags))}


def shuffled(examples: Sequence[Example], pieces: int, rng: random.Random) -> Iterator[list[Example]]:
    """Batches of about ``pieces`` word pieces of looks of like length, in random order."""
    order = sorted(examples, key=lambda e: len(e.look.ids) * rng.uniform(0.85, 1.15))
    groups: list[list[Example]] = [[]]
    for example in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(example.look.ids) > pieces:
            groups.append([])
        groups[-1].append(example)
    rng.shuffle(groups)
    yield from (g for g in groups if g)
