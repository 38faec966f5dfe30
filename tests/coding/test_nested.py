from __future__ import annotations

from typing import Any

import pytest

from coding.tellings import coded, numbered
from factory import says


def dead(who: str, number: str | None = None) -> Any:  # noqa: ANN401 - a wording of the factory
    return says("killed", "killed", who=who, **({"count": number} if number else {}))


HEAD = "The head of a local agency was killed."
READ: list[tuple[str, str, list[Any], int]] = [
    ("a noun within another's words", HEAD, [dead("The head of a local agency"), dead("local agency")], 1),
    ("a counted noun within", HEAD, [dead("The head of a local agency"), dead("local agency", "a")], 1),
    (
        "longer words for the same count",
        "A clerk of Bara was killed.",
        [dead("clerk", "A"), dead("clerk of Bara", "A")],
        1,
    ),
    ("two people", "A clerk and a nurse were killed.", [dead("clerk", "A"), dead("nurse", "a")], 2),
    (
        "what else one person was",
        "One clerk and nurse was killed.",
        [dead("clerk", "One"), dead("nurse")],
        1,
    ),
    (
        "an article that leads to the number",
        "An additional six were killed.",
        [dead("six", "An"), dead("six", "six")],
        1,
    ),
    ("an article of its own", "A nurse and six men were killed.", [dead("nurse", "A"), dead("men", "six")], 2),
    ("two people with a plural", "One clerk and nurses were killed.", [dead("clerk", "One"), dead("nurses")], 2),
    (
        "who those are whom it befell",
        "Nine displaced people were killed.",
        [says("displaced", "displaced", count="Nine", who="people"), dead("displaced people", "Nine")],
        1,
    ),
    (
        "wounds that killed",
        "Three men were fatally wounded.",
        [
            says("killed", "fatally", count="Three", who="men"),
            says("wounded", "wounded", count="Three", who="men"),
        ],
        1,
    ),
    (
        "those whose dead they are",
        "The charity lost a guard and two drivers.",
        [
            says("killed", "lost", who="The charity"),
            says("killed", "lost", count="a", who="guard"),
            says("killed", "lost", count="two", who="drivers"),
        ],
        2,
    ),
    ("those who were lost alone", "The charity was lost.", [says("killed", "lost", who="The charity")], 1),
    ("one alone", HEAD, [dead("The head of a local agency")], 1),
]


@pytest.mark.parametrize(("why", "text", "wordings", "claims"), READ, ids=[row[0] for row in READ])
def test_people_inside_the_words_for_others_are_no_claim(why: str, text: str, wordings: list[Any], claims: int) -> None:
    assert len(coded((text, *wordings)).claims) == claims, why


def test_a_sort_of_the_people_counted_is_a_part() -> None:
    text = "Three clerks, one male and two female, were killed."
    wordings = [dead("clerks", "Three"), dead("male", "one"), dead("female", "two")]
    assert numbered(coded((text, *wordings)).claims, "part_of") == [None, 0, 0]


def test_other_people_are_no_part_though_the_sum_comes_out() -> None:
    text = "Three soldiers, one officer and two civilians were killed."
    wordings = [dead("soldiers", "Three"), dead("officer", "one"), dead("civilians", "two")]
    assert numbered(coded((text, *wordings)).claims, "part_of") == [None, None, None]


@pytest.mark.parametrize(
    "text",
    ["Two staff, one doctor and his driver, were killed.", "Two staff - one doctor and his driver - were killed."],
)
def test_people_named_right_behind_their_count_are_its_parts(text: str) -> None:
    wordings = [dead("staff", "Two"), dead("doctor", "one"), says("killed", "killed", who="his driver", one=True)]
    assert numbered(coded((text, *wordings)).claims, "part_of") == [None, 0, 0]


def test_sorts_that_do_not_make_up_the_figure_are_left_alone() -> None:
    text = "Four clerks, one male and two female, were killed."
    wordings = [dead("clerks", "Four"), dead("male", "one"), dead("female", "two")]
    assert numbered(coded((text, *wordings)).claims, "part_of") == [None, None, None]


VICTIMS: list[tuple[str, list[Any], list[str]]] = [
    ("One clerk was the victim of a robbery.", [says("killed", "victim", who="clerk", count="One")], []),
    ("The victim was released.", [says("killed", "victim", who="The victim")], []),
    (
        "Six people died. Four of the victims were boys.",
        [says("killed", "died", who="people", count="Six"), says("killed", "victims", count="Four")],
        ["died", "victims"],
    ),
    (
        "Six people died. The victims were boys.",
        [says("killed", "died", who="people", count="Six"), says("killed", "victims", who="boys")],
        ["died"],
    ),
    (
        "Six people died. There were four victims of extortion.",
        [says("killed", "died", who="people", count="Six"), says("killed", "victims", count="four")],
        ["died"],
    ),
]


@pytest.mark.parametrize(("text", "wordings", "kept"), VICTIMS, ids=[row[0] for row in VICTIMS])
def test_the_word_victim_alone_tells_no_death(text: str, wordings: list[Any], kept: list[str]) -> None:
    found = coded((text, *wordings))
    assert [c.spans["trigger"][0].of(text) for c in found.claims if c.kind == "killed"] == kept


SENTENCED: list[tuple[str, list[Any], list[str]]] = [
    ("A court sentenced two men to death.", [says("killed", "to death", who="men", count="two")], []),
    ("A court condemned 75 people to death.", [says("killed", "to death", who="people", count="75")], []),
    (
        "He was sentenced for the guard whom he beat to death.",
        [says("attack", "beat", who="the guard"), says("killed", "to death", who="the guard")],
        ["to death"],
    ),
    (
        "The mayor condemned the attack and the journalist's death.",
        [says("killed", "death", who="the journalist")],
        ["death"],
    ),
    ("He was sentenced for a clerk's death.", [says("killed", "death", who="a clerk")], ["death"]),
    ("Two men were beaten to death.", [says("killed", "to death", who="men", count="Two")], ["to death"]),
]


@pytest.mark.parametrize(("text", "wordings", "kept"), SENTENCED, ids=[row[0] for row in SENTENCED])
def test_a_sentence_to_death_is_no_death(text: str, wordings: list[Any], kept: list[str]) -> None:
    found = coded((text, *wordings))
    assert [c.spans["trigger"][0].of(text) for c in found.claims if c.kind == "killed"] == kept
