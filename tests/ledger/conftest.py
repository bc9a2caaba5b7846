"""The same ledger tests on SQLite and on PostgreSQL, each test with a ledger of its own."""

import getpass
import importlib.util
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from sayso.ledger import Store

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def synthetic():
    """The module of made-up articles beside this file."""
    spec = importlib.util.spec_from_file_location("sayso_synthetic", HERE / "synthetic.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _binaries():
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None, key=lambda p: float(p.parent.name))


@pytest.fixture(scope="session")
def postgres():
    """The address of a PostgreSQL server started for these tests, reached through a socket in a folder."""
    pytest.importorskip("psycopg", reason="the extra 'postgres' is not installed")
    binaries = _binaries()
    if binaries is None:
        pytest.skip("PostgreSQL's programs are not on this machine")
    user, run_as = getpass.getuser(), {}
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        names = [p.pw_name for p in pwd.getpwall()]
        user = "postgres" if "postgres" in names else "nobody"
        run_as = {"user": user}
    folder = Path(tempfile.mkdtemp(prefix="sayso-pg-"))  # not pytest's own: another user must get in
    if run_as:
        shutil.chown(folder, user)
    data, quiet = folder / "data", {"stdout": subprocess.DEVNULL, "cwd": folder, **run_as}
    setting = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
    try:
        initdb = [binaries / "initdb", "-D", data, "-U", "sayso", "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run(initdb, check=True, **quiet)
        start = [binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", setting, "start"]
        subprocess.run(start, check=True, **quiet)
        try:
            yield f"postgresql://sayso@/postgres?host={folder}"
        finally:
            subprocess.run([binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop"], check=True, **quiet)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


_schemas = itertools.count(1)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.whole)])
def new_location(request, tmp_path):
    """Gives the location of another new ledger each time that it is called."""
    if request.param == "sqlite":
        files = itertools.count(1)
        return lambda: str(tmp_path / f"{next(files)}.db")
    import psycopg

    address = request.getfixturevalue("postgres")

    def make():
        schema = f"ledger{next(_schemas)}"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {schema}")
        return f"{address}&options=-csearch_path%3D{schema}"

    return make


@pytest.fixture
def location(new_location):
    """Where this test's ledger is."""
    return new_location()


@pytest.fixture
def store(location):
    """An open, empty ledger."""
    with Store.open(location, clock=lambda: "2021-04-01T12:00:00+00:00") as opened:
        yield opened


@pytest.fixture
def behind(location):
    """Runs SQL on the ledger behind its back, its guards taken off."""

    def run(sql, *values, guarded=False):
        if location.startswith("postgresql:"):
            import psycopg

            with psycopg.connect(location) as connection:
                if not guarded:
                    connection.execute("SET session_replication_role = replica")
                return connection.execute(sql.replace("?", "%s"), values).rowcount
        import sqlite3

        connection = sqlite3.connect(location)
        if not guarded:
            triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for (name,) in triggers:
                connection.execute(f"DROP TRIGGER {name}")
        count = connection.execute(sql, values).rowcount
        connection.commit()
        connection.close()
        return count

    return run
