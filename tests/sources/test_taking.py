"""Given articles: JSON, JSON Lines, text kept as it is, standard input, folders; and their counts."""

# ruff: noqa: E501 (articles stand in the test as they would in a file)

import io
import json

import pytest

from sayso.model import Failure, SourceError, Taken
from sayso.sources import TakeOptions, count, take, take_bytes, take_text

BODY = "Nine people were killed when shells fell on the market of the town on Monday, residents said."


def lines(*records):
    return "\n".join(r if isinstance(r, str) else json.dumps(r) for r in records) + "\n"


def test_given_text_is_kept_code_point_for_code_point():
    text = f"  \ufeffNine dead\r\n\r\n{BODY}\u00a0\t\r\n\U0001f6d1 end"
    (taken,) = take_bytes(json.dumps({"id": "a", "text": text}).encode(), origin="a.json")
    assert taken.article.text == text


def test_json_fields_are_taken_over():
    record = {"doc_id": 7, "text": BODY, "title": "A title", "publisher": "Wire", "published": "2020-02-28"}
    (taken,) = take_bytes(json.dumps(record).encode(), origin="a.json")
    article = taken.article
    assert (article.doc_id, article.title, article.outlet) == ("7", "A title", "Wire")
    assert article.published.basis == "given"
    assert [p.kind for p in article.passages] == ["paragraph"]


def test_json_may_hold_a_page_and_its_fields_stand_above_the_pages():
    record = {
        "id": "x",
        "html": f"<title>Other</title><p>{BODY}</p>",
        "title": "Mine",
        "url": "https://w.example/a",
    }
    (taken,) = take_bytes(json.dumps(record).encode(), origin="a.json")
    assert (taken.article.title, taken.article.url, taken.article.text) == (
        "Mine",
        "https://w.example/a",
        BODY,
    )


def test_a_bad_line_fails_alone_and_names_its_line(tmp_path):
    path = tmp_path / "many.jsonl"
    path.write_text(
        lines({"id": "a", "text": BODY}, "{broken", {"id": "c"}, "", [1], {"id": "e", "text": BODY})
    )
    found = list(take([path]))
    assert [getattr(x, "code", "ok") for x in found] == ["ok", "bad_json", "no_text", "no_text", "ok"]
    assert found[1].origin == f"{path}:2"
    assert found[2].doc_id == "c"
    assert count([path]) == 6


def test_json_may_be_a_list_and_each_keeps_the_very_bytes_it_was_given_in():
    one, two = json.dumps({"id": "a", "text": BODY}), '{"id":"b",  "text": "Ten people died."}'
    found = list(take_bytes(f"[{one}, {two}]".encode(), origin="a.json"))
    assert [x.article.doc_id for x in found] == ["a", "b"]
    assert found[1].snapshot.content == two.encode()


def test_lines_are_known_by_their_looks_on_standard_input():
    stdin = io.BytesIO(lines({"id": "a", "text": BODY}, {"id": "b", "text": BODY}).encode())
    assert [x.article.doc_id for x in take(["-"], stdin=stdin)] == ["a", "b"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (f"<html><p>{BODY}</p>", "text/html"),
        (BODY, "text/plain"),
        (json.dumps({"text": BODY}), "application/json"),
    ],
)
def test_standard_input_is_known_by_its_looks(content, kind):
    (taken,) = take(["-"], stdin=io.BytesIO(content.encode()))
    assert taken.snapshot.media_type == kind
    assert taken.article.text == BODY


def test_a_folder_is_walked_in_order_and_other_endings_are_passed_over(tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "c.html", "a.txt", "ignore.docx", ".hidden.txt", "b/1.TXT"):
        (tmp_path / name).write_text(BODY)
    found = [x.origin.removeprefix(f"{tmp_path}/") for x in take([tmp_path])]
    assert found == ["a.txt", "c.html", "b/1.TXT", "b/2.txt"]
    assert count([tmp_path]) == 4


def test_articles_come_one_by_one_and_not_before_they_are_wanted(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(BODY)
    found = take([path, tmp_path / "not-yet.txt"])
    assert isinstance(next(found), Taken)
    (tmp_path / "not-yet.txt").write_text(BODY)
    assert isinstance(next(found), Taken)


def test_the_snapshot_is_the_raw_bytes_with_their_hash(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + BODY.encode())
    (taken,) = take([path])
    assert taken.snapshot.content == path.read_bytes()
    assert taken.article.snapshot == taken.snapshot.sha256
    assert taken.article.text == BODY


def test_text_at_hand_is_an_article():
    article = take_text(BODY, title="A title", outlet="Wire", published="2020-02-28", doc_id="d").article
    assert (article.text, article.outlet, article.published.earliest) == (BODY, "Wire", "2020-02-28")
    with pytest.raises(SourceError, match="empty"):
        take_text(" \n")


def test_the_language_is_that_of_the_page_else_of_the_words(article_of):
    assert article_of(f'<html lang="tr-TR"><p>{BODY}</p>').language == "tr"
    assert article_of(BODY, kind="text/plain").language == "en"
    french = "Neuf personnes ont été tuées lundi par des obus tombés sur le marché de la ville, selon des habitants."
    assert article_of(french, kind="text/plain").language == "fr"
    assert article_of(french, kind="text/plain", language="oc").language == "oc"


def test_the_same_input_gives_the_same_article():
    first, second = (list(take_bytes(BODY.encode(), origin="x")) for _ in range(2))
    assert first == second


def test_without_standard_input_there_is_a_failure(monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    (found,) = take(["-"])
    assert isinstance(found, Failure)


def test_a_file_of_unknown_ending_that_is_named_is_known_by_its_looks(tmp_path):
    path = tmp_path / "article.saved"
    path.write_text(f"<!doctype html><p>{BODY}</p>")
    (taken,) = take([path], options=TakeOptions(published="2020-02-28"))
    assert taken.article.text == BODY
