"""What the record held at a moment: the same questions, asked of the rows that were there by then.

A report is known from the run that took it in, or from its capture where it belongs to no run. A correction made
before corrections had a time counts as known from the start.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from mnemon.model.events import Link
from mnemon.model.review import GONE
from mnemon.store import rows, schema

START = datetime.min.replace(tzinfo=UTC)


def known_reports(moment: datetime) -> sa.Select[Any]:
    """Ids of the reports that anyone had read by then."""
    return _readings(moment).with_only_columns(schema.readings.c.report_id)


def is_known(connection: sa.Connection, moment: datetime) -> bool:
    """Whether anything had come in by then: two looks at an index, where a list would look at every report."""
    times = (schema.runs.c.started_at, schema.captures.c.retrieved_at)
    return any(connection.execute(sa.select(sa.literal(1)).where(at <= moment).limit(1)).first() for at in times)


def first_reports(moment: datetime, size: int) -> sa.Select[Any]:
    """Ids of the first `size` reports that anyone had read by then, in the order of arrival."""
    known = sa.select(_readings(moment).subquery().c.report_id)
    r = schema.reports.c
    return sa.select(r.id).where(r.id.in_(known)).order_by(r.seq).limit(size)


def known_claims(moment: datetime, *, few: bool = False) -> sa.ColumnElement[bool]:
    """Claims of readings made by then, and those that people had made or decided on by then.

    `few`: a few claims are asked about, each by itself; for many, all that was known is listed once.
    """
    c, r, d, s = schema.claims.c, schema.readings.c, schema.decisions.c, schema.supersedes.c
    read, decided = _readings(moment), sa.select(d.claim_id).where(d.created_at <= moment)
    corrected = sa.select(s.claim_id).where(_corrected(moment))
    if few:
        mine = read.where(r.report_id == c.report_id, r.producer_id == c.producer_id)
        theirs = (corrected.where(s.claim_id == c.id), decided.where(d.claim_id == c.id))
        return sa.or_(sa.exists(mine), *map(sa.exists, theirs))
    known = sa.tuple_(c.report_id, c.producer_id).in_(read.with_only_columns(r.report_id, r.producer_id))
    return sa.or_(known, c.id.in_(corrected), c.id.in_(decided))


def out_of_record(moment: datetime | None = None) -> list[sa.ColumnElement[bool]]:
    """Conditions that keep the claims that stood at the moment: not superseded, rejected or withdrawn; None = now.

    A claim whose maker withdrew it supersedes nothing.
    """
    d, replaced = schema.decisions, schema.supersedes.c
    stood = d.c.closed_at.is_(None) if moment is None else standing(d, moment)
    gone = sa.select(d.c.claim_id).where(stood, d.c.verdict.in_(GONE))
    withdrawn = sa.select(d.c.claim_id).where(stood, d.c.verdict == "withdrawn")
    old = sa.select(replaced.superseded_id).where(replaced.claim_id.not_in(withdrawn))
    if moment is not None:
        old = old.where(_corrected(moment))
    return [schema.claims.c.id.not_in(old), schema.claims.c.id.not_in(gone)]


def standing(table: sa.Table, moment: datetime) -> sa.ColumnElement[bool]:
    """Rows with a `closed_at` that were open at the moment."""
    return sa.and_(
        table.c.created_at <= moment,
        sa.or_(table.c.closed_at.is_(None), table.c.closed_at > moment),
    )


def standing_links(moment: datetime) -> sa.ColumnElement[bool]:
    """The judgement of each pair that was open at the moment.

    An undone decision brings back the row before it, with its own time and as a new row: of two rows that could have
    stood, the earlier one did.
    """
    now, before = schema.judgements, schema.judgements.alias("before")
    pair = sa.and_(before.c.left_id == now.c.left_id, before.c.right_id == now.c.right_id)
    earlier = sa.select(before.c.seq).where(pair, before.c.seq < now.c.seq, standing(before, moment))  # type: ignore[arg-type]
    return sa.and_(standing(now, moment), ~sa.exists(earlier))


def links_among(connection: sa.Connection, mention_ids: Sequence[str], moment: datetime | None) -> list[Link]:
    """The links that stood at the moment with both ends among these mentions; None = now."""
    table, among, found = schema.judgements, set(mention_ids), list[Link]()
    standing = table.c.closed_at.is_(None) if moment is None else standing_links(moment)
    for chunk in rows.chunks(mention_ids):
        query = sa.select(table).where(standing, table.c.left_id.in_(chunk)).order_by(table.c.seq)
        found += links_then((dict(row) for row in connection.execute(query).mappings().all()), moment)
    return [link for link in found if link.right in among]


def links_then(cells: Iterable[rows.Cells], moment: datetime | None) -> Iterator[Link]:
    """Links as they were seen at the moment: one that was closed later was open then."""
    for row in cells:
        link = rows.link_of(row)
        later = moment is not None and link.closed_at is not None and link.closed_at > moment
        yield replace(link, closed_at=None) if later else link


def _readings(moment: datetime) -> sa.Select[Any]:
    r, known = schema.readings, sa.func.coalesce(schema.runs.c.started_at, schema.captures.c.retrieved_at)
    joined = r.join(schema.reports, schema.reports.c.id == r.c.report_id)
    joined = joined.join(schema.captures, schema.captures.c.id == schema.reports.c.capture_id)
    joined = joined.outerjoin(schema.runs, schema.runs.c.id == r.c.run_id)
    return sa.select(r.c.report_id).select_from(joined).where(known <= moment)


def _corrected(moment: datetime) -> sa.ColumnElement[bool]:
    at = schema.supersedes.c.created_at
    return sa.or_(at.is_(None), at <= moment)
