"""Tables of events come in as claims of their outlet."""

import io

import pytest

from sayso.model import Bound, Failure, ObjectStatus, SourceError
from sayso.sources import layouts, tables

GED = (
    "id,date_start,date_end,where_coordinates,where_prec,latitude,longitude,country,side_a,low,best,high,deaths_civilians\n"
    "7,2020-02-27,2020-02-27,Balyun village,1,35.7,36.5,Syria,Government of Syria,33,33,34,\n"
    "8,2020-02-28,2020-02-28,Idlib town,1,35.9,36.6,Syria,Government of Syria,,,,5\n"
    "9,2020-02-28,2020-02-28,Idlib town,1,35.9,36.6,Syria,Government of Syria,,,,\n"
)


def stream(content):
    return io.BytesIO(content if isinstance(content, bytes) else content.encode())


def read(content, layout=layouts.UCDP, **more):
    return list(tables.rows(stream(content), origin="t.csv", layout=layout, version="0", **more))


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
        list(tables.rows(stream(b"\xff\xfe\x00"), origin="t", layout=layouts.UCDP, version="0"))


def test_a_mapping_makes_any_table_claims():
    layout = layouts.mapped(
        b'outlet = "Own"\n[columns]\nid = "e"\nplace = "town"\nstart = "day"\n'
        b'[[count]]\nmeasure = "injured"\nbest = "hurt"\n'
    )
    ((taken, reading),) = read("e,town,day,hurt\nx1,Aleppo,2020-01-02,12\n", layout)
    assert taken.article.outlet == "Own"
    assert [(str(f.measure), f.quantity.low) for f in reading.figures] == [("injured", 12)]


@pytest.mark.parametrize("content", [b"outlet = 1 2", b"x = 1", b'outlet = "a"\n[columns]\nmood = "b"\n'])
def test_a_wrong_mapping_says_so(content):
    with pytest.raises(SourceError) as refused:
        layouts.mapped(content)
    assert refused.value.code == "bad_mapping"


HEAD = "id,date_start,date_end,where_coordinates,country,latitude,longitude,low,best,high\n"


def outcomes(*rows, head=HEAD, **more):
    return read(head + "".join(f"{row}\n" for row in rows), **more)


@pytest.mark.parametrize(
    ("row", "code", "words"),
    [
        ("1,2020-02-27,,Idlib,,35,36,,many,", "bad_cell", "best is 'many'"),
        ("1,2020-02-27,,Idlib,,35,36,,-99,", "bad_cell", "no whole number"),
        ("1,2020-02-27,,Idlib,,35,36,,nan,", "bad_cell", "no whole number"),
        ("1,2020-02-27,,Idlib,,35,36,,1.234,", "bad_cell", "no whole number"),
        ("1,2020-02-27,,Idlib,,355,36,,3,", "bad_cell", "latitude is '355'"),
        ("1,03/04/2020,,Idlib,,35,36,,3,", "bad_cell", "date_start is '03/04/2020'"),
        ("1,2020-02-27,2020-02-01,Idlib,,35,36,,3,", "bad_bounds", "before it begins"),
        ("1,2020-02-27,,Idlib,,35,36,9,3,12", "bad_bounds", "low 9, best 3"),
        ("1,2020-02-27,,Idlib,,35,36,,,", "no_count", "counts nothing"),
        ("1,2020-02-27,,Idlib,Syria,35,36,,3,,,x", "bad_row", "more cells than the header"),
    ],
)
def test_a_row_that_is_wrong_says_where_and_what_and_the_rest_goes_on(row, code, words):
    good = "2,2020-02-28,2020-02-28,Idlib,Syria,35.9,36.6,,4,"
    wrong, (_, reading) = outcomes(row, good)
    assert isinstance(wrong, Failure)
    assert (wrong.code, wrong.origin) == (code, "t.csv:2")
    assert words in wrong.message
    assert [f.quantity.low for f in reading.figures] == [4]


