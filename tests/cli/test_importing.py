import json

from sayso.cli.app import run

GED = (
    "id,date_start,date_end,where_coordinates,where_prec,latitude,longitude,country,side_a,low,best,high\n"
    "7,2020-02-27,2020-02-27,Balyun village,1,35.7,36.5,Syria,Government of Syria,33,33,34\n"
)


def test_an_imported_row_is_listed_like_any_claim_and_never_twice(tmp_path, capsys):
    table, db = tmp_path / "ged.csv", str(tmp_path / "a.db")
    table.write_text(GED, encoding="utf-8")
    assert run(["--db", db, "import", str(table)]) == 0
    assert run(["--db", db, "import", str(table)]) == 0
    assert "0 rows kept, 1 known before" in capsys.readouterr().err
    assert run(["--db", db, "list", "--json"]) == 0
    (claim,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (claim["article"]["outlet"], claim["quantity"]["low"]) == ("UCDP GED", 33)


def test_an_unknown_layout_is_wrong_usage(tmp_path):
    assert run(["import", str(tmp_path / "x.csv"), "--like", "guess"]) == 2


def test_a_table_that_is_not_there_says_so(tmp_path, capsys):
    assert run(["--db", str(tmp_path / "a.db"), "import", str(tmp_path / "none.csv")]) == 1
    assert "none.csv" in capsys.readouterr().err


def test_rows_that_are_wrong_are_named_and_the_rest_is_kept(tmp_path, capsys):
    table, db = tmp_path / "ged.csv", str(tmp_path / "a.db")
    bad = "8,2020-02-27,2020-02-27,Balyun,1,35.7,36.5,Syria,,,many,\n"
    table.write_text(GED + bad * 30 + GED.splitlines()[1].replace("7,", "9,", 1) + "\n", encoding="utf-8")
    assert run(["--db", db, "import", str(table)]) == 0
    told = capsys.readouterr().err
    assert "ged.csv:3: best is 'many', which is no whole number" in told
    assert told.count("no whole number") == 20
    assert (
        "2 rows kept, 0 known before; left out: 30 with a cell that is not what its column should hold"
        in told
    )


def test_what_was_imported_stands_beside_what_was_read_in_one_incident(tmp_path, capsys):
    table, article, db = tmp_path / "ged.csv", tmp_path / "a.txt", str(tmp_path / "a.db")
    table.write_text(GED.replace("Balyun village,1,35.7,36.5", "Idlib town,1,35.93,36.63"), encoding="utf-8")
    article.write_text(
        "The Observatory said 34 soldiers were killed in an air strike in Idlib, Syria, on 27 February 2020.",
        encoding="utf-8",
    )
    assert run(["--db", db, "import", str(table)]) == 0
    assert run(["--db", db, "add", str(article), "--published", "2020-02-28"]) == 0
    capsys.readouterr()
    assert run(["--db", db, "incidents", "--json"]) == 0
    (incident,) = map(json.loads, capsys.readouterr().out.splitlines())
    voices = {o["name"] for o in incident["origins"]}
    assert {"UCDP GED"} < voices


def test_what_was_exported_in_ucdps_columns_comes_in_again(tmp_path, capsys):
    article, table = tmp_path / "a.txt", tmp_path / "out.csv"
    one, other = str(tmp_path / "a.db"), str(tmp_path / "b.db")
    article.write_text(
        "On 27 February 2020, 34 soldiers were killed in an air strike in Idlib, Syria.", "utf-8"
    )
    assert run(["--db", one, "add", str(article), "--published", "2020-02-28"]) == 0
    assert run(["--db", one, "export", "--format", "ucdp", "-o", str(table)]) == 0
    assert run(["--db", other, "import", str(table), "--like", "ucdp"]) == 0
    capsys.readouterr()
    assert run(["--db", other, "list", "--json"]) == 0
    (claim,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (claim["quantity"]["low"], claim["quantity"]["high"]) == (34, 34)
    assert (claim["place"]["country"], claim["time"]["from"]) == ("SY", "2020-02-27")
