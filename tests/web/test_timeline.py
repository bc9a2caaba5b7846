from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import making

from sayso.web.timeline import UNITS, begin, drawn, end, timeline


def incident(start, *voices):
    return making.incident(f"{start}{voices}", start=start, origins=tuple(map(making.origin, voices)))


def test_incidents_are_counted_by_the_stretch_in_which_they_began():
    line = timeline(
        [
            incident("2020-02-27", "a"),
            incident("2020-02-28", "a", "b"),
            incident("2020-03-05"),
            incident(None),
        ],
        "week",
    )
    assert [(b.first.isoformat(), b.incidents) for b in line.bars] == [("2020-02-24", 2), ("2020-03-02", 1)]
    assert line.undated == 1


def test_a_voice_of_two_incidents_is_one_voice():
    line = timeline([incident("2020-02-27", "NATO", "Moscow"), incident("2020-02-27", "Nato")], "day")
    assert [b.voices for b in line.bars] == [2]


@pytest.mark.parametrize(("last", "unit"), [(20, "day"), (300, "week"), (1500, "month"), (9000, "year")])
def test_the_unit_fits_the_span(last, unit):
    first = date(2000, 1, 1)
    days = [first, first + timedelta(days=last)]
    assert timeline([incident(d.isoformat()) for d in days]).unit == unit


@given(st.dates(), st.sampled_from(UNITS))
def test_every_day_lies_in_its_stretch(day, unit):
    first = begin(day, unit)
    assert first <= day <= end(first, unit)


def test_bars_are_as_tall_as_their_counts():
    bars, most = drawn(
        timeline([incident("2020-01-01", "a"), incident("2020-01-03"), incident("2020-01-03")])
    )
    assert most == 2
    assert bars[1].tall == 2 * bars[0].tall
    assert bars[0].x < bars[1].x


def test_no_incidents_no_bars():
    assert drawn(timeline([])) == ((), 0)
