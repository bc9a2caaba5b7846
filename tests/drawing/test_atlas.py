import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import making

from sayso.drawing.atlas import HEIGHT, WIDTH, View, atlas, box_of, fitting, spots, words
from sayso.model import Place, Span


def incident(id, place=None, start="2020-02-27"):
    return making.incident(id, place=place, start=start)


def place(name, lat, lon, precision, country="SY"):
    span = Span.cut(name, 0, len(name))
    return Place(
        span=span,
        name=name,
        country=country,
        lat=lat,
        lon=lon,
        precision=precision,
        gazetteer_id=f"made:{name}",
    )


IDLIB = place("Idlib", 35.9, 36.6, 4)
BALYUN = place("Balyun", 35.7, 36.5, 1)


def test_incidents_of_one_place_share_one_area():
    found = spots([incident("a", IDLIB), incident("b", IDLIB), incident("c", BALYUN), incident("d")])
    assert [(s.name, len(s.incidents)) for s in found] == [("Idlib", 2), ("Balyun", 1)]


def test_a_province_is_as_wide_as_its_precision_and_never_a_dot():
    drawn = atlas(spots([incident("a", IDLIB)]))
    (area,) = drawn.areas
    view = View(drawn.box)
    across, up = area.radii
    # 100 km are 0.9 of a degree north, and more degrees east.
    assert up == pytest.approx(100 / 111.2 * view.scale, rel=0.01)
    assert across / view.shrink == pytest.approx(up / math.cos(math.radians(IDLIB.lat)), rel=0.01)


def test_only_an_exact_place_is_a_dot():
    (area,) = atlas(spots([incident("a", BALYUN)])).areas
    assert area.path is area.radii is None
    assert area.spot.km == 0


def test_a_place_whose_exactness_nobody_tells_is_wide_not_exact():
    (spot,) = spots([incident("a", place("Somewhere", 35.0, 36.0, None))])
    assert spot.km == 300


def test_the_widest_areas_lie_behind_so_that_all_can_be_reached():
    drawn = atlas(spots([incident("a", BALYUN), incident("b", IDLIB)]))
    assert [a.spot.name for a in drawn.areas] == ["Idlib", "Balyun"]


def test_nearer_and_wider_keep_the_middle():
    drawn = atlas(spots([incident("a", IDLIB)]))
    for move, share in (("nearer", 0.5), ("wider", 2.0)):
        west, south, east, north = box_of(drawn.moves[move])
        assert (east - west) == pytest.approx(share * (drawn.box[2] - drawn.box[0]), rel=0.02)
        assert (south + north) / 2 == pytest.approx((drawn.box[1] + drawn.box[3]) / 2, abs=0.01)


def test_places_outside_a_view_are_counted_not_drawn():
    drawn = atlas(
        spots([incident("a", IDLIB), incident("b", place("Lima", -12.0, -77.0, 1, "PE"))]), (35, 34, 38, 37)
    )
    assert [a.spot.name for a in drawn.areas] == ["Idlib"]
    assert drawn.outside == 1


numbers = st.floats(-999, 999, allow_nan=False)


@given(st.tuples(numbers, numbers, numbers, numbers))
def test_every_box_in_an_address_gives_a_view_of_the_world(sides):
    view = View(box_of(words(sides)))
    west, south, east, north = view.box
    assert west < east
    assert south < north
    x, y = view.at(((west + east) / 2, (south + north) / 2))
    assert (x, y) == (pytest.approx(WIDTH / 2), pytest.approx(HEIGHT / 2))


@given(
    st.lists(
        st.tuples(st.floats(-85, 85), st.floats(-179, 179), st.sampled_from([1, 2, 3, 4, 5])), min_size=1
    )
)
def test_the_view_that_fits_shows_the_middle_of_every_place(found):
    known = spots([incident(str(i), place(f"p{i}", *one)) for i, one in enumerate(found)])
    view = View(fitting(known))
    for spot in known:
        x, y = view.at((spot.place.lon, spot.place.lat))
        assert -1 <= x <= WIDTH + 1
        assert -1 <= y <= HEIGHT + 1
