"""Values in short words for people: the same on the terminal, in notebooks and on pages.

``wording`` never replaces a value: what it words stands beside it in the record. It rounds nothing and
guesses nothing.
"""

from sayso.model.article import Published
from sayso.model.claims import Place, Quantity, Speaker, Time
from sayso.model.vocabulary import Bound, DateBasis

OWN_VOICE = "the article itself"

_BASIS = {
    DateBasis.GIVEN: "given",
    DateBasis.METADATA: "from the page's metadata",
    DateBasis.DATELINE: "from the dateline",
    DateBasis.URL: "from its address",
    DateBasis.CITED_URL: "from a cited address",
    DateBasis.NONE: "",
}

# A text may hold codes that steer a terminal or turn the reading direction of what follows: U+202A to U+202E
# and U+2066 to U+2069 do the second, C0 and C1 controls the first.
_STEERING = {
    **dict.fromkeys([*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0)], "\ufffd"),
    **dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000)], "\ufffd"),
}


def number(value: float) -> str:
    """A number with thousands separators: 1200 is "1,200"."""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.6f}".rstrip("0").rstrip(".")


def amount(quantity: Quantity) -> str:
    """A quantity with its bound as a sign: "≥ 54", "≤ 70", "~ 300", "20–30", "33"; vague ones end on "+"."""
    low, high = quantity.low, quantity.high
    if low is None and high is None:
        return "?"
    match quantity.bound:
        case Bound.AT_LEAST if low is not None:
            return f"≥ {number(low)}"
        case Bound.AT_MOST if high is not None:
            return f"≤ {number(high)}"
        case Bound.VAGUE if low is not None:
            return f"{number(low)}+"
    if low is None or high is None:
        return f"≥ {number(low)}" if low is not None else f"≤ {number(high or 0)}"
    about = "~ " if quantity.bound is Bound.ABOUT else ""
    return about + (number(low) if low == high else f"{number(low)}–{number(high)}")


def window(start: str | None, end: str | None) -> str:
    """An interval of ISO dates: one day, "first to last", "since first", "until last", or nothing."""
    if start and end:
        return start if start == end else f"{start} to {end}"
    if start:
        return f"since {start}"
    return f"until {end}" if end else ""


def when(time: Time | None) -> str:
    """A claim's time: its interval, else the words that tell it."""
    if time is None:
        return ""
    return window(time.start, time.end) or (time.span.text if time.span else "")


def where(place: Place | None) -> str:
    """A claim's place: its name (else the wording) and country."""
    if place is None:
        return ""
    name = place.name or place.span.text
    return f"{name}, {place.country}" if place.country else name


def voice(speaker: Speaker | None) -> str:
    """Who says it; the article's own voice has a name of its own."""
    return speaker.name if speaker else OWN_VOICE


def published(published: Published) -> str:
    """When an article appeared and what tells it: "not before 2020-02-28 (from a cited address)"."""
    first, last = published.earliest, published.latest
    if not first and not last:
        return "date not known"
    if first and last:
        words = first[:16] if first == last else f"{first[:10]} to {last[:10]}"
    else:
        words = f"not before {first[:10]}" if first else f"not after {(last or '')[:10]}"
    basis = _BASIS[published.basis]
    return f"{words} ({basis})" if basis else words


def safe(text: str) -> str:
    """Text without codes that steer a terminal or turn the reading direction; as long as it was."""
    return text.translate(_STEERING)


def plain(text: str) -> str:
    """Text safe to show, on one line."""
    return " ".join(safe(text).split())
