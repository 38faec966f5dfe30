"""Long lists a page at a time, and counts: what the review pages show. Each function works inside a transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from mnemon.model.claims import Claim, EventMention
from mnemon.model.events import Link
from mnemon.model.review import Act, Decision
from mnemon.model.text import Copy
from mnemon.store import past, rows, schema, selecting, verdicts

COUNTED_TO = 1000
"""A list is counted up to here; beyond, it is said to be longer."""

REVIEWS = ("open", "decided", "accepted", "rejected", "corrected", "all")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which claims to list; None = no matter. Names match by their beginning, whatever the case.

    `side`: of whoever did it or said it. `review`: one of REVIEWS. `date_from` and `date_to` (both included) keep the
    claims that are dated by their first day within them.
    """

    kind: str | None = None
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


@dataclass(frozen=True, slots=True)
class Listed:
    """A claim in a list: its report's title, day and publisher, the verdict that stands, its weight and number."""

    claim: Claim
    title: str | None
    published_at: date | None
    source: str | None
    decision: Decision | None
    weight: float
    seq: int


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
    c, weight = schema.claims.c, schema.weight
    query = sa.select(schema.claims, weight.label("weight")).where(*_conditions(wanted))
    if after is not None:
        query = query.where((weight < after[0]) | ((weight == after[0]) & (c.seq > after[1])))
        query = query.where(weight <= after[0])
    cells = [dict(r) for r in connection.execute(query.order_by(weight.desc(), c.seq).limit(size)).mappings()]
    claims = selecting.claims_of(connection, cells)
    about = _about(connection, {claim.report_id for claim in claims})
    decided = verdicts.decisions_on(connection, [claim.id for claim in claims])
    return [
        Listed(claim, *about[claim.report_id], decided.get(claim.id), row["weight"], row["seq"])
        for claim, row in zip(claims, cells, strict=True)
    ]


def counted(connection: sa.Connection, wanted: Wanted) -> int:
    """How many claims a list has, at most COUNTED_TO + 1."""
    some = sa.select(sa.literal(1)).select_from(schema.claims).where(*_conditions(wanted)).limit(COUNTED_TO + 1)
    return int(connection.execute(sa.select(sa.func.count()).select_from(some.subquery())).scalar_one())


def claim_ids(connection: sa.Connection, wanted: Wanted, size: int) -> list[str]:
    """The ids of at most `size` claims, in no order."""
    query = sa.select(schema.claims.c.id).where(*_conditions(wanted)).limit(size)
    return list(connection.execute(query).scalars())


