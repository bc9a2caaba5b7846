"""The card of a model as a page for people: ``docs/model-card.md`` is written from ``model.json`` by this."""

from collections.abc import Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]

STEPS = (
    "found",
    "measured",
    "sourced",
    "claim",
    "attributed",
    "whole",
    "object_f1",
    "actor_f1",
    "speaker_f1",
    "place_f1",
    "time_f1",
    "responsibility",
)

NAMES = {
    "hinted": "the shipped reader: the model with the rules' hints",
    "alone": "the model without hints",
    "rules": "the rules alone",
}

INTRO = """# The reading model

This page is written by `python -m training.make` from `src/sayso/reading/data/model.json`; change it
there.

**What it is.** One small encoder (the first layers of MiniLM-L6, Apache-2.0, made half as wide inside) with
heads of our own, in eight bits and in two halves. It looks
at each quantity that the grammar finds: its sentence with the quantity marked, the ends of the sentences
around it, the article's first sentence, and the parties and speakers found elsewhere in the article. What
the rules make of the quantity goes in as hints, so that the model learns where rules are right. Heads give
measure or none, basis, status of the counted, kind of speaker and stance; pointers give object, actor,
speaker, relay and cue by wording, and one voice among the clues of the place; tags give who is accused
beside the rules' responsibility claims. A pointer to the phrase of time is a task in training only: times
are the rules', and statements but for who speaks, where "statement" has a lean below. How much the rules'
answer weighs beside the network's was set on held-out articles. A gate (`gate.json`, a logistic
regression over the words around) spares the model the quantities that the rules pass over and that
nothing speaks for; of those that pass it, the lower half of the network shuts out what is no claim at a
glance, so that the upper half is spared.

**What it learned from.** Annotated articles (`gold/train`), articles of our own (`training/written`),
research texts that we marked by offsets (`training/marked`: MUC-4, LGL, GeoVirus, news pages, re3d, PolNeAR)
and PolNeAR's attributions. `dev` and `training/kept` were never trained on.

**What it is for.** English reporting on war, attacks, disasters, displacement and repression. It says
what an article says, never what is true. It is not for other languages or kinds of text, and not for
decisions about people.

**Where it is weak.** Actors that stand paragraphs away, speakers over more than two sentences, relays, and
measures that the training articles hardly have (returned, neutralised). Our own articles were written and
annotated by language models under the guidelines; the marked texts were read again, the held-out ones in
full and the others by kind of question, by a language model, none of them by people.
"""


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(str(c) for c in row) + " |" for row in rows)])


def page(card: Json) -> str:
    """The page of ``card``."""
    made, scores = card["made"], card["scores"]
    parts = [INTRO, "## The file\n"]
    parts.append(
        table(
            ("what", "value"),
            [
                ("name", card["name"]),
                ("SHA-256 of both halves", f"`{card['sha256']}`"),
                *((f"SHA-256 of {name}", f"`{digest}`") for name, digest in card["files"].items()),
                ("encoder", made["encoder"]),
                *((f"plan: {k}", v) for k, v in made["plan"].items()),
                *((f"data: {k}", f"`{v[:16]}`") for k, v in made["data"].items()),
                *((k, v) for k, v in made["packages"].items()),
                *((f"gate: {k.replace('_', ' ')}", v) for k, v in made["gate"].items()),
                *((f"note: {k}", v) for k, v in made.get("notes", {}).items()),
            ],
        )
    )
    for part, title in (("dev", "`dev`, never trained on"), ("held_out", "the held-out tenth of `train`")):
        parts.append(
            f"\n## Scores on {title}\n\nF1 in percent, by the gold's own scorer over `sayso read`.\n"
        )
        rows = [(name, *(scores[key][part][s] for s in STEPS)) for key, name in NAMES.items()]
        parts.append(table(("reader", *STEPS), rows))
    parts.append(
        "\nThe rules were written with the training articles at hand, so their figures on the held-out tenth"
        " flatter them; thresholds, trust and confidence were set on that tenth."
    )
    parts.append("\n## Reliability of confidence on `dev`\n")
    for kind, title in (("measure", "`measure_confidence`"), ("figure", "`confidence` of the whole claim")):
        rows = [
            (f"{r['from']} to {r['to']}", r["claims"], r["confidence"], r["right"])
            for r in scores["reliability"][kind]
        ]
        parts.append(
            f"{title}:\n\n" + table(("band", "claims", "mean confidence", "share right"), rows) + "\n"
        )
    fit = card["fit"]
    parts.append("## What was set on held-out articles\n")
    rows = [(k, h, v) for k in ("trust", "leans", "sureness") for h, v in fit[k].items()]
    parts.append(table(("what", "head", "value"), rows))
    return "\n".join(parts) + "\n"
