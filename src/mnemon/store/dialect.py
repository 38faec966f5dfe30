"""All that differs from one database to another stands here: the rest of the store is plain SQLAlchemy.

SQLite is what Mnemon ships and tests; what PostgreSQL would need stands beside it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite

from mnemon.errors import StoreError

SUPPORTED = ("sqlite", "postgresql")

_SENTENCES = {
    sqlite3.SQLITE_BUSY: ("the record is in use by another program", "wait for it to end, then try again"),
    sqlite3.SQLITE_LOCKED: ("the record is in use by another program", "wait for it to end, then try again"),
    sqlite3.SQLITE_READONLY: ("the record is read-only", "copy it to where you may write, or change its permissions"),
    sqlite3.SQLITE_CANTOPEN: ("the record cannot be opened", "check that its folder exists and may be written to"),
    sqlite3.SQLITE_NOTADB: ("this is not a Mnemon record", "give the path of a record, or of a new file"),
    sqlite3.SQLITE_CORRUPT: ("the record is damaged", "restore it from a backup"),
    sqlite3.SQLITE_FULL: ("the disk is full", "make room, then run again: what was recorded is safe"),
    sqlite3.SQLITE_IOERR: ("the disk could not be read or written", "check the disk, then try again"),
}
"""SQLite's primary result codes: what went wrong, what to do."""


KEPT_OPEN = 20
"""Connections to a server that stay open between requests: as many coders as judge at once."""


PLANNING = {"plan_cache_mode": "force_custom_plan", "jit": "off", "max_parallel_workers_per_gather": "0"}
"""How PostgreSQL is told to plan."""


def make_engine(url: sa.URL, busy_seconds: float) -> sa.Engine:
    """An engine whose transactions are real ones; a writer waits `busy_seconds` for another to end."""
    if url.get_backend_name() != "sqlite":
        server = sa.create_engine(url, pool_size=KEPT_OPEN, max_overflow=KEPT_OPEN)
        event.listen(server, "connect", _plan)
        return server
    engine = sa.create_engine(url, connect_args={"timeout": busy_seconds})
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def for_reading(engine: sa.Engine) -> sa.Engine:
    """The same engine for what only reads.

    A server answers each query from what is committed when it is asked, within a transaction or not: without one, two
    of three trips to it are saved. SQLite keeps its transaction, which costs no trip.
    """
    return engine if engine.dialect.name == "sqlite" else engine.execution_options(isolation_level="AUTOCOMMIT")


def _plan(connection: Any, _record: object) -> None:  # noqa: ANN401 - whichever driver the address names
    """Have each of our short questions planned for what it asks, at once and for one processor.

    A plan that is kept for any value reads a whole table where an index would do; compiling a plan takes longer than
    our longest query; and whoever splits one over all processors keeps everybody else waiting.
    """
    with connection.cursor() as cursor:
        for name, value in PLANNING.items():
            cursor.execute(f"SET {name} = {value}")
    connection.commit()


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    """Leave transactions to SQLAlchemy; foreign keys on; REPLACE must not slip past the triggers."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")


def _begin(connection: sa.Connection) -> None:
    """A writer takes its lock at once: it waits at the door, never half-way."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def keep_log(engine: sa.Engine) -> None:
    """Let readers go on while one writes (SQLite's write-ahead log); other databases do so anyway."""
    if engine.dialect.name != "sqlite":
        return
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        raw.close()


def insert_new(connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, leaving those that are there as they are."""
    if not rows:
        return
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(make(table).on_conflict_do_nothing(), [dict(row) for row in rows])


def add_to(connection: sa.Connection, table: sa.Table, column: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add the `column` of each row to that of the row with the same key, which is made where there is none."""
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    added = make(table)
    more = {column: table.c[column] + added.excluded[column]}
    named = added.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=more)
    connection.execute(named, [dict(row) for row in rows])


Begins = Callable[[sa.ColumnElement[Any], str], sa.ColumnElement[bool]]
"""Whether a folded name begins with words, which are folded by the database, as the name was."""

_LAST = "\U0010ffff"
"""The last code point: no name holds it."""


def begins(column: sa.ColumnElement[Any], words: str) -> sa.ColumnElement[bool]:
    """By LIKE: PostgreSQL finds it along an index of patterns, SQLite looks at each row."""
    escaped = words.replace("/", "//").replace("%", "/%").replace("_", "/_")
    return column.like(sa.func.lower(escaped + "%"), escape="/")


def beginning(connection: sa.Connection) -> Begins:
    """What finds the beginnings of names along an index."""
    return _between if connection.dialect.name == "sqlite" else begins


def _between(column: sa.ColumnElement[Any], words: str) -> sa.ColumnElement[bool]:
    """SQLite compares texts byte by byte."""
    first = sa.func.lower(words)
    return sa.and_(column >= first, column < first + _LAST)


_CACHE_LOCK = 7061031
"""Any number that nothing else takes as the number of its lock."""


def one_at_a_time(connection: sa.Connection) -> None:
    """Wait until no other transaction keeps the queue: two that did could wait for each other for ever.

    SQLite has one writer at a time as it is.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_CACHE_LOCK)))


def faults(connection: sa.Connection) -> list[str]:
    """What the database finds wrong with itself; empty = whole."""
    if connection.dialect.name != "sqlite":
        return []
    checked = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
    dangling = [f"a row of {row[0]} points nowhere" for row in connection.exec_driver_sql("PRAGMA foreign_key_check")]
    return checked + dangling


def refuse_changes(connection: sa.Connection, tables: Iterable[str]) -> None:
    """Make tables append-only: the database itself refuses UPDATE and DELETE."""
    for table in tables:
        _refuse(connection, table, "UPDATE")
        _refuse(connection, table, "DELETE")


def allow_closing(connection: sa.Connection, table: str, fixed: Iterable[str]) -> None:
    """Refuse DELETE, and every UPDATE but one that sets `closed_at` once and leaves the `fixed` columns alone."""
    differs = "IS DISTINCT FROM" if connection.dialect.name == "postgresql" else "IS NOT"
    changed = " OR ".join(f"OLD.{name} {differs} NEW.{name}" for name in fixed)
    _refuse(connection, table, "UPDATE", f"OLD.closed_at IS NOT NULL OR NEW.closed_at IS NULL OR {changed}")
    _refuse(connection, table, "DELETE")


def _refuse(connection: sa.Connection, table: str, act: str, when: str = "") -> None:
    name, message = f"refuse_{act.lower()}_{table}", f"{table} is append-only"
    condition = f"WHEN ({when})" if when else ""
    head = f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW {condition}"
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"{head} BEGIN SELECT RAISE(ABORT, '{message}'); END")
        return
    body = f"BEGIN RAISE EXCEPTION '{message}'; END"
    connection.exec_driver_sql(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$")
    connection.exec_driver_sql(f"{head} EXECUTE FUNCTION {name}()")


def explain(error: BaseException, where: str) -> StoreError:
    """The database's complaint as one sentence for people."""
    cause = getattr(error, "orig", None) or error
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    if code in _SENTENCES:
        what, do = _SENTENCES[code]
        return StoreError(what, where=where, do=do)
    if isinstance(cause, sqlite3.IntegrityError):
        return StoreError(f"the record refuses this: {cause}", where=where, do="nothing was written")
    return StoreError(f"the database says: {cause}", where=where)
