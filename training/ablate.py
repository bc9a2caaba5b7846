"""What each step is worth: the same short training with one thing left out, or with fewer articles.

``python -m training.ablate --data ../shared --out ablation.jsonl`` trains each variant for a few passes and
scores it alone (no rules) on the held-out tenth and on ``dev``, one line a variant. The runs are shorter than
the shipped one's, so their figures are to be compared with one another, not with the card's. ``--only``
chooses variants; ``--seeds`` repeats each, which tells the noise.
"""

import argparse
import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import torch

from sayso.reading.learned.fit import Fit
from sayso.reading.learned.reader import LearnedReader
from training import hands, learn, make, measure
from training.batches import Damage
from training.live import Live
from training.network import start


@dataclass(frozen=True, kw_only=True)
class Variant:
    """One training: what differs from the plan, whether our own articles are used, what share of the gold."""

    changes: Mapping[str, Any] = field(default_factory=dict)
    own: bool = True
    share: float = 1.0


VARIANTS = {
    "all": Variant(),
    "no speech": Variant(changes={"speech_share": 0.0}),
    "no articles of our own": Variant(own=False),
    "no damage": Variant(changes={"damage": Damage(punctuation=0, case=0, digits=0, hidden=0)}),
    "no average": Variant(changes={"average": 0.0}),
    "half the gold": Variant(share=0.5),
    "a quarter of the gold": Variant(share=0.25),
    "an eighth of the gold": Variant(share=0.125),
}


def main() -> None:
    """Train and score the variants."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", nargs="*", default=list(VARIANTS))
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--hands", type=int, default=2)
    parser.add_argument("--seeds", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(2)
    with tempfile.TemporaryDirectory() as folder:
        source = make.encoder(Path(folder))
        tokenizer = make.tokenizer_of(source)
        judge = make.Judge(arguments.data, Path(folder))
        for name in arguments.only:
            for seed in range(1, arguments.seeds + 1):
                variant = VARIANTS[name]
                plan = replace(learn.Plan(epochs=arguments.epochs, cool=2.0, seed=seed), **variant.changes)
                gold = make.annotated(arguments.data, tokenizer, own=variant.own, share=variant.share)
                polnear = arguments.data / "data" / "polnear" / "train"
                said = make.attributions(polnear, tokenizer) if plan.speech_share else []
                weights = Path(folder) / "weights.pt"
                hands.together(arguments.hands, plan, source, gold, said, make.vocabulary(tokenizer), weights)
                network = start(source)
                network.load_state_dict(torch.load(weights))
                reader = LearnedReader(network=Live(network), tokenizer=tokenizer, name=name, fit=Fit())
                row = {"variant": name, "seed": seed, "windows": len(gold)}
                row |= {part: judge.score(reader, part, measure.drafted) for part in ("train", "dev")}
                with arguments.out.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
