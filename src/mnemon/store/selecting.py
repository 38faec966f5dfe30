"""Getting records out. Each function works inside a transaction that its caller opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from mnemon.model.claims import Attribution, Claim, EventMention, LeftOut, Tally
from mnemon.model.text import Capture, Report
from mnemon.model.values import Quantity
from mnemon.store import past, rows, schema


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims to list; None and () = no matter. `current` leaves out those rejected or superseded.

    `kinds` are kinds that ship or a user's own.

    `date_from` and `date_to` (both included) keep the claims whose date range shares a day with them; a claim whose
    date is not stated is kept only where neither is given.
    """

    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    scope: str | None = None
    report_id: str | None = None
    event_mention_ids: tuple[str, ...] = ()
    producer_id: str | None = None
    place_id: str | None = None
    country: str | None = None
    said_by: str | None = None
    date_from: date | None = None
    date_to: date | None = None
    current: bool = True


def conditions(wanted: ClaimFilter, moment: datetime | None = None) -> list[sa.ColumnElement[bool]]:
    """The filter as SQL conditions, all of which must hold; with a moment, of what was known by then."""
    c = schema.claims.c
    lists = {c.status: wanted.statuses, c.stance: wanted.stances}
    lists[c.event_mention_id] = wanted.event_mention_ids
    plain = ("scope", "report_id", "producer_id", "place_id", "country", "said_by")
    found: list[sa.ColumnElement[bool]] = [column.in_(values) for column, values in lists.items() if values]
    found += [c[name] == getattr(wanted, name) for name in plain if getattr(wanted, name) is not None]
    if wanted.kinds:
        found.append(c.kind.in_(wanted.kinds) | c.subkind.in_(wanted.kinds))
    if wanted.date_from is not None:
        found.append(c.date_end >= wanted.date_from)
    if wanted.date_to is not None:
        found.append(c.date_start <= wanted.date_to)
    if wanted.current:
        found += past.out_of_record(moment)
    if moment is not None:
        found.append(past.known_claims(moment))
    return found


def claims_of(connection: sa.Connection, cells: Sequence[rows.Cells]) -> list[Claim]:
    """The claims of some rows, with their spans."""
    parts = _parts(connection, schema.claim_spans, [row["id"] for row in cells])
    return [rows.claim_of(row, parts.get(row["id"], {})) for row in cells]


def claims_in(connection: sa.Connection, query: sa.Select[Any]) -> list[Claim]:
    """The claims of a query over whole rows, in its order, with their spans."""
    result = connection.execute(query)
    names, told = tuple(result.keys()), [tuple(row) for row in result.all()]
    made, at = rows.claim_maker(names), names.index("id")
    parts = _parts(connection, schema.claim_spans, [row[at] for row in told])
    return [made(row, parts.get(row[at], {})) for row in told]


def claims_by_mention(
    connection: sa.Connection, mention_ids: Sequence[str], moment: datetime | None = None
) -> dict[str, list[Claim]]:
    """The claims that stood, of some event mentions, by the mention's id; each in the order of arrival."""
    c, found = schema.claims.c, dict[str, list[Claim]]()
    query = sa.select(schema.claims).where(*conditions(ClaimFilter(), moment)).order_by(c.seq)
    for chunk in rows.chunks(mention_ids):
        for claim in following(connection, claims_in(connection, query.where(c.event_mention_id.in_(chunk)))):
            found.setdefault(claim.event_mention_id, []).append(claim)
    return found


def following(connection: sa.Connection, claims: Sequence[Claim]) -> list[Claim]:
    """The claims as parts, or repeats, of what now stands in the place of a claim that a correction superseded."""
    wholes = {i for claim in claims for i in (claim.part_of, claim.repeats) if i is not None}
    moved = _successors(connection, sorted(wholes)) if wholes else {}
    if not moved:
        return list(claims)
    return [
        replace(c, part_of=moved.get(c.part_of or "", c.part_of), repeats=moved.get(c.repeats or "", c.repeats))
        for c in claims
    ]


def _successors(connection: sa.Connection, ids: Sequence[str]) -> dict[str, str]:
    """Claim id -> the one that stands in its place, followed to the end; the first of several."""
    d, t = schema.decisions.c, schema.supersedes.c
    withdrawn = sa.select(d.claim_id).where(d.closed_at.is_(None), d.verdict == "withdrawn")
    found: dict[str, str] = {}
    for chunk in rows.chunks(ids):
        query = sa.select(t.superseded_id, t.claim_id).where(t.superseded_id.in_(chunk), t.claim_id.not_in(withdrawn))
        found |= {row[0]: row[1] for row in connection.execute(query.order_by(t.claim_id.desc()))}
    further = _successors(connection, sorted(set(found.values()))) if found else {}
    return {old: further.get(new, new) for old, new in found.items()}


