"""Why a place was chosen, and among which others; a record from before has neither.

This page is history: it says what was added, whatever schema.py says now.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Text

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the two columns to claims and event mentions."""
    for table in ("claims", "event_mentions"):
        for name in ("place_reason", "place_rivals"):
            op.add_column(table, Column(name, Text))
