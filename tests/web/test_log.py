"""The decision log and its chain."""

import sqlite3

import pytest


@pytest.fixture
def decided(client, made_reading):
    for claim in made_reading.figures:
        client.post("/decide", data={"kind": "note", "subject": claim.id, "reason": "a plain note"})
    return client


def test_the_log_says_that_its_chain_holds(decided, made_reading):
    twin = decided.get("/log.json").json()
    assert (twin["verified"]["ok"], twin["verified"]["count"]) == (True, 2)
    assert [d["number"] for d in twin["decisions"]] == [2, 1]
    assert twin["decisions"][0]["hash"] == twin["verified"]["head"]
    page = decided.get("/log").text
    assert "The chain holds." in page
    assert "a plain note" in page
    about = decided.get(f"/log.json?about={made_reading.figures[0].id}").json()
    assert [d["number"] for d in about["decisions"]] == [1]


def test_the_log_comes_in_pages(decided):
    first = decided.get("/log.json?limit=1").json()
    assert first["next"] == 1
    assert [d["number"] for d in decided.get("/log.json?limit=1&offset=1").json()["decisions"]] == [1]


def test_a_changed_past_is_named(decided, ledger, tmp_path):
    with sqlite3.connect(tmp_path / "pages.db") as raw:
        raw.execute("DROP TRIGGER IF EXISTS decisions_no_update")
        names = [r[0] for r in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
        for name in names:
            raw.execute(f'DROP TRIGGER "{name}"')
        raw.execute("UPDATE decisions SET reason = 'another' WHERE number = 1")
    raw.close()
    verified = decided.get("/log.json").json()["verified"]
    assert verified["ok"] is False
    assert "Decision 1" in verified["broken"]
    assert "The chain is broken." in decided.get("/log").text


def test_the_words_of_a_decision_can_be_hidden(decided):
    first = decided.get("/log.json").json()["decisions"][-1]
    answer = decided.post(
        "/decide", data={"kind": "redact", "subject": first["id"], "reason": "names a person"}
    )
    assert answer.status_code == 200
    twin = decided.get("/log.json").json()
    assert twin["decisions"][-1]["reason"] == ""
    assert twin["decisions"][-1]["hidden_by"] == twin["decisions"][0]["id"]
    assert twin["verified"]["ok"] is True
