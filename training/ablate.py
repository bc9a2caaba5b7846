"""What each step is worth: the same short training with one thing left out, or with fewer articles.

``python -m training.ablate --data ../shared --out ablation.jsonl`` trains each variant for a few passes and
scores it, with the rules' hints and alone, on ``dev`` (drafts: nothing resolved), one line a variant. The
runs are shorter than the shipped one's and their encoder has fewer layers: compare their figures with one
another. ``--only`` chooses variants; ``--seeds`` repeats each, which tells the noise.
"""

import argparse
import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path
from typing import Any

import torch

from sayso.reading.learned.fit import Fit
from sayso.reading.learned.reader import LearnedReader
from sayso.reading.rules import RuleReader
from training import corpora, fitting, learn, make, measure
from training.batches import Damage
from training.corpora import Source
from training.live import Live


@dataclass(frozen=True, kw_only=True)
class Variant:
    """One training: what differs from the plan, which articles are used, whether rules hint at the end."""

    changes: Mapping[str, Any] = field(default_factory=dict)
    source: Source = field(default_factory=Source)
    speech: bool = True


VARIANTS = {
    "all": Variant(),
    "no speech": Variant(speech=False),
    "no articles of our own": Variant(source=Source(written=False)),
    "no research texts marked by us": Variant(source=Source(marked=False)),
    "gold only": Variant(source=Source(written=False, marked=False)),
    "half the gold, nothing of ours": Variant(source=Source(written=False, marked=False, share=0.5)),
    "a quarter of the gold, nothing of ours": Variant(source=Source(written=False, marked=False, share=0.25)),
    "no damage": Variant(changes={"damage": Damage(punctuation=0, case=0, digits=0, hidden=0)}),
    "hints always": Variant(changes={"damage": Damage(hints=0, hint=0)}),
}


def main() -> None:
    """Train and score the variants."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", nargs="*", default=list(VARIANTS))
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seeds", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    with tempfile.TemporaryDirectory() as folder:
        source = make.encoder(Path(folder))
        tokenizer = make.tokenizer_of(source)
        judge = make.Judge(arguments.data, Path(folder))
        rules = fitting.RememberedRules(RuleReader())
        polnear = arguments.data / "data" / "polnear" / "train"
        said = corpora.attributions(polnear, tokenizer, rules)
        for name, seed in product(arguments.only, range(1, arguments.seeds + 1)):
            variant = VARIANTS[name]
            plan = replace(
                learn.Plan(epochs=arguments.epochs, seed=seed, layers=arguments.layers, narrow=0),
                **variant.changes,
            )
            gold = corpora.annotated(arguments.data, tokenizer, rules, variant.source)
            network = make.trained(plan, gold, said if variant.speech else [], source, tokenizer)
            row: dict[str, Any] = {"variant": name, "seed": seed, "looks": len(gold)}
            for hinted in (True, False):
                reader = LearnedReader(
                    network=Live(network),
                    tokenizer=tokenizer,
                    name=name,
                    fit=Fit(),
                    rules=rules,
                    hinted=hinted,
                )
                row["hinted" if hinted else "alone"] = judge.score(reader, "dev", measure.drafted)
            with arguments.out.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
