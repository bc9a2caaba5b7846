"""The shipped model: its file, its card, and how a reader is made of them.

The card (``model.json`` beside the two halves of the network, ``tokenizer.json`` and ``gate.json``) names
the files' digests, the lists that its heads choose from, how it was made and how it scored. A file that is
not the one that the card names is refused: numbers must lead back to the model that read them.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from sayso.model import ReadingError
from sayso.reading.learned import gate
from sayso.reading.learned.fit import Fit
from sayso.reading.learned.gate import GATE
from sayso.reading.learned.labels import CLASSES, HINTED, ROLES
from sayso.reading.learned.reader import LearnedReader
from sayso.reading.rules import RuleReader

TOKENIZER, CARD = "tokenizer.json", "model.json"
LOWER, UPPER = "lower.onnx", "upper.onnx"
FILES = (LOWER, UPPER, TOKENIZER, GATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What the card says of the model.

    ``files`` gives the SHA-256 of each file, ``sha256`` that of the network's two halves in one. ``fit`` was
    set on held-out articles; ``made`` tells seeds, data digests and package versions; ``scores`` what was
    measured.
    """

    name: str
    sha256: str
    files: Mapping[str, str]
    lists: Mapping[str, Any]
    fit: Fit
    made: Mapping[str, Any]
    scores: Mapping[str, Any]


def lists() -> dict[str, Any]:
    """The lists that this code reads heads by, as a card repeats them."""
    return {
        "classes": {k: list(v) for k, v in CLASSES.items()},
        "roles": list(ROLES),
        "hinted": list(HINTED),
    }


def read_card(folder: Path) -> Card:
    """The card in ``folder``; raises ``ReadingError`` where its lists are not those of this code."""
    data = json.loads((folder / CARD).read_text(encoding="utf-8"))
    if data["lists"] != lists():
        raise ReadingError(
            "model_mismatch", f"the model of {folder} was made for another version of sayso; reinstall sayso"
        )
    return Card(**(data | {"fit": fit_of(data["fit"])}))


def fit_of(data: Mapping[str, Any]) -> Fit:
    """A fit from its JSON."""
    sureness = {k: (float(a), float(b)) for k, (a, b) in data["sureness"].items()}
    return Fit(leans=data["leans"], trust=data["trust"], sureness=sureness)


def digest(*paths: Path) -> str:
    """SHA-256 of a file, or of several one after the other, in hexadecimal."""
    found = hashlib.sha256()
    for path in paths:
        found.update(path.read_bytes())
    return found.hexdigest()


def shipped() -> bool:
    """True where the model lies in the installed package."""
    return (files("sayso.reading") / "data" / CARD).is_file()


@cache
def load(folder: Path | None = None) -> LearnedReader:
    """The reader over the model in ``folder`` (or the shipped one), made once for each folder.

    Raises ``ReadingError`` where the model is not the one that its card names, ``FileNotFoundError`` where
    there is none.
    """
    if folder is None:
        with as_file(files("sayso.reading") / "data") as data:
            return load(data)
    from sayso.reading.learned.session import Session  # onnxruntime takes a moment: only when a model is used

    card = read_card(folder)
    for name in FILES:
        if digest(folder / name) != card.files.get(name):
            raise ReadingError(
                "model_mismatch", f"{folder / name} is not the file that its card names; reinstall sayso"
            )
    return LearnedReader(
        network=Session(folder / LOWER, folder / UPPER),
        tokenizer=Tokenizer.from_file(str(folder / TOKENIZER)),
        name=f"{card.name}-{card.sha256[:12]}",
        fit=card.fit,
        rules=RuleReader(),
        gate=gate.load(folder),
    )
