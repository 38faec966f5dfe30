"""A map that is filtered by a name is read from an index alone, as it is with any other filter.

This page is history: it says what was added, whatever schema.py says now.
"""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"

ASKED = ("kind", "country", "status", "scope", "source_id")
NAMES = ("place", "adm1", "speaker", "side", "by_name", "by2_name")


def upgrade() -> None:
    """Make the two indexes wider. The queue is emptied first: it is made anew, with shorter names, after this."""
    op.execute("DELETE FROM queue")
    for name, columns in (("ix_queue_cell", ("cell", "standing", "day")), ("ix_queue_day", ("day", "standing"))):
        op.drop_index(name, "queue")
        op.create_index(name, "queue", [*columns, *ASKED, *NAMES])
