import csv
import io


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
