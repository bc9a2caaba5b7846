"""The closed lists of words that claims are written in.

Values are those of the annotation guidelines and of the JSON contract; members are strings, so that a
record's value is the very word that stands in the output. This module names; it does not decide.
"""

from enum import StrEnum


class PassageKind(StrEnum):
    """What a block of an article is. No claim comes from ``boilerplate``."""

    HEADLINE = "headline"
    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"
    CAPTION = "caption"
    LIST = "list"
    NOTE = "note"
    BOILERPLATE = "boilerplate"


class DateBasis(StrEnum):
    """Where a publication date comes from; ``none`` where nothing tells it."""

    GIVEN = "given"
    METADATA = "metadata"
    DATELINE = "dateline"
    URL = "url"
    CITED_URL = "cited_url"
    NONE = "none"


class Bound(StrEnum):
    """How a number is bounded: 70 is ``exact``, "at least 70" ``at_least``, "dozens" ``vague``."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"
    RANGE = "range"
    VAGUE = "vague"


class Measure(StrEnum):
    """What happened to the counted. "Neutralised" stays neutralised and is never read as killed."""

    KILLED = "killed"
    INJURED = "injured"
    CASUALTIES = "casualties"
    NEUTRALISED = "neutralised"
    MISSING = "missing"
    DETAINED = "detained"
    ABDUCTED = "abducted"
    FREED = "freed"
    DISPLACED = "displaced"
    EVACUATED = "evacuated"
    RETURNED = "returned"
    REFUGEES = "refugees"
    AFFECTED = "affected"
    FORCES = "forces"
    DESTROYED = "destroyed"
    DAMAGED = "damaged"
    SEIZED = "seized"
    STRUCK = "struck"
    ATTACKS = "attacks"
    MUNITIONS = "munitions"


class Basis(StrEnum):
    """What a figure covers: one happening, a running total over a window, or a stock at a moment."""

    EVENT = "event"
    CUMULATIVE = "cumulative"
    STANDING = "standing"


class ObjectStatus(StrEnum):
    """Who or what is counted, as far as the text says it."""

    CIVILIAN = "civilian"
    COMBATANT = "combatant"
    MIXED = "mixed"
    UNKNOWN = "unknown"
    THING = "thing"


class SpeakerKind(StrEnum):
    """How far one could find the speaker: a name, a role, nobody in particular, the article itself."""

    NAMED = "named"
    ANONYMOUS = "anonymous"
    DIFFUSE = "diffuse"
    AUTHOR = "author"


class Stance(StrEnum):
    """What the speaker does with the claim."""

    ASSERTS = "asserts"
    DENIES = "denies"
    DOUBTS = "doubts"


class StatementForm(StrEnum):
    """Reported speech in quotation marks, without them, or partly in them."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class ClaimKind(StrEnum):
    """The three kinds of claim."""

    FIGURE = "figure"
    RESPONSIBILITY = "responsibility"
    STATEMENT = "statement"
