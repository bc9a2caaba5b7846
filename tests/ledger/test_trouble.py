"""Files that are no ledger, disks that are full, two writers, and programs killed in the middle."""

import itertools
import multiprocessing
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from sayso.ledger import Store
from sayso.model import LedgerError

WRITER = Path(__file__).parent / "synthetic.py"


def refused(location, **options):
    with pytest.raises(LedgerError) as error, Store.open(location, **options):
        pass
    assert str(location) in error.value.message or Path(location).name in error.value.message
    return error.value


def test_a_folder_is_refused(tmp_path):
    error = refused(tmp_path)
    assert error.code == "is_folder"
    assert "name a file in it" in error.message


def test_a_file_of_another_kind_is_refused_untouched(tmp_path):
    other = tmp_path / "notes.txt"
    other.write_bytes(b"Dear diary, " * 1000)
    assert refused(other).code == "not_a_ledger"
    assert other.read_bytes() == b"Dear diary, " * 1000
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


def test_a_file_that_only_begins_like_a_database_is_refused(tmp_path):
    other = tmp_path / "x.db"
    other.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    assert refused(other).code == "not_a_ledger"


def test_a_database_of_another_program_is_refused_untouched(tmp_path):
    other = tmp_path / "shop.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE articles (price)")
    connection.commit()
    connection.close()
    error = refused(other)
    assert (error.code, "another program" in error.message) == ("not_a_ledger", True)
    connection = sqlite3.connect(other)
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("articles",)]
    connection.close()


def test_a_ledger_that_is_not_there_is_not_made_unless_asked(tmp_path):
    assert refused(tmp_path / "none.db", create=False).code == "no_ledger"
    assert not (tmp_path / "none.db").exists()
    assert refused(tmp_path / "no" / "none.db").code == "no_folder"


def test_an_address_that_does_not_answer_is_told(tmp_path):
    pytest.importorskip("psycopg", reason="the extra 'postgres' is not installed")
    error = refused(f"postgresql://sayso:secret@/x?host={tmp_path}")
    assert error.code == "cannot_open"
    assert "secret" not in error.message


def _as_nobody(location, synthetic_path, answers):
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    sys.path.insert(0, synthetic_path)
    import synthetic

    taken = synthetic.taken(2)
    try:
        with Store.open(location) as store:
            answers.put(len(list(store.articles())))
            store.keep(taken, synthetic.reading(taken.article))
        answers.put("kept")
    except LedgerError as error:
        answers.put((error.code, error.message))


@pytest.mark.whole
@pytest.mark.parametrize("readable", [True, False])
def test_a_file_without_rights_is_told_and_left_as_it_is(tmp_path, synthetic, readable):
    """In another process, which drops root's rights."""
    import shutil
    import tempfile

    folder = Path(tempfile.mkdtemp(dir="/tmp"))  # pytest's own folders let nobody else in
    try:
        location = folder / "a.db"
        with Store.open(location) as store:
            taken = synthetic.taken(1)
            store.keep(taken, synthetic.reading(taken.article))
        location.chmod(0o444 if readable else 0o000)
        folder.chmod(0o755 if os.geteuid() == 0 else 0o555)
        before = location.read_bytes() if os.geteuid() == 0 or readable else None
        context = multiprocessing.get_context("spawn")
        answers = context.Queue()
        process = context.Process(target=_as_nobody, args=(location, str(WRITER.parent), answers))
        process.start()
        said = [answers.get(timeout=30)]
        if said[0] == 1:  # it could be read; then the writing is what fails
            said.append(answers.get(timeout=30))
        process.join()
        code, message = said[-1]
        assert code in ("read_only", "cannot_open")
        assert str(location) in message
        assert "rights" in message
        if before is not None:
            assert location.read_bytes() == before
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


_LIMITED = """
import resource, signal, sys
sys.path.insert(0, {folder!r})
import synthetic
from sayso.ledger import Store
from sayso.model import LedgerError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with Store.open({location!r}) as store:
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, 1_500_000))
    for number in range(1, 10_000):
        taken = synthetic.taken(number)
        try:
            store.keep(taken, synthetic.reading(taken.article))
        except LedgerError as error:
            print(number - 1, error.code)
            break
    assert len(list(store.claims())) == 5 * (number - 1)
"""


