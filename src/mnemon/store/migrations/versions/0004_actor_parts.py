"""What an actor's words were taken to mean, in full: chain, ACLED code, groups, standing, candidates and reason.

This page is history: it says what was added when it came, whatever schema.py says now.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

PARTS = ("chain", "groups", "standing", "candidates", "why")


def upgrade() -> None:
    """New columns; claims read before have none of it."""
    for role in ("victims", "by", "by2"):
        for part in PARTS:
            op.add_column("claims", sa.Column(f"{role}_{part}", sa.Text, nullable=True))
        op.add_column("claims", sa.Column(f"{role}_inter", sa.Integer, nullable=True))
