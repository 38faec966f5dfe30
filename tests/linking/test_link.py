from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory import claim, count, dates, mention, place
from factory import link as a_link
from factory import report as a_report
from mnemon.linking import Telling, block_keys, link, looked_in, open_weights, tellings
from mnemon.linking.block import candidate_pairs
from mnemon.linking.columns import columns
from mnemon.linking.weights import FEATURES
from mnemon.model.claims import Claim, EventMention
from mnemon.model.events import Judgement, Link
from mnemon.model.text import Copy, Span
from mnemon.model.values import DateRange, Place, Quantity

NOON = datetime(2021, 5, 6, 12, tzinfo=UTC)
WEIGHTS = open_weights()


def telling(number: int, **changes: object) -> Telling:
    """A telling of the shelling of Bara in a report of its own; changes go to the mention and its claim alike."""
    claims = {f: v for f, v in changes.items() if f in Claim.__slots__}
    mentions = {f: v for f, v in changes.items() if f in EventMention.__slots__}
    shared = {"report_id": f"r-{number}"} | {f: v for f, v in changes.items() if f == "report_id"}
    told = claim(**{"id": f"c-{number}", "event_mention_id": f"m-{number}"} | shared | claims)
    return Telling(mention(**{"id": f"m-{number}"} | shared | mentions), (told,))


def suggest(told: Sequence[Telling], links: Sequence[Link] = ()) -> list[Link]:
    return link(told, links, "p-1", NOON)


def test_two_reports_of_one_shelling_are_suggested_with_reasons_that_add_up() -> None:
    (made,) = suggest([telling(1), telling(2, quantity=count(6))])
    assert (made.left, made.right, made.judgement) == ("m-1", "m-2", Judgement.POSITIVE)
    assert (made.by, made.created_at, made.decided) == ("p-1", NOON, False)
    assert made.match_weight == pytest.approx(sum(reason.weight for reason in made.reasons))
    compared = [what for what in FEATURES if not what.startswith("within ")]
    assert [reason.what for reason in made.reasons] == ["before comparing", *compared]


MONTH = dates("2021-05-01", "2021-05-31", precision=4)
WIDE = place(place_id="g-north", precision=4, latitude=13.0)

PAIRS: list[tuple[str, dict[str, object], Judgement | None]] = [
    ("same day and place", {}, Judgement.POSITIVE),
    ("the day after, as many dead", {"date": dates("2021-05-04")}, Judgement.POSITIVE),
    ("the day after, others dead", {"date": dates("2021-05-04"), "quantity": count(2)}, None),
    ("its region alone", {"place": WIDE}, Judgement.POSITIVE),
    ("no date", {"date": None}, None),
    ("no place", {"place": None}, None),
    ("the month alone", {"date": MONTH}, Judgement.UNSURE),
    ("a week later", {"date": dates("2021-05-10")}, None),
    ("another region", {"place": place(place_id="g-9", adm1="South")}, None),
    ("a truce", {"kind": "truce", "type": "truce", "victims": None, "quantity": None, "means": None}, None),
]


@pytest.mark.parametrize(("what", "changes", "expected"), PAIRS, ids=[row[0] for row in PAIRS])
def test_a_pair_is_suggested_only_where_place_and_date_agree(
    what: str, changes: dict[str, object], expected: Judgement | None
) -> None:
    made = suggest([telling(1), telling(2, **changes)])
    assert [m.judgement for m in made] == ([] if expected is None else [expected]), what


def test_totals_and_what_did_not_happen_tell_of_no_incident() -> None:
    claims = [claim(id="c-1"), claim(id="c-2", event_mention_id="m-2", scope="total")]
    claims += [claim(id="c-3", event_mention_id="m-3", status="future"), claim(id="c-4", scope="total")]
    claims += [claim(id="c-5", event_mention_id="m-5", status="denied")]
    mentions = [mention(id=f"m-{n}") for n in range(1, 6)]
    told = tellings(mentions, claims)
    assert [(t.mention.id, [c.id for c in t.claims]) for t in told] == [("m-1", ["c-1"]), ("m-5", ["c-5"])]


def test_tellings_of_one_report_are_not_linked_by_likeness() -> None:
    assert suggest([telling(1), telling(2, report_id="r-1")]) == []


def test_tellings_of_one_report_are_linked_where_one_restates_the_other() -> None:
    for tie in ({"repeats": "c-1"}, {"part_of": "c-1"}):
        (made,) = suggest([telling(1), telling(2, report_id="r-1", date=None, place=None, **tie)])
        assert made.judgement is Judgement.POSITIVE
        assert made.reasons[-1].what == "within one report"


def test_a_restated_claim_with_another_day_is_not_linked() -> None:
    assert suggest([telling(1), telling(2, report_id="r-1", repeats="c-1", date=dates("2021-06-03"))]) == []


SENTENCE = "Shells killed five villagers in the market of Bara on Tuesday, police said."
OTHER = "Two of the shells landed beside the school of the village, according to a teacher."


def copied(number: int, text: str = SENTENCE, **changes: object) -> Telling:
    """A telling whose claim stands in a sentence of a report of its own."""
    plain = telling(number, sentence=Span(0, len(text)), **changes)
    known = [a_report(id=plain.mention.report_id, text=text)]
    return tellings([plain.mention], plain.claims, known, [Copy("r-2", "r-1", 0.9)])[0]


COPIED: list[tuple[str, Telling, Judgement | None]] = [
    ("the same words without a day", copied(2, date=None), Judgement.POSITIVE),
    ("other words", copied(2, OTHER, date=None), None),
    ("the same words elsewhere", copied(2, date=None, place=place(place_id="g-9", adm1="South")), None),
    ("the same words on another day", copied(2, date=dates("2021-05-20")), None),
]


