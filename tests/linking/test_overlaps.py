"""Events that may count the same people though nothing joined them."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory import actor, claim, dates, place, villagers
from mnemon.linking.episodes import Outline, outline
from mnemon.linking.overlaps import overlaps

TOWN = place()
DISTRICT = place(place_id="g-district", name="Bara", precision=3, latitude=12.6, adm2=None, words="Bara district")
REGION = place(place_id="g-region", name="North", precision=4, latitude=13.0, longitude=25.0, adm2=None)
COUNTRY = place(place_id="g-country", name="Country", precision=6, adm1=None, adm2=None)
NEXT = place(place_id="g-next", name="Sodiri", latitude=12.6, adm2="Sodiri")
FAR = place(place_id="g-far", name="Kara", latitude=13.5, adm2="Kara")


def event(name: str, **changes: object) -> Outline | None:
    """An event of one claim, which its own report tells."""
    return outline(name, [claim(**{"id": f"c-{name}", "report_id": f"r-{name}", "event_mention_id": name, **changes})])


WEEK = dates("2021-05-01", "2021-05-07", precision=3)
MONTH = dates("2021-05-01", "2021-05-31", precision=4)
NIGHT = dates("2021-05-02", "2021-05-03")
CASES: list[tuple[str, dict[str, object], dict[str, object], tuple[bool, bool] | None]] = [
    ("the district and its town", {"place": DISTRICT}, {}, (False, True)),
    ("the region and its town", {"place": REGION}, {}, (False, True)),
    ("a week and a day of it", {"date": WEEK}, {}, (False, True)),
    ("a night and a day of it", {"date": NIGHT}, {}, (False, True)),
    ("a country takes nothing in", {"place": COUNTRY}, {}, (False, False)),
    ("the district by day, the town by week", {"place": DISTRICT}, {"date": WEEK}, (False, False)),
    ("one place and day", {}, {}, (False, False)),
    ("the next town", {"place": NEXT}, {}, (False, False)),
    ("two days later", {"date": dates("2021-05-05")}, {}, (False, False)),
    ("a town of another district, a day's walk off", {"place": FAR}, {}, None),
    ("three days later", {"date": dates("2021-05-06")}, {}, None),
    ("a day that is not known within a week", {"date": MONTH}, {}, None),
    ("another country", {"place": place(place_id="g-x", country="TD", adm1="X", adm2="Y")}, {}, None),
    ("other people", {"victims": actor(kind="state force")}, {"victims": villagers()}, None),
    ("no kinds of one event", {"kind": "displaced"}, {"kind": "abducted"}, None),
    ("told by one report", {"report_id": "r-1"}, {"report_id": "r-1"}, None),
    ("rows of one dataset", {"report_id": "row-set-1"}, {"report_id": "row-set-2"}, None),
    ("no figure", {"quantity": None}, {}, None),
    ("a total is no event", {"scope": "total"}, {}, None),
    ("no day", {"date": None}, {}, None),
]


@pytest.mark.parametrize(("what", "one", "other", "expected"), CASES, ids=[case[0] for case in CASES])
def test_what_may_count_the_same_people(
    what: str, one: dict[str, object], other: dict[str, object], expected: tuple[bool, bool] | None
) -> None:
    found = overlaps([event("one", **one), event("other", **other)])
    assert found == ({} if expected is None else {"one": {"other": expected[0]}, "other": {"one": expected[1]}}), what


def test_whom_a_person_told_apart_are_two() -> None:
    events = [event("one", place=DISTRICT), event("other")]
    assert overlaps(events, {"one": {"other"}, "other": {"one"}}) == {}
    assert overlaps(events, {"one": {"third"}})


def test_an_event_has_the_days_that_all_its_tellings_allow() -> None:
    told = [claim(date=day, report_id=f"r-{n}") for n, day in enumerate((WEEK, NIGHT, dates("2021-05-03")))]
    made = outline("e", told)
    assert made is not None
    assert (made.days.start, made.days.end) == (WEEK.start, WEEK.end)
    assert made.common is not None
    assert (made.common.start, made.common.end) == (dates("2021-05-03").start, dates("2021-05-03").end)


SPOTS = st.sampled_from([TOWN, DISTRICT, REGION, COUNTRY, NEXT, FAR])
DAYS = st.tuples(st.integers(1, 9), st.integers(0, 8)).map(
    lambda day: dates(f"2021-05-{day[0]:02}", f"2021-05-{day[0] + day[1]:02}", precision=2)
)


@given(st.lists(st.tuples(SPOTS, DAYS, st.integers(0, 4)), min_size=2, max_size=7), st.randoms())
def test_overlaps_do_not_hang_on_order_and_name_each_other(
    told: list[tuple[object, object, int]], dice: Random
) -> None:
    events = [event(f"e-{n}", place=p, date=d, report_id=f"r-{r}") for n, (p, d, r) in enumerate(told)]
    found = overlaps(events)
    dice.shuffle(events)
    assert overlaps(events) == found
    assert all(one in found[other] for one, near in found.items() for other in near)
    assert not [1 for one, near in found.items() for other, wider in near.items() if wider and found[other][one]]
