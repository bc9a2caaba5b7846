"""Papers: what was worked out, put away in the ledger and taken up again.

Where the ledger cannot be written (it lies on a disk that only reads, or somebody holds it) papers stay in
memory and everything goes on; another session then works them out again.
"""

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from sayso.ledger import Changes, Store, Worked
from sayso.ledger.workings import opened
from sayso.model import LedgerError

_ROOMS = ("grouping", "languages", "model", "reconciling")


@cache
def made_by() -> str:
    """By what papers are made: other rules, other language data or other records make others."""
    whole, house = hashlib.sha256(), files("sayso")
    for place in (*(house.joinpath(room) for room in _ROOMS), *house.iterdir()):
        for content in _contents(place):
            whole.update(hashlib.sha256(content).digest())
    return whole.hexdigest()[:32]


def _contents(place: Traversable) -> Iterator[bytes]:
    """The rules and language data of a room with all below it, or of one file of the front door."""
    if place.is_file() and place.name.endswith((".py", ".toml")):
        yield place.read_bytes()
    elif place.is_dir() and place.name in _ROOMS:
        yield from _below(place)


def _below(place: Traversable) -> Iterator[bytes]:
    for one in sorted(place.iterdir(), key=lambda p: p.name):
        if one.is_dir():
            yield from _below(one)
        elif one.name.endswith((".py", ".toml")):
            yield one.read_bytes()


class Papers:
    """Documents by kind and key, those of the ledger under those that could not be put away."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._here: dict[str, dict[str, bytes | None]] = {}
        self._apart = False  # from now on nothing is put away
        self._based = True  # what is here lies over what the ledger has
        self._lost = False  # what the ledger has cannot be read

    def take_up(self) -> Worked | None:
        """How far they go; None where there are none, or others made them than this version."""
        self._here, self._apart, self._based = {}, False, True
        found = self._store.worked()
        return found if found and found.made_by == made_by() and not self._lost else None

    def lose(self) -> bool:
        """Trust nothing that was put away before; False where it was given up already."""
        given_up, self._lost = self._lost, True
        return not given_up

    def every(self, kind: str) -> Iterator[tuple[str, Any]]:
        """All documents of a kind with their keys."""
        here = self._here.get(kind, {})
        under = self._store.worked_out(kind) if self._based else ()
        yield from ((k, d) for k, d in under if k not in here)
        yield from ((k, opened(d)) for k, d in here.items() if d is not None)

    def some(self, kind: str, keys: Sequence[str]) -> dict[str, Any]:
        """Those of these keys that there are."""
        here = self._here.get(kind, {})
        asked = [k for k in keys if k not in here]
        found = dict(self._store.worked_out(kind, asked)) if asked and self._based else {}
        found.update((k, opened(d)) for k in keys if (d := here.get(k)) is not None)
        return found

    def put_away(self, changes: Changes, *, before: Worked | None, after: Worked) -> bool:
        """Put changes away; False where somebody else has worked on, and all is to be taken up again."""
        if not self._apart:
            try:
                done = self._store.put_away(changes, before=before, after=after)
            except LedgerError:
                self._apart, self._based = True, before is not None
            else:
                self._lost = self._lost and not done
                return done
        for kind, documents in changes.documents.items():
            self._here.setdefault(kind, {}).update(documents)
        return True
