"""A network in training as the reader takes it, to be measured without exporting it."""

from collections.abc import Mapping

import torch

from sayso.reading.learned.features import Inputs
from sayso.reading.learned.scores import Floats
from training.network import Network


class Live:
    """A network in training as the reader takes it."""

    def __init__(self, network: Network, *, half: bool = True) -> None:
        self.network = network.eval()
        self.half = half

    @torch.no_grad()
    def __call__(self, made: Inputs) -> Mapping[str, Floats]:
        network = self.network
        one = lambda a: torch.from_numpy(a)[None]  # noqa: E731
        ids = one(made.ids)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.half):
            x = network.encoder(
                ids,
                one(made.positions),
                one(made.marks),
                one(made.cases),
                torch.ones_like(ids, dtype=torch.bool),
            )
            out = {k: v[0] for k, v in network.pieces(x).items()}
            if len(made.quantities):
                first, last = (torch.from_numpy(made.quantities[:, i]) for i in (0, 1))
                out |= network.figures(x[0, made.length :], x[0, first], x[0, last])
        found = {k: v.float().numpy() for k, v in out.items()}
        found |= {f"{k}_near": v.numpy() for k, v in network.near.items()}
        return found | {f"{k}_far": v.numpy() for k, v in network.far.items()}
