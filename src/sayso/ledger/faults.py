"""What a database says when it fails, told to a person: what happened, to which ledger, what to do next.

Both drivers' errors arrive wrapped by SQLAlchemy; here each becomes a :class:`~sayso.model.LedgerError` with
a stable code. In every case the transaction is undone and what was kept before is whole.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, StatementError

from sayso.model import LedgerError

_WHOLE = "What was kept before is whole."
_FULL = f"The disk is full: make room and do the same again. {_WHOLE}"
_REFUSED = f"The disk refused (full, over a quota, or failing): see to it and do the same again. {_WHOLE}"
_READ_ONLY = (
    "It may not be written: change its rights and its folder's, "
    "or copy it to a folder of your own and name that with --db."
)
_NOT_OPENED = "It cannot be opened for reading and writing: see to the rights of the file and of its folder."
_BUSY = "Another program has been writing to it for too long: wait for that and do the same again."

# By the beginning of SQLite's result code; the first that fits counts.
_SQLITE = (
    ("SQLITE_FULL", "disk_full", _FULL),
    ("SQLITE_IOERR", "not_written", _REFUSED),
    ("SQLITE_READONLY", "read_only", _READ_ONLY),
    ("SQLITE_PERM", "read_only", _READ_ONLY),
    ("SQLITE_CANTOPEN", "cannot_open", _NOT_OPENED),
    ("SQLITE_NOTADB", "not_a_ledger", "It is not a ledger: name another file with --db."),
    ("SQLITE_CORRUPT", "damaged", "The file is damaged: copy it away and go back to the last good copy."),
    ("SQLITE_BUSY", "busy", _BUSY),
    ("SQLITE_LOCKED", "busy", _BUSY),
)

# By the beginning of PostgreSQL's SQLSTATE.
_POSTGRES = (
    (
        "53",
        "disk_full",
        f"The server is out of room or connections: make some and do the same again. {_WHOLE}",
    ),
    ("25006", "read_only", "The server takes no changes: connect to the one that does."),
    ("42501", "read_only", "This user may not do that: ask for the rights to create and fill tables."),
    ("28", "cannot_open", "The server does not know this user or password: see to the address."),
    ("3D", "cannot_open", "The server has no such database: make it (createdb) or see to the address."),
    (
        "55P03",
        "busy",
        _BUSY,
    ),
    ("40", "busy", "Another program got in the way: do the same again."),
)


@contextmanager
def told(place: str) -> Iterator[None]:
    """Turn a database error inside the block into a :class:`LedgerError` that names ``place``."""
    try:
        yield
    except StatementError as error:
        raise fault(error, place) from error


def fault(error: StatementError, place: str) -> LedgerError:
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
    if not isinstance(error, DBAPIError):
        return LedgerError("refused", f"Ledger {place} cannot take this ({origin}): nothing of it was kept.")
    if name is None and state is None:
        return LedgerError(
            "cannot_open", f"Ledger {place}: {origin}. See that the server runs and the address is right."
        )
    return LedgerError("refused", f"Ledger {place} refused ({name or state}): {origin}. {_WHOLE}")
