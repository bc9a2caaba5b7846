"""Which revision a ledger has, and bringing an older one up to date.

A new ledger goes through the same migrations as an old one. All of it is one transaction: a ledger is at one
revision or at another, never between.
"""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection

from sayso.ledger.dialects import APPLICATION_ID, Database
from sayso.ledger.tables import REVISION, VERSION_TABLE
from sayso.model import LedgerError

FOLDER = Path(__file__).parent / "migrations"


def bring_up(database: Database, *, create: bool, revision: str = REVISION) -> None:
    """Make or upgrade the tables up to ``revision``; raises where the ledger is newer or is none of ours."""
    with database.reading() as connection:
        found = _revision(connection, database.place, create=create)
    if found == revision:
        return
    with database.writing() as connection:
        found = _revision(connection, database.place, create=create)  # another process may have been first
        if found != revision:
            _upgrade(connection, revision)


def _revision(connection: Connection, place: str, *, create: bool) -> str | None:
    """The ledger's revision, None where it has no tables yet."""
    if sa.inspect(connection).has_table(VERSION_TABLE):
        found = connection.execute(sa.text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
        if found is not None and (not str(found).isdigit() or int(found) > int(REVISION)):
            raise LedgerError(
                "newer",
                f"Ledger {place} was made by a newer sayso (revision {found}; this one knows {REVISION}): "
                "upgrade sayso. The ledger was not touched.",
            )
        return found
    if _holds_something(connection):
        message = f"{place} is a database of another program and was not touched: name another with --db."
        raise LedgerError("not_a_ledger", message)
    if not create:
        raise LedgerError(
            "no_ledger", f"There is no ledger at {place} yet: `sayso --db {place} add ...` makes one."
        )
    return None


def _holds_something(connection: Connection) -> bool:
    """True where a SQLite file has tables that are not ours; a PostgreSQL schema may be shared."""
    if connection.dialect.name != "sqlite":
        return False
    marked = connection.exec_driver_sql("PRAGMA application_id").scalar()
    return bool(sa.inspect(connection).get_table_names()) or marked not in (0, APPLICATION_ID)


def _upgrade(connection: Connection, revision: str) -> None:
    # Imported here: an up-to-date ledger opens without alembic, which takes longer to load than to read.
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection, "version_table": VERSION_TABLE})
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    command.upgrade(config, revision)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
