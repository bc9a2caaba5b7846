"""Looks names up in the place index: strict keys, loose keys, and what lies in what.

A :class:`Gazetteer` reads the SQLite file that :mod:`sayso.reading.placeindex` built, and never writes it. It
finds candidates; which of them an article means is for :mod:`sayso.reading.places` to say.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

from sayso.reading.placeindex import SCHEMA_VERSION, TRANSLITERATED, fold, loose

__all__ = ["TRANSLITERATED", "Entry", "Gazetteer", "distance", "fold", "loose", "opened"]

_AT_ONCE = 500
_DEGREE = radians(1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One place of the index.

    ``kind`` is ``country``, ``admin1``, ``admin2``, ``city``, or what the language data adds: ``region`` (a
    large feature, a coast, a mountain range) and ``sea``. ``admin1`` and ``admin2`` are the entries that it
    lies in. Degrees are WGS 84; a division's point is the mean of its places. ``population`` is 0 where
    unknown.
    """

    id: str
    name: str
    kind: str
    country: str | None
    admin1: str | None = None
    admin2: str | None = None
    lat: float | None = None
    lon: float | None = None
    population: int = 0


class Gazetteer:
    """The open index. Lookups are remembered, so that a long run asks the file once a name."""

    def __init__(self, path: Path) -> None:
        """Open ``path`` read-only; raises ``FileNotFoundError`` where it is missing or of another make."""
        if not path.is_file():
            raise FileNotFoundError(f"the place index {path.name} is missing")
        self._db = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        try:
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.DatabaseError:
            version = None
        if version != SCHEMA_VERSION:
            self._db.close()
            raise FileNotFoundError(f"the place index {path.name} is of another version, or no index at all")
        self._names: dict[str, tuple[int, ...]] = {}
        self._loose: dict[str, tuple[int, ...]] = {}
        self._entries: dict[int, Entry] = {}
        self._codes: dict[str, int | None] = {}

    def close(self) -> None:
        """Close the file; further lookups raise."""
        self._db.close()

    def named(self, keys: Iterable[str]) -> dict[str, tuple[Entry, ...]]:
        """The entries under each strict key that has any, the most peopled first."""
        return self._look("name", self._names, keys)

    def sounding(self, keys: Iterable[str]) -> dict[str, tuple[Entry, ...]]:
        """The entries under each loose key that has any: only of countries whose names vary in English."""
        return self._look("loose", self._loose, keys)

    def country(self, code: str) -> Entry | None:
        """The country with this ISO 3166-1 alpha-2 code."""
        if code not in self._codes:
            row = self._db.execute(
                "SELECT id FROM place WHERE code = ? AND kind = 'country'", (code,)
            ).fetchone()
            self._codes[code] = row[0] if row else None
        identity = self._codes[code]
        if identity is None:
            return None
        self._load((identity,))
        return self._entries[identity]

    def _look(
        self, table: str, known: dict[str, tuple[int, ...]], keys: Iterable[str]
    ) -> dict[str, tuple[Entry, ...]]:
        wanted = list(dict.fromkeys(keys))
        if len(known) > 200_000:
            known.clear()
        new = [k for k in wanted if k not in known]
        for at in range(0, len(new), _AT_ONCE):
            part = new[at : at + _AT_ONCE]
            known.update(dict.fromkeys(part, ()))
            marks = ",".join("?" * len(part))
            for key, places in self._db.execute(
                f"SELECT key, places FROM {table} WHERE key IN ({marks})", part
            ):
                known[key] = tuple(map(int, places.split()))
        self._load(i for k in wanted for i in known[k])
        return {
            k: tuple(self._entries[i] for i in known[k] if i in self._entries) for k in wanted if known[k]
        }

    def _load(self, identities: Iterable[int]) -> None:
        if len(self._entries) > 200_000:
            self._entries.clear()
        new = [i for i in dict.fromkeys(identities) if i not in self._entries]
        for at in range(0, len(new), _AT_ONCE):
            part = new[at : at + _AT_ONCE]
            marks = ",".join("?" * len(part))
            for row in self._db.execute(f"SELECT * FROM place WHERE id IN ({marks})", part):
                self._entries[row[0]] = _entry(row)


def _entry(
    row: tuple[int, str, str, str, int | None, int | None, float | None, float | None, int, str | None],
) -> Entry:
    identity, name, kind, country, admin1, admin2, lat, lon, population, code = row
    return Entry(
        id=_identity(identity, code) or "",
        name=name,
        kind=kind,
        country=country,
        admin1=_identity(admin1, None),
        admin2=_identity(admin2, None),
        lat=lat,
        lon=lon,
        population=population,
    )


def _identity(number: int | None, code: str | None) -> str | None:
    if number is None:
        return None
    return f"geonames:{number}" if number > 0 else f"iso3166-2:{code}"


def distance(a: Entry, b: Entry) -> float | None:
    """Kilometres along the great circle, or None where one of them has no point."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    up, down = a.lat * _DEGREE, b.lat * _DEGREE
    half = sin((down - up) / 2) ** 2 + cos(up) * cos(down) * sin((b.lon - a.lon) * _DEGREE / 2) ** 2
    return 12742.0 * asin(min(1.0, sqrt(half)))


@cache
def opened() -> Gazetteer | None:
    """The index that this installation carries, opened once; None where it has none."""
    try:
        return Gazetteer(Path(str(files("sayso.reading") / "data" / "places.sqlite")))
    except FileNotFoundError:
        return None
