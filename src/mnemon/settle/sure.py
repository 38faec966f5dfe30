"""How sure a figure is: the chance that a careful reader of its report counts as many, learnt from annotated events."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from mnemon.model.claims import Claim
from mnemon.model.events import Finding, Sureness
from mnemon.settle.guard import turns_on

LEARNT = Path(__file__).with_name("sure.json")
AGAINST = 0.2
"""From such a share of the log-odds on, a fact is named among what speaks against a figure."""

FACTS = {
    "score": "a claim that it rests on has a low score",
    "again": "no other claim gives the same",
    "figures": "claims give different figures",
    "first": "the first claim of it gives another figure",
    "added": "it adds up more than two claims",
    "range": "it is no single number",
    "one": "it is one person",
    "ten": "it is ten or more",
    "possible": "a claim calls it possible, or another voice denies it",
    "no day": "no claim of it has a day",
    "places": "claims of it are at different places",
    "sentences": "many sentences tell of the event",
}
"""What is looked at, each with how it is named where it speaks against a figure."""

MOST = {"again": 3, "figures": 4, "sentences": 6}
"""Beyond such a number more of them say no more."""

SEVERAL, TEN = 2, 10


def sure_of(findings: Iterable[Finding], claims: Sequence[Claim]) -> dict[str, Sureness]:
    """By harm, how sure the figures of an event are, where that was measured."""
    found = ((finding.what, sureness(finding, claims)) for finding in findings if finding.group is None)
    return {what: sure for what, sure in found if sure is not None}


def sureness(finding: Finding, claims: Sequence[Claim]) -> Sureness | None:
    """How sure a finding's figure is. `claims`: all of its event.

    None where nothing was measured: no figure, another rule than the default, figures of a group, of several reports,
    or that a person has had a hand in.
    """
    learnt = _learnt()
    if finding.rule != learnt["rule"] or finding.group is not None:
        return None
    if not finding.gives_number or not finding.supporting:
        return None
    if len({claim.report_id for claim in claims}) > 1 or any(claim.by_person for claim in claims):
        return None
    said = facts(finding, claims)
    odds = {name: learnt["weights"][name] * value for name, value in said.items()}
    chance = 1 / (1 + math.exp(-learnt["intercept"] - sum(odds.values())))
    usual = {name: odds[name] - learnt["weights"][name] * learnt["means"][name] for name in odds}
    worst = sorted((share, name) for name, share in usual.items() if share <= -AGAINST)
    return Sureness(round(chance, 4), tuple(FACTS[name] for _, name in worst[:SEVERAL]))


def facts(finding: Finding, claims: Sequence[Claim]) -> dict[str, float]:
    """What is so of a figure, a number each. `claims`: all of its event, of its harm at least one."""
    mine = [claim for claim in claims if claim.kind == finding.what]
    number = finding.best if finding.best is not None else finding.low or 0
    sizes = [turns_on(claim.quantity) for claim in mine]
    used = {*finding.supporting, *finding.rival}
    first = min(mine, key=lambda claim: (claim.sentence, claim.spans.get("trigger", ())))
    days = [claim.date for claim in mine if claim.date is not None]
    counts = {
        "again": sum(size == number for size in sizes),
        "figures": len(set(sizes) - {0}),
        "sentences": len({claim.sentence for claim in claims}),
    }
    return {name: float(min(count, MOST[name])) for name, count in counts.items()} | {
        "score": min((claim.score for claim in mine if claim.id in used), default=0.5),
        "first": float(turns_on(first.quantity) == number),
        "added": float(len(finding.supporting) > SEVERAL),
        "range": float(finding.low != finding.high),
        "one": float(number == 1),
        "ten": float(number >= TEN),
        "possible": float(any(claim.in_doubt for claim in mine)),
        "no day": float(not days),
        "places": float(len({claim.place.place_id for claim in mine if claim.place is not None}) > 1),
    }


@cache
def _learnt() -> Mapping[str, Any]:
    learnt: dict[str, Any] = json.loads(LEARNT.read_text(encoding="utf-8"))
    return learnt
