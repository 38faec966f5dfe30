from __future__ import annotations

from typing import Any

import pytest

from coding.tellings import coded, numbered
from factory import dates, place, says
from mnemon.settle import tally

BARA, DERA = place(), place(place_id="g-2", name="Dera", words="Dera")
MONTH = dates("2021-05-01", "2021-05-31")
HEADLINE = ("Shelling kills seven miners.", says("killed", "kills", count="seven", who="miners"))

TOLD_AGAIN: list[tuple[str, list[tuple[Any, ...]]]] = [
    (
        "a headline and its body",
        [HEADLINE, ("Seven miners died in the attack.", says("killed", "died", count="Seven", who="miners"))],
    ),
    (
        "a caption far below",
        [
            HEADLINE,
            ("It rained.",),
            ("Men carry seven miners killed.", says("killed", "killed", count="seven", who="miners")),
        ],
    ),
    (
        "people nobody describes",
        [HEADLINE, ("“Seven are dead,” said a nurse.", says("killed", "dead", count="Seven"))],
    ),
    (
        "what may have happened, then did",
        [
            ("Seven miners are feared dead.", says("killed", "dead", count="Seven", who="miners", status="possible")),
            ("Seven miners were killed.", says("killed", "killed", count="Seven", who="miners")),
        ],
    ),
    (
        "a small figure that points back",
        [
            ("Rebels took two nurses.", says("abducted", "took", count="two", who="nurses")),
            ("The two nurses were seized at dawn.", says("abducted", "seized", count="two", who="nurses")),
        ],
    ),
    (
        "a small figure at one place",
        [
            ("A mine killed two men in Bara.", says("killed", "killed", count="two", who="men", place=BARA)),
            ("In Bara, two men are dead.", says("killed", "dead", count="two", who="men", place=BARA)),
        ],
    ),
    (
        "two words for one harm",
        [
            (
                "Two nurses were kidnapped and held.",
                says("abducted", "kidnapped", count="Two", who="nurses"),
                says("abducted", "held", count="Two", who="nurses"),
            )
        ],
    ),
    (
        "a pronoun",
        [
            ("A mine killed a driver.", says("killed", "killed", count="a", who="driver")),
            ("He died at once.", says("killed", "died", who="He", one=True)),
        ],
    ),
    (
        "a general word",
        [
            ("A mine killed a driver.", says("killed", "killed", count="a", who="driver")),
            ("The victim died at once.", says("killed", "died", who="The victim", one=True)),
        ],
    ),
    (
        "the same noun",
        [
            ("A mine killed a driver.", says("killed", "killed", count="a", who="driver")),
            ("The driver died at once.", says("killed", "died", who="The driver", one=True)),
        ],
    ),
    (
        "the plural of the same noun",
        [
            ("Shells killed two children.", says("killed", "killed", count="two", who="children")),
            ("The child of a teacher died at once.", says("killed", "died", who="The child of a teacher", one=True)),
        ],
    ),
    (
        "a noun of what was told",
        [
            ("A mine killed a driver.", says("killed", "killed", count="a", who="driver")),
            ("The killing was a mistake.", says("killed", "killing", one=True)),
        ],
    ),
    (
        "a body of somebody general",
        [
            ("Rebels killed a nurse.", says("killed", "killed", count="a", who="nurse")),
            ("The body of the aid worker lay there.", says("killed", "body", who="the aid worker", one=True)),
        ],
    ),
    (
        "the six, whatever town is named, on a day of the month told before",
        [
            (
                "Six nurses were taken near Bara last month.",
                says("abducted", "taken", count="Six", who="nurses", place=place(), date=MONTH),
            ),
            (
                "The six were seized on 4 May on the road to Dera.",
                says("abducted", "seized", count="six", place=place(place_id="g-7"), date=dates("2021-05-04")),
            ),
        ],
    ),
    (
        "both of them",
        [
            ("Rebels took two nurses.", says("abducted", "took", count="two", who="nurses")),
            ("Both staff members were held.", says("abducted", "held", count="Both", who="staff members")),
        ],
    ),
    (
        "a large number, and at least as many",
        [
            ("At least 31 people died.", says("killed", "died", count="At least 31", who="people")),
            ("A network has the names of 31 dead.", says("killed", "dead", count="31")),
        ],
    ),
    (
        "the same bound",
        [
            ("At least nine died.", says("killed", "died", count="At least nine")),
            ("A mine killed at least nine.", says("killed", "killed", count="at least nine")),
        ],
    ),
]


