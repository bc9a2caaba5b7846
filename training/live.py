"""A network in training as the reader takes it, to be measured without exporting it."""

from collections.abc import Mapping, Sequence

import torch

from sayso.reading.learned.labels import GLANCE
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
    def __call__(
        self, looks: Sequence[Look], least: Sequence[float] | None = None
    ) -> Sequence[Mapping[str, Floats] | None]:
        """Every head's numbers; see :class:`sayso.reading.learned.session.Session`."""
        if not looks:
            return []
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.half):
            out = {k: v.float().numpy() for k, v in self.network(looked(looks)).items()}
        rows: list[Mapping[str, Floats] | None] = []
        for i, look in enumerate(looks):
            row = {k: v[i] for k, v in out.items()}
            size = len(look.ids)
            shut = least is not None and row[GLANCE] < least[i]
            rows.append(
                None if shut else row | {"ends": row["ends"][:, :, :size], "tags": row["tags"][:size]}
            )
        return rows
