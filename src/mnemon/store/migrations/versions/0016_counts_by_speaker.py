"""Standing claims counted by speaker and place, for the map; and found by the beginning of a name, for totals.

The index of what was closed holds what was closed alone: SQLite took it for what stands, and walked all of that.

This page is history: it says what was added, whatever schema.py says now.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column, Text

revision = "0016"
down_revision = "0013"

NAMES = ("place", "adm1", "speaker")


def upgrade() -> None:
    """Make the counts, which are filled with the queue after this, an index for each name, and a smaller one."""
    key = [Column(name, Text, primary_key=True) for name in ("speaker", "cell", "kind", "country")]
    op.create_table("queue_speakers", *key, Column("claims", sa.Integer, nullable=False))
    for name in NAMES:
        op.create_index(
            f"ix_queue_{name}",
            "queue",
            [name],
            sqlite_where=sa.text("standing = 1"),
            postgresql_where=sa.text("standing"),
            postgresql_ops={name: "text_pattern_ops"},
        )
    closed = sa.text("closed_at IS NOT NULL")
    op.drop_index("ix_decisions_closed_at", "decisions")
    op.create_index(
        "ix_decisions_closed_at", "decisions", ["closed_at"], sqlite_where=closed, postgresql_where=closed
    )
