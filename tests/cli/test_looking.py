import pytest

from sayso.ledger import Store
from sayso.model.contract import to_json
from sayso.model.decisions import Decision, DecisionKind


def test_list_gives_a_line_for_each_claim_in_a_pipe(sayso, lines, kept, made_reading):
    result = sayso("--db", kept, "list")
    assert result.exit_code == 0
    assert [x["id"] for x in lines(result)] == [c.id for c in made_reading.claims]
    assert lines(result)[0]["sentence"] == made_reading.figures[0].span.text


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (["--measure", "killed"], 1),
        (["--measure", "killed", "--measure", "affected"], 2),
        (["--kind", "statement"], 1),
        (["--country", "sy"], 1),
        (["--place", "balyun"], 1),
        (["--speaker", "dogan"], 1),
        (["--speaker-kind", "diffuse"], 1),
        (["--actor", "russian"], 1),
        (["--since", "2020-02-28"], 0),
        (["--since", "2020-02-27", "--until", "2020-02-27"], 1),
        (["--outlet", "example wire"], 4),
        (["--outlet", "other"], 0),
        (["--min-confidence", "0.75"], 1),
        (["--limit", "2"], 2),
    ],
)
def test_filters_of_list_narrow(sayso, lines, kept, filters, found):
    result = sayso("--db", kept, "list", *filters)
    assert result.exit_code == 0
    assert len(lines(result)) == found


def test_a_table_names_number_speaker_and_outlet(sayso, kept):
    result = sayso("list", "--table", "--db", kept)
    assert "≥ 33" in result.stdout
    assert "Rahmi Dogan" in result.stdout
    assert "4 claims" in result.stdout


def test_the_ledger_is_named_by_option_before_and_after_and_by_the_environment(sayso, lines, kept):
    assert len(lines(sayso("--db", "none.db", "list", "--db", kept))) == 4
    assert len(lines(sayso("list", env={"SAYSO_DB": str(kept)}))) == 4


def test_looking_makes_no_ledger(sayso, tmp_path):
    result = sayso("--db", tmp_path / "none.db", "list")
    assert result.exit_code == 1
    assert "none.db" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_list_articles(sayso, lines, kept, made_reading):
    (entry,) = lines(sayso("--db", kept, "list", "--articles"))
    assert entry["id"] == made_reading.article.id
    assert (entry["figures"], entry["responsibility"], entry["statements"]) == (2, 1, 1)
    assert entry["published"] == {"earliest": "2020-02-28", "latest": None, "basis": "cited_url"}
    assert "Convoy hit" in sayso("--db", kept, "list", "--articles", "--table").stdout


def test_show_an_article_gives_its_very_reading(sayso, lines, kept, made_reading):
    (shown,) = lines(sayso("--db", kept, "show", made_reading.article.id[:6]))
    assert shown == to_json(made_reading)


def test_show_a_claim_in_full(sayso, lines, kept, made_reading):
    claim = made_reading.figures[0]
    (shown,) = lines(sayso("--db", kept, "show", claim.id[:8]))
    assert shown["id"] == claim.id
    assert shown["citation_urls"] == ["https://a.example/1"]
    assert shown["article"]["snapshot"] == made_reading.article.snapshot
    table = sayso("--db", kept, "show", claim.id, "--table").stdout
    for part in ("Rahmi Dogan (named)", "within 25 km", "https://a.example/1", made_reading.article.snapshot):
        assert part in table


def test_show_tells_the_decisions_on_a_claim(sayso, lines, kept, made_reading):
    claim = made_reading.figures[0]
    decision = Decision(
        kind=DecisionKind.NOTE,
        subjects=(claim.id,),
        author="ana",
        at="2020-03-01T10:00:00+00:00",
        reason="seen",
    )
    with Store.open(kept) as store:
        store.decide(decision)
    (shown,) = lines(sayso("--db", kept, "show", claim.id))
    assert [(d["kind"], d["author"], d["reason"]) for d in shown["decisions"]] == [("note", "ana", "seen")]
    assert "note by ana" in sayso("--db", kept, "show", claim.id, "--table").stdout
    (other,) = lines(sayso("--db", kept, "show", made_reading.figures[1].id))
    assert other["decisions"] == []


def test_show_of_an_unknown_or_ambiguous_id_says_so(sayso, kept):
    unknown = sayso("--db", kept, "show", "ffffffff")
    assert unknown.exit_code == 1
    assert "ffffffff" in unknown.stderr
    assert unknown.stdout == ""


def test_search_finds_claims_and_articles(sayso, lines, kept, made_reading):
    found = lines(sayso("--db", kept, "search", "russian", "jets"))
    assert {hit["kind"] for hit in found} == {"article", "claim"}
    for hit in found:
        assert hit["text"] == made_reading.article.text[hit["start"] : hit["end"]]
        marked = [made_reading.article.text[m["start"] : m["end"]].lower() for m in hit["marks"]]
        assert {"russian", "jets"} <= set(marked)
    assert "Russian jets" in sayso("--db", kept, "search", "russian", "jets", "--table").stdout


def test_a_search_that_finds_nothing_is_done_too(sayso, kept):
    assert sayso("--db", kept, "search", "zeppelin").exit_code == 0


@pytest.mark.parametrize(
    "wrong",
    [
        ["list", "--measure", "slain"],
        ["list", "--since", "february"],
        ["list", "--no-such"],
        ["list", "--limit", "0"],
        ["show"],
        ["nothing"],
        ["export", "--format", "xls", "--output", "x"],
        ["read"],
        ["read", "x.txt", "--published", "yesterday"],
        ["add", "x.txt", "--published", "2020-02-30"],
    ],
)
def test_wrong_usage_has_status_2_and_makes_nothing(sayso, tmp_path, monkeypatch, wrong):
    monkeypatch.chdir(tmp_path)
    result = sayso(*wrong)
    assert result.exit_code == 2
    assert list(tmp_path.iterdir()) == []


def commands():
    from typer.main import get_command

    from sayso.cli.app import app

    return list(get_command(app).commands)


@pytest.mark.parametrize("command", commands())
def test_the_help_of_each_command_has_an_example(sayso, command):
    result = sayso(command, "--help")
    assert result.exit_code == 0
    before_options = result.stdout.partition("Options:")[0]
    assert f"\n  sayso {command}" in before_options or f"\n  sayso --db idlib.db {command}" in before_options


def test_the_docs_name_every_command():
    from pathlib import Path

    text = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")
    assert [name for name in commands() if f"`sayso {name}" not in text] == []


def test_version_and_schema(sayso, lines):
    import json

    import sayso as package

    assert sayso("--version").stdout == f"sayso {package.__version__}\n"
    assert json.loads(sayso("schema").stdout)["$id"] == "urn:sayso:contract:1"
