"""The shipped network on onnxruntime: one window at a time, always with the same number of threads."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnxruntime

from sayso.reading.learned.features import Inputs
from sayso.reading.learned.scores import Floats

THREADS = 1


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

    def __call__(self, made: Inputs) -> Mapping[str, Floats]:
        """Every head's numbers for one window, by name."""
        markers = np.arange(made.length, len(made.ids), dtype=np.int64)
        values = self._session.run(
            None,
            {
                "ids": made.ids,
                "positions": made.positions,
                "marks": made.marks,
                "cases": made.cases,
                "marker": markers,
                "first": np.ascontiguousarray(made.quantities[:, 0]),
                "last": np.ascontiguousarray(made.quantities[:, 1]),
            },
        )
        return dict(zip(self._outputs, values, strict=True))
