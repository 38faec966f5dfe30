from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory import at_least, claim, count, dates, place, speaker, villagers
from mnemon.model.claims import UNCOUNTED, Claim
from mnemon.model.marks import SCOPES, STATUSES
from mnemon.model.text import Span
from mnemon.model.values import Actor, Quantity
from mnemon.settle import tally
from mnemon.settle.tally import TALLIED

UP_TO_20 = Quantity(None, None, 20, words="up to 20", rule="up_to")
DOZENS = Quantity(None, None, None, words="dozens", rule="vague")

Range = tuple[int | None, int | None, int | None]


def dead(name: str, figure: Quantity | int | None = 5, **changes: Any) -> Claim:  # noqa: ANN401 - a builder
    """A claim of deaths, of an event of its own unless another is named."""
    quantity = count(figure) if isinstance(figure, int) else figure
    return claim(**{"id": name, "quantity": quantity, "event_mention_id": f"m-{name}"} | changes)


def counted(*claims: Claim, kind: str = "killed") -> Range:
    found = tally(claims).counts[kind]
    return found.low, found.best, found.high


def left_out(*claims: Claim) -> dict[str, str]:
    return {out.claim_id: out.reason for out in tally(claims).left_out}


FIGURES: list[tuple[str, list[Quantity | int | None], Range]] = [
    ("not mentioned", [], (0, 0, 0)),
    ("one figure", [5], (5, 5, 5)),
    ("two events add up", [5, 2], (7, 7, 7)),
    ("zero is a figure", [0], (0, 0, 0)),
    ("no number", [None], (1, None, None)),
    ("no number adds nothing to a number", [5, None], (5, 5, 5)),
    ("a vague figure", [DOZENS], (1, None, None)),
    ("a vague figure makes the sum open", [5, DOZENS], (6, None, None)),
    ("at least", [replace(at_least(9), best=9)], (9, 9, None)),
    ("at least makes the sum open upwards", [5, replace(at_least(9), best=9)], (14, 14, None)),
    ("up to", [UP_TO_20], (None, None, 20)),
    ("up to raises the high alone", [5, UP_TO_20], (5, None, 25)),
]


@pytest.mark.parametrize(("what", "figures", "expected"), FIGURES, ids=[row[0] for row in FIGURES])
def test_figures_of_different_events_add_up(what: str, figures: list[Quantity | int | None], expected: Range) -> None:
    assert counted(*(dead(f"c-{i}", figure) for i, figure in enumerate(figures))) == expected, what


def test_every_tallied_harm_has_a_count_and_is_counted_by_itself() -> None:
    found = tally([dead(kind, i, kind=kind) for i, kind in enumerate(TALLIED, 1)])
    assert {kind: q.best for kind, q in found.counts.items()} == {kind: i for i, kind in enumerate(TALLIED, 1)}


def test_casualties_and_acts_are_no_count_of_deaths() -> None:
    assert counted(dead("a", kind="casualties"), dead("b", kind="destruction"), dead("c", kind="released")) == (0, 0, 0)


INCIDENT = dead("incident", 13)
LEFT_OUT: list[tuple[Claim, str]] = [
    (dead("x", 8, part_of="incident"), "part of another figure (13)"),
    (dead("x", 13, repeats="incident"), "told before in this report"),
    (dead("x", 40_000, scope="total"), "a total over a period, not one incident"),
    (dead("x", status="denied"), "the report says it is denied"),
    (dead("x", status="negated"), "the report says it did not happen"),
    (dead("x", status="future"), "not yet"),
    (dead("x", notes=(UNCOUNTED,)), UNCOUNTED),
]


@pytest.mark.parametrize(("other", "reason"), LEFT_OUT, ids=[reason for _, reason in LEFT_OUT])
def test_what_is_left_out_is_said_with_its_reason(other: Claim, reason: str) -> None:
    assert counted(INCIDENT, other) == counted(other, INCIDENT) == (13, 13, 13)
    assert left_out(INCIDENT, other) == {"x": reason}


NOT_ONE_DEATH = [dead("x", status="denied"), dead("x", status="future"), dead("x", notes=(UNCOUNTED,))]


@pytest.mark.parametrize("alone", NOT_ONE_DEATH)
def test_what_did_not_happen_is_no_death_where_nothing_else_is_told(alone: Claim) -> None:
    assert counted(alone) == (0, 0, 0)


