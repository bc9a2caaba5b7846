"""Ledgers of other revisions: an older one is brought up with all it holds, a newer one is left alone."""

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from sayso.ledger import Store
from sayso.ledger.dialects import connect
from sayso.ledger.keeping import keep
from sayso.ledger.migrating import FOLDER, bring_up
from sayso.ledger.tables import REVISION, VERSION_TABLE, metadata
from sayso.model import Decision, DecisionKind, LedgerError


def test_the_newest_revision_is_the_one_that_the_code_knows():
    assert ScriptDirectory(str(FOLDER)).get_current_head() == REVISION


def test_the_migrations_make_the_tables_that_the_code_uses(location):
    with Store.open(location):
        database = connect(location, create=False)

    def ours(name, type_, _parents):
        return type_ != "table" or not str(name).startswith("search_words")

    with database.reading() as connection:
        options = {"version_table": VERSION_TABLE, "include_name": ours, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []
        found = sa.inspect(connection)
        for table in metadata.sorted_tables:
            nullable = {c["name"]: c["nullable"] for c in found.get_columns(table.name)}
            assert nullable == {c.name: bool(c.nullable) for c in table.columns}
    database.close()


def test_a_ledger_of_the_first_revision_is_brought_up_with_all_that_it_holds(location, synthetic):
    taken = synthetic.taken(1)
    reading = synthetic.reading(taken.article)
    database = connect(location, create=True)
    bring_up(database, create=True, revision="0001")
    keep(database, taken, reading, now="2021-01-01T00:00:00+00:00")
    with database.reading() as connection:
        assert not sa.inspect(connection).has_table("decisions")
    database.close()
    with Store.open(location, create=False) as store:
        assert store.stats().revision == REVISION
        assert store.reading(taken.article.id) == reading
        assert len(store.search("rescue", of="claim")) == 3
        decided = Decision(
            kind=DecisionKind.NOTE, subjects=("a",), author="Mina", at="2021-04-02T08:00:00+02:00", reason="x"
        )
        store.decide(decided)
        assert store.verify().count == 1
        assert list(store.faults()) == []


@pytest.mark.parametrize("revision", ["9999", "abcd"])
def test_a_newer_ledger_is_refused_and_left_as_it_is(location, behind, revision):
    with Store.open(location):
        pass
    behind(f"UPDATE {VERSION_TABLE} SET version_num = ?", revision)
    with pytest.raises(LedgerError, match="upgrade sayso") as refused:
        Store.open(location)
    assert refused.value.code == "newer"


def test_a_half_made_ledger_is_none(tmp_path, monkeypatch):
    """The second migration fails: nothing of the first is left, and the next opening makes all of it."""
    database = connect(tmp_path / "a.db", create=True)
    from alembic import op

    real = op.execute

    def fails(sql, *args, **options):
        if "log_head" in str(sql):
            raise RuntimeError("killed here")
        return real(sql, *args, **options)

    monkeypatch.setattr(op, "execute", fails)
    with pytest.raises(RuntimeError):
        bring_up(database, create=True)
    database.close()
    monkeypatch.undo()
    tables = sqlite3.connect(tmp_path / "a.db").execute("SELECT count(*) FROM sqlite_master").fetchone()
    assert tables == (0,)
    with Store.open(tmp_path / "a.db") as store:
        assert store.stats().revision == REVISION


def test_an_up_to_date_ledger_opens_without_loading_the_migrations(tmp_path, monkeypatch):
    with Store.open(tmp_path / "a.db"):
        pass
    monkeypatch.setattr("sayso.ledger.migrating._upgrade", None)
    with Store.open(tmp_path / "a.db") as store:
        assert store.stats().articles == 0


def test_migrations_are_in_the_package():
    names = {path.name for path in Path(FOLDER, "versions").glob("r*.py")}
    assert {"r0001_kept.py", "r0002_decisions.py"} <= names
