"""Where? Place words, the rest of the report, and the places that they tell."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from mnemon.model.marks import Name
from mnemon.model.text import Span
from mnemon.model.values import Place
from mnemon.normalise import Lexicon, place
from mnemon.normalise.place_context import Context, report_context
from mnemon.normalise.place_words import Wording, wording
from mnemon.normalise.places import places


def around(lexicon: Lexicon, names: Sequence[str], peoples: Sequence[str] = ()) -> Context:
    return report_context(names, peoples, lexicon.gazetteer, lexicon.actors.people_codes)


def told(lexicon: Lexicon, where: Sequence[str], names: Sequence[str] = (), peoples: Sequence[str] = ()) -> Place:
    found = place(where, around(lexicon, names, peoples), lexicon.gazetteer)
    assert found is not None
    return found


WORDINGS = [
    ("Kursk Oblast", Wording("Kursk", "division")),
    ("the province of Herat", Wording("Herat", "division")),
    ("Garmser district", Wording("Garmser", "district")),
    ("the town of Dhangadi", Wording("Dhangadi", "point")),
    ("the Makhnovka area", Wording("Makhnovka", near=True)),
    ("20 km east of Kupiansk", Wording("Kupiansk", near=True)),
    ("about 80 kilometres south of Mosul", Wording("Mosul", near=True)),
    ("the outskirts of Mosul", Wording("Mosul", near=True)),
    ("near Tikrit", Wording("Tikrit", near=True)),
    ("southern Iraq", Wording("Iraq", part=True)),
    ("North Waziristan", Wording("North Waziristan")),
    ("30 kilometres from the capital, Kathmandu", Wording("Kathmandu", near=True)),
    ("Daraa province", Wording("Daraa", "division")),
]


@pytest.mark.parametrize(("words", "expected"), WORDINGS)
def test_the_words_about_a_name_are_taken_off_and_kept_in_mind(words: str, expected: Wording) -> None:
    assert wording(words) == expected


TOLD = [
    (["Mosul"], "Mosul", "IQ", 1),
    (["the outskirts of Mosul"], "Mosul", "IQ", 2),
    (["20 km east of Kupiansk"], "Kupyansk", "UA", 2),
    (["Garmser district"], "Garmser", "AF", 3),
    (["Helmand province"], "Helmand", "AF", 4),
    (["Kursk Oblast"], "Kursk Oblast", "RU", 4),
    (["Kursk region"], "Kursk Oblast", "RU", 4),
    (["Anbar"], "Al Anbar", "IQ", 4),
    (["southern Iraq"], "Iraq", "IQ", 5),
    (["Iraq"], "Iraq", "IQ", 6),
    (["Black Sea"], "Black Sea", None, 7),
    (["a mosque", "Baquba", "Iraq"], "Baqubah", "IQ", 1),
    (["a house", "Diyala province"], "Diyālá", "IQ", 4),
    (["Iraq", "Mosul"], "Mosul", "IQ", 1),
]


@pytest.mark.parametrize(("where", "name", "country", "precision"), TOLD)
def test_words_tell_a_place_and_how_exactly(
    lexicon: Lexicon, where: list[str], name: str, country: str | None, precision: int
) -> None:
    found = told(lexicon, where)
    assert (found.name, found.country, found.precision) == (name, country, precision)
    assert found.latitude is not None


def test_words_without_a_name_are_not_stated(lexicon: Lexicon) -> None:
    assert place(["a mosque", "the camp", "there"], Context(), lexicon.gazetteer) is None
    assert place([], Context(), lexicon.gazetteer) is None


def test_namesakes_far_apart_are_not_guessed_between(lexicon: Lexicon) -> None:
    found = told(lexicon, ["Springfield"])
    assert (found.latitude, found.place_id) == (None, None)
    assert "several places" in found.note


def test_a_named_division_chooses_among_namesakes(lexicon: Lexicon) -> None:
    assert told(lexicon, ["Springfield", "Illinois"]).adm1 == "Illinois"
    assert told(lexicon, ["Springfield"], ["Springfield", "Missouri"]).adm1 == "Missouri"


def test_a_named_country_chooses_among_namesakes(lexicon: Lexicon) -> None:
    assert told(lexicon, ["Tripoli"], ["Tripoli", "Lebanon"]).country == "LB"
    assert told(lexicon, ["Tripoli"]).country == "LY"


def test_a_village_far_from_the_report_is_refused_and_the_oblast_answered(lexicon: Lexicon) -> None:
    """The nearest place of this name that is known lies hundreds of kilometres away, in another country."""
    found = told(lexicon, ["the Makhnovka area"], ["Makhnovka", "Kursk Oblast", "Russia"], ["Ukrainian", "Russian"])
    assert (found.name, found.precision, found.words) == ("Kursk Oblast", 4, "the Makhnovka area")
    assert found.note.startswith("Makhnivka, Vinnytsia, UA (geonames:705182) refused")


def test_the_same_village_is_placed_where_the_report_fits(lexicon: Lexicon) -> None:
    found = told(lexicon, ["Makhnovka", "Vinnytsia Oblast"])
    assert (found.place_id, found.adm1, found.note) == ("geonames:705182", "Vinnytsia", "")


def test_a_larger_place_of_the_frame_refuses_a_famous_namesake(lexicon: Lexicon) -> None:
    found = told(lexicon, ["Iskandariyah", "50 kilometres south of the capital, Baghdad"])
    assert (found.name, found.country, found.precision) == ("Baghdad", "IQ", 2)
    assert "Alexandria" in found.note


def test_a_name_that_no_gazetteer_has_stays_a_name(lexicon: Lexicon) -> None:
    found = told(lexicon, ["Qwertiville"], ["Qwertiville"])
    assert (found.name, found.latitude, found.note) == ("Qwertiville", None, "not in the gazetteer")


def test_a_name_within_other_words_counts_if_it_was_marked(lexicon: Lexicon) -> None:
    assert told(lexicon, ["Baghdad's airport road"], ["Baghdad"]).precision == 2
    assert place(["a Mosul-style restaurant"], Context(), lexicon.gazetteer) is None


def test_every_place_name_of_a_text_is_placed_where_it_stands(lexicon: Lexicon) -> None:
    text = "Shelling hit Kharkiv and the village of Zzyzxivka in Ukraine."
    names = [
        Name(Span(text.index(n), text.index(n) + len(n)), "place", 0.9) for n in ("Kharkiv", "Zzyzxivka", "Ukraine")
    ]
    context = around(lexicon, ["Kharkiv", "Zzyzxivka", "Ukraine"])
    found = places(names, text, context, lexicon.gazetteer)
    assert [placed.span.of(text) for placed in found] == ["Kharkiv", "Zzyzxivka", "Ukraine"]
    assert [placed.place.latitude is None for placed in found if placed.place] == [False, True, False]
