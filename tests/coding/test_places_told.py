"""At which of the places that a report names an event without one was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.tellings import CODER
from factory import located, place, says, telling
from mnemon.coding.coder import Coder
from mnemon.coding.likeness import PLACES, likeness, open_likeness
from mnemon.coding.places_told import Places
from mnemon.model.claims import Claim
from mnemon.model.values import Placed

BARA = place()
MORA = place(place_id="g-5", name="Mora")
LAND = place(place_id="g-9", name="Sudan", precision=6)
KNOWN = {"Bara": BARA, "Mora": MORA, "Sudan": LAND, "Nowhere": None}
FIRE = ("Fire swept the camp at Bara.",)
DEAD = ("Nine people died.", says("killed", "died", count="Nine", who="people"))
VISIT = ("The minister came to Mora.",)


def knowing(*so: str) -> Coder:
    """A coder for which an event was at the places of which all of this is so."""
    tree: Any = 5.0
    for number in reversed(range(len(so))):
        tree = [number, -5.0, tree]
    learnt = likeness(so, 0.0, [tree], 0.6)
    return replace(CODER, codebook=replace(CODER.codebook, of_place=learnt))


def placed(text: str, sense: str = "place") -> tuple[Placed, ...]:
    """The names that stand in a text, in its order."""
    found = [Placed(located(name, text), known, sense) for name, known in KNOWN.items() if name in text]
    return tuple(sorted(found, key=lambda p: p.span.start_char))


def told(coder: Coder, sentences: Sequence[tuple[Any, ...]]) -> Sequence[Claim]:
    """The claims of a report of these sentences, in which the names are found."""
    report, marks, values = telling(*sentences)
    return coder.code(replace(report, title=None), marks, replace(values, places=placed(report.text))).claims


NAMED = [
    ("a town", "Fire swept Bara.", "place", ["Bara"]),
    ("a country", "Fire swept Sudan.", "place", []),
    ("those who govern it", "Bara denied it.", "government", []),
    ("what no gazetteer knows", "Fire swept Nowhere and Bara.", "place", ["Nowhere", "Bara"]),
]


@pytest.mark.parametrize(("why", "text", "sense", "names"), NAMED, ids=[row[0] for row in NAMED])
def test_places_that_an_event_may_have_been_at(why: str, text: str, sense: str, names: list[str]) -> None:
    assert [found.name for _, found in Places.of(text, placed(text, sense))] == names, why


AT_MORA = says("killed", "died", count="Nine", who="people", where="Mora", place=MORA)
GIVEN: list[tuple[str, Sequence[str], Sequence[tuple[Any, ...]], str | None]] = [
    ("told before", ["last before"], [FIRE, DEAD], "Bara"),
    ("told behind alone", ["last before"], [DEAD, VISIT], None),
    ("likely enough only with both", ["last before", "gap before 1"], [FIRE, VISIT, DEAD], "Mora"),
    ("no place is named", [], [DEAD], None),
    ("one of its own", ["last before"], [FIRE, ("Nine people died in Mora.", AT_MORA)], "Mora"),
    ("a total", ["last before"], [FIRE, ("Nine died.", says("killed", "died", count="Nine", scope="total"))], None),
]


@pytest.mark.parametrize(("why", "so", "sentences", "name"), GIVEN, ids=[row[0] for row in GIVEN])
def test_an_event_without_a_place_is_at_the_likeliest_that_is_named(
    why: str, so: Sequence[str], sentences: Sequence[tuple[Any, ...]], name: str | None
) -> None:
    assert [c.place.name if c.place else None for c in told(knowing(*so), sentences)] == [name], why


def test_a_place_that_was_found_so_says_it() -> None:
    (claim,) = told(knowing("last before"), [FIRE, DEAD])
    assert "place: likely Bara, which the report names" in claim.notes


SHIPPED = replace(CODER, codebook=replace(CODER.codebook, of_place=open_likeness(PLACES.read_bytes())))
WORDS = st.lists(st.sampled_from(["In Bara", "Mora", "nine", "people", "Sudan", "a fire", ".", "\n"]), max_size=12)


@given(WORDS)
def test_any_text_is_given_only_places_that_it_names(words: list[str]) -> None:
    text = " ".join(words) or "Nothing"
    found = told(SHIPPED, [(text,), DEAD])
    assert {c.place.name for c in found if c.place} <= {name for name in ("Bara", "Mora") if name in text}
