"""What another codebook would make of a record, before it is applied: kept reports are read again and coded twice.

A change of the codebook can only alter claims of reports that hold one of the words it turns on. These reports are read
again by the model of today, coded under both codebooks, and what comes out is compared; the rest need no reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from mnemon.coding import Codebook, Coder
from mnemon.coding.changes import Change, changes, touches
from mnemon.model.claims import Claim, Coded
from mnemon.model.marks import HARMS
from mnemon.model.text import Report, Span
from mnemon.model.values import Quantity
from mnemon.normalise import normalise
from mnemon.pipeline import Engine
from mnemon.settle import tally
from mnemon.store import ClaimFilter, Desk, Store

AHEAD = 24
SHOWN = ("kind", "subkind", "quantity", "stance", "status", "scope", "notes")
WORDS = ("victims", "said_by")


@dataclass(frozen=True, slots=True)
class Altered:
    """One claim that would be coded otherwise: `what` -> before and after; both empty words for a part not stated.

    `claim_id`: of the claim in the record, None where it holds none that was read so; `verdict`: a person's, on it.
    """

    report_id: str
    claim_id: str | None
    quote: str
    changes: tuple[tuple[str, str, str], ...]
    verdict: str | None = None


@dataclass(frozen=True, slots=True)
class Retold:
    """A report's own count of a harm that would change, in words: before and after."""

    report_id: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """What one report would become."""

    report_id: str
    altered: tuple[Altered, ...]
    retold: tuple[Retold, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What there is to do: the changes, how many reports the record has, and those that hold a changed word."""

    changes: tuple[Change, ...]
    reports: int
    held: tuple[Report, ...]


def plan(store: Store, before: Codebook, after: Codebook) -> Plan:
    """What differs, and which reports must be read again."""
    found = tuple(changes(before, after))
    count, held = 0, []
    for report in store.reports():
        count += 1
        if touches(report.text, found):
            held.append(report)
    return Plan(found, count, tuple(held))


def replay(
    store: Store, engine: Engine, before: Codebook, after: Codebook, reports: Iterable[Report]
) -> Iterator[Replayed]:
    """Each report whose claims would be coded otherwise, in order."""
    coders = tuple(Coder(book, engine.producer.id) for book in (before, after))
    waiting = iter(reports)
    while some := list(islice(waiting, AHEAD)):
        marks = engine.reader.perceive_all(report.text for report in some)
        for report, seen in zip(some, marks, strict=True):
            values = normalise(report, seen, engine.lexicon)
            old, new = (coder.code(report, seen, values) for coder in coders)
            found = _compared(store, report, old, new)
            if found.altered:
                yield found


Told = dict[tuple[bool, tuple[tuple[str, Span], ...]], list[Claim]]


def _compared(store: Store, report: Report, old: Coded, new: Coded) -> Replayed:
    was, now = _told(old), _told(new)
    kept = _told(Coded(claims=tuple(store.claims(ClaimFilter(report_id=report.id)))))
    ids = {claim.id: key for told in (was, now) for key, claims in told.items() for claim in claims}
    altered = []
    for key in dict.fromkeys((*was, *now)):
        for left, right in zip_longest(was.get(key, ()), now.get(key, ())):
            differ = _differ(left, right, ids)
            if differ:
                mine = next((c.id for c in kept.get(key, ()) if left is not None and c.kind == left.kind), None)
                said = (left or right).sentence.of(report.text)
                altered.append(Altered(report.id, mine, " ".join(said.split()), differ))
    decided = Desk(store).decisions([one.claim_id for one in altered if one.claim_id is not None])
    verdicts = {claim_id: f"{decision.verdict} by {decision.made_by}" for claim_id, decision in decided.items()}
    told = tuple(_judged(one, verdicts.get(one.claim_id or "")) for one in altered)
    return Replayed(report.id, told, tuple(_retold(report.id, old, new)))


def _judged(one: Altered, verdict: str | None) -> Altered:
    return Altered(one.report_id, one.claim_id, one.quote, one.changes, verdict)


def _told(coded: Coded) -> Told:
    """Claims by their family and the very words they rest on."""
    told: Told = {}
    for claim in coded.claims:
        spans = tuple(sorted((part, span) for part, found in claim.spans.items() for span in found))
        told.setdefault((claim.kind in HARMS, spans), []).append(claim)
    return told


def _differ(left: Claim | None, right: Claim | None, keys: Mapping[str, object]) -> tuple[tuple[str, str, str], ...]:
    if left is None or right is None:
        was, now = ("" if one is None else f"{one.kind} {_shown(one.quantity)}".strip() for one in (left, right))
        return (("claim", was, now),)
    found = [(name, _shown(getattr(left, name)), _shown(getattr(right, name))) for name in SHOWN]
    found += [(name, _name(getattr(left, name)), _name(getattr(right, name))) for name in WORDS]
    for name in ("part_of", "repeats"):
        ends = [getattr(one, name) for one in (left, right)]
        if keys.get(ends[0] or "") != keys.get(ends[1] or ""):
            found.append((name, ends[0] or "", ends[1] or ""))
    return tuple(row for row in found if row[1] != row[2])


def _shown(value: object) -> str:
    if isinstance(value, Quantity):
        return value.words or f"{value.low}-{value.high}"
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def _name(value: object) -> str:
    return str(getattr(value, "name", "") or "")


def _retold(report_id: str, old: Coded, new: Coded) -> Iterator[Retold]:
    was, now = tally(old.claims).counts, tally(new.claims).counts
    for what, count in was.items():
        if count != now[what]:
            yield Retold(report_id, what, _count(count), _count(now[what]))


def _count(quantity: Quantity) -> str:
    given: Sequence[int | None] = (quantity.low, quantity.best, quantity.high)
    return " / ".join("not given" if number is None else f"{number:,}" for number in given)
