"""A published dataset beside the record: what both have, what one misses, where their figures differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from math import fsum

from mnemon.across import BATCH, Group, groups
from mnemon.export.citation import cite
from mnemon.export.entries import NAMED, Entry
from mnemon.export.entry_claims import reading
from mnemon.export.masking import mask, mask_words, victims_names
from mnemon.linking import block_keys, looked_in, open_weights, tellings
from mnemon.linking.compare import compare
from mnemon.linking.telling import Telling
from mnemon.linking.weights import Weights
from mnemon.model.claims import Claim, EventMention
from mnemon.model.datasets import Dataset
from mnemon.model.events import Finding, Reason
from mnemon.model.text import Producer, Source, Span
from mnemon.model.values import Actor, DateRange
from mnemon.normalise import actor as actor_of
from mnemon.normalise.actor_lists import ActorLists, load_actors
from mnemon.settle import get_rule, settle
from mnemon.store import Store

NOBODY = Producer("p-compare", "mnemon compare", "1", "")
Numbers = tuple[int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Ours:
    """An event of the record as it is compared: deaths low, best and high by the rule; the claims they rest on."""

    event_id: str
    place: str
    days: str
    deaths: Numbers
    cited: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Theirs:
    """A row of the dataset as it is compared."""

    row: int
    id: str
    place: str
    days: str
    deaths: Numbers
    cited: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A row and an event that are taken for one, and why."""

    theirs: Theirs
    ours: Ours
    weight: float
    reasons: tuple[Reason, ...]

    @property
    def differs(self) -> int | None:
        """Their best less ours; None where one of the two gives no best."""
        mine, other = self.ours.deaths[1], self.theirs.deaths[1]
        return None if mine is None or other is None else other - mine

    @property
    def apart(self) -> bool:
        """Whether the two ranges share no number."""
        (low, best, high), (other_low, _, other_high) = self.ours.deaths, self.theirs.deaths
        low, high = low if low is not None else best, high if high is not None else best
        if low is None or other_low is None:
            return False
        return (high is not None and other_low > high) or (other_high is not None and low > other_high)


@dataclass(frozen=True, slots=True)
class Compared:
    """A dataset beside the record. `outside`: events on days, or in countries, that no row of the dataset is of."""

    dataset: Dataset
    rule: str
    threshold: float
    both: tuple[Pair, ...] = ()
    theirs_alone: tuple[Theirs, ...] = ()
    ours_alone: tuple[Ours, ...] = ()
    outside: int = 0


@dataclass(frozen=True, slots=True)
class _Row:
    shown: Theirs
    told: Telling


@dataclass(frozen=True, slots=True)
class _Event:
    shown: Ours
    told: tuple[Telling, ...]


Scored = tuple[float, int, int, tuple[Reason, ...]]


def beside(store: Store, dataset: Dataset, entries: Iterable[tuple[int, Entry]], rule: str) -> Compared:
    """The rows of a dataset beside the record's events with deaths, each row and each event in one pair at most.

    Pairs are those that the linking room would show to a person (its weights, its threshold), day and place
    agreeing; the heaviest first. Regions are not compared by name, since datasets spell them in their own way.
    """
    weights, lists = open_weights(), load_actors()
    deadly = [(number, entry) for number, entry in entries if entry.deaths is not None and entry.deaths.high]
    rows = [_Row(_theirs(number, entry), _telling(number, entry, dataset, lists)) for number, entry in deadly]
    events = list(_events(store, rule))
    both, taken = list[Pair](), (set[int](), set[int]())
    for weight, row, event, reasons in sorted(
        _scored(rows, events, weights), key=lambda found: (-found[0], *found[1:3])
    ):
        if row not in taken[0] and event not in taken[1]:
            taken[0].add(row)
            taken[1].add(event)
            both.append(Pair(rows[row].shown, events[event].shown, weight, reasons))
    rest = [event for n, event in enumerate(events) if n not in taken[1]]
    covered = _covered(rows)
    within = tuple(event.shown for event in rest if any(map(covered, event.told)))
    theirs = tuple(row.shown for n, row in enumerate(rows) if n not in taken[0])
    limit = weights.limits.look_from
    return Compared(dataset, rule, limit, tuple(both), theirs, within, len(rest) - len(within))


def _theirs(number: int, entry: Entry) -> Theirs:
    q = entry.deaths
    deaths = (q.low, q.best, q.high) if q is not None else (None, None, None)
    return Theirs(number, entry.id, entry.place.name, _days(entry.days), deaths, entry.cited)


def _days(days: DateRange | None) -> str:
    if days is None:
        return "not stated"
    return str(days.start) if days.start == days.end else f"{days.start} to {days.end}"


