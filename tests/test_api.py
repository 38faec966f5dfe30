"""The Python door, over a real record."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import mnemon
from factory import claim, dates, mention, place, reading
from mnemon import leaving
from mnemon.api import Record, terms_of
from mnemon.errors import InputError, StoreError, UsageError
from mnemon.model.claims import Coded
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


@pytest.mark.parametrize("form", ["ged", "geojson", "parquet"])
def test_two_processes_make_the_same_bytes_as_one(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaving, "FEW", 3)
    monkeypatch.setattr(leaving, "BATCH", 2)
    with open_store(tmp_path / "r.db") as store:
        for n in range(1, 8):
            days, where = dates(f"2021-0{n}-03"), place(place_id=f"g-{n}", name=f"Town {n}", latitude=float(n))
            told = mention(id=f"m-{n}", report_id=f"r-{n}", date=days, place=where)
            said = claim(id=f"c-{n}", report_id=f"r-{n}", event_mention_id=told.id, date=days, place=where)
            store.add(reading(n, coded=Coded((told,), (said,)), tally=reading().tally.__class__()))
    made = []
    with Record(tmp_path / "r.db") as record:
        for processes in (1, 2):
            out = tmp_path / f"{processes}" / "out"
            out.parent.mkdir()
            written = record.export(form, out, processes=processes)
            assert written.rows >= 7
            files = sorted(path for path in out.parent.rglob("*") if path.is_file())
            made.append([(str(path.relative_to(out.parent)), path.read_bytes()) for path in files])
    assert made[0] == made[1]


def test_a_file_that_is_no_record_and_a_rule_that_is_none_are_said(db: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        Record(tmp_path / "none.db")
    with Record(db) as record, pytest.raises(UsageError):
        list(record.events("loudest"))


def test_terms_name_rule_codebook_and_program() -> None:
    terms = terms_of("lowest", as_of=date(2021, 5, 3))
    assert (terms.rule, terms.rule_version, terms.as_of) == ("lowest", "1", "2021-05-03")
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
