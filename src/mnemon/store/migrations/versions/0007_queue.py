"""The queue, a cache beside the record: what long lists, the map and progress are read from.

It is filled once the migrations are through, by `queueing.rebuild`. It is no part of the record, so nothing here is
append-only. The indexes on `claims` that did its work before are dropped.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column, Index, Text

revision = "0007"
down_revision = "0006"

ASKED = ("kind", "country", "status", "scope", "source_id")
SPARE = ("ix_claims_weight", "ix_claims_map", "ix_claims_day")


def upgrade() -> None:
    """Make four tables, drop three indexes."""
    _queue()
    _counts("queue_places", Column("cell", Text, primary_key=True), *_group(), *_place())
    _counts("queue_months", Column("month", Text, primary_key=True), *_group())
    _counts("queue_people", Column("stage", Text, primary_key=True), Column("made_by", Text, primary_key=True))
    for name in SPARE:
        op.drop_index(name, "claims")


def _text(name: str, *, null: bool = False) -> Column[str]:
    return Column(name, Text, nullable=null)


def _group() -> list[Column[Any]]:
    return [Column(name, Text, primary_key=True) for name in ("kind", "country")]


def _place() -> list[Column[Any]]:
    return [
        Column("place_id", Text),
        Column("place_name", Text, nullable=False),
        Column("latitude", sa.Double, nullable=False),
        Column("longitude", sa.Double, nullable=False),
        Column("place_precision", sa.Integer, nullable=False),
    ]


def _counts(name: str, *columns: Column[Any]) -> None:
    op.create_table(name, *columns, Column("claims", sa.Integer, nullable=False))


def _queue() -> None:
    op.create_table(
        "queue",
        Column("stage", Text, primary_key=True),
        Column("rank", sa.Double, primary_key=True),
        Column("seq", sa.Integer, primary_key=True),
        _text("claim_id"),
        _text("report_id"),
        Column("standing", sa.Boolean, nullable=False),
        _text("verdict", null=True),
        _text("made_by"),
        *(_text(name) for name in ("kind", "status", "scope")),
        *(_text(name, null=True) for name in ("country", "source_id")),
        Column("day", sa.Date),
        *(_text(n, null=True) for n in ("place", "adm1", "speaker", "side", "by_name", "by2_name", "cell")),
        Index("uq_queue_claim_id", "claim_id", unique=True),
        Index("ix_queue_report_id", "report_id"),
        *(
            Index(f"ix_queue_{name}", "stage", name, "rank", "seq")
            for name in ("kind", "country", "source_id", "verdict")
        ),
        Index("ix_queue_cell", "cell", "standing", "day", *ASKED),
        Index("ix_queue_day", "day", "standing", *ASKED),
        sqlite_with_rowid=False,
    )
