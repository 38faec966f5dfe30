"""The Python door, over a real record."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from bench.export_scale import PUBLISHERS, fill
from pyarrow import parquet

import mnemon
from factory import claim, mention, place, reading
from mnemon import leaving
from mnemon.api import Record, terms_of
from mnemon.errors import InputError, StoreError, UsageError
from mnemon.export.writing import formats, get_format, write
from mnemon.linking import open_weights
from mnemon.model.claims import Coded
from mnemon.model.values import Actor
from mnemon.settle.rules import DEFAULT
from mnemon.store import Desk, open_store
from mnemon.store.people import login


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "r.db"
    with open_store(path) as store:
        store.add(reading(1))
        total = claim(id="c-t", report_id="r-2", event_mention_id="m-t", scope="total")
        store.add(
            reading(2, coded=Coded((mention(id="m-t", report_id="r-2"),), (total,)), tally=reading().tally.__class__())
        )
    return path


def test_every_claim_leaves_in_one_event_totals_included(db: Path) -> None:
    with Record(db) as record:
        events = list(record.events())
        assert sorted(c.id for told in events for c in told.claims) == sorted(c.id for c in record.claims())
    assert [told.event.id.startswith("alone-") for told in events] == [False, True]
    assert events[0].reports["r-1"].title == "Shelling in Bara"
    assert events[0].sources["s-1"].name == "Bara Courier"
    assert events[1].findings == ()


def test_a_record_can_be_seen_as_of_a_day(db: Path) -> None:
    with Record(db, as_of=date(2021, 5, 3)) as record:
        assert list(record.claims()) == []
        assert list(record.events()) == []


@pytest.fixture(scope="module")
def told_often(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """41 events with copies, links and totals, then a report that tells of two: it falls into two portions of 7.

    The last event has dead of two parties of one kind: only then are findings made by party.
    """
    path = tmp_path_factory.mktemp("often") / "r.db"
    with open_store(path) as store:
        fill(store, 41)
        both = [mention(id=f"m-{n}", place=place(place_id=f"g-{n}", name=f"Town {n}")) for n in (1, 2)]
        said = [claim(id=f"c-{m.id}", event_mention_id=m.id, place=m.place) for m in both]
        told = Coded(tuple(both), tuple(said))
        store.add(reading(1, coded=told, source=PUBLISHERS[1], tally=reading().tally.__class__()))
        fought = mention(id="m-3", report_id="r-2")
        fallen = [Actor(f"g-{name}", name, "rebel group", words=name) for name in ("Highland Front", "River Guard")]
        lost = [
            claim(id=f"c-{n}", report_id="r-2", event_mention_id="m-3", victims=who) for n, who in enumerate(fallen)
        ]
        told = Coded((fought,), tuple(lost))
        store.add(reading(2, coded=told, source=PUBLISHERS[1], tally=reading().tally.__class__()))
        store.keep_blocks({m.id: () for m in (*both, fought)}, open_weights().digest)
    return path


@pytest.mark.parametrize("form", list(formats()))
def test_a_format_reads_of_an_event_no_more_than_it_says(form: str, told_often: Path, tmp_path: Path) -> None:
    made, rule = get_format(form), get_format(form).rule or DEFAULT
    with Record(told_often) as record:
        everything = list(record.events(rule))
        assert any(told.parties for told in everything)
        for folder in ("read", "all"):
            (tmp_path / folder).mkdir()
        record.export(form, tmp_path / "read" / "out")
    write(made, everything, tmp_path / "all" / "out", terms_of(rule))
    assert _files(tmp_path / "read") == _files(tmp_path / "all")


def _files(folder: Path) -> list[tuple[str, bytes]]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [(str(path.relative_to(folder)), path.read_bytes()) for path in files]


@pytest.mark.parametrize("form", list(formats()))
def test_two_processes_make_the_same_bytes_as_one(
    form: str, told_often: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaving, "FEW", 8)
    monkeypatch.setattr(leaving, "BATCH", 7)
    made: list[list[tuple[str, bytes]]] = []
    with Record(told_often) as record:
        for processes in (1, 2, 1):
            out = tmp_path / f"{len(made)}" / "out"
            out.parent.mkdir()
            written = record.export(form, out, processes=processes)
            assert written.rows > 14
            made.append(_files(out.parent))
    assert made[0] == made[1] == made[2]


def test_a_report_of_two_portions_has_one_row(
    told_often: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaving, "FEW", 8)
    monkeypatch.setattr(leaving, "BATCH", 7)
    order = leaving.Order(str(told_often), None, "xlsx", terms_of(DEFAULT))
    with open_store(told_often) as store:
        bodies = [part.body for part in leaving.parts(order, store)]
    assert [sum(row[:2] == ("reports", "r-1") for row in body) for body in bodies] == [0, 0, 0, 0, 0, 1, 1]
    with Record(told_often) as record:
        record.export("parquet", tmp_path / "tables", processes=2)
    assert parquet.read_table(tmp_path / "tables" / "reports.parquet")["report_id"].to_pylist().count("r-1") == 1


def test_a_file_that_is_no_record_and_a_rule_that_is_none_are_said(db: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        Record(tmp_path / "none.db")
    with Record(db) as record, pytest.raises(UsageError):
        list(record.events("loudest"))


def test_terms_name_rule_codebook_and_program() -> None:
    terms = terms_of("lowest", as_of=date(2021, 5, 3))
    assert (terms.rule, terms.rule_version, terms.as_of) == ("lowest", "2", "2021-05-03")
    assert terms.schemes["acled"]["airstrike"] is not None


def test_a_text_is_read_into_typed_claims() -> None:
    text = "Gunmen killed three teachers in Tillabery on Monday."
    (found,) = mnemon.read(text, published="2025-01-14")
    assert (found.kind, found.quantity and found.quantity.best) == ("killed", 3)
    assert found.date is not None
    assert found.date.start == date(2025, 1, 13)
    assert found.spans["trigger"][0].of(text) == "killed"
    assert mnemon.read(text, published=date(2025, 1, 14)) == (found,)


BAD = [("", None), ("Gunmen killed three.", "last Monday")]


@pytest.mark.parametrize(("text", "published"), BAD)
def test_a_text_that_cannot_be_read_is_said(text: str, published: str | None) -> None:
    with pytest.raises(InputError):
        mnemon.read(text, published=published)


def test_a_record_comes_out_as_an_arrow_table(db: Path) -> None:
    with mnemon.Record(db) as record:
        table = record.table("claims")
        assert [row["claim_id"] for row in table.to_pylist()] == ["c-1-0", "c-1-1", "c-t"]
        assert record.table("events").num_rows == 2
        with pytest.raises(UsageError, match="no table deaths"):
            record.table("deaths")


def test_the_package_has_no_other_names() -> None:
    with pytest.raises(AttributeError, match="speak"):
        getattr(mnemon, "speak")  # noqa: B009 - the name is not there


def test_whoever_lets_names_out_is_written_down(db: Path, tmp_path: Path) -> None:
    with Record(db) as record:
        record.export("claims", tmp_path / "without.csv")
        record.export("claims", tmp_path / "with.csv", with_names=True)
        list(record.events(with_names=True))
    with open_store(db) as store:
        acts, _ = Desk(store).acts(10)
    assert [(act.kind, act.about, act.made_by) for act in reversed(acts)] == [
        ("show names", f"export claims: {tmp_path / 'with.csv'}", login()),
        ("show names", "events", login()),
    ]
