import pytest

from sayso import desk
from sayso.cli.reading import only
from sayso.model import Failure, Measure
from sayso.model.contract import to_json

BAD = Failure(origin="b\x1b[31m.html", code="empty", message="b\x1b[31m.html is empty; give the page itself")


@pytest.fixture
def given(monkeypatch, made_taken, made_reading):
    """The commands find one readable article and one that is not."""
    outcomes = [(made_taken, made_reading), (None, BAD)]
    monkeypatch.setattr(desk, "readings", lambda taken, *, workers, reader=None: iter(outcomes))


def test_read_writes_a_line_for_each_and_status_1_where_one_failed(sayso, lines, given, made_reading):
    result = sayso("read", "anything")
    assert result.exit_code == 1
    reading, failure = lines(result)
    assert reading == to_json(made_reading)
    assert failure == {
        "source": BAD.origin,
        "doc_id": None,
        "error": {"code": "empty", "message": BAD.message},
    }
    assert "give the page itself" in result.stderr
    assert "1 of 2 failed" in result.stderr
    assert "\x1b" not in result.stderr


def test_read_filters_figures_by_measure_and_all_claims_by_confidence(sayso, lines, given):
    killed = lines(sayso("read", "anything", "--measure", "killed"))[0]
    assert [f["measure"] for f in killed["figures"]] == ["killed"]
    assert (killed["responsibility"], killed["statements"]) == ([], [])
    sure = lines(sayso("read", "anything", "--min-confidence", "0.75"))[0]
    assert [f["confidence"] for f in sure["figures"]] == [0.8]
    assert sure["responsibility"] == []
    assert [s["confidence"] for s in sure["statements"]] == [None]


def test_nothing_asked_for_leaves_the_reading_as_it_is(made_reading):
    assert only(made_reading, measures=[], least=0) == made_reading
    assert only(made_reading, measures=[Measure.DISPLACED], least=0).figures == ()


def test_read_as_tables_with_and_without_words(sayso, given):
    with_words = sayso("read", "anything", "--table")
    assert "said at least 33 soldiers" in " ".join(with_words.stdout.split())
    without = sayso("read", "anything", "--table", "--no-words")
    assert "≥ 33" in without.stdout
    assert "were martyred in air strikes" not in without.stdout


def test_verbose_says_what_became_of_each(sayso, given, made_reading):
    assert f"{made_reading.article.id} Convoy hit south of Idlib: 4 claims" in sayso("read", "x", "-v").stderr
    assert "4 claims" in sayso("-v", "read", "x").stderr
    assert "4 claims" not in sayso("read", "x").stderr


def test_a_place_without_articles_is_said_with_what_to_do(sayso, tmp_path):
    (tmp_path / "notes.xyz").write_text("not one of ours")
    result = sayso("read", tmp_path)
    assert result.exit_code == 1
    assert "no article in" in result.stderr
    assert ".html" in result.stderr


def test_add_keeps_what_is_readable_and_names_the_rest(sayso, lines, given, tmp_path, made_reading):
    db = tmp_path / "l.db"
    result = sayso("--db", db, "add", "anything")
    assert result.exit_code == 1
    kept, failure = lines(result)
    assert (kept["article"], kept["new_article"], kept["claims"]) == (made_reading.article.id, True, 4)
    assert failure["error"]["code"] == "empty"
    again = sayso("--db", db, "add", "anything", "--table")
    assert "1 known already" in again.stdout
    assert "0 new claims" in again.stdout
    assert len(lines(sayso("--db", db, "list"))) == 4
