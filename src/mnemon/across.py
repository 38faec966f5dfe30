"""Across reports: what was read is linked, clustered and settled, now or as the record was on a past day."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice

from mnemon.linking import block_keys, cluster, link, looked_in, open_weights, tellings
from mnemon.linking.episodes import Episodes, Outline, outline
from mnemon.linking.overlaps import Overlaps, overlaps
from mnemon.linking.telling import tells_of_incident
from mnemon.linking.weights import Weights
from mnemon.model.claims import Claim, EventMention
from mnemon.model.events import Backing, Event, Finding, Judgement, Link, Sureness
from mnemon.model.text import Copy, Report
from mnemon.settle import Sourcing, get_rule, settle, settle_groups
from mnemon.settle.settle import settle_subkinds
from mnemon.settle.sure import sure_of
from mnemon.settle.versions import Revision, revised, revisions, shortened
from mnemon.settle.voices import backing
from mnemon.settle.wholes import held
from mnemon.store import ClaimFilter, Store
from mnemon.store.joining import outlines, positive_pairs
from mnemon.store.rereading import heard, silent

BATCH = 300
"""Events whose claims and reports are fetched together: few questions, a few megabytes."""

ALONE = "alone-"
"""How the ids of what belongs to no event begin."""


@dataclass(frozen=True, slots=True)
class Settled:
    """An event with the claims that tell of it, what a rule makes of their figures, and who tells of it.

    `parent`: the id of the episode that it is part of; None = of none. `published`: the days of its reports,
    by id; None = not stated.
    """

    event: Event
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    backing: Backing = field(default_factory=lambda: Backing(0, 0))
    parent: str | None = None
    published: Mapping[str, date | None] = field(default_factory=dict)

    @property
    def sure(self) -> dict[str, Sureness]:
        """How sure each harm's figure is, where that was measured."""
        return sure_of(self.findings, self.claims)


@dataclass(frozen=True, slots=True)
class Group:
    """An event before any rule: its claims, their reports by id, and what is known of where these go back to.

    `apart`: for its mentions, those that a person decided are of another event.
    """

    event: Event
    claims: tuple[Claim, ...]
    sourcing: Sourcing
    reports: Mapping[str, Report] = field(default_factory=dict)
    apart: Mapping[str, Collection[str]] = field(default_factory=dict)


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
    around = store.neighbours(key for mention in fresh.values() for key in looked_in(mention, weights.limits))
    reports = {mention.report_id for mention in fresh.values()}
    copies = [copy for copy in store.copies() if reports & {copy.report_id, copy.of_report_id}]
    others = {report_id for copy in copies for report_id in (copy.report_id, copy.of_report_id)} - reports
    near = {mention.id: mention for mention in [*around, *_told_by(store, others), *fresh.values()]}
    claims = (claim for told in store.claims_by_mention(near).values() for claim in told)
    known = store.reports_by_id(m.report_id for m in near.values()).values()
    told = tellings(near.values(), claims, known, copies)
    made = link(told, store.links_of(near), weights.digest, at, weights, fresh.keys())
    store.judge(made)
    return len(fresh), made


def _told_by(store: Store, reports: Iterable[str]) -> list[EventMention]:
    """The mentions of some reports: one of a copy without a day stands in no block beside its original's."""
    claims = (claim for report_id in sorted(reports) for claim in store.claims(ClaimFilter(report_id=report_id)))
    return store.mentions_by_id(dict.fromkeys(claim.event_mention_id for claim in claims))


def groups(store: Store, at: datetime, *, anew: bool = False) -> Iterator[Group]:
    """The events of the record, as linking suggests and people decided.

    `anew`: link in memory, whatever suggestions are kept; so too where a mention was not compared yet. Else events come
    one by one, and no more of the record is held than a batch of them.
    """
    return (group for group in every_group(store, at, anew=anew) if _happened(group.claims))


def every_group(store: Store, at: datetime, *, anew: bool = False) -> Iterator[Group]:
    """As `groups`, and each mention that tells of no incident alone, by the id that begins with "alone-"."""
    found, gathering, apart = found_events(store, at, anew=anew), Gathering(store), _told_apart(store)
    while batch := list(islice(found, BATCH)):
        for group in gathering.of(batch):
            mine = {member: apart[member] for member in group.event.members if member in apart}
            yield replace(group, apart=mine) if mine else group


