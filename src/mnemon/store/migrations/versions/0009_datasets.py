"""Published datasets beside the record: their files' rows, kept apart from all claims.

This page is history: it says what was added, whatever schema.py says now.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column, ForeignKey, Text

from mnemon.store.dialect import refuse_changes

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the two tables, and have the database refuse changes to them."""
    op.create_table(
        "datasets",
        Column("id", Text, primary_key=True),
        *(Column(name, Text, nullable=False) for name in ("name", "form", "version", "licence")),
        Column("byte_count", sa.BigInteger, nullable=False),
        Column("rows", sa.Integer, nullable=False),
        Column("taken_in_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "dataset_rows",
        Column("dataset_id", Text, ForeignKey("datasets.id"), primary_key=True),
        Column("number", sa.Integer, primary_key=True),
        Column("cells", Text, nullable=False),
        Column("error", Text),
    )
    refuse_changes(op.get_bind(), ("datasets", "dataset_rows"))