def test_what_may_have_happened_counts_but_not_for_certain() -> None:
    assert counted(dead("x", 9, status="possible")) == (0, 9, 9)
    assert counted(dead("x", 9, status="possible"), INCIDENT) == (13, 22, 22)


def test_a_part_of_another_harm_is_counted_in_its_own() -> None:
    hurt = dead("hurt", 10, kind="wounded")
    assert counted(hurt, dead("x", 3, part_of="hurt")) == (3, 3, 3)


def test_a_part_counts_where_its_whole_is_denied() -> None:
    assert counted(dead("all", 13, status="denied"), dead("x", 5, part_of="all")) == (5, 5, 5)


def test_a_part_whose_whole_is_in_another_report_counts() -> None:
    assert counted(dead("x", 5, part_of="elsewhere")) == (5, 5, 5)


OTHER = {"trigger": (Span(29, 35),), "count": (Span(20, 24),)}
TOTALS: list[tuple[str, list[Claim], Range, set[str]]] = [
    ("the only total", [dead("a", 90, scope="total")], (90, 90, 90), set()),
    ("the largest of two", [dead("a", 90, scope="total"), dead("b", 70, scope="total")], (90, 90, 90), {"b"}),
    ("a total without a number", [dead("a", None, scope="total")], (1, None, None), {"a"}),
    ("a denied total", [dead("a", 90, scope="total", status="denied")], (0, 0, 0), {"a"}),
    ("beside an incident without a number", [dead("a", 90, scope="total"), dead("b", None)], (1, None, None), {"a"}),
    ("beside a bare mention", [dead("a", 90, scope="total"), dead("b", None, victims=None)], (90, 90, 90), set()),
    ("two told by one word", [dead("a", 90, scope="total"), dead("b", 70, scope="total", spans=OTHER)], (160, 160, 160), set()),
    ("beside an incident", [dead("a", 90, scope="total"), INCIDENT], (13, 13, 13), {"a"}),
    ("beside another harm", [dead("a", 90, scope="total"), dead("b", 3, kind="wounded")], (90, 90, 90), set()),
]


@pytest.mark.parametrize(("what", "claims", "expected", "out"), TOTALS, ids=[row[0] for row in TOTALS])
def test_a_total_stands_only_where_no_incident_is_told(
    what: str, claims: list[Claim], expected: Range, out: set[str]
) -> None:
    assert counted(*claims) == expected, what
    assert set(left_out(*claims)) == out


LEAD, LATER = Span(0, 20), Span(90, 120)
MONTH, ABOUT_30 = dates("2021-04-01", "2021-05-05"), replace(count(30), approx=True)
DIGESTS: list[tuple[str, Claim, list[int], Range]] = [
    ("one not read", dead("a", 41, scope="total", sentence=LEAD), [20, 12], (41, 41, 41)),
    ("one read twice", dead("a", 41, scope="total", sentence=LEAD), [20, 30], (41, 41, 41)),
    ("just that", dead("a", 41, scope="total", sentence=LEAD), [20, 21], (41, 41, 41)),
    ("a running total", dead("a", 410, scope="total", sentence=LEAD), [20, 12], (32, 32, 32)),
    ("told too much", dead("a", 10, scope="total", sentence=LEAD), [20, 12], (32, 32, 32)),
    ("one incident", dead("a", 41, scope="total", sentence=LEAD), [20], (20, 20, 20)),
    ("not at its beginning", dead("a", 41, scope="total", sentence=Span(200, 220)), [20, 12], (32, 32, 32)),
    ("of many days", dead("a", 41, scope="total", sentence=LEAD, date=MONTH), [20, 12], (32, 32, 32)),
    ("a round number", dead("a", 2300, scope="total", sentence=LEAD), [1200, 1120], (2320, 2320, 2320)),
    ("in round numbers", dead("a", ABOUT_30, scope="total", sentence=LEAD), [20, 12], (32, 32, 32)),
]


@pytest.mark.parametrize(("what", "head", "told", "expected"), DIGESTS, ids=[row[0] for row in DIGESTS])
def test_a_digest_counts_what_it_begins_with(what: str, head: Claim, told: list[int], expected: Range) -> None:
    incidents = [dead(f"i-{i}", figure, sentence=LATER) for i, figure in enumerate(told)]
    assert counted(head, *incidents) == expected, what
    stands = what in ("one not read", "one read twice")
    assert set(left_out(head, *incidents)) == ({c.id for c in incidents} if stands else {"a"})


