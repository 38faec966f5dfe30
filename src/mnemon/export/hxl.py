"""HXL: a table with a second row of hashtags. Tags that HDX uses for UCDP's data, and core tags with own attributes."""

from __future__ import annotations

from collections.abc import Iterable

from mnemon.export.countries import lookup_country
from mnemon.export.formats import Row, joined
from mnemon.export.side import Side
from mnemon.export.told import Terms, Told

TAGS = {
    "event": "#event+id", "date_start": "#date+start", "date_end": "#date+end", "country": "#country+name",
    "iso3": "#country+code", "adm_1": "#adm1+name", "adm_2": "#adm2+name", "where": "#loc+name",
    "latitude": "#geo+lat", "longitude": "#geo+lon", "low": "#affected+killed+low", "best": "#affected+killed",
    "high": "#affected+killed+high", "wounded": "#affected+injured", "quote": "#description+quote",
    "source": "#meta+source", "url": "#meta+url",
}  # fmt: skip
NOT_HELD = ("who said which figure: the side file has it", "harm other than deaths and wounds")


def rows(told: Told, terms: Terms, side: Side) -> Iterable[Row]:  # noqa: ARG001 - every format is called alike
    """The row of one event with deaths or wounds."""
    killed, wounded = told.finding("killed"), told.finding("wounded")
    if killed is None and wounded is None:
        side.left_out(told, "nobody is said to be killed or wounded")
        return
    place, days = told.place(), told.date()
    country = lookup_country(place.country) if place is not None else None
    rests_on = [f for f in (killed, wounded) if f is not None]
    cited = [found for f in rests_on for ids in (f.supporting, f.rival) for found in told.by_id(ids)]
    first = next(iter(cited), told.claims[0])
    low, best, high = (None, None, None) if killed is None else (killed.low, killed.best, killed.high)
    injured = None if wounded is None else wounded.best
    if killed is not None:
        side.figure(told.event.id, told, killed, {"low": low, "best": best, "high": high})
    if wounded is not None:
        side.figure(told.event.id, told, wounded, {"wounded": injured})
    yield [
        told.event.id, str(days.start) if days else None, str(days.end) if days else None,
        country.name if country else None, country.iso3 if country else None,
        *((place.adm1, place.adm2, place.name, place.latitude, place.longitude) if place else (None,) * 5),
        low, best, high, injured, told.citation(first).quote,
        joined(told.citation(c).publisher for c in told.claims), told.reports[first.report_id].url,
    ]  # fmt: skip
