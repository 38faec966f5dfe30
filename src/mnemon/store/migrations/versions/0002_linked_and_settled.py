"""What linking and settling keep: blocks, who was compared, undone decisions, findings with their claims.

This page is history: it says what the tables were when they came, whatever schema.py says now.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column, ForeignKey, Text

from mnemon.store.dialect import allow_closing, refuse_changes

revision = "0002"
down_revision = "0001"

APPEND_ONLY = ("undone", "blocks", "linked", "finding_claims")
FIXED = (
    "seq", "event_id", "what", "victim_group", "low", "best", "high", "rule", "rule_version", "unsettled", "grade",
    "created_at",
)  # fmt: skip
"""The columns of `findings` that never change."""


def upgrade() -> None:
    """New tables beside the old ones, and the time of each correction; those made before have none."""
    op.add_column("supersedes", _moment("created_at", null=True))
    _decisions()
    _links()
    _findings()
    refuse_changes(op.get_bind(), APPEND_ONLY)
    allow_closing(op.get_bind(), "findings", FIXED)


def _moment(name: str, *, null: bool = False) -> Column[object]:
    return Column(name, sa.DateTime(timezone=True), nullable=null)


def _decisions() -> None:
    op.create_table(
        "undone",
        Column("judgement_seq", sa.Integer, ForeignKey("judgements.seq"), primary_key=True),
        Column("made_by", Text, nullable=False),
        _moment("created_at"),
    )


def _links() -> None:
    op.create_table(
        "blocks",
        Column("key", Text, primary_key=True),
        Column("mention_id", Text, ForeignKey("event_mentions.id"), primary_key=True),
    )
    op.create_table(
        "linked",
        Column("mention_id", Text, ForeignKey("event_mentions.id"), primary_key=True),
        Column("linker", Text, primary_key=True),
    )


def _findings() -> None:
    op.create_table(
        "findings",
        Column("seq", sa.Integer, primary_key=True),
        *(Column(name, Text, nullable=False) for name in ("event_id", "what", "victim_group")),
        *(Column(name, sa.BigInteger) for name in ("low", "best", "high")),
        *(Column(name, Text, nullable=False) for name in ("rule", "rule_version", "unsettled", "grade")),
        _moment("created_at"),
        _moment("closed_at", null=True),
    )
    op.create_index("ix_findings_rule", "findings", ["rule", "event_id"])
    op.create_table(
        "finding_claims",
        Column("finding_seq", sa.Integer, ForeignKey("findings.seq"), primary_key=True),
        Column("claim_id", Text, ForeignKey("claims.id"), primary_key=True),
        Column("part", Text, nullable=False),
        Column("reason", Text),
    )
