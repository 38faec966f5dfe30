from __future__ import annotations

from typing import Any

import pytest

from coding.tellings import coded, joined, numbered
from factory import says
from mnemon.coding.side_by_side import told_side_by_side
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


HURT = (
    "A blast killed three people and wounded eight.",
    says("killed", "killed", count="three", who="people"), says("wounded", "wounded", count="eight"),
)  # fmt: skip
DIED = ("Two of the wounded died overnight.", says("killed", "died", count="Two"))


def test_the_wounded_who_died_since_come_on_top_of_the_dead() -> None:
    counts = tally(joined(HURT, DIED).claims).counts
    assert (counts["killed"].best, counts["wounded"].best) == (5, 6)


def test_those_who_attacked_are_not_among_the_dead_of_their_attack() -> None:
    died = ("Two attackers were also shot dead.", says("killed", "dead", count="Two", who="attackers"))
    assert tally(joined(RAID, died).claims).counts["killed"].best == 11


def test_a_sum_of_those_told_before_is_never_joined_to_one_of_its_parts() -> None:
    baker = ("A baker was shot dead in Bara.", says("killed", "dead", count="A", who="baker"))
    customer = ("Also killed was a customer.", says("killed", "killed", count="a", who="customer"))
    student = ("A student died on Tuesday.", says("killed", "died", count="A", who="student"))
    coffins = ("“We carried three coffins,” said a deacon.", says("killed", "coffins", count="three"))
    claims = joined(baker, customer, student, coffins).claims
    assert [c.repeats for c in claims if c.part_of is None] == [None]
    assert tally(claims).counts["killed"].best == 3


SIDE_BY_SIDE = "A clerk, a driver and staff were abducted."


def test_people_told_by_one_word_and_joined_by_and_are_apart() -> None:
    clerk = says("abducted", "abducted", count="A", who="clerk")
    staff = says("abducted", "abducted", who="staff")
    assert numbered(joined((SIDE_BY_SIDE, clerk, staff)).claims, "repeats") == [None, None]


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
    assert told_side_by_side(text, other, one) is not may


TWO_WORDS = [
    ("A clerk was hurt and one guard was hurt.", True),
    ("A clerk was hurt along with one guard, hurt by glass.", True),
    ("A clerk was hurt when one guard was hurt.", False),
]


@pytest.mark.parametrize(("text", "beside"), TWO_WORDS)
def test_people_told_by_two_words_joined_by_and_are_apart(text: str, beside: bool) -> None:
    clerk = says("wounded", "hurt", count="A", who="clerk")
    guard = says("wounded", "hurt#2", count="one", who="guard")
    one, other = coded((text, clerk, guard)).claims
    assert told_side_by_side(text, other, one) is beside


def test_a_list_without_articles_names_others() -> None:
    text = "A clerk, driver, and guard were taken."
    clerk, driver = says("abducted", "taken", count="A", who="clerk"), says("abducted", "taken", who="driver", one=True)
    one, other = coded((text, clerk, driver)).claims
    assert told_side_by_side(text, other, one)
    assert not told_side_by_side("A clerk, driver of a car, was taken.", other, one)


WOUNDED_TWICE = (
    ("A staff member was hit in the arm.", says("wounded", "hit", count="A", who="staff member")),
    ("The driver was hit in the chest.", says("wounded", "hit", who="The driver", one=True)),
)


@pytest.mark.parametrize(("third", "hurt"), [("Both were taken to Bara.", 2), ("He was taken to Bara.", 1)])
def test_both_of_two_told_one_by_one_are_two(third: str, hurt: int) -> None:
    assert tally(joined(*WOUNDED_TWICE, (third,)).claims).counts["wounded"].best == hurt


def test_a_toll_takes_in_those_told_of_before_it() -> None:
    nurse, guard = says("killed", "killed", count="A", who="nurse"), says("killed", "killed", count="one", who="guard")
    first = ("A nurse and one guard were killed in the attack in Bara on Monday.", nurse, guard)
    toll = ("In all 20 people were killed in the attack.", says("killed", "killed", count="20", who="people"))
    claims = joined(first, toll).claims
    assert tally(claims).counts["killed"].best == 20


ALSO_DIED = "The director was also hurt; he later died in hospital."


def test_another_who_died_of_wounds_comes_on_top_of_the_dead() -> None:
    four = ("Four guards were killed at once.", says("killed", "killed", count="Four", who="guards"))
    hurt = says("wounded", "hurt", who="The director", one=True)
    died = says("killed", "died", who="he", one=True)
    counts = tally(joined(four, (ALSO_DIED, hurt, died)).claims).counts
    assert (counts["killed"].best, counts["wounded"].best) == (5, 0)


def test_what_is_joined_keeps_every_word_of_its_claims() -> None:
    sentences = (KILLED, PARKED, THREATS, DEATH)
    before, after = coded(*sentences).claims, joined(*sentences).claims

    def words(claims: tuple[Claim, ...]) -> list[tuple[Any, ...]]:
        return [(c.kind, c.spans, c.quantity, c.victims, c.said_by, c.status, c.scope) for c in claims]

    assert words(before) == words(after)