def says(name: str, figure: Quantity | int, **changes: Any) -> Claim:  # noqa: ANN401 - a builder
    return dead(name, figure, **{"said_by": speaker(name=name), "event_mention_id": "m-1"} | changes)


SOLDIERS, TROOPS = (Actor(None, words, "state force", words=words) for words in ("soldiers", "government troops"))
POLICE = Actor(None, "policemen", "state force", words="policemen")
OTHER_ARMY = Actor("arm-military", "Armenian armed forces", "state force", "arm-government", words="its servicemen")
FIGHTERS = Actor(None, "militants", "rebel group", words="militants")
NAMED = Actor("al-shabaab", "Al-Shabaab", "rebel group", words="its men")

RIVALS: list[tuple[str, list[Claim], Range]] = [
    ("two speakers, one event", [says("police", 5), says("army", 7)], (5, 5, 7)),
    ("three speakers", [says("police", 5), says("army", 7), says("mayor", 4)], (4, 5, 7)),
    ("an open end", [says("police", 5), says("army", replace(at_least(9), best=9))], (5, 5, None)),
    ("dozens beside numbers", [says("police", DOZENS), says("army", 45), says("mayor", 61)], (45, 45, 61)),
    ("one speaker adds", [says("police", 5), says("police", 7, id="more")], (12, 12, 12)),
    ("two events add", [says("police", 5), says("army", 7, event_mention_id="m-2")], (12, 12, 12)),
    ("other people add", [says("police", 5), says("army", 7, victims=villagers(words="guards"))], (12, 12, 12)),
    ("the dead of one side", [says("army", 6, victims=SOLDIERS), says("rebels", 31, victims=TROOPS)], (6, 6, 31)),
    ("the dead of both sides", [says("army", 6, victims=SOLDIERS), says("rebels", 9, victims=FIGHTERS)], (15, 15, 15)),
    ("one side, one named", [says("army", 47, victims=FIGHTERS), says("rebels", 9, victims=NAMED)], (9, 47, 47)),
    ("two armies", [says("army", 5, victims=SOLDIERS), says("enemy", 3, victims=OTHER_ARMY)], (8, 8, 8)),
    ("police and soldiers", [says("army", 5, victims=SOLDIERS), says("mayor", 3, victims=POLICE)], (8, 8, 8)),
    ("the report itself adds", [says("police", 5), says("army", 7, said_by=None)], (12, 12, 12)),
]


@pytest.mark.parametrize(("what", "claims", "expected"), RIVALS, ids=[row[0] for row in RIVALS])
def test_rival_figures_are_a_range_and_no_sum(what: str, claims: list[Claim], expected: Range) -> None:
    assert counted(*claims) == expected, what


HURT = dead("hurt", 10, kind="wounded")
OF_THE_HURT: list[tuple[str, list[Claim], Range]] = [
    ("three of them died", [HURT, dead("x", 3, part_of="hurt")], (7, 7, 7)),
    ("three others died", [HURT, dead("x", 3)], (10, 10, 10)),
    ("three may die", [HURT, dead("x", 3, part_of="hurt", status="possible")], (10, 10, 10)),
    ("more died than were hurt", [HURT, dead("x", 30, part_of="hurt")], (0, 0, 0)),
    (
        "at least ten",
        [replace(HURT, quantity=replace(at_least(10), best=10)), dead("x", 3, part_of="hurt")],
        (7, 7, None),
    ),
    ("no number of wounded", [replace(HURT, quantity=None), dead("x", 3, part_of="hurt")], (1, None, None)),
    (
        "told twice",
        [HURT, dead("x", 3, part_of="hurt"), dead("again", 3, part_of="hurt", repeats="x")],
        (7, 7, 7),
    ),
    (
        "of a second telling",
        [HURT, replace(HURT, id="again", repeats="hurt"), dead("x", 3, part_of="again")],
        (7, 7, 7),
    ),
    (
        "of a total",
        [HURT, dead("war", 500, kind="wounded", scope="total"), dead("x", 100, part_of="war", scope="total")],
        (10, 10, 10),
    ),
    (
        "of wounded whom the report does not count",
        [HURT, dead("aside", 4, kind="wounded", notes=(UNCOUNTED,)), dead("x", 2, part_of="aside")],
        (10, 10, 10),
    ),
]


@pytest.mark.parametrize(("what", "claims", "expected"), OF_THE_HURT, ids=[row[0] for row in OF_THE_HURT])
def test_the_wounded_who_died_are_counted_once_as_killed(what: str, claims: list[Claim], expected: Range) -> None:
    assert counted(*claims, kind="wounded") == expected, what


