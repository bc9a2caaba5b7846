"""Makes a network narrower: the inner cells and the heads of attention that matter least are cut out.

What a cell or a head matters is the change of the loss, to first order, if it were silent: its values times
the loss's slope there, added up over a batch (Molchanov et al. 2017; for heads Michel et al. 2019). The
network learns to do without in the passes that follow.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import torch
from torch import Tensor, nn

from training import learn
from training.batches import Vocabulary, batch, damaged, shuffled
from training.examples import Example
from training.network import HEAD, Layer, Network

BATCHES = 80
"""How many batches tell what a cell matters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What each inner cell and each head of a layer matters."""

    cells: Tensor
    heads: Tensor


class _Watch:
    """Adds up what goes into a matrix times the loss's slope there."""

    def __init__(self, matrix: nn.Linear, group: int) -> None:
        self.group = group
        self.sums = torch.zeros(matrix.in_features // group)
        self.seen: Tensor | None = None
        self.hook = matrix.register_forward_pre_hook(self._keep)

    def _keep(self, _: Any, inputs: tuple[Tensor, ...]) -> None:
        self.seen = inputs[0]
        self.seen.retain_grad()

    def add(self) -> None:
        """Take the batch in that was seen last."""
        if self.seen is not None and self.seen.grad is not None:
            change = (self.seen.detach() * self.seen.grad).float().flatten(0, -2).sum(0)
            self.sums += change.view(-1, self.group).sum(1).abs()


def worth(
    network: Network, examples: Sequence[Example], plan: learn.Plan, vocabulary: Vocabulary
) -> list[Worth]:
    """What the parts of each layer matter, over as many batches as it takes."""
    torch.manual_seed(plan.seed)
    rng = random.Random(plan.seed)
    layers = [(_Watch(layer.down, 1), _Watch(layer.out, HEAD)) for layer in _layers(network)]
    network.train()
    drawn = [damaged(example, plan.damage, vocabulary, rng) for example in examples]
    for chosen in islice(shuffled(drawn, plan.pieces, rng), BATCHES):
        learn.total(learn.losses(network, batch(chosen), plan.smoothing)).backward()
        for pair in layers:
            for watch in pair:
                watch.add()
        network.zero_grad(set_to_none=True)
    for pair in layers:
        for watch in pair:
            watch.hook.remove()
    return [Worth(cells=cells.sums, heads=heads.sums) for cells, heads in layers]


def narrowed(network: Network, worths: Sequence[Worth], *, inner: int, heads: int) -> Network:
    """``network`` with the ``inner`` cells and the ``heads`` of each layer that matter most."""
    for layer, matters in zip(_layers(network), worths, strict=True):
        cells = matters.cells.topk(inner).indices.sort().values
        layer.up, layer.down = _rows(layer.up, cells), _columns(layer.down, cells)
        chosen = matters.heads.topk(heads).indices.sort().values
        mixed = (chosen[:, None] * HEAD + torch.arange(HEAD)).flatten()
        layer.query, layer.key, layer.value = (_rows(m, mixed) for m in (layer.query, layer.key, layer.value))
        layer.out, layer.heads = _columns(layer.out, mixed), heads
    return network


def _layers(network: Network) -> list[Layer]:
    return [layer for layer in network.encoder.layers if isinstance(layer, Layer)]


def _rows(matrix: nn.Linear, kept: Tensor) -> nn.Linear:
    made = nn.Linear(matrix.in_features, len(kept))
    made.load_state_dict({"weight": matrix.weight.detach()[kept], "bias": matrix.bias.detach()[kept]})
    return made


def _columns(matrix: nn.Linear, kept: Tensor) -> nn.Linear:
    made = nn.Linear(len(kept), matrix.out_features)
    made.load_state_dict({"weight": matrix.weight.detach()[:, kept], "bias": matrix.bias.detach()})
    return made
