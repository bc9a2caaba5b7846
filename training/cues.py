"""PolNeAR's attributions as looks at the rules' cues: is anybody quoted there, and who."""

from collections.abc import Sequence

import numpy as np
from tokenizers import Tokenizer

from sayso.reading.drafts import ClaimReader, StatementDraft
from sayso.reading.learned.labels import CLASSES, ROLES
from sayso.reading.learned.looks import Board
from sayso.reading.learned.tokens import cut
from training.examples import IGNORE, NULL, Example, Prepare, Seen, Spans, article
from training.speech import Attribution

STATEMENT = "statement"
"""The source that these examples are known by."""


def of_statements(
    name: str,
    text: str,
    attributions: Sequence[Attribution],
    prepare: Prepare,
    rules: ClaimReader,
    tokenizer: Tokenizer,
) -> list[Example]:
    """A look at each statement of the rules; its cue is "not said" where no annotator's cue meets it."""
    document = prepare(article({"text": text, "doc_id": name}))
    drafts = rules.read(document)
    pieces = cut(document, tokenizer)
    board = Board(document, pieces, drafts)
    found = []
    for draft in drafts.statements:
        look = board.saying(draft)
        if look is None:
            continue
        seen = Seen(text, pieces, look)
        places: dict[str, Spans | None] = dict.fromkeys(ROLES)
        gold = meant(draft, attributions)
        if gold is None:
            places["cue"] = NULL
        else:
            places["cue"] = _place(seen, gold["cue"])
            places["speaker"] = _place(seen, gold["source"]) if gold["source"] else NULL
        found.append(
            Example(
                doc=name,
                source=STATEMENT,
                look=look,
                classes=dict.fromkeys(CLASSES, IGNORE),
                spans=places,
                tags=np.full(len(look.ids), IGNORE, dtype=np.int64),
            )
        )
    return found


def meant(draft: StatementDraft, attributions: Sequence[Attribution]) -> Attribution | None:
    """The annotator's attribution whose cue meets that of ``draft``, of several the one with most of its
    content.
    """
    cue = draft.speaker.cue
    if cue is None:
        return None
    met = [a for a in attributions if _shared([[cue.start, cue.end]], a["cue"])]
    own = [[c.start, c.end] for c in draft.content]
    return max(met, key=lambda a: _shared(own, a["content"]), default=None)


def _shared(one: list[list[int]], other: list[list[int]]) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)


def _place(seen: Seen, spans: list[list[int]]) -> Spans | None:
    """Where the spans stand in sight, from the first to the last."""
    place = seen.at(min(s for s, _ in spans), max(e for _, e in spans))
    return [place] if place else None