def test_bytes_of_another_encoding_are_told_row_by_row_unless_it_is_given():
    table = f"{HEAD}1,2020-02-27,,Alep,,35,36,,3,\n2,2020-02-27,,Sa\u00f1aa,,15,44,,4,\n".encode("cp1252")
    first, second = read(table)
    assert first[1].figures[0].quantity.low == 3
    assert (second.code, second.origin) == ("not_text", "t.csv:3")
    assert "where_coordinates" in second.message
    _, (taken, _) = read(table, encoding="cp1252")
    assert "Sa\u00f1aa" in taken.article.text
    with pytest.raises(SourceError, match="cp1252"):
        read(table, encoding="no-such")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_mark_at_the_beginning_tells_the_encoding(encoding):
    ((_, reading),) = read(f"{HEAD}1,2020-02-27,,Alep,,35,36,,3,\n".encode(encoding))
    assert reading.figures[0].quantity.low == 3


def test_semicolons_and_tabs_part_cells_too():
    for sign in ";\t":
        ((_, reading),) = read(f"{HEAD}1,2020-02-27,,Alep,,35,36,,3,\n".replace(",", sign))
        assert (reading.figures[0].quantity.low, reading.figures[0].place.lat) == (3, 35.0)


def test_thousands_may_be_parted_and_a_moment_is_its_day():
    ((_, reading),) = outcomes('1,2020-02-27 00:00:00.000,,Idlib,,35,36,,"4,000.0",')
    assert (reading.figures[0].quantity.low, reading.figures[0].time.start) == (4000, "2020-02-27")


def test_a_table_says_how_it_writes_days():
    head = "event_id_cnty,event_date,location,country,fatalities\n"
    ((_, reading),) = outcomes("SYR1,27 February 2020,Idlib,Syria,0", head=head, layout=layouts.ACLED)
    assert (reading.figures[0].quantity.low, reading.figures[0].time.start) == (0, "2020-02-27")
    own = layouts.mapped(
        b'outlet = "Own"\ndate_format = "%d/%m/%Y"\n[columns]\nstart = "d"\n'
        b'[[count]]\nmeasure = "killed"\nbest = "n"\n'
    )
    ((_, reading),) = read("d,n\n03/04/2020,5\n", own)
    assert reading.figures[0].time.start == "2020-04-03"


def test_a_mapping_that_names_a_column_which_is_not_there_is_refused():
    own = layouts.mapped(
        b'outlet = "Own"\n[columns]\nplace = "twon"\n[[count]]\nmeasure = "killed"\nbest = "n"\n'
    )
    with pytest.raises(SourceError, match="twon"):
        read("town,n\nIdlib,5\n", own)


def test_a_missing_quotation_mark_costs_its_row_and_not_the_table():
    swallowed = "x" * 200_000
    found = outcomes(
        f'1,2020-02-27,,"{swallowed}', "2,2020-02-27,,Idlib,,35,36,,4,", "3,2020-02-28,,Idlib,,35,36,,5,"
    )
    assert [f.code for f in found if isinstance(f, Failure)] == ["bad_row"]
    assert [r.figures[0].quantity.low for _, r in (f for f in found if not isinstance(f, Failure))] == [4, 5]


def test_a_quotation_mark_that_never_closes_says_which_lines_are_lost():
    kept, lost = outcomes("1,2020-02-27,,Idlib,,35,36,,4,", '2,2020-02-27,,"Idlib,,35,36,,4,', "3,,,,,,,,5,")
    assert kept[1].figures[0].quantity.low == 4
    assert (lost.code, lost.origin) == ("bad_row", "t.csv:3")
    assert "lines 3 to 4" in lost.message


def test_rows_are_read_as_they_come(tmp_path):
    class Endless(io.RawIOBase):
        sent = 0

        def readable(self):
            return True

        def readinto(self, room):
            line = (HEAD if not self.sent else "").encode() + b"1,2020-02-27,,Idlib,,35,36,,4,\n" * 20
            self.sent += 1
            room[: len(line)] = line
            return len(line)

    endless = Endless()
    made = tables.rows(
        io.BufferedReader(endless), origin="t", layout=layouts.UCDP, version="0", encoding="utf-8"
    )
    assert next(made)[1].figures[0].quantity.low == 4
    assert endless.sent < 100
