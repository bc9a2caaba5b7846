"""Readings as the JSON of the contract, and back.

One article is one object. ``to_json`` and ``from_json`` are inverse to one another up to ``work`` of an
article, which is worked out again. A part that is not stated is null.
"""

import json
from typing import Any

from sayso.model.article import Article, Citation, Failure, Passage, Problem, Published, Span, article_ids
from sayso.model.claims import (
    Counted,
    Figure,
    Place,
    Quantity,
    Reading,
    Responsibility,
    Run,
    Speaker,
    Statement,
    Time,
    Tone,
)
from sayso.model.vocabulary import (
    Basis,
    Bound,
    DateBasis,
    Measure,
    ObjectStatus,
    PassageKind,
    SpeakerKind,
    Stance,
    StatementForm,
)

Json = dict[str, Any]


def to_json(reading: Reading) -> Json:
    """A reading as one contract object."""
    return {
        "article": article_json(reading.article),
        "citations": [citation_json(c) for c in reading.article.citations],
        "figures": [figure_json(f) for f in reading.figures],
        "responsibility": [responsibility_json(r) for r in reading.responsibility],
        "statements": [statement_json(s) for s in reading.statements],
        "tone": [{**span_json(t.span), "neutral": t.neutral} for t in reading.tone],
        "problems": [problem_json(p) for p in reading.problems],
        "run": {"version": reading.run.version, "model": reading.run.model, "language": reading.run.language},
    }


def failure_json(failure: Failure) -> Json:
    """An article that could not be read, as its line of output."""
    return {
        "source": failure.origin,
        "doc_id": failure.doc_id,
        "error": {"code": failure.code, "message": failure.message},
    }


def json_line(data: Any) -> bytes:
    """One object as a line of UTF-8. Half a surrogate pair, which UTF-8 cannot hold, goes out escaped."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # JSON allows these three inside strings, yet line readers of many languages break lines at them.
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\x85", "\\u0085")
    try:
        return text.encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(data, separators=(",", ":"), allow_nan=False).encode("ascii") + b"\n"


def span_json(span: Span) -> Json:
    """Offsets and words."""
    return {"start": span.start, "end": span.end, "text": span.text}


def _optional(span: Span | None) -> Json | None:
    return span_json(span) if span else None


def article_json(article: Article) -> Json:
    """The article itself, with text and passages."""
    published = article.published
    return {
        "id": article.id,
        "doc_id": article.doc_id,
        "url": article.url,
        "snapshot": article.snapshot,
        "title": article.title,
        "outlet": article.outlet,
        "authors": list(article.authors),
        "language": article.language,
        "published": {
            "earliest": published.earliest,
            "latest": published.latest,
            "basis": str(published.basis),
        },
        "text": article.text,
        "passages": [{"kind": str(p.kind), "start": p.start, "end": p.end} for p in article.passages],
    }


def citation_json(citation: Citation) -> Json:
    """A citation; ``supports`` is an interval without words."""
    supports = citation.supports
    return {
        "marker": citation.marker,
        "start": citation.start,
        "end": citation.end,
        "url": citation.url,
        "supports": {"start": supports.start, "end": supports.end} if supports else None,
    }


def speaker_json(speaker: Speaker | None) -> Json | None:
    """A speaker, or null in the article's own voice."""
    if speaker is None:
        return None
    return {**span_json(speaker.span), "name": speaker.name, "kind": str(speaker.kind)}


def place_json(place: Place | None) -> Json | None:
    """A place with what was resolved of it."""
    if place is None:
        return None
    return {
        **span_json(place.span),
        "name": place.name,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision,
        "gazetteer_id": place.gazetteer_id,
    }


def time_json(time: Time | None) -> Json | None:
    """A time window; ``text`` and offsets are null where only the publication date tells it."""
    if time is None:
        return None
    words = span_json(time.span) if time.span else {"start": None, "end": None, "text": None}
    return {**words, "from": time.start, "to": time.end, "precision": time.precision}


def counted_json(counted: Counted) -> Json | None:
    """The object: null words where the text elides it, with its status kept."""
    words = span_json(counted.span) if counted.span else {"start": None, "end": None, "text": None}
    return {**words, "status": str(counted.status)}


def figure_json(figure: Figure) -> Json:
    """One figure."""
    quantity = figure.quantity
    return {
        "id": figure.id,
        "start": figure.span.start,
        "end": figure.span.end,
        "quantity": {
            **span_json(quantity.span),
            "low": quantity.low,
            "high": quantity.high,
            "bound": str(quantity.bound),
        },
        "measure": str(figure.measure),
        "basis": str(figure.basis) if figure.basis else None,
        "object": counted_json(figure.object),
        "actor": _optional(figure.actor),
        "place": place_json(figure.place),
        "time": time_json(figure.time),
        "speaker": speaker_json(figure.speaker),
        "relay": _optional(figure.relay),
        "cue": _optional(figure.cue),
        "stance": str(figure.stance),
        "hedges": [span_json(h) for h in figure.hedges],
        "citations": list(figure.citations),
        "measure_confidence": figure.measure_confidence,
        "confidence": figure.confidence,
    }


def responsibility_json(claim: Responsibility) -> Json:
    """One responsibility claim."""
    return {
        "id": claim.id,
        "start": claim.span.start,
        "end": claim.span.end,
        "act": span_json(claim.act),
        "accused": span_json(claim.accused),
        "speaker": speaker_json(claim.speaker),
        "relay": _optional(claim.relay),
        "stance": str(claim.stance),
        "hedged": claim.hedged,
        "citations": list(claim.citations),
        "confidence": claim.confidence,
    }


