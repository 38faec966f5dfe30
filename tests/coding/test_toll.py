from __future__ import annotations

from typing import Any

import pytest

from coding.tellings import coded, numbered
from factory import says
from mnemon.settle import tally

DEAD = says("killed", "killed", count="Nine", who="people")
LEAD = ("Nine people were killed in a blast.", says("bombing", "blast"), DEAD)

TOLD: list[tuple[str, list[tuple[Any, ...]], list[int | None]]] = [
    (
        "a sort of people after a larger figure of anyone",
        [LEAD, ("Three nurses were killed.", says("killed", "killed", count="Three", who="nurses"))],
        [None, None, 1],
    ),
    (
        "three more",
        [LEAD, ("Three nurses were also killed.", says("killed", "killed", count="Three", who="nurses"))],
        [None, None, None],
    ),
    (
        "a larger figure",
        [LEAD, ("Twelve nurses were killed.", says("killed", "killed", count="Twelve", who="nurses"))],
        [None, None, None],
    ),
    (
        "some of those whom its sentence names",
        [LEAD, ("Police shot at raiders, two of them died.", says("killed", "died", count="two", who="of them"))],
        [None, None, None],
    ),
    (
        "those told one by one, added up later",
        [
            (
                "Six men were killed in a blast.",
                says("bombing", "blast"),
                says("killed", "killed", count="Six", who="men"),
            ),
            ("Two nurses were killed.", says("killed", "killed", count="Two", who="nurses")),
            ("There were eight deaths.", says("killed", "deaths", count="eight")),
        ],
        [None, 3, 3, None],
    ),
    (
        "those of a later sentence that make up the figure",
        [
            (
                "Nine clerks were killed in a blast.",
                says("bombing", "blast"),
                says("killed", "killed", count="Nine", who="clerks"),
            ),
            (
                "Two guards and seven drivers died.",
                says("killed", "died", count="Two", who="guards"),
                says("killed", "died", count="seven", who="drivers"),
            ),
        ],
        [None, None, 1, 1],
    ),
    (
        "one told again as part of a later figure",
        [
            (
                "A nurse was killed in a blast.",
                says("bombing", "blast"),
                says("killed", "killed", count="A", who="nurse"),
            ),
            (
                "Eight bodies were found including the nurse.",
                says("killed", "bodies", count="Eight"),
                says("killed", "bodies", who="the nurse", part_of=0, one=True),
            ),
        ],
        [None, 2, None, 2],
    ),
    (
        "the boy, one of those told of",
        [LEAD, ("The boy died.", says("killed", "died", who="The boy", one=True))],
        [None, None, 1],
    ),
    (
        "one of those who attacked",
        [LEAD, ("The bomber died.", says("killed", "died", who="The bomber", one=True))],
        [None, None, None],
    ),
    (
        "another sum",
        [
            (
                "Six men were killed in a blast.",
                says("bombing", "blast"),
                says("killed", "killed", count="Six", who="men"),
            ),
            ("Two nurses were killed.", says("killed", "killed", count="Two", who="nurses")),
            ("There were seven deaths.", says("killed", "deaths", count="seven")),
        ],
        [None, None, None, None],
    ),
]


@pytest.mark.parametrize(("why", "sentences", "expected"), TOLD, ids=[row[0] for row in TOLD])
def test_a_toll_takes_in_what_is_told_of_its_event(
    why: str, sentences: list[tuple[Any, ...]], expected: list[int | None]
) -> None:
    claims = coded(*sentences).claims
    assert numbered(claims, "part_of") == expected, why
    parts = [c for c in claims if c.part_of is not None]
    assert not parts or any("told before" in note or "of the same event" in note for c in claims for note in c.notes)


AGAIN: list[tuple[str, str, Any, bool]] = [
    ("the same figure", "A toll of nine was given.", says("killed", "toll", count="nine"), True),
    ("nine more", "Nine more were killed.", says("killed", "killed", count="Nine"), False),
    ("another sort", "Nine goats' herders were killed.", says("killed", "killed", count="Nine", who="herders"), False),
]


@pytest.mark.parametrize(("why", "text", "wording", "again"), AGAIN, ids=[row[0] for row in AGAIN])
def test_a_figure_given_again_of_an_event_is_a_repeat(why: str, text: str, wording: Any, again: bool) -> None:  # noqa: ANN401
    guards = says("killed", "killed", count="Nine", who="guards")
    claims = coded(("Nine guards were killed in a blast.", says("bombing", "blast"), guards), (text, wording)).claims
    assert (claims[-1].repeats is not None) is again, why


ROUND: list[tuple[str, str, int]] = [("a little over", "More than 1,000", 2), ("far over", "More than 500", 0)]


