"""UCDP GED's 49 columns: one row an event with at least one death in low, best or high.

UCDP's own numbers (conflict, dyad, actor) are UCDP's to give and stay empty; `active_year` rests on all of a year's
events in the world and stays empty too. What UCDP calls Clear is Clear here only where nothing needs a look.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from mnemon.errors import DataError
from mnemon.export.cells import Cell
from mnemon.export.citation import publisher_name
from mnemon.export.countries import Country, by_letters, lookup_country
from mnemon.export.formats import Row, joined
from mnemon.export.parties import ONE_SIDED, STATE, Sides, party_key, sides_of, speakers
from mnemon.export.side import Side
from mnemon.export.told import Terms, Told
from mnemon.model.events import Finding
from mnemon.model.values import Actor, DateRange, Place

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high",
    "low", "gwnoa", "gwnob",
)  # fmt: skip

NOT_HELD = (
    "who said which figure: GED has one list of original sources an event; the side file has each claim",
    "harm other than deaths: wounded, abducted, detained, missing and displaced people",
    "claims that a source denies, admits or cannot verify",
    "figures of a period or a running total",
    "UCDP's own numbers for conflicts, dyads and actors, and active_year: only UCDP can give them",
)


@dataclass(frozen=True, slots=True)
class Deaths:
    """Deaths by side. best = a + b + civilians + unknown and low <= best <= high, or DataError."""

    a: int
    b: int
    civilians: int
    unknown: int
    low: int
    best: int
    high: int

    def __post_init__(self) -> None:
        if self.best != self.a + self.b + self.civilians + self.unknown:
            raise DataError(f"best {self.best} is not the sum of the deaths of {self}")
        if not 0 <= self.low <= self.best <= self.high:
            raise DataError(f"low, best and high are not in order in {self}")


def rows(told: Told, terms: Terms, side: Side) -> Iterable[Row]:  # noqa: ARG001 - every format is called alike
    """The row of one event; none where GED takes none, which is then said in the side file."""
    killed, place, days = told.finding("killed"), told.place(), told.date()
    reason = _why_not(killed, place, days)
    if killed is None or place is None or days is None or reason is not None:
        if killed is not None:
            side.left_out(told, reason or "")
        return
    sides = sides_of(told, named=True)
    deaths, doubts = _deaths(told, killed, sides)
    number = event_number(told.event.id)
    row = str(number)
    for doubt in doubts:
        side.note(row, told, doubt)
    columns = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low")
    d = deaths
    figures = dict[str, Cell](zip(columns, (d.a, d.b, d.civilians, d.unknown, d.best, d.high, d.low), strict=True))
    side.figure(row, told, killed, figures)
    made: dict[str, Cell] = {"id": number, "code_status": _status(sides, doubts, place, days)}
    for some in (_identity(told, sides, days), _sources(told), _place(place), _days(days), figures):
        made.update(some)
    made["event_clarity"] = _clarity(told, killed, days)
    yield [made.get(name) for name in COLUMNS]


def event_number(event_id: str) -> int:
    """A number for an event id, the same each time, below 2**48 so that every reader holds it exactly."""
    return int(sha256(event_id.encode()).hexdigest()[:12], 16)


def _why_not(killed: Finding | None, place: Place | None, days: DateRange | None) -> str | None:
    if killed is None or not any((killed.low, killed.best, killed.high)):
        return "no death in low, best or high: the claims give no number that counts"
    if days is None:
        return "no day is stated"
    if days.precision > 5 or (days.end - days.start).days > 366:
        return "its days span more than a year"
    return None if place is not None else "no place on the map is stated"


def _deaths(told: Told, killed: Finding, sides: Sides) -> tuple[Deaths, list[str]]:
    """Deaths by side; what was chosen to make them whole is said in words."""
    doubts = []
    low = killed.low or 0
    best = killed.best
    if best is None:
        best = low
        doubts.append(f"the claims do not settle a best figure ({killed.unsettled or 'none is given'}): low stands in")
    high = max(best, _highest(told, killed) if killed.high is None else killed.high)
    if killed.high is None:
        doubts.append("no upper end is given: high is the highest number that any claim gives")
    split = _split(told, sides)
    if sum(split) > best:
        doubts.append("the figures by victim group add up to more than best: all deaths are of unknown status")
        split = (0, 0, 0)
    a, b, civilians = split
    low = min(low, best)
    return Deaths(a, b, civilians, best - sum(split), low, best, high), doubts


def _highest(told: Told, killed: Finding) -> int:
    """The highest number in the claims that support a finding, and in their rivals."""
    quantities = [c.quantity for c in told.by_id([*killed.supporting, *killed.rival]) if c.quantity is not None]
    return max((n for q in quantities for n in (q.low, q.best, q.high) if n is not None), default=0)


def _split(told: Told, sides: Sides) -> tuple[int, int, int]:
    """Deaths of side A, side B and civilians, as far as the settled figures of victim groups say."""
    by_group = {g.group: g.best or 0 for g in told.groups if g.what == "killed"}
    deaths = {"a": 0, "b": 0, "civilians": by_group.get("civilians", 0)}
    by_party = {found.group: found.best or 0 for found in told.parties if found.what == "killed"}
    for group, best in by_group.items():
        which = _side_of_group(told, group, sides)
        if which:
            deaths[which] += best
            continue
        for side, actor in (("a", sides.a), ("b", sides.b)):
            if actor is not None and actor.kind == group:
                deaths[side] += by_party.get(party_key(actor), 0)
    return deaths["a"], deaths["b"], deaths["civilians"]


def _side_of_group(told: Told, group: str | None, sides: Sides) -> str | None:
    """The one side that all victims of this kind belong to; None where that is not sure."""
    victims = {party_key(c.victims) for c in told.true_claims() if c.victims is not None and c.victims.kind == group}
    named = {"a": sides.a, "b": sides.b}
    fitting = [name for name, actor in named.items() if actor is not None and victims == {party_key(actor)}]
    return fitting[0] if len(fitting) == 1 else None


def _identity(told: Told, sides: Sides, days: DateRange) -> dict[str, Cell]:
    a, b = side_name(sides.a), "Civilians" if sides.violence == ONE_SIDED else side_name(sides.b)
    return {
        "relid": told.event.id, "year": days.start.year, "type_of_violence": sides.violence,
        "dyad_name": f"{a} - {b}" if a and b else "", "side_a": a, "side_b": b,
        "gwnoa": _state_number(sides.a), "gwnob": _state_number(sides.b),
    }  # fmt: skip


def _clarity(told: Told, killed: Finding, days: DateRange) -> int:
    """1 where a claim that the figure rests on tells of one incident on one day, or one night; else 2: a summary."""
    rests_on = told.by_id(killed.supporting or killed.rival)
    return 1 if any(c.scope == "event" and _one_day(c.date or days) for c in rests_on) else 2


def _one_day(days: DateRange) -> bool:
    """Whether the days are one, or the two that a night lies between."""
    return (days.end - days.start).days <= 1


def name_of(actor: Actor | None) -> str:
    """An actor's name, "" for none."""
    return "" if actor is None else actor.name


