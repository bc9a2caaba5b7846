import csv
import io
import json

import openpyxl
import pytest


def test_map_timeline_and_table_show_the_same_incidents(examples):
    twin = examples.get("/overview.json").json()
    page = examples.get("/overview").text
    assert twin["number"] == len(twin["incidents"]) > 0
    for incident in twin["incidents"]:
        assert f'href="/incidents/{incident["id"]}' in page
    assert sum(len(p["incidents"]) for p in twin["places"]) + twin["unplaced"] == twin["number"]
    bars = twin["timeline"]["bars"]
    assert sum(b["incidents"] for b in bars) + twin["timeline"]["undated"] == twin["number"]


def test_every_place_is_an_area_unless_it_is_exact(examples):
    for place in examples.get("/overview.json").json()["places"]:
        assert place["geometry"]["type"] == ("Point" if place["precision"] == 1 else "Polygon")
        assert (place["radius_km"] == 0) is (place["precision"] == 1)


def test_the_map_has_links_with_names_and_a_table(examples):
    page = examples.get("/overview").text
    drawing = page.split('<svg viewBox="0 0 960 480"')[1].split("</svg>")[0]
    assert drawing.count("<a ") == drawing.count("aria-label=") - 1
    assert "The places as a table" in page
    assert "The timeline as a table" in page


def test_a_view_in_the_address_narrows_the_map_and_not_the_table(examples):
    everything = examples.get("/overview.json").json()
    narrow = examples.get("/overview.json?bbox=0,0,1,1").json()
    assert narrow["places"] == []
    assert narrow["number"] == everything["number"]
    assert "All that is shown" in examples.get("/overview?bbox=0,0,1,1").text
    assert examples.get("/overview.json?bbox=here").status_code == 422


@pytest.mark.parametrize("query", ["measure=killed", "country=SY", "contested=true", "since=2020-02-28"])
def test_the_filters_are_those_of_the_list_of_incidents(examples, query):
    overview = examples.get(f"/overview.json?{query}").json()
    listed = examples.get(f"/incidents.json?{query}").json()
    assert overview["incidents"] == listed["incidents"]
    assert 0 < overview["number"] <= examples.get("/overview.json").json()["number"]


def test_an_unknown_measure_is_refused_not_passed_over(examples):
    assert examples.get("/incidents.json?measure=sunk").status_code == 422
    assert examples.get("/claims.json?measure=sunk").status_code == 422
    assert examples.get("/incidents?measure=").status_code == 200


def test_an_export_holds_exactly_the_claims_of_what_is_shown(examples):
    shown = examples.get("/overview.json?contested=true").json()["incidents"]
    wanted = {claim for incident in shown for claim in incident["claims"]}
    lines = examples.get("/overview/export?contested=true&format=jsonl").text.splitlines()
    assert {json.loads(line)["id"] for line in lines} == wanted
    assert examples.get("/overview/export?format=nothing").status_code == 422


def test_incidents_are_exported_as_cases(examples):
    shown = examples.get("/overview.json?measure=killed").json()["incidents"]
    answer = examples.get("/overview/export?measure=killed&format=acled")
    assert "incidents" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert [r["event_id_cnty"] for r in rows] == [i["id"] for i in shown]


def test_an_empty_ledger_has_an_overview(client):
    page = client.get("/overview?country=ZZ")
    assert page.status_code == 200
    assert "No incident fits" in page.text


def test_names_of_places_and_titles_stay_text(client):
    page = client.get("/overview?place=%3Cscript%3Ealert(1)%3C/script%3E").text
    assert "<script>alert" not in page


def test_a_report_of_what_is_shown_has_its_map_and_its_log(examples):
    answer = examples.get("/overview/export?contested=true&format=report")
    assert answer.status_code == 200
    assert '<figure class="map">' in answer.text
    assert "<h3>Decisions</h3>" in answer.text


def test_a_workbook_of_what_is_shown_has_these_incidents_and_no_others(examples):
    shown = examples.get("/incidents.json?contested=true&limit=200").json()["incidents"]
    book = openpyxl.load_workbook(
        io.BytesIO(examples.get("/overview/export?contested=true&format=xlsx").content)
    )
    assert [row[0] for row in book["incidents"].iter_rows(min_row=2, values_only=True)] == [
        i["id"] for i in shown
    ]


def test_the_report_of_one_incident_is_a_link_on_its_page(examples):
    incident = examples.get("/incidents.json?contested=true").json()["incidents"][0]
    link = f"/overview/export?incident={incident['id']}&amp;series=true&amp;policy=majority&amp;format=report"
    assert link in examples.get(f"/incidents/{incident['id']}").text
    report = examples.get(link.replace("&amp;", "&"))
    assert report.text.count('<section class="incident"') == 1
    assert f'id="{incident["id"]}"' in report.text
