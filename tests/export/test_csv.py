import csv
import io
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sayso.export import CSV, Row
from sayso.export.csv import COLUMNS, guard, unguard


def entries(reading):
    return [Row(article=reading.article, run=reading.run, claim=claim) for claim in reading.claims]


def rows(reading):
    out = io.BytesIO()
    assert CSV.write(entries(reading), out) == len(reading.claims)
    return list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8"), newline="")))


def test_each_claim_is_a_row_that_leads_back_to_its_sentence(made_reading):
    killed, tents, blamed, said = rows(made_reading)
    article = made_reading.article
    for row, claim in zip((killed, tents, blamed, said), made_reading.claims, strict=True):
        assert row["claim_id"] == claim.id
        assert row["snapshot"] == article.snapshot
        assert row["run"] == made_reading.run.key
        assert row["outlet"] == "The Example Wire"
        assert row["url"] == article.url
        assert unguard(row["sentence"]) == article.text[int(row["sentence_start"]) : int(row["sentence_end"])]
        assert unguard(row["words"]) == article.text[int(row["words_start"]) : int(row["words_end"])]
    assert (killed["low"], killed["high"], killed["bound"]) == ("33", "", "at_least")
    assert killed["speaker_name"] == "Rahmi Dogan"
    assert killed["citation_urls"] == "https://a.example/1"
    assert (blamed["accused"], blamed["stance"], blamed["hedged"]) == ("Russian jets", "asserts", "true")
    assert (said["content"], said["form"]) == ("Our planes did not fly there,", "direct")


def test_what_is_not_stated_is_an_empty_cell(made_reading):
    tents = rows(made_reading)[1]
    assert [tents[c] for c in ("object", "actor", "place", "lat", "time_from", "speaker", "citations")] == [
        ""
    ] * 7
    assert tents["speaker_kind"] == "author"


def test_a_cell_that_looks_like_a_formula_is_guarded_and_a_number_is_not(made_reading):
    killed, tents, *_ = rows(made_reading)
    assert tents["words"] == "'=1+1"
    assert tents["sentence"] == "'=1+1 tents stood empty."
    assert killed["lon"] == "-0.5"


@pytest.mark.parametrize(
    "text", ["=A1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "'=1", "''+1", "＝1", "\n=cmd|' /C calc'!A0"]
)
def test_formulas_of_every_kind_are_guarded(text):
    assert guard(text) == "'" + text
    assert unguard(guard(text)) == text


@given(st.text())
@example("'\n")
def test_the_guard_can_be_taken_away_again(text):
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@given(st.text(min_size=1))
def test_any_title_comes_back_as_it_was(made_reading, title):
    reading = replace(made_reading, article=replace(made_reading.article, title=title))
    out = io.BytesIO()
    CSV.write(entries(reading), out)
    back = csv.DictReader(io.StringIO(out.getvalue().decode("utf-8"), newline=""))
    assert {unguard(row["title"]) for row in back} == {title}


def test_an_empty_export_still_has_its_header():
    out = io.BytesIO()
    assert CSV.write([], out) == 0
    assert out.getvalue().decode().strip().split(",") == list(COLUMNS)


def test_half_a_surrogate_pair_is_written_as_its_escape(made_reading):
    reading = replace(made_reading, article=replace(made_reading.article, title="a\ud800b"))
    out = io.BytesIO()
    CSV.write(entries(reading), out)
    assert b"a\\ud800b" in out.getvalue()
