from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from factory import link, mention, reading
from mnemon.errors import StoreError
from mnemon.model.events import Event, Judgement, Link, Reason
from mnemon.store import Store

LATER = datetime(2021, 6, 1, tzinfo=UTC)


@pytest.fixture
def two(store: Store) -> Store:
    """A record with the mentions m-1 and m-2."""
    store.add(reading(1))
    store.add(reading(2))
    return store


def test_a_suggestion_is_kept_with_its_reasons(two: Store) -> None:
    suggested = link(reasons=(Reason("place", "same id", 3.5), Reason("days apart", "0", 2.0)))
    two.judge([suggested])
    assert list(two.links()) == [suggested]


def test_a_pair_has_one_link_whoever_is_named_first(two: Store) -> None:
    two.judge([link()])
    two.judge([link(left="m-2", right="m-1", created_at=LATER)])
    assert list(two.links(closed=True)) == [link()]


def test_a_changed_mind_closes_the_old_link_and_opens_a_new_one(two: Store) -> None:
    decided = link(judgement=Judgement.NEGATIVE, by="A. Coder", created_at=LATER, decided=True)
    two.judge([link(), decided])
    assert list(two.links()) == [decided]
    assert list(two.links(closed=True)) == [link(closed_at=LATER), decided]


def test_a_suggestion_never_closes_a_decision(two: Store) -> None:
    decided = link(judgement=Judgement.NEGATIVE, by="A. Coder", decided=True)
    two.judge([decided, link(created_at=LATER)])
    assert list(two.links(closed=True)) == [decided]


def test_a_link_to_nowhere_is_refused_with_all_that_came_with_it(two: Store) -> None:
    with pytest.raises(StoreError, match="the record refuses this"):
        two.judge([link(), link(right="m-9")])
    assert list(two.links()) == []


def test_events_are_rebuilt_by_the_function_that_is_handed_in(two: Store) -> None:
    two.judge([link()])
    extra = link(right="m-3")

    def cluster(links: object, mentions: object) -> list[Event]:
        assert list(links) == [link(), extra]  # type: ignore[call-overload]
        assert [m.id for m in mentions] == ["m-1", "m-2"]  # type: ignore[attr-defined]
        return [Event("e-1", (mention().id,))]

    assert two.events(cluster, [extra]) == [Event("e-1", ("m-1",))]


def test_a_link_may_be_closed_once_and_nothing_else_of_it_changed(two: Store) -> None:
    two.judge([link()])
    two.close()
    closing_twice = "UPDATE judgements SET closed_at = '2021-07-01 00:00:00'"
    with closing(sqlite3.connect(Path(two.where))) as other:
        for act in ("match_weight = 9", "judgement = 'negative', closed_at = '2021-07-01'", "closed_at = NULL"):
            with pytest.raises(sqlite3.IntegrityError, match="is append-only"):
                other.execute(f"UPDATE judgements SET {act}")
        other.execute(closing_twice)
        with pytest.raises(sqlite3.IntegrityError, match="is append-only"):
            other.execute(closing_twice)


def test_links_are_those_of_the_model() -> None:
    assert not Link("a", "b", Judgement.UNSURE, 0.0, (), "p-1", LATER).decided
