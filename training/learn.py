"""Losses and the training loop.

A pointer's loss is the probability of all the places that are right together (Kadlec et al. 2016, attention
sum), so that the network may choose the mention that it knows best. Matrix products run in bfloat16 where the
processor has it; losses in single precision.
"""

import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor
from torch.nn import functional

from sayso.reading.learned.labels import CLASSES, ENDS, KEYS, ROLES, WIDTH
from training.batches import Batch, Damage, Vocabulary, batch, damaged, shuffled
from training.examples import Example
from training.network import Network

WEIGHTS = {"figure_measure": 2.0, "figure_kind": 1.0, "figure_status": 0.7, "figure_basis": 0.7}


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How to train: passes over the gold, what share of the speech windows goes with each pass, rates.

    The rates rise over ``warm`` steps, stay, and fall to nothing over the last ``cool`` passes; what is kept
    is a running average of the weights, in which ``average`` is the share of the past.
    """

    epochs: int = 14
    cool: float = 4.0
    speech_share: float = 0.035
    tokens: int = 2400
    rate: float = 1e-4
    head_rate: float = 6e-4
    warm: int = 30
    decay: float = 0.01
    average: float = 0.95
    seed: int = 1
    exchange: int = 8
    steps: int | None = None
    damage: Damage = field(default_factory=Damage)
    smoothing: float = 0.03


def run(network: Network, data: Batch) -> dict[str, Tensor]:
    """Network outputs in single precision: per token (``pieces``) and per quantity (``figures``)."""
    x = network.encoder(data["ids"], data["positions"], data["marks"], data["cases"], data["real"])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        out = network.pieces(x)
        row, spans = data["quantity_row"], data["quantity"]
        if len(row):
            out |= network.figures(x[row, data["marker"]], x[row, spans[:, 0]], x[row, spans[:, 1]])
    return {k: v.float() for k, v in out.items()}


def pointers(network: Network, kind: str, out: dict[str, Tensor], data: Batch) -> Tensor:
    """Log probabilities, anchors x roles x ends x tokens; token 0 (CLS) stands for "not said"."""
    rows = data[f"{kind}_row"]
    queries = out[f"{kind}_queries"]
    if kind != "figure":
        queries = queries[rows, data[f"{kind}_position"]]
    roles = ROLES[kind]
    shape = (len(roles), ENDS, -1)
    queries = queries.view(len(rows), len(roles), ENDS, WIDTH)
    keys = out["keys"].view(*out["keys"].shape[:2], len(KEYS), ENDS, WIDTH)[
        :, :, [KEYS.index(r) for r in roles]
    ]
    scores = torch.cat(
        [
            torch.einsum("ared,tred->aret", queries[rows == i], keys[i])
            for i in range(len(keys))
            if (rows == i).any()
        ]
    ) / math.sqrt(WIDTH)
    near = functional.embedding(data[f"{kind}_near"], network.near[kind])
    bias = near + functional.embedding(data[f"{kind}_far"], network.far[kind])
    bias = bias.transpose(1, 2).reshape(len(rows), *shape)
    scores = scores + bias * data["said"][rows][:, None, None]
    return scores.masked_fill(~data["text"][rows][:, None, None], -1e4).log_softmax(-1)


def losses(network: Network, data: Batch, smoothing: float) -> dict[str, Tensor]:
    """Each head's mean loss over what is annotated in the batch."""
    out = run(network, data)
    found: dict[str, Tensor] = {}
    for head in CLASSES:
        gold = data[head]
        if not (gold >= 0).any():
            continue
        scores = out[head]
        if head.startswith("blame"):
            scores = scores[data["blame_row"], data["blame_position"]]
        found[head] = functional.cross_entropy(scores, gold, ignore_index=-1, label_smoothing=smoothing)
    for kind in ("blame", "speech"):
        gold = data[f"{kind}_tags"]
        if (gold >= 0).any():
            found[f"{kind}_tags"] = 4 * functional.cross_entropy(
                out[f"{kind}_tags"].flatten(0, 1), gold.flatten(), ignore_index=-1
            )
    for kind, roles in ROLES.items():
        spans = data[f"{kind}_spans"]
        known = (spans[..., 0, 0] >= 0) if len(spans) else torch.zeros(0, dtype=torch.bool)
        if not known.any():
            continue
        logs = pointers(network, kind, out, data)
        starts = logs[:, :, 0].gather(2, spans[..., 0].clamp(min=0))
        ends = logs[:, :, 1].gather(2, spans[..., 1].clamp(min=0))
        both = (starts + ends).masked_fill(spans[..., 0] < 0, -1e4).logsumexp(-1)
        for r, role in enumerate(roles):
            if known[:, r].any():
                found[f"{kind}_{role}"] = -both[:, r][known[:, r]].mean() / 2
    return found


