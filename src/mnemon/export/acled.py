"""ACLED-shaped rows: its 31 columns. They are Mnemon's rows in that shape; they are not ACLED data.

Fatalities are the lowest number given (rule acled-conservative: "tens" 10, "dozens" 12, "hundreds" 100). Where deaths
are told without any number the cell stays empty: ACLED's fixed numbers for war zones are a choice about places that
this program does not make. Totals that belong to no incident are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from typing import Any

import yaml

from mnemon.export.cells import Cell
from mnemon.export.countries import lookup_country
from mnemon.export.formats import Row, joined
from mnemon.export.ged import name_of
from mnemon.export.parties import ARMED, ONE_SIDED, Sides, sides_of, speakers
from mnemon.export.side import Side
from mnemon.export.told import Terms, Told
from mnemon.model.values import Actor, DateRange, Place

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip

NOT_HELD = (
    "rival figures: there is one number of fatalities; the notes and the side file have the others",
    "harm other than deaths, and whose deaths they were",
    "days of an event beyond the first: a row has one day and its precision",
    "actors by ACLED's own names, source_scale, admin3 and tags: only ACLED can give them",
)
DISORDER = {
    "Battles": "Political violence", "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence", "Riots": "Political violence", "Protests": "Demonstrations",
    "Strategic developments": "Strategic developments",
}  # fmt: skip


@cache
def shape() -> Mapping[str, Any]:
    """The file that says how kinds, means and precisions become ACLED's words."""
    text = (resources.files("mnemon.export") / "data" / "acled.yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = yaml.safe_load(text)
    return loaded


def rows(told: Told, terms: Terms, side: Side) -> Iterable[Row]:
    """The row of one event; none where the shape takes none, which is then said in the side file."""
    sides, place, days = sides_of(told), told.place(), told.date()
    kinds = event_type(told, terms, sides)
    reason = _why_not(told, kinds, place, days)
    if reason is not None or kinds is None or place is None or days is None:
        side.left_out(told, reason or "no type of event fits")
        return
    row = f"{told.event.id}"
    made: dict[str, Cell] = dict.fromkeys(COLUMNS, None)
    made |= {"event_id_cnty": row, **_days(days), **_actors(sides), **_place(place)}
    made |= {"event_type": kinds[0], "sub_event_type": kinds[1], "disorder_type": DISORDER.get(kinds[0], "")}
    made |= {"source": _sources(told), "notes": _notes(told, days, terms), "timestamp": _stamp(told)}
    killed = told.finding("killed")
    made["fatalities"] = 0 if killed is None else killed.low if killed.low is not None else killed.best
    if killed is None:
        side.claims(row, told, told.claims)
    else:
        side.figure(row, told, killed, {"fatalities": made["fatalities"]})
        if made["fatalities"] is None:
            side.note(row, told, "deaths are told without a number: fatalities stay empty")
    yield [made[name] for name in COLUMNS]


def event_type(told: Told, terms: Terms, sides: Sides) -> tuple[str, str] | None:
    """Event type and sub-event type: by the kind of act that is told, else by who harmed whom; None where none fits."""
    scheme, shaped = terms.schemes.get("acled", {}), shape()
    told_kinds = {claim.kind for claim in told.true_claims()}
    for claim in told.true_claims():
        own = scheme.get(claim.subkind or "")
        if own is not None and own.get("event_type"):
            return own["event_type"] or "", own.get("sub_event_type") or ""
    for kind in shaped["order"]:
        mapped = scheme.get(kind)
        if kind in told_kinds and mapped is not None and mapped.get("event_type"):
            means = " ".join(c.means.casefold() for c in told.true_claims() if c.means)
            exact = next((sub for word, sub in shaped["means"].get(kind, {}).items() if word in means), None)
            return mapped["event_type"] or "", exact or mapped.get("sub_event_type") or ""
    if "killed" in told_kinds or "wounded" in told_kinds:
        if sides.violence == ONE_SIDED:
            return "Violence against civilians", "Attack"
        if sides.violence is not None:
            return "Battles", "Armed clash"
    return None


def _why_not(told: Told, kinds: object, place: Place | None, days: DateRange | None) -> str | None:
    if not any(c.scope == "event" for c in told.true_claims()):
        return "a total that belongs to no incident, or nothing that happened"
    if kinds is None:
        return "no type of event fits: the claims do not say what was done to whom by whom"
    if days is None or days.precision not in shape()["time_precision"]:
        return "no day, week or month is stated"
    if place is None or place.precision not in shape()["geo_precision"]:
        return "no place within a country is stated"
    return None


def _days(days: DateRange) -> dict[str, Cell]:
    precision = shape()["time_precision"][days.precision]
    return {"event_date": days.start.isoformat(), "year": days.start.year, "time_precision": precision}


def _actors(sides: Sides) -> dict[str, Cell]:
    one, two = inter(sides.a), shape()["inter"]["civilians"] if sides.violence == ONE_SIDED else inter(sides.b)
    pair = sorted(code for code in (one, two) if code)
    civilians = sides.violence == ONE_SIDED
    return {
        "actor1": name_of(sides.a), "actor2": "Civilians" if civilians else name_of(sides.b), "inter1": one,
        "inter2": two, "interaction": int("".join(map(str, pair))) if len(pair) == 2 else None,
        "civilian_targeting": "Civilian targeting" if civilians else "",
    }  # fmt: skip


def inter(actor: Actor | None) -> int | None:
    """The code for the kind of an actor; None where its kind has none."""
    code: int | None = shape()["inter"].get(actor.kind) if actor is not None and actor.kind in ARMED else None
    return code


def _place(place: Place) -> dict[str, Cell]:
    country = lookup_country(place.country)
    return {
        "iso": country.numeric or None if country else None, "region": country.region if country else "",
        "country": country.name if country else "", "admin1": place.adm1, "admin2": place.adm2, "location": place.name,
        "latitude": place.latitude, "longitude": place.longitude,
        "geo_precision": shape()["geo_precision"][place.precision],
    }  # fmt: skip


def _sources(told: Told) -> str:
    return joined(told.citation(claim).publisher for claim in told.claims)


def _notes(told: Told, days: DateRange, terms: Terms) -> str:
    killed = told.finding("killed")
    said = []
    for claim in told.by_id([*killed.supporting, *killed.rival]) if killed is not None else []:
        if claim.quantity is not None and claim.quantity.words:
            speaker = next(iter(speakers([claim])), told.citation(claim).publisher)
            best = claim.quantity.best
            said.append(f"{speaker}: {best if best is not None else claim.quantity.words}")
    figures = f" Killed, by who says so: {'; '.join(dict.fromkeys(said))}." if said else ""
    acts = ", ".join(dict.fromkeys(claim.kind for claim in told.true_claims()))
    first, last = (f"{day.day} {day:%B %Y}" for day in (days.start, days.end))
    when = f"On {first}" if first == last else f"Between {first} and {last}"
    return f"{when}, as reported: {acts}.{figures} Rule {terms.rule} {terms.rule_version}."


def _stamp(told: Told) -> int | None:
    """Seconds since 1970 of the day on which the last report was published; None where none says."""
    days = [report.published_at for report in told.reports.values() if report.published_at is not None]
    if not days:
        return None
    return int(datetime.combine(max(days), datetime.min.time(), tzinfo=UTC).timestamp())
