"""Whatever a ledger finds goes into pandas, polars, duckdb and pyarrow as it stands."""

import duckdb
import pandas
import polars
import pyarrow
import pytest

from sayso.export.workbook import DECISIONS, INCIDENTS
from sayso.keeping import Ledger


@pytest.fixture
def ledger(tmp_path, made_taken, made_reading):
    with Ledger(tmp_path / "a.db") as opened:
        opened.keep(made_taken, made_reading)
        opened.decide("note", made_reading.figures[0].id, author="desk", reason="seen")
        yield opened


def test_claims_are_records_and_a_table_of_the_code_book(ledger, made_reading):
    found = ledger.claims()
    assert [kept.claim.id for kept in found] == [c.id for c in made_reading.claims]
    table = found.to_polars()
    assert isinstance(table, polars.DataFrame)
    assert table["claim_id"].to_list() == [c.id for c in made_reading.claims]
    assert table["high"].to_list()[0] is None
    assert table.equals(polars.DataFrame(found))


def test_pandas_keeps_what_is_not_known_empty(ledger):
    table = ledger.claims(measure="killed").to_pandas()
    assert isinstance(table, pandas.DataFrame)
    assert table["low"].tolist() == [33.0]
    assert table["high"].isna().all()


@pytest.mark.parametrize("name", ["claims", "rows", "incidents", "articles", "decisions"])
def test_every_list_speaks_the_arrow_stream_protocol_as_often_as_asked(ledger, name):
    found = getattr(ledger, name)()
    number = len(list(getattr(ledger, name)()))
    assert number
    for _ in range(2):
        assert pyarrow.RecordBatchReader.from_stream(found).read_all().num_rows == number
    table = pyarrow.table(found)
    assert duckdb.from_arrow(table).count("*").fetchall() == [(number,)]
    assert all(field.metadata[b"meaning"] for field in table.schema)


def test_a_table_of_incidents_leads_back_to_sentences(ledger, made_reading):
    incidents = list(ledger.incidents())
    table = pyarrow.table(ledger.incidents()).to_pylist()
    assert [row["incident_id"] for row in table] == [i.id for i in incidents]
    assert made_reading.figures[0].span.text in table[0]["sentences"]
    assert list(table[0]) == [c.name for c in INCIDENTS]


def test_a_table_of_decisions_has_the_log(ledger):
    (row,) = pyarrow.table(ledger.decisions()).to_pylist()
    assert (row["number"], row["author"], row["kind"], row["reason"]) == (1, "desk", "note", "seen")
    assert list(row) == [c.name for c in DECISIONS]
