"""The queue: what long lists, the map and progress are read from, kept beside the record as a cache.

Nothing in it is said or decided by anybody: it can be dropped and made again from the record at any time
(`mnemon rebuild`), which is why these tables alone are not append-only.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Column, Index, Table, Text

from mnemon.store.columns import metadata, text

FILTERED = ("kind", "country", "source_id", "verdict")
"""Columns that have an index of their own, in the order of the list."""

FOLDED = ("place", "adm1", "speaker", "side", "by_name", "by2_name")
"""Names as they are looked for: folded, and no longer than LONGEST."""

BEGUN = ("place", "adm1", "speaker")
"""Names by whose beginning standing claims are found along an index."""

LONGEST = 60
"""Code points of a name in the queue: an index has no room for a name of any length."""

ASKED = ("kind", "country", "status", "scope", "source_id", *FOLDED)
"""Columns that the indexes for the map hold as well."""

PLACE = ("place_id", "place_name", "latitude", "longitude", "place_precision")
"""Columns of a claim that say where it stands on the map."""

queue = Table(
    "queue",
    metadata,
    Column("stage", Text, primary_key=True),
    Column("rank", sa.Double, primary_key=True),
    Column("seq", sa.Integer, primary_key=True),
    text("claim_id"),
    text("report_id"),
    Column("standing", sa.Boolean, nullable=False),
    text("verdict", null=True),
    text("made_by"),
    *(text(name) for name in ("kind", "status", "scope")),
    *(text(name, null=True) for name in ("country", "source_id")),
    Column("day", sa.Date),
    *(text(name, null=True) for name in (*FOLDED, "cell")),
    Index("uq_queue_claim_id", "claim_id", unique=True),
    Index("ix_queue_report_id", "report_id"),
    *(Index(f"ix_queue_{name}", "stage", name, "rank", "seq") for name in FILTERED),
    Index("ix_queue_cell", "cell", "standing", "day", *ASKED),
    Index("ix_queue_day", "day", "standing", *ASKED),
    *(
        Index(
            f"ix_queue_{name}", name, sqlite_where=sa.text("standing = 1"), postgresql_where=sa.text("standing"),
            postgresql_ops={name: "text_pattern_ops"},
        )
        for name in BEGUN
    ),
    sqlite_with_rowid=False,
)  # fmt: skip
"""One row a claim. `stage`: open, decided, or gone (withdrawn, or replaced unjudged); `rank`: minus its weight.

`cell` and `day` have indexes that answer, alone, what the map asks of days, of ASKED and of names. Those of BEGUN hold
standing claims alone: a list, which walks stages by weight, cannot be tempted by them.
"""


def _group() -> list[Column[str]]:
    return [Column(name, Text, primary_key=True) for name in ("kind", "country")]


queue_places = Table(
    "queue_places",
    metadata,
    Column("cell", Text, primary_key=True),
    *_group(),
    text("place_id", null=True),
    text("place_name"),
    Column("latitude", sa.Double, nullable=False),
    Column("longitude", sa.Double, nullable=False),
    Column("place_precision", sa.Integer, nullable=False),
    Column("claims", sa.Integer, nullable=False),
)
"""Standing claims by place, kind and country ("" = none)."""

queue_speakers = Table(
    "queue_speakers",
    metadata,
    Column("speaker", Text, primary_key=True),
    Column("cell", Text, primary_key=True),
    *_group(),
    Column("claims", sa.Integer, nullable=False),
)
"""Standing claims by speaker (as the queue has the name), place, kind and country ("" = none)."""

queue_months = Table(
    "queue_months",
    metadata,
    Column("month", Text, primary_key=True),
    *_group(),
    Column("claims", sa.Integer, nullable=False),
)
"""Standing claims by month of their first day ("2025-01"; "" = no day stated), kind and country."""

queue_people = Table(
    "queue_people",
    metadata,
    Column("stage", Text, primary_key=True),
    Column("made_by", Text, primary_key=True),
    Column("claims", sa.Integer, nullable=False),
)
"""Claims by stage and whoever gave the verdict that stands ("" = nobody)."""

CACHE = (queue, queue_places, queue_speakers, queue_months, queue_people)
