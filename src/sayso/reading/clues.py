"""Describes each place of an article as the scene of one claim, in numbers that a person could check.

How fine the place is and how often it is named; how far from the number, on which side, behind what words;
whether as many are counted where it is named; whether it lies in a place of the claim's own sentence. What
the clues are worth together is learned (:mod:`sayso.reading.scoring`). A clue that is not told counts 0.
"""

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from sayso.model import Basis, Measure, Span
from sayso.reading.drafts import FigureDraft
from sayso.reading.scenes import GRAINS, Scene, Setting, Site, inside
from sayso.reading.toponyms import Mention

_BASES = {Basis.EVENT: 0, Basis.STANDING: 1, Basis.CUMULATIVE: 2}
_MEASURES = {measure: number for number, measure in enumerate(Measure, start=1)}
_KINDS = {"city": 1, "inside": 2, "around": 3, "admin2": 4, "admin1": 5, "country": 6}
_WORDS = tuple(
    (word, f"words {word}")
    for word in (
        *("in", "near", "to", "from", "on", "list", "kind", "side", "of", "start", "other"),
        *("comma", "speaks", "body", "office"),
    )
)
_FAR = 30
"""Sentences and names beyond this are alike: far."""

Clues = dict[str, float]


def describe(
    draft: FigureDraft, scene: Scene, setting: Setting, fixed: Sequence[Clues] | None = None
) -> list[Clues]:
    """The clues of each of the article's sites as the scene of ``draft``, in the order of the sites.

    ``fixed`` are :func:`of_sites` of the setting, where the caller keeps them for all claims.
    """
    claim = _of_claim(draft, scene, setting)
    told = zip(
        setting.sites,
        setting.finer,
        of_sites(setting) if fixed is None else fixed,
        _ranks(draft.quantity.span, setting),
        strict=True,
    )
    return [
        {**claim, **always, **rank, **_of_both(site, finer, scene), **_near(site, draft, scene, setting)}
        for site, finer, always, rank in told
    ]


def of_sites(setting: Setting) -> tuple[Clues, ...]:
    """What each place is in its article, whatever the claim."""
    return tuple(
        _of_site(site, finer, setting) for site, finer in zip(setting.sites, setting.finer, strict=True)
    )


def _of_site(site: Site, finer: Sequence[Site], setting: Setting) -> Clues:
    first, names, sites = site.first, [p.mention for p in site.names], setting.sites
    same = [s for s in sites if s.grain == site.grain]
    return {
        "grain": GRAINS[site.grain],
        "level": first.level,
        "unknown": float(first.entry is None),
        "people": float(round(math.log10(1 + (first.entry.population if first.entry else 0)))),
        "count": len(names),
        "share": round(len(names) / sum(len(s.names) for s in sites), 3),
        "rank of count": sum(len(s.names) > len(names) for s in same),
        "same grain": len(same),
        "order": same.index(site),
        "first sentence": min(first.mention.sentence, _FAR),
        "title": float(_told(site.key, setting.title)),
        "dateline": _share([m.dateline for m in names]),
        "locative": _share([m.locative for m in names]),
        "agent": _share([m.agent for m in names]),
        "around": _share([m.around for m in names]),
        "blind": float(first.mention.blind),
        "kind": max(_KINDS.get(m.kind or "", 0) for m in names),
        "sort": site.sort,
        "abroad": float(first.country is not None and first.country != setting.home),
        "nowhere": float(first.country is None),
        "holds": len(finer),
    }


def _told(key: str, title: str) -> bool:
    return key in title and re.search(rf"\b{re.escape(key)}\b", title) is not None


def _share(found: Sequence[bool]) -> float:
    return round(sum(found) / len(found), 3)


def _of_claim(draft: FigureDraft, scene: Scene, setting: Setting) -> Clues:
    own = {id(p) for p in scene.own}
    grains = [GRAINS[s.grain] for s in setting.sites if any(id(p) in own for p in s.names)]
    return {
        "claim basis": _BASES[draft.basis or Basis.EVENT],
        "claim size": round(math.log10((draft.quantity.low or draft.quantity.high or 0) + 1), 2),
        "claim measure": _MEASURES[draft.measure],
        "claim sentence": min(scene.at, 12),
        "claim own": len(grains),
        "claim own finest": min(grains, default=9),
        "claim own coarsest": max(grains, default=0),
        "claim echoed": float(bool(scene.echoes)),
        "claim wide": float(scene.wide),
        "sites": len(setting.sites),
        "sites fine": sum(s.grain in {"spot", "town"} for s in setting.sites),
    }


def _of_both(site: Site, finer: Sequence[Site], scene: Scene) -> Clues:
    """Whether the claim's sentence names what lies in this place, or what this place lies in."""
    sentences = {p.mention.sentence for s in finer for p in s.names}
    return {
        "holds own": float(scene.at in sentences),
        "holds next": min((abs(s - scene.at) for s in sentences), default=_FAR),
        "inside own": float(any(inside(site.first, o) for o in scene.own)),
        "meant": float(site.key in scene.meant),
        "adjective own": float(site.grain == "country" and site.first.country in scene.peoples),
    }


