"""The shipped network on onnxruntime: all the looks of one article, always with the same number of threads.

The network's numbers are quantised by what it sees together, so looks of two articles never share a run:
an article's claims depend on that article alone.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import onnxruntime

from sayso.reading.learned.labels import ROLES
from sayso.reading.learned.looks import Look
from sayso.reading.learned.packing import Floats, padded

THREADS = 1

TOGETHER = 8
"""Looks in one run at most; they are sorted by length, so that little is filled up."""


class Session:
    """The network in the file ``path``."""

    def __init__(self, path: Path, *, threads: int = THREADS) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Threads that wait by spinning take the processor from other workers and give nothing back.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self._outputs = [o.name for o in self._session.get_outputs()]

    def __call__(self, looks: Sequence[Look]) -> Sequence[Mapping[str, Floats]]:
        """Every head's numbers for each look, by name, in the order given."""
        order = sorted(range(len(looks)), key=lambda i: (len(looks[i].ids), i))
        found: dict[int, Mapping[str, Floats]] = {}
        for at in range(0, len(order), TOGETHER):
            here = order[at : at + TOGETHER]
            values = self._session.run(None, padded([looks[i] for i in here]))
            for row, i in enumerate(here):
                told = {name: value[row] for name, value in zip(self._outputs, values, strict=True)}
                ends = told["ends"].reshape(len(ROLES), 2, -1)[:, :, : len(looks[i].ids)]
                found[i] = told | {"ends": ends}
        return [found[i] for i in range(len(looks))]
