"""An episode holds what happened on its days; it is never a second telling of one of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory import actor, claim, dates, mention, place, villagers
from mnemon.linking import Telling, link
from mnemon.linking.episodes import Episodes, outline
from mnemon.model.claims import Claim

NOON = datetime(2021, 6, 1, 12, tzinfo=UTC)
TOWN = place()
REGION = place(place_id="g-region", name="North", precision=4, latitude=2.0, longitude=30.0)
COUNTRY = place(place_id="g-country", name="Country", precision=6, adm1=None)
DAYS = dates("2021-05-03", "2021-05-05", precision=2)


def fighting(**changes: object) -> list[Claim]:
    """Three days of fighting and its dead."""
    base = {"date": DAYS, "place": TOWN, **changes}
    act = {**base, "id": "c-a", "kind": "battle", "quantity": None, "victims": None}
    return [claim(**act), claim(id="c-d", **base)]


def parent(whole: list[Claim], part: list[Claim]) -> str | None:
    known = Episodes()
    for name, told in (("whole", whole), ("part", part)):
        known.add(outline(name, told))
    return known.parent(outline("part", part))


ONE_DAY = {"date": dates("2021-05-04"), "place": TOWN}
CASES = [
    ("a day of the fighting", fighting(), [claim(**ONE_DAY)], True),
    ("a total over the days", [claim(scope="total", date=DAYS)], [claim(**ONE_DAY)], True),
    ("in the region that it names", fighting(place=REGION), [claim(**ONE_DAY)], True),
    ("in the country that it names", fighting(place=COUNTRY), [claim(**ONE_DAY)], True),
    ("a day before", fighting(), [claim(date=dates("2021-05-02"))], False),
    ("elsewhere", fighting(), [claim(**{**ONE_DAY, "place": place(place_id="g-9", name="Kara")})], False),
    ("the region is no part of its town", fighting(), [claim(**{**ONE_DAY, "place": REGION})], False),
    ("a bomb on a day that is not known", [claim(kind="bombing", date=DAYS), claim(date=DAYS)], [claim(**ONE_DAY)], False),
    ("two days are a night", fighting(date=dates("2021-05-03", "2021-05-04", precision=2)), [claim(**ONE_DAY)], False),
    ("other people", fighting(victims=actor(kind="state force")), [claim(**ONE_DAY, victims=villagers())], False),
    ("what did not happen", [claim(scope="total", date=DAYS, status="negated")], [claim(**ONE_DAY)], False),
    ("no day", fighting(), [claim(date=None)], False),
    ("no place", fighting(), [claim(place=None, date=dates("2021-05-04"))], False),
    ("the same days", fighting(), [claim(date=DAYS)], False),
]  # fmt: skip


@pytest.mark.parametrize(("what", "whole", "part", "held"), CASES, ids=[case[0] for case in CASES])
def test_what_is_part_of_an_episode(what: str, whole: list[Claim], part: list[Claim], held: bool) -> None:
    assert parent(whole, part) == ("whole" if held else None), what


def test_the_shortest_of_several_episodes_is_the_parent_whatever_order_they_come_in() -> None:
    campaign = outline(
        "year", [claim(scope="total", date=dates("2021-01-01", "2021-12-31", precision=5), place=COUNTRY)]
    )
    days = outline("days", fighting())
    for order in ((campaign, days), (days, campaign)):
        known = Episodes()
        for one in order:
            known.add(one)
        assert known.parent(outline("e", [claim(**ONE_DAY)])) == "days"
        assert known.parent(days) == "year"
        assert known.parent(campaign) is None


@given(st.lists(st.tuples(st.integers(1, 20), st.integers(0, 12), st.booleans()), min_size=1, max_size=12))
def test_no_event_is_part_of_itself_through_others(stretches: list[tuple[int, int, bool]]) -> None:
    known, outlines = Episodes(), []
    for number, (first, length, total) in enumerate(stretches):
        days = dates(f"2021-05-{first:02}", f"2021-05-{min(first + length, 31):02}", precision=2)
        outlines.append(outline(f"e-{number}", [claim(date=days, scope="total" if total else "event")]))
        known.add(outlines[-1])
    parents = {one.event_id: known.parent(one) for one in outlines if one is not None}
    for start, above in parents.items():
        seen, at = {start}, above
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = parents[at]


def told(number: int, claims: list[Claim]) -> Telling:
    changed = claims[0]
    ids = {"id": f"m-{number}", "report_id": f"r-{number}", "date": changed.date, "place": changed.place}
    return Telling(mention(**ids, type=changed.kind), tuple(claims))


def test_an_episode_is_never_linked_to_a_day_of_it_and_is_to_another_telling_of_itself() -> None:
    day, whole, again = (told(n, c) for n, c in enumerate(([claim(**ONE_DAY)], fighting(), fighting())))
    made = link([day, whole, again], (), "test", NOON)
    assert [(one.left, one.right) for one in made] == [("m-1", "m-2")]
