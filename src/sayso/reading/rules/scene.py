"""A sentence while its measures are worked out, and what is decided of each of its quantities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sayso.model import Measure
from sayso.reading.rules.cues import Cue, Lexicon
from sayso.reading.rules.objects import Phrase
from sayso.reading.rules.tokens import Token

# Marks that end what a sentence tells.
ENDS = frozenset(".;?!")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A measure with the confidence of its rule, and the cue that it rests on (None: the head)."""

    measure: Measure
    confidence: float
    cue: Cue | None = None


@dataclass(slots=True, kw_only=True)
class Scene:
    """A sentence while its measures are worked out, from left to right.

    ``epidemic`` is True in an article that tells of a disease; ``before`` is the measure of the last figure
    of the sentence before; ``ends_of`` says where the phrases of the figures so far end, ``groups`` what they
    count, ``parts`` which of them are parts of a whole.
    """

    words: Sequence[Token]
    cues: Mapping[int, tuple[Cue, ...]]
    ends: Mapping[int, tuple[Cue, ...]]
    phrases: Mapping[int, Phrase]
    lexicon: Lexicon
    epidemic: bool = False
    before: Measure | None = None
    spent: set[int] = field(default_factory=set)
    decided: list[Decision] = field(default_factory=list)
    ends_of: list[int] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    parts: set[int] = field(default_factory=set)


def open_scene(
    words: Sequence[Token],
    cues: Mapping[int, tuple[Cue, ...]],
    phrases: Mapping[int, Phrase],
    lexicon: Lexicon,
    *,
    epidemic: bool = False,
    before: Measure | None = None,
) -> Scene:
    """The scene of one sentence before anything is decided."""
    ends: dict[int, list[Cue]] = {}
    for group in cues.values():
        for cue in group:
            ends.setdefault(cue.end, []).append(cue)
    return Scene(
        words=words,
        cues=cues,
        ends={e: tuple(c) for e, c in ends.items()},
        phrases=phrases,
        lexicon=lexicon,
        epidemic=epidemic,
        before=before,
    )
