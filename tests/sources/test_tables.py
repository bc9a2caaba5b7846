"""Tables of events come in as claims of their outlet."""

import pytest

from sayso.model import Bound, Failure, ObjectStatus, SourceError
from sayso.sources import tables

GED = (
    "id,date_start,date_end,where_coordinates,where_prec,latitude,longitude,country,side_a,low,best,high,deaths_civilians\n"
    "7,2020-02-27,2020-02-27,Balyun village,1,35.7,36.5,Syria,Government of Syria,33,33,34,\n"
    "8,2020-02-28,2020-02-28,Idlib town,1,35.9,36.6,Syria,Government of Syria,,,,5\n"
    "9,2020-02-28,2020-02-28,Idlib town,1,35.9,36.6,Syria,Government of Syria,,,,\n"
)


def read(content, layout=tables.UCDP):
    return list(tables.rows(content.encode(), origin="t.csv", layout=layout, version="0"))


def test_each_number_of_a_row_is_a_figure_that_leads_back_to_its_cell():
    (taken, reading), *_ = read(GED)
    (figure,) = reading.figures
    quantity = figure.quantity
    assert (quantity.low, quantity.high, quantity.bound) == (33, 34, Bound.RANGE)
    text = taken.article.text
    assert text[quantity.span.start : quantity.span.end] == quantity.span.text == "33"
    assert text[: quantity.span.start].endswith("best: ")
    assert (figure.place.name, figure.place.precision) == ("Balyun village", 1)
    assert (figure.time.start, figure.actor.text) == ("2020-02-27", "Government of Syria")
    assert taken.article.outlet == "UCDP GED"


def test_an_empty_cell_is_not_nought_and_a_row_without_a_number_is_told():
    _, (_, civilians), nothing = read(GED)
    (figure,) = civilians.figures
    assert (figure.quantity.low, figure.object.status) == (5, ObjectStatus.CIVILIAN)
    assert isinstance(nothing, Failure)
    assert nothing.code == "no_count"


def test_a_table_of_another_kind_is_refused_with_its_columns_named():
    with pytest.raises(SourceError) as refused:
        read("a,b\n1,2\n")
    assert refused.value.code == "wrong_table"
    with pytest.raises(SourceError):
        list(tables.rows(b"\xff\xfe\x00", origin="t", layout=tables.UCDP, version="0"))


def test_a_mapping_makes_any_table_claims():
    layout = tables.mapped(
        b'outlet = "Own"\n[columns]\nid = "e"\nplace = "town"\nstart = "day"\n'
        b'[[count]]\nmeasure = "injured"\nbest = "hurt"\n'
    )
    ((taken, reading),) = read("e,town,day,hurt\nx1,Aleppo,2020-01-02,12\n", layout)
    assert taken.article.outlet == "Own"
    assert [(str(f.measure), f.quantity.low) for f in reading.figures] == [("injured", 12)]


@pytest.mark.parametrize("content", [b"outlet = 1 2", b"x = 1", b'outlet = "a"\n[columns]\nmood = "b"\n'])
def test_a_wrong_mapping_says_so(content):
    with pytest.raises(SourceError) as refused:
        tables.mapped(content)
    assert refused.value.code == "bad_mapping"
