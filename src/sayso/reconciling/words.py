"""Words as reconciling compares them: aliases of speakers and parties, parts, and updates.

The lists are language data; this module looks them up and decides nothing.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from sayso.languages import lexicon
from sayso.model import Article

_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile(r"['’‘`.]")


@lru_cache(maxsize=65536)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a text without case, dots and apostrophes: "Syria’s" and "Syrias" are one word."""
    return tuple(_WORD.findall(_MARKS.sub("", text.casefold())))


@cache
def _names(language: str | None, kind: str) -> dict[str, list[tuple[tuple[str, ...], str, str | None]]]:
    """First word -> (alias, id, country) of all parties or speakers."""
    data = lexicon(language, "aliases")
    found: dict[str, list[tuple[tuple[str, ...], str, str | None]]] = {}
    entries = [(n, e["id"], None) for e in data.get(kind, ()) for n in e["names"]]
    entries += [(n, e[kind], e["country"]) for e in data.get("context", ()) if kind in e for n in e["names"]]
    for name, identity, country in entries:
        words = tokens(name)
        found.setdefault(words[0], []).append((words, identity, country))
    return found


def _same_words(said: tuple[str, ...], alias: tuple[str, ...]) -> bool:
    """True where the words are those of the alias, a possessive or plural s apart."""
    return len(said) == len(alias) and all(w in (a, f"{a}s") for w, a in zip(said, alias, strict=True))


@lru_cache(maxsize=65536)
def _find(text: str, language: str | None, kind: str, country: str | None) -> tuple[str, ...]:
    words, names = tokens(text), _names(language, kind)
    found: list[tuple[int, str]] = []
    for at, word in enumerate(words):
        starting = (*names.get(word, ()), *(names.get(word[:-1], ()) if word.endswith("s") else ()))
        for alias, identity, where in starting:
            if _same_words(words[at : at + len(alias)], alias) and where in (None, country):
                found.append((-len(alias), identity))
    return tuple(identity for _, identity in sorted(found))


def known_speaker(text: str, article: Article, country: str | None = None) -> str | None:
    """The id of the speaker that these words name in the alias data, by the longest alias; else None.

    Words that mean somebody in a country only ("state TV") need ``country``.
    """
    return next(iter(_find(text, article.language, "speaker", country)), None)


def known_party(text: str, article: Article, country: str | None = None) -> str | None:
    """The id of the party that these words name, by the longest alias; bare words by the country."""
    return next(iter(_find(text, article.language, "party", country)), None)


@cache
def _party_words(language: str | None, identity: str) -> frozenset[str]:
    data = lexicon(language, "aliases")
    empty = data.get("words", {}).get("empty", ())
    names = [n for e in data.get("party", ()) if e["id"] == identity for n in e["names"]]
    return frozenset((*empty, *(w for n in names for w in tokens(n))))


def party_itself(text: str, article: Article) -> str | None:
    """The id of the party where the words name a party and nothing else ("the Daesh group"); else None."""
    identity = known_party(text, article)
    if identity is None:
        return None
    own = _party_words(article.language, identity)
    return identity if all(w in own or w.removesuffix("s") in own for w in tokens(text)) else None


@cache
def _entries(language: str | None) -> dict[str, dict[str, Any]]:
    data = lexicon(language, "aliases")
    return {e["id"]: e for kind in ("party", "speaker") for e in data.get(kind, ())}


def display(identity: str, article: Article) -> str:
    """The full name behind an id of the alias data; the id itself where there is none."""
    entry = _entries(article.language).get(identity)
    return str(entry["name"]) if entry else identity


def party_of(identity: str, article: Article) -> str | None:
    """The party that a known speaker speaks for, or None."""
    entry = _entries(article.language).get(identity) or {}
    return entry.get("party")


def wider(identity: str, article: Article) -> str | None:
    """The wider party that a party belongs to, or None."""
    entry = _entries(article.language).get(identity) or {}
    return entry.get("within")


@cache
def word_list(language: str | None, table: str, key: str) -> tuple[str, ...]:
    """One list of the lexicon ``accounts``, its words as :func:`tokens` gives them."""
    return tuple(" ".join(tokens(w)) for w in lexicon(language, "accounts").get(table, {}).get(key, ()))


def says_any(text: str, words: Iterable[str]) -> bool:
    """True where one of ``words`` stands in the text as whole words."""
    padded = f" {' '.join(tokens(text))} "
    return any(f" {w} " in padded for w in words)


@cache
def _parts(language: str | None) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((k, frozenset(v)) for k, v in lexicon(language, "accounts").get("parts", {}).items())


def part_of(words: str, article: Article) -> str | None:
    """The part of people that an object names ("children", "women", "others"), or None for people as such."""
    said = set(tokens(words))
    return next((name for name, these in _parts(article.language) if said & these), None)


def identifying(name: str, article: Article) -> frozenset[str]:
    """The words of a speaker's name that tell who it is: without articles and bare offices."""
    return _identifying(name, article.language)


@lru_cache(maxsize=65536)
def _identifying(name: str, language: str | None) -> frozenset[str]:
    empty = set(lexicon(language, "aliases").get("words", {}).get("empty", ()))
    return frozenset(w for w in tokens(name) if w not in empty and len(w) > 2)


def telling(words: frozenset[str], article: Article) -> frozenset[str]:
    """Those words that name somebody by themselves: no office in general, no party."""
    generic = set(word_list(article.language, "words", "generic"))
    return frozenset(w for w in words if w not in generic and known_party(w, article) is None)
