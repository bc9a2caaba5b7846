"""Which place a claim is of: the most specific named place that the article gives for it.

Names are found by :mod:`sayso.reading.toponyms` and resolved by :mod:`sayso.reading.placing`; here they are read
once an article (:func:`read`), and for each claim the one that tells where it happened is chosen
(:func:`for_claim`): in its sentence, else carried from what the article says of the same happening before it,
narrowed to the finest place inside what was found. A running total keeps the place of its own sentence. Nothing
is chosen from beyond the article.
"""

from dataclasses import dataclass

from sayso.model import Basis, Place, Problem, Span
from sayso.reading import gazetteer, toponyms
from sayso.reading.drafts import Document, FigureDraft
from sayso.reading.gazetteer import Gazetteer, distance
from sayso.reading.placing import Placed, resolve
from sayso.reading.toponyms import Mention

__all__ = ["Atlas", "Mention", "Placed", "for_claim", "mentions", "place", "read", "resolve"]

_REACH = 4
"""How many sentences back a place is carried before the lead is asked."""

_LEAD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """The places of an article in the order of the text; ``by_sentence[i]`` are those of sentence ``i``."""

    placed: tuple[Placed, ...]
    by_sentence: tuple[tuple[Placed, ...], ...]
    problems: tuple[Problem, ...] = ()


def mentions(document: Document, *, language: str = "en") -> tuple[Mention, ...]:
    """The place names in ``document`` with their candidates; without an index, those of the language data."""
    return toponyms.find(document, gazetteer.opened(), language=language)


def read(document: Document, *, language: str = "en", index: Gazetteer | None = None) -> Atlas:
    """All places of ``document``, resolved. An installation without its place index has a problem, not a crash."""
    opened = index or gazetteer.opened()
    found = toponyms.find(document, opened, language=language)
    placed = resolve(document, found, language=language)
    rows: list[list[Placed]] = [[] for _ in document.sentences]
    for item in placed:
        rows[item.mention.sentence].append(item)
    problems = () if opened else (_MISSING,)
    return Atlas(placed=placed, by_sentence=tuple(map(tuple, rows)), problems=problems)


_MISSING = Problem(
    code="no_place_index",
    message="The place index of this installation is missing: places have no coordinates. Install sayso again.",
)


def place(document: Document, draft: FigureDraft, atlas: Atlas) -> Place | None:
    """The place of ``draft``: resolved from its own wording where it brings one, else chosen by :func:`for_claim`."""
    if draft.place is None:
        chosen = _choose(document, draft, atlas)
        return chosen.place() if chosen else None
    wording = draft.place
    inside = [p for p in atlas.placed if p.mention.span.overlaps(wording)]
    if inside:
        best = min(inside, key=lambda p: (_rank(p), p.mention.span.start))
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
    at = _sentence_of(document, draft)
    here = _usable(atlas.by_sentence[at], draft) if atlas.by_sentence else []
    own = _best(here, draft)
    if draft.basis in {Basis.CUMULATIVE, Basis.STANDING}:
        return own or _carried(atlas, draft, at) or _main(atlas)
    if own is None:
        own = _carried(atlas, draft, at)
    return _narrowed(atlas, own, at, draft) if own else _main(atlas)


def _sentence_of(document: Document, draft: FigureDraft) -> int:
    start = draft.quantity.span.start
    return max((i for i, s in enumerate(document.sentences) if s.span.start <= start), default=0)


def _usable(placed: tuple[Placed, ...], draft: FigureDraft) -> list[Placed]:
    """Places that can be the scene: not inside the actor's or the speaker's words, not acting, not a continent."""
    taken = [s for s in (draft.actor, draft.speaker.span, draft.speaker.relay) if s is not None]
    return [
        p
        for p in placed
        if not p.mention.agent
        and not any(t.overlaps(p.mention.span) for t in taken)
        and (p.country is not None or p.entry is None or p.entry.kind == "sea")
    ]


def _rank(item: Placed) -> int:
    """Finer is lower: a quarter or village, a town, a district, a province, a large region, a country."""
    if item.mention.kind == "inside":
        return 0
    return item.level if item.entry is None or item.level != 2 else 1


def _best(here: list[Placed], draft: FigureDraft) -> Placed | None:
    """The finest of the sentence's scenes; among equals the nearest to the quantity, those behind it first."""
    scenes = [p for p in here if p.mention.locative] or here
    return min(scenes, key=lambda p: (_coarse(p), _gap(p, draft)), default=None)


def _coarse(item: Placed) -> int:
    rank = _rank(item)
    return 0 if rank <= 2 else rank


def _gap(item: Placed, draft: FigureDraft) -> int:
    span, quantity = item.mention.span, draft.quantity.span
    return span.start - quantity.end if span.start >= quantity.end else quantity.start - span.end + 15


def _carried(atlas: Atlas, draft: FigureDraft, at: int) -> Placed | None:
    """The last scene told before the claim's sentence, within reach; else the first of the lead."""
    for index in range(at - 1, max(-1, at - 1 - _REACH), -1):
        scenes = [p for p in _usable(atlas.by_sentence[index], draft) if p.mention.locative]
        if scenes:
            return min(scenes, key=lambda p: (_coarse(p), -p.mention.span.start))
    for row in atlas.by_sentence[:_LEAD]:
        scenes = [p for p in _usable(row, draft) if p.mention.locative]
        if scenes:
            return min(scenes, key=lambda p: (_coarse(p), p.mention.span.start))
    return None


def _narrowed(atlas: Atlas, own: Placed, at: int, draft: FigureDraft) -> Placed:
    """The finest place inside ``own`` that the sentences around tell: the nearest one, those before first."""
    if _rank(own) <= 2:
        return own
    order = sorted(range(len(atlas.by_sentence)), key=lambda i: (abs(i - at), i > at))
    for index in order:
        if abs(index - at) > _REACH:
            break
        finer = [
            p
            for p in _usable(atlas.by_sentence[index], draft)
            if p.mention.locative and _rank(p) <= 2 and _inside(p, own)
        ]
        if finer:
            return min(finer, key=lambda p: (abs(p.mention.span.start - draft.quantity.span.start)))
    return own


def _inside(item: Placed, holder: Placed) -> bool:
    """Whether a place lies in a coarser one, as far as divisions and distances tell."""
    a, b = item.anchor, holder.anchor
    if a is None or b is None or a.country != b.country:
        return False
    if b.kind == "country":
        return True
    if b.id in {a.admin1, a.admin2, a.id}:
        return True
    apart = distance(a, b)
    return apart is not None and apart < (120 if b.kind in {"region", "admin1"} and b.admin1 is None else 30)


def _main(atlas: Atlas) -> Placed | None:
    """Where nothing is told near the claim: the scene that the article names most, the first among equals."""
    counts: dict[str, int] = {}
    for item in atlas.placed:
        if item.country is not None and not item.mention.agent:
            counts[item.mention.key] = counts.get(item.mention.key, 0) + 1
    usable = [p for p in atlas.placed if p.mention.key in counts]
    return max(usable, key=lambda p: (counts[p.mention.key], -p.mention.span.start), default=None)
