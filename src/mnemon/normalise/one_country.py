"""The country that all of a report's places lie in: what is sure of where things were that name no place."""

from __future__ import annotations

from collections.abc import Sequence

from mnemon.model.values import Place, Placed
from mnemon.normalise.disputed import dispute
from mnemon.normalise.gazetteer import Gazetteer
from mnemon.normalise.place_sense import country_names

COUNTRY = 6
"""UCDP's where_prec of a country."""


def one_country(placed: Sequence[Placed], gazetteer: Gazetteer) -> Place | None:
    """The one country of all places found, at precision 6; None where there are two or none, or its land is disputed.

    A country or capital that stands for those who govern it ("Moscow said") is no place here.
    """
    found = [p.place for p in placed if p.place is not None and p.sense == "place" and p.place.country is not None]
    codes = {place.country for place in found}
    if len(codes) != 1 or any(place.note.startswith("disputed") for place in found):
        return None
    name = country_names().get(str(*codes))
    fits = [c for c in gazetteer.lookup_name(name or "") if c.precision == COUNTRY and {c.country} == codes]
    if not fits or dispute(fits[0]):
        return None
    (country, *_) = fits
    reason = f"every place that the report names is in {country.name}"
    return Place(country.place_id, country.name, *country.point, COUNTRY, country.country, words="", reason=reason)
