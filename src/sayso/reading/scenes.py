"""Weighs the places of an article for one claim: where, of all that it names, did this happen?

Each place is described by a few plain features (how fine it is, how far from the number it stands, whether
the text says that something happened *in* it, whether it lies in a place of the claim's own sentence...),
and a linear model adds them up. Its weights are data (``data/scenes.json``), fitted on annotated articles
by ``training/scenes.py``; a feature without a weight counts nothing.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sayso.model import Basis
from sayso.reading.drafts import Document, FigureDraft
from sayso.reading.gazetteer import distance
from sayso.reading.placewords import Words, words
from sayso.reading.placing import Placed

_NEXT = re.compile(r"\s([^\W\d_]+)")
_BREAK = re.compile(r"[;:.]")
_KINDS = {
    "city": "town",
    "admin1": "province",
    "admin2": "district",
    "country": "country",
    "around": "region",
}
_GRAIN = {1: "town", 2: "town", 3: "district", 4: "province", 5: "region", 6: "country", 7: "sea"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is the same for all claims of an article.

    How often each name comes (``counts``); of each grain the commonest name (``tops``), the first place
    (``firsts``) and the number of names (``kinds``); the title; and by where a name starts what the words
    beside it tell (``beside``).
    """

    counts: Mapping[str, int]
    title: str
    firsts: Mapping[str, Placed]
    kinds: Mapping[str, int]
    tops: Mapping[str, str]
    beside: Mapping[int, Mapping[str, float]]

    @classmethod
    def of(cls, document: Document, placed: tuple[Placed, ...], *, language: str = "en") -> "Setting":
        """Count the names of ``placed`` and read the words beside each."""
        known, text = words(language), document.article.text
        counts = Counter(item.mention.key for item in placed)
        firsts: dict[str, Placed] = {}
        names: dict[str, Counter[str]] = {}
        commonest: dict[str, Counter[str]] = {}
        for item in placed:
            fine = grain(item)
            commonest.setdefault(fine, Counter())[item.mention.key] += 1
            if item.mention.locative and not item.mention.dateline:
                firsts.setdefault(fine, item)
                names.setdefault(fine, Counter())[item.mention.key] += 1
        return cls(
            counts=counts,
            firsts=firsts,
            kinds={fine: len(same) for fine, same in names.items()},
            tops={fine: same.most_common(1)[0][0] for fine, same in commonest.items()},
            title=(document.article.title or "").lower(),
            beside={item.mention.span.start: _words_beside(text, item, known) for item in placed},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What is the same for all places as the scene of one claim.

    ``at`` is the claim's sentence, ``own`` the places that it says something of, ``before`` and ``behind``
    where the nearest of them start (-1 where none does), ``told`` the kinds and words of places that it
    speaks of without a name ("the town", "the camp").
    """

    at: int
    own: tuple[Placed, ...]
    before: int
    behind: int
    told: frozenset[str]
    text: str

    @classmethod
    def of(
        cls,
        document: Document,
        draft: FigureDraft,
        at: int,
        own: tuple[Placed, ...],
        *,
        language: str = "en",
    ) -> "Scene":
        """Read the claim's sentence."""
        known, text, quantity = words(language), document.article.text, draft.quantity.span
        told = set()
        if document.sentences:
            span = document.sentences[at].span
            for match in known.unnamed.finditer(text, span.start, span.end):
                word = match[1].lower()
                told.add(known.kinds[word] if known.kinds[word] != "inside" else word)
        return cls(
            at=at,
            own=own,
            before=max(
                (p.mention.span.start for p in own if p.mention.span.end <= quantity.start), default=-1
            ),
            behind=min(
                (p.mention.span.start for p in own if p.mention.span.start >= quantity.end), default=-1
            ),
            told=frozenset(told),
            text=text,
        )


def _words_beside(text: str, item: Placed, known: Words) -> dict[str, float]:
    """Stops beside a name, the kind that its words tell, and whether it is part of an office or a body."""
    mention = item.mention
    start, end = mention.span.start, mention.span.end
    told = {f"kind {mention.kind}": 1.0}
    last = mention.span.text.rpartition(" ")[2].lower()
    if known.kinds.get(last) == "inside":
        told[f"spot {last}"] = 1.0
    if "," in text[max(0, start - 2) : start]:
        told["comma before"] = 1.0
    after = text[end : end + 1]
    if after == ",":
        told["comma behind"] = 1.0
    elif after in {".", ";"}:
        told["stop behind"] = 1.0
    following = _NEXT.match(text, end)
    if following:
        word = following[1].lower()
        if word in known.speech:
            told["speaks"] = 1.0
        elif word in known.bodies or word in known.organisations:
            told["body"] = 1.0
    if known.office.search(text, max(0, start - 60), start) or (
        following and following[1].lower() in known.titles
    ):
        told["office"] = 1.0
    return told


def grain(item: Placed) -> str:
    """How fine a place is: ``spot`` (quarter, camp, street, hospital), ``town``, ``district`` and so on."""
    if item.mention.kind == "inside":
        return "spot"
    if item.entry is None:
        return "unknown" if item.mention.kind is None else _GRAIN[item.level]
    return _GRAIN[item.level]


def features(item: Placed, draft: FigureDraft, scene: Scene, setting: Setting) -> dict[str, float]:
    """The description of one place as a claim's scene."""
    mention, fine = item.mention, grain(item)
    away = mention.sentence - scene.at
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
    told.update(setting.beside[mention.span.start])
    told.update(_in_article(item, fine, "event" if basis is Basis.EVENT else "total", setting))
    if mention.kind in scene.told or fine in {_KINDS.get(t) for t in scene.told}:
        told["told kind"] = 1.0
    if mention.span.text.rpartition(" ")[2].lower() in scene.told:
        told["told word"] = 1.0
    if away == 0:
        told.update(_beside(item, draft, scene))
    elif scene.own:
        told.update(_against(item, fine, scene.own, setting))
    else:
        told[f"no own {fine}"] = 1.0
    return told


def _in_article(item: Placed, fine: str, basis: str, setting: Setting) -> dict[str, float]:
    """How much of the article's naming falls to this place."""
    told = {}
    if setting.tops.get(fine) == item.mention.key:
        told[f"top {fine}"] = told[f"top {fine} {basis}"] = 1.0
    told["share"] = told[f"share {basis}"] = setting.counts[item.mention.key] / len(setting.beside)
    return told


def _step(away: int) -> str:
    if -3 <= away <= 2:
        return str(away)
    return "far before" if away < 0 else "far behind"


def _beside(item: Placed, draft: FigureDraft, scene: Scene) -> dict[str, float]:
    """In the claim's own sentence: before or behind the number, how far, and what stands between."""
    span, quantity = item.mention.span, draft.quantity.span
    behind = span.start >= quantity.end
    low, high = (quantity.end, span.start) if behind else (span.end, quantity.start)
    side = "behind" if behind else "before"
    told = {side: 1.0, f"gap {side}": min(200, max(0, high - low)) / 100}
    if span.start == (scene.behind if behind else scene.before):
        told[f"nearest {side}"] = 1.0
    between = scene.text[low:high]
    if _BREAK.search(between):
        told["clause between"] = 1.0
    if any(c.isdigit() for c in between):
        told[f"number between {side}"] = 1.0
    return told


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
