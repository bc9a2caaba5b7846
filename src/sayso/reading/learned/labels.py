"""The closed lists that the model's heads choose from, and the roles that its pointers fill.

The order is part of a trained model: the network's columns stand in it. The model card repeats the lists,
and :mod:`sayso.reading.learned.card` refuses a model whose lists are others.
"""

from typing import Final

from sayso.model import Basis, Measure, ObjectStatus, SpeakerKind, Stance

NOTHING: Final = "none"
"""What the measure head says of a quantity that is no claim."""

CLASSES: Final = {
    "measure": (NOTHING, *(str(m) for m in Measure)),
    "basis": tuple(str(b) for b in Basis),
    "status": tuple(str(s) for s in ObjectStatus),
    "kind": tuple(str(k) for k in SpeakerKind),
    "stance": tuple(str(s) for s in Stance),
}
"""Heads that choose one of a list for the marked quantity."""

ROLES: Final = ("object", "actor", "speaker", "relay", "place", "cue", "time")
"""What the marked quantity points to, each by its first and last word piece."""

HINTED: Final = ("object", "actor", "speaker", "relay", "accused")
"""What the rules answer: the pieces of their answer are marked in what goes in. All but the accused answer
for the marked quantity."""

TAGS: Final = ("outside", "begins", "begins denied", "inside")
"""What each piece of the quantity's own sentence is in a wording of one who is accused."""

GLANCE: Final = "glance"
"""The head that judges halfway through the network whether a quantity is a claim at all, on the log-odds."""

HALF: Final = "halfway"
"""The name of the vectors that go from the lower half of the network to the upper."""

ENDS: Final = 2
"""Each pointer has two: the span's first piece and its last."""
