from __future__ import annotations

from typing import Any

import pytest

from coding.tellings import coded
from factory import count, says
from mnemon.model.claims import Coded
from mnemon.settle import tally

GUARD = {"who": "A guard", "affected": count(1, words="A")}
GUARDS = {"who": "Two guards", "affected": count(2, words="Two")}
SHOT = ("A guard was shot in Bara.", says("shooting", "shot", **GUARD))
BEATEN = ("Two guards were beaten in Bara.", says("attack", "beaten", **GUARDS))
HURT = ("A guard was wounded in Bara.", says("wounded", "wounded", count="A", who="guard"))
KILLED = ("A guard was killed in Bara.", says("killed", "killed", count="A", who="guard"))
TAKEN = ("A guard was kidnapped in Bara.", says("abducted", "kidnapped", count="A", who="guard"))

DEATHS: list[tuple[str, tuple[Any, ...], str, int | None]] = [
    ("of whom a pronoun stands", SHOT, "He died in hospital.", 1),
    ("after words of time", SHOT, "He later died of his wounds.", 1),
    ("at the end of a way", SHOT, "He was rushed to a clinic, but died on arrival.", 1),
    ("with the verb far off", SHOT, "She was flown to the capital, where she succumbed.", 1),
    ("of whom the noun is said again", SHOT, "The guard died two days later.", 1),
    ("of whom a general noun is said", SHOT, "The victim passed away.", 1),
    ("of a short noun alone", SHOT, "Victim later died in hospital.", 1),
    ("of two", BEATEN, "Both later died.", 2),
    ("of several", BEATEN, "They died in hospital.", 2),
    ("after a wound", HURT, "He died in hospital.", 1),
    ("in captivity", TAKEN, "He died weeks later.", 1),
    ("of somebody else", SHOT, "His brother died last year.", None),
    ("of many, where one was shot", SHOT, "They died in hospital.", None),
    ("of one, where two were beaten", BEATEN, "He died in hospital.", None),
    ("of another noun", SHOT, "The minister died on Monday.", None),
    ("of an illness", SHOT, "He died of cancer.", None),
    ("of a person who was dead", KILLED, "He died at once.", None),
    ("told of nobody named", SHOT, "Hope died in Bara.", None),
    ("where the subject is another's", SHOT, "He said that the mayor died.", None),
    ("where there is none", SHOT, "He is in a stable condition.", None),
]


def deaths(found: Coded) -> list[int | None]:
    """The figures of the claims of death that no word of the first sentence tells."""
    return [c.quantity.best for c in found.claims if c.kind == "killed" and c.quantity and c.sentence.start_char > 0]


@pytest.mark.parametrize(("why", "first", "second", "dead"), DEATHS, ids=[row[0] for row in DEATHS])
def test_a_death_told_after_a_harm(why: str, first: tuple[Any, ...], second: str, dead: int | None) -> None:
    assert deaths(coded(first, (second,))) == ([] if dead is None else [dead]), why


def test_the_claim_cites_its_own_words_and_belongs_to_the_event_of_the_harm() -> None:
    found = coded(SHOT, ("He died in hospital.",))
    act, death = found.claims
    assert (act.kind, death.kind) == ("shooting", "killed")
    assert death.event_mention_id == act.event_mention_id
    text = f"{SHOT[0]} He died in hospital."
    assert [death.spans[part][0].of(text) for part in ("trigger", "who")] == ["died", "He"]
    assert any("a death by violence" in note for note in death.notes)


def test_who_died_of_wounds_is_counted_once_as_killed() -> None:
    counts = tally(coded(HURT, ("He died in hospital.",)).claims).counts
    assert (counts["killed"].best, counts["wounded"].best) == (1, 0)


def test_a_death_far_from_the_harm_is_not_joined_to_it() -> None:
    between = [("The road was closed.",), ("The market was empty.",), ("Rain fell.",)]
    assert deaths(coded(SHOT, *between, ("He died in hospital.",))) == []