@pytest.mark.parametrize(("why", "sentences"), TOLD_AGAIN, ids=[why for why, _ in TOLD_AGAIN])
def test_what_is_told_again_repeats_the_first_telling(why: str, sentences: list[tuple[Any, ...]]) -> None:
    assert numbered(coded(*sentences).claims, "repeats") == [None, 0], why


TOLD_ONCE: list[tuple[str, list[tuple[Any, ...]]]] = [
    (
        "another bound",
        [
            ("At least nine died.", says("killed", "died", count="At least nine")),
            ("A mine killed at least ten.", says("killed", "killed", count="at least ten")),
        ],
    ),
    (
        "a small number, and at least as many",
        [
            ("At least nine people died.", says("killed", "died", count="At least nine", who="people")),
            ("A clinic has nine dead.", says("killed", "dead", count="nine")),
        ],
    ),
    (
        "others found as well",
        [
            ("A strike killed four people.", says("killed", "killed", count="four", who="people")),
            ("Crews also recovered four dead.", says("killed", "dead", count="four")),
        ],
    ),
    (
        "a place and a day of its own, far on",
        [
            ("Shells fell in Bara.", says("shelling", "Shells", where="Bara", place=BARA, date=dates())),
            ("It rained.",),
            ("Three died.", says("killed", "died", count="Three")),
            ("It rained again.",),
            ("It snowed.",),
            (
                "On Friday shells killed three in Dera.",
                says(
                    "killed",
                    "killed",
                    count="three",
                    where="Dera",
                    when="Friday",
                    place=DERA,
                    date=dates("2021-05-09"),
                ),
            ),
        ],
    ),
    (
        "another figure: headline and body are rivals, not repeats",
        [HEADLINE, ("Nine miners died.", says("killed", "died", count="Nine", who="miners"))],
    ),
    ("other people", [HEADLINE, ("Seven nurses died.", says("killed", "died", count="Seven", who="nurses"))]),
    ("another harm", [HEADLINE, ("Seven miners were hurt.", says("wounded", "hurt", count="Seven", who="miners"))]),
    (
        "another place",
        [
            ("Shells killed seven men in Bara.", says("killed", "killed", count="seven", who="men", place=BARA)),
            ("Seven men died in Dera.", says("killed", "died", count="Seven", who="men", place=DERA)),
        ],
    ),
    (
        "another day",
        [
            ("Shells killed seven men on 3 May.", says("killed", "killed", count="seven", who="men", date=dates())),
            ("On 9 May seven men died.", says("killed", "died", count="seven", who="men", date=dates("2021-05-09"))),
        ],
    ),
    (
        "a total",
        [
            HEADLINE,
            ("Seven miners died this year.", says("killed", "died", count="Seven", who="miners", scope="total")),
        ],
    ),
    (
        "a denial",
        [HEADLINE, ("The army denied seven died.", says("killed", "died", count="seven", status="denied"))],
    ),
    (
        "a small figure, and nothing that speaks for one event",
        [
            ("A mine killed two men.", says("killed", "killed", count="two", who="men")),
            ("Shells killed two men.", says("killed", "killed", count="two", who="men")),
        ],
    ),
    (
        "two groups of one size in one sentence",
        [
            (
                "A mine killed three men and three women.",
                says("killed", "killed", count="three", who="men"),
                says("killed", "killed", count="three#2", who="women"),
            )
        ],
    ),
    (
        "the six, of another month",
        [
            (
                "Six nurses were taken near Bara last month.",
                says("abducted", "taken", count="Six", who="nurses", place=place(), date=MONTH),
            ),
            (
                "The six were seized on 4 June on the road to Dera.",
                says("abducted", "seized", count="six", place=DERA, date=dates("2021-06-04")),
            ),
        ],
    ),
    (
        "acts, which are not harms",
        [
            ("Seven blasts hit Bara.", says("bombing", "blasts", count="Seven")),
            ("Seven blasts shook it.", says("bombing", "blasts", count="Seven")),
        ],
    ),
    (
        "a definite person whom nobody named before",
        [
            ("A mine killed five persons.", says("killed", "killed", count="five", who="persons")),
            ("His son died too.", says("killed", "died", who="His son", one=True)),
        ],
    ),
    (
        "somebody new, without a word that points back",
        [
            ("A mine killed a driver.", says("killed", "killed", count="a", who="driver")),
            ("Amina Sule died too.", says("killed", "died", who="Amina Sule", one=True)),
        ],
    ),
]