def total(found: dict[str, Tensor]) -> Tensor:
    """The weighted sum."""
    return torch.stack([WEIGHTS.get(k, 0.5) * v for k, v in found.items()]).sum()


class Optimizer:
    """AdamW on single-precision masters of an encoder that works in bfloat16 throughout."""

    def __init__(self, network: Network, plan: Plan) -> None:
        network.float()
        named = [(n, p) for n, p in network.named_parameters() if p.requires_grad]
        slow = [n.startswith("encoder.") and "marks" not in n and "cases" not in n for n, _ in named]
        self.masters = [p.detach().clone() for _, p in named]
        network.encoder.to(torch.bfloat16)
        self.network = network
        self.working = [p for _, p in named]
        self.adam = torch.optim.AdamW(
            [
                {"params": [m for m, s in zip(self.masters, slow, strict=True) if s], "lr": plan.rate},
                {
                    "params": [m for m, s in zip(self.masters, slow, strict=True) if not s],
                    "lr": plan.head_rate,
                },
            ],
            weight_decay=plan.decay,
            fused=True,
        )

    def step(self, loss: Tensor) -> None:
        """One step down ``loss``."""
        loss.backward()
        for master, p in zip(self.masters, self.working, strict=True):
            master.grad = None if p.grad is None else p.grad.float()
            p.grad = None
        torch.nn.utils.clip_grad_norm_(self.masters, 1.0)
        self.adam.step()
        self.adam.zero_grad(set_to_none=True)
        self.tell()

    @torch.no_grad()
    def tell(self) -> None:
        """Hand the masters' values on to the working copies."""
        torch._foreach_copy_(self.working, self.masters)

    @torch.no_grad()
    def finish(self, values: Sequence[Tensor] | None = None) -> None:
        """Put the network back into single precision, with the masters' (or other) values."""
        self.network.float()
        torch._foreach_copy_(
            [p for p in self.network.parameters() if p.requires_grad], list(values or self.masters)
        )


def steps_of(gold: Sequence[Example], speech: Sequence[Example], plan: Plan) -> int:
    """Steps in a pass over ``gold`` and the plan's share of ``speech``; batches are a tenth short of full."""
    tokens = sum(len(e.inputs.ids) for e in gold) + plan.speech_share * sum(len(e.inputs.ids) for e in speech)
    return max(1, round(1.1 * tokens / plan.tokens))


def share_of_rate(plan: Plan, step: int, steps: int) -> float:
    """How much of the rates holds at ``step``, with ``steps`` in a pass."""
    left = plan.epochs - step / steps
    return max(0.01, min((step + 1) / plan.warm, 1.0, left / plan.cool))


def train(
    network: Network,
    gold: Sequence[Example],
    speech: Sequence[Example],
    plan: Plan,
    vocabulary: Vocabulary,
    *,
    note: Callable[[str], None] = print,
    after: Callable[[Network, int, Sequence[Tensor]], None] | None = None,
    exchange: Callable[[Sequence[Tensor]], None] | None = None,
) -> Network:
    """Train in place; gives the network, or its running average where the plan asks for one."""
    rng = random.Random(plan.seed)
    torch.manual_seed(plan.seed)
    network.encoder.words.weight.requires_grad_(False)  # the words keep their vectors: rare names stay known
    optimizer = Optimizer(network, plan)
    drawn = lambda: list(gold) + rng.sample(list(speech), int(len(speech) * plan.speech_share))  # noqa: E731
    steps = plan.steps or steps_of(gold, speech, plan)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer.adam, lambda s: share_of_rate(plan, s, steps))
    averaged = [m.clone() for m in optimizer.masters] if plan.average else None
    for epoch in range(100):
        network.train()
        began, worked, sums, count = time.monotonic(), time.process_time(), {}, 0
        groups = list(shuffled(drawn(), plan.tokens, rng))
        for number in range(steps):
            group = groups[number % len(groups)]  # a pass has the same number of steps for every hand
            data = batch([damaged(e, plan.damage, vocabulary, rng) for e in group])
            found = losses(network, data, plan.smoothing)
            optimizer.step(total(found))
            schedule.step()
            count += 1
            if exchange and count % plan.exchange == 0:
                exchange(optimizer.masters)
                optimizer.tell()
            for k, v in found.items():
                sums.setdefault(k, []).append(float(v.detach()))
            if averaged is not None:
                torch._foreach_lerp_(averaged, optimizer.masters, 1 - plan.average)
        told = " ".join(f"{k.replace('figure_', '')}={sum(v) / len(v):.2f}" for k, v in sorted(sums.items()))
        took = f"{time.monotonic() - began:.0f}s, {time.process_time() - worked:.0f}s of processor"
        note(f"epoch {epoch + 1}/{plan.epochs} {count} steps {took} {told}")
        if after:
            after(network, epoch, averaged or optimizer.masters)
        if epoch + 1 >= plan.epochs:
            break
    optimizer.finish(averaged)
    return network
