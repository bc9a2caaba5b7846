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
    "advised": "the shipped reader: model, with the rules' answers weighed in",
    "alone": "the model alone",
    "rules": "the rules alone",
}

INTRO = """# The reading model

This page is written by `python -m training.make` from `src/sayso/reading/data/model.json`; change it
there.

**What it is.** One small encoder (MiniLM-L6, 22 million parameters, Apache-2.0) with heads of our own,
in eight bits. It reads a whole article of usual length (480 word pieces; longer ones in overlapping
windows) in one pass: each quantity that the grammar finds has a marker of its own that looks at the text
(levitated markers, Ye et al. 2022). Heads give measure or none, basis, status of the counted, kind of
speaker and stance; pointers give object, actor, speaker, relay and place by wording; tags give the
accused of responsibility claims and the cues of statements, pointers what belongs to them. Where the
rule reader answers too, the two opinions are multiplied; how much the rules weigh was set on held-out
articles.

**What it is for.** English reporting on war, attacks, disasters, displacement and repression. It says
what an article says, never what is true. It is not for other languages or kinds of text, and not for
decisions about people.

**Where it is weak.** Actors that stand paragraphs away, places told only by their surroundings, speakers
over more than two sentences, and measures that the training articles hardly have (missing, returned,
freed).
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
                ("SHA-256 of model.onnx", f"`{card['sha256']}`"),
                ("SHA-256 of tokenizer.json", f"`{card['tokenizer_sha256']}`"),
                ("encoder", made["encoder"]),
                *((f"plan: {k}", v) for k, v in made["plan"].items()),
                *((f"data: {k}", f"`{v[:16]}`") for k, v in made["data"].items()),
                *((k, v) for k, v in made["packages"].items()),
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
