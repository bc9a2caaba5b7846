"""What the network says of one look, as numbers, and how spans are read from its pointers.

A pointer gives probabilities for a span's first and last piece; position 0 means "not said". The same
wording often stands several times in a look, and the pointer shares its belief among the mentions: so
beliefs are added up by wording first, and then the mention with the most of it is taken.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from sayso.reading.learned.fit import MODEST, Answer, joined, plain
from sayso.reading.learned.labels import ROLES
from sayso.reading.learned.looks import Look
from sayso.reading.learned.packing import Floats
from sayso.reading.learned.tokens import Pieces

LONGEST: dict[str, int] = {"object": 18, "cue": 12, "actor": 12, "voice": 60}
"""Most word pieces in a span of a role; 24 for the roles that are not named. A ``voice`` is the speaker of a
statement with all that describes it."""

_USUAL = 24
_FAINT = 0.004
_CONSIDERED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The span that a pointer chose, as offsets of characters, with its belief; None for "not said"."""

    span: tuple[int, int] | None
    belief: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The network's outputs for one look: class scores by head, and ``ends`` (roles x ends x positions)."""

    look: Look
    out: Mapping[str, Floats]

    def classes(self, head: str) -> Floats:
        """Probabilities of a head's classes."""
        return softmax(self.out[head])

    def ends(self, role: str) -> Floats:
        """Probabilities of a role's first and last position (ends x positions of the look)."""
        return softmax(self.out["ends"][ROLES.index(role)])


def softmax(x: Floats) -> Floats:
    """Probabilities over the last axis."""
    top: Floats = np.maximum.reduce(x, axis=-1, keepdims=True)
    y = np.exp(x - top)
    result: Floats = y / np.add.reduce(y, axis=-1, keepdims=True)
    return result


def choose(
    ends: Floats,
    *,
    role: str,
    look: Look,
    pieces: Pieces,
    text: str,
    lean: float = 0.0,
    answer: Answer | None = None,
) -> Choice:
    """The wording that a pointer believes in most, at its likeliest place.

    ``lean`` is added to the log-odds of "said": set on held-out articles so that F1 is best. ``answer`` is
    what the rules say of the role; where it wins, its own span is taken.
    """
    beliefs, best = wordings(ends, role=role, look=look, pieces=pieces, text=text)
    if answer is not None and answer.span is not None:
        best[plain(answer.span.text)] = (2.0, (answer.span.start, answer.span.end))
    after, silent = joined(beliefs, float(ends[0, 0] * ends[1, 0]), answer)
    if not after:
        return Choice(span=None, belief=1.0)
    name = max(after, key=lambda n: (after[n], beliefs.get(n, 0.0), best[n][0], -best[n][1][0]))
    if answer is not None and answer.weight > MODEST:
        beliefs_told, silent_told = joined(
            beliefs, float(ends[0, 0] * ends[1, 0]), Answer(span=answer.span, weight=MODEST)
        )
    else:
        beliefs_told, silent_told = after, silent
    if after[name] * math.exp(lean) < silent:
        return Choice(span=None, belief=min(silent_told, 1.0))
    return Choice(span=best[name][1], belief=min(beliefs_told.get(name, 0.0), 1.0))


def wordings(
    ends: Floats, *, role: str, look: Look, pieces: Pieces, text: str
) -> tuple[dict[str, float], dict[str, tuple[float, tuple[int, int]]]]:
    """The belief in each wording, and its likeliest place with the belief in that."""
    beliefs: dict[str, float] = {}
    best: dict[str, tuple[float, tuple[int, int]]] = {}
    for first, last, belief in _likely(ends, look, LONGEST.get(role, _USUAL)):
        if pieces.sentences[look.pieces[first]] != pieces.sentences[look.pieces[last]]:
            continue
        start, end = int(pieces.starts[look.pieces[first]]), int(pieces.ends[look.pieces[last]])
        start, end = _whole_words(text, start, end)
        name = plain(text[start:end])
        beliefs[name] = beliefs.get(name, 0.0) + belief
        if name not in best or belief > best[name][0]:
            best[name] = (belief, (start, end))
    return beliefs, best


def _likely(ends: Floats, look: Look, longest: int) -> Iterator[tuple[int, int, float]]:
    """Stretches of text of at most ``longest`` pieces whose first and last are both likely, with belief."""
    firsts, lasts = _best(ends[0]), _best(ends[1])
    pieces = {at: int(look.pieces[at]) for at in {*firsts, *lasts}}
    for first in firsts:
        for last in lasts:
            away = pieces[last] - pieces[first]
            if first <= last and 0 <= away < longest and last - first - away in (0, 1, 2):
                yield first, last, float(ends[0, first] * ends[1, last])


def _best(row: Floats) -> list[int]:
    """Positions (from 1) of the likeliest pieces, in the order of the text."""
    likely: list[int] = ((row[1:] > _FAINT).nonzero()[0] + 1).tolist()
    return (
        likely if len(likely) <= _CONSIDERED else sorted(sorted(likely, key=lambda i: -row[i])[:_CONSIDERED])
    )


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch, grown to the edges of the words that it cuts."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end
