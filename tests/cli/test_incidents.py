"""Incidents, decisions and the log on the command line."""

import sqlite3

import pytest


@pytest.fixture
def run(sayso, kept):
    return lambda *arguments: sayso("--db", kept, *arguments)


@pytest.fixture
def killed(run, lines):
    """The id of the made reading's claim of 33 killed, and of its incident."""
    for incident in lines(run("incidents", "--json", "--measure", "killed")):
        return incident["measures"][0]["accounts"][0]["claims"][0], incident["id"]
    pytest.fail("the made reading has an incident with killed")


def test_incidents_come_as_one_json_line_each(run, lines):
    result = run("incidents", "--json")
    assert result.exit_code == 0
    found = lines(result)
    assert found
    assert all({"id", "kind", "voices", "outlets", "measures", "grade"} <= set(i) for i in found)


def test_incidents_on_a_terminal_are_a_table(run):
    result = run("incidents", "--table")
    assert result.exit_code == 0
    assert "voices" in result.stdout


def test_filters_narrow(run, lines):
    everything = lines(run("incidents", "--json"))
    assert lines(run("incidents", "--json", "--place", "nowhere at all")) == []
    assert len(lines(run("incidents", "--json", "--until", "1999-01-01"))) == 0
    assert all(i["kind"] == "incident" for i in lines(run("incidents", "--json", "--no-series")))
    assert len(everything) >= len(lines(run("incidents", "--json", "--contested")))


def test_explain_says_why_by_claim_and_by_incident(run, lines, killed):
    claim, incident = killed
    (by_claim,) = lines(run("explain", claim, "--json"))
    (by_incident,) = lines(run("explain", incident[:8], "--json"))
    assert by_claim == by_incident
    assert claim in {m["claim"] for m in by_claim["group"]["members"]}


def test_show_takes_an_incident_too(run, killed):
    result = run("show", killed[1], "--table")
    assert result.exit_code == 0
    assert "independent voices" in result.stdout


def test_an_unknown_id_is_an_error_that_says_so(run):
    result = run("explain", "ffffffffffff")
    assert result.exit_code == 1
    assert "ffffffffffff" in result.stderr


def test_a_rejected_claim_is_gone_until_it_is_undone(run, lines, killed):
    claim, _ = killed
    before = run("incidents", "--json").stdout
    (made,) = lines(run("decide", "reject", claim, "--reason", "misread", "--author", "Ada", "--json"))
    assert claim not in run("incidents", "--json").stdout
    run("decide", "undo", made["id"], "--reason", "it was right", "--author", "Ada")
    assert run("incidents", "--json").stdout == before


def test_a_grade_stands_with_its_reason(run, lines, killed):
    _, incident = killed
    run("decide", "grade", incident, "--set", "grade=discounted", "--reason", "a hoax", "--author", "Ada")
    found = next(i for i in lines(run("incidents", "--json")) if i["id"] == incident)
    assert found["grade"] == "discounted"
    assert "a hoax" in found["grade_why"]


def test_a_decision_without_a_reason_is_wrong_usage(run, killed):
    assert run("decide", "reject", killed[0]).exit_code == 2


def test_the_log_shows_and_verifies(run, lines, killed):
    run("decide", "accept", killed[0], "--reason", "seen", "--author", "Ada")
    (row,) = lines(run("log", "--json"))
    assert (row["kind"], row["author"], row["reason"]) == ("accept", "Ada", "seen")
    (verified,) = lines(run("log", "--verify", "--json"))
    assert verified == {"decisions": 1, "head": row["hash"]}


def test_a_changed_past_is_detected_and_named(run, kept, killed):
    run("decide", "accept", killed[0], "--reason", "seen", "--author", "Ada")
    run("decide", "note", killed[0], "--reason", "more", "--author", "Ada")
    with sqlite3.connect(kept) as connection:
        for (trigger,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f'DROP TRIGGER "{trigger}"')
        connection.execute("UPDATE decisions SET author = 'Eve' WHERE number = 1")
    connection.close()
    for command in (("log", "--verify"), ("rebuild",)):
        result = run(*command)
        assert result.exit_code == 1
        assert "1" in result.stderr


def test_rebuild_gives_the_same_digest_twice(run, lines, killed):
    run("decide", "accept", killed[0], "--reason", "seen", "--author", "Ada")
    first, second = lines(run("rebuild", "--json")), lines(run("rebuild", "--json"))
    assert first == second
    assert first[0]["decisions"] == 1


def test_policies_explain_themselves(run, lines):
    found = lines(run("policies", "--json"))
    assert [p["policy"] for p in found] == ["range", "majority", "priority", "latest", "reviewer"]
    assert all(len(p["explanation"]) > 40 for p in found)


def test_an_unknown_policy_is_named(run):
    result = run("incidents", "--policy", "guess")
    assert result.exit_code == 1
    assert "guess" in result.stderr


def test_check_says_which_cited_pages_are_not_here_and_what_is_uncited(run, lines, made_reading):
    (found,) = lines(run("check", made_reading.article.id, "--json"))
    assert {s["verdict"] for s in found["supports"]} == {"not_available"}
    assert found["uncited"]


def test_a_redacted_speaker_is_in_no_incident(run, lines, made_reading):
    claim = next(f for f in made_reading.figures if f.speaker)
    run("decide", "redact", claim.id, "--set", "part=speaker", "--reason", "at risk", "--author", "Ada")
    assert claim.speaker.name not in run("incidents", "--json").stdout
