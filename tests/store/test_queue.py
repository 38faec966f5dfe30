"""The queue is a cache: whatever was done, it says what it would say if it were made anew from the record."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factory import claim, count, dates, place, reading, speaker
from mnemon.errors import Outdated, StoreError
from mnemon.model.review import Act
from mnemon.model.text import Producer
from mnemon.store import Desk, Made, Store, Verdict, Wanted, open_store, past, schema
from mnemon.store.queue_schema import CACHE

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
PEOPLE = ("Amal", "Basma")
STEPS = st.tuples(
    st.sampled_from(["accepted", "rejected", "corrected", "add", "undo", "correct"]), st.integers(0, 3),
    st.sampled_from(PEOPLE),
)  # fmt: skip


def kept(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All that the queue and its counts hold."""
    with store.reading() as connection:
        return {t.name: sorted(map(tuple, connection.execute(sa.select(t))), key=repr) for t in CACHE}


def step(desk: Desk, number: int, what: str, which: int, who: str) -> None:
    """One judgement by one of two people on one of four claims, or one undo."""
    at, by = NOON + timedelta(minutes=number), Producer(f"person-{who}", who, "", "")
    claim_id = f"c-{1 + which // 2}-{which % 2}"
    act = Act(what, claim_id, who, at)
    standing = desk.decisions([claim_id])
    seen = standing[claim_id].seq if standing else 0
    if what == "undo":
        last = desk.last_act(who, ("accepted", "rejected", "corrected", "add"))
        if last is not None:
            desk.undo(Act("undo", last.about, who, at, undoes=last.seq))
    elif what == "correct":
        made = claim(id=f"c-store-{number}", report_id="r-1", event_mention_id="m-1", producer_id=by.id)
        desk.store.correct(made, claim_id, by, at)
    elif what in {"corrected", "add"}:
        where = place(place_id=None, name="Żytomierz", latitude=-3.25, longitude=4.1)
        made = claim(
            id=f"c-new-{number}", report_id="r-1", event_mention_id="m-1", quantity=count(number), producer_id=by.id,
            place=where, date=dates("0999-01-02") if number % 2 else None,
        )  # fmt: skip
        old = (claim_id,) if what == "corrected" else ()
        told = Act(what, claim_id, who, at, detail={"made": [made.id]})
        desk.decide(told, [Verdict(i, "corrected", seen) for i in old], [Made(made, old)], by)
    else:
        desk.decide(act, [Verdict(claim_id, what, seen)])


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of two reports, to be copied."""
    path = tmp_path_factory.mktemp("two") / "two.db"
    with open_store(path) as store:
        store.add(reading(1))
        store.add(reading(2))
    return path


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, max_size=8))
def test_whatever_is_done_the_queue_is_what_a_rebuild_makes(two: Path, steps: list[tuple[str, int, str]]) -> None:
    with open_store(shutil.copy(two, two.with_name("copy.db"))) as store:
        desk = Desk(store)
        for number, (what, which, who) in enumerate(steps):
            try:
                step(desk, number, what, which, who)
            except Outdated:
                continue
        before = kept(store)
        listed = {row.claim.id for row in desk.listed(Wanted(review="all"), 100)}
        assert listed == {one.id for one in store.claims()}
        assert store.rebuild() == len(before["queue"])
        assert kept(store) == before


def test_a_claim_whose_correction_was_undone_is_to_judge_again(store: Store) -> None:
    store.add(reading(1))
    desk = Desk(store)
    step(desk, 1, "corrected", 0, "Amal")
    assert {row.claim.id for row in desk.listed(Wanted(), 9)} == {"c-1-1"}
    step(desk, 2, "undo", 0, "Amal")
    assert {row.claim.id for row in desk.listed(Wanted(), 9)} == {"c-1-0", "c-1-1"}
    assert desk.progress().by_person == {}


def test_a_transaction_that_fails_leaves_the_queue_and_the_next_one_alone(store: Store) -> None:
    store.add(reading(1))
    before = kept(store)
    lost = claim(id="c-lost", report_id="r-1", event_mention_id="no such")
    with pytest.raises(StoreError):
        Desk(store).decide(Act("add", "c-lost", "Amal", NOON), [], [Made(lost)])
    assert kept(store) == before
    step(Desk(store), 1, "accepted", 0, "Amal")
    assert Desk(store).progress().by_person == {"Amal": 1}


def test_an_older_record_gets_its_queue_when_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with open_store(path) as store:
        store.add(reading(1))
        step(Desk(store), 1, "rejected", 0, "Amal")
        before = kept(store)
    with closing(sqlite3.connect(path)) as old:
        for name in ("dataset_rows", "datasets", *(table.name for table in CACHE)):
            old.execute(f"DROP TABLE {name}")
        for name, columns in (("weight", "score"), ("map", "place_id"), ("day", "date_start")):
            old.execute(f"CREATE INDEX ix_claims_{name} ON claims ({columns})")
        old.execute("DROP INDEX ix_claims_subkind_kind")
        old.execute("ALTER TABLE claims DROP COLUMN subkind")
        old.execute("ALTER TABLE findings DROP COLUMN within")
        old.execute("UPDATE mnemon_version SET version_num = '0006'")
        old.commit()
    with open_store(path) as store:
        assert kept(store) == before


def test_a_name_of_any_length_is_found_by_its_beginning(store: Store) -> None:
    store.add(reading(1))
    desk, long = Desk(store), "The Ministry " * 400
    told = claim(
        id="c-long",
        report_id="r-1",
        event_mention_id="m-1",
        said_by=speaker(name=long),
        place=place(place_id=None, name=long),
    )
    desk.decide(
        Act("add", told.id, "Amal", NOON, detail={"made": [told.id]}), [], [Made(told)], Producer("p", "Amal", "", "")
    )
    for words in ("the ministry", long.strip()):
        wanted = Wanted(review="all", speaker=words, place=words)
        assert [row.claim.id for row in desk.listed(wanted, 9)] == ["c-long"]
        assert [one.name for one in desk.places(wanted, 9)] == [long]


def test_kept_counts_and_counted_ones_are_the_same(store: Store) -> None:
    store.add(reading(1))
    store.add(reading(2))
    desk = Desk(store)
    step(desk, 1, "rejected", 0, "Amal")
    step(desk, 2, "add", 1, "Amal")
    kept_ones, counted = Wanted(review="all"), Wanted(review="all", date_to=date(2999, 1, 1))
    assert desk.months(kept_ones) == desk.months(counted)
    spoken = Wanted(review="all", scope="event")
    assert desk.places(kept_ones, 9) == desk.places(spoken, 9)
    assert [one.claims for one in desk.places(Wanted(review="all", kind="wounded"), 9)] == []


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "killed"},
        {"country": "SD"},
        {"subkind": "executed"},
        {"date_from": date(2021, 1, 1)},
        {"review": "open"},
        {"side": "x"},
        {"speaker": "POL"},
        {"speaker": "po_"},
        {"speaker": "pol", "country": "SD", "kind": "killed"},
        {"place": "bara"},
        {"place": "bara", "speaker": "pol", "date_from": date(2021, 1, 1)},
    ],
)
def test_however_a_map_is_asked_for_it_counts_the_claims_that_are_listed(
    store: Store, asked: dict[str, object]
) -> None:
    store.add(reading(1))
    store.add(reading(2))
    desk, wanted = Desk(store), Wanted(**{"review": "all", **asked})  # type: ignore[arg-type]
    step(desk, 1, "rejected", 0, "Amal")
    step(desk, 2, "add", 1, "Amal")
    listed = [row.claim for row in desk.listed(wanted, 99)]
    placed = [one for one in listed if one.place is not None and one.place.latitude is not None]
    assert sum(one.claims for one in desk.places(wanted, 99)) == len(placed)
    assert sum(number for _, number in desk.months(wanted)) == sum(one.date is not None for one in listed)
    assert set(desk.standing_ids(replace(wanted, review="all"), 99)) >= {one.id for one in listed}
    assert wanted.review != "all" or set(desk.standing_ids(wanted, 99)) == {one.id for one in listed}


@pytest.mark.parametrize("asked", [{"place": "Bara"}, {"speaker": "police"}, {"place": "Bara", "kind": "killed"}])
def test_a_name_that_too_many_claims_have_is_found_row_by_row(store: Store, asked: dict[str, str]) -> None:
    for number in range(1, 4):
        store.add(reading(number))
    desk, wanted = Desk(store), Wanted(review="all", **asked)  # type: ignore[arg-type]
    every = {row.claim.id for row in desk.listed(wanted, 99)}
    assert len(every) == 6
    assert set(desk.standing_ids(wanted, 99)) == every
    for size in (1, 5, 6):
        few = desk.standing_ids(wanted, size)
        assert len(few) == len(set(few)) == size
        assert set(few) <= every


@pytest.mark.parametrize("words", ["100%", "a_b", "a/b", "ÉTÉ", "é", "中", "x" * 80])
def test_whatever_a_place_is_called_its_claims_are_found_by_its_beginning(store: Store, words: str) -> None:
    store.add(reading(1))
    for n, name in enumerate((f"{words} town", "100 a", "aXb", "zz")):
        told = claim(id=f"c-{n}", report_id="r-1", event_mention_id="m-1", place=place(place_id=None, name=name))
        acted = Act("add", told.id, "Amal", NOON, detail={"made": [told.id]})
        Desk(store).decide(acted, [], [Made(told)], Producer("p", "Amal", "", ""))
    wanted = Wanted(review="all", place=words)
    assert Desk(store).standing_ids(wanted, 9) == ["c-0"]
    assert [row.claim.id for row in Desk(store).listed(wanted, 9)] == ["c-0"]


def test_what_stands_is_not_looked_for_among_what_was_closed(store: Store) -> None:
    """SQLite once took the index of closed decisions for those that stand, and walked them all on each page."""
    gone = sa.select(schema.claims.c.id).where(*past.out_of_record())
    with store.reading() as connection:
        plan = connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN " + str(gone.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True}))
        )
        steps = " ".join(str(row[3]) for row in plan)
    assert "ix_decisions_open_verdict" in steps
    assert "ix_decisions_closed_at" not in steps
