import importlib.util
import json
from pathlib import Path

import pytest

from sayso.drawing import outlinemaking, outlines

# Two squares that share the side at 10 degrees east; the second is walked partly backwards.
TOPOLOGY = {
    "transform": {"scale": [0.5, 0.5], "translate": [0.0, 0.0]},
    "arcs": [
        [[20, 0], [0, 20]],
        [[20, 20], [-20, 0], [0, -20], [20, 0]],
        [[20, 0], [20, 0], [0, 20], [-20, 0]],
    ],
    "objects": {
        "countries": {
            "geometries": [
                {"type": "Polygon", "id": "760", "arcs": [[0, 1]], "properties": {"name": "West"}},
                {"type": "MultiPolygon", "arcs": [[[2, ~0]]], "properties": {"name": "Somaliland"}},
            ]
        }
    },
}


@pytest.fixture
def built(tmp_path):
    made = {"units": 100, "levels": {}}
    for level in ("coarse", "fine"):
        made["levels"][level] = outlinemaking.outlines(TOPOLOGY, {760: "SY"})
    path = tmp_path / "outlines.json"
    path.write_text(json.dumps(made))
    return path


def test_arcs_join_to_rings_in_either_direction(built):
    west, east = outlines.known(built)["coarse"]
    assert west.iso == "SY"
    assert east.iso == "SO"
    assert west.rings[0].box == (0.0, 0.0, 10.0, 10.0)
    assert east.rings[0].box == (10.0, 0.0, 20.0, 10.0)
    assert east.rings[0].points[0] == east.rings[0].points[-1]


def test_a_view_shows_only_what_reaches_into_it_and_cuts_it(built):
    ((country, rings),) = outlines.within((2.0, 2.0, 4.0, 4.0), built)
    assert country.iso == "SY"
    assert {p for ring in rings for p in ring} == {(2.0, 2.0), (2.0, 4.0), (4.0, 2.0), (4.0, 4.0)}
    assert outlines.within((50.0, 50.0, 60.0, 60.0), built) == ()


def test_without_outlines_there_are_none(tmp_path):
    assert outlines.within((0.0, 0.0, 9.0, 9.0), tmp_path / "none.json") == ()
    assert outlines.country_box("SY", tmp_path / "none.json") is None


def test_what_npm_gives_must_be_what_is_pinned(monkeypatch, tmp_path):
    def packed(command, **_):
        (Path(command[command.index("--pack-destination") + 1]) / "world-atlas.tgz").write_bytes(b"other")

    monkeypatch.setattr(outlinemaking.subprocess, "run", packed)
    monkeypatch.setattr(outlinemaking.shutil, "which", lambda _: "/usr/bin/npm")
    with pytest.raises(RuntimeError, match="pinned"):
        outlinemaking.build(tmp_path / "outlines.json")
    monkeypatch.setattr(outlinemaking.shutil, "which", lambda _: None)
    assert outlinemaking.build(tmp_path / "outlines.json") is None


def test_nothing_at_run_time_needs_the_builder():
    source = Path(importlib.util.find_spec("sayso.drawing").origin).parent
    users = [p.name for p in source.glob("*.py") if "import outlinemaking" in p.read_text(encoding="utf-8")]
    assert users == []
