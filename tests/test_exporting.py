"""Exports choose what ``list`` and ``incidents`` choose, and say how far they are."""

import csv
import io
import json

import pytest

from sayso.exporting import selection
from sayso.keeping import ClaimFilter, Ledger
from sayso.model import NotFoundError, incidents_json

TOLD = (
    ("2020-02-27", "Nine soldiers were killed in an air strike in Idlib on Thursday, the governor said."),
    ("2020-02-28", "The Observatory said 34 soldiers were killed in an air strike in Idlib on Thursday."),
    ("2020-05-02", "A car bombing in Mosul killed 12 civilians on Saturday, police said."),
    ("2020-06-01", "At least 4,000 people have been killed in Aleppo since January, the Observatory said."),
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exporting")
    with Ledger(folder / "a.db") as opened:
        for number, (day, text) in enumerate(TOLD):
            path = folder / f"{number}.txt"
            path.write_text(text, encoding="utf-8")
            opened.add(path, published=day)
        yield opened


def written(ledger, name, **options):
    out = io.BytesIO()
    ledger.export_to(name, out, **options)
    return out.getvalue().decode()


def events(ledger, **options):
    return [r["event_id_cnty"] for r in csv.DictReader(io.StringIO(written(ledger, "acled", **options)))]


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"place": "idlib"},
        {"country": "iq"},
        {"since": "2020-04-01"},
        {"until": "2020-03-01"},
        {"measure": "killed"},
        {"contested": True},
        {"policy": "range"},
    ],
)
def test_a_format_of_incidents_writes_those_that_the_list_of_incidents_has(ledger, options):
    listed = [i.id for i in ledger.incidents(series=False, **options)]
    assert events(ledger, series=False, **options) == listed
    assert listed


@pytest.mark.parametrize(
    "options", [{}, {"place": "idlib"}, {"measure": "killed", "since": "2020-04-01"}, {"speaker": "police"}]
)
def test_a_format_of_claims_writes_those_that_the_list_of_claims_has(ledger, options):
    ids = [json.loads(line)["id"] for line in written(ledger, "jsonl", **options).splitlines()]
    assert ids == [kept.claim.id for kept in ledger.claims(**options)]
    assert ids


def test_one_incident_is_chosen_by_how_its_id_or_that_of_its_claim_begins(ledger):
    incident = next(i for i in ledger.incidents() if i.place and i.place.span.text == "Mosul")
    assert events(ledger, incident=incident.id[:8]) == [incident.id]
    assert events(ledger, incident=[incident.claims[0]]) == [incident.id]
    with pytest.raises(NotFoundError, match="ffffffff"):
        events(ledger, incident="ffffffff")


def test_what_only_incidents_know_narrows_claims_to_theirs(ledger):
    contested = {c for i in ledger.incidents(contested=True) for c in i.claims}
    lines = [json.loads(line) for line in written(ledger, "jsonl", contested=True).splitlines()]
    assert {line["id"] for line in lines} == contested
    assert 0 < len(contested) < ledger.size()


def test_what_only_claims_know_narrows_incidents_to_those_that_hold_such_a_claim(ledger):
    (row,) = csv.DictReader(io.StringIO(written(ledger, "acled", speaker="police")))
    assert row["location"] == "Mosul"
    assert events(ledger, limit=1) == [next(ledger.incidents(series=False)).id]


def test_the_rule_of_the_estimates_is_the_one_asked_for(ledger):
    rows = csv.DictReader(io.StringIO(written(ledger, "ucdp", policy="range", place="idlib")))
    assert [row["sayso_policy"] for row in rows] == ["range"]
    (incident,) = ledger.incidents(policy="range", place="idlib", series=False)
    assert incidents_json(incident)["measures"][0]["policy"] == "range"


def test_an_unknown_filter_is_refused(ledger):
    with pytest.raises(TypeError, match="colour"):
        selection(None, {"colour": "red"}, of_incidents=False)


def test_whoever_watches_sees_every_claim_and_how_many_there_will_be(ledger):
    seen = {}

    def watch(items, *, total, label):
        for number, item in enumerate(items, start=1):
            seen[label] = (number, total)
            yield item

    ledger.export_to("csv", io.BytesIO(), watch=watch)
    assert seen == {"claims": (ledger.size(), ledger.size())}
    ledger.export_to("report", io.BytesIO(), watch=watch)
    assert seen["articles"] == (len(TOLD), len(TOLD))
    assert seen["incidents"][0] == seen["incidents"][1]


def test_an_export_that_breaks_midway_leaves_the_file_that_was_there(ledger, tmp_path):
    path = tmp_path / "out.csv"
    path.write_text("before")

    def watch(items, *, total, label):
        yield next(iter(items))
        raise RuntimeError("the disk is gone")

    with pytest.raises(RuntimeError):
        ledger.export("csv", path, ClaimFilter(), watch=watch)
    assert path.read_text() == "before"
    assert [p.name for p in tmp_path.iterdir()] == ["out.csv"]


def test_everything_as_decided_is_what_a_filter_that_fits_all_gives(tmp_path):
    with Ledger(tmp_path / "a.db") as ledger:
        for number, (day, text) in enumerate(TOLD):
            path = tmp_path / f"{number}.txt"
            path.write_text(text, encoding="utf-8")
            ledger.add(path, published=day)
        first, second, third, *_ = (kept.claim.id for kept in ledger.claims(measure="killed"))
        ledger.decide("reject", first, author="desk", reason="no")
        ledger.decide("correct", second, author="desk", reason="33", payload={"quantity.low": 33})
        ledger.decide("accept", third, author="desk", reason="yes")
        ledger.decide("redact", third, author="desk", reason="at risk", payload={"part": "speaker"})
        every = {row.claim.id: row for row in ledger.rows()}
        fitting = {row.claim.id: row for row in ledger.rows(min_confidence=0)}
        assert first not in every
        assert every[second].claim.quantity.low == 33
        assert [d.reason for d in every[third].decisions] == ["yes"]
        assert {id: every[id] for id in fitting} == fitting
        assert [row.claim.id for row in ledger.rows(limit=2)] == list(every)[:2]
