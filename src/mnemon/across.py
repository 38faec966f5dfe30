"""Across reports: what was read is linked, clustered and settled, now or as the record was on a past day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from mnemon.linking import Telling, block_keys, cluster, link, open_weights, tellings
from mnemon.model.claims import Claim
from mnemon.model.events import Backing, Event, Finding, Link
from mnemon.model.text import Copy, Report
from mnemon.settle import Sourcing, get_rule, settle, settle_groups
from mnemon.settle.versions import Revision, revised, revisions, shortened
from mnemon.settle.voices import backing
from mnemon.store import ClaimFilter, Store


@dataclass(frozen=True, slots=True)
class Settled:
    """An event with the claims that tell of it, what a rule makes of their figures, and who tells of it."""

    event: Event
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    backing: Backing = field(default_factory=lambda: Backing(0, 0))


@dataclass(frozen=True, slots=True)
class Group:
    """An event before any rule: its claims, and what is known of where their reports go back to."""

    event: Event
    claims: tuple[Claim, ...]
    sourcing: Sourcing


def link_new(store: Store, at: datetime) -> tuple[int, list[Link]]:
    """Compare the mentions that were not compared yet with their neighbours, and keep what is suggested.

    Returns how many mentions were new, and the suggestions made. A mention whose neighbours are known touches those
    alone; a person's decision is never replaced.
    """
    weights = open_weights()
    fresh = {mention.id: mention for mention in store.unlinked(weights.digest)}
    if not fresh:
        return 0, []
    keys = {i: block_keys(mention, weights.limits) for i, mention in fresh.items()}
    store.keep_blocks(keys, weights.digest)
    around = store.neighbours(key for told in keys.values() for key in told)
    near = {mention.id: mention for mention in [*around, *fresh.values()]}
    claims = store.claims(ClaimFilter(event_mention_ids=tuple(near))) if len(near) <= 500 else store.claims()
    told = tellings(near.values(), claims)
    made = link(told, store.links_of(near), weights.digest, at, weights)
    suggested = [one for one in made if one.left in fresh or one.right in fresh]
    store.judge(suggested)
    return len(fresh), suggested


def groups(store: Store, at: datetime, *, anew: bool = False) -> Iterator[Group]:
    """The events of the record, as linking suggests and people decided.

    `anew`: link in memory, whatever suggestions are kept; so too where a mention was not compared yet.
    """
    weights, claims = open_weights(), list(store.claims())
    told = tellings(store.mentions(), claims)
    again = anew or bool(store.unlinked(weights.digest))
    suggested = link(told, store.links(), weights.digest, at, weights) if again else []
    reports = {report.id: report for report in store.reports()}
    newest = revised(reports.values(), store.retrieved())
    copies = store.copies()
    by_mention: dict[str, list[Claim]] = {}
    for claim in claims:
        by_mention.setdefault(claim.event_mention_id, []).append(claim)
    for event in _of_tellings(store, suggested, told):
        mine = tuple(claim for member in event.members for claim in by_mention.get(member, ()))
        yield Group(event, mine, _sourcing(mine, reports, copies, newest))


def _of_tellings(store: Store, suggested: Sequence[Link], told: Iterable[Telling]) -> list[Event]:
    known = {telling.mention.id for telling in told}
    return [event for event in store.events(cluster, suggested) if known & set(event.members)]


def _sourcing(
    claims: Sequence[Claim], reports: dict[str, Report], copies: Sequence[Copy], newest: dict[str, str]
) -> Sourcing:
    """Where the reports of one event go back to: copies, shortened copies, versions, publishers."""
    ids = {claim.report_id for claim in claims}
    mine = [reports[i] for i in sorted(ids) if i in reports]
    found = shortened(mine) if len(mine) > 1 else []
    ours = [copy for copy in copies if copy.report_id in ids or copy.of_report_id in ids]
    return Sourcing.of(mine, [*ours, *found], {old: new for old, new in newest.items() if {old, new} <= ids})


def events(store: Store, rule: str, at: datetime | None = None, *, anew: bool = True) -> Iterator[Settled]:
    """The events of the record, each with its findings by a named rule. `at`: when the suggestions are made."""
    chosen = get_rule(rule)
    for group in groups(store, at or datetime.now().astimezone(), anew=anew):
        found = settle(group.event, group.claims, chosen, group.sourcing)
        yield Settled(group.event, group.claims, tuple(found), backing(group.claims, group.sourcing))


def settle_record(store: Store, rule: str, at: datetime) -> tuple[int, int]:
    """Keep a rule's findings for every event and victim group; how many were opened, and how many closed."""
    chosen, found = get_rule(rule), list[Finding]()
    for group in groups(store, at):
        found += settle(group.event, group.claims, chosen, group.sourcing)
        found += settle_groups(group.event, group.claims, chosen, group.sourcing)
    return store.keep_findings(rule, found, at)


def changed_reports(store: Store) -> list[Revision]:
    """The reports whose publisher changed them, with the figures that changed."""
    reports = list(store.reports())
    newest = revised(reports, store.retrieved())
    return revisions(reports, newest, store.claims()) if newest else []
