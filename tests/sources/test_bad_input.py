"""Bad input: each a clear failure of that one thing, or an article with a problem; never a crash."""

import json
import os
import time

import pytest

from sayso.model import Failure, Taken
from sayso.sources import TakeOptions, take, take_bytes

BODY = "Nine people were killed when shells fell on the market of the town on Monday, residents said."


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "not_text"),
        (bytes(range(256)) * 40, "not_text"),
        (b"<html><script>" + b"draw();" * 500 + b"</script><div id=root></div></html>", "no_article"),
        (b"<html><div id=root>You need to enable JavaScript to run this app.</div></html>", "no_article"),
        (b"<html><body><nav><a href=/>Home</a></nav></body></html>", "no_article"),
        (b"<" * 500_000 + b"p>", "too_complex"),
        (b"<html>" + b"<div>" * 300_000 + BODY.encode(), "too_complex"),
        (b"<html>" + b"<div>" * 500_000 + BODY.encode(), "too_complex"),
    ],
    ids=["empty", "blank", "picture", "binary", "script", "notice", "menu", "angles", "deep", "many"],
)
def test_a_page_that_is_none_fails_clearly(failure_of, content, code):
    assert failure_of(content).code == code


@pytest.mark.parametrize(
    ("record", "code"),
    [
        (b"{}", "no_text"),
        (b'{"text": 5}', "no_text"),
        (b'{"text": "  "}', "empty"),
        (b'{"html": ""}', "empty"),
        (b"[[1]]", "no_text"),
        (b'{"text": "x', "bad_json"),
        (b"[" * 100_000, "bad_json"),
        (b'[{"text": "Ten died."}', "bad_json"),
        (b'"text"', "no_text"),
    ],
)
def test_json_that_is_no_article_fails_clearly(failure_of, record, code):
    assert failure_of(record, kind="application/json").code == code


def test_two_hundred_megabytes_of_markup_fail_without_being_read(tmp_path):
    path = tmp_path / "big.html"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    start = time.perf_counter()
    (found,) = take([path])
    assert found.code == "too_large"
    assert time.perf_counter() - start < 1


def test_a_line_too_long_fails_alone(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "x" * 5000}) + "\n" + json.dumps({"text": BODY}) + "\n")
    first, second = take([path], options=TakeOptions(max_bytes=1000))
    assert first.code == "too_large"
    assert isinstance(second, Taken)


def test_depth_that_real_pages_have_is_read(article_of):
    page = "<html><body>" + "<div>" * 600 + f"<p>{BODY}</p>"
    assert article_of(page).text == BODY


def test_a_wrong_declaration_of_the_encoding_is_mended_and_told(article_of):
    french = "Neuf personnes ont été tuées lundi à l’aube, selon des habitants de la région touchée."
    utf8 = article_of(f'<meta charset="iso-8859-1"><p>{french}</p>'.encode())
    assert utf8.text == french
    assert [p.code for p in utf8.problems] == ["encoding_guessed"]
    latin = article_of(f'<meta charset="utf-8"><p>{french}</p>'.encode("cp1252"))
    assert latin.text == french
    assert [p.code for p in latin.problems] == ["encoding_guessed"]


def test_a_right_declaration_is_no_problem(article_of):
    russian = "В понедельник на рынке города погибли девять человек, сообщили местные жители."
    for encoding in ("windows-1251", "koi8-r", "utf-8", "utf-16"):
        article = article_of(f'<meta charset="{encoding}"><p>{russian}</p>'.encode(encoding))
        assert article.text == russian
        assert article.problems == ()


def test_an_entity_bomb_is_not_expanded(article_of):
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    article = article_of(f"{bomb}<html><body><p>{BODY} &b;</p></body></html>")
    assert len(article.text) < 200


def test_nul_bytes_and_lone_surrogates_leave_writable_text():
    html = f"<p>{BODY}\x00 Ten.</p>"
    (page,) = take_bytes(html.encode(), origin="x", media_type="text/html")
    page.article.text.encode()
    text = "Nine \ud800 people died.\x00 Ten."
    (given,) = take_bytes(json.dumps({"text": text, "title": "\udfff"}).encode(), origin="x")
    given.article.text.encode()
    given.article.title.encode()
    assert len(given.article.text) == len(text)
    assert [p.code for p in given.article.problems] == ["text_repaired"]


def test_a_missing_file_and_the_next_one(tmp_path):
    (tmp_path / "b.txt").write_text(BODY)
    first, second = take([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert first.code == "not_found"
    assert isinstance(second, Taken)


def test_a_broken_link_in_a_folder_fails_alone(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "b.txt").write_text(BODY)
    assert [isinstance(x, Taken) for x in take([tmp_path])] == [False, True]


def _as_nobody(work):
    """Run ``work`` in a child that has dropped root's rights; gives what it wrote."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            os.write(write, work().encode())
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return said


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_folder_and_a_file_without_rights_fail_and_the_rest_is_complete(tmp_path):
    for above in tmp_path.parents:
        if above.stat().st_uid == os.getuid() and "pytest" in above.name:
            above.chmod(0o755)
    tmp_path.chmod(0o755)
    (tmp_path / "shut").mkdir()
    (tmp_path / "a.txt").write_text(BODY)
    (tmp_path / "b.txt").write_text(BODY)
    (tmp_path / "b.txt").chmod(0)
    (tmp_path / "shut").chmod(0)
    try:
        said = _as_nobody(
            lambda: " ".join(getattr(x, "code", "ok") for x in take([tmp_path, tmp_path / "shut"]))
        )
    finally:
        (tmp_path / "shut").chmod(0o755)
    assert sorted(said.split()) == ["no_rights", "no_rights", "no_rights", "ok"]


def test_something_that_is_called_a_pdf_and_is_none(failure_of):
    assert failure_of(b"hello there, no PDF at all", kind="application/pdf").code == "not_text"
    assert failure_of(b"%PDF-1.4\nbroken", kind="application/pdf").code == "not_text"


def test_every_failure_has_a_code_and_what_to_do():
    (found,) = take_bytes(b"", origin="x.html")
    assert isinstance(found, Failure)
    assert "give" in found.message
