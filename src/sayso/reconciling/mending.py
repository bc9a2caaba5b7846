"""Mending: one claim added, corrected, or its words hidden, by a person's word.

Fields are those of the JSON contract. A part given by ``start`` and ``end`` is cut from the article, so that
a claim's words can never be other than the article's. Hidden words become blocks of the same length in every
text they stand in: offsets still hold.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import fields, is_dataclass, replace
from typing import Any

from sayso.model import Article, Claim, ClaimKind, Figure, Reading, Responsibility, Span, Speaker, claim_id
from sayso.model.contract import (
    figure_from_json,
    figure_json,
    from_json,
    responsibility_from_json,
    responsibility_json,
    statement_from_json,
    statement_json,
    to_json,
)

Json = dict[str, Any]
BLOCK = "█"

_EMPTY: dict[str, Json] = {
    "figure": {
        "basis": "event",
        "object": {"start": None, "end": None, "text": None, "status": "unknown"},
        "actor": None,
        "place": None,
        "time": None,
        "speaker": None,
        "relay": None,
        "cue": None,
        "stance": "asserts",
        "hedges": [],
        "citations": [],
        "measure_confidence": None,
        "confidence": None,
    },
    "responsibility": {
        "speaker": None,
        "relay": None,
        "stance": "asserts",
        "hedged": False,
        "citations": [],
        "confidence": None,
    },
    "statement": {"speaker": None, "cue": None, "form": "indirect", "citations": [], "confidence": None},
}


def added(article: Article, payload: Mapping[str, Any]) -> Claim:
    """A claim that the reader missed, from the words that a person marked.

    Raises ``KeyError`` or ``ValueError`` where the payload does not make a claim of this article.
    """
    kind = ClaimKind(payload["claim"])
    data = _merged(deepcopy(_EMPTY[str(kind)]), payload, article)
    data["id"] = claim_id(article, kind, *_anchors(kind, data, article))
    return _made(kind, data, article)


def corrected(claim: Claim, article: Article, payload: Mapping[str, Any]) -> Claim:
    """A claim with fields set otherwise; its id stays, for it hangs on the words and not on the reading."""
    if isinstance(claim, Figure):
        return _made(ClaimKind.FIGURE, _merged(figure_json(claim), payload, article), article)
    if isinstance(claim, Responsibility):
        return _made(ClaimKind.RESPONSIBILITY, _merged(responsibility_json(claim), payload, article), article)
    return _made(ClaimKind.STATEMENT, _merged(statement_json(claim), payload, article), article)


def _made(kind: ClaimKind, data: Json, article: Article) -> Claim:
    if kind is ClaimKind.FIGURE:
        return figure_from_json(data, article)
    if kind is ClaimKind.RESPONSIBILITY:
        return responsibility_from_json(data, article)
    return statement_from_json(data, article)


def _anchors(kind: ClaimKind, data: Json, article: Article) -> tuple[Span, ...]:
    names = {"figure": ("quantity",), "responsibility": ("act", "accused"), "statement": ()}[str(kind)]
    parts = [data[n] for n in names] or [data["content"][0]]
    return tuple(article.cut(p["start"], p["end"]) for p in parts)


_NOT_FIELDS = ("article", "claim", "id")


def _merged(data: Json, payload: Mapping[str, Any], article: Article) -> Json:
    for name, value in payload.items():
        if name in _NOT_FIELDS:
            continue
        at, *inner = name.split(".")
        if inner:
            if not isinstance(data.get(at), dict):
                raise ValueError(f"{at} is not stated, so {name} cannot be set; give {at} whole")
            data[at] = {**data[at], inner[0]: value}
        elif isinstance(value, dict) and isinstance(data.get(at), dict):
            data[at] = {**data[at], **value}
        else:
            data[at] = value
    return {k: _cut(v, article) for k, v in data.items()}


def _cut(value: Any, article: Article) -> Any:
    """Every part that has offsets gets the article's words there."""
    if isinstance(value, list):
        return [_cut(v, article) for v in value]
    if isinstance(value, dict) and isinstance(value.get("start"), int) and isinstance(value.get("end"), int):
        text = article.cut(value["start"], value["end"]).text
        spoken = {"name": value.get("name") or text} if "kind" in value else {}
        return {**_place_fields(value), **value, "text": text, **spoken}
    return value


def _place_fields(value: Json) -> Json:
    place = ("name", "country", "lat", "lon", "precision", "gazetteer_id")
    return dict.fromkeys(place) if any(k in value for k in place[1:]) else {}


def words_of(claim: Claim, part: str) -> tuple[str, ...]:
    """The words of a part of a claim that are to be hidden; raises ``ValueError`` where it has none."""
    if part == "speaker":
        speaker = claim.speaker
        found: tuple[str, ...] = (speaker.name, speaker.span.text) if speaker else ()
    else:
        held = getattr(claim, part, None)
        span = held if isinstance(held, Span) else getattr(held, "span", None)
        found = (span.text,) if span else ()
    if not found:
        raise ValueError(f"the claim {claim.id} states no {part}")
    return tuple(dict.fromkeys(found))


def masked(reading: Reading, hidden: Sequence[str]) -> Reading:
    """The reading with these words hidden everywhere: text, title, spans, names; ids and offsets stay."""
    words = sorted((w for w in set(hidden) if w and w in _all_text(reading)), key=lambda w: (-len(w), w))
    if not words:
        return reading
    shown = from_json(mask(to_json(reading), words))
    article = replace(shown.article, work=reading.article.work, problems=reading.article.problems)
    # A span that cuts into hidden words ("Dogan" of a hidden "Rahmi Dogan") must not tell the rest of them.
    recut: Reading = _recut(replace(shown, article=article), article.text)
    return recut


def _recut(value: Any, text: str) -> Any:
    """The same records with the words of every span cut from ``text``; a hidden speaker loses the name."""
    if isinstance(value, Span):
        return (
            value if value.text == text[value.start : value.end] else Span.cut(text, value.start, value.end)
        )
    if isinstance(value, tuple):
        return tuple(_recut(v, text) for v in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {f.name: _recut(getattr(value, f.name), text) for f in fields(value)}
    if isinstance(value, Speaker) and changed["span"] != value.span:
        changed["name"] = changed["span"].text
    return replace(value, **changed)


def _all_text(reading: Reading) -> str:
    names = " ".join(c.speaker.name for c in reading.claims if c.speaker)
    return f"{reading.article.text} {reading.article.title} {names}"


def mask(value: Any, words: Sequence[str]) -> Any:
    """Strings, and lists and objects of them, with these words hidden; the longest words come first."""
    if isinstance(value, str):
        for word in words:
            value = value.replace(word, BLOCK * len(word))
        return value
    if isinstance(value, list):
        return [mask(v, words) for v in value]
    if isinstance(value, dict):
        return {k: v if k in ("id", "url", "snapshot") else mask(v, words) for k, v in value.items()}
    return value
