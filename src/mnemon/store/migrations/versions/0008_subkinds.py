"""A claim may be of a kind of the user's own, which refines the kind it is of.

This page is history: it says what was added, whatever schema.py says now.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Text

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the column; claims that are in the record already are of no such kind."""
    op.add_column("claims", Column("subkind", Text))