def _told_apart(store: Store) -> dict[str, set[str]]:
    """For each mention those that a person decided are of another event, today or at the moment the store stands at."""
    apart: dict[str, set[str]] = {}
    for one in heard(store.links(), silent(store)):
        if one.decided and one.judgement is Judgement.NEGATIVE:
            apart.setdefault(one.left, set()).add(one.right)
            apart.setdefault(one.right, set()).add(one.left)
    return apart


class Gathering:
    """Gets what is told of some events at a time: their claims, the reports, and where these go back to.

    `sourced` False: without where they go back to, for those who settle no figure and count no voices.
    """

    def __init__(self, store: Store, *, sourced: bool = True) -> None:
        self._store, self._sources = store, _Sources(store, sourced=sourced)

    def of(self, batch: Sequence[Event]) -> Iterator[Group]:
        """The events' groups in their order; each mention that tells of no incident alone."""
        told = self._store.claims_by_mention(member for event in batch for member in event.members)
        known = self._sources.around({claim.report_id for claims in told.values() for claim in claims})
        for event in batch:
            mine = tuple(claim for member in event.members for claim in told.get(member, ()))
            if _happened(mine):
                yield Group(event, mine, *known.of(mine))
                continue
            for member in event.members:
                if claims := tuple(told.get(member, ())):
                    yield Group(Event(f"{ALONE}{member}", (member,)), claims, *known.of(claims))


def _happened(claims: Iterable[Claim]) -> bool:
    """Whether one of the claims tells of an incident."""
    return any(tells_of_incident(claim) for claim in claims)


def found_events(store: Store, at: datetime, *, anew: bool) -> Iterator[Event]:
    """Every event, its members alone; `anew` as in `groups`."""
    weights = open_weights()
    if not anew and not store.unlinked(weights.digest):
        return _kept_events(store, weights)
    told = tellings(store.mentions(), store.claims(), store.reports(), store.copies())
    mute = silent(store)
    standing = [*heard(store.links(), mute)]
    made = link(told, standing, weights.digest, at, weights)
    return iter(cluster([*standing, *made], (m for m in store.mentions() if m.id not in mute), weights))


def _kept_events(store: Store, weights: Weights) -> Iterator[Event]:
    """The events of the links that the record keeps, page by page: what no link joins is never held together."""
    mute = silent(store)
    together, homes = _together(_pairs(store, mute)), dict[str, Event | None]()
    before = {heir: [i for i, other in mute.items() if other == heir] for heir in mute.values() if heir is not None}
    pages = (at for at in store.mention_ids() if at not in mute)
    while page := list(islice(pages, BATCH)):
        near = {i for at in page if at not in homes for i in together.get(at, ())}
        alone = [EventMention(at, "", "", ()) for at in page if at not in together]
        links = store.links_among({*near, *(old for i in near for old in before.get(i, ()))})
        made = cluster(heard(links, mute), [*alone, *outlines(store, near)], weights)
        homes |= {member: event for event in made for member in event.members}
        for at in page:
            event = homes.pop(at)
            if event is not None:
                yield event
                homes |= dict.fromkeys(set(event.members) - {at})


def _pairs(store: Store, mute: Mapping[str, str | None]) -> Iterable[tuple[str, str]]:
    """The mentions that positive links join, each pair once."""
    if not mute:
        return positive_pairs(store)
    return ((one.left, one.right) for one in heard(store.links(), mute) if one.judgement is Judgement.POSITIVE)


