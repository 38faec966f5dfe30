"""Opening a record: a new one is made, an older one is brought up to date, and anything else is refused."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from mnemon.errors import StoreError
from mnemon.store import queueing
from mnemon.store.dialect import SUPPORTED, explain, keep_log, make_engine
from mnemon.store.store import Store

VERSION_TABLE = "mnemon_version"
"""Holds the number of the last migration; a database that has tables but not this one is not ours."""

BUSY_SECONDS = 10.0
"""How long to wait for another program to finish writing: its transactions last milliseconds."""


def open_store(path_or_url: Path | str, *, create: bool = True, busy_seconds: float = BUSY_SECONDS) -> Store:
    """The record at a path or database URL; with `create`, a new one where there is none.

    StoreError where it is no record of Mnemon's, was made by a newer Mnemon, is read-only, damaged or in use, or is
    missing and `create` is False.
    """
    where = str(path_or_url)
    url = _url(path_or_url, create=create)
    engine = make_engine(url, busy_seconds)
    try:
        _prepare(engine, where, create=create)
    except sa.exc.DBAPIError as error:
        engine.dispose()
        raise explain(error, where) from error
    except StoreError:
        engine.dispose()
        raise
    return Store(engine, where)


def _url(path_or_url: Path | str, *, create: bool) -> sa.URL:
    where = str(path_or_url)
    if "://" not in where:
        _check_path(Path(where), create=create)
        return sa.URL.create("sqlite", database=where)
    try:
        url = sa.make_url(where)
    except sa.exc.ArgumentError as error:
        raise StoreError("this is no database URL", where=where, do="give a path") from error
    if url.get_backend_name() not in SUPPORTED:
        raise StoreError(f"no record can be kept in {url.get_backend_name()}", where=where, do="give a path")
    return url


def _check_path(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise StoreError("this is a folder", where=str(path), do="give the path of a record in it")
    if not path.parent.is_dir():
        raise StoreError("the folder does not exist", where=str(path.parent), do="make it first")
    if not create and not path.exists():
        raise StoreError("there is no record here", where=str(path), do="make one with mnemon run")


def _prepare(engine: sa.Engine, where: str, *, create: bool) -> None:
    """Nothing is written to a file before it is known to be ours, or empty."""
    with engine.connect() as connection:
        current, known = _revision(connection, where), _scripts()
    if current is None and not create:
        raise StoreError("this is not a Mnemon record", where=where, do="give the path of a record")
    if current is not None and current not in {script.revision for script in known.walk_revisions()}:
        raise StoreError("this record was made by a newer Mnemon", where=where, do="install the newest Mnemon")
    keep_log(engine)
    with engine.execution_options(writes=True).begin() as connection:
        if current == known.get_current_head():
            _touch(connection)
        else:
            _upgrade(connection)
            queueing.rebuild(connection)


def _touch(connection: sa.Connection) -> None:
    """Ask to write without writing: a read-only database refuses here, not half-way through a run."""
    version = sa.table(VERSION_TABLE)
    connection.execute(sa.delete(version).where(sa.false()))


def _revision(connection: sa.Connection, where: str) -> str | None:
    """The record's migration; None where the database is empty. StoreError where it holds another's tables."""
    tables = sa.inspect(connection).get_table_names()
    if VERSION_TABLE in tables:
        return MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE}).get_current_revision()
    if tables:
        raise StoreError(
            "this is another program's database, not a Mnemon record", where=where, do="give the path of a record"
        )
    return None


def _upgrade(connection: sa.Connection) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["version_table"] = VERSION_TABLE
    return config
