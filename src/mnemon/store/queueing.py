"""Keeping the queue: each transaction that changes what a claim is leaves its row, and the counts, as they must be.

What a row holds is said once, in `_rows`: a transaction asks it for the claims that it touched, a rebuild for all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from mnemon.model.review import GONE
from mnemon.store import dialect, rows, schema
from mnemon.store.queue_schema import (
    CACHE,
    LONGEST,
    PLACE,
    queue,
    queue_months,
    queue_people,
    queue_places,
    queue_speakers,
)

TOUCHED = "touched"

Key = tuple[tuple[str, Any], ...]
"""A row of counts without its number: column and value."""


def begin(connection: sa.Connection) -> None:
    """Nothing has been touched yet: a connection may come from a transaction that failed."""
    connection.info.pop(TOUCHED, None)


def touch(connection: sa.Connection, claim_ids: Iterable[str]) -> None:
    """Note claims whose rows must be made anew before this transaction ends."""
    connection.info.setdefault(TOUCHED, set()).update(claim_ids)


def flush(connection: sa.Connection) -> None:
    """Make anew the rows of the claims that this transaction touched, and of those that they stand in for."""
    touched: set[str] = connection.info.pop(TOUCHED, set())
    if not touched:
        return
    dialect.one_at_a_time(connection)
    t, replaced = schema.supersedes.c, set[str]()
    for chunk in rows.chunks(sorted(touched)):
        replaced |= set(connection.execute(sa.select(t.superseded_id).where(t.claim_id.in_(chunk))).scalars())
    changes = {table: Counter[Key]() for table in CACHE if table is not queue}
    for chunk in rows.chunks(sorted(touched | replaced)):
        _renew(connection, chunk, changes)
    for table, counts in changes.items():
        _add(connection, table, counts)


def rebuild(connection: sa.Connection) -> int:
    """The whole queue and its counts made anew from the record; how many claims it has."""
    dialect.one_at_a_time(connection)
    for table in CACHE:
        connection.execute(sa.delete(table))
    made, q, c = _rows(), queue.c, schema.claims.c
    names = [column.name for column in queue.columns]
    connection.execute(
        sa.insert(queue).from_select(names, made.with_only_columns(*(made.selected_columns[n] for n in names)))
    )
    group, number = (q.kind, sa.func.coalesce(q.country, "")), sa.func.count()
    month = sa.func.coalesce(sa.func.substr(sa.cast(q.day, sa.Text), 1, 7), "")
    where = [sa.func.min(c[name]) for name in PLACE]
    joined = sa.select(q.cell, *group, *where, number).join_from(queue, schema.claims, q.claim_id == c.id)
    placed = joined.where(q.standing, q.cell.is_not(None)).group_by(q.cell, *group)
    _fill(connection, queue_places, placed)
    spoken = sa.select(q.speaker, q.cell, *group, number).where(q.standing, q.cell.is_not(None), q.speaker.is_not(None))
    _fill(connection, queue_speakers, spoken.group_by(q.speaker, q.cell, *group))
    _fill(connection, queue_months, sa.select(month, *group, number).where(q.standing).group_by(month, *group))
    _fill(connection, queue_people, sa.select(q.stage, q.made_by, number).group_by(q.stage, q.made_by))
    return int(connection.execute(sa.select(sa.func.count()).select_from(queue)).scalar_one())


def _fill(connection: sa.Connection, table: sa.Table, query: sa.Select[Any]) -> None:
    connection.execute(sa.insert(table).from_select([column.name for column in table.columns], query))


def _renew(connection: sa.Connection, ids: Sequence[str], changes: dict[sa.Table, Counter[Key]]) -> None:
    """The rows of some claims made anew; what that changes in the counts is added to `changes`."""
    q = queue.c
    made = _rows().where(schema.claims.c.id.in_(ids)).add_columns(*(schema.claims.c[name] for name in PLACE))
    new = [dict(row) for row in connection.execute(made).mappings()]
    known = sa.select(q.claim_id, q.stage, q.made_by, q.standing).where(q.claim_id.in_(ids))
    old = {row.claim_id: row for row in connection.execute(known)}
    for row in new:
        was = old.get(row["claim_id"])
        stood = was is not None and was.standing
        changes[queue_months][_month(row)] += row["standing"] - stood
        if row["cell"] is not None:
            changes[queue_places][_place(row)] += row["standing"] - stood
            if row["speaker"] is not None:
                changes[queue_speakers][_speaker(row)] += row["standing"] - stood
        changes[queue_people][_person(row["stage"], row["made_by"])] += 1
        if was is not None:
            changes[queue_people][_person(was.stage, was.made_by)] -= 1
    connection.execute(sa.delete(queue).where(q.claim_id.in_(list(old))))
    names = [column.name for column in queue.columns]
    connection.execute(sa.insert(queue), [{name: row[name] for name in names} for row in new])


def _month(row: rows.Cells) -> Key:
    month = row["day"].isoformat()[:7] if row["day"] is not None else ""
    return (("month", month), ("kind", row["kind"]), ("country", row["country"] or ""))


def _place(row: rows.Cells) -> Key:
    named = tuple((name, row[name]) for name in ("cell", "kind", *PLACE))
    return (*named, ("country", row["country"] or ""))


def _speaker(row: rows.Cells) -> Key:
    return (*((name, row[name]) for name in ("speaker", "cell", "kind")), ("country", row["country"] or ""))


def _person(stage: str, made_by: str) -> Key:
    return (("stage", stage), ("made_by", made_by))


def _add(connection: sa.Connection, table: sa.Table, counts: Counter[Key]) -> None:
    """Add numbers to a table of counts; a count that comes to nothing is dropped."""
    changed = [dict(key) | {"claims": number} for key, number in counts.items() if number]
    if changed:
        dialect.add_to(connection, table, "claims", changed)
        connection.execute(sa.delete(table).where(table.c.claims == 0))


def _rows() -> sa.Select[Any]:
    """What the queue holds of each claim."""
    c, d, acts = schema.claims.c, schema.decisions, schema.acts
    verdict, gone = d.c.verdict, sa.or_(_replaced(), d.c.verdict == "withdrawn")
    stage = sa.case(
        (verdict == "withdrawn", "gone"), (verdict.is_not(None), "decided"), (_replaced(), "gone"), else_="open"
    )
    stands = sa.case((sa.or_(gone, sa.func.coalesce(verdict, "").in_(GONE)), sa.false()), else_=sa.true())
    folded = {
        "place": c.place_name, "adm1": c.adm1, "speaker": c.said_by, "side": c.said_by_side, "by_name": c.by_name,
        "by2_name": c.by2_name,
    }  # fmt: skip
    joined = schema.claims.join(schema.reports, schema.reports.c.id == c.report_id)
    joined = joined.outerjoin(d, sa.and_(d.c.claim_id == c.id, d.c.closed_at.is_(None)))
    joined = joined.outerjoin(acts, acts.c.seq == d.c.act)
    return sa.select(
        stage.label("stage"), (-schema.weight).label("rank"), c.seq, c.id.label("claim_id"), c.report_id,
        stands.label("standing"), verdict, sa.func.coalesce(acts.c.made_by, "").label("made_by"), c.kind, c.status,
        c.scope, c.country, schema.reports.c.source_id, c.date_start.label("day"),
        *(sa.func.substr(sa.func.lower(column), 1, LONGEST).label(name) for name, column in folded.items()),
        _cell().label("cell"),
    ).select_from(joined)  # fmt: skip


def _replaced() -> sa.ColumnElement[bool]:
    """Whether another claim, that nobody withdrew, stands in this one's place."""
    t, d = schema.supersedes.c, schema.decisions.alias("theirs")
    withdrawn = sa.select(d.c.seq).where(
        d.c.claim_id == t.claim_id, d.c.closed_at.is_(None), d.c.verdict == "withdrawn"
    )
    return sa.exists().where(t.superseded_id == schema.claims.c.id, ~withdrawn.exists())


def _cell() -> sa.ColumnElement[str]:
    """One name for one place on the map, as exact as it is: its id or, where it has none, its name and where it is."""
    c = schema.claims.c
    milli = [sa.cast(sa.cast(sa.func.round(c[name] * 1000), sa.Integer), sa.Text) for name in ("latitude", "longitude")]
    unnamed = sa.func.substr(c.place_name, 1, LONGEST) + " " + milli[0] + " " + milli[1]
    whole = sa.func.coalesce(c.place_id, unnamed) + "/" + sa.cast(c.place_precision, sa.Text)
    return sa.case((c.latitude.is_(None), sa.null()), (c.longitude.is_(None), sa.null()), else_=whole)