@pytest.mark.parametrize(("what", "copy", "expected"), COPIED, ids=[row[0] for row in COPIED])
def test_a_copy_without_a_day_tells_what_its_original_tells(
    what: str, copy: Telling, expected: Judgement | None
) -> None:
    made = suggest([copied(1), copy])
    assert [m.judgement for m in made] == ([] if expected is None else [expected]), what
    assert all(m.reasons[-1].what == "within a copy" for m in made)
    assert suggest([copied(1), copied(4, date=None)]) == [], "a report that is no copy says nothing of another"


def test_of_two_that_a_copy_may_tell_of_it_tells_neither() -> None:
    told = [copied(1), copied(3, report_id="r-1", event_mention_id="m-3"), copied(2, date=None)]
    assert suggest(told) == []


def test_a_pair_that_a_person_decided_is_not_suggested_again() -> None:
    told = [telling(1), telling(2)]
    decided = a_link(left="m-2", right="m-1", judgement=Judgement.NEGATIVE, decided=True)
    assert suggest(told, [decided]) == []
    assert len(suggest(told, [replace(decided, closed_at=NOON)])) == 1
    assert len(suggest(told, [replace(decided, decided=False)])) == 1


def test_the_order_of_the_tellings_does_not_matter() -> None:
    told = [telling(n, quantity=count(n)) for n in range(1, 7)]
    shuffled = random.Random(5).sample(told, len(told))  # noqa: S311 - an order, not a secret
    assert suggest(told) == suggest(shuffled)


def compared(told: Sequence[Telling]) -> list[tuple[str, str]]:
    """The mention ids of the pairs that are compared, as they come."""
    table = columns(told)
    found = [
        (str(table.ids[a]), str(table.ids[b]))
        for some in candidate_pairs(table, WEIGHTS.limits)
        for a, b in zip(*some, strict=True)
    ]
    assert len(set(found)) == len(found), "each pair once"
    return sorted(found)


def test_places_over_a_border_of_cells_are_still_compared() -> None:
    for shift in (0.02, 0.06, -0.03, 0.15):
        near = place(place_id="g-2", adm1=None, latitude=12.5 + shift, longitude=24.25 + shift)
        assert compared([telling(1), telling(2, place=near)]) == [("m-1", "m-2")]


spots = st.one_of(
    st.none(),
    st.builds(
        lambda lat, lon, precision, adm1: place(
            place_id=f"g-{lat}-{lon}", latitude=lat, longitude=lon, precision=precision, adm1=adm1
        ),
        st.sampled_from([-0.1, 0.1, 0.3, 64.9, 65.1, 65.12]),
        st.sampled_from([-179.9, 179.95, 10.0, 10.3]),
        st.sampled_from([1, 3, 4, 6]),
        st.sampled_from([None, "North", "South"]),
    ),
    st.sampled_from([Place(None, "Dera", None, None, 7), Place(None, "dera", None, None, 7, country="SD")]),
)
stays = st.builds(
    lambda first, long: DateRange(date(2021, 5, 1) + timedelta(first), date(2021, 5, 1) + timedelta(first + long), 1),
    st.integers(0, 9), st.sampled_from([0, 0, 0, 1, 6, 30, 70]),
)  # fmt: skip


@given(st.lists(st.tuples(spots, st.one_of(st.none(), stays)), min_size=2, max_size=6))
def test_whom_the_keys_find_is_whom_all_at_once_are_compared_with(
    scene: list[tuple[Place | None, DateRange | None]],
) -> None:
    """A new telling looks for its neighbours by keys; all tellings at once are joined by numbers. Both agree."""
    told = [telling(n, place=where, date=when) for n, (where, when) in enumerate(scene)]
    found = set(compared(told))
    for left in told:
        for right in told:
            if left is not right:
                meets = set(looked_in(left.mention, WEIGHTS.limits)) & set(block_keys(right.mention, WEIGHTS.limits))
                pair = (min(left.mention.id, right.mention.id), max(left.mention.id, right.mention.id))
                assert meets or pair not in found


PERIODS: list[tuple[DateRange | None, Place | None]] = [
    (dates("2021-01-01", "2021-12-31", 5), place()),
    (None, place()),
]


@pytest.mark.parametrize(("when", "where"), [*PERIODS, (dates(), None)])
def test_a_long_period_or_a_missing_day_or_place_is_never_compared(when: DateRange | None, where: Place | None) -> None:
    assert compared([telling(n, date=when, place=where) for n in (1, 2)]) == []


def many(number: int, chance: random.Random) -> list[Telling]:
    """Tellings over a year in a hundred towns."""
    made = []
    for n in range(number):
        town, on = chance.randrange(100), date(2021, 1, 1) + timedelta(days=chance.randrange(365))
        where = place(
            place_id=f"g-{town}", name=f"T{town}", latitude=10 + town / 10, longitude=20.0, adm1=f"A{town // 5}"
        )
        made.append(telling(n, place=where, date=DateRange(on, on, 1), quantity=Quantity(n, n, n)))
    return made


def test_ten_thousand_tellings_do_not_make_fifty_million_pairs() -> None:
    assert len(compared(many(10_000, random.Random(3)))) < 500_000  # noqa: S311 - places and days, not secrets


def test_whether_two_are_compared_does_not_hang_on_how_many_others_there_are() -> None:
    told = [telling(n) for n in range(300)]
    assert len(compared(told)) == 300 * 299 // 2
