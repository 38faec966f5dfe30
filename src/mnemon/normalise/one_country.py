"""The province or country that a report's places lie in: what is sure of where things were that name no place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from mnemon.model.values import Place, Placed
from mnemon.normalise.disputed import dispute
from mnemon.normalise.gazetteer import Gazetteer
from mnemon.normalise.place_context import CLEARLY, WELL_KNOWN
from mnemon.normalise.place_sense import country_names

COUNTRY = 6
"""UCDP's where_prec of a country."""

DIVISION = 4
"""UCDP's where_prec of a first-order division."""

MOSTLY = Fraction(2, 3)
"""A report is about the country that at least such a share of its place names lie in."""


def one_country(placed: Sequence[Placed], gazetteer: Gazetteer) -> Place | None:
    """The country of at least two thirds of the place names found, at precision 6; None where there is none.

    None as well where its land is disputed, or all that speaks for it is one small town that has namesakes. A country
    or capital that stands for those who govern it ("Moscow said") is no place here.
    """
    found = [p.place for p in placed if p.place is not None and p.sense == "place" and p.place.country is not None]
    counted = Counter(place.country for place in found)
    if not counted:
        return None
    (code, size), *_ = counted.most_common(1)
    there = [place for place in found if place.country == code]
    if size < MOSTLY * len(found) or any(place.note.startswith("disputed") for place in there):
        return None
    if not _is_sure(there, gazetteer):
        return None
    name = country_names().get(str(code))
    fits = [c for c in gazetteer.lookup_name(name or "") if c.precision == COUNTRY and c.country == code]
    if not fits or dispute(fits[0]):
        return None
    (country, *_) = fits
    share = "every place" if size == len(found) else f"{size} of the {len(found)} places"
    verb = "is" if size == len(found) else "are"
    reason = f"{share} that the report names {verb} in {country.name}"
    return Place(country.place_id, country.name, *country.point, COUNTRY, country.country, words="", reason=reason)


def one_province(placed: Sequence[Placed], country: Place | None, gazetteer: Gazetteer) -> Place | None:
    """The first-order division of all finer place names of that country, at precision 4; None where there is none.

    None as well where only one town with namesakes speaks for it.
    """
    found = [p.place for p in placed if p.place is not None and p.sense == "place" and p.place.place_id is not None]
    fine = [place for place in found if place.precision <= DIVISION]
    names = {place.adm1 for place in fine if country is not None and place.country == country.country}
    if country is None or len(names) != 1 or None in names:
        return None
    if any(place.country != country.country for place in fine) or not _is_sure(fine, gazetteer):
        return None
    (name,) = names
    fits = [c for c in gazetteer.lookup_name(name or "") if c.precision == DIVISION and c.country == country.country]
    if len(fits) != 1 or dispute(fits[0]):
        return None
    reason = f"every town and province that the report names is in {fits[0].name}"
    return Place(
        fits[0].place_id, fits[0].name, *fits[0].point, DIVISION, fits[0].country, adm1=name, words="", reason=reason
    )


def _is_sure(there: Sequence[Place], gazetteer: Gazetteer) -> bool:
    """Whether more speaks for a country than one small place that others share the name of."""
    if len({place.place_id for place in there}) > 1:
        return True
    place = there[0]
    if place.precision >= DIVISION or not place.rivals:
        return True
    namesakes = gazetteer.lookup_name(place.name)
    most = max((c.population for c in namesakes if c.country != place.country), default=0)
    mine = next((c.population for c in namesakes if c.place_id == place.place_id), 0)
    return mine >= max(WELL_KNOWN, CLEARLY * most)
