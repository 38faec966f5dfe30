"""Where? Place words, the rest of the report, and the places that they tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from mnemon.model.distance import kilometres
from mnemon.model.marks import Name
from mnemon.model.text import Span
from mnemon.model.values import Place
from mnemon.normalise import Lexicon, datafiles, place
from mnemon.normalise.datafiles import LISTS, data_digest, data_path, read_table
from mnemon.normalise.gazetteer import open_gazetteer
from mnemon.normalise.gazetteer_file import Entry, write_gazetteer
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
    ("Central Gaza", Wording("Gaza", part=True, core=True)),
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
    (["Gaza"], "Gaza Strip", "PS", 4),
    (["Central Gaza"], "Gaza Strip", "PS", 4),
    (["southern Gaza"], "Gaza Strip", "PS", 4),
    (["Gaza City"], "Gaza", "PS", 1),
    (["Aleppo"], "Aleppo", "SY", 1),
    (["northern Aleppo"], "Aleppo", "SY", 4),
    (["East Mosul"], "Mosul", "IQ", 2),
    (["central Aleppo"], "Aleppo", "SY", 1),
    (["Sweida province"], "As-Suwayda", "SY", 4),
    (["Central African Republic"], "Central African Republic", "CF", 6),
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
    found = told(lexicon, ["San Pedro"])
    assert (found.latitude, found.place_id) == (None, None)
    assert "several places" in found.note
    assert len(found.rivals) > 1


def test_namesakes_of_one_country_are_told_at_that_country(lexicon: Lexicon) -> None:
    found = told(lexicon, ["Springfield"])
    assert (found.name, found.precision) == ("United States", 6)
    assert found.note == "Springfield: several places far apart bear this name, all in United States"


def test_a_named_division_chooses_among_namesakes(lexicon: Lexicon) -> None:
    assert told(lexicon, ["Springfield", "Illinois"]).adm1 == "Illinois"
    assert told(lexicon, ["Springfield"], ["Springfield", "Missouri"]).adm1 == "Missouri"


def test_a_named_country_chooses_among_namesakes(lexicon: Lexicon) -> None:
    assert told(lexicon, ["Tripoli"], ["Tripoli", "Lebanon"]).country == "LB"
    assert told(lexicon, ["Tripoli"]).country == "LY"


REPORT = (["Makhnovka", "Kursk Oblast", "Russia"], ["Ukrainian", "Russian"])
"""What a report of January 2025 names."""


@pytest.fixture(scope="module")
def small(lexicon: Lexicon, tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    """A gazetteer whose only Makhnovka lies in Vinnytsia Oblast."""
    path = tmp_path_factory.mktemp("gazetteer") / "small.bin"
    entries = (
        Entry("geonames:705182", "Makhnivka", 1, 49.72, 28.67, "UA", "23", population=3000, names=("Makhnovka",)),
        Entry(
            "geonames:689559", "Vinnytsia", 4, 49.0, 28.7, "UA", "23", population=1, names=("Vinnytsia Oblast", "UA.23")
        ),
        Entry("geonames:538555", "Kursk Oblast", 4, 51.7, 36.1, "RU", "41", population=1_000_000, names=("RU.41",)),
        Entry("geonames:2017370", "Russia", 6, 60.0, 100.0, "RU", population=144_000_000),
    )
    write_gazetteer(entries, {"UA.23": "Vinnytsia", "RU.41": "Kursk Oblast"}, [], path)
    return replace(lexicon, gazetteer=open_gazetteer(path))


def test_a_village_far_from_the_report_is_refused_and_the_oblast_answered(small: Lexicon) -> None:
    """The nearest place of this name that is known lies hundreds of kilometres away, in another country."""
    found = told(small, ["the Makhnovka area"], *REPORT)
    assert (found.name, found.precision, found.words) == ("Kursk Oblast", 4, "the Makhnovka area")
    assert found.note.startswith("Makhnivka, Vinnytsia, UA (geonames:705182) refused")
    assert [rival.place_id for rival in found.rivals] == ["geonames:705182"]


def test_a_village_known_from_the_post_alone_is_told_at_its_oblast(lexicon: Lexicon) -> None:
    """The post knows one in the oblast, but its points are often a namesake's."""
    found = told(lexicon, ["the Makhnovka area"], *REPORT)
    assert (found.name, found.precision, found.words) == ("Kursk Oblast", 4, "the Makhnovka area")
    assert found.adm2 == "Sudzhanskiy Rayon"
    assert found.note.startswith("Makhnovka, Kursk Oblast, RU (ru-post:307821)")


def test_the_same_village_is_placed_where_the_report_fits(lexicon: Lexicon) -> None:
    found = told(lexicon, ["Makhnovka", "Vinnytsia Oblast"])
    assert (found.place_id, found.adm1, found.note) == ("geonames:705182", "Vinnytsia", "")


SPELLED = [
    (["Avdiyevka"], ["Avdiyevka", "Ukraine"], "Avdiyivka"),
    (["Al-Kamishly"], ["Al-Kamishly", "Syria"], "Al Qāmishlī"),
]


@pytest.mark.parametrize(("where", "names", "name"), SPELLED)
def test_a_name_spelled_otherwise_is_found_in_the_reports_country(
    lexicon: Lexicon, where: list[str], names: list[str], name: str
) -> None:
    assert told(lexicon, where, names).name == name


