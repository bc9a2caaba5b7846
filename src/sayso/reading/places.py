"""Which place a claim is of: the most specific named place that the article gives for it.

Names are found by :mod:`sayso.reading.toponyms` and resolved by :mod:`sayso.reading.placing`; here they are
read once an article (:func:`read`), and for each claim the one that tells where it happened is chosen
(:func:`for_claim`): in its sentence, or carried from what the article says of the same happening elsewhere,
as :mod:`sayso.reading.scenes` weighs them. Nothing is chosen from beyond the article.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.model import Place, Problem, Span
from sayso.reading import gazetteer, scenes, toponyms
from sayso.reading.drafts import Document, FigureDraft
from sayso.reading.gazetteer import Gazetteer
from sayso.reading.placing import Placed, resolve
from sayso.reading.scenes import Scene, Setting
from sayso.reading.toponyms import Mention

__all__ = ["Atlas", "Mention", "Placed", "for_claim", "mentions", "place", "read", "resolve"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """The places of an article in the order of the text; ``by_sentence[i]`` are those of sentence ``i``."""

    placed: tuple[Placed, ...]
    by_sentence: tuple[tuple[Placed, ...], ...]
    setting: Setting
    problems: tuple[Problem, ...] = ()


def mentions(document: Document, *, language: str = "en") -> tuple[Mention, ...]:
    """The place names in ``document`` with their candidates; without an index, those of the language data."""
    return toponyms.find(document, gazetteer.opened(), language=language)


def read(document: Document, *, language: str = "en", index: Gazetteer | None = None) -> Atlas:
    """All places of ``document``, resolved. An installation without its place index has a problem, not a
    crash.
    """
    opened = index or gazetteer.opened()
    found = toponyms.find(document, opened, language=language)
    placed = resolve(document, found, language=language)
    rows: list[list[Placed]] = [[] for _ in document.sentences]
    for item in placed:
        rows[item.mention.sentence].append(item)
    problems = () if opened else (_MISSING,)
    return Atlas(
        placed=placed,
        by_sentence=tuple(map(tuple, rows)),
        setting=Setting.of(document, placed, language=language),
        problems=problems,
    )


_OWNING = re.compile(r"(?:[’'`]s)?\s")
_MISSING = Problem(
    code="no_place_index",
    message="The place index of this installation is missing: no place has coordinates. Install sayso again.",
)


def place(document: Document, draft: FigureDraft, atlas: Atlas) -> Place | None:
    """The place of ``draft``: resolved from its own wording where it brings one, else chosen by
    :func:`for_claim`.
    """
    if draft.place is None:
        chosen = _choose(document, draft, atlas)
        return chosen.place() if chosen else None
    wording = draft.place
    inside = [p for p in atlas.placed if p.mention.span.overlaps(wording)]
    if inside:
        best = min(inside, key=lambda p: (p.level, p.mention.span.start))
        resolved = best.place()
        return Place(
            span=wording,
            name=resolved.name,
            country=resolved.country,
            lat=resolved.lat,
            lon=resolved.lon,
            precision=resolved.precision,
            gazetteer_id=resolved.gazetteer_id,
        )
    near = min(atlas.placed, key=lambda p: abs(p.mention.span.start - wording.start), default=None)
    return Place(span=wording, country=near.country if near else None)


def for_claim(document: Document, draft: FigureDraft, atlas: Atlas) -> Span | None:
    """The wording of the most specific place that the article gives for ``draft``, or None."""
    chosen = _choose(document, draft, atlas)
    return chosen.mention.span if chosen else None


def _choose(document: Document, draft: FigureDraft, atlas: Atlas) -> Placed | None:
    weigh = scenes.weights()
    scored = [
        (scenes.score(told, weigh), -item.mention.span.start, item)
        for item, told in zip(atlas.placed, described(document, draft, atlas), strict=True)
    ]
    own = atlas.by_sentence[_sentence_of(document, draft)] if atlas.by_sentence else ()
    free = [s for s in scored if not _of_who_tells(s[2], draft, own, atlas.setting)]
    return _owned(max(free or scored, key=lambda s: s[:2])[2], document, atlas) if scored else None


def _owned(chosen: Placed, document: Document, atlas: Atlas) -> Placed:
    """In "Syria’s Idlib province" the place that is owned is meant, and lies in its owner."""
    for item in atlas.by_sentence[chosen.mention.sentence]:
        between = document.article.text[chosen.mention.span.end : item.mention.span.start]
        if _OWNING.fullmatch(between) and scenes.inside(item, chosen):
            return item
    return chosen


def _of_who_tells(item: Placed, draft: FigureDraft, own: Sequence[Placed], setting: Setting) -> bool:
    """A place in the wording of a party or an office, or where the reporter sits, is no scene beside others.

    A date line counts for its reporter only where the claim's sentence says that something was elsewhere.
    """
    parties = (draft.actor, draft.speaker.span, draft.speaker.relay)
    if any(p is not None and p.overlaps(item.mention.span) for p in parties):
        return True
    if "office" in setting.beside[item.mention.span.start]:
        return True
    return item.mention.dateline and any(
        o.mention.locative
        and not o.mention.dateline
        and not scenes.inside(item, o)
        and o.mention.key != item.mention.key
        for o in own
        if "office" not in setting.beside[o.mention.span.start]
    )


def described(document: Document, draft: FigureDraft, atlas: Atlas) -> list[dict[str, float]]:
    """The features of each of the article's places as the scene of ``draft``, in their order."""
    at = _sentence_of(document, draft)
    own = tuple(p for p in atlas.by_sentence[at] if p.mention.locative) if atlas.by_sentence else ()
    scene = Scene.of(document, draft, at, own)
    return [scenes.features(p, draft, scene, atlas.setting) for p in atlas.placed]


def _sentence_of(document: Document, draft: FigureDraft) -> int:
    start = draft.quantity.span.start
    return max((i for i, s in enumerate(document.sentences) if s.span.start <= start), default=0)
