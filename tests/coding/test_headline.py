from __future__ import annotations

from typing import Any

import pytest

from coding.tellings import BY_RULES, numbered
from factory import dates, place, says, telling
from mnemon.coding.headline import headline
from mnemon.model.claims import RIVAL, Claim
from mnemon.model.text import Span
from mnemon.settle import tally

KUTUM = place(place_id="g-5", name="Kutum", latitude=14.2, longitude=24.66, words="Kutum")
LAND = place(place_id="g-9", name="Sudan", precision=6, adm1=None, adm2=None, words="Sudan")
HEAD = ("Strike kills at least 12 in Sudan\n", says("killed", "kills", count="at least 12"))


def told(*sentences: tuple[Any, ...]) -> tuple[Claim, ...]:
    return BY_RULES.code(*telling(*sentences)).claims


HEADLINES = [
    ("Nine die in Bara\n\nNine men died on Monday.", (0, 16), True),
    ("Nine die in Bara. \n\nNine men died on Monday.", (0, 17), False),
    ("Nine die in Bara, Nine men died on Monday.", (0, 17), False),
]


@pytest.mark.parametrize(("text", "first", "expected"), HEADLINES)
def test_what_is_a_headline(text: str, first: tuple[int, int], expected: bool) -> None:
    spans = (Span(*first), Span(text.index("Nine men"), len(text)))
    assert (headline(text, spans) is not None) == expected


def test_a_headline_repeats_the_lead_whatever_bounds_its_figure() -> None:
    lead = (
        "A strike killed 12 people in Kutum.",
        says("killed", "killed", count="12", who="people", where="Kutum", place=KUTUM),
    )
    claims = told(HEAD, lead)
    assert numbered(claims, "repeats") == [1, None]
    assert "the headline gives it shorter" in claims[0].notes


def test_a_headline_with_another_figure_is_a_rival() -> None:
    lead = ("A strike killed 14 people.", says("killed", "killed", count="14", who="people"))
    claims = told(HEAD, lead)
    assert numbered(claims, "repeats") == [None, None]
    assert RIVAL in claims[0].notes
    assert (tally(claims).counts["killed"].low, tally(claims).counts["killed"].high) == (12, 14)


def test_a_headline_over_a_lead_of_two_groups_is_no_rival_of_one() -> None:
    lead = (
        "A strike killed nine men and three women.",
        says("killed", "killed", count="nine", who="men"),
        says("killed", "killed", count="three", who="women"),
    )
    assert RIVAL not in told(HEAD, lead)[0].notes
    soldiers = ("A strike killed 14 soldiers.", says("killed", "killed", count="14", who="soldiers"))
    assert RIVAL not in told(HEAD, soldiers)[0].notes


