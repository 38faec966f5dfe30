"""What people do, put into the record. Each function works inside a transaction that its caller opened."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from mnemon.errors import NotFound, Outdated
from mnemon.model.claims import Claim, EventMention
from mnemon.model.events import Judgement, Link
from mnemon.model.review import Act, Decision
from mnemon.store import deciding, queueing, rows, schema, selecting, writing
from mnemon.store.dialect import insert_new

NEVER = 0
"""The `seen` of a claim, or of a pair, that nobody had decided on."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person finds of one claim; `seen` is the number of the decision that stood when they looked."""

    claim_id: str
    verdict: str
    seen: int = NEVER


@dataclass(frozen=True, slots=True)
class Made:
    """A claim that a person made, the claims that it stands in for, and its event mention where that is new too."""

    claim: Claim
    instead_of: tuple[str, ...] = ()
    mention: EventMention | None = None


def put_act(connection: sa.Connection, act: Act) -> int:
    """The act's number."""
    row = {name: getattr(act, name) for name in ("kind", "about", "made_by", "at", "report_id", "reason", "undoes")}
    made = sa.insert(schema.acts).values(row | {"detail": json.dumps(dict(act.detail))})
    return int(connection.execute(made.returning(schema.acts.c.seq)).scalar_one())


def decide(connection: sa.Connection, act: Act, verdicts: Sequence[Verdict], made: Sequence[Made]) -> int:
    """One act with all that it leaves; Outdated where somebody decided on one of the claims since it was seen."""
    _hold(connection, schema.claims, [v.claim_id for v in verdicts])
    standing = decisions_on(connection, [v.claim_id for v in verdicts])
    for verdict in verdicts:
        _check_seen(standing.get(verdict.claim_id), verdict)
    number = put_act(connection, act)
    for one in made:
        _put_made(connection, one, act.at)
    for verdict in verdicts:
        _open(connection, verdict.claim_id, verdict.verdict, number, act.at)
    for one in made:
        _open(connection, one.claim.id, "accepted", number, act.at)
    return number


def _hold(connection: sa.Connection, table: sa.Table, ids: Iterable[str]) -> None:
    """Let whoever comes second wait until the first has written, and then see it. SQLite has one writer as it is."""
    held = sa.select(table.c.id).where(table.c.id.in_(sorted(set(ids)))).order_by(table.c.id).with_for_update()
    connection.execute(held).all()


def _check_seen(standing: Decision | None, verdict: Verdict) -> None:
    if (standing.seq if standing is not None else NEVER) == verdict.seen:
        return
    said = f"{standing.made_by} found it {standing.verdict}" if standing is not None else "a verdict was undone"
    raise Outdated(f"{said} since you opened it", where=verdict.claim_id, do="look again, then decide")


def _put_made(connection: sa.Connection, made: Made, at: datetime) -> None:
    if made.mention is not None:
        insert_new(connection, schema.event_mentions, [rows.mention_row(made.mention)])
        spans = rows.span_rows(made.mention.id, {"trigger": made.mention.spans})
        insert_new(connection, schema.mention_spans, spans)
    if not selecting.claims_by_id(connection, [made.claim.id]):
        writing.put_claims(connection, [made.claim])
    pairs = [{"claim_id": made.claim.id, "superseded_id": old, "created_at": at} for old in made.instead_of]
    insert_new(connection, schema.supersedes, pairs)
    queueing.touch(connection, (made.claim.id,))


def _open(connection: sa.Connection, claim_id: str, verdict: str, act: int, at: datetime) -> None:
    """A new verdict on a claim; the one that stood is closed."""
    standing = decisions_on(connection, [claim_id]).get(claim_id)
    if standing is not None:
        _close(connection, standing.seq, at)
    row = {"claim_id": claim_id, "verdict": verdict, "act": act, "created_at": at}
    connection.execute(sa.insert(schema.decisions).values(row | {"before": standing.seq if standing else None}))
    queueing.touch(connection, (claim_id,))


