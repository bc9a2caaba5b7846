"""Where SQLite and PostgreSQL differ: opening, locking, full-text search. All else is shared.

Both give the same promises. Writers take turns from the first statement of a transaction (``BEGIN
IMMEDIATE``; an advisory lock), so that what one counts stays true until it commits. Readers see one moment
and stop nobody (write-ahead log; repeatable read).
"""

import sqlite3
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, Subquery, event
from sqlalchemy.engine import URL, make_url

from sayso.ledger.faults import told
from sayso.ledger.words import Query, Term
from sayso.model import LedgerError

APPLICATION_ID = 0x73617973  # "says", in the header of a SQLite ledger
WAIT_SECONDS = 60.0
_LOCK = 0x7361_7973_6F00  # the advisory lock of PostgreSQL's writers
_MOST_WORDS = 1_000_000  # bytes; a tsvector takes 1,048,575


_FTS5_INSERT = sa.text("INSERT INTO search_words (rowid, words) VALUES (:id, :words)")
_TSVECTOR_INSERT = sa.text("INSERT INTO search_words (id, words) VALUES (:id, CAST(:words AS tsvector))")


class Database(Protocol):
    """One opened database: what the rest of the room asks of it."""

    place: str

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection that sees one moment of the ledger."""
        ...

    def writing(self, *, durable: bool = False) -> AbstractContextManager[Connection]:
        """A connection that alone may write; commits at the end of the block, or undoes on an exception.

        ``durable`` waits until the disk has it, so that it outlives a power cut too.
        """
        ...

    def index(self, connection: Connection, rows: Sequence[tuple[int, list[str]]]) -> None:
        """Add ``(entry, words)`` to the full-text index; see :mod:`sayso.ledger.searching` for entries."""
        ...

    def matching(self, query: Query) -> Subquery:
        """The entries that fit, as a subquery with ``id`` and ``rank`` (smaller is better)."""
        ...

    def size(self, connection: Connection) -> int:
        """Bytes that the ledger takes."""
        ...

    def faults(self, connection: Connection) -> list[str]:
        """What the database itself finds wrong with its files; empty where all is well."""
        ...

    def close(self) -> None:
        """Let go of all connections."""
        ...


class Sqlite:
    """A ledger in one SQLite file, with its write-ahead log beside it while it is open."""

    def __init__(self, path: Path) -> None:
        self.place = str(path)
        self._engine = sa.create_engine(
            URL.create("sqlite", database=str(path)),
            connect_args={"timeout": WAIT_SECONDS, "check_same_thread": False},
            max_overflow=50,
        )
        event.listen(self._engine, "connect", _set_up)
        event.listen(self._engine, "begin", _begin)
        self._writer = self._engine.execution_options(sayso_begin="IMMEDIATE")
        self._durable_writer = self._writer.execution_options(sayso_durable=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """See :class:`Database`."""
        with told(self.place), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self, *, durable: bool = False) -> Iterator[Connection]:
        """See :class:`Database`."""
        writer = self._durable_writer if durable else self._writer
        with told(self.place), writer.connect() as connection, connection.begin():
            yield connection

    def index(self, connection: Connection, rows: Sequence[tuple[int, list[str]]]) -> None:
        """See :class:`Database`."""
        connection.execute(
            _FTS5_INSERT,
            [{"id": entry, "words": " ".join(words)} for entry, words in rows],
        )

    def matching(self, query: Query) -> Subquery:
        """See :class:`Database`."""
        groups = " AND ".join(f"({' OR '.join(map(_fts5, group))})" for group in query.groups)
        without = "".join(f" NOT {_fts5(term)}" for term in query.without)
        found = sa.text("SELECT rowid AS id, rank AS rank FROM search_words WHERE search_words MATCH :asked")
        asked = found.bindparams(asked=f"({groups}){without}")
        return asked.columns(id=sa.BigInteger, rank=sa.Float).subquery("found")

    def size(self, connection: Connection) -> int:
        """See :class:`Database`."""
        pages, page = (
            connection.exec_driver_sql(f"PRAGMA {p}").scalar_one() for p in ("page_count", "page_size")
        )
        return int(pages) * int(page)

    def faults(self, connection: Connection) -> list[str]:
        """See :class:`Database`."""
        said = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
        broken = [str(tuple(row)) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")]
        return [s for s in said if s != "ok"] + broken

    def close(self) -> None:
        """See :class:`Database`."""
        self._engine.dispose()


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see _begin
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_size_limit = 67108864")
    connection.execute("PRAGMA wal_autocheckpoint = 4000")  # pages; the default stops four times as often
    # Going over to the write-ahead log does not wait for another opener as other statements do.
    for pause in (0.01, 0.05, 0.1, 0.5, 1.0, 2.0, None):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if pause is None or not error.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                raise
            time.sleep(pause)


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    # NORMAL keeps the file whole in a power cut and every row through a kill; FULL waits for the disk too.
    wanted = "FULL" if options.get("sayso_durable") else "NORMAL"
    if connection.info.get("synchronous") != wanted:
        connection.exec_driver_sql(f"PRAGMA synchronous = {wanted}")
        connection.info["synchronous"] = wanted
    connection.exec_driver_sql(f"BEGIN {options.get('sayso_begin', 'DEFERRED')}")


def _fts5(term: Term) -> str:
    return f'"{" ".join(term.words)}"{"*" if term.beginning else ""}'


class Postgres:
    """A ledger in the first schema of a PostgreSQL connection's search path."""

    def __init__(self, url: URL) -> None:
        self.place = url.render_as_string(hide_password=True)
        try:
            self._engine: Engine = sa.create_engine(url.set(drivername="postgresql+psycopg"), max_overflow=50)
        except ImportError as error:
            message = "PostgreSQL needs its driver: pip install 'sayso[postgres]'."
            raise LedgerError("driver_missing", message) from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """See :class:`Database`."""
        with told(self.place), self._engine.connect() as connection:
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self, *, durable: bool = False) -> Iterator[Connection]:
        """See :class:`Database`; a commit here is durable always."""
        with told(self.place), self._engine.connect() as connection, connection.begin():
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            yield connection

    def index(self, connection: Connection, rows: Sequence[tuple[int, list[str]]]) -> None:
        """See :class:`Database`."""
        connection.execute(
            _TSVECTOR_INSERT,
            [{"id": entry, "words": _tsvector(words)} for entry, words in rows],
        )

    def matching(self, query: Query) -> Subquery:
        """See :class:`Database`."""
        groups = " & ".join(f"({' | '.join(map(_wanted, group))})" for group in query.groups)
        without = "".join(f" & !{_tsquery(term)}" for term in query.without)
        # 1: a long article does not win by its length alone.
        found = sa.text(
            "SELECT id, -ts_rank(words, CAST(:asked AS tsquery), 1) AS rank FROM search_words "
            "WHERE words @@ CAST(:asked AS tsquery)"
        )
        asked = found.bindparams(asked=f"({groups}){without}")
        return asked.columns(id=sa.BigInteger, rank=sa.Float).subquery("found")

    def size(self, connection: Connection) -> int:
        """See :class:`Database`."""
        sizes = "SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0) FROM pg_class c"
        ours = " WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'"
        return int(connection.execute(sa.text(sizes + ours)).scalar_one())

    def faults(self, connection: Connection) -> list[str]:
        """See :class:`Database`; the server looks after its own files."""
        return []

    def close(self) -> None:
        """See :class:`Database`."""
        self._engine.dispose()


