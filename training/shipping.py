"""A trained network as the file that is shipped: ONNX, its matrices and its word table in eight bits.

Matrices are quantised for each output column, activations as they come (dynamic quantisation of
onnxruntime); the word table is kept as bytes with one scale for each word. Biases by distance go along as
constant outputs, so that the file is the whole model. Attention is written for the runtime: the text attends
to itself with onnxruntime's fused operator, markers attend to the text and to themselves.
"""

import tempfile
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from sayso.reading.learned.labels import ROLES
from training.network import Layer, Network


class Fused(torch.autograd.Function):
    """Attention of a text to itself, which the exporter writes as onnxruntime's own operator."""

    @staticmethod
    def symbolic(g: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
        """The operator in the graph."""
        return g.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads).setType(
            query.type()
        )

    @staticmethod
    def forward(ctx: Any, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
        """The same in torch."""
        split = [t.view(1, t.shape[1], heads, -1).transpose(1, 2) for t in (query, key, value)]
        return nn.functional.scaled_dot_product_attention(*split).transpose(1, 2).reshape(query.shape)


def attention(layer: Layer, text: Tensor, markers: Tensor) -> tuple[Tensor, Tensor]:
    """What ``layer`` attends to: the text's part and the markers' (rows x width)."""
    x = torch.cat((text, markers))
    length, width = text.shape[0], text.shape[1]
    query, key, value = layer.query(x), layer.key(x), layer.value(x)
    parts = [t[:length] for t in (query, key, value)]
    mixed = Fused.apply(*(p[None] for p in parts), layer.heads)[0]
    heads = lambda t: t.view(-1, layer.heads, width // layer.heads).transpose(0, 1)  # noqa: E731
    mq, mk, mv = (heads(t[length:]) for t in (query, key, value))
    tk, tv = heads(parts[1]), heads(parts[2])
    scale = (width // layer.heads) ** -0.5
    scores = torch.cat((mq @ tk.transpose(1, 2), (mq * mk).sum(-1, keepdim=True)), -1) * scale
    chances = scores.softmax(-1)
    own = chances[:, :, -1:] * mv
    marked = (chances[:, :, :-1] @ tv + own).transpose(0, 1).reshape(-1, width)
    return mixed, marked


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


class Shipped(nn.Module):
    """One window in, every head's numbers out."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network.float().eval()
        self.words = Bytes(network.encoder.words)
        self.names: list[str] = []

    def encode(self, ids: Tensor, positions: Tensor, marks: Tensor, cases: Tensor, marker: Tensor) -> Tensor:
        """The encoder's vectors, as :class:`training.network.Encoder` has them."""
        e = self.network.encoder
        x = self.words(ids) + e.places(positions) + e.kind + e.marks(marks) + e.cases(cases)
        x = e.norm(x)
        length = ids.shape[0] - marker.shape[0]
        for layer in e.layers:
            mixed = torch.cat(attention(layer, x[:length], x[length:]))
            x = layer.norm1(x + layer.out(mixed))
            x = layer.norm2(x + layer.down(nn.functional.gelu(layer.up(x))))
        return x

    def forward(
        self,
        ids: Tensor,
        positions: Tensor,
        marks: Tensor,
        cases: Tensor,
        marker: Tensor,
        first: Tensor,
        last: Tensor,
    ) -> tuple[Tensor, ...]:
        """Every head's numbers for one window; markers stand behind the text."""
        n = self.network
        x = self.encode(ids, positions, marks, cases, marker)
        out = n.pieces(x) | n.figures(x[marker], x[first], x[last])
        nought = x[0, 0] * 0  # ties the constants to the input: the exporter drops the names of bare ones
        out |= {f"{k}_near": n.near[k] + nought for k in ROLES} | {
            f"{k}_far": n.far[k] + nought for k in ROLES
        }
        self.names = list(out)
        return tuple(out.values())


INPUTS = ("ids", "positions", "marks", "cases", "marker", "first", "last")


def sample(length: int = 40) -> tuple[Tensor, ...]:
    """A made-up window with three quantities."""
    at = torch.tensor([3, 9, 20])
    return (
        torch.arange(length + 3) % 900 + 1000,
        torch.cat((torch.arange(length), at)),
        torch.cat((torch.zeros(length, dtype=torch.long), torch.full((3,), 2))),
        torch.zeros(length + 3, dtype=torch.long),
        torch.arange(length, length + 3),
        at,
        at + 1,
    )


def export(network: Network, path: Path, *, quantised: bool = True) -> None:
    """Write ``network`` to ``path``."""
    shipped = Shipped(network)
    arguments = sample()
    with torch.no_grad():
        shipped(*arguments)
    axes = {k: {0: "position" if k in ("ids", "positions", "marks", "cases") else "quantity"} for k in INPUTS}
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx" if quantised else path
        torch.onnx.export(
            shipped,
            arguments,
            str(plain),
            input_names=list(INPUTS),
            output_names=shipped.names,
            dynamic_axes=axes,
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