def test_a_name_spelled_otherwise_is_not_looked_for_elsewhere(lexicon: Lexicon) -> None:
    assert told(lexicon, ["Avdyeyevka"], ["Avdyeyevka", "France"]).latitude is None


def test_between_two_places_is_near_the_first(lexicon: Lexicon) -> None:
    found = told(lexicon, ["between Kupiansk and Svatove"], ["Kupiansk", "Svatove", "Ukraine"])
    assert (found.name, found.precision, found.note) == ("Kupyansk", 2, "between Kupyansk and Svatove")


def test_between_places_far_apart_is_at_neither(lexicon: Lexicon) -> None:
    found = told(lexicon, ["between Kyiv and Mosul"], ["Kyiv", "Mosul"])
    assert (found.latitude, found.name) == (None, "between Kyiv and Mosul")


DISPUTED = [
    (["Crimea"], "annexed by Russia in 2014, claimed by Ukraine"),
    (["Golan Heights"], "held by Israel since 1967, claimed by Syria"),
    (["Srinagar"], "held by India, claimed by Pakistan"),
    (["Taipei"], "claimed by China"),
]


@pytest.mark.parametrize(("where", "says"), DISPUTED)
def test_disputed_land_is_said_to_be_disputed(lexicon: Lexicon, where: list[str], says: str) -> None:
    found = told(lexicon, where, where)
    assert found.note.startswith("disputed land: ")
    assert says in found.note


def test_land_that_nobody_disputes_is_not(lexicon: Lexicon) -> None:
    assert told(lexicon, ["Lviv"], ["Lviv", "Ukraine"]).note == ""


def test_the_value_keeps_why_it_was_chosen_and_among_which(lexicon: Lexicon) -> None:
    found = told(lexicon, ["Tripoli"], ["Tripoli", "Lebanon"])
    assert "in a country that the report names" in found.reason
    assert "LY" in {rival.country for rival in found.rivals}
    assert found.credit == "GeoNames, CC BY 4.0"


GEO_PRECISIONS = [("Mosul", 1), ("the outskirts of Mosul", 2), ("Garmser district", 2), ("Anbar", 3), ("Iraq", 3)]


@pytest.mark.parametrize(("words", "precision"), GEO_PRECISIONS)
def test_precision_in_acleds_terms(lexicon: Lexicon, words: str, precision: int) -> None:
    assert told(lexicon, [words]).geo_precision == precision


TOLD_WITH = [
    ("Shells hit Tripoli, Lebanon, again. Tripoli was quiet.", ["Tripoli", "Lebanon", "Tripoli"], ["LB", "LB", "LB"]),
    ("Floods in Paris, Texas.", ["Paris", "Texas"], ["US", "US"]),
    ("They flew to Paris.", ["Paris"], ["FR"]),
    ("A mayor in Atlanta, Georgia.", ["Atlanta", "Georgia"], ["US", "US"]),
    ("Tbilisi is the capital of Georgia.", ["Tbilisi", "Georgia"], ["GE", "GE"]),
]


@pytest.mark.parametrize(("text", "names", "countries"), TOLD_WITH)
def test_a_larger_place_beside_a_name_tells_which_is_meant(
    lexicon: Lexicon, text: str, names: list[str], countries: list[str]
) -> None:
    marks, at = [], 0
    for name in names:
        at = text.index(name, at)
        marks.append(Name(Span(at, at + len(name)), "place", 0.9))
        at += len(name)
    found = places(marks, text, around(lexicon, names), lexicon.gazetteer)
    assert [placed.place.country for placed in found if placed.place] == countries


def test_the_list_of_disputes_is_of_places_that_are_known(lexicon: Lexicon) -> None:
    codes = {row["iso2"] for row in read_table("countries.tsv")}
    for row in read_table("disputed.tsv"):
        assert row["place"] in codes or lexicon.gazetteer.lookup_name(row["place"]), row["place"]


def test_a_larger_place_of_the_frame_refuses_a_famous_namesake(lexicon: Lexicon) -> None:
    found = told(lexicon, ["Iskandariyah", "50 kilometres south of the capital, Baghdad"])
    assert (found.country, found.precision) == ("IQ", 1)
    assert kilometres((found.latitude or 0, found.longitude or 0), (33.3, 44.4)) < 100


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


def test_a_small_place_elsewhere_is_not_taken_for_a_namesake(lexicon: Lexicon) -> None:
    assert told(lexicon, ["Moura"], ["Moura"], ["Malian"]).latitude is None
    assert told(lexicon, ["Zamzam camp"], ["Zamzam"]).latitude is None
    assert told(lexicon, ["Avdiivka"], ["Avdiivka"], ["Russian"]).country == "UA"


def test_the_digest_covers_every_list(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for path in data_path("actors.json").parent.iterdir():
        if path.suffix in LISTS:
            (tmp_path / path.name).write_bytes(path.read_bytes())
    before = lexicon.digest
    monkeypatch.setattr(datafiles, "data_path", lambda name: tmp_path / name)
    data_digest.cache_clear()
    assert lexicon.digest == before
    actors = tmp_path / "actors.json"
    actors.write_bytes(actors.read_bytes().replace(b"Wagner", b"Vagner"))
    data_digest.cache_clear()
    assert lexicon.digest != before
    monkeypatch.undo()
    data_digest.cache_clear()
