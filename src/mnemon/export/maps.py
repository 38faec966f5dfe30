"""Events for maps: GeoJSON, and the list of events that TimeMap reads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mnemon.export.formats import joined
from mnemon.export.side import Side
from mnemon.export.told import Terms, Told
from mnemon.model.values import DateRange, Place

NOT_HELD = ("events without a place on the map", "the shape of an area: a place is one point with its precision")
NO_PLACE = "no place on the map is stated"


def features(told: Told, terms: Terms, side: Side) -> Iterable[dict[str, Any]]:
    """A GeoJSON feature (RFC 7946) for an event with a place; its figures by harm, its citations as lines."""
    place = told.place()
    if place is None:
        side.left_out(told, NO_PLACE)
        return
    days = told.date()
    figures: dict[str, int | None] = {}
    for found in told.findings:
        named = {f"{found.what}_{end}": getattr(found, end) for end in ("low", "best", "high")}
        side.figure(told.event.id, told, found, named)
        figures |= named
    yield {
        "type": "Feature", "id": told.event.id,
        "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]},
        "properties": {
            "event": told.event.id, "place": place.name, "place_precision": place.precision, "country": place.country,
            "place_data": place.credit or None,
            "date_start": str(days.start) if days else None, "date_end": str(days.end) if days else None,
            "date_precision": days.precision if days else None, "kinds": joined(c.kind for c in told.true_claims()),
            **figures, "rule": f"{terms.rule} {terms.rule_version}",
            "citations": list(dict.fromkeys(told.citation(c).line() for c in told.claims)),
        },
    }  # fmt: skip


def timemap(told: Told, terms: Terms, side: Side) -> Iterable[dict[str, Any]]:
    """An event as TimeMap's event list has it: one day, one point, a description, sources by id."""
    place, days = told.place(), told.date()
    if place is None or days is None:
        side.left_out(told, NO_PLACE if place is None else "no day is stated")
        return
    side.claims(told.event.id, told, told.claims)
    addresses = list(dict.fromkeys(report.url or report.id for report in told.reports.values()))
    said = [figure_words(f.what, f.low, f.best, f.high) for f in told.findings]
    parts = [joined((c.kind for c in told.true_claims()), ", "), _vague(days, place)]
    parts.append(f"{'; '.join(said)} (rule {terms.rule})" if said else "")
    about = ". ".join(filter(None, parts)) + "."
    yield {
        "id": told.event.id, "date": str(days.start), "time": "", "location": place.name,
        "latitude": str(place.latitude), "longitude": str(place.longitude), "description": about,
        "associations": [], "category": "", "sources": addresses,
    }  # fmt: skip


def _vague(days: DateRange, place: Place) -> str:
    """What one day and one point do not show: that the event was on one of many days, or somewhere in a region."""
    when = f"between {days.start} and {days.end}" if days.start != days.end else ""
    where = f"somewhere in {place.name}" if place.precision > 2 else ""
    return " ".join(filter(None, (when, where)))


def figure_words(what: str, low: int | None, best: int | None, high: int | None) -> str:
    """A figure in words: "killed: low 9, best 9, high not given"."""
    shown = ["not given" if n is None else str(n) for n in (low, best, high)]
    return f"{what}: low {shown[0]}, best {shown[1]}, high {shown[2]}"
