from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import Phase, given, settings

from factory import (
    actor,
    capture,
    claim,
    count,
    dates,
    day,
    mention,
    place,
    producer,
    reading,
    report,
    sha,
    source,
    speaker,
)
from mnemon.errors import NotFound, StoreError
from mnemon.model.claims import Claim, Coded, Tally
from mnemon.model.reading import Failure, Reading, Run
from mnemon.model.text import Copy, Span
from mnemon.store import ClaimFilter, Store, open_store
from store.strategies import claims

NOON = datetime(2021, 5, 6, 12, tzinfo=UTC)


def told(*claims_: Claim) -> Reading:
    return reading(coded=Coded((mention(),), claims_), tally=Tally())


def test_everything_of_a_reading_comes_back(store: Store) -> None:
    read = reading()
    store.add(read)
    assert list(store.reports()) == [read.report]
    assert list(store.claims()) == list(read.coded.claims)
    assert list(store.mentions()) == list(read.coded.mentions)
    assert store.attributions("r-1", "p-1") == list(read.coded.attributions)
    assert store.tally("r-1", "p-1") == read.tally
    assert store.signatures() == [("r-1", read.signature)]
    assert store.capture(read.capture.id) == read.capture
    assert (store.sources(), store.producers()) == ([source()], [producer()])


def everything(store: Store) -> list[object]:
    lists = [store.reports(), store.claims(), store.mentions(), store.failures(), store.links(closed=True)]
    tables = [store.signatures(), store.copies(), store.sources(), store.producers(), store.runs()]
    return [list(records) for records in lists] + list(tables)


def test_adding_the_same_twice_changes_nothing(store: Store) -> None:
    store.add(reading())
    before = everything(store)
    store.add(reading())
    assert everything(store) == before


