from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from factory import claim, dates, place
from mnemon.coding import open_codebook
from mnemon.coding.settings import Around, set_in_place
from mnemon.coding.story import Story
from mnemon.model.claims import Claim
from mnemon.model.text import Span
from mnemon.model.values import NOT_FOUND, Place, Rival

TELLING = open_codebook().telling
TEXT = "A bomb killed two in Bara. Later the bomber died. In a separate incident a man died at a market."
COUNTRY = place(place_id="g-sd", name="Sudan", precision=6, words="", reason="every place is there")


def told(name: str, start: int, end: int, **changes: Any) -> Claim:  # noqa: ANN401 - any field of the record
    spans = {"trigger": (Span(start, start + 3),)}
    made: dict[str, Any] = {"id": name, "kind": "killed", "sentence": Span(start, end), "spans": spans}
    return claim(**made | {"place": None, "date": None} | changes)


def placed(*claims: Claim, country: Place | None = None, headed: Place | None = None) -> list[str | None]:
    story = Story(TEXT, {c.id: n for n, c in enumerate(claims)}, TELLING)
    found = set_in_place(claims, {c.id: c.id for c in claims}, story, Around(country, headed))
    return [c.place.name if c.place else None for c in found]


BOMB = told("a", 0, 26, place=place(), date=dates())
OTHERS: list[tuple[str, Claim, str | None]] = [
    ("a death", told("b", 27, 49), "Bara"),
    ("an arrest, often told of elsewhere", told("b", 27, 49, kind="detained"), None),
    ("what goes on for long", told("b", 27, 49, kind="protest"), None),
    ("a total", told("b", 27, 49, scope="total"), None),
    ("a threat", told("b", 27, 49, status="future"), None),
    ("another day", told("b", 27, 49, date=dates("2021-06-01")), None),
    ("the same day", told("b", 27, 49, date=dates()), "Bara"),
    ("something separate", told("b", 50, 96), None),
]


@pytest.mark.parametrize(("why", "other", "name"), OTHERS, ids=[row[0] for row in OTHERS])
def test_the_one_place_of_all_events_is_that_of_violence_that_names_none(
    why: str, other: Claim, name: str | None
) -> None:
    assert placed(BOMB, other) == ["Bara", name], why


TITLED = place(place_id="g-9", name="Mora", precision=1)
HEADED: list[tuple[str, list[Claim], list[str | None]]] = [
    ("the event it begins with", [told("a", 0, 26)], ["Mora"]),
    ("a later event is elsewhere", [told("a", 0, 26), told("b", 50, 96, kind="protest")], ["Mora", None]),
    ("its own place stands", [BOMB], ["Bara"]),
    ("a total", [told("a", 0, 26, scope="total")], [None]),
    ("a place that is not found", [told("a", 0, 26, spans={"trigger": (Span(7, 13),), "where": (Span(21, 25),)})], [None]),
]


@pytest.mark.parametrize(("why", "claims", "names"), HEADED, ids=[row[0] for row in HEADED])
def test_the_town_of_the_title_is_that_of_the_event_it_begins_with(
    why: str, claims: list[Claim], names: list[str | None]
) -> None:
    assert placed(*claims, headed=TITLED) == names, why


def test_two_places_are_no_one_place() -> None:
    dera = told("b", 27, 49, place=place(place_id="g-2", name="Dera", adm1="South"))
    assert placed(BOMB, dera, told("c", 27, 49)) == ["Bara", "Dera", None]


UNKNOWN = place(place_id=None, name="Musa", latitude=None, longitude=None, country=None, adm1=None, adm2=None)


def test_a_place_in_no_gazetteer_is_somewhere_in_the_country() -> None:
    lost = replace(UNKNOWN, note=NOT_FOUND)
    assert placed(told("a", 0, 26, place=lost), country=COUNTRY) == ["Sudan"]
    there = replace(UNKNOWN, rivals=(Rival("g-3", "Musa", 1.0, 2.0, "SD", None),))
    assert placed(told("a", 0, 26, place=there), country=COUNTRY) == ["Sudan"]
    abroad = replace(UNKNOWN, rivals=(Rival("g-3", "Musa", 1.0, 2.0, "KE", None),))
    assert placed(told("a", 0, 26, place=abroad), country=COUNTRY) == ["Musa"]
    assert placed(told("a", 0, 26), country=COUNTRY) == ["Sudan"]
