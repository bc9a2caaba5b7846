"""Claims in words for the pages: numbers with their bound, days, kinds of speaker."""

from sayso.model import (
    Article,
    Bound,
    Claim,
    DateBasis,
    Figure,
    Quantity,
    Reading,
    Responsibility,
    SpeakerKind,
)
from sayso.web.answers import _

SIGN = {Bound.AT_LEAST: "≥ ", Bound.AT_MOST: "≤ ", Bound.ABOUT: "≈ "}


def number(value: int | float) -> str:
    """A number with thousands apart, without a needless fraction."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"


def amount(quantity: Quantity) -> str:
    """A quantity for a card: "≥ 54", "20 to 30"; the article's own word where it is vague."""
    low, high = quantity.low, quantity.high
    if quantity.bound is Bound.VAGUE or (low is None and high is None):
        return quantity.span.text
    if low is not None and high is not None and low != high:
        return _("%(low)s to %(high)s") % {"low": number(low), "high": number(high)}
    shown = low if low is not None else high
    return SIGN.get(quantity.bound, "") + number(shown) if shown is not None else quantity.span.text


def window(start: str | None, end: str | None) -> str | None:
    """A time window: one day, "from to", or one side of it."""
    if start and end:
        return start if start == end else _("%(start)s to %(end)s") % {"start": start, "end": end}
    if start:
        return _("from %(start)s") % {"start": start}
    return _("until %(end)s") % {"end": end} if end else None


def published(article: Article) -> str:
    """When the article appeared, and what tells it."""
    day = article.published
    basis = {
        DateBasis.GIVEN: _("as given"),
        DateBasis.METADATA: _("from the page's metadata"),
        DateBasis.DATELINE: _("from its date line"),
        DateBasis.URL: _("from its address"),
        DateBasis.CITED_URL: _("from a cited address"),
        DateBasis.NONE: "",
    }[day.basis]
    early, late = (d[:10] if d else None for d in (day.earliest, day.latest))
    if not early and not late:
        return _("no date")
    when = early if early == late and early else None
    if when is None:
        when = _("not before %(day)s") % {"day": early} if early and not late else window(early, late) or ""
    return f"{when} ({basis})" if basis else when


def speaker_kind(claim: Claim) -> SpeakerKind:
    """The kind of the claim's speaker; ``author`` in the article's own voice."""
    return claim.speaker.kind if claim.speaker else SpeakerKind.AUTHOR


KIND_SIGNS = {
    SpeakerKind.NAMED: "N",
    SpeakerKind.ANONYMOUS: "A",
    SpeakerKind.DIFFUSE: "D",
    SpeakerKind.AUTHOR: "—",
}


def kind_name(kind: SpeakerKind) -> str:
    """A speaker's kind in words."""
    return {
        SpeakerKind.NAMED: _("named speaker"),
        SpeakerKind.ANONYMOUS: _("anonymous speaker"),
        SpeakerKind.DIFFUSE: _("diffuse: nobody in particular"),
        SpeakerKind.AUTHOR: _("the article's own voice"),
    }[kind]


def voices(claims: tuple[Claim, ...]) -> int:
    """How many different speakers are named in an article, the author apart."""
    return len({claim.speaker.name.casefold() for claim in claims if claim.speaker})


def uncited(claims: tuple[Claim, ...]) -> int:
    """How many figures have no citation."""
    return sum(isinstance(claim, Figure) and not claim.citations for claim in claims)


def unsourced(claims: tuple[Claim, ...]) -> int:
    """How many claims have no source at all: in the article's own voice, and without a citation."""
    return sum(claim.speaker is None and not claim.citations for claim in claims)


def lost_embeds(reading: Reading) -> int:
    """How many embedded posts are missing from the page."""
    return sum(problem.code == "missing_embed" for problem in reading.problems)


def label(claim: Claim) -> str:
    """A claim in a few words: its number with its measure, its act with who is accused, or its speech."""
    if isinstance(claim, Figure):
        what = claim.object.span.text if claim.object.span else ""
        return f"{amount(claim.quantity)} {claim.measure} {what}".strip()
    if isinstance(claim, Responsibility):
        return f"{claim.act.text}: {claim.accused.text}"
    return claim.content[0].text[:60]
