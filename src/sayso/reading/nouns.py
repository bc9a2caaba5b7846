"""Head nouns of what is counted, and the group each belongs to.

The lists stand in ``languages/<code>/objects.toml``; here they become look-up tables, singular and plural
apart, because "a soldier" can be one only in the singular and "two soldiers" two only in the plural.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sayso.languages import load

GROUPS = ("civilian", "combatant", "unknown", "thing", "munitions", "attacks", "skip")
PEOPLE = frozenset({"civilian", "combatant", "unknown"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Nouns:
    """Group by noun: ``singular`` and ``plural`` forms, both folded to lower case; phrases keep a space."""

    singular: Mapping[str, str]
    plural: Mapping[str, str]
    partitive: frozenset[str]
    qualifiers: Mapping[str, str]

    def group(self, word: str) -> str | None:
        """The group of a noun in either number, or None."""
        return self.plural.get(word) or self.singular.get(word)


@cache
def nouns(language: str = "en") -> Nouns:
    """The noun tables of ``language``; where a noun stands in two groups, the first of GROUPS has it."""
    data = load(language, "objects")
    singular: dict[str, str] = {}
    plural: dict[str, str] = {}
    irregular = data["plurals"]
    for group in GROUPS:
        for noun in data[group]["nouns"]:
            singular.setdefault(noun, group)
            first, _, last = noun.rpartition(" ")
            many = irregular.get(last) or pluralised(last)
            plural.setdefault(f"{first} {many}".strip(), group)
        for noun in data[group].get("only_plural", ()):
            plural.setdefault(noun, group)
    partitive = frozenset(data["partitive"]["nouns"])
    qualifiers = {word: group for group, words in data["qualifiers"].items() for word in words}
    return Nouns(
        singular=singular,
        plural=plural,
        partitive=partitive | {irregular.get(p) or pluralised(p) for p in partitive},
        qualifiers=qualifiers,
    )


def pluralised(noun: str) -> str:
    """The regular plural of a noun as English spells it; data lists the others."""
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun if noun.endswith("s") and not noun.endswith("ss") else noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"
