"""Each date keeps what it hangs on: the anchor, and what else its words might name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

COLUMNS = (("claims", "date_reason"), ("claims", "said_on_reason"), ("event_mentions", "date_reason"))


def upgrade() -> None:
    """Add the columns; dates that are in the record already have no reason."""
    for table, column in COLUMNS:
        op.add_column(table, sa.Column(column, sa.Text, server_default=""))
