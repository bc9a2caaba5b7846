"""From drafts to claims: places to coordinates, times to days, speakers to their fullest name, citations,
ids.

The same for every claim reader. A claim's id hashes the article and its anchor words only, so that another
reader that finds the same words has the same claim. Nothing here decides whether something is a claim.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from sayso.languages import load
from sayso.model import (
    Article,
    ClaimKind,
    Counted,
    Figure,
    Place,
    Problem,
    Reading,
    Responsibility,
    Run,
    Span,
    Speaker,
    SpeakerKind,
    Statement,
    Tone,
    claim_id,
)
from sayso.reading import places, times, totals
from sayso.reading.drafts import (
    Document,
    Drafts,
    FigureDraft,
    ResponsibilityDraft,
    SpeakerDraft,
    StatementDraft,
)
from sayso.reading.timeline import Timeline, own_day

Namer = Callable[[Document, Span], str]
"""Gives the fullest name that the article has for a speaker's wording."""

_Kind = TypeVar("_Kind", Figure, Responsibility, Statement)


def resolve(
    document: Document,
    drafts: Drafts,
    *,
    run: Run,
    namer: Namer,
    tone: Iterable[Tone] = (),
    problems: Iterable[Problem] = (),
) -> Reading:
    """The reading of ``document``: every draft as a claim, in the order of the text, each anchor once.

    Problems of the article, of its dates and of the place index travel with it, beside those given.
    """
    article = document.article
    figures, doubts = _figures(document, drafts.figures, run.language, namer)
    return Reading(
        article=article,
        figures=_ordered(figures),
        responsibility=_ordered(_responsibility(document, d, namer=namer) for d in drafts.responsibility),
        statements=_ordered(_statement(document, d, namer=namer) for d in drafts.statements),
        tone=tuple(sorted(tone, key=lambda t: t.span)),
        problems=(*article.problems, *problems, *doubts),
        run=run,
    )


def _figures(
    document: Document, drafts: Sequence[FigureDraft], language: str, namer: Namer
) -> tuple[list[Figure], tuple[Problem, ...]]:
    """The figures, with the problems of the article's dates and of the place index.

    An article without figures is not searched for times and places: nothing asks for them.
    """
    if not drafts:
        _, _, undated = own_day(document.article, language=language)
        return [], (*undated, *places.problems())
    timeline, atlas = times.read(document, language=language), places.read(document, language=language)
    counted = totals.settled(document, drafts, timeline, language=language)
    located = places.places(document, counted, atlas)
    figures = [
        _figure(document, _plain(document, d, language), place=place, timeline=timeline, namer=namer)
        for d, place in zip(counted, located, strict=True)
    ]
    return figures, (*timeline.problems, *atlas.problems)


def _ordered(claims: Iterable[_Kind]) -> tuple[_Kind, ...]:
    """In the order of the text; where two have one id, the one that a reader was surer of."""
    kept: dict[str, _Kind] = {}
    for claim in claims:
        other = kept.get(claim.id)
        if other is None or (claim.confidence or 0) > (other.confidence or 0):
            kept[claim.id] = claim
    return tuple(sorted(kept.values(), key=lambda c: (_anchor(c), c.id)))


def _anchor(claim: Figure | Responsibility | Statement) -> Span:
    if isinstance(claim, Figure):
        return claim.quantity.span
    return claim.act if isinstance(claim, Responsibility) else claim.content[0]


def _plain(document: Document, draft: FigureDraft, language: str) -> FigureDraft:
    """The draft with its object alone: "number of soldiers" are soldiers."""
    if draft.object is None:
        return draft
    for tally in load(language, "objects")["phrase"]["tallies"]:
        if draft.object.text.lower().startswith(f"{tally} "):
            start = draft.object.start + len(tally) + 1
            return replace(draft, object=document.article.cut(start, draft.object.end))
    return draft


def _figure(
    document: Document,
    draft: FigureDraft,
    *,
    place: Place | None,
    timeline: Timeline,
    namer: Namer,
) -> Figure:
    article = document.article
    return Figure(
        id=claim_id(article, ClaimKind.FIGURE, draft.quantity.span),
        span=draft.sentence,
        quantity=draft.quantity,
        measure=draft.measure,
        basis=draft.basis,
        object=Counted(span=draft.object, status=draft.status),
        actor=draft.actor,
        place=place,
        time=times.for_claim(document, draft, timeline),
        speaker=_speaker(document, draft.speaker, namer),
        relay=draft.speaker.relay,
        cue=draft.speaker.cue,
        stance=draft.stance,
        hedges=tuple(sorted(draft.hedges)),
        citations=_citations(article, (draft.quantity.span,)),
        measure_confidence=draft.measure_confidence,
        confidence=draft.confidence,
    )


def _responsibility(document: Document, draft: ResponsibilityDraft, *, namer: Namer) -> Responsibility:
    article = document.article
    return Responsibility(
        id=claim_id(article, ClaimKind.RESPONSIBILITY, draft.act, draft.accused),
        span=draft.sentence,
        act=draft.act,
        accused=draft.accused,
        speaker=_speaker(document, draft.speaker, namer),
        relay=draft.speaker.relay,
        stance=draft.stance,
        hedged=draft.hedged,
        citations=_citations(article, (draft.act, draft.accused)),
        confidence=draft.confidence,
    )


def _statement(document: Document, draft: StatementDraft, *, namer: Namer) -> Statement:
    article = document.article
    return Statement(
        id=claim_id(article, ClaimKind.STATEMENT, draft.content[0]),
        span=draft.span,
        speaker=_speaker(document, draft.speaker, namer),
        cue=draft.speaker.cue,
        content=draft.content,
        form=draft.form,
        citations=_citations(article, draft.content),
        confidence=draft.confidence,
    )


def _speaker(document: Document, draft: SpeakerDraft, namer: Namer) -> Speaker | None:
    if draft.span is None or draft.kind is SpeakerKind.AUTHOR:
        return None
    return Speaker(span=draft.span, name=namer(document, draft.span) or draft.span.text, kind=draft.kind)


def _citations(article: Article, anchors: Sequence[Span]) -> tuple[str, ...]:
    """The markers whose supported stretch holds part of an anchor, in the order of the text, each once."""
    found = [
        c
        for c in article.citations
        if c.marker is not None and c.supports is not None and any(c.supports.overlaps(a) for a in anchors)
    ]
    return tuple(dict.fromkeys(c.marker for c in sorted(found, key=lambda c: (c.start, c.end)) if c.marker))
