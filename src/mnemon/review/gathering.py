"""Events with all that tells of them, gathered around a few tellings, as `mnemon events` has them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from mnemon.across import ALONE, Group
from mnemon.linking import cluster
from mnemon.linking.telling import tells_of_incident
from mnemon.model.claims import Claim, EventMention
from mnemon.model.events import Event, Judgement, Link
from mnemon.model.text import Copy, Report
from mnemon.settle import Sourcing
from mnemon.settle.versions import revised, shortened
from mnemon.store import Desk


def events_around(
    desk: Desk, mention_ids: Iterable[str], most: int
) -> tuple[list[Event], list[Link], list[EventMention]]:
    """The events that some mentions tell of, the links around them, and every mention that these reach.

    A mention of which no claim stands tells of nothing, and is in no event.
    """
    asked = list(mention_ids)
    links, mentions = desk.links_around(*asked, most=most)
    telling = desk.telling([m.id for m in mentions])
    heard = [m for m in mentions if m.id in telling]
    found = cluster(links, heard)
    return [event for event in found if not set(event.members).isdisjoint(asked)], links, mentions


def groups_of(desk: Desk, events: Sequence[Event], links: Iterable[Link] = ()) -> list[Group]:
    """Events with their claims, reports and sourcing; a mention that tells of no incident alone, as across events.

    `links`: those around them, which tell what a person decided to be two events.
    """
    apart: dict[str, set[str]] = {}
    for link in links:
        if link.decided and link.judgement is Judgement.NEGATIVE:
            apart.setdefault(link.left, set()).add(link.right)
            apart.setdefault(link.right, set()).add(link.left)
    told: dict[str, list[Claim]] = {}
    for claim in desk.claims_of_mentions([member for event in events for member in event.members]):
        told.setdefault(claim.event_mention_id, []).append(claim)
    sources = Sources(desk, {claim.report_id for claim in chain.from_iterable(told.values())})
    found = []
    for event in events:
        mine = [claim for member in event.members for claim in told.get(member, ())]
        if any(map(tells_of_incident, mine)):
            others = {member: apart[member] for member in event.members if member in apart}
            found.append(replace(_group(event, mine, sources), apart=others))
            continue
        alone = ((Event(f"{ALONE}{member}", (member,)), told.get(member, [])) for member in event.members)
        found += [_group(one, claims, sources) for one, claims in alone if claims]
    return found


def _group(event: Event, claims: Sequence[Claim], sources: Sources) -> Group:
    ids = sorted({claim.report_id for claim in claims})
    return Group(event, tuple(claims), sources.of(ids), {i: sources.reports[i] for i in ids})


class Sources:
    """Where some reports go back to: copies, shortened copies, versions of one page, publishers."""

    def __init__(self, desk: Desk, report_ids: Iterable[str]) -> None:
        ids = sorted(set(report_ids))
        self._copies: dict[str, list[Copy]] = {}
        for copy in desk.copies_of(ids):
            for end in (copy.report_id, copy.of_report_id):
                self._copies.setdefault(end, []).append(copy)
        self.reports: Mapping[str, Report] = desk.reports({*ids, *self._copies})
        self._newest = _newest(desk, [self.reports[i] for i in ids if i in self.reports])

    def of(self, report_ids: Sequence[str]) -> Sourcing:
        """What is known of the reports of one event."""
        mine = [self.reports[i] for i in report_ids]
        ours = {(copy.report_id, copy.of_report_id): copy for i in report_ids for copy in self._copies.get(i, ())}
        beside = sorted({end for pair in ours for end in pair} - set(report_ids))
        newer = {old: new for old in report_ids if (new := self._newest.get(old)) in set(report_ids)}
        cut = shortened(mine) if len(mine) > 1 else []
        return Sourcing.of([*mine, *(self.reports[i] for i in beside)], [*ours.values(), *cut], newer)


def _newest(desk: Desk, reports: Sequence[Report]) -> dict[str, str]:
    """For each report that has a later version among these, the latest one."""
    times = Counter(report.url for report in reports if report.url)
    versions = [report for report in reports if times[report.url or ""] > 1]
    return revised(versions, desk.retrieved([report.id for report in versions])) if versions else {}
