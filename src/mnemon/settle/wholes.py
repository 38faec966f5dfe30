"""A part is never added to its whole: which findings an episode's own figure counts already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from mnemon.model.events import Finding


def held(found: Iterable[Finding], parents: Mapping[str, str]) -> list[Finding]:
    """The findings, each with the episode that counts its people too (Finding.within), where there is one.

    `parents`: the episode that an event is part of, by event id. An episode that gives no figure of this harm holds
    nothing: then the one that it is part of itself may.
    """
    every = list(found)
    given = {_key(f, f.event_id) for f in every if (f.low, f.best, f.high) != (None, None, None)}
    return [replace(f, within=_holder(f, parents, given)) for f in every]


def _key(finding: Finding, event_id: str) -> tuple[str, str, str | None, str]:
    return event_id, finding.what, finding.group, finding.rule


def _holder(finding: Finding, parents: Mapping[str, str], given: set[tuple[str, str, str | None, str]]) -> str | None:
    above = parents.get(finding.event_id)
    while above is not None and _key(finding, above) not in given:
        above = parents.get(above)
    return above
