"""Figures by rule: measure, object, status, actor and basis of each quantity that is a claim.

A first reader, and the yardstick for a learned one. It leaves speaker, place and time to their own rooms:
those fields keep their defaults. What it cannot give a measure is no figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.model import Article, Basis, Measure, ObjectStatus, Span, Stance
from sayso.reading.drafts import Candidate, Document, FigureDraft, ResponsibilityDraft, Sentence
from sayso.reading.rules import actors, bases, cues, measures, objects, partyruns
from sayso.reading.rules.responsibility import is_former
from sayso.reading.rules.scene import Decision, open_scene
from sayso.reading.rules.tokens import Token, tokens

_LEAST = 0.45
_TAKEN_IN = 100
"""Refugees are told of by hundreds and more where no word tells what they did or suffered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A figure within its sentence, before its actor is known."""

    candidate: Candidate
    at: int
    phrase: objects.Phrase
    decision: Decision
    object: Span | None
    status: ObjectStatus


def read(
    document: Document, blames: Sequence[ResponsibilityDraft] = (), doers: Sequence[Span] = ()
) -> tuple[FigureDraft, ...]:
    """The figures of ``document`` in the order of the text, without speaker, place and time.

    The document's responsibility claims, ``blames``, and the ``doers`` of other acts help to tell who did it.
    """
    text = document.article.text
    sentences = list(zip(document.sentences, document.candidates, strict=True))
    found: list[tuple[Sentence, tuple[Token, ...], list[_Found]]] = []
    before: _Found | None = None
    epidemic = cues.tells_of_disease(text)
    cut: dict[int, tuple[Token, ...]] = {}
    for at, (sentence, candidates) in enumerate(sentences):
        if any(c.excluded is None for c in candidates):
            words = cut[at] = tokens(text, sentence.span, candidates)
            figures = _sentence(document.article, words, candidates, before, epidemic=epidemic)
            if figures:
                found.append((sentence, words, figures))
                before = figures[-1]
    if not found:
        return ()
    every = [cut.get(at) or tokens(text, s.span, row) for at, (s, row) in enumerate(sentences)]
    accused = sorted(
        (b.accused for b in blames if b.stance is Stance.ASSERTS and not is_former(document, b)),
        key=lambda span: span.start,
    )
    held = sorted(set(doers), key=lambda span: span.start)
    parties = actors.survey(document.article, every, accused, held)
    everybody = sorted({*accused, *doers}, key=lambda span: span.start)
    drafts: list[FigureDraft] = []
    for sentence, words, figures in found:
        runs = holding = partyruns.runs(words, accused)
        if any(actors.is_held(figure.decision.measure) for figure in figures):
            holding = partyruns.runs(words, everybody)
        told: tuple[int, Basis] | None = None
        for figure in figures:
            basis = bases.read(words, figure.at, figure.decision.measure, told)
            told = figure.at, basis
            near = holding if actors.is_held(figure.decision.measure) else runs
            draft = _draft(document.article, sentence, words, near, figure, parties, basis)
            drafts.append(draft)
    return tuple(drafts)


def _sentence(
    article: Article,
    words: tuple[Token, ...],
    candidates: tuple[Candidate, ...],
    before: _Found | None,
    *,
    epidemic: bool,
) -> list[_Found]:
    lexicon = cues.lexicon()
    marks = cues.find(words, lexicon)
    phrases = {
        index: objects.phrase(words, index, marks, plural=_plural(candidates[token.candidate]))
        for index, token in enumerate(words)
        if token.candidate is not None
    }
    told = before.decision.measure if before else None
    scene = open_scene(words, marks, phrases, lexicon, epidemic=epidemic, before=told)
    found: list[_Found] = []
    for index, phrase in phrases.items():
        at = words[index].candidate
        assert at is not None
        candidate = candidates[at]
        decision = measures.decide(scene, index, article_word=candidate.article_word)
        if decision is None or decision.confidence < _LEAST:
            continue
        if decision.measure is Measure.REFUGEES and decision.cue is None and _few(candidate):
            continue  # "two refugees waited": not all that they do is to be taken in
        if decision.measure in _SUFFERED and objects.is_bare(words[phrase.start : phrase.end]):
            counted = objects.sufferers(words, phrase.end, marks) or phrase
        else:
            counted = phrase
        span, status = _object(article, words, counted, decision, found[-1] if found else before)
        found.append(
            _Found(
                candidate=candidate, at=index, phrase=phrase, decision=decision, object=span, status=status
            )
        )
    return found


def _few(candidate: Candidate) -> bool:
    """Whether so few are counted that it is no count of those whom a country or a camp has taken in."""
    bounds = [b for b in (candidate.quantity.low, candidate.quantity.high) if b is not None]
    return max(bounds, default=0) < _TAKEN_IN


def _plural(candidate: Candidate) -> bool:
    return not candidate.article_word and candidate.quantity.low != 1


def _object(
    article: Article,
    words: tuple[Token, ...],
    phrase: objects.Phrase,
    decision: Decision,
    before: _Found | None,
) -> tuple[Span | None, ObjectStatus]:
    """The object's words and status.

    An object that is left out is the one before it in the sentence ("killed 12 soldiers and hurt 30"), else
    None; "others" and what is left out have the status of the figure before.
    """
    inner = words[phrase.start : phrase.end]
    span = article.cut(inner[0].start, inner[-1].end) if inner and not objects.is_bare(inner) else None
    status = phrase.status
    if before is not None and (span is None or objects.is_elided(inner)):
        fits = (before.status is ObjectStatus.THING) is (decision.measure in _THINGS)
        status = before.status if fits else ObjectStatus.UNKNOWN
        near = before.object is not None and before.object.start >= words[0].start
        harm = before.phrase.head in cues.lexicon().heads  # "the loss of 18 lives, injuring 28"
        if span is None and fits and near and not harm and decision.cue is not None:
            span = before.object
    if decision.measure in _THINGS and status is ObjectStatus.UNKNOWN:
        status = ObjectStatus.THING
    if decision.measure not in _THINGS and phrase.head in cues.lexicon().cases:
        status = ObjectStatus.UNKNOWN  # cases of a disease are people
    return span, status


_SUFFERED = frozenset({Measure.KILLED, Measure.INJURED, Measure.CASUALTIES})
_THINGS = frozenset(
    {Measure.DESTROYED, Measure.DAMAGED, Measure.SEIZED, Measure.STRUCK, Measure.ATTACKS, Measure.MUNITIONS}
)


def _draft(
    article: Article,
    sentence: Sentence,
    words: tuple[Token, ...],
    runs: Sequence[partyruns.Run],
    found: _Found,
    parties: actors.Parties,
    basis: Basis,
) -> FigureDraft:
    decision = found.decision
    if decision.measure is Measure.STRUCK and not parties.fight and actors.in_disaster(words, parties):
        # Storms and floods "hit" districts: nobody has struck them.
        decision = replace(decision, measure=Measure.AFFECTED)
    actor = None
    if basis is not Basis.STANDING:
        total = basis is Basis.CUMULATIVE
        actor = actors.of(article, words, runs, found.at, decision, found.object, parties, total=total)
    return FigureDraft(
        sentence=sentence.span,
        quantity=found.candidate.quantity,
        measure=decision.measure,
        basis=basis,
        object=found.object,
        status=found.status,
        actor=actor,
        measure_confidence=round(decision.confidence, 3),
        confidence=round(decision.confidence, 3),
    )
