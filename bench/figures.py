"""What the figures of a report's events are worth, and whether their chance to be right can be trusted.

bench/data/events.jsonl says of each event how many people it harmed: low and high, None where it is open above ("?"
where its annotator could not tell). Two readers agree on 371 of 381 such figures, a third decided the rest. `figures`:
of those, the share that is the figure of our event with most of their event's claims, settled by the default rule.
`figures_right`: of the figures that our events give, the share that is right. `sure_right`: the same of those whose
chance is 0.85 or more; `unsure_wrong`: of those with a chance below 0.5, the share that is wrong; `sure_ece`: how far
chances lie from shares, on average.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.calibration import ece
from bench.reports import share
from mnemon.model.claims import Claim
from mnemon.model.events import Event, Finding
from mnemon.settle import get_rule, settle
from mnemon.settle.sure import sureness

COUNTED = ("killed", "wounded", "abducted", "detained", "displaced")
UNCLEAR = "?"
SURE = 0.85
RULE = "most-voices"
"""The default rule, by which figures are settled here."""

Row = Mapping[str, Any]
Ends = tuple[int | None, int | None]
Pairs = Sequence[tuple[Mapping[str, Any], Claim]]
"""Annotated claims, each with the one read that is it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that an event of ours gives, with all claims of that event, and what the annotator counts of it."""

    finding: Finding
    claims: Sequence[Claim]
    gold: Sequence[int | None] | str | None

    @property
    def right(self) -> bool:
        """Whether it is the annotator's."""
        return self.gold is not None and tuple(self.gold) == ends(self.finding)


def measure(reports: Sequence[tuple[Row, Pairs, Sequence[Claim]]]) -> dict[str, float]:
    """Every figure by name. `reports`: each annotated report, its claims that are read, and all that are read of it."""
    told = [one for row, pairs, claims in reports for one in annotated(row, pairs, claims)]
    shown = [one for row, pairs, claims in reports for one in given(row, pairs, claims)]
    known = [(sureness(one.finding, one.claims), one.right) for one in shown]
    chances = [(sure.chance, right) for sure, right in known if sure is not None]
    return {
        "figures": share([gold == ours for gold, ours in told]),
        "figures_right": share([one.right for one in shown]),
        "sure_right": share([right for chance, right in chances if chance >= SURE]),
        "unsure_wrong": share([not right for sure, right in known if sure is not None and sure.doubtful]),
        "sure_ece": ece(chances),
    }


def annotated(row: Row, pairs: Pairs, claims: Sequence[Claim]) -> Iterator[tuple[Ends, Ends | None]]:
    """Low and high of each annotated figure, and of ours; None where our event gives none."""
    homes: dict[str, Counter[str]] = {}
    for said, claim in pairs:
        homes.setdefault(said["event"], Counter())[claim.event_mention_id] += 1
    for number, event in row["events"].items():
        ours = homes[number].most_common(1)[0][0] if number in homes else ""
        found = {finding.what: ends(finding) for finding in _settled(ours, claims)}
        for harm, gold in event["counts"].items():
            if gold != UNCLEAR:
                yield (gold[0], gold[1]), found.get(harm)


def given(row: Row, pairs: Pairs, claims: Sequence[Claim]) -> Iterator[Figure]:
    """Every number that our events give, where an annotator told which event most of their claims are of, if one."""
    numbers: dict[str, Counter[str]] = {}
    for said, claim in pairs:
        numbers.setdefault(claim.event_mention_id, Counter())[said["event"]] += 1
    for ours, votes in numbers.items():
        number = votes.most_common(1)[0][0]
        counts = row["events"][number]["counts"] if number in row["events"] else {}
        mine = [claim for claim in claims if claim.event_mention_id == ours]
        for finding in _settled(ours, mine):
            gold = counts.get(finding.what)
            if gold != UNCLEAR and finding.gives_number:
                yield Figure(finding, mine, gold)


def _settled(mention: str, claims: Sequence[Claim]) -> list[Finding]:
    return settle(Event(mention, (mention,)), claims, get_rule(RULE), harms=COUNTED)


def ends(finding: Finding) -> Ends:
    """A finding's low and high; people without a number are at least one."""
    return (finding.low, finding.high) if finding.gives_number else (1, None)
