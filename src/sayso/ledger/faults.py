"""What a database says when it fails, told to a person: what happened, to which ledger, what to do next.

Both drivers' errors arrive wrapped by SQLAlchemy; here each becomes a :class:`~sayso.model.LedgerError` with
a stable code. In every case the transaction is undone and what was kept before is whole.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from sayso.model import LedgerError

_WHOLE = "What was kept before is whole."

# By the beginning of SQLite's result code; the first that fits counts.
_SQLITE = (
    ("SQLITE_FULL", "disk_full", f"The disk is full: make room and do the same again. {_WHOLE}"),
    ("SQLITE_IOERR", "not_written", f"The disk refused (full, over a quota, or failing): see to it and do the same again. {_WHOLE}"),
    ("SQLITE_READONLY", "read_only", "It may not be written: change its rights and its folder's, or copy it to a folder of your own and name that with --db."),
    ("SQLITE_PERM", "read_only", "It may not be written: change its rights and its folder's, or copy it to a folder of your own and name that with --db."),
    ("SQLITE_CANTOPEN", "cannot_open", "It cannot be opened for reading and writing: see to the rights of the file and of its folder."),
    ("SQLITE_NOTADB", "not_a_ledger", "It is not a ledger: name another file with --db."),
    ("SQLITE_CORRUPT", "damaged", "The file is damaged: copy it away and go back to the last good copy."),
    ("SQLITE_BUSY", "busy", "Another program has been writing to it for too long: wait for that and do the same again."),
    ("SQLITE_LOCKED", "busy", "Another program has been writing to it for too long: wait for that and do the same again."),
)  # fmt: skip

# By the beginning of PostgreSQL's SQLSTATE.
_POSTGRES = (
    (
        "53",
        "disk_full",
        f"The server has run out of room or connections: make some and do the same again. {_WHOLE}",
    ),
    ("25006", "read_only", "The server takes no changes: connect to the one that does."),
    ("42501", "read_only", "This user may not do that: ask for the rights to create and fill tables."),
    ("28", "cannot_open", "The server does not know this user or password: see to the address."),
    ("3D", "cannot_open", "The server has no such database: make it (createdb) or see to the address."),
    (
        "55P03",
        "busy",
        "Another program has been writing to it for too long: wait for that and do the same again.",
    ),
    ("40", "busy", "Another program got in the way: do the same again."),
)


@contextmanager
def told(place: str) -> Iterator[None]:
    """Turn a database error inside the block into a :class:`LedgerError` that names ``place``."""
    try:
        yield
    except DBAPIError as error:
        raise fault(error, place) from error


def fault(error: DBAPIError, place: str) -> LedgerError:
    """The :class:`LedgerError` for one database error."""
    origin = error.orig
    name = getattr(origin, "sqlite_errorname", None)
    state = getattr(origin, "sqlstate", None)
    if "are only added" in str(origin):
        return LedgerError("append_only", f"Ledger {place}: {origin}. Nothing in it is changed or removed.")
    table = _SQLITE if name else _POSTGRES
    for beginning, code, advice in table:
        if str(name or state or "").startswith(beginning):
            return LedgerError(code, f"Ledger {place}: {advice}")
    if name is None and state is None:
        return LedgerError(
            "cannot_open", f"Ledger {place}: {origin}. See that the server runs and the address is right."
        )
    return LedgerError("refused", f"Ledger {place} refused ({name or state}): {origin}. {_WHOLE}")
