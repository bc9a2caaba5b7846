"""The shipped network on onnxruntime: one look at a time, always with the same number of threads.

The network's numbers are quantised by what it sees together, so that looks that shared a run would depend on
one another; and on a processor one at a time is no slower.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import onnxruntime

from sayso.reading.learned.labels import GLANCE, HALF
from sayso.reading.learned.looks import Look
from sayso.reading.learned.packing import Floats, alone

Told = Mapping[str, Floats]

THREADS = 1

SLOW = ("SkipLayerNormFusion",)
"""onnxruntime's rewritings that make it slower: its fused sum and normalisation takes five times as long as
the two apart (a tenth of a look, with 1.32).
"""


class Session:
    """The network in its two halves: what was glanced at needs only the upper one to be read."""

    def __init__(self, lower: Path, upper: Path, *, threads: int = THREADS) -> None:
        self._lower, self._upper = _opened(lower, threads), _opened(upper, threads)
        self._begins, self._goes_on = (
            [i.name for i in half.get_inputs()] for half in (self._lower, self._upper)
        )
        self._outputs = [o.name for o in self._upper.get_outputs()]

    def __call__(self, looks: Sequence[Look], least: Sequence[float]) -> list[Told | None]:
        """Every head's numbers for each look, by name, in the order given; None for one whose glance is
        under its ``least``.
        """
        return [self._told(look, value) for look, value in zip(looks, least, strict=True)]

    def _told(self, look: Look, least: float) -> Told | None:
        inputs = alone(look)
        halfway, glance = self._lower.run([HALF, GLANCE], {name: inputs[name] for name in self._begins})
        if glance[0] < least:
            return None
        inputs[HALF] = halfway
        values = self._upper.run(None, {name: inputs[name] for name in self._goes_on})
        told = {name: value[0] for name, value in zip(self._outputs, values, strict=True)}
        return told | {GLANCE: glance[0]}


def _opened(path: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Threads that wait by spinning take the processor from other workers and give nothing back.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOW
    )
