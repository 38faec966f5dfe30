"""What is asked of a scene and of the events told before it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.tellings import CODER
from factory import dates, place, says, telling
from mnemon.coding.events_told import Event, Look, of_each
from mnemon.coding.likeness import EVENTS, open_likeness
from mnemon.coding.mentions import scenes_of

BARA, KURMA = place(), place(place_id="g-2", name="Kurma", latitude=13.0, words="Kurma")
BLAST = (
    "A bomb exploded at the cattle market of Bara on Monday.",
    says("bombing", "exploded", where="Bara", place=BARA, date=dates("2021-05-03")),
)
RAID = ("In Kurma gunmen raided a clinic.", says("attack", "raided", by="gunmen", where="Kurma", place=KURMA))


def looks(*sentences: tuple[Any, ...]) -> list[Look]:
    """The scenes of a report of these sentences, looked at."""
    found = CODER.found(*telling(*sentences))
    return list(found.story.looks(scenes_of(found.claims, found.together)))


def asked(*sentences: tuple[Any, ...]) -> list[frozenset[str]]:
    """What is so of the last scene and each event before it, where each scene before it is an event."""
    *before, last = looks(*sentences)
    events = [Event(look) for look in before]
    return of_each(last, events, events[-1])


DEAD = says("killed", "killed", count="Two", who="men")
FOUND: list[tuple[str, tuple[Any, ...], set[str], set[str]]] = [
    (
        "what is known, and who did it",
        ("Two men were killed at the market.", DEAD),
        {"l harm alone", "most known alone", "known 1", "h is bombing"},
        {"known none met", "h is attack", "last told"},
    ),
    (
        "another place, far off",
        ("Two men were killed in Kurma.", says("killed", "killed", count="Two", where="Kurma", place=KURMA)),
        {"any place other", "any excluded", "km 100", "l own place"},
        {"any place same", "km 0"},
    ),
    (
        "what its sentence begins with",
        (
            "On Friday Two men were killed.",
            says("killed", "killed", count="Two", when="Friday", date=dates("2021-05-07")),
        ),
        {"l leads when", "days off 7", "later in time", "any day other"},
        {"l leads when"},
    ),
    (
        "one told of before",
        ("He condemned the attack.", says("attack", "attack")),
        {"l points", "l act alone", "gap 2"},
        {"any same act", "gap 1", "t means one told of before"},
    ),
]


@pytest.mark.parametrize(("why", "last", "of_blast", "of_raid"), FOUND, ids=[row[0] for row in FOUND])
def test_what_is_so(why: str, last: tuple[Any, ...], of_blast: set[str], of_raid: set[str]) -> None:
    blast, raid = asked(BLAST, RAID, last)
    assert of_blast <= blast, why
    assert of_raid <= raid, why


def test_an_event_has_what_all_its_scenes_have() -> None:
    blast, dead, last = looks(
        BLAST, ("Two men were killed.", DEAD), ("The bomb exploded at the market.", says("bombing", "exploded"))
    )
    event = Event(blast)
    event.add(dead)
    (so,) = of_each(last, [event], event)
    assert {"size 2", "gap 1", "only event", "last told", "any same act"} <= so
    assert "t harm alone" not in so


LEARNT = open_likeness(EVENTS.read_bytes())


@given(st.lists(st.frozensets(st.sampled_from(LEARNT.names)), max_size=5))
def test_a_chance_lies_between_nought_and_one(told: list[frozenset[str]]) -> None:
    assert all(0 < chance < 1 for chance in LEARNT.chances(told))


def test_every_question_of_the_trees_can_be_answered() -> None:
    kinds = {name.partition(" ")[0] for name in LEARNT.names}
    assert kinds <= {
        "l", "h", "t", "f", "gap", "events", "size", "last", "only", "first", "largest", "any", "e", "km", "days", "same",
        "later", "earlier", "words", "most", "known", "people", "names", "by", "victims", "means", "voices",
    }  # fmt: skip
