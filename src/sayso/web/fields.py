"""Forms of the review desk turned into what decisions need.

A correction holds only what the person changed: each field comes with what it was when the form was made, so
that a form left open does not undo what somebody else corrected since. Words are found in the article; what
does not stand there cannot be claimed to stand there.
"""

from collections.abc import Mapping
from typing import Any

from sayso import desk
from sayso.model import Article, Claim, Figure, Responsibility, SaysoError, Span, Statement
from sayso.web.answers import _

Json = dict[str, Any]
NOWHERE = ("name", "country", "lat", "lon", "precision", "gazetteer_id")


class UnfitError(SaysoError):
    """A form that cannot be made into a decision; the message says which field, and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__("unfit", message)


def values(claim: Claim) -> dict[str, str]:
    """What the fields of the form to correct a claim hold."""
    speaker = claim.speaker
    told = {
        "speaker": speaker.span.text if speaker else "",
        "speaker_kind": str(speaker.kind) if speaker else "",
    }
    if isinstance(claim, Statement):
        return {**told, "form": str(claim.form)}
    told |= {"stance": str(claim.stance)}
    if isinstance(claim, Responsibility):
        return {"accused": claim.accused.text, **told, "hedged": "true" if claim.hedged else "false"}
    return {**_figure(claim), **told}


def _figure(claim: Figure) -> dict[str, str]:
    low, high, place, time = claim.quantity.low, claim.quantity.high, claim.place, claim.time
    return {
        "low": "" if low is None else str(low),
        "high": "" if high is None else str(high),
        "bound": str(claim.quantity.bound),
        "measure": str(claim.measure),
        "basis": str(claim.basis or ""),
        "object": claim.object.span.text if claim.object.span else "",
        "status": str(claim.object.status),
        "actor": claim.actor.text if claim.actor else "",
        "place": place.span.text if place else "",
        "country": (place.country or "") if place else "",
        "from": (time.start or "") if time else "",
        "to": (time.end or "") if time else "",
    }


def correction(claim: Claim, article: Article, form: Mapping[str, str]) -> Json:
    """The payload of a correction: the fields that differ from what the form said they were.

    Raises ``UnfitError`` where a field cannot be taken, or nothing was changed.
    """
    now = {k[2:]: v.strip() for k, v in form.items() if k.startswith("f.")}
    changed = {k: v for k, v in now.items() if v != form.get(f"was.{k}", "").strip()}
    if not changed:
        raise UnfitError(_("Nothing was changed; there is nothing to correct."))
    payload = _parts(changed, now, article, claim.span, old=claim)
    if not payload:
        raise UnfitError(_("A kind of speaker needs the speaker's words."))
    return payload


def addition(article: Article, form: Mapping[str, str]) -> Json:
    """The payload of a claim that the reader missed, from its words or their offsets.

    Raises ``UnfitError`` where the words do not stand in the article or a needed field is empty.
    """
    now = {k[2:]: v.strip() for k, v in form.items() if k.startswith("f.")}
    words = _marked(article, form)
    sentence = desk.sentence_at(article, words.start, words.end)
    at = {"start": words.start, "end": words.end}
    kind = form.get("claim", "figure")
    payload: Json = {"article": article.id, "claim": kind, "start": sentence.start, "end": sentence.end}
    if kind == "figure":
        payload["quantity"] = {**at, **_quantity(now, article, words)}
        now = {k: v for k, v in now.items() if k not in ("low", "high", "bound", "accused", "form")}
    elif kind == "responsibility":
        payload["act"] = at
        if not now.get("accused"):
            raise UnfitError(_("Say who is accused, in the article's words."))
        now = {k: v for k, v in now.items() if k in ("accused", "speaker", "speaker_kind", "stance")}
    else:
        payload["content"] = [at]
        now = {k: v for k, v in now.items() if k in ("speaker", "speaker_kind", "form")}
    given = {k: v for k, v in now.items() if v}
    parts = _parts(given, now, article, sentence, old=None)
    status = parts.pop("object.status", None)
    if status:
        parts["object"] = {**(parts.get("object") or {}), "status": status}
    return {**payload, **parts}


def _marked(article: Article, form: Mapping[str, str]) -> Span:
    start, end = form.get("start", ""), form.get("end", "")
    if start.isdigit() and end.isdigit() and int(start) < int(end) <= len(article.text):
        return article.cut(int(start), int(end))
    return located(article, form.get("words", ""), article.cut(0, 0))


def _quantity(now: Mapping[str, str], article: Article, words: Span) -> Json:
    if now.get("low") or now.get("high"):
        low, high = number("low", now.get("low", "")), number("high", now.get("high", ""))
        return {"low": low, "high": high, "bound": now.get("bound") or "exact"}
    found = desk.quantity_at(article, words.start, words.end)
    if found is None:
        raise UnfitError(_("No number was found in these words: say low and high."))
    return {"low": found.low, "high": found.high, "bound": now.get("bound") or str(found.bound)}


def located(article: Article, words: str, near: Span) -> Span:
    """Where ``words`` stand: in ``near``, else as near to it as they do; ``UnfitError`` for nowhere."""
    words = words.strip()
    text = article.text
    if not words:
        raise UnfitError(_("Give the words as they stand in the article."))
    found: list[int] = []
    here = text.find(words)
    while here >= 0 and len(found) < 1000:
        found.append(here)
        here = text.find(words, here + 1)
    if not found:
        message = _("“%(words)s” does not stand in the article; copy the words from it.")
        raise UnfitError(message % {"words": words[:80]})
    inside = [at for at in found if near.start <= at < max(near.end, near.start + 1)]
    best = inside[0] if inside else min(found, key=lambda at: abs(at - near.start))
    return article.cut(best, best + len(words))


def number(name: str, value: str) -> int | float | None:
    """A number from a form field; None where it is empty, ``UnfitError`` where it is none."""
    if not value:
        return None
    try:
        found = float(value.replace(",", ""))
    except ValueError as error:
        message = _("%(field)s: %(value)s is no number.")
        raise UnfitError(message % {"field": name, "value": value[:40]}) from error
    return int(found) if found.is_integer() else found


_PLAIN = {
    "bound": "quantity.bound",
    "measure": "measure",
    "stance": "stance",
    "form": "form",
    "status": "object.status",
}


def _parts(
    changed: Mapping[str, str], now: Mapping[str, str], article: Article, near: Span, *, old: Claim | None
) -> Json:
    """Changed fields as contract fields."""
    payload: Json = {}
    for name, value in changed.items():
        if name in ("low", "high"):
            payload[f"quantity.{name}"] = number(name, value)
        elif name in _PLAIN:
            payload[_PLAIN[name]] = value
        elif name == "basis":
            payload[name] = value or None
        elif name == "hedged":
            payload[name] = value == "true"
        elif name in ("actor", "accused"):
            payload[name] = _at(article, value, near) if value else None
        elif name == "object":
            none = {"start": None, "end": None, "text": None}
            payload[name] = _at(article, value, near) if value else none
    if {"speaker", "speaker_kind"} & set(changed):
        payload |= _speaker(changed, now, article, near)
    if {"place", "country"} & set(changed):
        payload |= _place(changed, now, article, near)
    if {"from", "to"} & set(changed):
        payload |= _time(changed, now, old)
    return payload


def _at(article: Article, words: str, near: Span) -> Json:
    span = located(article, words, near)
    return {"start": span.start, "end": span.end}


def _speaker(changed: Mapping[str, str], now: Mapping[str, str], article: Article, near: Span) -> Json:
    kind = now.get("speaker_kind") or "named"
    if "speaker" not in changed:
        return {"speaker.kind": kind} if now.get("speaker") else {}
    if not changed["speaker"]:
        return {"speaker": None}
    words = changed["speaker"]
    return {"speaker": {**_at(article, words, near), "name": words, "kind": kind}}


def _place(changed: Mapping[str, str], now: Mapping[str, str], article: Article, near: Span) -> Json:
    country = now.get("country", "").upper() or None
    if "place" not in changed:
        if not now.get("place"):
            raise UnfitError(_("A country needs the place's words."))
        return {"place.country": country}
    if not changed["place"]:
        return {"place": None}
    return {"place": {**dict.fromkeys(NOWHERE), **_at(article, changed["place"], near), "country": country}}


def _time(changed: Mapping[str, str], now: Mapping[str, str], old: Claim | None) -> Json:
    held = old.time if isinstance(old, Figure) else None
    start, end = now.get("from") or None, now.get("to") or None
    if held is not None:
        return {f"time.{name}": changed[name] or None for name in ("from", "to") if name in changed} | {
            "time.precision": "day"
        }
    none = {"start": None, "end": None, "text": None}
    return {"time": {**none, "from": start, "to": end, "precision": "day"}}