@settings(max_examples=30, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(claims)
def test_any_claim_survives_the_database(any_claim: Claim) -> None:
    kept = replace(any_claim, id="c-1", report_id="r-1", event_mention_id="m-1", producer_id="p-1")
    kept = replace(kept, part_of=None, repeats=None)
    with TemporaryDirectory() as folder, open_store(Path(folder) / "record.db") as store:
        store.add(told(kept))
        store.add(told(kept))
        assert store.claim("c-1") == kept


OTHER_CONTENT: dict[str, Callable[[Reading], Reading]] = {
    "claim": lambda r: replace(r, coded=replace(r.coded, claims=(replace(r.coded.claims[0], quantity=count(6)),))),
    "claim's spans": lambda r: replace(
        r, coded=replace(r.coded, claims=(replace(r.coded.claims[0], spans={"who": (Span(0, 1),)}),))
    ),
    "event mention": lambda r: replace(
        r, coded=replace(r.coded, mentions=(replace(r.coded.mentions[0], type="attack"),))
    ),
    "report": lambda r: replace(r, report=replace(r.report, text="another text")),
    "producer": lambda r: replace(r, producer=producer(digest="d2")),
    "source": lambda r: replace(r, source=source(country="TD")),
    "capture": lambda r: replace(r, capture=replace(r.capture, byte_count=1)),
    "attributions": lambda r: replace(r, coded=replace(r.coded, attributions=())),
    "tally": lambda r: replace(r, tally=Tally()),
}


@pytest.mark.parametrize("what", OTHER_CONTENT)
def test_another_content_under_an_id_that_is_there_is_an_error(store: Store, what: str) -> None:
    store.add(reading())
    before = everything(store)
    with pytest.raises(StoreError, match=r"is in the record with another content"):
        store.add(OTHER_CONTENT[what](reading()))
    assert everything(store) == before


def test_two_different_claims_of_one_reading_may_not_share_an_id(store: Store) -> None:
    with pytest.raises(StoreError, match="claim c-1 is in the record with another content"):
        store.add(told(claim(), claim(kind="wounded")))
    assert everything(store) == [[], [], [], [], [], [], [], [], [], []]


def test_the_same_bytes_from_another_address_keep_their_first_capture(store: Store) -> None:
    store.add(reading())
    again = replace(reading().capture, url="https://mirror.example/1", retrieved_at=NOON)
    store.add(replace(reading(), capture=again))
    assert store.capture(again.id).url == "https://courier.example/1"
    assert store.has_capture(again.id)
    assert not store.has_capture(sha("other bytes"))


def test_a_reading_that_found_nothing_is_done_too(store: Store) -> None:
    assert not store.done("r-1", "p-1")
    store.add(told())
    assert store.done("r-1", "p-1")
    assert not store.done("r-1", "p-2")


def test_a_second_producer_reads_the_same_report_in_the_place_of_the_first(store: Store) -> None:
    store.add(told(claim()))
    store.add(replace(told(claim(id="c-2", producer_id="p-2")), producer=producer(id="p-2")))
    assert [c.id for c in store.claims()] == ["c-2"]
    assert [c.id for c in store.claims(ClaimFilter(current=False))] == ["c-1", "c-2"]
    assert [c.id for c in store.claims(ClaimFilter(producer_id="p-2"))] == ["c-2"]
    assert len(list(store.reports())) == 1


def test_a_reading_that_points_nowhere_is_refused_whole(store: Store) -> None:
    with pytest.raises(StoreError, match="the record refuses this"):
        store.add(told(claim(part_of="c-nowhere")))
    assert list(store.reports()) == []


@pytest.mark.parametrize(
    ("bad", "word"),
    [({"quantity": count(2**63)}, "too large"), ({"cue": "sa\ud800id"}, "surrogates")],
    ids=["a number of 64 bits", "half a character"],
)
def test_a_value_that_cannot_be_kept_is_an_error_in_one_sentence(store: Store, bad: dict[str, Any], word: str) -> None:
    with pytest.raises(StoreError, match=word):
        store.add(told(claim(**bad)))
    assert list(store.reports()) == []


def test_copies_are_marked(store: Store) -> None:
    store.add(reading(1))
    store.add(reading(2, copies=(Copy("r-2", "r-1", 0.93),)))
    assert store.copies() == [Copy("r-2", "r-1", 0.93)]


def test_failures_and_runs_are_noted(store: Store) -> None:
    run = Run("run-1", "p-1", NOON, "run inbox")
    failed = Failure("inbox/a.pdf", "UnreadableInput", "inbox/a.pdf: encrypted", NOON + timedelta(seconds=1), "run-1")
    store.begin(run, producer())
    store.fail(failed)
    store.add(reading(run_id="run-1"))
    assert (store.runs(), list(store.failures())) == ([run], [failed])


def test_what_is_not_there_is_said_not_to_be_there(store: Store) -> None:
    for look in (store.report, store.claim, store.mention, store.capture, store.source):
        with pytest.raises(NotFound, match=r"there is no .* x-9"):
            look("x-9")
    assert store.tally("r-9", "p-1") == Tally()


def test_a_correction_stands_beside_what_it_corrects(store: Store) -> None:
    store.add(told(claim()))
    person = producer(id="p-person", name="A. Coder")
    corrected = claim(id="c-2", quantity=count(6), producer_id=person.id)
    store.correct(corrected, "c-1", person)
    store.correct(corrected, "c-1", person)
    assert list(store.claims()) == [corrected]
    assert {c.id for c in store.claims(ClaimFilter(current=False))} == {"c-1", "c-2"}
    assert store.claim("c-1") == claim()
    with pytest.raises(NotFound, match="no claim c-9 to correct"):
        store.correct(corrected, "c-9", person)


FILTERS: list[tuple[ClaimFilter, set[str]]] = [
    (ClaimFilter(), {"killed", "total", "elsewhere", "undated"}),
    (ClaimFilter(kinds=("wounded",)), {"elsewhere"}),
    (ClaimFilter(kinds=("wounded", "missing")), {"elsewhere", "undated"}),
    (ClaimFilter(scope="total"), {"total"}),
    (ClaimFilter(statuses=("denied", "negated")), {"killed"}),
    (ClaimFilter(stances=("admits",)), {"elsewhere"}),
    (ClaimFilter(country="TD"), {"elsewhere"}),
    (ClaimFilter(place_id="g-1"), {"killed", "undated"}),
    (ClaimFilter(said_by="the ministry"), {"total"}),
    (ClaimFilter(date_from=day("2021-05-03")), {"killed", "total"}),
    (ClaimFilter(date_from=day("2021-05-03"), date_to=day("2021-05-03")), {"killed", "total"}),
    (ClaimFilter(date_to=day("2021-04-30")), {"elsewhere"}),
    (ClaimFilter(report_id="r-9"), set()),
    (ClaimFilter(event_mention_ids=("m-1", "m-9")), {"killed", "total", "elsewhere", "undated"}),
]


@pytest.mark.parametrize(("wanted", "expected"), FILTERS)
def test_a_filter_keeps_the_claims_it_names(store: Store, wanted: ClaimFilter, expected: set[str]) -> None:
    april = dates("2021-04-01", "2021-04-30", precision=4)
    store.add(
        told(
            claim(id="killed", status="denied"),
            claim(id="total", scope="total", said_by=speaker(name="the ministry"), place=None),
            claim(
                id="elsewhere", kind="wounded", place=place(place_id="g-2", country="TD"), date=april, stance="admits"
            ),
            claim(id="undated", kind="missing", date=None, by=actor()),
        )
    )
    assert {c.id for c in store.claims(wanted)} == expected


def test_a_long_list_comes_page_by_page_while_more_is_written(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mnemon.store.store.PAGE", 3)
    for number in range(1, 8):
        store.add(reading(number))
    listed = store.claims()
    first = next(listed)
    store.add(reading(8))
    assert [first.id, *(c.id for c in listed)] == [f"c-{n}-{part}" for n in range(1, 9) for part in (0, 1)]


def test_a_report_is_kept_to_the_code_point(store: Store) -> None:
    text = "קרב \U0001f600 at\x00 Bara\r\n\u202eend"
    store.add(Reading(producer(), capture(), report(text=text), source()))
    assert store.report("r-1").text == text


def test_a_past_day_shows_the_claims_that_stood_then(store: Store) -> None:
    """A reading is known from its run, a correction from when it was made; both stay visible for ever."""
    run, day_one = Run("run-1", "p-1", NOON, "run inbox"), timedelta(days=1)
    store.begin(run, producer())
    store.add(replace(told(claim()), run_id="run-1"))
    coder = producer(id="p-coder", name="A. Coder")
    store.correct(claim(id="c-2", producer_id="p-coder", quantity=count(6)), "c-1", coder, NOON + 2 * day_one)
    shown = {n: [c.id for c in store.as_of(NOON + n * day_one).claims()] for n in (-1, 0, 1, 2)}
    assert shown == {-1: [], 0: ["c-1"], 1: ["c-1"], 2: ["c-2"]}
    everything_then = store.as_of(NOON + 2 * day_one).claims(ClaimFilter(current=False))
    assert [c.id for c in everything_then] == ["c-1", "c-2"]
    assert [c.id for c in store.claims()] == ["c-2"]
    assert store.retrieved() == {"r-1": reading().capture.retrieved_at}
