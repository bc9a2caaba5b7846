"""A trained network as the file that is shipped: ONNX, its matrices and its word table in eight bits.

Matrices are quantised for each output column, activations as they come (dynamic quantisation of
onnxruntime); the word table is kept as bytes with one scale for each word. Attention is written with
onnxruntime's fused operator. The network is cut in two files, so that what a glance shuts out costs half.
"""

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from sayso.reading.learned.card import LOWER, UPPER
from sayso.reading.learned.labels import CLASSES, GLANCE, HALF, HINTED
from training.network import HALFWAY, Layer, Network

INPUTS = ("ids", "marks", "cases", "hints", "told", "answers", "marker", "real", "text")
BETWEEN = (HALF, "marker", "real", "text")
"""What goes into the upper half."""


class Fused(torch.autograd.Function):
    """Attention to the real positions, which the exporter writes as onnxruntime's own operator."""

    @staticmethod
    def symbolic(g: Any, query: Any, key: Any, value: Any, bias: Any, real: Any, heads: int) -> Any:
        """The operator in the graph; ``bias`` is that of query, key and value in one."""
        made = g.op("com.microsoft::MultiHeadAttention", query, key, value, bias, real, num_heads_i=heads)
        return made.setType(query.type())

    @staticmethod
    def forward(
        ctx: Any, query: Tensor, key: Tensor, value: Tensor, bias: Tensor, real: Tensor, heads: int
    ) -> Tensor:
        """The same in torch."""
        parts = zip((query, key, value), bias.chunk(3), strict=True)
        split = [(t + b).view(*t.shape[:2], heads, -1).transpose(1, 2) for t, b in parts]
        mask = (1 - real.float())[:, None, None] * -1e4
        mixed = nn.functional.scaled_dot_product_attention(*split, attn_mask=mask)
        return mixed.transpose(1, 2).reshape(query.shape)


class Bytes(nn.Module):
    """An embedding table in bytes, one scale a row."""

    def __init__(self, table: nn.Embedding) -> None:
        super().__init__()
        scale = table.weight.abs().amax(1, keepdim=True).clamp(min=1e-6) / 127
        self.register_buffer("scale", scale.detach())
        self.register_buffer("rows", (table.weight / scale).round().to(torch.int8).detach())

    def forward(self, ids: Tensor) -> Tensor:
        """The vectors of ``ids``."""
        return self.rows[ids].float() * self.scale[ids]


class Lower(nn.Module):
    """The lower half: the looks of one article in, their vectors halfway and the glance out."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network.float().eval()
        self.words = Bytes(network.encoder.words)

    def forward(self, *inputs: Tensor) -> tuple[Tensor, Tensor]:
        """The vectors, the glance."""
        data = dict(zip(INPUTS, inputs, strict=True))
        encoder = self.network.encoder
        x = encoder.norm(encoder.embedded(data, words=self.words))
        x = _through(encoder.layers[:HALFWAY], x, data["real"])
        return x, self.network.glanced(x, data)


class Upper(nn.Module):
    """The upper half: vectors halfway in, every head's numbers out."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network.float().eval()

    def forward(self, halfway: Tensor, marker: Tensor, real: Tensor, text: Tensor) -> tuple[Tensor, ...]:
        """As :class:`training.network.Network` has them; ``ends`` comes last."""
        x = _through(self.network.encoder.layers[HALFWAY:], halfway, real)
        return tuple(self.network.told(x, {"marker": marker, "text": text}).values())


def _through(layers: Iterable[nn.Module], x: Tensor, real: Tensor) -> Tensor:
    """``x`` behind ``layers``."""
    for layer in layers:
        assert isinstance(layer, Layer)
        parts = (layer.query, layer.key, layer.value)
        bias = torch.cat([p.bias for p in parts])
        mixed = Fused.apply(*(x @ p.weight.T for p in parts), bias, real.to(torch.int32), layer.heads)
        x = layer.norm1(x + layer.out(mixed))
        x = layer.norm2(x + layer.down(nn.functional.gelu(layer.up(x))))
    return x


def sample(rows: int = 2, length: int = 40) -> tuple[Tensor, ...]:
    """Made-up looks."""
    ids = torch.arange(rows * length).view(rows, length) % 900 + 1000
    nought, ones = torch.zeros_like(ids), torch.ones(rows, length)
    marks = nought.clone()
    marks[:, 5] = 4
    hints = torch.zeros(rows, length, len(HINTED))
    answers, marker = torch.zeros(rows, len(CLASSES), dtype=torch.long), torch.full((rows,), 5)
    return ids, marks, nought, hints, nought, answers, marker, ones, ones


def export(network: Network, folder: Path, *, quantised: bool = True) -> None:
    """Write both halves of ``network`` to ``folder``."""
    inputs = sample()
    data = dict(zip(INPUTS, inputs, strict=True))
    lower = Lower(network)
    with torch.no_grad():
        halfway, _ = lower(*inputs)
    between = (halfway, *(data[name] for name in BETWEEN[1:]))
    _write(lower, inputs, INPUTS, (HALF, GLANCE), folder / LOWER, quantised=quantised)
    _write(Upper(network), between, BETWEEN, (*CLASSES, "tags", "ends"), folder / UPPER, quantised=quantised)


def _write(
    half: nn.Module,
    inputs: tuple[Tensor, ...],
    names: Sequence[str],
    told: Sequence[str],
    path: Path,
    *,
    quantised: bool,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx" if quantised else path
        with torch.no_grad():
            torch.onnx.export(
                half,
                inputs,
                str(plain),
                input_names=list(names),
                output_names=list(told),
                dynamic_axes={name: _axes(name) for name in (*names, *told)},
                opset_version=17,
                custom_opsets={"com.microsoft": 1},
                dynamo=False,
            )
        if quantised:
            quantize_dynamic(
                plain,
                path,
                per_channel=True,
                weight_type=QuantType.QInt8,
                op_types_to_quantize=["MatMul", "Gemm"],
                extra_options={"MatMulConstBOnly": True},
            )


def _axes(name: str) -> dict[int, str]:
    """Which axes of an input or output change in length."""
    if name in (*CLASSES, GLANCE, "answers", "marker"):
        return {0: "look"}
    return {0: "look", 3 if name == "ends" else 1: "position"}
