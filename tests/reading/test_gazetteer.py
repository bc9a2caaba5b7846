"""The place index: what it holds, how names are looked up, and what happens without it."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reading import gazetteer
from sayso.reading.placeindex import fold, loose


@pytest.fixture(scope="module")
def index():
    opened = gazetteer.opened()
    if opened is None:
        pytest.skip("this installation has no place index; `pip install -e .` builds it")
    return opened


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("Syria", "SY", "country"),
        ("Idlib", "SY", "admin1"),
        ("Saraqib", "SY", "city"),
        ("Khan Yunis", "PS", "city"),
        ("Gujarat", "IN", "admin1"),
        ("Chalatenango", "SV", "city"),
        ("Louisiana", "US", "admin1"),
    ],
)
def test_countries_divisions_and_towns_are_found_by_name(index, name, country, kind):
    found = index.named([fold(name)])[fold(name)]
    assert any(e.country == country and e.kind == kind for e in found)


def test_the_most_peopled_comes_first(index):
    found = index.named(["paris"])["paris"]
    assert found[0].country == "FR"
    assert [e.population for e in found] == sorted((e.population for e in found), reverse=True)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Deir ez-Zor", "Deir Ezzor", "Deir al-Zour", "Dayr az Zawr", "Deir el-Zour"),
        ("Daraa", "Deraa", "Dar‘ā"),
        ("Saraqib", "Saraqeb"),
        ("Hasakah", "al-Hasakeh", "Hasaka"),
        ("Khan Sheikhoun", "Khān Shaykhūn", "Khan Shaykhun"),
        ("Raqqa", "Raqa", "ar-Raqqah"),
    ],
)
def test_spellings_of_one_arabic_name_share_a_loose_key(spellings):
    assert len({loose(fold(s)) for s in spellings}) == 1


def test_loose_keys_find_the_town(index):
    key = loose(fold("Deir al-Zour"))
    assert any(e.name == "Deir ez-Zor" for e in index.sounding([key])[key])


def test_places_have_points_and_divisions(index):
    town = next(e for e in index.named(["saraqib"])["saraqib"] if e.kind == "city")
    province = next(e for e in index.named(["idlib"])["idlib"] if e.kind == "admin1")
    assert town.admin1 == province.id
    assert gazetteer.distance(town, province) < 40
    assert gazetteer.distance(town, town) == 0


def test_a_missing_or_foreign_file_is_refused_by_name(tmp_path):
    with pytest.raises(FileNotFoundError, match="missing"):
        gazetteer.Gazetteer(tmp_path / "places.sqlite")
    other = tmp_path / "other.sqlite"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE t(x)")
    connection.close()
    with pytest.raises(FileNotFoundError, match="another version"):
        gazetteer.Gazetteer(other)
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"no database " * 1000)
    with pytest.raises(FileNotFoundError, match="no index at all"):
        gazetteer.Gazetteer(broken)


def test_the_index_is_never_written(index):
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        index._db.execute("DELETE FROM place")


@given(st.text(max_size=40))
def test_folding_is_settled_after_one_step(name):
    key = fold(name)
    assert fold(key) == key
    assert key == key.strip()
    assert key.isascii()


@given(st.lists(st.text(alphabet="abcdefghiouwyz '-", max_size=12), max_size=5))
def test_looking_up_anything_is_safe_and_repeatable(index, names):
    keys = [fold(n) for n in names]
    assert index.named(keys) == index.named(keys)
    assert set(index.named(keys)) <= set(keys)
