"""How far a reader could find a speaker, told by the wording alone: named, anonymous, diffuse.

The kinds are those of the annotation guidelines: named (a person, body or outlet, its officials), anonymous
(a role without name and body), diffuse ("activists", "reports"). Who a pronoun is, :mod:`speakers` tells.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from sayso import languages
from sayso.model import SpeakerKind
from sayso.reading.rules import phrases

WORD = re.compile(r"@?\w+(?:[-'’.]\w+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinds:
    """The lexicon of speaker kinds in one language."""

    anonymous_heads: frozenset[str]
    diffuse_heads: frozenset[str]
    bare_sources: frozenset[str]
    nations: frozenset[str]
    naming: frozenset[str]
    sources: frozenset[str]
    speaking: frozenset[str]
    portions: frozenset[str]
    units: frozenset[tuple[str, ...]]
    impersonal: frozenset[str]
    persons: frozenset[str]
    bodily: frozenset[str]
    parties: frozenset[str]
    generic: dict[str, frozenset[str]]
    unnamed: tuple[str, ...]


@cache
def kinds(language: str | None) -> Kinds:
    """The lexicon of ``language``, or of English where there is none for it."""
    data = languages.lexicon(language, "speech")["speakers"]
    return Kinds(
        anonymous_heads=phrases.word_set(data["anonymous_heads"]),
        diffuse_heads=phrases.word_set(data["diffuse_heads"]),
        bare_sources=phrases.word_set(data["bare_sources"]),
        nations=phrases.word_set(data["nations"]),
        naming=phrases.word_set(data["naming"]),
        sources=phrases.word_set(data["always_anonymous"]),
        speaking=phrases.word_set(data["spokesmen"]),
        portions=phrases.word_set(data["portions"]),
        units=frozenset(tuple(unit.split("-")) for unit in data["units"].split()),
        impersonal=phrases.word_set(data["impersonal"]["verbs"]),
        persons=phrases.word_set(data["persons"]),
        bodily=phrases.word_set(data["bodily"]),
        parties=phrases.word_set(languages.lexicon(language, "responsibility")["parties"]["names"]),
        generic={head: phrases.word_set(others) for head, others in data["generic"].items()},
        unnamed=tuple(data["unnamed"]),
    )


def unnamed(wording: str, *, language: str | None) -> bool:
    """True where a wording itself says that the name is withheld ("a doctor, who asked not to be named")."""
    low = wording.lower()
    return any(told in low for told in kinds(language).unnamed)


def impersonal(wording: str, *, language: str | None) -> bool:
    """True where a wording names nobody in particular: "it was reported", "are believed"."""
    lexicon, speech = kinds(language), phrases.words(language)
    lows = [t.lower() for t in WORD.findall(wording)]
    if not lows or lows[-1] not in lexicon.impersonal:
        return False
    return len(lows) == 1 or lows[0] in speech.bodily | speech.passive


@lru_cache(maxsize=4096)
def kind_of(wording: str, *, language: str | None, cased: bool) -> SpeakerKind:
    """The kind of a wording by itself; see the annotation guidelines' ``source_kind``."""
    lexicon, speech = kinds(language), phrases.words(language)
    if unnamed(wording, language=language):
        return SpeakerKind.ANONYMOUS
    tokens = WORD.findall(wording)
    lows = [t.lower().replace("’", "'").removesuffix("'s") for t in tokens]
    end = next(
        (
            k
            for k, low in enumerate(lows)
            if k and (low in speech.prepositions or low in ("and", "who", "which"))
        ),
        len(lows),
    )
    while end < len(lows) - 1 and cased and tokens[end][0].isupper() and tokens[end + 1][0].isupper():
        end += 2  # "Doctors Without Borders" is one name
    comma = wording.find(",")
    if comma > 0:
        end = min(end, len(WORD.findall(wording[:comma])))
    if not lows or end == 0:
        return SpeakerKind.AUTHOR
    head, before = lows[end - 1], lows[: end - 1]
    if any(t[0] == "@" for t in tokens):
        return SpeakerKind.NAMED
    if impersonal(wording, language=language):
        return SpeakerKind.DIFFUSE
    behind = _behind(wording, tokens, end)
    if behind and head in lexicon.portions and lows[end] == "of":  # "a number of reports"
        return kind_of(behind, language=language, cased=cased)
    if behind and head in speech.written and lows[end] == "by":  # "reports by the authorities"
        return kind_of(behind, language=language, cased=cased)
    if tuple(lows[max(0, end - 2) : end]) in lexicon.units:  # "the general staff", "a coast guard"
        return SpeakerKind.NAMED
    if head in lexicon.nations and cased and tokens[end - 1].isupper():  # "the US"
        return SpeakerKind.NAMED
    if head in lexicon.sources:
        bare = head.endswith("s") and all(
            b in lexicon.bare_sources or b in speech.determiners for b in before
        )
        placed = end < len(lows) and (
            any(low in speech.bodies for low in lows[end:])
            or _proper(tokens[end:], lows[end:], speech, lexicon, cased=cased)
        )
        told = lows[0] in speech.definite  # "the sources": some that were told of before
        return SpeakerKind.DIFFUSE if bare and not placed and not told else SpeakerKind.ANONYMOUS
    body = any(
        low in lexicon.naming or _acronym(t, lexicon, cased=cased)
        for t, low in zip(tokens, lows, strict=True)
    )
    if head == "media" or head == "tv":
        owned = any(
            b in lexicon.nations or (b in speech.modifiers and b not in lexicon.bare_sources) for b in before
        )
        return (
            SpeakerKind.NAMED
            if owned or head == "tv" or _proper(tokens[: end - 1], before, speech, lexicon, cased=cased)
            else SpeakerKind.DIFFUSE
        )
    if (
        cased
        and end > 2
        and all(t[0].isupper() for t in tokens[:end])
        and any(low in speech.prepositions for low in before)
    ):
        return SpeakerKind.NAMED
    if head in lexicon.diffuse_heads and head not in lexicon.anonymous_heads:
        written = (
            end < len(lows)
            and lows[end] == "from"
            and (cased or lows[-1] in speech.bodies or any(low in lexicon.naming for low in lows[end:]))
            and _proper(tokens[end:], lows[end:], speech, lexicon, cased=cased)
        )
        written = written or (
            head in speech.written
            and (body or (cased and _proper(tokens[: end - 1], before, speech, lexicon, cased=cased)))
        )
        return SpeakerKind.NAMED if written else SpeakerKind.DIFFUSE
    if head in speech.written:
        one = lows[0] in speech.determiners and not head.endswith("s")  # some text that one could ask for
        named = one or body or lows[0] in speech.definite | speech.possessives or end < len(lows)
        named = named or (cased and _proper(tokens[: end - 1], before, speech, lexicon, cased=cased))
        return SpeakerKind.NAMED if named else SpeakerKind.DIFFUSE
    if head in lexicon.bodily:
        owned = any(
            b not in speech.modifiers or b in lexicon.nations for b in before if b not in speech.determiners
        )
        return SpeakerKind.NAMED if owned else SpeakerKind.ANONYMOUS
    if head in lexicon.speaking and (
        end < len(lows) or any(b not in lexicon.nations and b not in speech.determiners for b in before)
    ):  # whoever speaks for somebody: "an army spokesman", "a spokesperson for the monitor"
        return SpeakerKind.NAMED
    if head in lexicon.anonymous_heads:
        apposed = comma > 0 and _proper(tokens[end:], lows[end:], speech, lexicon, cased=cased) and not body
        proper = sum(
            _proper([t], [low], speech, lexicon, cased=cased)
            for t, low in zip(tokens[: end - 1], before, strict=True)
        )
        titled = proper > 1 or (
            proper and head in ("reporter", "correspondent", "journalist", "spokesman", "spokeswoman")
        )
        return SpeakerKind.NAMED if body or apposed or titled else SpeakerKind.ANONYMOUS
    if head in speech.bodies or head.rstrip("s") in speech.bodies:
        plural = head.endswith("s") and head not in speech.bodies
        return (
            SpeakerKind.DIFFUSE
            if plural and not _proper(tokens, lows, speech, lexicon, cased=cased)
            else SpeakerKind.NAMED
        )
    if not cased or _proper(tokens, lows, speech, lexicon, cased=cased) or head == "police":
        return SpeakerKind.NAMED
    return (
        SpeakerKind.DIFFUSE
        if head.endswith("s") and lows[0] not in ("the", "a", "an")
        else SpeakerKind.ANONYMOUS
    )


def _behind(wording: str, tokens: list[str], end: int) -> str:
    """What a wording says behind the small word that follows its head: "a number of | reports"."""
    if end + 1 >= len(tokens):
        return ""
    starts = [m.start() for m in WORD.finditer(wording)]
    return wording[starts[end + 1] :]


def _acronym(token: str, lexicon: Kinds, *, cased: bool) -> bool:
    return cased and len(token) > 1 and token.isupper() and token.lower().strip(".") not in lexicon.nations


def _proper(
    tokens: list[str], lows: list[str], speech: phrases.Words, lexicon: Kinds, *, cased: bool
) -> bool:
    """True where a word is a name by its capital: no title, no nation, no opening word."""
    plain = speech.roles | speech.determiners | lexicon.nations | speech.modifiers | lexicon.diffuse_heads
    return any(
        (t[0].isupper() if cased else low not in speech.prepositions)
        and low not in plain
        and not low[0].isdigit()
        for t, low in zip(tokens, lows, strict=True)
    )
