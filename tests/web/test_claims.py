import csv
import io


def test_claims_can_be_narrowed_and_every_filter_is_in_the_address(client, made_reading):
    everything = client.get("/claims.json").json()["claims"]
    assert {c["id"] for c in everything} == {c.id for c in made_reading.claims}
    killed = client.get("/claims.json?measure=killed").json()["claims"]
    assert [c["measure"] for c in killed] == ["killed"]
    page = client.get("/claims?measure=killed&speaker=Dogan").text
    assert "<option selected>killed</option>" in page
    assert 'value="Dogan"' in page


def test_pages_of_claims_follow_one_another_without_gap_or_double(client, made_reading):
    seen, offset = [], 0
    while offset is not None:
        part = client.get(f"/claims.json?limit=1&offset={offset}").json()
        seen += [c["id"] for c in part["claims"]]
        offset = part["next"]
    assert sorted(seen) == sorted(c.id for c in made_reading.claims)


def test_an_export_holds_exactly_what_is_shown(client):
    answer = client.get("/claims/export?format=csv&measure=killed")
    assert "attachment" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert [r["measure"] for r in rows] == ["killed"]
    assert client.get("/claims/export?format=nothing").status_code == 422


def test_a_wrong_day_is_refused_with_its_name(client):
    error = client.get("/claims.json?since=tomorrow")
    assert error.status_code == 422
    assert "since" in error.json()["error"]["message"]


def test_claims_are_filtered_by_how_sure_the_reader_is(examples):
    every = examples.get("/claims.json?limit=500").json()["claims"]
    sure = [c["id"] for c in every if (c["confidence"] or 0) >= 0.9]
    unsure = [c["id"] for c in every if c["confidence"] is not None and c["confidence"] <= 0.8]
    measured = [c["id"] for c in every if (c.get("measure_confidence") or 0) >= 0.9]
    assert [
        c["id"] for c in examples.get("/claims.json?limit=500&min_confidence=0.9").json()["claims"]
    ] == sure
    assert [
        c["id"] for c in examples.get("/claims.json?limit=500&max_confidence=0.8").json()["claims"]
    ] == unsure
    found = examples.get("/claims.json?limit=500&min_measure_confidence=0.9").json()["claims"]
    assert [c["id"] for c in found] == measured
    assert 0 < len(sure) < len(every)
    assert examples.get("/claims.json?min_measure_confidence=2").status_code == 422