def _close(connection: sa.Connection, seq: int, at: datetime) -> None:
    t = schema.decisions
    connection.execute(sa.update(t).where(t.c.seq == seq).values(closed_at=at))


def decisions_on(connection: sa.Connection, claim_ids: Sequence[str]) -> dict[str, Decision]:
    """The verdict that stands on each of the claims that have one."""
    t = schema.decisions.c
    found = _decisions(connection, t.claim_id.in_(list(claim_ids)), t.closed_at.is_(None))
    return {decision.claim_id: decision for decision in found}


def _decisions(connection: sa.Connection, *where: sa.ColumnElement[bool]) -> list[Decision]:
    t, acts = schema.decisions.c, schema.acts.c
    query = sa.select(t.seq, t.claim_id, t.verdict, acts.made_by, acts.at, acts.reason, t.act)
    joined = query.join_from(schema.decisions, schema.acts, t.act == acts.seq).where(*where).order_by(t.seq)
    return [Decision(**row) for row in connection.execute(joined).mappings()]


def undo(connection: sa.Connection, act: Act) -> int:
    """Take back the act that `act.undoes` names: each verdict goes back to what it was before.

    Outdated where somebody has decided since on a claim or pair that it touched.
    """
    t = schema.decisions.c
    undone = get_act(connection, act.undoes or 0)
    touched_ids = connection.execute(sa.select(t.claim_id).where(t.act == undone.seq)).scalars().all()
    _hold(connection, schema.claims, touched_ids)
    left = [dict(row) for row in connection.execute(sa.select(schema.decisions).where(t.act == undone.seq)).mappings()]
    mine = [row for row in left if row["closed_at"] is None]
    touched, still = {row["claim_id"] for row in left}, {row["claim_id"] for row in mine}
    if touched != still or is_undone(connection, undone.seq):
        raise Outdated("somebody has decided on this since", where=undone.about, do="undo that first")
    number = put_act(connection, act)
    if undone.kind == "link":
        _undo_link(connection, undone, act.made_by, act.at)
    for row in mine:
        _go_back(connection, row, number, act.at)
    return number


def is_undone(connection: sa.Connection, seq: int) -> bool:
    """Whether this act was taken back."""
    return connection.execute(sa.select(schema.acts.c.seq).where(schema.acts.c.undoes == seq)).first() is not None


def _go_back(connection: sa.Connection, row: Mapping[str, Any], act: int, at: datetime) -> None:
    """What stood before stands again, as its own act; a claim that the act itself made is withdrawn."""
    _close(connection, row["seq"], at)
    queueing.touch(connection, (row["claim_id"],))
    t = schema.decisions
    before = connection.execute(sa.select(t).where(t.c.seq == row["before"])).mappings().first()
    again = {"claim_id": row["claim_id"], "created_at": at}
    if before is not None:
        connection.execute(sa.insert(t).values(again | {k: before[k] for k in ("verdict", "act", "before")}))
    elif _made_by_act(connection, row["claim_id"], row["act"]):
        connection.execute(sa.insert(t).values(again | {"verdict": "withdrawn", "act": act}))


def _made_by_act(connection: sa.Connection, claim_id: str, act: int) -> bool:
    return claim_id in get_act(connection, act).detail.get("made", [])  # type: ignore[operator]


def get_act(connection: sa.Connection, seq: int) -> Act:
    """The act of this number, or NotFound."""
    cells = connection.execute(sa.select(schema.acts).where(schema.acts.c.seq == seq)).mappings().first()
    if cells is None:
        raise NotFound(f"there is no act {seq}")
    return act_of(cells)


def act_of(cells: sa.RowMapping) -> Act:
    """The act of a row."""
    return Act(**{**cells, "detail": json.loads(cells["detail"])})


