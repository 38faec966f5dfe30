from __future__ import annotations

import pytest

from mnemon.model.text import Span
from mnemon.model.values import Placed
from mnemon.normalise import open_lexicon
from mnemon.normalise.one_country import one_country, one_province
from mnemon.normalise.place_context import Context
from mnemon.normalise.places import one_place

GAZETTEER = open_lexicon().gazetteer

TOLD: list[tuple[str, list[tuple[str, str]], str | None]] = [
    ("two towns of one country", [("Khartoum", "place"), ("Omdurman", "place")], "SD"),
    ("a country itself", [("Yemen", "place")], "YE"),
    ("two countries", [("Khartoum", "place"), ("Nairobi", "place")], None),
    ("a government elsewhere", [("Khartoum", "place"), ("Moscow", "government")], "SD"),
    ("only a government", [("Moscow", "government")], None),
    ("disputed land", [("Khartoum", "place"), ("Halaib", "place")], None),
    ("two of three", [("Khartoum", "place"), ("Omdurman", "place"), ("Nairobi", "place")], "SD"),
    ("one town that namesakes of other countries rival", [("Salem", "place")], None),
    ("nothing", [], None),
]


@pytest.mark.parametrize(("why", "names", "code"), TOLD, ids=[row[0] for row in TOLD])
def test_the_country_of_all_places(why: str, names: list[tuple[str, str]], code: str | None) -> None:
    placed = [Placed(Span(0, 1), one_place(name, Context(), GAZETTEER), sense) for name, sense in names]
    found = one_country(placed, GAZETTEER)
    assert (found.country if found else None) == code, why
    if found is not None:
        assert found.precision == 6
        share = (
            "2 of the 3 places that the report names are in"
            if len(names) > 2
            else "every place that the report names is"
        )
        assert found.reason.startswith(share)


PROVINCES: list[tuple[str, list[tuple[str, str]], str | None]] = [
    ("two towns of one province", [("Maiduguri", "place"), ("Monguno", "place")], "Borno State"),
    ("the country beside them", [("Maiduguri", "place"), ("Monguno", "place"), ("Nigeria", "place")], "Borno State"),
    ("two provinces", [("Maiduguri", "place"), ("Kano", "place")], None),
    ("the country alone", [("Nigeria", "place")], None),
    ("a town abroad", [("Maiduguri", "place"), ("Monguno", "place"), ("Nairobi", "place")], None),
    ("a government abroad", [("Maiduguri", "place"), ("Monguno", "place"), ("Moscow", "government")], "Borno State"),
]


@pytest.mark.parametrize(("why", "names", "name"), PROVINCES, ids=[row[0] for row in PROVINCES])
def test_the_province_of_all_towns(why: str, names: list[tuple[str, str]], name: str | None) -> None:
    placed = [Placed(Span(0, 1), one_place(told, Context(), GAZETTEER), sense) for told, sense in names]
    found = one_province(placed, one_country(placed, GAZETTEER), GAZETTEER)
    assert (found.name if found else None) == name, why
    if found is not None:
        assert found.precision == 4
        assert found.reason == f"every town and province that the report names is in {found.name}"
