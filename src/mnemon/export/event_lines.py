"""An event for other programs, as one line of JSON: its figures with their support, and who tells of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from mnemon.model.claims import Claim
from mnemon.model.events import NOT_MEASURED, Backing, Event, Finding, Sureness

TOTAL = "alone-"
"""How the id of an episode begins that is no event of its own: what a report tells of many days at once."""


def event_line(
    event: Event,
    claims: Sequence[Claim],
    findings: Sequence[Finding],
    backing: Backing,
    parent: str | None,
    sure: Mapping[str, Sureness] = NOT_MEASURED,
) -> str:
    """One event. `voices` lists each independent voice with its reports, and why several reports are one voice.

    `sure`: by harm, how sure the figure is; "score" is null where that was not measured.
    """
    row = {
        "event_id": event.id, "members": list(event.members), "part_of": parent,
        "kinds": list(dict.fromkeys(claim.kind for claim in claims)), "claims": [claim.id for claim in claims],
        "reports": backing.reports, "independent_voices": backing.voices, "sides": list(backing.sides),
        "voices": [{"name": v.name or None, "reports": list(v.reports), "why": list(v.why)} for v in backing.told_by],
        "findings": [_finding(finding, sure.get(finding.what)) for finding in findings],
    }  # fmt: skip
    return json.dumps(row, ensure_ascii=False)


def _finding(finding: Finding, sure: Sureness | None) -> dict[str, Any]:
    plain = ("what", "low", "best", "high", "rule", "rule_version", "unsettled", "within")
    left_out = [{"claim": out.claim_id, "reason": out.reason} for out in finding.left_out]
    row = {name: getattr(finding, name) for name in plain}
    row |= {"score": sure.chance if sure else None, "against": list(sure.against) if sure else []}
    return row | {"supporting": list(finding.supporting), "rival": list(finding.rival), "left_out": left_out}


def backing_lines(backing: Backing, parent: str | None) -> list[str]:
    """Who tells of an event, for people: a line on all, and one on each voice that several reports carry."""
    sides = f"; sides: {', '.join(backing.sides)}" if backing.sides else ""
    lines = [f"told by {_many(backing.voices, 'independent voice')} in {_many(backing.reports, 'report')}{sides}"]
    lines += [
        f"  one voice: {voice.name or 'a text'} ({', '.join(voice.reports)}): {'; '.join(voice.why)}"
        for voice in backing.told_by
        if len(voice.reports) > 1
    ]
    if parent is None:
        return lines
    total = parent.startswith(TOTAL)
    whole = f"a total over days ({parent.removeprefix(TOTAL)})" if total else f"the episode {parent}"
    return [*lines, f"part of {whole}: no total adds the two"]


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
