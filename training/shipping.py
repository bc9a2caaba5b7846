"""A trained network as the file that is shipped: ONNX, its matrices and its word table in eight bits.

Matrices are quantised for each output column, activations as they come (dynamic quantisation of
onnxruntime); the word table is kept as bytes with one scale for each word. Attention is written with
onnxruntime's fused operator. The network is cut in two files, so that what a glance shuts out costs half.
It takes one look at a time, so that nothing is filled up and nothing masked; the small tables of the input
are added up beforehand.
"""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from sayso.reading.learned.card import LOWER, UPPER
from sayso.reading.learned.labels import CLASSES, GLANCE, HALF, HINTED
from sayso.reading.learned.packing import OPENING
from training.network import HALFWAY, Encoder, Layer, Network

INPUTS = ("ids", "marks", "cases", "hints", "told", "answers", "marker", "text")
BETWEEN = (HALF, "marker", "text")
"""What goes into the upper half."""


class Fused(torch.autograd.Function):
    """Attention to every position, which the exporter writes as onnxruntime's own operator."""

    @staticmethod
    def symbolic(g: Any, query: Any, key: Any, value: Any, bias: Any, heads: int) -> Any:
        """The operator in the graph; ``bias`` is that of query, key and value in one."""
        made = g.op("com.microsoft::MultiHeadAttention", query, key, value, bias, num_heads_i=heads)
        return made.setType(query.type())

    @staticmethod
    def forward(ctx: Any, query: Tensor, key: Tensor, value: Tensor, bias: Tensor, heads: int) -> Tensor:
        """The same in torch."""
        parts = zip((query, key, value), bias.chunk(3), strict=True)
        split = [(t + b).view(*t.shape[:2], heads, -1).transpose(1, 2) for t, b in parts]
        mixed = nn.functional.scaled_dot_product_attention(*split)
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


class Input(nn.Module):
    """What goes into the first layer, as :meth:`training.network.Encoder.embedded` has it, in fewer steps.

    The tables of marks, cases and what is told are one table of their sums. The rules' answers stand at the
    marker before the quantity only, so they go in as one more hint.
    """

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.words = Bytes(encoder.words)
        self.register_buffer("places", (encoder.places.weight + encoder.kind).detach())
        marks, cases, told = (e.weight.detach() for e in (encoder.marks, encoder.cases, encoder.told))
        sums = marks[:, None, None] + cases[None, :, None] + told[None, None]
        self.register_buffer("sums", sums.reshape(-1, marks.shape[1]))
        self.steps = (len(cases) * len(told), len(told))
        self.register_buffer("hints", encoder.hints.weight.T.detach())
        sizes = [len(e.weight) for e in encoder.answers]
        self.register_buffer("firsts", torch.tensor([sum(sizes[:i]) for i in range(len(sizes))]))
        self.register_buffer("answers", torch.cat([e.weight.detach() for e in encoder.answers]))

    def forward(self, data: Mapping[str, Tensor]) -> Tensor:
        """Positions x cells of one look."""
        ids, marks = data["ids"][0], data["marks"][0]
        sort = marks * self.steps[0] + data["cases"][0] * self.steps[1] + data["told"][0]
        answer = self.answers[data["answers"][0] + self.firsts].sum(0, keepdim=True)
        opening = (marks == OPENING).to(answer.dtype)[:, None]
        hinted = torch.cat([data["hints"][0], opening], 1) @ torch.cat([self.hints, answer])
        return self.words(ids) + self.places[: ids.shape[0]] + self.sums[sort] + hinted


class Lower(nn.Module):
    """The lower half: a look in, its vectors halfway and the glance out."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network.float()
        self.input = Input(network.encoder)

    def forward(self, *inputs: Tensor) -> tuple[Tensor, Tensor]:
        """The vectors, the glance."""
        data = dict(zip(INPUTS, inputs, strict=True))
        encoder = self.network.encoder
        x = _through(encoder.layers[:HALFWAY], encoder.norm(self.input(data))[None])
        return x, self.network.glanced(x[0].index_select(0, data["marker"]))


class Upper(nn.Module):
    """The upper half: vectors halfway in, every head's numbers out."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network.float()

    def forward(self, halfway: Tensor, marker: Tensor, text: Tensor) -> tuple[Tensor, ...]:
        """As :class:`training.network.Network` has them; ``ends`` comes last."""
        x = _through(self.network.encoder.layers[HALFWAY:], halfway)
        return tuple(self.network.told(x, x[0].index_select(0, marker), text).values())


def _through(layers: Iterable[nn.Module], x: Tensor) -> Tensor:
    """``x`` behind ``layers``."""
    for layer in layers:
        assert isinstance(layer, Layer)
        parts = (layer.query, layer.key, layer.value)
        bias = torch.cat([p.bias for p in parts])
        mixed = Fused.apply(*(x @ p.weight.T for p in parts), bias, layer.heads)
        x = layer.norm1(x + layer.out(mixed))
        x = layer.norm2(x + layer.down(nn.functional.gelu(layer.up(x))))
    return x


def sample(length: int = 40) -> tuple[Tensor, ...]:
    """A made-up look."""
    ids = torch.arange(length)[None] % 900 + 1000
    nought = torch.zeros_like(ids)
    marks = nought.clone()
    marks[:, 5] = OPENING
    hints = torch.zeros(1, length, len(HINTED))
    answers, marker = torch.zeros(1, len(CLASSES), dtype=torch.long), torch.full((1,), 5)
    return ids, marks, nought, hints, nought, answers, marker, torch.ones(1, length)


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
                half.eval(),  # the exporter leaves it, and the network in it, in the mode that it finds
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
        return {}
    return {3 if name == "ends" else 1: "position"}
