"""Events on their way out: told one by one, and where there are many, made into parts by several processes at once."""

from __future__ import annotations

import gc
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, islice
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.context import BaseContext
from pathlib import Path

from mnemon.across import ALONE, BATCH, Gathering, Group, found_events
from mnemon.export import Told
from mnemon.export.masking import victims_names
from mnemon.export.parties import share_a_kind, victims_party
from mnemon.export.told import EVERYTHING, Terms, Wants
from mnemon.export.writing import Part, get_format, part_of
from mnemon.model.claims import Claim
from mnemon.model.events import Event, Finding
from mnemon.model.marks import HARMS
from mnemon.model.text import Span
from mnemon.settle import get_rule, settle, settle_groups
from mnemon.settle.voices import voice_of
from mnemon.store import Store, open_store

FEW = 2000
"""Events that one process makes sooner than others would be ready to help."""

AHEAD = 3
"""Portions that wait for each process: enough that none is idle, few enough that memory stays small."""


@dataclass(frozen=True, slots=True)
class Order:
    """What leaves, and how: all that a process needs to know. `moment`: the record as it stood then; None = now."""

    record: str
    moment: datetime | None
    form: str
    terms: Terms


class Teller:
    """Tells events of a record: what a rule makes of each, as far as it is read, and whose names are withheld."""

    def __init__(self, store: Store, rule: str, wants: Wants, *, with_names: bool = False) -> None:
        self._gathering = Gathering(store, sourced=wants.sourced)
        self._rule, self._wants, self._with_names = get_rule(rule), wants, with_names
        self._sources = {source.id: source for source in store.sources()}

    def tell(self, events: Sequence[Event]) -> Iterator[Told]:
        """Some events in their order; each mention that tells of no incident alone."""
        return map(self._told, self._gathering.of(events))

    def _told(self, group: Group) -> Told:
        event, claims, sourcing, wants = group.event, group.claims, group.sourcing, self._wants
        found, parts, parties = ([], [], []) if event.id.startswith(ALONE) else self._settled(group)
        publishers = sorted({r.source_id for r in group.reports.values() if r.source_id is not None})
        return Told(
            event, claims, tuple(found), tuple(parts), group.reports, {i: self._sources[i] for i in publishers},
            voices={claim.id: voice_of(claim, sourcing) for claim in claims} if wants.voices else {},
            parties=tuple(parties), hidden={} if self._with_names else _names(group),
        )  # fmt: skip

    def _settled(self, group: Group) -> tuple[list[Finding], list[Finding], list[Finding]]:
        """Findings of everyone, by victim group and by party: those that are wanted."""
        event, claims, sourcing, rule, wants = group.event, group.claims, group.sourcing, self._rule, self._wants
        harms = HARMS if wants.harms is None else wants.harms
        found = settle(event, claims, rule, sourcing, harms) if harms else []
        parts = settle_groups(event, claims, rule, sourcing, found) if wants.groups else []
        apart = wants.parties and share_a_kind(claims)
        return found, parts, settle_groups(event, claims, rule, sourcing, key=victims_party) if apart else []


def _names(group: Group) -> dict[str, list[Span]]:
    """Where victims' names stand in the reports of an event, by report id."""
    told: dict[str, list[Claim]] = {}
    for claim in group.claims:
        told.setdefault(claim.report_id, []).append(claim)
    found = {i: victims_names(report.text, told.get(i, ())) for i, report in group.reports.items()}
    return {i: names for i, names in found.items() if names}


def told(store: Store, rule: str, *, anew: bool = False, with_names: bool = False) -> Iterator[Told]:
    """The events of a record, and, each alone, what tells of no incident: totals, and what did not happen.

    One by one, where all mentions were compared (`mnemon link`); else, and with `anew`, links are made in memory first.
    """
    teller = Teller(store, rule, EVERYTHING, with_names=with_names)
    for portion in _portions(found_events(store, datetime.now(UTC), anew=anew)):
        yield from teller.tell(portion)


def _portions(events: Iterable[Event]) -> Iterator[list[Event]]:
    waiting = iter(events)
    return iter(lambda: list(islice(waiting, BATCH)), [])


def parts(order: Order, store: Store, processes: int = 1) -> Iterator[Part]:
    """What each portion of the events becomes, in their order: the same however many processes make them.

    `store` is the record of the order, as it stood at its moment. A record of few events is made by this process alone.
    """
    found = found_events(store, datetime.now(UTC), anew=order.moment is not None)
    first = list(islice(found, FEW))
    portions = _portions(chain(first, found))
    if processes < 2 or len(first) < FEW:
        maker = _Maker(order, store)
        yield from map(maker.part, portions)
        return
    with ProcessPoolExecutor(processes, _beginning(), _begin, (order,)) as pool:
        waiting: deque[Future[Part]] = deque()
        for portion in portions:
            waiting.append(pool.submit(_made, portion))
            if len(waiting) >= processes * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _beginning() -> BaseContext:
    """How helping processes begin: from one that loaded this module and has nothing open; elsewhere each anew."""
    if sys.platform != "linux" or "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(["mnemon.leaving"])
    return context


class _Maker:
    """Makes parts of an order in one process."""

    def __init__(self, order: Order, store: Store) -> None:
        self._form, self._terms = get_format(order.form), order.terms
        self._teller = Teller(store, order.terms.rule, self._form.wants, with_names=order.terms.with_names)

    def part(self, events: Sequence[Event]) -> Part:
        """What some events become."""
        return part_of(self._form, self._teller.tell(events), self._terms)


_MAKERS: list[_Maker] = []
"""The one maker of a process that helps."""


def _begin(order: Order) -> None:
    """What a helping process does first: it opens the record for itself."""
    rest_seldom()
    store = open_store(Path(order.record), create=False)
    _MAKERS.append(_Maker(order, store if order.moment is None else store.as_of(order.moment)))


def _made(events: Sequence[Event]) -> Part:
    return _MAKERS[0].part(events)


def rest_seldom() -> None:
    """Look for rubbish less often: what is loaded stays. More seldom still is no faster, and takes more memory."""
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)
