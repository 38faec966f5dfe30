from __future__ import annotations

from typing import Any

import pytest

from coding.tellings import coded, numbered
from factory import dates, place, says
from mnemon.settle import tally

TWO = ("Two guards were killed.", says("killed", "killed", count="Two", who="guards"))


def dead(text: str, number: str, who: str, trigger: str = "died") -> tuple[Any, ...]:
    return text, says("killed", trigger, count=number, who=who)


AFTER: list[tuple[str, tuple[Any, ...], list[int | None]]] = [
    ("a total of", dead("A total of 14 people died in the attack.", "14", "people"), [1, None]),
    ("in all", dead("In all, 14 people died.", "14", "people"), [1, None]),
    ("no such words", dead("14 people died in Bara.", "14", "people"), [None, None]),
    ("a smaller figure", dead("A total of 1 person died.", "1", "person"), [None, None]),
    ("other people", dead("A total of 14 nurses died.", "14", "nurses"), [None, None]),
    ("some of the dead", dead("One of the dead was a guard.", "One", "guard", "dead"), [None, 0]),
    ("some of other people", dead("One of the nurses died.", "One", "nurses"), [None, None]),
]


@pytest.mark.parametrize(("why", "second", "parts"), AFTER, ids=[row[0] for row in AFTER])
def test_what_takes_in_those_told_before(why: str, second: tuple[Any, ...], parts: list[int | None]) -> None:
    assert numbered(coded(TWO, second).claims, "part_of") == parts, why


WOUNDED = ("A blast wounded five people.", says("wounded", "wounded", count="five", who="people"))
OF_THEM = [
    ("One of the wounded died.", "One", 0),
    ("One of those injured, a clerk, died.", "One", 0),
    ("One of the clerks died.", "One", None),
]


@pytest.mark.parametrize(("text", "number", "whole"), OF_THEM)
def test_a_death_among_the_wounded_is_one_of_them(text: str, number: str, whole: int | None) -> None:
    claims = coded(WOUNDED, (text, says("killed", "died", count=number))).claims
    assert numbered(claims, "part_of") == [None, whole]


TWO_HURT = ("A blast wounded two clerks.", says("wounded", "wounded", count="two", who="clerks"))
ONE_HURT = ("A clerk was hurt.", says("wounded", "hurt", count="A", who="clerk"))
CADET_HURT = ("A young clerk was hurt.", says("wounded", "hurt", count="A", who="young clerk"))
CADET_DEAD = says("killed", "died", who="The young cadet", one=True)
GAVE_OUT: list[tuple[str, tuple[Any, ...], tuple[Any, ...], int | None]] = [
    ("one of them", TWO_HURT, ("One of them died.", says("killed", "died", count="One", who="them")), 0),
    ("one of the two", TWO_HURT, ("One of the two later died.", says("killed", "died", count="One", who="two")), 0),
    ("killed is no dying of it", TWO_HURT, ("One of them was killed.", says("killed", "killed", count="One")), None),
    ("one of the clerks", TWO_HURT, ("One of the clerks died.", says("killed", "died", count="One", who="clerks")), 0),
    ("of others", TWO_HURT, ("One of the farmers died.", says("killed", "died", count="One", who="farmers")), None),
    ("another", TWO_HURT, ("A farmer died.", says("killed", "died", count="A", who="farmer")), None),
    ("the very one", ONE_HURT, ("The clerk died.", says("killed", "died", who="The clerk", one=True)), 0),
    ("by his wounds", CADET_HURT, ("The young cadet died of his wounds.", CADET_DEAD), 0),
    ("another one", ONE_HURT, ("The farmer died.", says("killed", "died", who="The farmer", one=True)), None),
]


