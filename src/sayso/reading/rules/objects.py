"""Who or what a quantity counts: the noun phrase behind it, its group and its status.

A light chunker over lists of nouns and of words that end a phrase; no parser. The phrase is verbatim, begins
after the number and ends before any clause ("refugees who had fled" is "refugees").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sayso.languages import load
from sayso.model import ObjectStatus
from sayso.reading.nouns import PEOPLE, Nouns, nouns
from sayso.reading.rules.cues import Cue
from sayso.reading.rules.tokens import Token

_LONGEST = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A noun phrase in tokens ``start:end`` (empty where it is elided), its head's word, group and status."""

    start: int
    end: int
    head: str
    group: str | None
    status: ObjectStatus


@cache
def _stops(language: str) -> tuple[frozenset[str], frozenset[str]]:
    data = load(language, "objects")["phrase"]
    return frozenset(data["stops"]), frozenset(data["skip"])


def phrase(words: Sequence[Token], at: int, cues: dict[int, tuple[Cue, ...]], *, plural: bool) -> Phrase:
    """The noun phrase of the quantity at token ``at``."""
    stops, skips = _stops("en")
    table = nouns()
    start = at + 1
    while start < len(words) and start < at + 4 and words[start].word in skips:
        start += 1
    if (
        start + 1 < len(words)
        and words[start].word in _adding("en")
        and _group(table, words, start + 1, plural)
    ):
        start += 1
    if at + 1 < start < len(words) and words[start].word == "#":
        start += 1  # "18 of 31 lorries": the noun stands behind the whole
    group: str | None
    end, head, group = start, "", "unknown" if words[at].raw.lower() in _persons("en") else None
    last = min(len(words), start + _LONGEST)
    index = start
    listed = 0
    while index < last:
        token = words[index]
        word = token.word
        if word == "." and _abbreviated(words, index):
            index += 1
            continue
        if word == "~":
            if (
                (index + 2 < len(words) and words[index + 1].word in "-–")
                or (index > start and words[index - 1].word in "-–")
                or _aged(words, index)
            ):
                index += 1
                continue
            break
        if word == "and" and not listed and index > start and _qualified(table, words, index + 1, plural):
            index += 1  # "five precious and innocent civilian lives"
            continue
        if (
            word == "#"
            or (word in stops and not _named(words, index))
            or (not word[0].isalnum() and word not in "-–'\"’‘“")
        ):
            break
        found = _group(table, words, index, plural)
        if found and (
            (plural and _adjective(table, words, index)) or _people(table, words, index, last, plural)
        ):
            index += 1
            continue
        if (
            index in cues
            and not found
            and not (not listed and _noun_after(table, words, max(c.end for c in cues[index]), plural, stops))
        ):
            break
        if found:
            head, group, listed = word, found, index + 1
            if plural and _closed(table, words, index):
                break  # "killed 10 civilians activist group X said": the commas are lost
        elif listed and (not token.capital or token.raw.isupper()):
            break
        index += 1
    end = listed or _unlisted(words, start, index)
    if not listed and end > start:
        head = words[end - 1].word
    end, group = _continued(words, end, head, group, table, stops)
    return Phrase(
        start=start, end=end, head=head, group=group, status=_status(words, start, end, head, group, table)
    )


def _qualified(table: Nouns, words: Sequence[Token], index: int, plural: bool) -> bool:
    """Whether a second adjective stands at ``index``, right before a noun that is counted."""
    if index + 1 >= len(words) or words[index].word not in table.qualifiers:
        return False
    return _group(table, words, index, plural) is None and bool(_group(table, words, index + 1, plural))


@cache
def _persons(language: str) -> frozenset[str]:
    """Quantities that are of people by themselves ("no one")."""
    return frozenset(load(language, "quantities")["zero"]["persons"])


def _named(words: Sequence[Token], index: int) -> bool:
    """Whether a small word is a name written in capitals ("IS fighters") in text that is not all capitals."""
    raw = words[index].raw
    return len(raw) > 1 and raw.isupper() and index + 1 < len(words) and not words[index + 1].raw.isupper()


def _closed(table: Nouns, words: Sequence[Token], index: int) -> bool:
    """Whether a plural closes its phrase: no plural follows it ("women protesters")."""
    if words[index].word not in table.plural or words[index].word in table.singular:
        return False
    return index + 1 < len(words) and words[index + 1].word not in table.plural


def _adjective(table: Nouns, words: Sequence[Token], index: int) -> bool:
    """Whether a noun in the singular stands before the plural head ("two Syrian opposition fighters")."""
    word = words[index].word
    if word in table.plural or word not in table.singular:
        return False
    return any(t.word in table.plural for t in words[index + 1 : index + 3])


def _abbreviated(words: Sequence[Token], index: int) -> bool:
    """Whether a point ends an abbreviation inside the phrase ("two U.S. advisers")."""
    following = index + 1
    return index > 0 and "." in words[index - 1].word and following < len(words) and words[following].capital


def _people(table: Nouns, words: Sequence[Token], index: int, last: int, plural: bool) -> bool:
    """Whether a people's name stands before the head: "a Salvadoran air force helicopter"."""
    if words[index].word not in table.peoples:
        return False
    stops, _ = _stops("en")
    for following in range(index + 1, last):
        word = words[following].word
        if word in stops or word in "#~" or not word[0].isalnum():
            return False
        other = _group(table, words, following, plural)
        if other and word not in table.peoples:
            return words[following].word in (table.plural if plural else table.singular)
    return False