ACROSS: list[tuple[str, list[tuple[Any, ...]], list[int | None]]] = [
    (
        "places that add up",
        [
            ("Two died in Bara.", says("killed", "died", count="Two", where="Bara", place=place())),
            ("Four died in Kutum.", says("killed", "died", count="Four", where="Kutum", place=KUTUM)),
        ],
        [None, 0, 0],
    ),
    (
        "a place within",
        [("Three clerks died in Bara.", says("killed", "died", count="Three", who="clerks", where="Bara", place=place()))],
        [None, 0],
    ),
    (
        "a separate attack",
        [
            (
                "In a separate attack Three clerks died in Bara.",
                says("killed", "died", count="Three", who="clerks", where="Bara", place=place()),
            )
        ],
        [None, None],
    ),
    (
        "another day",
        [
            (
                "On Friday Three clerks died in Bara.",
                says(
                    "killed", "died", count="Three", who="clerks", where="Bara", place=place(),
                    when="Friday", date=dates("2021-05-14"),
                ),
            )
        ],
        [None, None],
    ),
    (
        "more than there is room for",
        [("Nine clerks died in Bara.", says("killed", "died", count="Nine", who="clerks", where="Bara", place=place()))],
        [None, None],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("why", "sentences", "expected"), ACROSS, ids=[row[0] for row in ACROSS])
def test_what_a_report_begins_with_takes_in_what_several_places_saw(
    why: str, sentences: list[tuple[Any, ...]], expected: list[int | None]
) -> None:
    whole = says(
        "killed", "died", count="Six", who="people", where="Sudan", place=LAND, when="Monday", date=dates("2021-05-03")
    )
    claims = told(("Six people died across Sudan on Monday.", whole), *sentences)
    assert numbered(claims, "part_of") == expected, why


def test_people_among_the_dead_are_some_of_them_and_not_of_each_other() -> None:
    claims = told(
        ("A strike killed nine people.", says("killed", "killed", count="nine", who="people")),
        (
            "Three clerks and a nurse were among the dead.",
            says("killed", "dead", count="Three", who="clerks"),
            says("killed", "dead", count="a", who="nurse", part_of=0),
        ),
    )
    assert numbered(claims, "part_of") == [None, 0, 0]


@pytest.mark.parametrize(
    ("said", "words", "expected"),
    [
        ("The bodies of the four cadres were found.", ("bodies", "four", "cadres"), 0),
        ("The bodies of four cadres were found.", ("bodies", "four", "cadres"), None),
        ("All four cadres were shot dead.", ("dead", "four", "cadres"), 0),
    ],
)
def test_the_same_number_of_people_under_another_word(
    said: str, words: tuple[str, str, str], expected: int | None
) -> None:
    trigger, count, who = words
    claims = told(
        ("Four Maoists were killed.", says("killed", "killed", count="Four", who="Maoists")),
        (said, says("killed", trigger, count=count, who=who)),
    )
    assert numbered(claims, "repeats") == [None, expected]


@pytest.mark.parametrize(
    ("said", "kind", "trigger", "expected"),
    [
        ("Two of them have been found dead.", "killed", "dead", 0),
        ("Two of those taken were let go.", "released", "let go", 0),
        ("Two of the hostages were freed.", "released", "freed", 0),
        ("Two of them were hurt.", "wounded", "hurt", None),
        ("Two men have been found dead.", "killed", "dead", None),
        ("Twelve of them have been found dead.", "killed", "dead", None),
    ],
)
def test_what_became_of_some_of_those_taken_is_of_them(
    said: str, kind: str, trigger: str, expected: int | None
) -> None:
    claims = told(
        ("Rebels took eleven men.", says("abducted", "took", count="eleven", who="men")),
        (said, says(kind, trigger, count=said.split(maxsplit=1)[0])),
    )
    assert numbered(claims, "part_of") == [None, expected]


@pytest.mark.parametrize(
    ("total", "scope", "wholes"), [("seven", "event", [2, 2, None]), ("nine", "total", [None] * 3)]
)
def test_a_total_of_those_just_told_is_of_their_event(total: str, scope: str, wholes: list[int | None]) -> None:
    claims = told(
        (
            "Six worshippers and the priest were killed.",
            says("killed", "killed", count="Six", who="worshippers"),
            says("killed", "killed", who="the priest", one=True),
        ),
        (
            f"There had been {total} deaths in all.",
            says("killed", "deaths", count=total, scope="total"),
        ),
    )
    assert claims[2].scope == scope
    assert numbered(claims, "part_of") == wholes


def test_of_the_wounded_told_beside_the_dead_are_of_the_wounded() -> None:
    claims = told(
        (
            "It received 12 bodies and 33 wounded; three of the wounded died.",
            says("killed", "bodies", count="12"),
            says("wounded", "wounded", count="33"),
            says("killed", "died", count="three", part_of=0),
        ),
    )
    assert numbered(claims, "part_of") == [None, None, 1]


@pytest.mark.parametrize(
    ("said", "trigger", "kind", "expected"),
    [
        ("The other two are still held.", "held", "abducted", 0),
        ("The remaining two are still held.", "held", "abducted", 0),
        ("Two are still held.", "held", "abducted", 0),
        ("The other two were killed.", "killed", "killed", None),
    ],
)
def test_those_still_held_are_some_of_those_taken(said: str, trigger: str, kind: str, expected: int | None) -> None:
    count = "two" if "two" in said else "Two"
    claims = told(
        ("Rebels abducted three drivers.", says("abducted", "abducted", count="three", who="drivers")),
        ("One was freed.", says("released", "freed", count="One")),
        (said, says(kind, trigger, count=count)),
    )
    assert numbered(claims, "part_of")[2] == expected


def test_an_article_alone_is_no_speaker() -> None:
    text = "The Bara council, which sat, put the death toll at nine."
    (claim,) = told((text, says("killed", "death toll", count="nine", source="The", cue="put")))
    assert claim.said_by is not None
    assert claim.said_by.name == "The Bara council"


def test_one_man_is_none_of_those_told_of_before() -> None:
    claims = told(
        ("A strike killed nine people.", says("killed", "killed", count="nine", who="people")),
        (
            "In Kutum one man was also killed.",
            says("killed", "killed", count="one", who="man", where="Kutum", place=KUTUM),
        ),
    )
    assert numbered(claims, "part_of") == [None, None]