def test_a_disk_that_fills_up_is_told_and_leaves_whole_articles(tmp_path):
    """The largest size of a file that the process may write stands for the end of the disk."""
    location = tmp_path / "a.db"
    program = _LIMITED.format(folder=str(WRITER.parent), location=str(location))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    kept, code = done.stdout.split()
    assert code in ("disk_full", "not_written")
    assert int(kept) > 5
    _is_whole(location, at_least=int(kept), at_most=int(kept))


def test_a_ledger_that_may_not_grow_is_told_and_takes_articles_again_later(tmp_path, synthetic):
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    pages = [1_000_000]

    def limit(connection, _record):
        connection.execute(f"PRAGMA max_page_count = {pages[0]}")

    event.listen(Engine, "connect", limit)
    try:
        with Store.open(tmp_path / "a.db") as store:
            pass
        pages[0] = 120
        with Store.open(tmp_path / "a.db") as store:
            with pytest.raises(LedgerError, match="make room") as error:
                _fill(store, synthetic)
            assert error.value.code == "disk_full"
            full = store.stats().articles
            assert full > 5
    finally:
        event.remove(Engine, "connect", limit)
    taken = synthetic.taken(full + 1)  # the one that found no room
    with Store.open(tmp_path / "a.db") as store:
        assert store.keep(taken, synthetic.reading(taken.article)).new_article
    _is_whole(tmp_path / "a.db", at_least=full + 1, at_most=full + 1)


def _fill(store, synthetic):
    for number in itertools.count(1):
        taken = synthetic.taken(number)
        store.keep(taken, synthetic.reading(taken.article))


def _is_whole(location, *, at_least, at_most):
    with Store.open(location, create=False) as store:
        assert list(store.faults()) == []
        entries = list(store.articles())
        assert at_least <= len(entries) <= at_most
        for entry in entries:
            reading = store.reading(entry.id)
            assert len(reading.claims) == entry.figures + entry.responsibility + entry.statements == 5
            assert store.snapshot(reading.article.snapshot)
        assert len(store.search("rescue", of="article", limit=10_000)) == len(entries)
        assert len(store.search("rescue", of="claim", limit=100_000)) == 3 * len(entries)


def test_threads_and_stores_that_write_at_once_keep_everything_once(new_location, synthetic):
    location, stores, errors = new_location(), 3, []
    made = [synthetic.taken(number) for number in range(1, 21)]

    def work():
        try:
            with Store.open(location) as store:  # the first to come makes the ledger
                for taken in random.sample(made, len(made)):
                    store.keep(taken, synthetic.reading(taken.article))
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(stores)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with Store.open(location) as store:
        stats = store.stats()
        assert (stats.articles, stats.readings, stats.claims) == (20, 20, 100)
        assert sorted(entry.reading for entry in store.articles()) == list(range(1, 21))
        assert list(store.faults()) == []


@pytest.mark.whole
def test_programs_killed_at_any_moment_leave_whole_articles(new_location):
    """Two programs add in a loop and are killed, more than once; what they said was kept is there."""
    location, generator = new_location(), random.Random()  # another moment each time that the tests run
    said, rounds = 0, 2 if location.startswith("postgresql:") else 3
    for round_number in range(rounds):
        command = [sys.executable, str(WRITER), location]
        programs = [
            subprocess.Popen([*command, str(1 + n + 100_000 * round_number), "2"], stdout=subprocess.PIPE)
            for n in range(2)
        ]
        for program in programs:
            program.stdout.readline()  # both are at it
            said += 1
        time.sleep(generator.uniform(0.02, 0.3))
        for program in programs:
            program.send_signal(signal.SIGKILL)
        for program in programs:
            said += len(program.stdout.read().splitlines())
            program.stdout.close()
            program.wait()
    # One article of each program may have been kept without it having come to say so.
    _is_whole(location, at_least=said, at_most=said + 2 * rounds)
