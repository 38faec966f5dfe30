"""Long lists a page at a time, counts and places: read from the queue alone. Each function works inside a transaction.

A list is walked from its heaviest claim on, along an index that begins with what is asked for; nothing is sorted, and
nothing is counted that is counted already.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from heapq import merge
from typing import Any

import sqlalchemy as sa

from mnemon.model.claims import Claim
from mnemon.model.review import Decision
from mnemon.store import dialect, schema, selecting, verdicts
from mnemon.store.queue_schema import LONGEST, PLACE, queue, queue_months, queue_people, queue_places, queue_speakers

COUNTED_TO = 1000
"""A list is counted up to here; beyond, it is said to be longer."""

_SINCE = "open or decided"
"""What was to judge a while ago: no page offers it."""

_MORE = COUNTED_TO + 1

REVIEWS = ("open", "decided", "accepted", "rejected", "corrected", "all")

Where = list[sa.ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which claims to list; None = no matter. Names match by their beginning, whatever the case.

    `subkind`: a user's own kind, which refines `kind`. `side`: of whoever did it or said it. `review`: one of REVIEWS.
    `date_from` and `date_to` (both included) keep the claims that are dated by their first day within them.
    `by_report`: of each report, the heaviest claim alone.
    """

    kind: str | None = None
    subkind: str | None = None
    status: str | None = None
    scope: str | None = None
    country: str | None = None
    place: str | None = None
    speaker: str | None = None
    side: str | None = None
    source_id: str | None = None
    date_from: date | None = None
    date_to: date | None = None
    review: str = "open"
    by_report: bool = False

    @property
    def counted_before(self) -> bool:
        """Whether kept counts answer: all that stands, of one kind or country or of any."""
        return self.review == "all" and self._asked <= {"review", "kind", "country", "by_report"}

    @property
    def spoken_before(self) -> bool:
        """Whether the counts that are kept by speaker answer."""
        return self.speaker is not None and replace(self, speaker=None).counted_before

    @property
    def indexed(self) -> bool:
        """Whether an index alone answers: all that stands, of kinds that ship."""
        return self.review == "all" and self.subkind is None

    @property
    def _asked(self) -> set[str]:
        return {f.name for f in fields(self) if getattr(self, f.name) != f.default}


@dataclass(frozen=True, slots=True)
class Listed:
    """A claim in a list: its report's title, day and publisher, the verdict that stands, its weight and number.

    `left` and `done`: how many claims of its report are to judge and judged, in a list of reports.
    """

    claim: Claim
    title: str | None
    published_at: date | None
    source: str | None
    decision: Decision | None
    weight: float
    seq: int
    left: int = 0
    done: int = 0


