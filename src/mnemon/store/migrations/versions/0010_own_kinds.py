"""Claims of a user's own kinds are found by an index of their own: they can be filtered by, and chosen from.

This page is history: it says what was added, whatever schema.py says now.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Index the claims that are of such a kind; most are of none."""
    some = sa.text("subkind IS NOT NULL")
    op.create_index("ix_claims_subkind_kind", "claims", ["subkind", "kind"], sqlite_where=some, postgresql_where=some)