def _conditions(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    c = schema.claims.c
    found: list[sa.ColumnElement[bool]] = _of_review(wanted.review, c.id)
    plain = {c.kind: wanted.kind, c.status: wanted.status, c.scope: wanted.scope, c.country: wanted.country}
    found += [column == value for column, value in plain.items() if value is not None]
    if wanted.place is not None:
        found.append(_begins(c.place_name, wanted.place) | _begins(c.adm1, wanted.place))
    if wanted.speaker is not None:
        found.append(_begins(c.said_by, wanted.speaker))
    if wanted.side is not None:
        found.append(sa.or_(*(_begins(column, wanted.side) for column in (c.by_name, c.by2_name, c.said_by_side))))
    if wanted.source_id is not None:
        of_source = sa.select(schema.reports.c.id).where(schema.reports.c.source_id == wanted.source_id)
        found.append(c.report_id.in_(of_source))
    if wanted.date_from is not None:
        found.append(c.date_start >= wanted.date_from)
    if wanted.date_to is not None:
        found.append(c.date_start <= wanted.date_to)
    return [*found, _heaviest_of_report(wanted)] if wanted.by_report else found


def _begins(column: sa.ColumnElement[Any], words: str) -> sa.ColumnElement[bool]:
    return sa.func.lower(column).startswith(words.lower(), autoescape=True)


def _of_review(review: str, claim_id: sa.ColumnElement[Any]) -> list[sa.ColumnElement[bool]]:
    d = schema.decisions.c
    standing = sa.select(d.claim_id).where(d.claim_id == claim_id, d.closed_at.is_(None))
    if review == "open":
        replaced = sa.select(schema.supersedes.c.superseded_id).where(schema.supersedes.c.superseded_id == claim_id)
        return [~standing.exists(), ~replaced.exists()]
    if review in {"rejected", "corrected"}:
        return [standing.where(d.verdict == review).exists()]
    if review == "all":
        return past.out_of_record()
    return [standing.where(d.verdict.in_(("accepted",) if review == "accepted" else _DONE)).exists()]


_DONE = ("accepted", "rejected", "corrected", "split", "merged")


def _heaviest_of_report(wanted: Wanted) -> sa.ColumnElement[bool]:
    """Of each report, only the claim that weighs most among those of this review."""
    other = schema.claims.alias()
    weight = (1.0 - other.c.score) * sa.func.coalesce(other.c.best, other.c.high, other.c.low, 1)
    heavier = (weight > schema.weight) | ((weight == schema.weight) & (other.c.seq < schema.claims.c.seq))
    same = sa.select(other.c.seq).where(other.c.report_id == schema.claims.c.report_id, heavier)
    if wanted.review == "open":
        d = schema.decisions.c
        same = same.where(~sa.select(d.seq).where(d.claim_id == other.c.id, d.closed_at.is_(None)).exists())
    return ~same.exists()


def _about(
    connection: sa.Connection, report_ids: Iterable[str]
) -> dict[str, tuple[str | None, date | None, str | None]]:
    r, s = schema.reports, schema.sources
    query = sa.select(r.c.id, r.c.title, r.c.published_at, s.c.name).join_from(r, s, isouter=True)
    found = connection.execute(query.where(r.c.id.in_(list(report_ids))))
    return {row[0]: (row[1], row[2], row[3]) for row in found}


def report_claims(connection: sa.Connection, report_id: str) -> list[Claim]:
    """Every claim of a report, in text order, those that no longer stand included."""
    c = schema.claims
    query = sa.select(c).where(c.c.report_id == report_id).order_by(c.c.sentence_start, c.c.seq)
    return selecting.claims_of(connection, [dict(row) for row in connection.execute(query).mappings()])


def superseded_by(connection: sa.Connection, ids: Sequence[str]) -> dict[str, list[str]]:
    """Claim id -> the ids of the claims that stand in its place, undone or not."""
    t, found = schema.supersedes.c, dict[str, list[str]]()
    for row in connection.execute(sa.select(t.superseded_id, t.claim_id).where(t.superseded_id.in_(list(ids)))):
        found.setdefault(row.superseded_id, []).append(row.claim_id)
    return found


def next_report(connection: sa.Connection, report_id: str, *, forward: bool) -> str | None:
    """The report that came in next after this one, or before it; None at the end."""
    r = schema.reports.c
    here = sa.select(r.seq).where(r.id == report_id).scalar_subquery()
    query = sa.select(r.id).where(r.seq > here if forward else r.seq < here)
    return connection.execute(query.order_by(r.seq if forward else r.seq.desc()).limit(1)).scalar()


def progress(connection: sa.Connection) -> Progress:
    """How much of the record has a verdict, and whose."""
    d, a = schema.decisions.c, schema.acts.c
    claims = connection.execute(sa.select(sa.func.count()).select_from(schema.claims)).scalar_one()
    query = sa.select(a.made_by, sa.func.count()).join_from(schema.decisions, schema.acts, d.act == a.seq)
    query = query.where(d.closed_at.is_(None), d.verdict.in_(_DONE)).group_by(a.made_by)
    people = {row[0]: int(row[1]) for row in connection.execute(query)}
    return Progress(int(claims), sum(people.values()), people)


def countries(connection: sa.Connection) -> list[str]:
    """The countries that claims are placed in."""
    query = sa.select(schema.claims.c.country).where(schema.claims.c.country.is_not(None)).distinct()
    return sorted(connection.execute(query).scalars())


def acts(
    connection: sa.Connection, size: int, *, about: Sequence[str] = (), kinds: Sequence[str] = (), before: int = 0
) -> list[Act]:
    """The last `size` acts, the newest first: about some ids, of some kinds, before a number."""
    t = schema.acts
    query = sa.select(t).order_by(t.c.seq.desc()).limit(size)
    if about:
        query = query.where(t.c.about.in_(list(about)))
    if kinds:
        query = query.where(t.c.kind.in_(list(kinds)))
    if before:
        query = query.where(t.c.seq < before)
    return [verdicts.act_of(cells) for cells in connection.execute(query).mappings()]


def undone(connection: sa.Connection, seqs: Sequence[int]) -> set[int]:
    """Which of these acts were taken back."""
    t = schema.acts.c
    return set(connection.execute(sa.select(t.undoes).where(t.undoes.in_(list(seqs)))).scalars())


def links_around(connection: sa.Connection, mention_id: str, most: int) -> tuple[list[Link], list[EventMention]]:
    """The links that stand around a mention, followed while they are positive, and the mentions they reach.

    At most `most` mentions: a component that is larger is cut there.
    """
    found: dict[tuple[str, str], Link] = {}
    reached, edge = {mention_id}, {mention_id}
    while edge and len(reached) < most:
        fresh = _links_at(connection, edge)
        found |= {(link.left, link.right): link for link in fresh}
        ends = {end for link in fresh if link.judgement.value == "positive" for end in (link.left, link.right)}
        edge = set(sorted(ends - reached)[: most - len(reached)])
        reached |= edge
    return list(found.values()), selecting.mentions_by_id(connection, sorted(reached))


def _links_at(connection: sa.Connection, mention_ids: Iterable[str]) -> list[Link]:
    t, ids = schema.judgements, list(mention_ids)
    query = sa.select(t).where(t.c.closed_at.is_(None), t.c.left_id.in_(ids) | t.c.right_id.in_(ids))
    return [rows.link_of(dict(cells)) for cells in connection.execute(query).mappings()]


def claims_of_mentions(connection: sa.Connection, mention_ids: Sequence[str]) -> list[Claim]:
    """The claims of some event mentions that stand, in the order in which they came in."""
    c, found = schema.claims, list[rows.Cells]()
    for start in range(0, len(mention_ids), rows.CHUNK):
        some = list(mention_ids[start : start + rows.CHUNK])
        query = sa.select(c).where(c.c.event_mention_id.in_(some), *past.out_of_record())
        found += (dict(row) for row in connection.execute(query).mappings())
    standing = selecting.claims_of(connection, sorted(found, key=lambda row: row["seq"]))
    return selecting.following(connection, standing)


def copies_of(connection: sa.Connection, report_ids: Sequence[str]) -> list[Copy]:
    """The near-copies marked for some reports."""
    t = schema.copies
    found = connection.execute(sa.select(t).where(t.c.report_id.in_(list(report_ids)))).mappings()
    return [Copy(**row) for row in found]


def near(connection: sa.Connection, mention: EventMention, size: int) -> list[EventMention]:
    """Event mentions of other reports in the same country within three days; none where either is not stated."""
    if mention.place is None or mention.place.country is None or mention.date is None:
        return []
    c, around = schema.event_mentions, timedelta(days=3)
    query = sa.select(c).where(
        c.c.country == mention.place.country, c.c.report_id != mention.report_id,
        c.c.date_start.between(mention.date.start - around, mention.date.end + around),
    )  # fmt: skip
    cells = connection.execute(query.order_by(c.c.date_start, c.c.seq).limit(size)).mappings()
    return selecting.mentions_of(connection, [dict(row) for row in cells])


def places(connection: sa.Connection, wanted: Wanted, size: int) -> list[OnMap]:
    """The `size` places that most claims name, with how many do."""
    c = schema.claims.c
    where = (c.place_id, c.place_name, c.latitude, c.longitude, c.place_precision, c.country)
    number = sa.func.count().label("number")
    query = sa.select(*where, number).where(c.latitude.is_not(None), *_conditions(wanted)).group_by(*where)
    found = connection.execute(query.order_by(number.desc(), c.place_id).limit(size))
    return [OnMap(r[0] or "", r[1], r[2], r[3], r[4], r[5], r[6]) for r in found]


def months(connection: sa.Connection, wanted: Wanted) -> list[tuple[date, int]]:
    """How many claims are dated in each month, by their first day; months without one are left out."""
    c, found = schema.claims.c, dict[date, int]()
    query = sa.select(c.date_start, sa.func.count()).where(c.date_start.is_not(None), *_conditions(wanted))
    for day, number in connection.execute(query.group_by(c.date_start)):
        found[day.replace(day=1)] = found.get(day.replace(day=1), 0) + int(number)
    return sorted(found.items())
