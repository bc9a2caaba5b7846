"""Head nouns of what is counted, and the group each belongs to.

The lists stand in ``languages/<code>/objects.toml``; here they become look-up tables, singular and plural
apart, because "a soldier" can be one only in the singular and "two soldiers" two only in the plural.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sayso.languages import load

GROUPS = ("civilian", "combatant", "unknown", "thing", "munitions", "attacks", "skip")
PEOPLE = frozenset({"civilian", "combatant", "unknown"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Nouns:
    """Group by noun: ``singular`` and ``plural`` forms, both folded to lower case; phrases keep a space.

    ``peoples`` are those that are adjectives as well ("a Syrian", "a Syrian airport").
    """

    singular: Mapping[str, str]
    plural: Mapping[str, str]
    partitive: frozenset[str]
    qualifiers: Mapping[str, str]
    peoples: frozenset[str]

    def group(self, word: str) -> str | None:
        """The group of a noun in either number, or None."""
        return self.plural.get(word) or self.singular.get(word)


@cache
def nouns(language: str = "en") -> Nouns:
    """The noun tables of ``language``; where a noun stands in two groups, the first of GROUPS has it."""
    data = load(language, "objects")
    endings = [(ending, plural) for ending, plural in data["plural"]["endings"]]
    singular: dict[str, str] = {}
    plural: dict[str, str] = {}
    irregular = data["plurals"]
    for group in GROUPS:
        for noun in data[group]["nouns"]:
            singular.setdefault(noun, group)
            first, _, last = noun.rpartition(" ")
            many = irregular.get(last) or pluralised(last, endings)
            plural.setdefault(f"{first} {many}".strip(), group)
        for noun in data[group].get("only_plural", ()):
            plural.setdefault(noun, group)
    peoples = _peoples(language, data["plural"]["adjectival"])
    for people in peoples:
        singular.setdefault(people, "unknown")
        plural.setdefault(pluralised(people, endings), "unknown")
    partitive = frozenset(data["partitive"]["nouns"])
    qualifiers = {word: group for group, words in data["qualifiers"].items() for word in words}
    return Nouns(
        singular=singular,
        plural=plural,
        partitive=partitive | {irregular.get(p) or pluralised(p, endings) for p in partitive},
        qualifiers=qualifiers,
        peoples=peoples,
    )


def _peoples(language: str, adjectival: Sequence[str]) -> frozenset[str]:
    """Words for people of a country that are nouns, too ("a Syrian", but not "a Spanish")."""
    return frozenset(p for p in load(language, "places")["demonyms"] if not p.endswith(tuple(adjectival)))


def pluralised(noun: str, endings: Sequence[tuple[str, str]]) -> str:
    """The regular plural of a noun: its ending gives way to that of the first pair that fits."""
    for ending, plural in endings:
        if noun.endswith(ending):
            return noun[: len(noun) - len(ending)] + plural
    return noun
