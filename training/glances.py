"""Fits the glance: the head that judges halfway whether a quantity that the rules pass over is a claim.

The trained network stays as it is: a logistic regression over what its lower half makes of the marker, over
the annotated quantities that the rules pass over. It is deterministic.
"""

from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from sayso.reading.learned.labels import CLASSES, NOTHING
from training.batches import looked
from training.examples import Example
from training.network import Network

RIDGE = 3e-4
TOGETHER = 16

_PASSED_OVER = CLASSES["measure"].index(NOTHING) + 1  # how a look tells that the rules have no measure for it
_MEASURE = list(CLASSES).index("measure")


def fit(network: Network, examples: Sequence[Example]) -> Network:
    """``network`` with its glance fitted to those of ``examples`` that the rules pass over."""
    chosen = [e for e in examples if e.classes["measure"] >= 0 and e.look.answers[_MEASURE] == _PASSED_OVER]
    chosen.sort(key=lambda e: (len(e.look.ids), e.doc, e.look.marker))
    network.eval()
    with torch.no_grad():
        seen = torch.cat(list(_seen(network, chosen)))
    claim = torch.tensor([float(e.classes["measure"] > 0) for e in chosen])
    middle, spread = seen.mean(0), seen.std(0).clamp(min=1e-3)
    weight, bias = _fitted((seen - middle) / spread, claim)
    with torch.no_grad():
        network.glance.weight.copy_((weight / spread)[None])
        network.glance.bias.copy_((bias - (weight / spread) @ middle)[None])
    return network


def _seen(network: Network, chosen: Sequence[Example]) -> Iterator[Tensor]:
    """The markers' vectors halfway, a few looks at a time."""
    for start in range(0, len(chosen), TOGETHER):
        data = looked([e.look for e in chosen[start : start + TOGETHER]])
        halfway, _ = network.encoder(data)
        yield halfway[torch.arange(halfway.shape[0]), data["marker"]].float()


def _fitted(seen: Tensor, claim: Tensor) -> tuple[Tensor, Tensor]:
    weight = torch.zeros(seen.shape[1], requires_grad=True)
    bias = torch.zeros((), requires_grad=True)
    optimizer = torch.optim.LBFGS([weight, bias], max_iter=200)

    def loss() -> Tensor:
        optimizer.zero_grad()
        told = torch.nn.functional.binary_cross_entropy_with_logits(seen @ weight + bias, claim)
        total: Tensor = told + RIDGE * weight.square().sum()
        total.backward()  # type: ignore[no-untyped-call]
        return total

    optimizer.step(loss)  # type: ignore[arg-type]
    return weight.detach(), bias.detach()
