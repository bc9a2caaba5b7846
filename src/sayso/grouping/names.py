"""Names as grouping compares them: places through their romanisations, parties through their aliases.

"Hasaka", "Hasakeh" and "al-Hassakah" are one place written three ways: articles and kinds ("city of") are
dropped, doubled letters and vowels folded. This module compares words; it knows no map.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from sayso.languages import lexicon

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SOUNDS = str.maketrans({"q": "k", "c": "k", "z": "s", "j": "g"})
_MARKS = str.maketrans("", "", "'`.")
_DIGRAPHS = (
    ("sh", "x"),
    ("ch", "x"),
    ("ph", "f"),
    ("kh", "k"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("ou", "u"),
)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Case, accents, dots and apostrophes folded away: "Assad’s" and "Assads" are the same word."""
    if text.isascii():
        return text.lower().translate(_MARKS)
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’‘`.")


def tokens(text: str) -> list[str]:
    """The folded words of a text."""
    return _WORD.findall(fold(text).replace("-", " "))


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """A word's consonants with the spellings of one sound made equal; short words keep their vowels.

    Romanised names vary in vowels, doubled letters and a last silent h; the consonants stay.
    """
    for spelled, sound in _DIGRAPHS:
        word = word.replace(spelled, sound)
    word = word.translate(_SOUNDS)
    bare = word[:1] + re.sub(r"[aeiouyw]", "", word[1:])
    bare = re.sub(r"(.)\1+", r"\1", bare)
    if len(bare) > 2 and bare.endswith("h"):
        bare = bare[:-1]
    return bare if len(bare) >= 2 else word


@cache
def _loose(language: str | None) -> tuple[frozenset[str], frozenset[str]]:
    names = lexicon(language, "aliases").get("names", {})
    return frozenset(names.get("articles", ())), frozenset(names.get("kinds", ()))


@lru_cache(maxsize=65536)
def place_key(name: str, language: str | None = None) -> tuple[str, ...]:
    """The words of a place name that tell it apart, each as its skeleton."""
    articles, kinds = _loose(language)
    words = tokens(name)
    kept = (
        [w for w in words if w not in articles and w not in kinds]
        or [w for w in words if w not in articles]
        or words
    )
    return tuple(skeleton(w) for w in kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A party or a speaker of the alias data."""

    id: str
    name: str
    within: str | None = None
    party: str | None = None


def _same_words(said: list[str], alias: tuple[str, ...]) -> bool:
    """True where the words are those of the alias, a possessive or plural s apart."""
    return len(said) == len(alias) and all(w in (a, f"{a}s") for w, a in zip(said, alias, strict=True))


class Aliases:
    """The alias data of one language, ready for look-up: the longest alias that a phrase holds wins."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._names: dict[str, list[tuple[tuple[str, ...], str, str | None]]] = {}
        self.known: dict[str, Party] = {}
        for entry in (*data.get("party", ()), *data.get("speaker", ())):
            self.known[entry["id"]] = Party(
                id=entry["id"], name=entry["name"], within=entry.get("within"), party=entry.get("party")
            )
        self.parties = frozenset(p["id"] for p in data.get("party", ()))
        self._add(data.get("party", ()), group="party")
        self._add(data.get("speaker", ()), group="speaker")
        for entry in data.get("context", ()):
            group = "party" if "party" in entry else "speaker"
            self._learn(entry["names"], entry[group], country=entry["country"], group=group)

    def _add(self, entries: Iterable[dict[str, Any]], *, group: str) -> None:
        for entry in entries:
            self._learn(entry["names"], entry["id"], country=None, group=group)

    def _learn(self, names: Iterable[str], identity: str, *, country: str | None, group: str) -> None:
        for name in names:
            words = tuple(tokens(name))
            self._names.setdefault(f"{group} {words[0]}", []).append((words, identity, country))

    def find(self, phrase: str, *, country: str | None = None, group: str = "party") -> frozenset[str]:
        """The ids of the parties (or speakers) that ``phrase`` names; in ``country`` bare words mean more."""
        words = tokens(phrase)
        found: set[str] = set()
        at = 0
        while at < len(words):
            best: tuple[int, str] | None = None
            for alias, identity, where in self._starting(group, words[at]):
                fits = _same_words(words[at : at + len(alias)], alias) and where in (None, country)
                if fits and (best is None or len(alias) > best[0]):
                    best = (len(alias), identity)
            if best is None:
                at += 1
            else:
                found.add(best[1])
                at += best[0]
        return frozenset(found)

    def _starting(self, group: str, word: str) -> list[tuple[tuple[str, ...], str, str | None]]:
        """The aliases that begin with a word, or with it less its possessive or plural s."""
        return self._names.get(f"{group} {word}", []) + (
            self._names.get(f"{group} {word[:-1]}", []) if word.endswith("s") else []
        )

    def wider(self, ids: frozenset[str]) -> frozenset[str]:
        """``ids`` with the wider parties that they belong to."""
        return ids | {w for i in ids if (p := self.known.get(i)) and (w := p.within)}


@cache
def aliases(language: str | None) -> Aliases:
    """The aliases of a language."""
    return Aliases(lexicon(language, "aliases"))