def mentions_of(connection: sa.Connection, cells: Sequence[rows.Cells]) -> list[EventMention]:
    """The event mentions of some rows, with their spans."""
    parts = _parts(connection, schema.mention_spans, [row["id"] for row in cells])
    return [rows.mention_of(row, parts.get(row["id"], {})) for row in cells]


def claims_by_id(connection: sa.Connection, ids: Sequence[str]) -> list[Claim]:
    """Those of the claims that are there."""
    c = schema.claims
    return [
        claim for chunk in rows.chunks(ids) for claim in claims_in(connection, sa.select(c).where(c.c.id.in_(chunk)))
    ]


def mentions_by_id(connection: sa.Connection, ids: Sequence[str]) -> list[EventMention]:
    """Those of the event mentions that are there."""
    return mentions_of(connection, _by_id(connection, schema.event_mentions, ids))


def reports_by_id(connection: sa.Connection, ids: Sequence[str]) -> list[Report]:
    """Those of the reports that are there."""
    return [rows.report_of(cells) for cells in _by_id(connection, schema.reports, ids)]


def lookup_report(connection: sa.Connection, report_id: str) -> Report | None:
    """The report, or None where there is none of this id."""
    cells = _by_id(connection, schema.reports, [report_id])
    return rows.report_of(cells[0]) if cells else None


def lookup_capture(connection: sa.Connection, capture_id: str) -> Capture | None:
    """The capture, or None where these bytes never came in."""
    cells = _by_id(connection, schema.captures, [capture_id])
    return Capture(**cells[0]) if cells else None


def is_done(connection: sa.Connection, report_id: str, producer_id: str) -> bool:
    """Whether this producer has read this report, even where it found nothing."""
    t = schema.readings
    query = sa.select(t.c.report_id).where(t.c.report_id == report_id, t.c.producer_id == producer_id)
    return connection.execute(query).first() is not None


def attributions(connection: sa.Connection, report_id: str, producer_id: str) -> list[Attribution]:
    """The reported statements that a producer found in a report, in text order."""
    t = schema.attributions
    query = sa.select(t.c.id).where(t.c.report_id == report_id, t.c.producer_id == producer_id).order_by(t.c.ordinal)
    ids = list(connection.execute(query).scalars())
    parts = _parts(connection, schema.attribution_spans, ids)
    return [Attribution(**parts[identity]) for identity in ids]


def tally(connection: sa.Connection, report_id: str, producer_id: str) -> Tally:
    """A report's own count of each harm; empty where this producer has not read it."""
    t, out = schema.tallies, schema.left_out
    query = sa.select(t).where(t.c.report_id == report_id, t.c.producer_id == producer_id)
    given = [dict(row) for row in connection.execute(query).mappings()]
    counts = {row["what"]: rows.gather(Quantity, rows.QUANTITY, row) for row in given}
    query = sa.select(out).where(out.c.report_id == report_id, out.c.producer_id == producer_id)
    cells = connection.execute(query.order_by(out.c.ordinal)).mappings()
    left = tuple(LeftOut(row["claim_id"], row["reason"]) for row in cells)
    return Tally({what: count for what, count in counts.items() if count is not None}, left)


def subkinds(connection: sa.Connection) -> dict[str, str]:
    """The users' own kinds that claims are of: name -> the kind that it refines."""
    c = schema.claims.c
    query = sa.select(c.subkind, c.kind).where(c.subkind.is_not(None)).distinct().order_by(c.subkind)
    return {row.subkind: row.kind for row in connection.execute(query)}


def page(connection: sa.Connection, query: sa.Select[Any], size: int, after: int) -> list[rows.Cells]:
    """The next `size` rows of a query over a table with `seq`, after the row numbered `after`."""
    seq = query.selected_columns["seq"]
    return cells_of(connection.execute(query.where(seq > after).order_by(seq).limit(size)))


def cells_of(result: sa.CursorResult[Any]) -> list[rows.Cells]:
    """The rows of an answer, each by column name."""
    names = tuple(result.keys())
    return [dict(zip(names, row, strict=True)) for row in result.all()]


def _by_id(connection: sa.Connection, table: sa.Table, ids: Sequence[str]) -> list[rows.Cells]:
    found: list[rows.Cells] = []
    for chunk in rows.chunks(ids):
        found += cells_of(connection.execute(sa.select(table).where(table.c.id.in_(chunk))))
    return found


def _parts(connection: sa.Connection, table: sa.Table, ids: Sequence[str]) -> dict[str, rows.Parts]:
    t = table.c
    found: dict[str, rows.Parts] = {}
    for chunk in rows.chunks(ids):
        query = sa.select(t.owner_id, t.part, t.start_char, t.end_char).where(t.owner_id.in_(chunk))
        found |= rows.parts_of(connection.execute(query.order_by(t.owner_id, t.part, t.ordinal)).all())
    return found
