"""Losses and the training loop.

A pointer's loss is the probability of all the places that are right together (Kadlec et al. 2016, attention
sum), so that the network may choose the mention that it knows best. Matrix products run in bfloat16 where the
processor has it; losses in single precision. What is kept is a running average of the weights.
"""

import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import torch
from torch import Tensor
from torch.nn import functional

from sayso.reading.learned.labels import CLASSES, ROLES
from training.batches import Batch, Damage, Vocabulary, batch, damaged, shuffled
from training.cues import STATEMENT
from training.examples import Example
from training.network import Network

TAG_WEIGHTS = torch.tensor([1.0, 3.0, 5.0, 2.0])
"""Most pieces belong to nobody accused: those that do weigh more."""

WEIGHTS = {"measure": 1.5, "kind": 0.7, "status": 0.5, "basis": 0.5, "stance": 0.3, "relay": 0.3, "cue": 0.5}
WEIGHTS |= {"tags": 1.5}
"""What a head's loss is multiplied by; 0.7 for those that are not named."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How to train: passes over the annotated articles, examples of speech and of statements that go with
    each, and rates.

    The rates rise over ``warm`` of the way and fall to nothing as a cosine; ``average`` is the share of the
    past in the running average of the weights. The ``last`` passes, at lower rates, are over the gold alone:
    its annotators decide what is doubtful, and it is less than a quarter of all. Then each layer is narrowed
    to ``inner`` cells and ``heads`` heads, and learns to do without in ``narrow`` passes over all and the
    last ones once more.
    """

    epochs: int = 4
    speech: int = 500
    statements: int = 0
    pieces: int = 2600
    rate: float = 1.6e-4
    head_rate: float = 1e-3
    warm: float = 0.06
    decay: float = 0.01
    average: float = 0.98
    layers: int = 4
    narrow: int = 1
    inner: int = 768
    heads: int = 12
    last: int = 2
    seed: int = 1
    damage: Damage = field(default_factory=Damage)
    smoothing: float = 0.03


def narrow(plan: Plan) -> Plan:
    """The plan of the passes over all once the network is narrow."""
    return replace(plan, epochs=plan.narrow, rate=1e-4, head_rate=4e-4, seed=plan.seed + 30)


def last(plan: Plan) -> Plan:
    """The plan of the last passes."""
    return replace(
        plan,
        epochs=plan.last,
        rate=6e-5,
        head_rate=2e-4,
        speech=60,
        statements=plan.statements // 6,
        seed=plan.seed + 100,
    )


