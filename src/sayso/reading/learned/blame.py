"""Responsibility claims: the rules' own and those of the network, each heard by how far it is believed.

The network tags who is accused in every sentence that it looks at. A claim of the rules stays where the
network's belief, raised by the trust in the rules, is more than a half, or where it saw nothing of the
sentence; one that the network alone believes in is added, with the nearest act and whom the rules hear there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sayso.model import Span, SpeakerKind, Stance
from sayso.reading.drafts import Document, FigureDraft, ResponsibilityDraft, SpeakerDraft
from sayso.reading.learned.fit import Fit
from sayso.reading.learned.labels import TAGS
from sayso.reading.learned.packing import Floats
from sayso.reading.learned.scores import Scores, softmax
from sayso.reading.learned.tokens import Pieces
from sayso.reading.rules import lines
from sayso.reading.rules.parties import Acts, acts, tells_nobody
from sayso.reading.rules.speech import Voices

# None of these ends a wording.
_EDGES = ' ([,;:–—-"“‘'

_BEGINS, _DENIED, _OUTSIDE = (TAGS.index(t) for t in ("begins", "begins denied", "outside"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Accused:
    """A wording that the network takes for one who is accused."""

    span: Span
    denied: bool
    belief: float


def silent(document: Document) -> list[Span]:
    """The sentences that tell of an act and hold no quantity: only training looks at them."""
    lexicon = acts(document.article.language)
    starts = sorted(w.start for w in words_of_acts(document, lexicon))
    return [
        sentence.span
        for sentence, row in zip(document.sentences, document.candidates, strict=True)
        if not any(c.excluded is None for c in row)
        and any(sentence.span.start <= s < sentence.span.end for s in starts)
    ]


def words_of_acts(document: Document, lexicon: Acts) -> list[Span]:
    """Every word that may tell of an attack, a killing, or of blame for one."""
    known = lexicon.acts | lexicon.verbs | lexicon.blaming | lexicon.claiming | lexicon.denying
    return [
        document.article.cut(t.start, t.end)
        for line in lines.read(document)
        for t in line.tokens
        if t.word and t.low in known
    ]


def responsibility(
    document: Document,
    pieces: Pieces,
    looks: Iterable[Scores],
    rules: Sequence[ResponsibilityDraft],
    fit: Fit,
) -> tuple[ResponsibilityDraft, ...]:
    """The responsibility claims of an article, in order."""
    beliefs = believed(looks)
    kept = [r for r in rules if _stays(r, pieces, beliefs, fit)]
    added = [
        a
        for a in accused(document, pieces, beliefs, fit)
        if not any(a.span.overlaps(r.accused) for r in kept)
    ]
    if added:
        lexicon, voices = acts(document.article.language), Voices.of(document)
        words = words_of_acts(document, lexicon)
        made = (_claim(document, voices, lexicon, words, one, fit) for one in added)
        kept += [m for m in made if m is not None]
    return tuple(sorted(kept, key=lambda r: (r.act, r.accused)))


def heard(
    claims: Iterable[ResponsibilityDraft], rules: Sequence[FigureDraft], figures: Sequence[FigureDraft]
) -> tuple[ResponsibilityDraft, ...]:
    """The claims, each said by whom the network hears with a figure that the rules heard from the same.

    So rule and network agree about who speaks in a sentence; the network hears somebody rather than nobody.
    """
    own = {f.quantity.span: f.speaker for f in rules}
    changed = [
        (at.start, own[at], f.speaker)
        for f in figures
        if (at := f.quantity.span) in own and f.speaker.span not in (None, own[at].span)
    ]
    return tuple(_said(claim, changed) for claim in claims)


def _said(
    claim: ResponsibilityDraft, changed: Sequence[tuple[int, SpeakerDraft, SpeakerDraft]]
) -> ResponsibilityDraft:
    near = [
        (abs(at - claim.act.start), after)
        for at, before, after in changed
        if claim.sentence.start <= at < claim.sentence.end and before.span == claim.speaker.span
    ]
    if not near:
        return claim
    return replace(claim, speaker=min(near, key=lambda n: n[0])[1])


def believed(looks: Iterable[Scores]) -> dict[int, Floats]:
    """The mean belief in each tag for every piece whose sentence was looked at."""
    places, rows = [], []
    for scores in looks:
        own = np.flatnonzero(scores.look.own)
        places.append(scores.look.pieces[own])
        rows.append(scores.out["tags"][own])
    if not rows:
        return {}
    pieces, number = np.unique(np.concatenate(places), return_inverse=True)
    sums = np.zeros((len(pieces), len(TAGS)), dtype=np.float32)
    np.add.at(sums, number, softmax(np.concatenate(rows)))
    means = sums / np.bincount(number, minlength=len(pieces))[:, None]
    return dict(zip(pieces.tolist(), means, strict=True))


def _stays(rule: ResponsibilityDraft, pieces: Pieces, beliefs: Mapping[int, Floats], fit: Fit) -> bool:
    where = pieces.span(rule.accused.start, rule.accused.end)
    seen = [beliefs[p] for p in range(where[0], where[1] + 1) if p in beliefs] if where else []
    if not seen:
        return True
    belief = max(float(1 - row[0]) for row in seen)
    return belief * fit.weight("accused") > 1 - belief


def accused(document: Document, pieces: Pieces, beliefs: Mapping[int, Floats], fit: Fit) -> list[Accused]:
    """The wordings that the network tags, in the order of the text.

    A wording goes on as long as its words are more likely within one than not: whether "the" belongs to it
    was told in both ways, so that the word behind is half a beginning.
    """
    found, at = [], -1
    for piece in sorted(beliefs):
        row = beliefs[piece]
        begins = float(row[_BEGINS] + row[_DENIED])
        if piece <= at or begins * np.exp(fit.lean("accused")) <= 1 - begins:
            continue
        at = piece
        while at + 1 in beliefs and float(beliefs[at + 1][_OUTSIDE]) < 0.5:
            at += 1
        start, end = int(pieces.starts[piece]), int(pieces.ends[at])
        worded = document.article.text[start:end].rstrip(_EDGES)
        found.append(
            Accused(
                span=document.article.cut(start, start + len(worded)),
                denied=bool(row[_DENIED] > row[_BEGINS]),
                belief=begins,
            )
        )
    return found


def _claim(
    document: Document, voices: Voices, lexicon: Acts, words: Sequence[Span], one: Accused, fit: Fit
) -> ResponsibilityDraft | None:
    """A claim of the network's: the act is the nearest word of one in the sentence; None without any."""
    sentence = document.sentences[document.sentence_at(one.span)]
    here = [w for w in words if sentence.span.covers(w) and not w.overlaps(one.span)]
    if not here or tells_nobody(one.span.text, lexicon):
        return None
    act = min(here, key=lambda w: min(abs(w.start - one.span.end), abs(one.span.start - w.end)))
    speaker, stance = voices.speaker(document, act)
    hedged = any(
        t.word and t.low in lexicon.hedges
        for line in lines.read(document)
        if line.start < sentence.span.end and sentence.span.start < line.end
        for t in line.tokens
        if sentence.span.start <= t.start < sentence.span.end
    )
    return ResponsibilityDraft(
        sentence=sentence.span,
        act=act,
        accused=one.span,
        speaker=speaker if speaker.kind is not SpeakerKind.AUTHOR else SpeakerDraft(),
        stance=Stance.DENIES if one.denied else stance,
        hedged=hedged,
        confidence=fit.sure(one.belief, "accused"),
    )