def test_the_order_of_reading_is_the_order_of_what_is_left_out() -> None:
    found = tally([INCIDENT, dead("b", scope="total"), dead("a", repeats="incident")])
    assert [out.claim_id for out in found.left_out] == ["b", "a"]


exact = st.integers(0, 50).map(count)
figures = st.none() | exact | st.sampled_from([DOZENS, UP_TO_20, replace(at_least(9), best=9)])


@st.composite
def reports(draw: st.DrawFn) -> list[Claim]:
    """The claims of one report: parts and repeats point to claims told before."""
    claims: list[Claim] = []
    for i in range(draw(st.integers(0, 7))):
        earlier = st.none() | st.sampled_from([c.id for c in claims]) if claims else st.none()
        made = dead(
            f"c-{i}",
            draw(figures),
            kind=draw(st.sampled_from(["killed", "wounded"])),
            status=draw(st.sampled_from(STATUSES)),
            scope=draw(st.sampled_from(SCOPES)),
            said_by=draw(st.sampled_from([None, speaker(), speaker(name="army")])),
            event_mention_id=draw(st.sampled_from(["m-1", "m-2"])),
            part_of=draw(earlier),
            repeats=draw(earlier),
            notes=draw(st.sampled_from([(), (UNCOUNTED,)])),
        )
        claims.append(made)
    return claims


def best_sum(claims: list[Claim], kind: str) -> int:
    return sum(c.quantity.best or 0 for c in claims if c.kind == kind and c.quantity is not None)


@given(reports())
def test_a_tally_is_never_more_than_the_plain_sum(claims: list[Claim]) -> None:
    for kind in ("killed", "wounded"):
        low, best, high = counted(*claims, kind=kind)
        assert best is None or best <= best_sum(claims, kind)
        assert low is None or best is None or low <= best
        assert high is None or best is None or best <= high
        assert low is None or high is None or low <= high


@given(reports(), exact)
def test_a_part_a_repeat_or_a_total_never_changes_a_tally_that_has_an_incident(
    claims: list[Claim], figure: Quantity
) -> None:
    incident = dead("incident", 13, event_mention_id="m-own")
    told = [*claims, incident]
    before = tally(told).counts
    for link in ({"part_of": "incident"}, {"repeats": "incident"}, {"scope": "total"}):
        after = tally([*told, dead("x", figure, **link)])
        assert after.counts == before
        assert "x" in {out.claim_id for out in after.left_out}


@given(reports())
def test_every_claim_is_counted_or_left_out_with_one_reason(claims: list[Claim]) -> None:
    found = tally(claims).left_out
    assert len({out.claim_id for out in found}) == len(found)
    assert all(out.reason for out in found)


MOST = Quantity(None, None, None, words="most", rule="vague")


def test_a_share_of_a_figure_is_not_added_to_it() -> None:
    total = dead("a", 31, scope="total")
    assert counted(total, dead("b", MOST)) == (31, 31, 31)
    assert left_out(dead("a"), dead("b", MOST)) == {"b": "a share of another figure"}


def test_a_share_that_stands_alone_is_a_mention_without_a_number() -> None:
    assert counted(dead("a", MOST))[1] is None


def test_two_speakers_of_one_sentence_tell_of_the_same_people_taken() -> None:
    suspects = says("police", 3, kind="detained", victims=villagers(words="suspects"))
    assert counted(says("mayor", 9, kind="detained"), suspects, kind="detained") == (3, 9, 9)
    apart = says("police", 3, kind="detained", victims=villagers(words="suspects"), sentence=Span(90, 120))
    assert counted(says("mayor", 9, kind="detained"), apart, kind="detained") == (12, 12, 12)


@pytest.mark.parametrize(("precision", "best"), [(3, 900), (6, None)])
def test_people_who_left_one_province_are_counted_though_called_a_total(precision: int, best: int | None) -> None:
    total = dead("c-1", 900, kind="displaced", scope="total", place=place(precision=precision))
    vague = dead("c-2", None, kind="displaced")
    assert counted(total, vague, kind="displaced")[1] == best


def test_a_higher_rival_closes_an_open_figure_and_an_equal_one_does_not() -> None:
    open_above = says("police", replace(at_least(9), best=9))
    assert counted(open_above, says("army", 12)) == (9, 9, 12)
    assert counted(open_above, says("army", 9)) == (9, 9, None)
