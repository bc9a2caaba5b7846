"""The closed lists that the model's heads choose from, and the roles that its pointers fill.

The order is part of a trained model: the network's columns stand in it. The model card repeats the lists,
and :mod:`sayso.reading.learned.card` refuses a model whose lists are others.
"""

from typing import Final

from sayso.model import Basis, Measure, ObjectStatus, SpeakerKind, Stance

NOTHING: Final = "none"
"""What the measure head says of a quantity that is no claim."""

MEASURES: Final = (NOTHING, *(str(m) for m in Measure))
BASES: Final = tuple(str(b) for b in Basis)
STATUSES: Final = tuple(str(s) for s in ObjectStatus)
KINDS: Final = tuple(str(k) for k in SpeakerKind)
STANCES: Final = tuple(str(s) for s in Stance)
TAGS: Final = ("outside", "begins", "inside")

CLASSES: Final = {
    "figure_measure": MEASURES,
    "figure_basis": BASES,
    "figure_status": STATUSES,
    "figure_kind": KINDS,
    "figure_stance": STANCES,
    "blame_kind": KINDS,
    "blame_stance": STANCES,
    "blame_hedged": ("plain", "hedged"),
}
"""Heads that choose one of a list: those of figures per quantity, those of blame per token."""

KEYS: Final = ("object", "actor", "speaker", "relay", "place", "time", "act", "content", "more")
"""Each token's key vectors, one for each role; anchors of every kind share them."""

ROLES: Final = {
    "figure": ("object", "actor", "speaker", "relay", "place", "time"),
    "blame": ("act", "speaker", "relay"),
    "speech": ("speaker", "content", "more"),
}
"""What each kind of anchor points to: figures from a quantity, blame from the accused, speech from a cue."""

WIDTH: Final = 64
"""Numbers in one key or query vector."""

ENDS: Final = 2
"""Each pointer has two: the span's first token and its last."""

TOKEN_STEPS: Final = (0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233)
"""Distances from the anchor, in tokens, at which a new bucket begins, on either side."""

SENTENCE_REACH: Final = 4
"""Sentences before and after the anchor's own with a bucket of their own; farther ones share the last."""

TOKEN_BUCKETS: Final = 2 * len(TOKEN_STEPS) + 1
SENTENCE_BUCKETS: Final = 2 * SENTENCE_REACH + 1