@dataclass(frozen=True, slots=True)
class OnMap:
    """A place that claims name, and how many do; precision 1-7 (1 = exact)."""

    place_id: str
    name: str
    latitude: float
    longitude: float
    precision: int
    country: str | None
    claims: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How much is done: claims in the record, those with a verdict, and verdicts by person."""

    claims: int
    decided: int
    by_person: dict[str, int]


def listed(connection: sa.Connection, wanted: Wanted, size: int, after: tuple[float, int] | None) -> list[Listed]:
    """The next `size` claims by weight, the heaviest first, after the one of weight and number `after`."""
    found = _walked(connection, wanted, size, after)
    claims = {claim.id: claim for claim in selecting.claims_by_id(connection, [row.claim_id for row in found])}
    about = _about(connection, {row.report_id for row in found})
    decided = verdicts.decisions_on(connection, list(claims))
    counts = _counts(connection, {row.report_id for row in found}) if wanted.by_report else {}
    return [
        Listed(
            claims[row.claim_id], *about[row.report_id], decided.get(row.claim_id), -row.rank, row.seq,
            *counts.get(row.report_id, (0, 0)),
        )
        for row in found
    ]  # fmt: skip


def beside(connection: sa.Connection, wanted: Wanted, report_id: str, *, forward: bool) -> str | None:
    """The report whose line comes next in a list of reports, or before; None at an end, or where this one is not in it.

    Backwards, what has been judged since counts as listed still.
    """
    q = queue.c
    mine = sa.select(q.rank, q.seq).where(q.report_id == report_id, q.stage != "gone", *_filters(wanted))
    here = connection.execute(mine.order_by(q.rank, q.seq).limit(1)).first()
    if here is None:
        return None
    told = replace(wanted, by_report=True, review=wanted.review if forward else _SINCE)
    found = _walked(connection, told, 2, (-here.rank, here.seq), back=not forward)
    return next((row.report_id for row in found if row.report_id != report_id), None)


def _walked(
    connection: sa.Connection, wanted: Wanted, size: int, after: tuple[float, int] | None, *, back: bool = False
) -> list[Any]:
    """The next rows of each stage that is asked for, put in one order; `back`: those before, the nearest first."""
    q, walks = queue.c, list[Sequence[Any]]()
    order = (q.rank.desc(), q.seq.desc()) if back else (q.rank, q.seq)
    for stage in _stages(wanted):
        query = sa.select(q.rank, q.seq, q.claim_id, q.report_id).where(*stage, *_filters(wanted))
        if after is not None:
            here, there = sa.tuple_(q.rank, q.seq), sa.tuple_(-after[0], after[1])
            query = query.where(here < there if back else here > there)
        if wanted.by_report:
            query = query.where(~_heavier(wanted))
        walks.append(connection.execute(query.order_by(*order).limit(size)).all())
    return list(merge(*walks, key=lambda row: (row.rank, row.seq), reverse=back))[:size]


def _heavier(wanted: Wanted) -> sa.ColumnElement[bool]:
    """Whether another claim of the same report is asked for too, and weighs more."""
    q, other = queue.c, queue.alias("other")
    asked = [sa.or_(*(sa.and_(*stage) for stage in _stages(wanted, other.c))), *_filters(wanted, other.c)]
    more = sa.tuple_(other.c.rank, other.c.seq) < sa.tuple_(q.rank, q.seq)
    return sa.select(other.c.seq).where(other.c.report_id == q.report_id, more, *asked).exists()


def counted(connection: sa.Connection, wanted: Wanted) -> int:
    """How many claims, or reports, a list has, at most COUNTED_TO + 1."""
    stages = [sa.and_(*stage) for stage in _stages(wanted)]
    if wanted.by_report:
        once = sa.select(queue.c.report_id).distinct().where(sa.or_(*stages), *_filters(wanted))
        return _at_most(connection, once)
    return min(sum(_at_most(connection, sa.select(queue.c.seq).where(s, *_filters(wanted))) for s in stages), _MORE)


def _at_most(connection: sa.Connection, query: sa.Select[Any], most: int = _MORE) -> int:
    some = query.limit(most).subquery()
    return int(connection.execute(sa.select(sa.func.count()).select_from(some)).scalar_one())


def claim_ids(connection: sa.Connection, wanted: Wanted, size: int) -> list[str]:
    """The ids of at most `size` claims, the heaviest first."""
    return [row.claim_id for row in _walked(connection, wanted, size, None)]


def any_ids(connection: sa.Connection, wanted: Wanted, size: int) -> list[str]:
    """The ids of at most `size` claims, in no order: along an index of names where that finds few, else row by row."""
    found = dict[str, None]()
    for where in _by_name(connection, wanted, size) or [_any_of(wanted, indexed=False)]:
        found |= dict.fromkeys(connection.execute(sa.select(queue.c.claim_id).where(*where).limit(size)).scalars())
    return list(found)[:size]


def _by_name(connection: sa.Connection, wanted: Wanted, size: int) -> list[Where]:
    """Conditions by which indexes of names find all that is asked for; none where a name has `size` claims or more."""
    q, begins = queue.c, dialect.beginning(connection)
    for columns, words in (((q.place, q.adm1), wanted.place), ((q.speaker,), wanted.speaker)):
        if words is None or wanted.review != "all":
            continue
        each = [[q.standing, begins(column, words[:LONGEST])] for column in columns]
        if all(_at_most(connection, sa.select(q.seq).where(*one), size) < size for one in each):
            return [[*one, *_filters(wanted)] for one in each]
    return []


def _stages(wanted: Wanted, q: Any = None) -> list[Where]:  # noqa: ANN401 - the columns of the queue, or of its alias
    """Conditions on stage and verdict: one list for each stage that is walked, by no index but its own."""
    q = queue.c if q is None else q
    if wanted.review == "open":
        return [[q.stage == "open"]]
    if wanted.review in {"all", _SINCE}:
        stands = [sa.func.coalesce(q.standing, sa.false())] if wanted.review == "all" else []
        return [[q.stage == "open"], [q.stage == "decided", *stands]]
    return [[q.stage == "decided", *([q.verdict == wanted.review] if wanted.review != "decided" else [])]]


def _filters(wanted: Wanted, q: Any = None) -> Where:  # noqa: ANN401 - as above
    q = queue.c if q is None else q
    plain = ("kind", "status", "scope", "country", "source_id")
    found: Where = [q[name] == getattr(wanted, name) for name in plain if getattr(wanted, name) is not None]
    if wanted.subkind is not None:
        c = schema.claims.c
        found.append(q.claim_id.in_(sa.select(c.id).where(c.subkind == wanted.subkind)))
    if wanted.place is not None:
        found.append(sa.or_(*(dialect.begins(column, wanted.place[:LONGEST]) for column in (q.place, q.adm1))))
    if wanted.speaker is not None:
        found.append(dialect.begins(q.speaker, wanted.speaker[:LONGEST]))
    if wanted.side is not None:
        columns = (q.side, q.by_name, q.by2_name)
        found.append(sa.or_(*(dialect.begins(column, wanted.side[:LONGEST]) for column in columns)))
    if wanted.date_from is not None:
        found.append(q.day >= wanted.date_from)
    if wanted.date_to is not None:
        found.append(q.day <= wanted.date_to)
    return found


def _about(
    connection: sa.Connection, report_ids: Iterable[str]
) -> dict[str, tuple[str | None, date | None, str | None]]:
    r, s = schema.reports, schema.sources
    query = sa.select(r.c.id, r.c.title, r.c.published_at, s.c.name).join_from(r, s, isouter=True)
    found = connection.execute(query.where(r.c.id.in_(list(report_ids))))
    return {row[0]: (row[1], row[2], row[3]) for row in found}


def _counts(connection: sa.Connection, report_ids: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Claims of each report: to judge, and judged."""
    q, found = queue.c, dict[str, tuple[int, int]]()
    query = sa.select(q.report_id, q.stage, sa.func.count()).where(q.report_id.in_(list(report_ids)))
    for report_id, stage, number in connection.execute(query.group_by(q.report_id, q.stage)):
        left, done = found.get(report_id, (0, 0))
        found[report_id] = (left + number * (stage == "open"), done + number * (stage == "decided"))
    return found


