from __future__ import annotations

from typing import Any

import pytest

from coding.tellings import coded, joined, numbered
from factory import says
from mnemon.coding.tellings import Tellings
from mnemon.model.claims import Claim
from mnemon.settle import tally

KILLED = (
    "Gunmen on a motorcycle shot dead a radio reporter outside his home in Iguala on Tuesday, prosecutors said.",
    says("killed", "dead", count="a", who="radio reporter"),
)
PARKED = ("He had just parked his car when two men opened fire, a neighbour said.",)
THREATS = ("The station said that it had received threats since March.",)
DEATH = (
    "The governor condemned the attack and said that the journalist's death would not go unpunished.",
    says("killed", "death", who="the journalist", one=True),
)


def test_a_death_named_again_by_its_noun_is_joined_beyond_the_rules() -> None:
    sentences = (KILLED, PARKED, THREATS, DEATH)
    assert tally(coded(*sentences).claims).counts["killed"].best == 2
    found = joined(*sentences)
    assert numbered(found.claims, "repeats") == [None, 0]
    assert tally(found.claims).counts["killed"].best == 1
    assert any(note.startswith("likely told before (0.") for note in found.claims[1].notes)
    assert len({c.event_mention_id for c in found.claims}) == len(found.mentions) == 1


RAID = ("Armed men raided a village and killed nine people.", says("killed", "killed", count="nine", who="people"))

APART: list[tuple[str, tuple[Any, ...], int]] = [
    ("on top", ("Nine more people were killed.", says("killed", "killed", count="Nine", who="people")), 18),
    ("some on top", ("Four more people were killed.", says("killed", "killed", count="Four", who="people")), 13),
    ("also", ("Four herders had also been killed.", says("killed", "killed", count="Four", who="herders")), 13),
    ("others", ("Nine other people were killed.", says("killed", "killed", count="Nine", who="other people")), 18),
]


@pytest.mark.parametrize(("why", "later", "dead"), APART, ids=[row[0] for row in APART])
def test_words_that_say_others_keep_people_apart(why: str, later: tuple[Any, ...], dead: int) -> None:
    assert tally(joined(RAID, later).claims).counts["killed"].best == dead, why


LISTS = [
    ("Two nurses and two drivers were killed.", False),
    ("Two nurses were killed; two drivers died of wounds.", False),
    ("Four people were killed, including two nurses.", True),
]


@pytest.mark.parametrize(("text", "may"), LISTS)
def test_counts_side_by_side_are_never_of_the_same_people(text: str, may: bool) -> None:
    first, second = (w for w in ("Two", "two", "Four") if w in text)
    trigger = says("killed", "killed", count=first), says("killed", "killed" if "died" not in text else "died", count=second)
    one, other = coded((text, *trigger)).claims
    tellings = Tellings(text, [one.sentence], [], {one.id: 0, other.id: 0}, _book())
    assert tellings.listed(other, one) is not may


def _book() -> Any:  # noqa: ANN401
    from coding.tellings import CODER  # noqa: PLC0415

    return CODER.codebook


def test_what_is_joined_keeps_every_word_of_its_claims() -> None:
    sentences = (KILLED, PARKED, THREATS, DEATH)
    before, after = coded(*sentences).claims, joined(*sentences).claims

    def words(claims: tuple[Claim, ...]) -> list[tuple[Any, ...]]:
        return [(c.kind, c.spans, c.quantity, c.victims, c.said_by, c.status, c.scope) for c in claims]

    assert words(before) == words(after)
