"""Responsibility claims from the network's scores: the accused are tagged, the rest is pointed to.

The rules' claims are heard too: one that the network tags as well is kept as the rules have it, one that it
does not tag needs the more of its belief, the less the rules are trusted.
"""

from collections.abc import Sequence

import numpy as np

from sayso.model import SpeakerKind, Stance
from sayso.reading.drafts import ResponsibilityDraft, SpeakerDraft
from sayso.reading.learned.labels import KINDS, STANCES
from sayso.reading.learned.scores import softmax, tagged
from sayso.reading.learned.view import View


def responsibility(view: View, rules: Sequence[ResponsibilityDraft] | None) -> list[ResponsibilityDraft]:
    """The responsibility claims whose accused stand in the part of the text that the window owns."""
    tags = view.scores.out["blame_tags"][: view.scores.inputs.length]
    kept = [r for r in rules or () if _believed(view, r, tags)]
    for first, last, belief in tagged(tags, lean=view.fit.lean("blame_tags")):
        if not view.owns(first):
            continue
        claim = _claim(view, first, last, belief)
        if claim and not any(_same(claim, r) for r in kept):
            kept.append(claim)
    return kept


def _same(one: ResponsibilityDraft, other: ResponsibilityDraft) -> bool:
    return one.accused.overlaps(other.accused)


def _believed(view: View, rule: ResponsibilityDraft, tags: np.ndarray) -> bool:
    """True where the network's belief in the rules' accused, raised by trust, is above a half."""
    found = view.pieces.span(rule.accused.start, rule.accused.end)
    if found is None:
        return False
    shift = 1 - view.scores.window.first
    first, last = found[0] + shift, found[1] + shift
    if not 0 < first <= last < len(tags) - 1 or not view.owns(first):
        return False
    belief = float(1 - softmax(tags[first : last + 1])[:, 0].min())
    odds = belief / max(1 - belief, 1e-6)
    return odds * view.fit.weight("blame_tags") > 1


def _claim(view: View, first: int, last: int, belief: float) -> ResponsibilityDraft | None:
    chosen = view.choices("blame", first, first)
    act = view.cut(chosen["act"])
    if act is None:
        return None
    speaker = view.cut(chosen["speaker"])
    kinds = view.scores.classes("blame_kind", first)
    return ResponsibilityDraft(
        sentence=view.sentence(first),
        act=act,
        accused=view.words(first, last),
        speaker=SpeakerDraft(
            span=speaker,
            kind=SpeakerKind(KINDS[int(kinds[:-1].argmax())]) if speaker else SpeakerKind.AUTHOR,
            relay=view.cut(chosen["relay"]) if speaker else None,
        ),
        stance=Stance(STANCES[int(view.scores.classes("blame_stance", first).argmax())]),
        hedged=bool(view.scores.classes("blame_hedged", first).argmax()),
        confidence=view.fit.sure(belief, "blame"),
    )