_LONG = "'+'"
"""In the index of a text so long that PostgreSQL cannot hold where all its words stand."""


def _tsvector(words: Iterable[str]) -> str:
    places: defaultdict[str, list[str]] = defaultdict(list)
    room, long = _MOST_WORDS, False
    for number, word in enumerate(words, start=1):
        room -= 4 if word in places else 8 + len(word.encode())
        if room < 0:
            break
        at = places[word]
        if len(at) < 255 and number < 16384:  # what PostgreSQL keeps of one word, and of one text
            at.append(str(number))
        else:
            long = True
    indexed = (f"'{word}':{','.join(at)}" if at else f"'{word}'" for word, at in places.items())
    return " ".join([*indexed, _LONG] if long else indexed)


def _tsquery(term: Term) -> str:
    words = [f"'{word}'" for word in term.words]
    words[-1] += ":*" if term.beginning else ""
    return f"({' <-> '.join(words)})"


def _wanted(term: Term) -> str:
    """A term that must be there; of a phrase in a long text all words, for more cannot be asked of it."""
    if len(term.words) == 1:
        return _tsquery(term)
    anywhere = " & ".join(_tsquery(Term(words=(word,))) for word in term.words[:-1])
    last = _tsquery(Term(words=term.words[-1:], beginning=term.beginning))
    return f"({_tsquery(term)} | ({_LONG} & {anywhere} & {last}))"


def connect(location: str | Path, *, create: bool) -> Database:
    """The database at ``location``: a file's path, or a ``postgresql://`` address. Makes no tables."""
    words = str(location)
    if words.startswith(("postgresql:", "postgresql+psycopg:", "postgres:")):
        try:
            return Postgres(make_url(words.replace("postgres:", "postgresql:", 1)))
        except sa.exc.ArgumentError as error:
            raise LedgerError("cannot_open", f"{words} is no address of a database: {error}.") from error
    path = Path(words.removeprefix("sqlite:///"))
    _look(path, create=create)
    return Sqlite(path)


def _look(path: Path, *, create: bool) -> None:
    """Refuse what cannot be a ledger before SQLite touches it."""
    if path.is_dir():
        raise LedgerError(
            "is_folder", f"{path} is a folder: name a file in it, for example {path / 'sayso.db'}."
        )
    try:
        with path.open("rb") as file:
            start = file.read(16)
    except FileNotFoundError:
        if not path.parent.is_dir():
            message = f"There is no folder {path.parent} for the ledger {path.name}: make it first."
            raise LedgerError("no_folder", message) from None
        start = b""
    except OSError as error:
        message = f"Ledger {path} may not be read ({error.strerror}): see to its rights and its folder's."
        raise LedgerError("cannot_open", message) from error
    if start and start != b"SQLite format 3\0":
        raise LedgerError(
            "not_a_ledger", f"{path} is not a ledger and was not touched: name another file with --db."
        )
    if not start and not create:
        raise LedgerError(
            "no_ledger", f"There is no ledger at {path} yet: `sayso --db {path} add ...` makes one."
        )
