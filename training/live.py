"""A network in training as the reader takes it, to be measured without exporting it."""

from collections.abc import Mapping, Sequence

import torch

from sayso.reading.learned.looks import Look
from sayso.reading.learned.packing import Floats
from training.batches import looked
from training.network import Network


class Live:
    """A network in training as the reader takes it."""

    def __init__(self, network: Network, *, half: bool = True) -> None:
        self.network = network.eval()
        self.half = half

    @torch.no_grad()
    def __call__(self, looks: Sequence[Look]) -> Sequence[Mapping[str, Floats]]:
        if not looks:
            return []
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.half):
            out = {k: v.float().numpy() for k, v in self.network(looked(looks)).items()}
        rows = []
        for i, look in enumerate(looks):
            row = {k: v[i] for k, v in out.items()}
            size = len(look.ids)
            rows.append(row | {"ends": row["ends"][:, :, :size], "tags": row["tags"][:size]})
        return rows
