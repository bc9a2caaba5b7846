"""The shipped network on onnxruntime: one look at a time, always with the same number of threads.

The network's numbers are quantised by what it sees together, so that looks that shared a run would depend on
one another; and on a processor one at a time is no slower.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import onnxruntime

from sayso.reading.learned.looks import Look
from sayso.reading.learned.packing import Floats, padded

THREADS = 1

SLOW = ("SkipLayerNormFusion",)
"""onnxruntime's rewritings that make it slower: its fused sum and normalisation takes five times as long as
the two apart (a tenth of a look, with 1.32).
"""


class Session:
    """The network in the file ``path``."""

    def __init__(self, path: Path, *, threads: int = THREADS) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Threads that wait by spinning take the processor from other workers and give nothing back.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOW
        )
        self._outputs = [o.name for o in self._session.get_outputs()]

    def __call__(self, looks: Sequence[Look]) -> Sequence[Mapping[str, Floats]]:
        """Every head's numbers for each look, by name, in the order given."""
        return [self._told(look) for look in looks]

    def _told(self, look: Look) -> Mapping[str, Floats]:
        values = self._session.run(None, padded([look]))
        return {name: value[0] for name, value in zip(self._outputs, values, strict=True)}
