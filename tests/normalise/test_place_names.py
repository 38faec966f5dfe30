"""Names of places in a text: what the network marked, mended by what the gazetteer knows."""

from __future__ import annotations

import re

import pytest

from mnemon.model.marks import Name
from mnemon.model.text import Span
from mnemon.normalise import Lexicon
from mnemon.normalise.datafiles import read_yaml
from mnemon.normalise.place_names import place_names
from mnemon.normalise.place_sense import sense_of
from mnemon.normalise.place_signs import load_place_signs

MARK = re.compile(r"<(\w)(\d*) ([^>]*)>")
TYPES = {"p": "place", "o": "organisation", "d": "demonym", "h": "person", "t": "time"}


def marked(written: str) -> tuple[str, tuple[Name, ...]]:
    """A text with marks: `<p Mosul>` is a place marked for sure, `<o5 Egypt>` an organisation at score 0.5."""
    text, names, last = "", [], 0
    for found in MARK.finditer(written):
        text += written[last : found.start()]
        span = Span(len(text), len(text) + len(found[3]))
        names.append(Name(span, TYPES[found[1]], int(found[2]) / 10 if found[2] else 0.95))
        text, last = text + found[3], found.end()
    return text + written[last:], tuple(names)


def told(lexicon: Lexicon, written: str) -> list[str]:
    text, names = marked(written)
    found = place_names(text, names, lexicon)
    return [name.span.of(text) for name in found]


SEEN = [
    ("Shells hit <p Mosul> and <p Tikrit>.", ["Mosul", "Tikrit"]),
    ("<o5 Egypt> closed the crossing.", ["Egypt"]),
    ("Polio is gone from Egypt and <d Niger>.", ["Egypt", "Niger"]),
    ("<o US Army> convoys left <p Iraq>.", ["US", "Iraq"]),
    ("the <o U.S. Department of State> said", ["U.S."]),
    ("<p Democratic Republic> of the Congo", ["Democratic Republic of the Congo"]),
    ("in Burkina <p Faso> on Monday", ["Burkina Faso"]),
    ("the <p U>.S. embassy", ["U.S."]),
    ("rebels in <o4 Hasakah> said", ["Hasakah"]),
    ("Towns of <p Tikrit>, <o4 Balad>, and <p Samarra> fell.", ["Tikrit", "Balad", "Samarra"]),
    ("Fighting reached Kharkiv, <p Ukraine>.", ["Kharkiv", "Ukraine"]),
    ("<p Kyiv> was calm. The mayor of Kyiv spoke.", ["Kyiv", "Kyiv"]),
    (
        "the <p Republic> of China and the People's Republic of <p China>",
        ["Republic of China", "People's Republic of China"],
    ),
    ("a strike on Côte d'Ivoire's army", ["Côte d'Ivoire"]),
]


@pytest.mark.parametrize(("written", "expected"), SEEN)
def test_places_are_seen(lexicon: Lexicon, written: str, expected: list[str]) -> None:
    assert told(lexicon, written) == expected


NOT_SEEN = [
    "<p Ukrainian> troops fired.",
    "<p South> African soldiers left.",
    "<p Ebola> virus was found.",
    "<p West Nile> virus was found.",
    "students of <p Duke> University",
    "the <o Washington Post> reported",
    "They met in <t March>.",
    "It cost <p US>$460 million.",
    "<h George Washington> spoke.",
    "the <p southern> front",
    "<p4 Tamiflu> was sold.",
    "It is most of it.",
]


@pytest.mark.parametrize("written", NOT_SEEN)
def test_what_is_no_place_is_not_seen(lexicon: Lexicon, written: str) -> None:
    assert told(lexicon, written) == []


SENSES = [
    ("Moscow said its troops advanced.", "Moscow", "government"),
    ("Troops marched in Moscow.", "Moscow", "place"),
    ("Shells fell in Moscow, said the mayor.", "Moscow", "place"),
    ("Kyiv denied the claim.", "Kyiv", "government"),
    ("Talks with Iran ended.", "Iran", "government"),
    ("according to Israel", "Israel", "government"),
    ("Turkey's Defence Ministry said", "Turkey", "government"),
    ("Mosul said nothing.", "Mosul", "place"),
    ("People fled Ukraine.", "Ukraine", "place"),
]


@pytest.mark.parametrize(("text", "name", "sense"), SENSES)
def test_a_government_is_told_from_a_place(text: str, name: str, sense: str) -> None:
    start = text.index(name)
    assert sense_of(text, Span(start, start + len(name))) == sense


def test_the_signs_are_each_said_once_and_say_what_they_mean() -> None:
    entries = read_yaml("place_signs.yaml")
    assert all(entry["says"] for entry in entries)
    for entry in entries:
        assert len(set(entry["words"])) == len(entry["words"]), entry["sign"]
    assert load_place_signs().institution.isdisjoint(load_place_signs().governing)