def _near(site: Site, draft: FigureDraft, scene: Scene, setting: Setting) -> Clues:
    """How far from the claim the place is named, in what words, and what else is told there."""
    names = [p.mention for p in site.names]
    there = {m.sentence for m in names if m.sentence != scene.at and m.locative}
    own = [m for m in names if m.sentence == scene.at]
    told = {
        **_sentences("", names, scene.at),
        **_sentences(" in", [m for m in names if m.locative], scene.at),
        **_likeness(site, there, scene, setting),
        **_turns([m.span for m in names if m.locative], draft.quantity.span, setting),
        "echo": float(not there.isdisjoint(scene.echoes)),
        "with same measure": float(any(draft.measure in scene.figures.get(at, ()) for at in there)),
        "with figure": float(any(at in scene.figures for at in there)),
        "with first figure": float(bool(scene.figures) and min(scene.figures) in {m.sentence for m in names}),
        "own": float(bool(own)),
        "own in": float(any(m.locative for m in own)),
    }
    if own:
        nearest = min((m.span for m in own), key=lambda s: abs(gap(s, draft.quantity.span)))
        told.update(_beside(nearest, draft.quantity.span, scene))
    best = {word for m in (own or names) for word in setting.beside[m.span.start]}
    told.update({clue: float(word in best) for word, clue in _WORDS})
    parties = [p for p in (draft.actor, draft.speaker.span, draft.speaker.relay) if p is not None]
    told["of a party"] = float(any(p.overlaps(m.span) for p in parties for m in names))
    return told


def _sentences(which: str, names: Sequence[Mention], at: int) -> Clues:
    return {
        f"sentences before{which}": min((at - m.sentence for m in names if m.sentence <= at), default=_FAR),
        f"sentences behind{which}": min((m.sentence - at for m in names if m.sentence >= at), default=_FAR),
    }


def _turns(names: Sequence[Span], quantity: Span, setting: Setting) -> Clues:
    """How many lines end, and how often the text turns to something else, between the number and the nearest
    name that says that something is there.
    """
    before = max((s.end for s in names if s.end <= quantity.start), default=None)
    behind = min((s.start for s in names if s.start >= quantity.end), default=None)
    return {
        "lines before": _FAR if before is None else _between(setting.breaks, before, quantity.start),
        "turns before": _FAR if before is None else _between(setting.switches, before, quantity.start),
        "lines behind": _FAR if behind is None else _between(setting.breaks, quantity.end, behind),
        "turns behind": _FAR if behind is None else _between(setting.switches, quantity.end, behind),
    }


def _between(where: Sequence[int], start: int, end: int) -> int:
    return min(9, bisect_left(where, end) - bisect_left(where, start))


def _likeness(site: Site, there: set[int], scene: Scene, setting: Setting) -> Clues:
    """How much of the claim's sentence is told again where the place is named."""
    like = 0.0
    mine = setting.contents[scene.at] if setting.contents else frozenset()
    words = mine - set(site.key.split())
    numbers = {word for word in words if word[0].isdigit()}
    for at in there:
        theirs = setting.contents[at]
        like = max(like, len(words & theirs) / (3 + min(len(mine), len(theirs)) / 2))
    again = not all(numbers.isdisjoint(setting.contents[at]) for at in there)
    return {"like": round(like, 2), "like number": float(again)}


def gap(name: Span, quantity: Span) -> int:
    """Characters from the number to a name: positive behind it, negative before."""
    return name.start - quantity.end if name.start >= quantity.end else min(0, name.end - quantity.start)


def _beside(name: Span, quantity: Span, scene: Scene) -> Clues:
    """In the claim's own sentence: before or behind the number, how far, and what stands between."""
    apart = gap(name, quantity)
    low, high = (quantity.end, name.start) if apart >= 0 else (name.end, quantity.start)
    between = scene.text[low:high]
    others = [p.mention.span for p in scene.own if p.mention.span != name]
    return {
        "side": 1.0 if apart >= 0 else -1.0,
        "gap": min(300, abs(apart)),
        "places between": sum(low <= o.start and o.end <= high for o in others),
        "break between": float(any(stop in between for stop in ";:.")),
        "comma between": between.count(","),
        "number between": float(any(c.isdigit() for c in between)),
    }


def _ranks(quantity: Span, setting: Setting) -> list[Clues]:
    """How many other places are named nearer to the number: before it, behind it, of about this grain."""
    before: list[int | None] = []
    behind: list[int | None] = []  # turned round: nearer is more here too
    for site in setting.sites:
        spans = [p.mention.span for p in site.names if p.mention.locative]
        before.append(max((s.end for s in spans if s.end <= quantity.start), default=None))
        behind.append(max((-s.start for s in spans if s.start >= quantity.end), default=None))
    fine = [GRAINS[s.grain] <= GRAINS["unknown"] for s in setting.sites]
    every, alike_before, alike_behind = _sorted(before), _by_grain(before, fine), _by_grain(behind, fine)
    return [
        {
            "nearer before": _above(alike_before[alike], before[at]),
            "nearer before any": _above(every, before[at]),
            "nearer behind": _above(alike_behind[alike], behind[at]),
        }
        for at, alike in enumerate(fine)
    ]


def _by_grain(where: Sequence[int | None], fine: Sequence[bool]) -> dict[bool, list[int]]:
    return {kind: _sorted(w for w, f in zip(where, fine, strict=True) if f is kind) for kind in (True, False)}


def _sorted(where: Iterable[int | None]) -> list[int]:
    return sorted(w for w in where if w is not None)


def _above(where: Sequence[int], mine: int | None) -> float:
    """How many of ``where``, which are in order, lie beyond."""
    return _FAR if mine is None else len(where) - bisect_right(where, mine)
