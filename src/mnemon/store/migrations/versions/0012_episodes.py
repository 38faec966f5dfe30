"""A finding says which episode counts its people too, so that no total adds a part to its whole.

This page is history: it says what was added, whatever schema.py says now.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Text

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the column; of findings that are kept already it is not known."""
    op.add_column("findings", Column("within", Text))
