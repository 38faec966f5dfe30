from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from factory import claim, finding, link, producer, reading
from mnemon.errors import StoreError
from mnemon.model.datasets import Dataset, DatasetRow
from mnemon.model.events import Judgement
from mnemon.model.reading import Failure, Run
from mnemon.model.review import Account, Act, Coding, SavedView
from mnemon.model.text import Copy
from mnemon.store import Desk, Store, Verdict, open_store
from mnemon.store.open import VERSION_TABLE
from mnemon.store.queue_schema import CACHE
from mnemon.store.schema import metadata

NOON = reading().capture.retrieved_at


@contextmanager
def raw(path: Path) -> Iterator[sqlite3.Connection]:
    """The record's file as any other program would open it."""
    with closing(sqlite3.connect(path)) as connection:
        yield connection
        connection.commit()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A record with one reading in it, closed."""
    made = tmp_path / "record.db"
    with open_store(made) as store:
        store.add(reading())
    return made


@pytest.fixture
def full(path: Path) -> Store:
    """The record at `path` with at least one row in every table."""
    store = open_store(path)
    run = Run("run-1", "p-1", NOON, "run inbox")
    store.begin(run, producer())
    store.fail(Failure("a.pdf", "EmptyInput", "a.pdf: empty", NOON, "run-1"))
    store.add(reading(2, copies=(Copy("r-2", "r-1", 0.9),)))
    store.correct(claim(id="c-3"), "c-1-0", producer())
    store.judge([link()])
    store.decide(("m-1", "m-2"), Judgement.NEGATIVE, "A. Coder", NOON + timedelta(days=1))
    store.undo(("m-1", "m-2"), "A. Coder", NOON + timedelta(days=2))
    store.keep_blocks({"m-1": ["id g-1 2021-05-03"]}, "weights 1")
    store.keep_findings("lowest", [finding()], NOON)
    dataset = Dataset("d-1", "ged.csv", "ged", "25.1", "CC BY 4.0", 9, 1, NOON)
    store.keep_dataset(dataset, [DatasetRow(1, {"best": "9"})])
    desk = Desk(store)
    act = Act("account", "amal", "amal", NOON)
    desk.decide(act, [Verdict("c-1-1", "accepted")])
    desk.put_account(Account("amal", "coder", "hash", NOON, "amal"), act)
    desk.open_session("s-1", "amal", NOON)
    desk.put_coding(Coding("r-1", "c-1-0", "amal", "accepted", {}, NOON))
    desk.save_view(SavedView("mine", "kind=killed", "amal", NOON))
    return store


def test_a_new_record_is_made_and_opens_again(path: Path) -> None:
    with open_store(str(path), create=False) as store:
        assert [report.id for report in store.reports()] == ["r-1"]
        assert store.faults() == []


@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based index")
@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
def test_the_tables_that_migrations_make_are_those_of_the_schema(path: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        options = {"version_table": VERSION_TABLE, "compare_type": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []
    engine.dispose()


def test_the_schema_compiles_for_postgresql() -> None:
    for table in metadata.sorted_tables:
        assert table.name in str(
            sa.schema.CreateTable(table).compile(dialect=sa.make_url("postgresql://").get_dialect()())
        )


def test_readers_go_on_while_one_writes(path: Path) -> None:
    with raw(path) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        other.execute("BEGIN IMMEDIATE")
        with raw(path) as reader:
            assert reader.execute("SELECT count(*) FROM reports").fetchone() == (1,)


def test_an_empty_file_becomes_a_record(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    open_store(tmp_path / "empty.db").close()
    open_store(tmp_path / "empty.db", create=False).close()


def refusal(path: Path | str, *, create: bool = True) -> str:
    with pytest.raises(StoreError) as refused:
        open_store(path, create=create, busy_seconds=0.05)
    sentence = str(refused.value)
    assert "\n" not in sentence
    return sentence


def test_what_is_no_record_is_refused_in_one_sentence(tmp_path: Path) -> None:
    text, empty = tmp_path / "notes.txt", tmp_path / "empty.db"
    text.write_text("not a database\n" * 100)
    empty.touch()
    assert "this is not a Mnemon record" in refusal(text)
    assert text.read_text() == "not a database\n" * 100
    assert "this is not a Mnemon record" in refusal(empty, create=False)
    assert "this is a folder" in refusal(tmp_path)
    assert "the folder does not exist" in refusal(tmp_path / "none" / "record.db")
    assert "there is no record here" in refusal(tmp_path / "none.db", create=False)
    assert not (tmp_path / "none.db").exists()
    assert "no record can be kept in mysql" in refusal("mysql://host/record")
    assert "this is no database URL" in refusal("://")


def test_another_programs_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "photos.db"
    with raw(path) as other:
        other.execute("CREATE TABLE photos (name TEXT)")
    before = path.read_bytes()
    assert "another program's database" in refusal(path)
    assert path.read_bytes() == before


def test_a_newer_record_is_refused(path: Path) -> None:
    with raw(path) as other:
        other.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    assert refusal(path) == f"{path}: this record was made by a newer Mnemon (install the newest Mnemon)"


def test_an_unfinished_record_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with raw(path) as other:
        other.execute(f"CREATE TABLE {VERSION_TABLE} (version_num VARCHAR(32) NOT NULL)")
    with open_store(path) as store:
        store.add(reading())
        assert store.done("r-1", "p-1")


def test_a_record_in_use_is_refused(path: Path) -> None:
    with raw(path) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "in use by another program" in refusal(path)


def test_a_read_only_record_is_refused(path: Path) -> None:
    assert "the record is read-only" in refusal(f"sqlite:///file:{path}?mode=ro&uri=true")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_record_without_permission_to_write_is_refused(path: Path) -> None:
    path.chmod(0o444)
    assert "the record is read-only" in refusal(path)


def test_a_damaged_record_is_refused_or_says_so(path: Path) -> None:
    kept = bytearray(path.read_bytes())
    kept[4096:] = b"\xff" * (len(kept) - 4096)
    path.write_bytes(kept)
    with pytest.raises(StoreError, match="damaged"), open_store(path) as store:
        list(store.reports())


@pytest.mark.parametrize("table", [table.name for table in metadata.sorted_tables if table not in CACHE])
def test_the_database_itself_refuses_to_change_or_drop_a_row(full: Store, path: Path, table: str) -> None:
    full.close()
    with raw(path) as other:
        column = next(iter(metadata.tables[table].columns)).name
        rows = other.execute(f"SELECT count(*) FROM {table}").fetchone()
        assert rows > (0,)
        for act in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
            with pytest.raises(sqlite3.IntegrityError, match="is append-only"):
                other.execute(act)
        assert other.execute(f"SELECT count(*) FROM {table}").fetchone() == rows
