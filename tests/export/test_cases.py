"""Incidents written out: UCDP's and ACLED's columns, and the report."""

import csv
import io

import pytest

from sayso.keeping import Ledger

STRIKE = "were killed in an air strike in Idlib on Thursday"
TOLD = (
    ("2020-02-27", f"Nine Turkish soldiers {STRIKE}, the governor of Hatay said."),
    ("2020-02-28", f"The Syrian Observatory for Human Rights said 34 Turkish soldiers {STRIKE}."),
    ("2020-02-28", "Hundreds of people fled towards Bab al-Hawa on Friday, <b>witnesses</b> said."),
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cases")
    with Ledger(folder / "cases.db") as opened:
        for number, (day, text) in enumerate(TOLD):
            path = folder / f"{number}.txt"
            path.write_text(text, encoding="utf-8")
            opened.add(path, published=day)
        yield opened


def table(ledger, name):
    out = io.BytesIO()
    ledger.export_to(name, out)
    return list(csv.DictReader(io.StringIO(out.getvalue().decode(), newline="")))


def test_ucdp_has_the_deadly_incident_with_its_bounds_and_where_they_come_from(ledger):
    (row,) = table(ledger, "ucdp")
    assert (row["low"], row["high"]) == ("9", "34")
    assert row["date_start"] == "2020-02-27"
    assert row["date_prec"] == "1"
    assert row["type_of_violence"] == row["deaths_a"] == ""
    assert int(row["number_of_sources"]) == 2
    assert "34 Turkish soldiers" in row["sayso_sentences"]
    assert len(row["sayso_snapshots"].split(" | ")) == len(row["sayso_claim_ids"].split(" | ")) >= 2


def test_what_no_rule_gives_stays_empty_and_never_becomes_nought(ledger):
    (row,) = table(ledger, "ucdp")
    assert row["best"] in ("", "9", "34")
    assert row["deaths_civilians"] == ""


def test_acled_takes_the_most_conservative_number_and_none_where_nobody_counts_dead(ledger):
    rows = {row["fatalities"] for row in table(ledger, "acled")}
    assert "9" in rows
    assert rows <= {"9", ""}


def test_the_report_quotes_each_sentence_and_runs_nothing(ledger):
    out = io.BytesIO()
    count = 0
    count = ledger.export_to("report", out)
    page = out.getvalue().decode()
    assert count >= 1
    assert "Nine Turkish soldiers were killed" in page
    assert "<script" not in page
    assert "<b>witnesses</b> said" not in page
    assert "&lt;b&gt;witnesses" in page
    assert "src=" not in page


def test_a_filter_lets_through_the_incidents_that_hold_such_a_claim(ledger):
    out = io.BytesIO()
    assert ledger.export_to("report", out, speaker="Observatory") == 1
    assert ledger.export_to("report", io.BytesIO(), speaker="Nobody at all") == 0


def test_a_workbook_has_a_sheet_each_for_what_the_ledger_holds(ledger, tmp_path):
    import openpyxl

    ledger.decide("note", next(iter(ledger.claims())).claim.id, author="desk", reason="=seen")
    path = tmp_path / "all.xlsx"
    ledger.export("xlsx", path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["claims", "citations", "incidents", "accounts", "decisions", "code book"]
    accounts = list(book["accounts"].iter_rows(values_only=True))
    head = accounts[0]
    lows = {row[head.index("low")] for row in accounts[1:] if row[head.index("measure")] == "killed"}
    assert {9, 34} <= lows
    assert book["decisions"]["F2"].value == "=seen"
    assert book["decisions"]["F2"].data_type == "s"


def test_a_ledger_gives_its_claims_as_a_frame(ledger):
    import pyarrow

    table = pyarrow.table(ledger.frame(measure="killed"))
    assert set(table.column("measure").to_pylist()) == {"killed"}


@pytest.mark.parametrize("name", ["csv", "jsonl", "geojson", "prov", "xlsx", "parquet", "sqlite"])
def test_what_was_rejected_or_redacted_leaves_in_no_format(tmp_path, name):
    text = "Colonel Zarqun of the army said 12 soldiers were killed in Aleppo. Six tanks were destroyed."
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    with Ledger(tmp_path / "a.db") as ledger:
        ledger.add(path, published="2020-03-05")
        killed = next(iter(ledger.claims(measure="killed"))).claim
        tanks = next(iter(ledger.claims(measure="destroyed"))).claim
        ledger.decide("reject", tanks.id, author="desk", reason="not in the source")
        hidden = {"part": "speaker", "text": killed.speaker.span.text}
        ledger.decide("redact", killed.id, author="desk", reason="at risk", payload=hidden)
        ids = {row.claim.id for row in ledger.rows()}
        assert killed.id in ids
        assert tanks.id not in ids
        assert all("Zarqun" not in str(c) for c in ledger.claims())
        assert all("Zarqun" not in str(h) for h in ledger.search("soldiers"))
        assert not list(ledger.search("Zarqun"))
        assert "Zarqun" not in str(ledger.show(killed.id))
        assert "Zarqun" not in str(ledger.show(next(ledger.articles()).id))
        out = io.BytesIO()
        ledger.export_to(name, out)
        if name in ("csv", "jsonl", "geojson", "prov"):
            assert "Zarqun" not in out.getvalue().decode()
            assert tanks.id not in out.getvalue().decode()
