from __future__ import annotations

from datetime import UTC, datetime
from random import Random

from hypothesis import given
from hypothesis import strategies as st

import factory
from factory import dates, link, place
from mnemon.linking import cluster
from mnemon.model.claims import EventMention
from mnemon.model.events import Event, Judgement, Link, Reason

NOON = datetime(2021, 5, 6, 12, tzinfo=UTC)


def mention(**changes: object) -> EventMention:
    """A mention in a report of its own, which bears its number."""
    return factory.mention(**{"report_id": f"r-{str(changes['id'])[2:]}", **changes})


THREE = [mention(id=f"m-{n}") for n in (1, 2, 3)]


def groups(events: list[Event]) -> list[tuple[str, ...]]:
    return [event.members for event in events]


def test_without_links_every_mention_is_an_event_of_its_own() -> None:
    assert groups(cluster([], THREE)) == [("m-1",), ("m-2",), ("m-3",)]
    assert cluster([], []) == []


def test_what_is_linked_through_others_is_one_event() -> None:
    events = cluster([link(), link(left="m-2", right="m-3")], THREE)
    assert groups(events) == [("m-1", "m-2", "m-3")]


def test_only_positive_open_links_between_known_mentions_join() -> None:
    links = [link(judgement=other) for other in Judgement if other is not Judgement.POSITIVE]
    links += [link(closed_at=NOON), link(right="m-9")]
    assert len(cluster(links, THREE)) == 3


def test_an_event_keeps_its_id_whatever_order_its_mentions_come_in() -> None:
    assert {e.id for e in cluster([link()], THREE)} == {e.id for e in cluster([link()], THREE[::-1])}
    assert all(e.id.startswith("e-") for e in cluster([], THREE))


def test_two_regions_are_never_joined_even_through_a_mention_that_names_none() -> None:
    mentions = [
        mention(id="m-1", place=place(adm1="North")),
        mention(id="m-2", place=place(adm1=None)),
        mention(id="m-3", place=place(adm1="South")),
    ]
    links = [link(match_weight=9.0), link(left="m-2", right="m-3", match_weight=5.0)]
    assert groups(cluster(links, mentions)) == [("m-1", "m-2"), ("m-3",)]
    assert groups(cluster([link(match_weight=1.0), links[1]], mentions)) == [("m-1",), ("m-2", "m-3")]


def test_two_countries_are_never_joined() -> None:
    mentions = [mention(id="m-1"), mention(id="m-2", place=place(country="TD", adm1=None))]
    assert len(cluster([link()], mentions)) == 2


def test_days_do_not_creep_from_one_mention_to_the_next() -> None:
    days = ["2021-05-03", "2021-05-05", "2021-05-07"]
    mentions = [mention(id=f"m-{n}", date=dates(on)) for n, on in enumerate(days, start=1)]
    links = [link(match_weight=9.0), link(left="m-2", right="m-3")]
    assert groups(cluster(links, mentions)) == [("m-1", "m-2"), ("m-3",)]


def test_a_decision_joins_what_a_suggestion_may_not() -> None:
    mentions = [mention(id="m-1"), mention(id="m-2", place=place(adm1="South"), date=dates("2021-07-01"))]
    assert groups(cluster([link(decided=True)], mentions)) == [("m-1", "m-2")]


def test_a_pair_decided_apart_is_kept_apart_on_every_way_round() -> None:
    apart = link(right="m-3", judgement=Judgement.NEGATIVE, decided=True)
    links = [link(match_weight=9.0), link(left="m-2", right="m-3"), link(right="m-3", match_weight=20.0), apart]
    assert groups(cluster(links, THREE)) == [("m-1", "m-2"), ("m-3",)]


def test_a_decision_to_leave_it_open_outweighs_a_suggestion() -> None:
    unsure = link(judgement=Judgement.UNSURE, decided=True)
    assert len(cluster([link(match_weight=20.0), unsure], THREE)) == 3


regions = st.sampled_from([None, "North", "South"])
days = st.sampled_from([None, "2021-05-03", "2021-05-04", "2021-05-09"])


@st.composite
def scenes(draw: st.DrawFn) -> tuple[list[EventMention], list[Link]]:
    """Up to eight mentions with some links among them."""
    known = draw(st.lists(st.tuples(regions, days), min_size=2, max_size=8))
    mentions = [
        mention(id=f"m-{n}", place=place(adm1=adm1), date=None if on is None else dates(on))
        for n, (adm1, on) in enumerate(known)
    ]
    ends = st.integers(0, len(mentions) - 1)
    pairs = draw(st.lists(st.tuples(ends, ends, st.floats(0, 20)), max_size=12))
    return mentions, [link(left=f"m-{a}", right=f"m-{b}", match_weight=w) for a, b, w in pairs if a != b]


@given(scenes(), st.randoms(use_true_random=False))
def test_every_mention_is_in_one_event_and_no_event_contradicts_itself(
    scene: tuple[list[EventMention], list[Link]], chance: Random
) -> None:
    mentions, links = scene
    events = cluster(links, mentions)
    by_id = {m.id: m for m in mentions}
    assert sorted(member for event in events for member in event.members) == sorted(by_id)
    for event in events:
        members = [by_id[member] for member in event.members]
        assert len({m.place.adm1 for m in members if m.place is not None and m.place.adm1 is not None}) <= 1
        known = [m.date.start for m in members if m.date is not None]
        assert not known or (max(known) - min(known)).days <= 2
    shuffled = list(links)
    chance.shuffle(shuffled)
    assert cluster(shuffled, mentions) == events


def test_what_one_report_tells_apart_stays_apart_unless_the_report_restates_it() -> None:
    mentions = [mention(id="m-1"), mention(id="m-2"), mention(id="m-3", report_id="r-1")]
    links = [link(match_weight=9.0), link(left="m-2", right="m-3", match_weight=8.0)]
    assert groups(cluster(links, mentions)) == [("m-1", "m-2"), ("m-3",)]
    restated = link(right="m-3", reasons=(Reason("within one report", "one restates the other", 10.0),))
    assert groups(cluster([*links, restated], mentions)) == [("m-1", "m-2", "m-3")]


def test_likeness_to_one_member_is_not_likeness_to_the_group() -> None:
    mentions = [mention(id=f"m-{n}") for n in range(1, 5)]
    close = [link(left=f"m-{a}", right=f"m-{b}", match_weight=9.0) for a, b in ((1, 2), (1, 3), (2, 3))]
    assert groups(cluster([*close, link(left="m-3", right="m-4")], mentions)) == [("m-1", "m-2", "m-3"), ("m-4",)]
