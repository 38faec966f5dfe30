"""Airwars-style rows: one an event with people killed or wounded, from least to most for each of 18 victim groups.

A group's figures come from the claims whose words name it. Where one voice says civilians and another says fighters,
the least is 0 for both. The grade is a suggestion by rule, not an assessment: a person makes that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import yaml

from mnemon.export.cells import Cell
from mnemon.export.countries import lookup_country
from mnemon.export.formats import Row, joined
from mnemon.export.ged import name_of
from mnemon.export.parties import sides_of
from mnemon.export.side import Side
from mnemon.export.told import Terms, Told
from mnemon.model.claims import Claim
from mnemon.model.events import Finding
from mnemon.model.values import Place

HARMED = {"killed": "killed", "wounded": "injured"}
FIGHTERS = ("belligerents", "member_of_armed_forces")
MANY = 4096
"""Words for victims whose groups are kept at hand."""

ACCURACY = {1: "town", 2: "district", 3: "district", 4: "province/governorate", 5: "province/governorate", 6: "country"}
NOT_HELD = (
    "the names, ages and families of victims: this export holds no person",
    "strike targets, observations, impact, media and strike reports: no claim has them",
    "who said which figure: the side file has it",
    "a sign-off: assessor and date are for the person who assesses",
)


@cache
def groups() -> Mapping[str, Mapping[str, Any]]:
    """The victim groups, in the order of the columns."""
    text = (resources.files("mnemon.export") / "data" / "victims.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, Any]] = yaml.safe_load(text)["groups"]
    return found


@cache
def columns() -> tuple[str, ...]:
    """The names of the columns, in order."""
    first = (
        "code", "date_type", "date", "date_end", "country", "location_name", "region", "latitude", "longitude",
        "geolocation_accuracy", "civilian_harm_reported", "grade", "strike_type", "cause_of_death_injury",
        "belligerents", "killed_min", "killed_best", "killed_max", "injured_min", "injured_max", "num_sources",
        "num_voices", "sources",
    )  # fmt: skip
    return (*first, *(f"{g}_{harm}_{end}" for g in groups() for harm in HARMED.values() for end in ("min", "max")))


def rows(told: Told, terms: Terms, side: Side) -> Iterable[Row]:  # noqa: ARG001 - every format is called alike
    """The row of one event; none where nobody is killed or wounded, which is then said in the side file."""
    found = {harm: finding for harm in HARMED if (finding := told.finding(harm)) is not None}
    if not any(finding.supporting or finding.rival for finding in found.values()):
        side.left_out(told, "no number of people killed or wounded is claimed")
        return
    days, place, sides = told.date(), told.place(), sides_of(told, named=True)
    made: dict[str, Cell] = dict.fromkeys(columns(), None)
    made |= _where(place) | {
        "code": told.event.id, "date_type": "not stated" if days is None else _span(days.start == days.end),
        "date": str(days.start) if days else None, "date_end": str(days.end) if days else None,
        "strike_type": joined(c.kind for c in told.true_claims() if c.kind in ("airstrike", "shelling", "bombing", "shooting", "battle", "attack")),  # noqa: E501
        "cause_of_death_injury": joined(c.means for c in told.true_claims()),
        "belligerents": joined([name_of(sides.a), name_of(sides.b), *sides.others]),
        "num_sources": len(told.reports), "num_voices": told.voice_count(),
        "sources": joined(report.url for report in told.reports.values()),
    }  # fmt: skip
    for harm, finding in found.items():
        figures = _totals(harm, finding) | _by_group(told, harm, finding)
        made |= figures
        side.figure(told.event.id, told, finding, {name: value for name, value in figures.items() if value is not None})
    made["civilian_harm_reported"] = int(any(_groups_of(c) & _civilian() for c in told.true_claims()))
    made["grade"] = next((f.grade for f in found.values() if f.grade), None)
    yield [made[name] for name in columns()]


def _span(one_day: bool) -> str:  # noqa: FBT001 - a word for one of two
    return "single day" if one_day else "range"


def _where(place: Place | None) -> dict[str, Cell]:
    if place is None:
        return {}
    country = lookup_country(place.country)
    return {
        "country": country.name if country else "", "region": place.adm1, "location_name": place.name,
        "latitude": place.latitude, "longitude": place.longitude,
        "geolocation_accuracy": ACCURACY.get(place.precision, ""),
    }  # fmt: skip


def _totals(harm: str, finding: Finding) -> dict[str, Cell]:
    name = HARMED[harm]
    figures: dict[str, Cell] = {f"{name}_min": finding.low, f"{name}_max": finding.high}
    return figures | ({"killed_best": finding.best} if harm == "killed" else {})


def _by_group(told: Told, harm: str, finding: Finding) -> dict[str, Cell]:
    """Least and most of each group that a claim of this harm names; a part counts in its own group alone."""
    parts = {out.claim_id for out in finding.left_out if out.reason.startswith("it is part of")}
    counted = told.by_id({*finding.supporting, *finding.rival, *parts})
    by_group: dict[str, list[Claim]] = {}
    for claim in counted:
        for group in _groups_of(claim):
            whole = claim.id in parts and any(group in _groups_of(c) for c in counted if c.id == claim.part_of)
            if not whole:
                by_group.setdefault(group, []).append(claim)
    doubtful = bool(by_group.keys() & _civilian()) and bool(by_group.keys() & set(FIGHTERS))
    figures: dict[str, Cell] = {}
    for group in (name for name in groups() if name in by_group):  # in the order of the columns, run after run
        claims = by_group[group]
        lows = [0 if doubtful else low for c in claims if (low := _end(c, "low")) is not None]
        highs = [high for c in claims if (high := _end(c, "high")) is not None]
        figures[f"{group}_{HARMED[harm]}_min"] = min(lows, default=None)
        figures[f"{group}_{HARMED[harm]}_max"] = max(highs) if len(highs) == len(claims) else None
    return figures


def _end(claim: Claim, name: str) -> int | None:
    value: int | None = getattr(claim.quantity, name, None)
    return value


@cache
def _civilian() -> frozenset[str]:
    top = "civilian_non_combatants"
    return frozenset({top, *(name for name, group in groups().items() if group.get("of") == top)})


def _groups_of(claim: Claim) -> frozenset[str]:
    """Every group that a claim's words for those harmed name, with the groups that hold them; else that of its kind."""
    victims = claim.victims
    return _named("unknown", "") if victims is None else _named(victims.kind, victims.words or victims.name)


@lru_cache(maxsize=MANY)
def _named(kind: str, words: str) -> frozenset[str]:
    """The groups of a kind of victims and of words for them: those of a record repeat one another."""
    found = [name for name, pattern in _patterns().items() if pattern.search(words.casefold())]
    found = found or [name for name, group in groups().items() if kind in group.get("kinds", ())]
    return frozenset(found).union(group for name in found if (group := groups()[name].get("of")))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """What finds the words of each group that has any."""
    listed = {name: "|".join(map(re.escape, group["words"])) for name, group in groups().items() if group.get("words")}
    return {name: re.compile(rf"\b(?:{words})\b") for name, words in listed.items()}