def _aged(words: Sequence[Token], index: int) -> bool:
    return index + 1 < len(words) and words[index + 1].word.startswith(("year", "month", "-"))


def _unlisted(words: Sequence[Token], start: int, end: int) -> int:
    """A phrase with no listed noun is taken where it is short; a long one is no phrase."""
    return end if end - start <= 3 else start


def _group(table: Nouns, words: Sequence[Token], index: int, plural: bool) -> str | None:
    word = words[index].word
    two = f"{words[index - 1].word} {word}" if index else word
    first, second = (table.plural, table.singular) if plural else (table.singular, table.plural)
    bare = word.rsplit("-", 1)[-1]
    for form in (two, word, bare):
        found = first.get(form) or second.get(form)
        if found:
            return found
    return None


def _noun_after(
    table: Nouns, words: Sequence[Token], following: int, plural: bool, stops: frozenset[str]
) -> bool:
    """Whether a cue that ends before ``following`` is an adjective ("12 wounded soldiers")."""
    if following >= len(words) or words[following].word in stops or words[following].word in _elided("en"):
        return False
    return (
        _group(table, words, following, plural) in ("civilian", "combatant", "unknown", "thing")
        and words[following].word != "#"
    )


def _continued(
    words: Sequence[Token], end: int, head: str, group: str | None, table: Nouns, stops: frozenset[str]
) -> tuple[int, str | None]:
    """The phrase with what follows it in "members of the group" and "women and children"."""
    if end + 1 >= len(words):
        return end, group
    joined = words[end].word
    if joined == "and" and group in (*PEOPLE, "thing"):
        harm = words[end + 1].word in _bare_words("en")  # "the deaths of nine men | and injuries to six"
        other = table.plural.get(words[end + 1].word) if not harm else None
        same = other == group or (other in PEOPLE and group in PEOPLE)
        return (end + 2, group) if same else (end, group)
    if joined == "of" and head:
        index = end + 1
        while index < min(len(words), end + 6) and words[index].word not in ("#", "~"):
            word = words[index].word
            if word not in ("the", "a", "an", "its", "their") and (word in stops or not word[0].isalnum()):
                break
            index += 1
            if table.plural.get(word) and word not in table.partitive:
                break
        if index > end + 1:
            inner = next(
                (table.group(t.word) for t in reversed(words[end + 1 : index]) if table.group(t.word)), None
            )
            if head in table.partitive and (inner in PEOPLE or inner == "thing"):
                group = inner if inner in PEOPLE else group
            return index, group
    return end, group


def _status(
    words: Sequence[Token], start: int, end: int, head: str, group: str | None, table: Nouns
) -> ObjectStatus:
    if group in ("thing", "munitions", "attacks", "skip"):
        return ObjectStatus.THING
    groups = [
        table.qualifiers.get(t.word)
        or ("combatant" if t.word in _forces("en") else None)
        or (table.group(t.word) if t.word != head else None)
        for t in words[start:end]
    ]
    told = {g for g in groups if g in ("civilian", "combatant")}
    if group in ("civilian", "combatant"):
        told = (
            {group}
            if not (group == "civilian" and "combatant" in told and head in _both("en"))
            else {"combatant"}
        )
    if len(told) == 1:
        return ObjectStatus(told.pop())
    if len(told) == 2:
        return ObjectStatus.COMBATANT if head not in _both("en") else ObjectStatus.MIXED
    return ObjectStatus.UNKNOWN


def sufferers(words: Sequence[Token], after: int, cues: dict[int, tuple[Cue, ...]]) -> Phrase | None:
    """Whose casualties they are, where that follows ("ten casualties on the enemy"), or None."""
    if after >= len(words) or words[after].word not in _befalling("en"):
        return None
    found = phrase(words, after, cues, plural=True)
    table = nouns()
    people = found.group in PEOPLE or (
        found.group is None
        and any(t.word in table.qualifiers or t.word in _forces("en") for t in words[found.start : found.end])
    )
    return found if people and found.end > found.start else None


@cache
def _befalling(language: str) -> frozenset[str]:
    """Prepositions between casualties and those who suffered them."""
    return frozenset(load(language, "objects")["phrase"]["befalling"])


def is_elided(words: Sequence[Token]) -> bool:
    """Whether a phrase only stands for a noun before it ("others")."""
    return all(t.word in _elided("en") for t in words)


def is_bare(words: Sequence[Token]) -> bool:
    """Whether a phrase says nothing of who is counted: a pronoun, or the harm itself ("10 injuries")."""
    return all(t.word in _bare_words("en") for t in words)


@cache
def _bare_words(language: str) -> frozenset[str]:
    """Words that say nothing of who is counted."""
    return frozenset(load(language, "objects")["phrase"]["bare"])


@cache
def _elided(language: str) -> frozenset[str]:
    """Words that stand for a noun ("40 others")."""
    return frozenset(load(language, "objects")["phrase"]["elided"])


@cache
def _adding(language: str) -> frozenset[str]:
    """Words between the number and its noun that tell of more of them ("five more deaths")."""
    return frozenset(load(language, "objects")["phrase"]["adding"])


@cache
def _forces(language: str) -> frozenset[str]:
    """Names of parties that fight ("Hezbollah members" are combatants)."""
    return frozenset(name for name in load(language, "parties")["names"] if " " not in name)


@cache
def _both(language: str) -> frozenset[str]:
    """Nouns of work that both soldiers and civilians do ("army officials")."""
    return frozenset(load(language, "objects")["phrase"]["either"])