def progress(connection: sa.Connection) -> Progress:
    """How much of the record has a verdict, and whose; a claim that its maker withdrew is not counted."""
    kept = {(row.stage, row.made_by): row.claims for row in connection.execute(sa.select(queue_people))}
    people = {made_by: number for (stage, made_by), number in sorted(kept.items()) if stage == "decided"}
    left = sum(number for (stage, _), number in kept.items() if stage == "open")
    return Progress(left + sum(people.values()), sum(people.values()), people)


def countries(connection: sa.Connection) -> list[str]:
    """The countries that standing claims are placed in."""
    country = queue_months.c.country
    return sorted(connection.execute(sa.select(country).where(country != "").distinct()).scalars())


def places(connection: sa.Connection, wanted: Wanted, size: int) -> list[OnMap]:
    """The `size` places that most claims name, with how many do."""
    if wanted.counted_before:
        query = _kept_places(wanted)
    else:
        query = (_spoken_places if wanted.spoken_before else _found_places)(wanted, size)
    found = connection.execute(query.order_by(sa.desc("number"), "cell").limit(size)).mappings()
    return [
        OnMap(
            row["place_id"] or "", row["place_name"], row["latitude"], row["longitude"], row["place_precision"],
            row["country"] or None, int(row["number"]),
        )
        for row in found
    ]  # fmt: skip