@pytest.mark.parametrize(("why", "hurt", "dead", "whole"), GAVE_OUT, ids=[row[0] for row in GAVE_OUT])
def test_who_was_hurt_and_then_died_is_no_longer_wounded(
    why: str, hurt: tuple[Any, ...], dead: tuple[Any, ...], whole: int | None
) -> None:
    claims = coded(hurt, dead).claims
    assert numbered(claims, "part_of") == [None, whole], why
    counts = tally(claims).counts
    assert counts["killed"].best == 1
    assert (counts["wounded"].best == (2 if hurt is TWO_HURT else 1)) is (whole is None)


TEN = ("A blast killed ten people.", says("killed", "killed", count="ten", who="people"))
READ_AS_TOTALS: list[tuple[str, str, str]] = [
    ("a rival figure", "Doctors put the number of dead at 15.", "event"),
    ("of another size", "Doctors put the number of dead at 150.", "total"),
    ("of a stretch of time", "The war left 15 dead.", "total"),
]


@pytest.mark.parametrize(("why", "text", "scope"), READ_AS_TOTALS, ids=[row[0] for row in READ_AS_TOTALS])
def test_a_total_told_right_after_a_figure_of_its_size_is_its_rival(why: str, text: str, scope: str) -> None:
    number = "150" if "150" in text else "15"
    claims = coded(TEN, (text, says("killed", "dead", count=number, scope="total"))).claims
    assert claims[1].scope == scope, why
    assert (tally(claims).counts["killed"].high == 15) is (scope == "event")


def test_coffins_that_are_as_many_as_all_the_dead_are_theirs() -> None:
    one, other = dead("A guard died in Bara.", "A", "guard"), dead("A nurse died in Dera.", "A", "nurse")
    claims = coded(one, other, ("He saw two coffins.", says("killed", "coffins", count="two"))).claims
    assert numbered(claims, "part_of") == [2, 2, None]
    assert tally(claims).counts["killed"].best == 2


FOUR = (
    "On the 8th four guards were killed.",
    says("killed", "killed", count="four", who="guards", date=dates("2021-05-08")),
)


def test_a_figure_of_many_days_that_hold_others_is_a_total() -> None:
    month = dates("2021-05-01", "2021-05-31")
    of_month = says("killed", "killed", count="22", who="people", date=month)
    of_a_day = says("killed", "killed", count="four", who="guards", date=dates("2021-05-08"))
    both = coded(("Attacks killed 22 people in May.", of_month), ("On the 8th four guards were killed.", of_a_day))
    assert [c.scope for c in both.claims] == ["total", "event"]
    assert tally(both.claims).counts["killed"].best == 4
    (alone,) = coded(("Attacks killed 22 people in May.", of_month)).claims
    assert alone.scope == "event"
    again = says("killed", "died", count="22", who="people", date=dates("2021-05-09"))
    told = coded(("Attacks killed 22 people in May.", of_month), ("On the 9th 22 people died.", again), FOUR)
    assert [c.scope for c in told.claims] == ["event", "event", "event"]


FAR = [("It rained.",)] * 5
ADDED_UP: list[tuple[str, str, list[int | None], list[int | None]]] = [
    ("all of them", "The mayor said there had been nine deaths in all.", [2, 2, None], [None, None, None]),
    ("another figure", "The mayor said there had been eight deaths in all.", [None] * 3, [None] * 3),
    ("one of them", "Total of Bara: two deaths.", [None] * 3, [None, None, 0]),
]


@pytest.mark.parametrize(("why", "text", "parts", "repeats"), ADDED_UP, ids=[row[0] for row in ADDED_UP])
def test_a_total_far_on_takes_in_what_comes_to_it(
    why: str, text: str, parts: list[int | None], repeats: list[int | None]
) -> None:
    seven = ("A blast far away killed seven cooks.", says("killed", "killed", count="seven", who="cooks"))
    count = next(word for word in ("nine", "eight", "two") if word in text)
    found = coded(TWO, seven, *FAR, (text, says("killed", "deaths", count=count))).claims
    assert (numbered(found, "part_of"), numbered(found, "repeats")) == (parts, repeats), why