def losses(network: Network, data: Batch, smoothing: float) -> dict[str, Tensor]:
    """Each head's mean loss over what is annotated in the batch."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        out = network(data)
    found: dict[str, Tensor] = {}
    for head in CLASSES:
        gold = data[f"gold_{head}"]
        if (gold >= 0).any():
            scores = out[head].float()
            found[head] = functional.cross_entropy(scores, gold, ignore_index=-1, label_smoothing=smoothing)
    tags = data["gold_tags"]
    if (tags >= 0).any():
        found["tags"] = functional.cross_entropy(
            out["tags"].float().flatten(0, 1), tags.flatten(), weight=TAG_WEIGHTS, ignore_index=-1
        )
    logs = out["ends"].float().log_softmax(-1)
    spans = data["gold_spans"]
    starts = logs[:, :, 0].gather(2, spans[..., 0].clamp(min=0))
    ends = logs[:, :, 1].gather(2, spans[..., 1].clamp(min=0))
    both = (starts + ends).masked_fill(spans[..., 0] < 0, -1e4).logsumexp(-1)
    for r, role in enumerate(ROLES):
        known = spans[:, r, 0, 0] >= 0
        if known.any():
            found[role] = -both[:, r][known].mean() / 2
    return found


def total(found: dict[str, Tensor]) -> Tensor:
    """The weighted sum."""
    return torch.stack([WEIGHTS.get(k, 0.7) * v for k, v in found.items()]).sum()


def optimizer_of(network: Network, plan: Plan) -> torch.optim.Optimizer:
    """AdamW: the encoder as it was made moves slowly, all that was added to it fast."""
    added = ("marks", "cases", "told", "hints", "answers")
    slow, fast = [], []
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            old = name.startswith("encoder.") and not any(part in name for part in added)
            (slow if old else fast).append(parameter)
    groups = [{"params": slow, "lr": plan.rate}, {"params": fast, "lr": plan.head_rate}]
    return torch.optim.AdamW(groups, weight_decay=plan.decay, fused=True)


def passes(
    gold: Sequence[Example], speech: Sequence[Example], plan: Plan, vocabulary: Vocabulary
) -> list[Callable[[], list[list[Example]]]]:
    """For each pass what makes its batches: all of ``gold`` and the next part of ``speech``, damaged anew."""
    said = [e for e in speech if e.source != STATEMENT]
    cued = [e for e in speech if e.source == STATEMENT]
    for order in (said, cued):
        random.Random(plan.seed).shuffle(order)

    def drawn(epoch: int) -> list[list[Example]]:
        rng = random.Random(plan.seed * 1000 + epoch)
        part = [*_next(said, epoch, plan.speech), *_next(cued, epoch, plan.statements)]
        examples = [damaged(e, plan.damage, vocabulary, rng) for e in [*gold, *part]]
        return list(shuffled(examples, plan.pieces, rng))

    return [lambda epoch=epoch: drawn(epoch) for epoch in range(plan.epochs)]


def _next(order: Sequence[Example], epoch: int, count: int) -> list[Example]:
    """The part of ``order`` that goes with a pass, from its beginning again where it ends."""
    return [order[(epoch * count + i) % len(order)] for i in range(count)] if order else []


def train(
    network: Network,
    gold: Sequence[Example],
    speech: Sequence[Example],
    plan: Plan,
    vocabulary: Vocabulary,
    *,
    note: Callable[[str], None] = print,
    after: Callable[[int, dict[str, Tensor]], None] | None = None,
) -> Network:
    """Train ``network`` by ``plan``; ``after`` is called after each pass with the averaged weights."""
    torch.manual_seed(plan.seed)
    network.encoder.words.weight.requires_grad_(False)
    network.train()
    optimizer = optimizer_of(network, plan)
    makers = passes(gold, speech, plan, vocabulary)
    steps = len(makers[0]()) * plan.epochs
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step / max(steps, 1), plan.warm))
    names = [n for n, p in network.named_parameters() if p.requires_grad]
    values = [p for p in network.parameters() if p.requires_grad]
    averaged = [v.detach().clone() for v in values]
    began, count = time.monotonic(), 0
    for epoch, make in enumerate(makers):
        sums: dict[str, list[float]] = {}
        for examples in make():
            found = losses(network, batch(examples), plan.smoothing)
            total(found).backward()
            torch.nn.utils.clip_grad_norm_(values, 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            rate.step()
            count += 1
            share = min(plan.average, count / (count + 10))
            with torch.no_grad():
                torch._foreach_lerp_(averaged, values, 1 - share)
            for k, v in found.items():
                sums.setdefault(k, []).append(float(v.detach()))
        told = " ".join(f"{k}={sum(v) / len(v):.2f}" for k, v in sums.items())
        took = f"{time.monotonic() - began:.0f} s"
        note(f"pass {epoch + 1}/{plan.epochs}: step {count} of {steps}, {took}; {told}")
        if after:
            after(epoch, dict(zip(names, averaged, strict=True)))
    network.load_state_dict(dict(zip(names, averaged, strict=True)), strict=False)
    return network.eval()


def _rate(way: float, warm: float) -> float:
    """The share of the full rate at ``way`` (0 to 1) through the training."""
    if way < warm:
        return (way + 1e-3) / warm
    return 0.5 * (1 + math.cos(math.pi * min(1.0, (way - warm) / (1 - warm))))