def _kept_places(wanted: Wanted) -> sa.Select[Any]:
    p = queue_places.c
    names = [sa.func.min(p[name]).label(name) for name in (*PLACE, "country")]
    number = sa.func.sum(p.claims).label("number")
    return sa.select(p.cell, *names, number).where(*_group_of(wanted, queue_places)).group_by(p.cell)


def _spoken_places(wanted: Wanted, size: int) -> sa.Select[Any]:
    """Those that a speaker names, by the counts of speakers; what stands where is told by the counts of places."""
    s, p, number = queue_speakers.c, queue_places.c, sa.func.sum(queue_speakers.c.claims).label("number")
    speaks = dialect.begins(s.speaker, (wanted.speaker or "")[:LONGEST])
    some = sa.select(s.cell, number).where(speaks, *_group_of(wanted, queue_speakers)).group_by(s.cell)
    top = some.order_by(number.desc(), s.cell).limit(size).subquery()
    names = [sa.func.min(p[name]).label(name) for name in (*PLACE, "country")]
    query = sa.select(p.cell, *names, top.c.number).join_from(top, queue_places, p.cell == top.c.cell)
    return query.where(*_group_of(wanted, queue_places)).group_by(p.cell, top.c.number)


def _found_places(wanted: Wanted, size: int) -> sa.Select[Any]:
    """The places of those claims alone that are asked for, each as its first claim has it."""
    q, c, number = queue.c, schema.claims.c, sa.func.count().label("number")
    cell = q.cell if wanted.indexed else sa.func.coalesce(q.cell, "")
    some = sa.select(cell.label("cell"), number, sa.func.min(q.seq).label("first")).where(cell > "", *_any_of(wanted))
    top = some.group_by(cell).order_by(number.desc(), cell).limit(size).subquery()
    names = [c[name] for name in (*PLACE, "country")]
    return sa.select(top.c.cell, *names, top.c.number).join_from(top, schema.claims, c.seq == top.c.first)


def months(connection: sa.Connection, wanted: Wanted) -> list[tuple[date, int]]:
    """How many claims are dated in each month, by their first day; months without one are left out."""
    found = dict[date, int]()
    if wanted.counted_before:
        m = queue_months.c
        kept = sa.select(m.month, sa.func.sum(m.claims)).where(m.month != "", *_group_of(wanted, queue_months))
        return sorted((date.fromisoformat(f"{r[0]}-01"), r[1]) for r in connection.execute(kept.group_by(m.month)))
    day = queue.c.day if wanted.indexed else sa.func.coalesce(queue.c.day, sa.null())
    query = sa.select(day, sa.func.count()).where(day.is_not(None), *_any_of(wanted)).group_by(day)
    for found_day, number in connection.execute(query):
        first = found_day.replace(day=1)
        found[first] = found.get(first, 0) + int(number)
    return sorted(found.items())


def _group_of(wanted: Wanted, table: sa.Table) -> Where:
    asked = {"kind": wanted.kind, "country": wanted.country}
    return [table.c[name] == value for name, value in asked.items() if value is not None]


def _any_of(wanted: Wanted, *, indexed: bool = True) -> Where:
    """All conditions at once, for what has no order. `indexed`: where an index alone may answer.

    Where none does, none may tempt the database: one look at each row costs less than a walk by index.
    """
    alone = indexed and wanted.indexed
    standing = queue.c.standing if alone else sa.func.coalesce(queue.c.standing, sa.false())
    stage = [standing] if wanted.review == "all" else _stages(wanted)[0]
    return [*stage, *_filters(wanted)]