def _together(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """For each mention that a pair names, all that a path of pairs leads to."""
    parts: dict[str, list[str]] = {}
    for one, other in pairs:
        left, right = parts.setdefault(one, [one]), parts.setdefault(other, [other])
        if left is not right:
            small, large = sorted((left, right), key=len)
            large += small
            parts.update(dict.fromkeys(small, large))
    return parts


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the reports of a batch of events."""

    reports: Mapping[str, Report]
    copies: Mapping[str, Sequence[Copy]]
    newest: Mapping[str, str]
    sourced: bool

    def of(self, claims: Sequence[Claim]) -> tuple[Sourcing, dict[str, Report]]:
        """Where the reports of one event go back to (copies, shortened copies, versions, publishers); the reports."""
        ids = sorted({claim.report_id for claim in claims})
        mine = {i: self.reports[i] for i in ids if i in self.reports}
        if not self.sourced:
            return Sourcing(), mine
        ours = {(c.report_id, c.of_report_id): c for i in ids for c in self.copies.get(i, ())}
        known = {frozenset(pair) for pair in ours}
        found = shortened(list(mine.values())) if len(mine) > 1 else []
        found = [copy for copy in found if {copy.report_id, copy.of_report_id} not in known]
        named = {i for pair in ours for i in pair if i in self.reports}
        newer = {old: self.newest[old] for old in ids if self.newest.get(old) in mine}
        beside = [self.reports[i] for i in sorted(named - mine.keys())]
        return Sourcing.of([*mine.values(), *beside], [*ours.values(), *found], newer), mine


class _Sources:
    """Gets the reports of a batch of events, and those that they are copies of."""

    def __init__(self, store: Store, *, sourced: bool) -> None:
        self._store, self._sourced = store, sourced
        versions = list(store.sharing_address()) if sourced else []
        self._newest = revised(versions, store.retrieved()) if versions else {}
        self._copies: dict[str, list[Copy]] = {}
        for copy in store.copies() if sourced else ():
            for end in (copy.report_id, copy.of_report_id):
                self._copies.setdefault(end, []).append(copy)

    def around(self, ids: Collection[str]) -> _Known:
        """What is known of these reports."""
        copies = {i: self._copies[i] for i in ids if i in self._copies}
        named = {i for found in copies.values() for copy in found for i in (copy.report_id, copy.of_report_id)}
        return _Known(self._store.reports_by_id({*ids, *named}), copies, self._newest, self._sourced)


def events(store: Store, rule: str, at: datetime | None = None, *, anew: bool = True) -> Iterator[Settled]:
    """The events of the record, each with its findings by a named rule. `at`: when the suggestions are made.

    The record is gone through twice: what no total may add is known once every event's figures are.
    """
    chosen, moment = get_rule(rule), at or datetime.now().astimezone()

    def settled(group: Group) -> list[Finding]:
        return settle(group.event, group.claims, chosen, group.sourcing)

    def numbers(group: Group) -> list[Finding]:
        return [replace(finding, supporting=(), rival=(), left_out=()) for finding in settled(group)]

    told, parents = _with_wholes(every_group(store, moment, anew=anew), numbers)
    within = {(finding.event_id, finding.what): finding.within for finding in told}
    for group in groups(store, moment, anew=anew):
        found = tuple(replace(f, within=within.get((f.event_id, f.what))) for f in settled(group))
        known = backing(group.claims, group.sourcing)
        days = {report.id: report.published_at for report in group.reports.values()}
        yield Settled(group.event, group.claims, found, known, parents.get(group.event.id), days)


def _with_wholes(
    found: Iterable[Group], figures: Callable[[Group], Iterable[Finding]]
) -> tuple[list[Finding], dict[str, str]]:
    """The figures of all events, each with the event that counts its people too, or may; the parents by event id."""
    told, outlines, apart = list[Finding](), list[Outline | None](), dict[str, Collection[str]]()
    for group in found:
        outlines.append(outline(group.event.id, group.claims))
        apart |= group.apart
        if not group.event.id.startswith(ALONE):
            told += figures(group)
    parents = _parents(outlines)
    return held(told, parents, overlaps(outlines, apart)), parents


def wholes_of(found: Sequence[Group]) -> tuple[dict[str, str], Overlaps]:
    """What no total may add to what, for settle's `held`: parents, and the events that may count the same people."""
    outlines = [outline(group.event.id, group.claims) for group in found]
    return _parents(outlines), overlaps(outlines, {m: others for group in found for m, others in group.apart.items()})


def _parents(outlines: Sequence[Outline | None]) -> dict[str, str]:
    episodes = Episodes()
    for one in outlines:
        episodes.add(one)
    parents = {one.event_id: episodes.parent(one) for one in outlines if one is not None}
    return {event: parent for event, parent in parents.items() if parent is not None}


def settle_record(store: Store, rule: str, at: datetime) -> tuple[int, int]:
    """Keep a rule's findings for every event and victim group; how many were opened, and how many closed."""
    chosen = get_rule(rule)

    def figures(group: Group) -> Iterator[Finding]:
        for make in (settle, settle_groups, settle_subkinds):
            yield from make(group.event, group.claims, chosen, group.sourcing)

    found, _ = _with_wholes(every_group(store, at), figures)
    return store.keep_findings(rule, found, at)


def changed_reports(store: Store) -> list[Revision]:
    """The reports whose publisher changed them, with the figures that changed."""
    reports = list(store.reports())
    newest = revised(reports, store.retrieved())
    return revisions(reports, newest, store.claims()) if newest else []
