from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from coding.tellings import BY_RULES, numbered
from factory import Wording, dates, located, says, telling
from mnemon.model.claims import Claim
from mnemon.model.marks import Name
from mnemon.settle import tally


def coded(people: list[str], *sentences: tuple[Any, ...]) -> tuple[Claim, ...]:
    """The claims of a report in which these words ("Haddad#2") are names of people."""
    report, marks, values = telling(*sentences)
    names = tuple(Name(located(words, report.text), "person", 0.9) for words in people)
    return BY_RULES.code(report, replace(marks, names=names), values).claims


def dies(trigger: str, who: str) -> Wording:
    """One person's death."""
    return says("killed", trigger, who=who, one=True)


MURDERED = ("Journalist Omar Haddad was murdered in Homs.", dies("murdered", "Journalist Omar Haddad"))

SAME: list[tuple[str, list[str], list[tuple[Any, ...]], list[int | None]]] = [
    (
        "a last name",
        ["Omar Haddad", "Haddad#2"],
        [MURDERED, ("The killing of Haddad was condemned.", dies("killing", "Haddad"))],
        [None, 0],
    ),
    (
        "a first name, and the whole name again",
        ["Omar Haddad", "Omar#2", "Omar Haddad#2"],
        [
            MURDERED,
            ("Omar was killed for his work.", dies("killed", "Omar")),
            ("A court heard how Omar Haddad died.", dies("died", "Omar Haddad")),
        ],
        [None, 0, 0],
    ),
    (
        "the whole name after the last",
        ["Haddad", "Omar Haddad"],
        [
            ("Haddad was shot dead.", dies("dead", "Haddad")),
            ("Omar Haddad died at once.", dies("died", "Omar Haddad")),
        ],
        [None, 0],
    ),
    (
        "a brother by name",
        ["Omar Haddad", "Ali Haddad"],
        [MURDERED, ("His brother Ali Haddad was killed in 1999.", dies("killed", "His brother Ali Haddad"))],
        [None, None],
    ),
    (
        "a brother without one",
        ["Omar Haddad", "Haddad#2"],
        [MURDERED, ("Haddad's brother was killed too.", dies("killed", "Haddad's brother"))],
        [None, None],
    ),
]


@pytest.mark.parametrize(("why", "people", "sentences", "repeats"), SAME, ids=[row[0] for row in SAME])
def test_who_is_named_again_is_no_one_new(
    why: str, people: list[str], sentences: list[tuple[Any, ...]], repeats: list[int | None]
) -> None:
    claims = coded(people, *sentences)
    assert numbered(claims, "repeats") == repeats, why
    assert tally(claims).counts["killed"].best == repeats.count(None), why


def test_one_of_two_who_were_named_is_a_part_of_them() -> None:
    claims = coded(
        ["Omar Haddad", "Ali Saleh", "Saleh#2"],
        ("Omar Haddad and Ali Saleh were killed.", says("killed", "killed", who="Omar Haddad and Ali Saleh")),
        ("Saleh died on the way.", dies("died", "Saleh")),
    )
    assert numbered(claims, "part_of") == [None, 0]
    assert tally(claims).counts["killed"].best == 2


def test_the_name_behind_a_noun_is_that_person() -> None:
    claims = coded(
        ["Peter Lado"],
        (
            "The driver, Peter Lado, was seized.",
            says("abducted", "seized", who="The driver", one=True),
            says("abducted", "seized", who="Peter Lado", one=True),
        ),
    )
    assert numbered(claims, "repeats") == [None, 0]


APPOSED = [
    ("A supplier, one Bukar Goni, 47, was held.", "A supplier", "Bukar Goni"),
    ("Bukar Goni, a baker, was held.", "Bukar Goni", "a baker"),
    ("Bukar Goni, a baker and father of five, was held.", "Bukar Goni", "a baker"),
]


@pytest.mark.parametrize(("text", "first", "second"), APPOSED, ids=[row[0] for row in APPOSED])
def test_a_name_and_the_noun_beside_it_are_one_person(text: str, first: str, second: str) -> None:
    told = (says("detained", "held", who=words, one=True) for words in (first, second))
    assert numbered(coded(["Bukar Goni"], (text, *told)), "repeats") == [None, 0]


ROLES = [
    ("A founder and aid worker was killed.", "founder", [None, 0]),
    ("A founder and aid worker was killed.", "founder and", [None, 0]),
    ("A founder and an aid worker was killed.", "founder", [None, None]),
    ("A founder and aid worker were killed.", "founder", [None, None]),
]


@pytest.mark.parametrize(("text", "first", "repeats"), ROLES)
def test_two_nouns_with_one_article_and_a_verb_of_one_are_one_person(
    text: str, first: str, repeats: list[int | None]
) -> None:
    second = "an aid worker" if " an aid" in text else "aid worker"
    told = says("killed", "killed", who=f"A {first}", one=True), says("killed", "killed", who=second, one=True)
    assert numbered(coded([], (text, *told)), "repeats") == repeats


def test_somebody_named_is_harmed_twice_where_the_days_differ_unless_killed() -> None:
    days = [dates("2021-05-04", "2021-05-04", 1), dates("2001-05-04", "2001-05-04", 1)]
    for kind, repeats in (("detained", [None, None]), ("killed", [None, 0])):
        claims = coded(
            ["Omar Haddad", "Haddad#2"],
            ("Omar Haddad was taken.", says(kind, "taken", who="Omar Haddad", one=True, date=days[0])),
            ("Haddad was taken.", says(kind, "taken", who="Haddad", one=True, date=days[1])),
        )
        assert numbered(claims, "repeats") == repeats, kind