def side_name(actor: Actor | None) -> str:
    """A side as UCDP names it: a state's forces stand for its government."""
    country = _state_of(actor)
    return f"Government of {country.name}" if country is not None else name_of(actor)


def _state_number(actor: Actor | None) -> int | None:
    """The Gleditsch-Ward number of a state by the three letters that its actors' ids begin with."""
    country = _state_of(actor)
    return country.gw if country is not None else None


def _state_of(actor: Actor | None) -> Country | None:
    """The country of a state's force or government, by the three letters that its id begins with."""
    if actor is None or actor.kind not in STATE:
        return None
    letters, _, rest = (actor.of or actor.actor_id or "").partition("-")
    return by_letters().get(letters.upper()) if rest else None


def _sources(told: Told) -> dict[str, Cell]:
    reports = told.reports.values()
    offices = [publisher_name(told.sources.get(report.source_id or "")) for report in reports]
    dates = [report.published_at.isoformat() if report.published_at is not None else "" for report in reports]
    heads = [told.title(report.id) or "" for report in reports]
    articles = [f'"{o},{d},{h}"' for o, d, h in zip(offices, dates, heads, strict=True)]
    return {
        "number_of_sources": len(reports), "source_article": joined(articles), "source_office": joined(offices),
        "source_date": joined(dates), "source_headline": joined(heads),
        "source_original": joined(speakers(told.claims)),
    }  # fmt: skip


def _place(place: Place) -> dict[str, Cell]:
    country = lookup_country(place.country)
    latitude, longitude = place.latitude or 0.0, place.longitude or 0.0
    return {
        "where_prec": place.precision, "where_coordinates": place.name, "where_description": place.words,
        "adm_1": place.adm1, "adm_2": place.adm2, "latitude": latitude, "longitude": longitude,
        "geom_wkt": f"POINT ({longitude} {latitude})", "priogrid_gid": priogrid(latitude, longitude),
        "country": country.name if country else "", "country_id": country.gw if country else None,
        "region": country.region if country else "",
    }  # fmt: skip


def priogrid(latitude: float, longitude: float) -> int:
    """The PRIO-GRID cell of half a degree: rows from 90 degrees South, columns from 180 degrees West, both from 1."""
    row = min(int((latitude + 90) * 2), 359) + 1
    column = min(int((longitude + 180) * 2), 719) + 1
    return (row - 1) * 720 + column


def _days(days: DateRange) -> dict[str, Cell]:
    stamp = "{} 00:00:00.000"
    return {
        "date_prec": days.precision, "date_start": stamp.format(days.start), "date_end": stamp.format(days.end),
    }  # fmt: skip


def _status(sides: Sides, doubts: Sequence[str], place: Place, days: DateRange) -> str:
    checks = {
        "actor": sides.violence is None or bool(sides.others),
        "deaths": bool(doubts),
        "place": place.precision > 4,
        "date": days.precision > 3,
    }
    found = [name for name, wanted in checks.items() if wanted]
    return f"Check {', '.join(found)}" if found else "Clear"
