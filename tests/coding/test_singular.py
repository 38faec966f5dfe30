from __future__ import annotations

from typing import Any

import pytest

from coding.tellings import CODER, coded
from factory import count, says
from mnemon.coding.singular import head_noun

WORDS = CODER.codebook.one_person

HEADS = [
    ("driver", "driver"),
    ("A contracted driver for the agency", "driver"),
    ("driver contracted by an agency", "driver"),
    ("staff working for a charity", "staff"),
    ("The head of the clinic", "head"),
    ("guards (armed)", "armed"),
    ("staff member on a motorbike", "member"),
    ("", ""),
]

TOLD: list[tuple[str, str, Any, int | None]] = [
    ("a definite noun", "The driver was killed.", says("killed", "killed", who="The driver"), 1),
    ("a noun with a singular verb", "Our driver was killed.", says("killed", "killed", who="driver"), 1),
    ("staff with a singular verb", "Agency staff was shot dead.", says("killed", "dead", who="Agency staff"), 1),
    ("staff, the verb beside it", "Agency staff was killed.", says("killed", "killed", who="Agency staff"), 1),
    ("staff with a wound", "The staff sustained a gunshot wound.", says("wounded", "wound", who="The staff"), 1),
    ("staff with wounds", "The staff sustained gunshot wounds.", says("wounded", "wounds", who="The staff"), None),
    ("staff with a plural verb", "Agency staff were killed.", says("killed", "killed", who="Agency staff"), None),
    ("all of a staff", "All agency staff was killed.", says("killed", "killed", who="All agency staff"), None),
    ("a plural", "The drivers were killed.", says("killed", "killed", who="The drivers"), None),
    ("men", "The fishermen had been taken.", says("abducted", "taken", who="The fishermen"), None),
    ("two people", "The driver and his son died.", says("killed", "died", who="The driver and his son"), None),
    ("a group", "The family was killed.", says("killed", "killed", who="The family"), None),
    ("a noun no list has", "The ferryman was killed.", says("killed", "killed", who="The ferryman"), 1),
    ("such a noun, the verb elsewhere", "They killed the ferryman.", says("killed", "killed", who="the ferryman"), None),
    ("a noun for several", "The crew was killed.", says("killed", "killed", who="The crew"), None),
    ("one of whom more is told", "A lawyer who knew died.", says("killed", "died", who="A lawyer"), 1),
    ("a group behind an article", "A column was wiped out.", says("killed", "wiped out", who="A column"), None),
    ("the other of two", "One was hit and the other killed.", says("killed", "killed"), 1),
    ("the other ones", "One was hit and the other men killed.", says("killed", "killed"), None),
]


@pytest.mark.parametrize(("people", "head"), HEADS)
def test_the_noun_that_words_for_people_turn_on(people: str, head: str) -> None:
    assert head_noun(people, WORDS) == head


@pytest.mark.parametrize(("why", "text", "wording", "best"), TOLD, ids=[row[0] for row in TOLD])
def test_one_person_named_is_counted_as_one(why: str, text: str, wording: Any, best: int | None) -> None:  # noqa: ANN401
    (claim,) = coded((text, wording)).claims
    assert (claim.quantity.best if claim.quantity else None) == best, why


def test_a_negated_harm_of_one_counts_nobody() -> None:
    (claim,) = coded(
        ("The driver was not killed.", says("killed", "killed", who="The driver", status="negated"))
    ).claims
    assert claim.quantity is None


def test_a_long_description_with_an_agency_in_it_is_a_person() -> None:
    taken = says("abducted", "abducted", count="A", who="driver for the UN")
    assert [c.kind for c in coded(("A driver for the UN was abducted.", taken)).claims] == ["abducted"]


def test_bullets_are_nobody() -> None:
    shot = says("shooting", "shot", who="Twenty bullets", affected=count(20, words="Twenty"))
    assert [c.kind for c in coded(("Twenty bullets were shot.", shot)).claims] == ["shooting"]