@pytest.mark.parametrize(
    ("text", "whole"),
    [("All four attackers died.", None), ("Among them all four attackers died.", 0), ("All four guards died.", 0)],
)
def test_those_who_attacked_are_none_of_the_dead_unless_it_is_said(text: str, whole: int | None) -> None:
    people = ("The siege left 21 people dead.", says("killed", "dead", count="21", who="people"))
    who = "guards" if "guards" in text else "attackers"
    found = coded(people, (text, says("killed", "died", count="four", who=who))).claims
    assert numbered(found, "part_of") == [None, whole]


SOME: list[tuple[str, str, str, int | None]] = [
    ("some of them, as a sentence begins", "Two of them died in hospital.", "Two", 0),
    ("of them, whom its sentence names", "Police fought raiders, and two of them died.", "two", None),
    ("some of as many as were told of", "Two of the nine died at once.", "Two", 0),
    ("some of another number", "Two of the seven died at once.", "Two", None),
]


@pytest.mark.parametrize(("why", "text", "count", "whole"), SOME, ids=[row[0] for row in SOME])
def test_some_of_those_told_of_are_a_part(why: str, text: str, count: str, whole: int | None) -> None:
    nine = ("Nine people were killed.", says("killed", "killed", count="Nine", who="people"))
    assert numbered(coded(nine, (text, says("killed", "died", count=count))).claims, "part_of")[1] == whole, why


BARA = place()
MORA = place(place_id="g-3", name="Mora", latitude=11.0, longitude=14.1, country="CM", adm1="Far North", words="Mora")
WEEKS: list[tuple[str, str, dict[str, Any], str]] = [
    ("behind two events", "Six were killed this week.", {"when": "this week"}, "total"),
    ("with a place of its own", "Six were killed in Gamo this week.", {"when": "this week", "where": "Gamo"}, "event"),
    ("of a day", "Six were killed today.", {}, "event"),
]


@pytest.mark.parametrize(("why", "text", "parts", "scope"), WEEKS, ids=[row[0] for row in WEEKS])
def test_a_figure_of_a_week_behind_its_events_is_a_total(
    why: str, text: str, parts: dict[str, Any], scope: str
) -> None:
    days = dates("2021-05-03", "2021-05-09") if parts else dates("2021-05-09")
    six = says("killed", "killed", count="Six", date=days, **parts)
    found = coded(
        ("Three died in Bara.", says("killed", "died", count="Three", where="Bara", place=BARA, date=dates("2021-05-03"))),
        ("Two died in Mora.", says("killed", "died", count="Two", where="Mora", place=MORA, date=dates("2021-05-08"))),
        (text, six),
    )
    assert found.claims[-1].scope == scope, why


def test_who_is_one_of_them_is_counted_with_them() -> None:
    claims = coded(
        ("The service counts 26 wounded.", says("wounded", "wounded", count="26")),
        ("A medic, shot in the thigh, is one of them.", says("wounded", "shot", count="A", who="medic")),
    ).claims
    assert numbered(claims, "part_of") == [None, 0]


def test_wounded_men_who_died_are_not_wounded_as_well() -> None:
    claims = coded(
        (
            "Three wounded soldiers died in hospital.",
            says("wounded", "wounded", count="Three", who="soldiers"),
            says("killed", "died", count="Three", who="soldiers"),
        )
    ).claims
    counts = tally(claims).counts
    assert (counts["killed"].best, counts["wounded"].best) == (3, 0)


def test_one_counted_person_who_was_wounded_and_died_is_dead() -> None:
    claims = coded(
        (
            "One nurse was wounded and later died.",
            says("wounded", "wounded", count="One", who="nurse"),
            says("killed", "died", count="One", who="nurse"),
        )
    ).claims
    counts = tally(claims).counts
    assert (counts["killed"].best, counts["wounded"].best) == (1, 0)
