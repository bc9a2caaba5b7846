from dataclasses import replace

import pytest
from tests import making

from sayso.incidents import Told
from sayso.web.origins import MOST, graph


def origin(name, *outlets, first="a-Wire"):
    return making.origin(name, *outlets, first=first)


def incident(*origins):
    return making.incident(origins=origins)


@pytest.fixture
def told(made_reading):
    article = replace(made_reading.article, id="a-Wire", outlet="Wire")
    return {"c": Told(claim=made_reading.figures[0], article=article)}


def test_a_line_leads_from_each_voice_to_every_outlet_and_a_heavy_one_to_the_first(told):
    drawn = graph(incident(origin("the governor", "Wire", "Post"), origin("the alliance", "Wire")), told)
    assert [v.name for v in drawn.voices] == ["the governor", "the alliance"]
    assert {o.name for o in drawn.outlets} == {"Wire", "Post"}
    assert len(drawn.edges) == 3
    assert sum(e.first for e in drawn.edges) == 2


def test_outlets_that_only_cite_one_another_are_told_from_a_source(told):
    drawn = graph(incident(origin("no origin: A, B cite one another", "A", "B", first=None)), told)
    assert all(e.circle and not e.first for e in drawn.edges)


def test_one_voice_in_one_outlet_needs_no_picture(told):
    assert graph(incident(origin("the governor", "Wire")), told) is None


def test_what_has_no_room_is_counted(told):
    drawn = graph(incident(*(origin(f"voice {i}", "Wire") for i in range(MOST + 3))), told)
    assert len(drawn.voices) == MOST
    assert drawn.left_out == 3
    assert all(0 < v.y < drawn.height for v in drawn.voices)
