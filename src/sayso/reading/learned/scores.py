"""What the network says of one window, as numbers, and how spans are read from its pointers.

A pointer gives probabilities for a span's first and last token; position 0 means "not said". The same
wording often stands several times in a window, and the pointer shares its belief among the mentions: so
beliefs are added up by wording first, and then the mention with the most of it is taken.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sayso.reading.learned.features import Inputs, sentence_buckets, token_buckets
from sayso.reading.learned.fit import MODEST, Answer, joined, plain
from sayso.reading.learned.labels import ENDS, KEYS, ROLES, WIDTH
from sayso.reading.learned.tokens import Pieces, Window

Floats = npt.NDArray[np.float32]

LONGEST: dict[str, int] = {"content": 200, "more": 200, "act": 16, "object": 18}
"""Most word pieces in a span of a role; 24 for the roles that are not named."""

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
    """The network's outputs for one window."""

    window: Window
    inputs: Inputs
    out: Mapping[str, Floats]

    def classes(self, head: str, row: int) -> Floats:
        """Probabilities of a head's classes for one quantity (figure heads) or one position (blame heads)."""
        return softmax(self.out[head][row])

    def point(self, kind: str, row: int, position: int) -> dict[str, Floats]:
        """For each role of an anchor: probabilities, ends x positions of the window."""
        roles = ROLES[kind]
        length = self.inputs.length
        keys = self.out["keys"][:length].reshape(length, len(KEYS), ENDS, WIDTH)
        query = self.out[f"{kind}_queries"][row].reshape(len(roles), ENDS, WIDTH)
        at = np.asarray([position])
        near = self.out[f"{kind}_near"][token_buckets(at, length)[0]]
        far = self.out[f"{kind}_far"][sentence_buckets(at, self.inputs.sentences)[0]]
        bias = (near + far).T.reshape(len(roles), ENDS, length)
        said = np.arange(length) > 0
        found = {}
        for r, role in enumerate(roles):
            match = np.einsum("ted,ed->et", keys[:, KEYS.index(role)], query[r]) / math.sqrt(WIDTH)
            found[role] = softmax(match + bias[r] * said)
        return found


def softmax(x: Floats) -> Floats:
    """Probabilities over the last axis."""
    y = np.exp(x - x.max(axis=-1, keepdims=True))
    result: Floats = y / y.sum(axis=-1, keepdims=True)
    return result


def choose(
    ends: Floats,
    *,
    role: str,
    window: Window,
    pieces: Pieces,
    text: str,
    lean: float = 0.0,
    answer: Answer | None = None,
) -> Choice:
    """The wording that a pointer believes in most, at its likeliest place.

    ``lean`` is added to the log-odds of "said": set on held-out articles so that F1 is best. ``answer`` is
    what the rules say of the role; where it wins, its own span is taken.
    """
    beliefs: dict[str, float] = {}
    best: dict[str, tuple[float, tuple[int, int]]] = {}
    for first, last, belief in _likely(ends, LONGEST.get(role, _USUAL)):
        at = window.first - 1
        start, end = _whole_words(text, int(pieces.starts[first + at]), int(pieces.ends[last + at]))
        name = plain(text[start:end])
        beliefs[name] = beliefs.get(name, 0.0) + belief
        if name not in best or belief > best[name][0]:
            best[name] = (belief, (start, end))
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


def _likely(ends: Floats, longest: int) -> Iterator[tuple[int, int, float]]:
    """Spans of at most ``longest`` positions whose first and last are both likely, with their belief."""
    count = ends.shape[1] - 1  # the last position is SEP
    firsts, lasts = _best(ends[0, 1:count]), _best(ends[1, 1:count])
    for first in firsts:
        for last in lasts:
            if first <= last < first + longest:
                yield first, last, float(ends[0, first] * ends[1, last])


def _best(row: Floats) -> list[int]:
    """Positions (from 1) of the likeliest tokens, in the order of the text."""
    order = np.argsort(-row, kind="stable")[:_CONSIDERED]
    return sorted(int(i) + 1 for i in order if row[i] > _FAINT)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch, grown to the edges of the words that it cuts."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end


def tagged(logits: Floats, *, lean: float = 0.0) -> list[tuple[int, int, float]]:
    """Spans (first and last position, inclusive) that a tag head marks, with the belief in their beginning.

    ``lean`` is added to the score of a beginning: above 0 finds more, below fewer.
    """
    chances = softmax(logits + np.asarray([0.0, lean, 0.0], dtype=np.float32))
    found = []
    position = 1
    while position < len(chances) - 1:
        if (
            chances[position, 1] > max(chances[position, 0], 0.0)
            and chances[position, 1] >= chances[position, 2]
        ):
            last = position
            while last + 1 < len(chances) - 1 and chances[last + 1].argmax() == 2:
                last += 1
            found.append((position, last, float(chances[position, 1])))
            position = last + 1
        else:
            position += 1
    return found