def _telling(number: int, entry: Entry, dataset: Dataset, lists: ActorLists) -> Telling:
    """A row as linking compares it: its parties by the lists, where they know the names."""
    known = replace(entry, a=_known(entry.a, lists), b=_known(entry.b, lists), place=replace(entry.place, adm1=None))
    coded = reading(known, dataset, number, NOBODY).coded
    return Telling(coded.mentions[0], coded.claims)


def _known(party: Actor | None, lists: ActorLists) -> Actor | None:
    if party is None or not (party.actor_id or NAMED).startswith(NAMED):
        return party
    found = actor_of(party.name, lists)
    return found if found is not None and found.actor_id is not None else replace(party, actor_id=None)


def _events(store: Store, rule: str) -> Iterator[_Event]:
    """The record's events with a number of deaths that counts."""
    by_rule, sources = get_rule(rule), {source.id: source for source in store.sources()}
    found = groups(store, datetime.now(UTC))
    while batch := list(islice(found, BATCH)):
        mentions = {m.id: m for m in store.mentions_by_id(i for group in batch for i in group.event.members)}
        for group in batch:
            findings = settle(group.event, group.claims, by_rule, group.sourcing)
            killed = next((f for f in findings if f.what == "killed" and (f.supporting or f.rival)), None)
            if killed is not None:
                here = [mentions[i] for i in group.event.members if i in mentions]
                yield _Event(_ours(group, killed, here, sources), tuple(tellings(here, group.claims)))


def _ours(group: Group, killed: Finding, mentions: Sequence[EventMention], sources: dict[str, Source]) -> Ours:
    places = sorted((m.place for m in mentions if m.place is not None), key=lambda p: (p.precision, p.name))
    days = sorted((m.date for m in mentions if m.date is not None), key=lambda d: (d.precision, d.start))
    rests_on = [c for c in group.claims if c.id in {*killed.supporting, *killed.rival}]
    by_report = {i: [c for c in group.claims if c.report_id == i] for i in sorted({c.report_id for c in rests_on})}
    names = {i: victims_names(group.reports[i].text, claims) for i, claims in by_report.items()}
    cited = tuple(dict.fromkeys(_cited(claim, group, sources, names[claim.report_id]) for claim in rests_on))
    numbers = (killed.low, killed.best, killed.high)
    where = places[0].name if places else "not stated"
    return Ours(group.event.id, where, _days(days[0] if days else None), numbers, cited)


def _cited(claim: Claim, group: Group, sources: dict[str, Source], names: Sequence[Span]) -> str:
    """A claim's citation in one line; `names`: where victims' names stand in its report, found once a report."""
    report = group.reports[claim.report_id]
    found = cite(claim, report, sources.get(report.source_id or ""))
    quote = " ".join(mask(report.text, names, claim.sentence).split())
    return replace(found, quote=quote, title=mask_words(found.title, report.text, names)).line()


def _scored(rows: Sequence[_Row], events: Sequence[_Event], weights: Weights) -> Iterator[Scored]:
    """Weight, row, event and reasons of every pair that linking would suggest; the best telling of an event counts."""
    near: dict[str, list[int]] = {}
    for n, event in enumerate(events):
        for key in sorted({key for told in event.told for key in block_keys(told.mention, weights.limits)}):
            near.setdefault(key, []).append(n)
    for n, row in enumerate(rows):
        for at in sorted({e for key in looked_in(row.told.mention, weights.limits) for e in near.get(key, ())}):
            compared = [compare(row.told, _at_points(told), weights) for told in events[at].told]
            fitting = [(fsum(r.weight for r in reasons), reasons) for reasons in compared if _fit(reasons, weights)]
            if fitting:
                weight, reasons = max(fitting, key=lambda found: found[0])
                yield weight, n, at, reasons


def _at_points(told: Telling) -> Telling:
    """A telling whose region is not named."""
    place = told.mention.place
    return told if place is None else replace(told, mention=replace(told.mention, place=replace(place, adm1=None)))


def _fit(reasons: Sequence[Reason], weights: Weights) -> bool:
    agreed = {reason.what for reason in reasons if weights.agree(reason)} >= {"date", "place"}
    heavy = sum(reason.weight for reason in reasons) >= weights.limits.look_from
    return agreed and heavy and not any(weights.bar(reason) for reason in reasons)


def _covered(rows: Sequence[_Row]) -> Callable[[Telling], bool]:
    """Whether a telling is of a day, and of a country, that rows of the dataset are of."""
    days = [row.told.mention.date for row in rows if row.told.mention.date is not None]
    countries = {row.told.mention.place.country for row in rows if row.told.mention.place is not None}
    first, last = min((d.start for d in days), default=None), max((d.end for d in days), default=None)

    def covered(told: Telling) -> bool:
        place, when = told.mention.place, told.mention.date
        if place is None or when is None or first is None or last is None:
            return False
        return place.country in countries and when.start <= last and when.end >= first

    return covered
