"""What the review pages ask of links and of past days is found by an index, on a server as in a file.

This page is history: it says what was added, whatever schema.py says now.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

OPEN = sa.text("closed_at IS NULL")


def upgrade() -> None:
    """Make the indexes: the other end of a link that stands, and when anything came in or was decided."""
    op.create_index(
        "ix_judgements_open_right",
        "judgements",
        ["right_id"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
        if_not_exists=True,
    )
    op.create_index("ix_captures_retrieved_at", "captures", ["retrieved_at"], if_not_exists=True)
    op.create_index("ix_decisions_created_at", "decisions", ["created_at"], if_not_exists=True)
    op.create_index("ix_decisions_closed_at", "decisions", ["closed_at"], if_not_exists=True)
    op.create_index("ix_supersedes_created_at", "supersedes", ["created_at"], if_not_exists=True)
