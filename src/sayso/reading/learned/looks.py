"""What goes into the network for one quantity: the words around it, and what the rules make of it.

A look is the quantity's own sentence with markers around the quantity, the ends of its neighbours, the
article's first sentence, and the wordings of parties and speakers that the rules found elsewhere in the
article, so that an actor told paragraphs away can still be pointed to. What the rules answer goes in as
hints: the pieces of their object, actor, speaker and relay are marked, their classes are told at the marker.
The network so learns where rules are right instead of reading everything anew (stacking, Wolpert 1992).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from sayso.model import Span
from sayso.reading.drafts import Document, Drafts, FigureDraft, StatementDraft
from sayso.reading.learned.labels import CLASSES, HINTED, NOTHING
from sayso.reading.learned.tokens import CLOSES, CLS, OPENS, SEP, Ints, Pieces
from sayso.reading.rules.responsibility import is_former

OWN_BEFORE, OWN_AFTER = 44, 36
"""Pieces of the quantity's own sentence that are seen before and behind it."""

WHOLE = 96
"""Pieces of a sentence that is looked at for itself."""

BEFORE, AFTER, LEAD, TAIL = 32, 18, 22, 30
"""Pieces seen of the sentence before and behind, of the article's first, and of wordings elsewhere."""

SAID_BEFORE, SAID_AFTER, SAID_ROUND = 40, 36, 1
"""Pieces of a cue's own sentence that are seen before and behind it, and of the sentences around."""

TEXT, COUNTED, OTHER, AWAY = 0, 1, 2, 3
"""Kinds of piece: text, the marked quantity, another quantity, a wording from elsewhere."""

ANSWERED = tuple(role for role in HINTED if role != "accused")

Masks = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One quantity as the network takes it.

    ``pieces`` holds the article's piece at each position, -1 for a marker or separator; ``own`` is 1 where it
    belongs to the sentence that is looked at; ``hints`` is
    positions x roles; ``told`` is what the rules make of the quantity that a position belongs to (0 nothing
    told, 1 no claim, above: the measure); ``answers`` are the rules' classes for the marked quantity, 0 where
    they give none, in the order of ``CLASSES``. ``marker`` is the position before the quantity.
    """

    ids: Ints
    pieces: Ints
    own: Ints
    marks: Ints
    cases: Ints
    hints: Masks
    told: Ints
    answers: Ints
    marker: int


class Board:
    """An article ready to be looked at: its pieces, its quantities, and what the rules found in it."""

    def __init__(self, document: Document, pieces: Pieces, rules: Drafts | None) -> None:
        self.pieces = pieces
        self.figures = {_ends(f.quantity.span): f for f in rules.figures} if rules else {}
        self.asked = rules is not None
        self.quantities = _quantities(document, pieces, self.figures)
        self.accused = [r.accused for r in rules.responsibility] if rules else []
        self.bounds = _bounds(pieces)
        self.pool = _pool(document, rules, pieces)

    def rule(self, quantity: Span) -> FigureDraft | None:
        """What the rules make of ``quantity``."""
        return self.figures.get(_ends(quantity))

    def look(self, quantity: Span) -> Look | None:
        """The look at ``quantity``; None where its words are not among the sentences' pieces."""
        at = self.pieces.span(*_ends(quantity))
        if at is None:
            return None
        rule = self.rule(quantity)
        near, away = self._chosen(at, rule, after=OWN_AFTER)
        told = {role: [span] for role in ANSWERED if (span := answer(rule, role))}
        return self._made(near, away, at, rule, told)

    def sentence(self, sentence: Span) -> Look | None:
        """A sentence for itself (training looks so): the markers stand before it, with nothing between."""
        at = self.pieces.span(*_ends(sentence))
        if at is None:
            return None
        here = (at[0], at[0] - 1)
        near, away = self._chosen(here, None, after=WHOLE)
        return self._made(near, away, here, None, {})

    def saying(self, statement: StatementDraft) -> Look | None:
        """The look at a statement: its cue is marked, in its own sentence; None where no cue is in sight.

        What the rules take for its speaker and content is hinted where a figure's speaker and object are.
        """
        cue = statement.speaker.cue
        at = self.pieces.span(*_ends(cue)) if cue else None
        if at is None:
            return None
        seen = self._seen(at, own=(SAID_BEFORE, SAID_AFTER), around=(SAID_ROUND, SAID_ROUND))
        near = _marked(seen, at)
        speaker = statement.speaker.span
        told = {"object": statement.content, "speaker": (speaker,) if speaker else ()}
        return self._made(near, [], at, None, told)

    def _chosen(
        self, at: tuple[int, int], rule: FigureDraft | None, *, after: int
    ) -> tuple[list[int], list[int]]:
        """Pieces near by and wordings from away (-1: separator, -2 and -3: the markers)."""
        around = self._seen(at, own=(OWN_BEFORE, after), around=(BEFORE, AFTER))
        lead = range(min(LEAD, around.start, self.bounds[int(self.pieces.sentences[0])][1]))
        near = [*lead, *([-1] if lead else []), *_marked(around, at)]
        seen = {*lead, *around}
        away: list[int] = []
        left = TAIL
        for s, e in self._wordings(at[0], rule):
            if not seen.issuperset(range(s, e + 1)) and e - s + 2 <= left:
                away += [*range(s, e + 1), -1]
                left -= e - s + 2
        return near, away

    def _seen(self, at: tuple[int, int], *, own: tuple[int, int], around: tuple[int, int]) -> range:
        """The pieces in sight before and behind ``at``: so many of its ``own`` sentence, and where that is
        seen to its end so many of the sentences ``around``.
        """
        first, last = at
        sentence = int(self.pieces.sentences[first])
        start, end = self.bounds[sentence]
        low, high = max(start, first - own[0]), min(end, last + 1 + own[1])
        if low == start and sentence - 1 in self.bounds:
            low = max(self.bounds[sentence - 1][0], start - around[0])
        if high == end and sentence + 1 in self.bounds:
            high = min(self.bounds[sentence + 1][1], end + around[1])
        return range(low, high)

    def _wordings(self, first: int, rule: FigureDraft | None) -> list[tuple[int, int]]:
        """Spans of pieces that may be pointed to from away: the rules' own answer first, then the nearest."""
        own = [
            s
            for span in (answer(rule, role) for role in ANSWERED)
            if span and (s := self.pieces.span(*_ends(span)))
        ]
        return [*own, *sorted((s for s in self.pool if s not in own), key=lambda s: abs(s[0] - first))]

    def _made(
        self,
        near: Sequence[int],
        away: Sequence[int],
        at: tuple[int, int],
        rule: FigureDraft | None,
        told_of: Mapping[str, Sequence[Span]],
    ) -> Look:
        pieces = np.asarray([-1, *near, *away], dtype=np.int64)
        real = pieces >= 0
        inner = np.where(real, pieces, 0)
        special = np.where(pieces == -2, OPENS, np.where(pieces == -3, CLOSES, SEP))
        special[0] = CLS
        ids = np.where(real, self.pieces.ids[inner], special)
        told = np.where(real, self.quantities[inner], 0)
        marks = np.where(told > 0, OTHER, TEXT)
        marks[1 + len(near) :] = AWAY
        marks[real & (pieces >= at[0]) & (pieces <= at[1])] = COUNTED
        hints = np.zeros((len(pieces), len(HINTED)), dtype=np.float32)
        for column, role in enumerate(HINTED):
            spans = self.accused if role == "accused" else told_of.get(role, ())
            for where in (self.pieces.span(*_ends(span)) for span in spans):
                if where:
                    hints[real & (pieces >= where[0]) & (pieces <= where[1]), column] = 1
        return Look(
            ids=ids.astype(np.int64),
            pieces=np.where(real, pieces, -1),
            own=(real & (self.pieces.sentences[inner] == self.pieces.sentences[at[0]])).astype(np.int64),
            marks=marks.astype(np.int64),
            cases=np.where(real, self.pieces.cases[inner], 0).astype(np.int64),
            hints=hints,
            told=told.astype(np.int64) if self.asked else np.minimum(told, 1).astype(np.int64),
            answers=self._answers(rule),
            marker=int(np.flatnonzero(pieces == -2)[0]),
        )

    def _answers(self, rule: FigureDraft | None) -> Ints:
        if not self.asked:
            return np.zeros(len(CLASSES), dtype=np.int64)
        words = classes(rule)
        return np.asarray(
            [CLASSES[head].index(words[head]) + 1 if words.get(head) else 0 for head in CLASSES],
            dtype=np.int64,
        )