def last_act(connection: sa.Connection, made_by: str, kinds: Iterable[str]) -> Act | None:
    """The last act of these kinds that this person did and has not undone."""
    t, undone = schema.acts, schema.acts.alias()
    query = sa.select(t).where(t.c.made_by == made_by, t.c.kind.in_(list(kinds)))
    query = query.where(~sa.exists().where(undone.c.undoes == t.c.seq)).order_by(t.c.seq.desc()).limit(1)
    cells = connection.execute(query).mappings().first()
    return act_of(cells) if cells is not None else None


def judge(connection: sa.Connection, act: Act, link: Link, seen: int) -> int:
    """A person's decision on a pair of event mentions; Outdated where another was made since theirs was shown."""
    _hold(connection, schema.event_mentions, (link.left, link.right))
    standing = open_pair(connection, link.left, link.right)
    if (standing["seq"] if standing is not None else NEVER) != seen:
        raise Outdated("this pair was judged since you opened it", where=act.about, do="look again, then decide")
    left, right = sorted((link.left, link.right))
    detail = {"left": left, "right": right, "judgement": link.judgement.value, "before": seen}
    number = put_act(connection, replace(act, detail={**act.detail, **detail}))
    deciding.add_link(connection, link)
    return number


def open_pair(connection: sa.Connection, left_id: str, right_id: str) -> rows.Cells | None:
    """The row of the link that stands between two event mentions; None where there is none."""
    t = schema.judgements
    left, right = sorted((left_id, right_id))
    pair = (t.c.left_id == left) & (t.c.right_id == right) & t.c.closed_at.is_(None)
    cells = connection.execute(sa.select(t).where(pair)).mappings().first()
    return dict(cells) if cells is not None else None


def decide_pair(connection: sa.Connection, pair: tuple[str, str], judgement: Judgement, by: str, at: datetime) -> Link:
    """A person's decision on a pair from outside the pages, which saw what stands; it is an act like any other."""
    left, right = sorted(pair)
    standing = open_pair(connection, left, right)
    link = deciding.decide(connection, (left, right), judgement, by, at)
    seen = int(standing["seq"]) if standing is not None else NEVER
    detail = {"left": left, "right": right, "judgement": judgement.value, "before": seen}
    put_act(connection, Act("link", left, by, at, detail=detail))
    return link


def undo_pair(connection: sa.Connection, pair: tuple[str, str], by: str, at: datetime) -> Link | None:
    """Take back the decision that stands on a pair, by an act that names the act that made it, where there is one."""
    left, right = sorted(pair)
    standing = open_pair(connection, left, right)
    restored = deciding.undo(connection, (left, right), by, at)
    made = _act_of_link(connection, standing) if standing is not None else None
    detail = {"kind": "link", "left": left, "right": right}
    put_act(connection, Act("undo", left, by, at, detail=detail, undoes=made))
    return restored


def _act_of_link(connection: sa.Connection, standing: rows.Cells) -> int | None:
    t = schema.acts.c
    told = sa.select(schema.acts).where(
        t.kind == "link", t.made_by == standing["made_by"], t.at == standing["created_at"]
    )
    pair = (standing["left_id"], standing["right_id"])
    acts = [act_of(cells) for cells in connection.execute(told).mappings()]
    mine = [act.seq for act in acts if (act.detail.get("left"), act.detail.get("right")) == pair]
    return next((seq for seq in mine if not is_undone(connection, seq)), None)


def _undo_link(connection: sa.Connection, undone: Act, by: str, at: datetime) -> None:
    """By the one way back that a decision has: `deciding.undo`."""
    pair = (str(undone.detail["left"]), str(undone.detail["right"]))
    standing = open_pair(connection, *pair)
    if standing is None or standing["made_by"] != undone.made_by or standing["created_at"] != undone.at:
        raise Outdated("this pair was judged since", where=undone.about, do="undo that first")
    deciding.undo(connection, pair, by, at)
