"""A part is never added to its whole, nor two figures that may count the same people: the larger stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from mnemon.model.events import Finding

COMMON, RARE = 5, 20
"""Figures below the first are common numbers: two that are the same say nothing. So many as the second are rare: two
tellings of as many, near one another in place and time, are seldom of two events, and early and late ones differ."""

Key = tuple[str, str, str | None, str]


def held(
    found: Iterable[Finding], parents: Mapping[str, str], overlaps: Mapping[str, Mapping[str, bool]] | None = None
) -> list[Finding]:
    """The findings, each with the event whose figure counts its people too (Finding.within), where there is one.

    `parents`: the episode that an event is part of, by event id. An episode that gives no figure of this harm, or a
    smaller one, holds nothing: then the one that it is part of itself may. `overlaps`: by event id the other events
    that may count the same people, and whether they are wider than it. One of a larger figure that stands itself then
    holds the event: a wider one always, another where both give one uncommon number, or where both give rare ones.
    """
    every = list(found)
    given = {_key(f, f.event_id): _number(f) or 0 for f in every}
    within = {_key(f, f.event_id): _holder(f, parents, given) for f in every}
    standing: dict[Key, int] = {}
    for finding in sorted(every, key=lambda f: (-(_number(f) or 0), f.event_id)):
        key, number = _key(finding, finding.event_id), _number(finding) or 0
        if within[key] is None:
            within[key] = _double(finding, number, (overlaps or {}).get(finding.event_id, {}), standing)
        if within[key] is None:
            standing[key] = number
    holders = ((f, within[_key(f, f.event_id)]) for f in every)
    return [f if f.within == holder else replace(f, within=holder) for f, holder in holders]


def _number(finding: Finding) -> int | None:
    return next((n for n in (finding.best, finding.low, finding.high) if n is not None), None)


def _key(finding: Finding, event_id: str) -> Key:
    return event_id, finding.what, finding.group, finding.rule


def _holder(finding: Finding, parents: Mapping[str, str], given: Mapping[Key, int]) -> str | None:
    above, least = parents.get(finding.event_id), max(1, _number(finding) or 0)
    while above is not None and given.get(_key(finding, above), 0) < least:
        above = parents.get(above)
    return above


def _double(finding: Finding, number: int, near: Mapping[str, bool], standing: Mapping[Key, int]) -> str | None:
    """The first of the largest standing figures that may count the same people; none holds what counts nobody."""
    larger = [(-n, other) for other in near if (n := standing.get(_key(finding, other), 0)) >= max(number, 1)]
    doubles = [(n, other) for n, other in larger if near[other] or _one_figure(number, -n)]
    return min(doubles)[1] if doubles and number else None


def _one_figure(number: int, larger: int) -> bool:
    return number >= RARE or (number == larger and number >= COMMON)
