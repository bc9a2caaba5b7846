"""The real program, as a person or a script starts it."""

import ctypes
import json
import os
import pty
import resource
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest

from sayso.ledger import Store
from sayso.model import contract

pytestmark = pytest.mark.whole

SCHEMA = json.loads((Path(contract.__file__).parent / "contract.schema.json").read_text(encoding="utf-8"))
STORY = (
    "Shelling hits market in Maarat\n\n"
    "At least {n} civilians were killed on Tuesday when shells hit a market in Idlib, the Civil Defence "
    "said.\n\n"
    '"We pulled {n} people from under the rubble," said Samer Halabi, a rescuer.\n'
)


def program(*arguments):
    return [sys.executable, "-m", "sayso", *map(str, arguments)]


def run(*arguments, text=None, timeout=60, **options):
    options.setdefault("env", {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
    return subprocess.run(
        program(*arguments),
        input=text,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
        **options,
    )


def objects(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def stories(folder, number):
    folder.mkdir()
    for n in range(number):
        (folder / f"story-{n:03}.txt").write_text(STORY.format(n=n + 2), encoding="utf-8")
    return folder


def test_read_gives_a_valid_line_for_each_article_in_order(tmp_path):
    folder = stories(tmp_path / "in", 3)
    result = run("read", folder, "--published", "2020-02-28")
    assert result.returncode == 0, result.stderr
    found = objects(result)
    assert [str(n) in x["article"]["text"] for n, x in enumerate(found, 2)] == [True] * 3
    for line in found:
        jsonschema.validate(line, SCHEMA)
        assert line["article"]["published"] == {
            "earliest": "2020-02-28",
            "latest": "2020-02-28",
            "basis": "given",
        }
    killed = [f for f in found[1]["figures"] if f["measure"] == "killed"]
    assert [f["quantity"]["low"] for f in killed] == [3]


def test_standard_input_is_an_article_too():
    result = run("read", "-", text=STORY.format(n=7))
    assert result.returncode == 0, result.stderr
    (line,) = objects(result)
    assert line["article"]["text"] == STORY.format(n=7)


def test_what_cannot_be_read_costs_only_itself(tmp_path):
    folder = stories(tmp_path / "in", 2)
    bad = {
        "a-empty.txt": b"",
        "b-binary.html": bytes(range(256)) * 64,
        "c-no-text.json": b'{"id": "x", "title": "no text here"}',
        "d-script.html": b"<html><body><script>render()</script></body></html>",
        "e-broken.json": b'{"text": "half',
    }
    for name, content in bad.items():
        (folder / name).write_bytes(content)
    result = run("read", folder, tmp_path / "missing.html")
    assert result.returncode == 1
    found = objects(result)
    for line in found:
        jsonschema.validate(line, SCHEMA)
    failed = {Path(x["source"]).name: x["error"] for x in found if "error" in x}
    assert set(failed) == {*bad, "missing.html"}
    assert all(error["code"] and len(error["message"]) > 10 for error in failed.values())
    assert sum("article" in x for x in found) == 2
    assert "Traceback" not in result.stderr
    assert all(name in result.stderr for name in failed)


def test_two_hundred_megabytes_of_div_fail_fast(tmp_path):
    page = tmp_path / "deep.html"
    with page.open("wb") as out:
        for _ in range(200):
            out.write(b"<div>" * 209_715)
    started = time.monotonic()
    result = run("read", page, timeout=30)
    assert time.monotonic() - started < 10
    assert result.returncode == 1
    (line,) = objects(result)
    assert line["error"]["code"]


def without_roots_rights():
    """In the child: take from root what lets it pass by rights (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH)."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None)
        for capability in (1, 2):
            libc.prctl(24, capability, 0, 0, 0)


def test_a_folder_without_rights_is_named_and_the_rest_is_read(tmp_path):
    folder = stories(tmp_path / "in", 1)
    closed = stories(folder / "closed", 1)
    closed.chmod(0)
    try:
        look = [sys.executable, "-c", "import os, sys; os.listdir(sys.argv[1])", closed]
        probe = subprocess.run(look, capture_output=True, check=False, preexec_fn=without_roots_rights)
        if probe.returncode == 0:
            pytest.skip("this system lets its user into folders without rights")
        result = run("read", folder, preexec_fn=without_roots_rights)
    finally:
        closed.chmod(0o755)
    assert result.returncode == 1
    assert "closed" in result.stderr
    assert "Traceback" not in result.stderr
    assert sum("article" in x for x in objects(result)) == 1


def test_a_reader_that_has_enough_ends_it_quietly(tmp_path):
    folder = stories(tmp_path / "in", 12)
    process = subprocess.Popen(
        program("read", folder, "--workers", "1"), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(60) == 141
    assert process.stderr.read() == b""
    process.stderr.close()


@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_ends_it_with_its_own_status_and_no_traceback(tmp_path, workers):
    folder = stories(tmp_path / "in", 300)
    process = subprocess.Popen(
        program("read", folder, "--workers", workers),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in errors


def test_on_a_terminal_an_article_is_a_table(tmp_path):
    (tmp_path / "a.txt").write_text(STORY.format(n=9) + "\n\x1b]0;owned\x07 two people were killed.\n")
    master, slave = pty.openpty()
    environment = {**os.environ, "COLUMNS": "80", "TERM": "xterm-256color"}
    process = subprocess.Popen(
        program("read", tmp_path / "a.txt"), stdout=slave, stderr=slave, env=environment
    )
    os.close(slave)
    shown = b""
    while select.select([master], [], [], 60)[0]:
        try:
            chunk = os.read(master, 65536)
        except OSError:
            break
        if not chunk:
            break
        shown += chunk
    os.close(master)
    assert process.wait(10) == 0
    text = shown.decode()
    assert "Figures" in text
    assert "≥ 9" in text
    assert '{"article"' not in text
    assert "\x1b]0;" not in text


def test_add_again_after_a_kill_is_complete_and_without_duplicates(tmp_path):
    number = 20
    folder, db = stories(tmp_path / "in", number), tmp_path / "l.db"
    process = subprocess.Popen(program("--db", db, "add", folder, "--json"), stdout=subprocess.PIPE)
    for _ in range(3):
        assert process.stdout.readline()
    process.kill()
    process.stdout.close()
    assert process.wait(60) == -signal.SIGKILL
    with Store.open(db) as store:
        before = store.stats()
        assert 3 <= before.articles <= number
        assert list(store.faults()) == []
    again = run("--db", db, "add", folder, "--json")
    assert again.returncode == 0, again.stderr
    outcomes = objects(again)
    assert sum(x["new_article"] for x in outcomes) == number - before.articles
    with Store.open(db) as store:
        after = store.stats()
        assert (after.articles, after.readings, after.snapshots) == (number, number, number)
        assert list(store.faults()) == []
        claims = [kept.claim.id for kept in store.claims()]
    assert claims
    assert run("--db", db, "add", folder).returncode == 0
    with Store.open(db) as store:
        assert [kept.claim.id for kept in store.claims()] == claims
        assert (store.stats().articles, store.stats().readings) == (after.articles, after.readings)


def test_two_writers_at_once_keep_every_article_once(tmp_path):
    folder, db = stories(tmp_path / "in", 8), tmp_path / "l.db"
    writers = [
        subprocess.Popen(
            program("--db", db, "add", folder), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        for _ in range(2)
    ]
    for writer in writers:
        _, errors = writer.communicate(timeout=120)
        assert writer.returncode == 0, errors
    with Store.open(db) as store:
        assert (store.stats().articles, store.stats().readings) == (8, 8)
        assert list(store.faults()) == []


def test_a_full_disk_is_said_and_the_ledger_is_whole(tmp_path):
    folder, db = stories(tmp_path / "in", 12), tmp_path / "l.db"
    assert run("--db", db, "add", folder / "story-000.txt").returncode == 0

    def little_room():
        room = 1024 + max(p.stat().st_size for p in tmp_path.iterdir() if p.is_file())
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    result = run("--db", db, "add", folder, preexec_fn=little_room)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "l.db" in result.stderr
    with Store.open(db) as store:
        assert list(store.faults()) == []
        assert 1 <= store.stats().articles < 12
    assert run("--db", db, "add", folder).returncode == 0
    with Store.open(db) as store:
        assert store.stats().articles == 12


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_output_to_a_full_disk_is_an_error(tmp_path):
    folder, db = stories(tmp_path / "in", 1), tmp_path / "l.db"
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(
            program("read", folder), stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "No space left" in result.stderr
    assert run("--db", db, "add", folder).returncode == 0
    exported = run("--db", db, "export", "--format", "csv", "--output", "/dev/full")
    assert exported.returncode == 1
    assert "No space left" in exported.stderr
