"""Which place a claim is of: the most specific named place that the article gives for it.

Names are found by :mod:`sayso.reading.toponyms` and resolved by :mod:`sayso.reading.placing`; here they are
read once an article (:func:`read`), and for each claim the one that tells where it happened is chosen
(:func:`for_claim`): in its sentence, or carried from what the article says of the same happening elsewhere,
as :mod:`sayso.reading.clues` describes and :mod:`sayso.reading.scoring` weighs them. Nothing is chosen from
beyond the article.
"""

import math
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from sayso.model import Place, Problem, Span
from sayso.reading import asides, clues, gazetteer, scenes, scoring, toponyms
from sayso.reading.clues import Clues
from sayso.reading.drafts import Document, FigureDraft
from sayso.reading.gazetteer import Gazetteer
from sayso.reading.namecontext import Ground
from sayso.reading.placewords import words
from sayso.reading.placing import Placed, resolve
from sayso.reading.scenes import Scene, Setting, Site, Telling
from sayso.reading.toponyms import Mention

__all__ = ["Atlas", "Mention", "Placed", "for_claim", "mentions", "place", "places", "read", "resolve"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """The places of an article in the order of the text; ``by_sentence[i]`` are those of sentence ``i``.

    ``fixed`` are the clues of each site of ``setting`` that hold for any claim.
    """

    placed: tuple[Placed, ...]
    by_sentence: tuple[tuple[Placed, ...], ...]
    setting: Setting
    fixed: tuple[Clues, ...] = ()
    problems: tuple[Problem, ...] = ()


def mentions(document: Document, *, language: str = "en") -> tuple[Mention, ...]:
    """The place names in ``document`` with their candidates; without an index, those of the language data."""
    return toponyms.find(document, gazetteer.opened(), language=language)


def read(document: Document, *, language: str = "en", index: Gazetteer | None = None) -> Atlas:
    """All places of ``document``, resolved. An installation without its place index has a problem, not a
    crash.
    """
    opened = index or gazetteer.opened()
    ground = Ground.of(document, words(language))
    found = toponyms.find(document, opened, ground=ground, language=language)
    placed = resolve(document, found, ground=ground, language=language)
    rows: list[list[Placed]] = [[] for _ in document.sentences]
    for item in placed:
        rows[item.mention.sentence].append(item)
    setting = Setting.of(document, placed, ground, language=language)
    return Atlas(
        placed=placed,
        by_sentence=tuple(map(tuple, rows)),
        setting=setting,
        fixed=clues.of_sites(setting),
        problems=problems(opened),
    )


def problems(index: Gazetteer | None = None) -> tuple[Problem, ...]:
    """What is amiss with ``index``, or else with the place index of this installation."""
    return () if index or gazetteer.opened() else (_MISSING,)


VOICE, _UNHEARD = 0.8, 0.03
"""How much the reader's own belief in a place weighs beside the trees (set on held-out articles), and the
belief in a place that it did not think of."""

AT_ONCE = 4096
"""Places that are described at once: a report with hundreds of both has too many pairs of claim and place."""

SET_BACK = 20.0
"""How far a place falls back that only asides hold ("a news conference in Moscow"), or only the wording of
who tells ("a ministry in Moscow said"); one that has the number comes forward as far."""

_OWNING = re.compile(r"(?:[’'`]s)?\s")
_MISSING = Problem(
    code="no_place_index",
    message="The place index of this installation is missing: no place has coordinates. Install sayso again.",
)


def places(
    document: Document,
    drafts: Sequence[FigureDraft],
    atlas: Atlas,
    *,
    among: Sequence[FigureDraft] | None = None,
) -> list[Place | None]:
    """The place of each of ``drafts``: resolved from its own wording where it brings one, else chosen by what
    the article says. ``among`` are all of the article's drafts, where ``drafts`` are only some.
    """
    chosen = _chosen(document, drafts, atlas, drafts if among is None else among)
    return [
        _worded(draft.place, atlas) if draft.place is not None else site.place() if site else None
        for draft, site in zip(drafts, chosen, strict=True)
    ]


def place(
    document: Document, draft: FigureDraft, atlas: Atlas, *, among: Sequence[FigureDraft] = ()
) -> Place | None:
    """The place of one draft, as :func:`places` gives it; ``among`` are all of the article's."""
    return places(document, [draft], atlas, among=among)[0]


def _worded(wording: Span, atlas: Atlas) -> Place:
    """The place that a reader's own wording means."""
    inside = [p for p in atlas.placed if p.mention.span.overlaps(wording)]
    if inside:
        best = min(inside, key=lambda p: (p.level, p.mention.span.start))
        return replace(best.place(), span=wording)
    near = min(atlas.placed, key=lambda p: abs(p.mention.span.start - wording.start), default=None)
    return Place(span=wording, country=near.country if near else None)


def for_claim(
    document: Document, draft: FigureDraft, atlas: Atlas, *, among: Sequence[FigureDraft] = ()
) -> Span | None:
    """The wording of the most specific place that the article gives for ``draft``, or None."""
    chosen = _chosen(document, [draft], atlas, among)[0]
    return chosen.mention.span if chosen else None


def described(
    document: Document, drafts: Sequence[FigureDraft], atlas: Atlas, among: Sequence[FigureDraft]
) -> list[list[Clues]]:
    """For each of ``drafts`` the clues of each of the article's sites as its scene, in their order."""
    telling = Telling.of(document, among)
    found = []
    for draft in drafts:
        at = document.sentence_at(draft.quantity.span)
        scene = Scene.of(
            document,
            draft,
            at,
            telling=telling,
            own=atlas.by_sentence[at],
            placed=atlas.placed,
            setting=atlas.setting,
        )
        found.append(clues.describe(draft, scene, atlas.setting, atlas.fixed))
    return found


def _chosen(
    document: Document, drafts: Sequence[FigureDraft], atlas: Atlas, among: Sequence[FigureDraft]
) -> list[Placed | None]:
    """The name that each draft is given; as many as :data:`AT_ONCE` allows are scored together, for that is
    most of the time that it takes.
    """
    if not atlas.placed:
        return [None] * len(drafts)
    chosen: list[Placed | None] = []
    number = len(atlas.setting.sites)
    some = max(1, AT_ONCE // number)
    heard = {teller for draft in (*among, *drafts) for teller in _tellers(draft)}
    for at in range(0, len(drafts), some):
        part = drafts[at : at + some]
        told = described(document, part, atlas, among)
        scores = iter(scoring.forest().score([site for sites in told for site in sites]))
        chosen += [_choose(document, draft, atlas, list(islice(scores, number)), heard) for draft in part]
    return chosen


def _choose(
    document: Document,
    draft: FigureDraft,
    atlas: Atlas,
    scores: Sequence[float],
    heard: Collection[Span],
    *,
    language: str = "en",
) -> Placed | None:
    at = document.sentence_at(draft.quantity.span)
    voices = _voices(draft, atlas.setting.sites)
    known = words(language)
    here = [p.mention for p in atlas.by_sentence[at]]
    if not here and asides.is_of_world(document, at, known):
        return None

    def said(site: Site) -> float:
        if any(asides.counts(document, n.mention, draft, here, known) for n in site.names):
            return SET_BACK
        return -_set_back(site, draft, atlas.setting, heard)

    told = zip(scores, voices, atlas.setting.sites, strict=True)
    site = max(told, key=lambda one: one[0] + one[1] + said(one[2]))[2]
    name = _name(site, draft, at)
    return _owned(name, document, atlas) if name.mention.sentence == at else name


def _voices(draft: FigureDraft, sites: Sequence[Site]) -> list[float]:
    """What the reader's own belief adds to each site's score: its logarithm, at least :data:`_UNHEARD`'s."""
    if not draft.places:
        return [0.0] * len(sites)
    told = [(" ".join(span.text.casefold().split()), span, belief) for span, belief in draft.places]
    found = []
    for site in sites:
        names = {" ".join(n.mention.span.text.casefold().split()) for n in site.names}
        belief = sum(
            b
            for name, span, b in told
            if name in names or any(n.mention.span.overlaps(span) for n in site.names)
        )
        found.append(VOICE * math.log(max(min(belief, 1.0), _UNHEARD)))
    return found


def _name(site: Site, draft: FigureDraft, at: int) -> Placed:
    """The name of a place that a claim is given: in its sentence, else the nearest that says that something
    is there.
    """
    quantity = draft.quantity.span
    return min(
        site.names,
        key=lambda p: (
            p.mention.sentence != at,
            not p.mention.locative,
            abs(clues.gap(p.mention.span, quantity)),
            p.mention.span.start,
        ),
    )


def _owned(chosen: Placed, document: Document, atlas: Atlas) -> Placed:
    """In "Syria’s Idlib province" the place that is owned is meant, and lies in its owner."""
    for item in atlas.by_sentence[chosen.mention.sentence]:
        between = document.article.text[chosen.mention.span.end : item.mention.span.start]
        if _OWNING.fullmatch(between) and scenes.inside(item, chosen):
            return item
    return chosen


def _set_back(site: Site, draft: FigureDraft, setting: Setting, heard: Collection[Span]) -> float:
    """How far a place falls back all of whose names stand in the wording of who tells ("a report from X"
    tells of X), of this or of another claim, or in asides; a date line that names the place of an aside is no
    more. ``heard`` are all who tell.
    """
    names = [n.mention for n in site.names]
    barred = [n for n in names if _barred(n, draft, setting)]
    own = _tellers(draft)
    aside = barred and all(n in barred or n.dateline or _of_who_tells(n, own, setting) for n in names)
    return SET_BACK if aside or all(_of_who_tells(n, heard, setting) for n in names) else 0.0


def _tellers(draft: FigureDraft) -> list[Span]:
    """The wordings of who tells a claim, and of who passes it on."""
    return [p for p in (draft.speaker.span, draft.speaker.relay) if p is not None]


def _of_who_tells(name: Mention, tellers: Iterable[Span], setting: Setting) -> bool:
    start = name.span.start
    return "from" not in setting.beside[start] and any(p.overlaps(name.span) for p in tellers)


def _barred(name: Mention, draft: FigureDraft, setting: Setting) -> bool:
    aside = setting.asides.get(name.span.start)
    return aside is not None and asides.bars(aside, draft)