@pytest.mark.parametrize(("why", "sentences"), TOLD_ONCE, ids=[why for why, _ in TOLD_ONCE])
def test_what_is_told_once_repeats_nothing(why: str, sentences: list[tuple[Any, ...]]) -> None:
    assert set(numbered(coded(*sentences).claims, "repeats")) == {None}, why


def test_every_repeat_points_to_the_first_telling() -> None:
    thrice = [("Seven miners died.", says("killed", "died", count="Seven", who="miners"))] * 2
    assert numbered(coded(HEADLINE, *thrice).claims, "repeats") == [None, 0, 0]


def test_a_part_is_no_repeat_of_a_whole_of_its_size() -> None:
    found = coded(
        ("Six soldiers died in Dera.", says("killed", "died", count="Six", who="soldiers")),
        ("In Bara 13 soldiers died.", says("killed", "died", count="13", who="soldiers")),
        (
            "Seven were shot and six burned.",
            says("killed", "shot", count="Seven"),
            says("killed", "burned", count="six"),
        ),
    )
    assert numbered(found.claims, "part_of") == [None, None, 1, 1]
    assert numbered(found.claims, "repeats") == [None] * 4


def test_some_of_those_told_of_before_are_a_part_of_them() -> None:
    found = coded(
        ("Rebels took four workers.", says("abducted", "took", count="four", who="workers")),
        ("The two drivers were led away.", says("abducted", "led away", count="two", who="drivers")),
        ("The two employees were led away.", says("abducted", "led away", count="two", who="employees")),
    )
    assert numbered(found.claims, "part_of") == [None, None, 0]


@pytest.mark.parametrize(("words", "part"), [("said that two", None), ("said the two", 0)])
def test_that_before_a_count_points_to_nobody(words: str, part: int | None) -> None:
    found = coded(
        ("Some 27 were hurt.", says("wounded", "hurt", count="27")),
        (f"Kim {words} people were injured.", says("wounded", "injured", count="two", who="people")),
    )
    assert numbered(found.claims, "part_of") == [None, part]


def test_all_of_those_told_of_before_are_told_again() -> None:
    found = coded(
        (
            "Rebels took a nurse and a cook.",
            says("abducted", "took", count="a", who="nurse"),
            says("abducted", "took", count="a#2", who="cook"),
        ),
        ("The two employees were led away.", says("abducted", "led away", count="two", who="employees")),
    )
    assert numbered(found.claims, "repeats") == [None, None, 1]


def test_how_those_taken_fare_is_no_other_abduction() -> None:
    taken = says("abducted", "kidnapped", count="Two", who="nurses")
    held = says("abducted", "captivity", who="the driver", one=True)
    found = coded(("Two nurses were kidnapped.", taken), ("One is free, the driver is in captivity.", held)).claims
    assert numbered(found, "repeats") == [None, 0]


def test_people_told_side_by_side_are_not_each_other() -> None:
    text = "A manager and his wife were held captive by armed men."
    manager = says("abducted", "held captive", count="A", who="manager")
    claims = coded((text, manager, says("abducted", "held captive", who="his wife", one=True))).claims
    assert numbered(claims, "repeats") == [None, None]
    assert tally(claims).counts["abducted"].best == 2


def test_both_bodies_are_those_of_the_two_who_were_missing() -> None:
    found = coded(
        ("A missile killed five workers.", says("killed", "killed", count="five", who="workers")),
        ("Two more people were missing.", says("missing", "missing", count="Two", who="people")),
        ("Rescuers later found both bodies.", says("killed", "bodies", count="both")),
    )
    assert numbered(found.claims, "part_of") == [None, None, 1]
    assert [tally(found.claims).counts[kind].best for kind in ("killed", "missing")] == [7, 0]


def test_his_body_is_that_of_the_man_who_was_taken_last() -> None:
    march, may = dates("2021-03-01", "2021-03-31", 3), dates("2021-05-01", "2021-05-31", 3)
    found = coded(
        ("In March a girl died.", says("killed", "died", count="a", who="girl", when="In March", date=march)),
        ("In May the mayor was led out.", says("abducted", "led out", who="the mayor", one=True, when="In May", date=may)),
        ("His body was found.", says("killed", "body", who="His", one=True)),
    )
    assert tally(found.claims).counts["killed"].best == 2
