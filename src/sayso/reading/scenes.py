"""Weighs the places of an article for one claim: where, of all that it names, did this happen?

Each place is described by a few plain features (how fine it is, how far from the number it stands, whether
the text says that something happened *in* it, whether it lies in a place of the claim's own sentence...),
and a linear model adds them up. Its weights are data (``data/scenes.json``), fitted on annotated articles
by ``training/scenes.py``; a feature without a weight counts nothing.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sayso.model import Basis
from sayso.reading.drafts import Document, FigureDraft
from sayso.reading.gazetteer import distance
from sayso.reading.placing import Placed

_GRAIN = {1: "town", 2: "town", 3: "district", 4: "province", 5: "region", 6: "country", 7: "sea"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is the same for all claims of an article.

    How often each name comes, the first place and the number of names of each grain, and the title.
    """

    counts: Mapping[str, int]
    title: str
    firsts: Mapping[str, Placed]
    kinds: Mapping[str, int]

    @classmethod
    def of(cls, document: Document, placed: tuple[Placed, ...]) -> "Setting":
        """Count the names of ``placed``."""
        counts: dict[str, int] = {}
        for item in placed:
            counts[item.mention.key] = counts.get(item.mention.key, 0) + 1
        firsts: dict[str, Placed] = {}
        for item in placed:
            if item.mention.locative and not item.mention.dateline:
                firsts.setdefault(grain(item), item)
        names: dict[str, set[str]] = {}
        for item in placed:
            if item.mention.locative and not item.mention.dateline:
                names.setdefault(grain(item), set()).add(item.mention.key)
        kinds = {fine: len(same) for fine, same in names.items()}
        return cls(counts=counts, firsts=firsts, kinds=kinds, title=(document.article.title or "").lower())


def grain(item: Placed) -> str:
    """How fine a place is: ``spot`` (quarter, camp, street, hospital), ``town``, ``district`` and so on."""
    if item.mention.kind == "inside":
        return "spot"
    if item.entry is None:
        return "unknown" if item.mention.kind is None else _GRAIN[item.level]
    return _GRAIN[item.level]


def features(
    item: Placed, draft: FigureDraft, at: int, own: tuple[Placed, ...], setting: Setting
) -> dict[str, float]:
    """The description of one place as a claim's scene; ``own`` are the locative places of the claim's
    sentence.
    """
    mention, fine = item.mention, grain(item)
    away = mention.sentence - at
    basis = draft.basis or Basis.EVENT
    told = {f"grain {fine}": 1.0, f"grain {fine} {basis}": 1.0}
    told[f"away {_step(away)}"] = 1.0
    told[f"away {_step(away)} {'event' if basis is Basis.EVENT else 'total'}"] = 1.0
    told["locative" if mention.locative else "bare"] = 1.0
    if mention.agent:
        told["agent"] = 1.0
    if mention.around:
        told["around"] = 1.0
    if mention.blind:
        told[f"blind {fine}"] = 1.0
    if mention.sentence <= 1:
        told[f"lead {fine}"] = 1.0
    if any(
        s is not None and s.overlaps(mention.span)
        for s in (draft.actor, draft.speaker.span, draft.speaker.relay)
    ):
        told["of a party"] = 1.0
    if setting.title and re.search(rf"\b{re.escape(mention.key)}\b", setting.title):
        told[f"title {fine}"] = 1.0
    if mention.dateline:
        told["dateline"] = 1.0
    if item is setting.firsts.get(fine):
        told[f"first {fine}"] = 1.0
    if setting.kinds.get(fine, 0) <= 2:
        told[f"{'sole' if setting.kinds.get(fine) == 1 else 'one of two'} {fine}"] = 1.0
    told["often"] = min(4, setting.counts[mention.key] - 1) / 4
    if away == 0:
        told.update(_beside(item, draft))
    elif own:
        told.update(_against(item, fine, own, setting))
    return told


def _step(away: int) -> str:
    if -3 <= away <= 2:
        return str(away)
    return "far before" if away < 0 else "far behind"


def _beside(item: Placed, draft: FigureDraft) -> dict[str, float]:
    """In the claim's own sentence: before or behind the number, and how far."""
    span, quantity = item.mention.span, draft.quantity.span
    behind = span.start >= quantity.end
    gap = span.start - quantity.end if behind else quantity.start - span.end
    side = "behind" if behind else "before"
    return {side: 1.0, f"gap {side}": min(200, max(0, gap)) / 100}


def _against(item: Placed, fine: str, own: tuple[Placed, ...], setting: Setting) -> dict[str, float]:
    """Outside the claim's sentence, which names a place itself: does this one lie within that?"""
    grains = {grain(o) for o in own}
    told = {f"rival {g}": 1.0 for g in grains}
    if any(inside(item, o) for o in own):
        told[f"inside own {fine}"] = 1.0
        if setting.kinds.get(fine) == 1:
            told[f"inside own sole {fine}"] = 1.0
    if any(o.mention.key == item.mention.key for o in own):
        told["same name"] = 1.0
    return told


def inside(item: Placed, holder: Placed) -> bool:
    """Whether a place lies in a coarser one, as far as divisions and distances tell."""
    a, b = item.anchor, holder.anchor
    if a is None or b is None or a.country != b.country or item.mention.key == holder.mention.key:
        return False
    if b.kind == "country":
        return a.kind != "country"
    if b.id in {a.admin1, a.admin2}:
        return a.id != b.id
    apart = distance(a, b)
    return apart is not None and apart < (120 if b.kind in {"region", "admin1"} else 30)


@cache
def weights() -> Mapping[str, float]:
    """The fitted weight of each feature."""
    text = (files("sayso.reading") / "data" / "scenes.json").read_text(encoding="utf-8")
    found: dict[str, float] = json.loads(text)["weights"]
    return found


def score(told: Mapping[str, float], weigh: Mapping[str, float]) -> float:
    """The sum over the features; higher is likelier."""
    return sum(weigh.get(name, 0.0) * value for name, value in told.items())
