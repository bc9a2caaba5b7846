"""Series: running totals and standing stocks of the same thing, kept from incidents.

"At least 54 Turkish soldiers since the start of February" and a later "59 since 1 February" are one series;
the 33 of one night are an incident. A series is keyed by measure, object, place and the window's start.
"""

from sayso.grouping.clues import content_words
from sayso.grouping.names import aliases, place_key
from sayso.model import Article, Basis, Figure, ObjectStatus, Reason

Key = tuple[str, ...]


def series_key(figure: Figure, article: Article) -> Key:
    """What makes two running figures one series: basis, measure, object, place, and the window's start."""
    language = article.language
    place = figure.place
    where = "-".join(place_key(place.span.text, language)) if place else ""
    country = (place.country if place else None) or ""
    started = figure.time.start if figure.time and figure.basis is Basis.CUMULATIVE else None
    return (
        str(figure.basis),
        str(figure.measure),
        counted_key(figure, article),
        country,
        where,
        started or "",
    )


def counted_key(figure: Figure, article: Article) -> str:
    """Who or what is counted, in one word: people by status and party, things by their words."""
    words = figure.object.span.text if figure.object.span else ""
    country = figure.place.country if figure.place else None
    parties = "+".join(sorted(aliases(article.language).find(words, country=country)))
    if figure.object.status is ObjectStatus.THING:
        return "thing:" + "+".join(sorted(content_words(words, article.language)))
    return f"{figure.object.status}:{parties}"


def why_series(figure: Figure) -> tuple[Reason, ...]:
    """The reasons of a membership in a series."""
    started = figure.time.start if figure.time and figure.time.start else "no stated day"
    where = figure.place.span.text if figure.place else "no stated place"
    what = figure.object.span.text if figure.object.span else "the same"
    return (
        Reason(feature="object", score=1.0, why=f"{figure.measure} of {what}"),
        Reason(feature="place", score=1.0, why=where),
        Reason(feature="time", score=1.0, why=f"{figure.basis} from {started}"),
    )