@pytest.mark.parametrize(("why", "lead", "parts"), ROUND, ids=[row[0] for row in ROUND])
def test_a_round_figure_that_a_report_begins_with_takes_in_those_that_come_to_it(
    why: str, lead: str, parts: int
) -> None:
    claims = coded(
        (f"{lead} people fled the attacks.", says("displaced", "fled", count=lead, who="people")),
        ("Some left: 600 people fled.", says("displaced", "fled", count="600", who="people")),
        ("Then 410 people fled.", says("displaced", "fled", count="410", who="people")),
    ).claims
    assert sum(c.part_of is not None for c in claims) == parts, why


def test_those_told_before_are_in_the_toll_that_they_are_brought_to() -> None:
    found = coded(
        ("A strike killed at least 14 people.", says("killed", "killed", count="at least 14", who="people")),
        (
            "Three more died, bringing the toll to 17.",
            says("killed", "died", count="Three"),
            says("killed", "toll", count="17"),
        ),
    )
    assert tally(found.claims).counts["killed"].best == 17


def test_figures_of_two_places_that_make_up_the_first_are_its_parts() -> None:
    found = coded(
        ("Gunmen killed six people in two villages.", says("killed", "killed", count="six", who="people")),
        (
            "Four people were killed in Maro and two in Gamo.",
            says("killed", "killed", count="Four", who="people"),
            says("killed", "killed", count="two", part_of=0),
        ),
    )
    assert numbered(found.claims, "part_of") == [None, 0, 0]


def test_two_named_brothers_are_no_sum_of_what_follows() -> None:
    found = coded(
        (
            "Two brothers, Ali and Haidar, were killed.",
            says("killed", "killed", count="Two", who="brothers"),
            says("killed", "killed", who="Ali", one=True, part_of=0),
            says("killed", "killed", who="Haidar", one=True, part_of=0),
        ),
        ("In Maro a driver was shot dead.", says("killed", "dead", count="a", who="driver")),
        ("In Gamo a mine killed a shepherd.", says("killed", "killed", count="a#2", who="shepherd")),
    )
    assert numbered(found.claims, "part_of") == [None, 0, 0, None, None]


SECOND: list[tuple[str, tuple[Any, ...], list[int | None]]] = [
    (
        "attackers, and one of them told beside them, are none of the guards",
        (
            "Five attackers, among them a driver, were killed.",
            says("killed", "killed", count="Five", who="attackers"),
            says("killed", "killed", count="a#2", who="driver", part_of=0),
        ),
        [None, None, 1],
    ),
    (
        "what makes up the figure",
        (
            "Four cooks and two nurses were killed.",
            says("killed", "killed", count="Four", who="cooks"),
            says("killed", "killed", count="two", who="nurses"),
        ),
        [None, 0, 0],
    ),
]


@pytest.mark.parametrize(("why", "second", "parts"), SECOND, ids=[row[0] for row in SECOND])
def test_a_sentence_makes_up_a_figure_with_people_of_its_own_side_alone(
    why: str, second: tuple[Any, ...], parts: list[int | None]
) -> None:
    who = "guards" if "attackers" in second[0] else "people"
    first = (f"Six {who} were killed.", says("killed", "killed", count="Six", who=who))
    assert numbered(coded(first, second).claims, "part_of") == parts, why


def test_two_suspects_are_not_the_two_whose_deaths_were_told() -> None:
    found = coded(
        ("A councillor was shot dead.", says("killed", "dead", count="A", who="councillor")),
        ("His deputy was murdered too.", says("killed", "murdered", who="His deputy", one=True)),
        ("Police shot two suspects dead.", says("killed", "dead", count="two", who="suspects")),
    )
    assert tally(found.claims).counts["killed"].best == 4


def test_the_toll_of_a_day_takes_in_what_was_told_of_it() -> None:
    found = coded(
        ("Two policemen were killed in Maro.", says("killed", "killed", count="Two", who="policemen")),
        ("Three herders were killed in Gamo.", says("killed", "killed", count="Three", who="herders")),
        ("The day's toll in our area was five dead.", says("killed", "dead", count="five")),
    )
    assert tally(found.claims).counts["killed"].best == 5


def test_the_family_of_one_who_speaks_are_some_of_those_taken() -> None:
    taken = says("abducted", "took", count="30", who="others")
    found = coded(
        ("Gunmen raided a village and took 30 others.", says("attack", "raided"), taken),
        ("She said two of her sons were led away.", says("abducted", "led away", count="two", who="her sons")),
    )
    assert numbered(found.claims, "part_of") == [None, None, 1]


def test_both_are_one_told_before_and_another() -> None:
    found = coded(
        ("A nurse was killed in a blast.", says("bombing", "blast"), says("killed", "killed", who="nurse", one=True)),
        ("It trapped her and her child; both died.", says("killed", "died", count="both")),
    )
    assert tally(found.claims).counts["killed"].best == 2
