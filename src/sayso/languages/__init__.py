"""Language data in folders: lexicons as TOML, one folder a language code.

``load("en", "quantities")`` gives the parsed ``languages/en/quantities.toml``. Code never branches on a
language; what a language needs said is said in its folder.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(language: str, name: str) -> dict[str, Any]:
    """The lexicon ``name`` of ``language``; raises ``FileNotFoundError`` where there is none."""
    return tomllib.loads((files(__name__) / language / f"{name}.toml").read_text(encoding="utf-8"))


FALLBACK = "en"
"""The language whose data serves an article in a language that has none."""


@cache
def lexicon(language: str | None, name: str) -> dict[str, Any]:
    """The lexicon ``name`` of ``language``, or of the fallback where there is no folder for it."""
    return load(language if language in available() else FALLBACK, name)


@cache
def vocabulary(language: str) -> frozenset[str]:
    """The common words of ``language`` in lower case, without inflected forms; empty where it has no list."""
    listed = files(__name__) / language / "vocabulary.txt"
    if not listed.is_file():
        return frozenset()
    lines = listed.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def available() -> tuple[str, ...]:
    """The codes of the languages that have a folder."""
    return tuple(
        sorted(p.name for p in files(__name__).iterdir() if p.is_dir() and not p.name.startswith("_"))
    )
