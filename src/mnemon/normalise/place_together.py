"""Two places told of one deed: which is it at? "X, north of Y", "X district of Y", "near X" where X is not found."""

from __future__ import annotations

import re

from mnemon.model.distance import kilometres
from mnemon.model.values import Place
from mnemon.normalise.folding import folded
from mnemon.normalise.gazetteer import Candidate, Gazetteer
from mnemon.normalise.place_sense import country_names
from mnemon.normalise.place_words import wording

BETWEEN = re.compile(r"\b[Bb]etween (?:the )?(?:[a-z]+ of )?([A-Z].*?) and (?:the )?(?:[a-z]+ of )?([A-Z].*)")
"""Words for a stretch between two places."""

EXACT = 1
"""The place itself was found: no word is needed on a namesake that was refused beside it."""

SMALL = 3
"""Up to this precision a place is small enough to be told beside another."""

DIVISION, COUNTRY = 4, 6

OFF = re.compile(r"\b(?:north|south|east|west)[a-z-]* of\b|\bkm\b|\bkilomet|\bmiles?\b", re.IGNORECASE)
"""Words that put a place some way off another."""

LONG = re.compile(r"(\d[\d,]*) ?(?:km|kilomet\w+|miles?)\b", re.IGNORECASE)
LONG_KM = 60
"""From so many of them on, a length leaves even the division open."""

TOLD_WITH_IT, FROM_THERE = "the place told with it", "told only by its distance from there"
"""In the note of a place that is answered for another one that was told."""

LOCATED_KM, FAR_OFF_KM = 60, 150
"""A place told together with another that it lies near ("X, north of Y") is not farther off; nor
one that is told by a point of the compass or a length than the second."""


def better(larger: Place | None, found: Place) -> Place:
    """The one that the deed is told at: a place beats words that only point about another near it."""
    if larger is not None and larger.precision == EXACT and found.precision == SMALL and _is_named_after(larger, found):
        return found
    if larger is None or _points(larger) == _points(found):
        return _smaller(larger, found)
    direct, locator = (found, larger) if _points(larger) else (larger, found)
    if direct.precision > SMALL:
        return locator
    reach = FAR_OFF_KM if OFF.search(locator.words) else LOCATED_KM
    return direct if kilometres(point_of(direct), point_of(locator)) <= reach else locator


def _is_named_after(town: Place, district: Place) -> bool:
    """True where the town has the name of the district's division ("Imam Sahib district of Kunduz")."""
    same = town.country == district.country and town.adm1 == district.adm1
    return same and folded(district.adm1 or "").startswith(folded(town.name))


def coarser(found: Place, gazetteer: Gazetteer) -> Place:
    """What is told of a deed at a place that is not found, told with one that is.

    Of a town told behind it ("Depayin township, Sagaing") the division of that name is meant; a point of the compass
    or a length from a town says no more than the division, or the country where it is long.
    """
    far = LONG.search(found.words)
    off = OFF.search(found.words) is not None
    if far is not None and int(far[1].replace(",", "")) >= LONG_KM:
        return _land_of(found, gazetteer)
    named = found.precision == EXACT and folded(found.adm1 or "").startswith(folded(found.name))
    return _division_at(found, gazetteer) if named or (off and found.precision <= SMALL) else found


def _division_at(found: Place, gazetteer: Gazetteer) -> Place:
    named = gazetteer.lookup_name(found.adm1 or "")
    held = next((c for c in named if c.precision == DIVISION and c.country == found.country), None)
    return _answered(held, found, f"{TOLD_WITH_IT} is not found, so that its division is answered")


def _land_of(found: Place, gazetteer: Gazetteer) -> Place:
    lands = gazetteer.lookup_name(country_names().get(found.country or "", ""))
    land = next((c for c in lands if c.precision == COUNTRY and c.country == found.country), None)
    return _answered(land, found, f"{FROM_THERE}, so that the country is answered")


def _answered(land: Candidate | None, found: Place, note: str) -> Place:
    if land is None:
        return found
    point = (land.latitude, land.longitude, land.precision, land.country, division_name(land))
    return Place(land.place_id, land.name, *point, words=found.words, note=f"{found.name}: {note}")


def _points(place: Place) -> bool:
    """True where the words only point about the place, or between it and another."""
    return BETWEEN.search(place.words) is not None or (wording(place.words).near and place.precision <= SMALL)


def _smaller(larger: Place | None, found: Place) -> Place:
    """The more exact of the two; the later one, which the sentence holds for smaller, where they are equal."""
    return found if larger is None or found.precision <= larger.precision else larger


def division_name(candidate: Candidate) -> str | None:
    """The name of the first-order division that the candidate is or lies in; None where the gazetteer knows none."""
    return candidate.name if candidate.precision == 4 else candidate.division


def point_of(place: Place) -> tuple[float, float]:
    """Latitude and longitude of a place on the map."""
    return place.latitude or 0.0, place.longitude or 0.0