def statement_json(statement: Statement) -> Json:
    """One statement."""
    return {
        "id": statement.id,
        "start": statement.span.start,
        "end": statement.span.end,
        "speaker": speaker_json(statement.speaker),
        "cue": _optional(statement.cue),
        "content": [span_json(c) for c in statement.content],
        "form": str(statement.form),
        "citations": list(statement.citations),
        "confidence": statement.confidence,
    }


def problem_json(problem: Problem) -> Json:
    """One problem."""
    return {"code": problem.code, "message": problem.message, "start": problem.start, "end": problem.end}


def from_json(data: Json) -> Reading:
    """A reading from its contract object; raises ``KeyError`` or ``ValueError`` where it is none."""
    article = _article(data)
    run = data["run"]
    return Reading(
        article=article,
        figures=tuple(figure_from_json(f, article) for f in data["figures"]),
        responsibility=tuple(responsibility_from_json(r, article) for r in data["responsibility"]),
        statements=tuple(statement_from_json(s, article) for s in data["statements"]),
        tone=tuple(Tone(span=_span(t), neutral=t["neutral"]) for t in data["tone"]),
        problems=tuple(Problem(**p) for p in data["problems"]),
        run=Run(version=run["version"], model=run["model"], language=run["language"]),
    )


def _span(data: Json) -> Span:
    return Span(start=data["start"], end=data["end"], text=data["text"])


def _maybe(data: Json | None) -> Span | None:
    return _span(data) if data and data.get("text") is not None else None


def _article(data: Json) -> Article:
    a, published = data["article"], data["article"]["published"]
    text: str = a["text"]
    identity, work = article_ids(url=a["url"], doc_id=a["doc_id"], outlet=a["outlet"], text=text)
    return Article(
        id=a.get("id") or identity,
        work=work,
        doc_id=a["doc_id"],
        url=a["url"],
        snapshot=a["snapshot"],
        title=a["title"],
        outlet=a["outlet"],
        authors=tuple(a["authors"]),
        language=a["language"],
        published=Published(
            earliest=published["earliest"], latest=published["latest"], basis=DateBasis(published["basis"])
        ),
        text=text,
        passages=tuple(
            Passage(kind=PassageKind(p["kind"]), start=p["start"], end=p["end"]) for p in a["passages"]
        ),
        citations=tuple(
            Citation(
                marker=c["marker"],
                start=c["start"],
                end=c["end"],
                url=c["url"],
                supports=Span.cut(text, c["supports"]["start"], c["supports"]["end"])
                if c["supports"]
                else None,
            )
            for c in data["citations"]
        ),
        problems=(),
    )


def _speaker(data: Json | None) -> Speaker | None:
    if data is None:
        return None
    return Speaker(span=_span(data), name=data["name"], kind=SpeakerKind(data["kind"]))


def _place(data: Json | None) -> Place | None:
    if data is None:
        return None
    rest = {k: data[k] for k in ("name", "country", "lat", "lon", "precision", "gazetteer_id")}
    return Place(span=_span(data), **rest)


def _time(data: Json | None) -> Time | None:
    if data is None:
        return None
    return Time(span=_maybe(data), start=data["from"], end=data["to"], precision=data["precision"])


def _sentence(data: Json, article: Article) -> Span:
    return article.cut(data["start"], data["end"])


def figure_from_json(data: Json, article: Article) -> Figure:
    """One figure of ``article`` from its contract object."""
    quantity, counted = data["quantity"], data["object"]
    return Figure(
        id=data["id"],
        span=_sentence(data, article),
        quantity=Quantity(
            span=_span(quantity), low=quantity["low"], high=quantity["high"], bound=Bound(quantity["bound"])
        ),
        measure=Measure(data["measure"]),
        basis=Basis(data["basis"]) if data["basis"] else None,
        object=Counted(span=_maybe(counted), status=ObjectStatus(counted["status"])),
        actor=_maybe(data["actor"]),
        place=_place(data["place"]),
        time=_time(data["time"]),
        speaker=_speaker(data["speaker"]),
        relay=_maybe(data["relay"]),
        cue=_maybe(data["cue"]),
        stance=Stance(data["stance"]),
        hedges=tuple(_span(h) for h in data["hedges"]),
        citations=tuple(data["citations"]),
        measure_confidence=data["measure_confidence"],
        confidence=data["confidence"],
    )


def responsibility_from_json(data: Json, article: Article) -> Responsibility:
    """One responsibility claim of ``article`` from its contract object."""
    return Responsibility(
        id=data["id"],
        span=_sentence(data, article),
        act=_span(data["act"]),
        accused=_span(data["accused"]),
        speaker=_speaker(data["speaker"]),
        relay=_maybe(data["relay"]),
        stance=Stance(data["stance"]),
        hedged=data["hedged"],
        citations=tuple(data["citations"]),
        confidence=data["confidence"],
    )


def statement_from_json(data: Json, article: Article) -> Statement:
    """One statement of ``article`` from its contract object."""
    return Statement(
        id=data["id"],
        span=_sentence(data, article),
        speaker=_speaker(data["speaker"]),
        cue=_maybe(data["cue"]),
        content=tuple(_span(c) for c in data["content"]),
        form=StatementForm(data["form"]),
        citations=tuple(data["citations"]),
        confidence=data["confidence"],
    )