def classes(rule: FigureDraft | None) -> dict[str, str | None]:
    """What the rules choose for each head; for a quantity that they pass over only the measure, "none"."""
    if rule is None:
        return {"measure": NOTHING}
    return {
        "measure": str(rule.measure),
        "basis": str(rule.basis) if rule.basis else None,
        "status": str(rule.status),
        "kind": str(rule.speaker.kind),
        "stance": str(rule.stance),
    }


def answer(rule: FigureDraft | None, role: str) -> Span | None:
    """The rules' words for ``role``."""
    if rule is None:
        return None
    return {
        "object": rule.object,
        "actor": rule.actor,
        "speaker": rule.speaker.span,
        "relay": rule.speaker.relay,
    }[role]


def _marked(seen: range, at: tuple[int, int]) -> list[int]:
    """The pieces in sight with the markers (-2 and -3) around ``at``, and a separator (-1) at the end."""
    first, last = at
    return [*range(seen.start, first), -2, *range(first, last + 1), -3, *range(last + 1, seen.stop), -1]


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _quantities(document: Document, pieces: Pieces, figures: dict[tuple[int, int], FigureDraft]) -> Ints:
    """For each piece 0, or 1 for a quantity that the rules pass over, or 1 and its measure's number."""
    told = np.zeros(len(pieces.ids), dtype=np.int64)
    for candidate in (c for row in document.candidates for c in row if c.excluded is None):
        ends = _ends(candidate.quantity.span)
        where = pieces.span(*ends)
        if where:
            rule = figures.get(ends)
            number = CLASSES["measure"].index(str(rule.measure)) if rule else 0
            told[where[0] : where[1] + 1] = 1 + number
    return told


def _bounds(pieces: Pieces) -> dict[int, tuple[int, int]]:
    """First piece and end of each sentence that has any, numbered anew without gaps in ``pieces``."""
    if not len(pieces.ids):
        return {}
    change = [0, *(int(i) + 1 for i in np.flatnonzero(np.diff(pieces.sentences))), len(pieces.ids)]
    return {int(pieces.sentences[s]): (s, e) for s, e in pairwise(change)}


def _pool(document: Document, rules: Drafts | None, pieces: Pieces) -> list[tuple[int, int]]:
    """Wordings that the rules take for an actor, an accused or a speaker anywhere, each wording once.

    None of whoever did only what was before ("previous bombings").
    """
    if rules is None:
        return []
    spans: Iterable[Span | None] = (
        *(f.actor for f in rules.figures),
        *(r.accused for r in rules.responsibility if not is_former(document, r)),
        *(f.speaker.span for f in rules.figures),
    )
    found: dict[str, tuple[int, int]] = {}
    for span in spans:
        where = pieces.span(*_ends(span)) if span else None
        if span and where and where[1] - where[0] < 14:
            found.setdefault(span.text.casefold(), where)
    return list(found.values())
