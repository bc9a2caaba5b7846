import csv
import io
import re

OPTION = re.compile(r"^[ │*]+(?:-\w, )?(--[a-z-]+)", re.MULTILINE)


def test_export_writes_a_whole_file_and_says_how_many(sayso, kept, tmp_path, made_reading):
    out = tmp_path / "claims.csv"
    result = sayso("--db", kept, "export", "--format", "csv", "--output", out)
    assert result.exit_code == 0
    assert "4 claims" in result.stderr
    rows = list(csv.DictReader(io.StringIO(out.read_bytes().decode(), newline="")))
    assert [row["claim_id"] for row in rows] == [c.id for c in made_reading.claims]


def test_export_to_standard_output_is_what_list_says(sayso, kept):
    exported = sayso("--db", kept, "export", "--format", "jsonl", "--output", "-", "--measure", "killed")
    assert exported.stdout == sayso("--db", kept, "list", "--measure", "killed").stdout
    assert exported.stdout.count("\n") == 1


def test_an_export_that_cannot_be_written_leaves_what_was_there(sayso, kept, tmp_path):
    result = sayso("--db", kept, "export", "--format", "csv", "--output", tmp_path / "no" / "x.csv")
    assert result.exit_code == 1
    assert "no" in result.stderr
    out = tmp_path / "x.csv"
    out.write_text("before")
    result = sayso("--db", kept, "export", "--format", "csv", "--output", out, "--article", "ffff")
    assert result.exit_code == 1
    assert out.read_text() == "before"
    assert {p.name for p in tmp_path.iterdir()} <= {"x.csv", "kept.db", "kept.db-wal", "kept.db-shm"}


def test_the_help_and_the_error_for_an_unknown_format_name_all_formats(sayso):
    from sayso.export import FORMATS

    text, wrong = sayso("export", "--help").stdout, sayso("export", "--format", "xls", "--output", "x")
    for known in FORMATS:
        assert known.name in text.split()
        assert f"  {known.name} " in wrong.stderr


def test_export_takes_the_filters_of_list_and_of_incidents(sayso, kept):
    listed = sayso("list", "--help").stdout
    exported = sayso("export", "--help").stdout
    grouped = sayso("incidents", "--help").stdout
    for text in (listed, grouped):
        options = set(OPTION.findall(text)) - {"--json", "--articles"}
        assert len(options) > 8
        assert options <= set(OPTION.findall(exported))


def test_export_of_one_incident_and_of_contested_ones(sayso, kept, lines):
    (incident,) = lines(sayso("--db", kept, "incidents", "--place", "balyun", "--json"))
    out = sayso("--db", kept, "export", "--format", "acled", "-o", "-", "--incident", incident["id"][:10])
    assert incident["id"] in out.stdout
    assert "1 incidents written" in out.stderr
    none = sayso("--db", kept, "export", "--format", "acled", "-o", "-", "--contested")
    assert "0 incidents written" in none.stderr


def test_export_of_an_incident_that_is_not_there_says_so_and_writes_nothing(sayso, kept, tmp_path):
    out = tmp_path / "x.html"
    result = sayso("--db", kept, "export", "--format", "report", "-o", out, "--incident", "ffffffff")
    assert result.exit_code == 1
    assert "ffffffff" in result.stderr
    assert [p for p in tmp_path.iterdir() if "x.html" in p.name] == []


def test_export_with_a_rule_that_is_not_there_says_so_and_writes_nothing(sayso, kept, tmp_path):
    out = tmp_path / "x.html"
    result = sayso("--db", kept, "export", "--format", "report", "-o", out, "--policy", "guess")
    assert result.exit_code == 1
    assert not out.exists()
