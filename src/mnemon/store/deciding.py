"""What was decided and settled: links, their undoing, findings. Each function works inside its caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from mnemon.errors import NotFound, UsageError
from mnemon.model.claims import LeftOut
from mnemon.model.events import Finding, Judgement, Link
from mnemon.store import rows, schema
from mnemon.store.dialect import insert_new


def add_link(connection: sa.Connection, link: Link) -> None:
    """Open a link; the pair's open one, if it says something else, is closed.

    A machine's suggestion never closes a person's decision: it is then not written.
    """
    table, new = schema.judgements, rows.link_row(link)
    cells = _open(connection, new["left_id"], new["right_id"])
    if cells is not None:
        kept = rows.link_of(cells)
        if kept.decided and not link.decided:
            return
        if rows.link_row(replace(kept, created_at=link.created_at)) == new:
            return
        _close(connection, cells["seq"], link.created_at)
    connection.execute(sa.insert(table).values(new))


def decide(connection: sa.Connection, pair: tuple[str, str], judgement: Judgement, by: str, at: datetime) -> Link:
    """A person's decision on a pair; the weight and reasons of what was suggested stay beside it."""
    left, right = sorted(pair)
    cells = _open(connection, left, right)
    known = rows.link_of(cells) if cells is not None else None
    weight, reasons = (known.match_weight, known.reasons) if known is not None else (0.0, ())
    link = Link(left, right, judgement, weight, reasons, by, at, decided=True)
    add_link(connection, link)
    return link


def undo(connection: sa.Connection, pair: tuple[str, str], by: str, at: datetime) -> Link | None:
    """Close a pair's decision, and let what stood before it stand again, exactly as it was; None where nothing did."""
    table, (left, right) = schema.judgements, sorted(pair)
    cells = _open(connection, left, right)
    if cells is None or not cells["decided"]:
        raise NotFound(f"no decision stands on {left} and {right}", do="there is nothing to undo")
    if at < cells["created_at"]:
        raise UsageError("a decision cannot be undone before it was made")
    _close(connection, cells["seq"], at)
    insert_new(connection, schema.undone, [{"judgement_seq": cells["seq"], "made_by": by, "created_at": at}])
    before = sa.select(table).where(
        table.c.left_id == left, table.c.right_id == right, table.c.seq < cells["seq"],
        table.c.closed_at == cells["created_at"],
    )  # fmt: skip
    old = connection.execute(before.order_by(table.c.seq.desc()).limit(1)).mappings().first()
    if old is None:
        return None
    restored = replace(rows.link_of(dict(old)), closed_at=None)
    connection.execute(sa.insert(table).values(rows.link_row(restored)))
    return restored


def links_of(connection: sa.Connection, mention_ids: Sequence[str]) -> list[Link]:
    """The open links that have one of these mentions at an end."""
    table = schema.judgements
    found: dict[int, Link] = {}
    for chunk in rows.chunks(mention_ids):
        query = sa.select(table).where(
            table.c.closed_at.is_(None), sa.or_(table.c.left_id.in_(chunk), table.c.right_id.in_(chunk))
        )
        found |= {row["seq"]: rows.link_of(dict(row)) for row in connection.execute(query).mappings()}
    return [found[seq] for seq in sorted(found)]


def _open(connection: sa.Connection, left: str, right: str) -> dict[str, Any] | None:
    table = schema.judgements
    pair = (table.c.left_id == left) & (table.c.right_id == right) & table.c.closed_at.is_(None)
    cells = connection.execute(sa.select(table).where(pair)).mappings().first()
    return None if cells is None else dict(cells)


def _close(connection: sa.Connection, seq: int, at: datetime) -> None:
    table = schema.judgements
    connection.execute(sa.update(table).where(table.c.seq == seq).values(closed_at=at))


def put_findings(connection: sa.Connection, rule: str, found: Iterable[Finding], at: datetime) -> tuple[int, int]:
    """Make these the rule's findings: what changed is closed and opened anew. How many were opened and closed."""
    table = schema.findings
    query = sa.select(table).where(table.c.rule == rule, table.c.closed_at.is_(None))
    kept = {finding: seq for seq, finding in findings_of(connection, query)}
    new = list(dict.fromkeys(found))
    gone = [seq for finding, seq in kept.items() if finding not in set(new)]
    for chunk in rows.chunks(gone):
        connection.execute(sa.update(table).where(table.c.seq.in_(chunk)).values(closed_at=at))
    opened = [finding for finding in new if finding not in kept]
    for finding in opened:
        _put_finding(connection, finding, at)
    return len(opened), len(gone)


def _put_finding(connection: sa.Connection, finding: Finding, at: datetime) -> None:
    made = connection.execute(sa.insert(schema.findings).values(rows.finding_row(finding) | {"created_at": at}))
    seq = made.inserted_primary_key[0] if made.inserted_primary_key is not None else None
    told: list[tuple[str, str, str | None]] = [(i, "supporting", None) for i in finding.supporting]
    told += [(i, "rival", None) for i in finding.rival]
    told += [(out.claim_id, "left out", out.reason) for out in finding.left_out]
    cells = [{"finding_seq": seq, "claim_id": i, "part": part, "reason": why} for i, part, why in told]
    insert_new(connection, schema.finding_claims, cells)


def findings_of(connection: sa.Connection, query: sa.Select[Any]) -> list[tuple[int, Finding]]:
    """The findings of a query over `findings`, each with its number."""
    cells = [dict(row) for row in connection.execute(query.order_by(schema.findings.c.seq)).mappings()]
    told = _told(connection, [row["seq"] for row in cells])
    return [(row["seq"], rows.finding_of(row, told.get(row["seq"], {}))) for row in cells]


def _told(connection: sa.Connection, seqs: Sequence[int]) -> dict[int, dict[str, list[LeftOut]]]:
    table = schema.finding_claims
    told: dict[int, dict[str, list[LeftOut]]] = {}
    for chunk in rows.chunks(seqs):
        query = sa.select(table).where(table.c.finding_seq.in_(chunk)).order_by(table.c.finding_seq, table.c.claim_id)
        for row in connection.execute(query).mappings():
            parts = told.setdefault(row["finding_seq"], {})
            parts.setdefault(row["part"], []).append(LeftOut(row["claim_id"], row["reason"] or ""))
    return told


def put_blocks(connection: sa.Connection, keys: Mapping[str, Iterable[str]], linker: str) -> None:
    """The blocking keys of mentions that `linker` has now compared."""
    cells = [{"key": key, "mention_id": mention} for mention, told in keys.items() for key in told]
    insert_new(connection, schema.blocks, cells)
    insert_new(connection, schema.linked, [{"mention_id": mention, "linker": linker} for mention in keys])


def neighbours(connection: sa.Connection, keys: Iterable[str]) -> set[str]:
    """Ids of the mentions in these blocks."""
    found: set[str] = set()
    for chunk in rows.chunks(sorted(set(keys))):
        query = sa.select(schema.blocks.c.mention_id).where(schema.blocks.c.key.in_(chunk))
        found |= set(connection.execute(query).scalars())
    return found
