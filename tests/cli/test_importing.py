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
