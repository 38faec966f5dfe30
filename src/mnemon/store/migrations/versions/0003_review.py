"""What people do: acts, the verdicts they leave, second codings, saved views, accounts and sessions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column, ForeignKey, Text

from mnemon.store.dialect import allow_closing, refuse_changes

revision = "0003"
down_revision = "0002"

FIXED = {
    "decisions": ("seq", "claim_id", "verdict", "act", "before", "created_at"),
    "sessions": ("id", "name", "created_at"),
    "codings": ("seq", "report_id", "claim_id", "coder", "verdict", "values", "created_at"),
    "saved_views": ("seq", "name", "query", "made_by", "created_at"),
}
"""The columns that never change; `closed_at` is set once."""

OPEN = sa.text("closed_at IS NULL")
WEIGHT = "((1.0 - score) * coalesce(best, high, low, 1)) DESC"


def upgrade() -> None:
    """Make the tables, have the database refuse changes to them, and index the claims for long lists."""
    _acts()
    _decisions()
    _people()
    _codings()
    _indexes()
    refuse_changes(op.get_bind(), ("acts", "accounts"))
    for table, fixed in FIXED.items():
        allow_closing(op.get_bind(), table, [f'"{name}"' for name in fixed])


def _text(name: str, *, null: bool = False) -> Column[str]:
    return Column(name, Text, nullable=null)


def _key(name: str, target: str, *, null: bool = False, index: bool = False) -> Column[str]:
    return Column(name, Text, ForeignKey(target), nullable=null, index=index)


def _seq() -> Column[int]:
    return Column("seq", sa.Integer, primary_key=True)


def _moment(name: str, *, null: bool = False) -> Column[object]:
    return Column(name, sa.DateTime(timezone=True), nullable=null)


def _acts() -> None:
    op.create_table(
        "acts",
        _seq(),
        _text("kind"),
        _text("about"),
        _text("made_by"),
        _moment("at"),
        _key("report_id", "reports.id", null=True, index=True),
        _text("reason", null=True),
        _text("detail"),
        Column("undoes", sa.Integer, ForeignKey("acts.seq"), unique=True),
        sa.Index("ix_acts_about", "about", "kind"),
        sa.Index("ix_acts_made_by", "made_by", "kind"),
    )


def _decisions() -> None:
    op.create_table(
        "decisions",
        _seq(),
        _key("claim_id", "claims.id", index=True),
        _text("verdict"),
        Column("act", sa.Integer, ForeignKey("acts.seq"), nullable=False, index=True),
        Column("before", sa.Integer, ForeignKey("decisions.seq")),
        _moment("created_at"),
        _moment("closed_at", null=True),
        sa.Index("ix_decisions_open_verdict", "verdict", "claim_id", sqlite_where=OPEN, postgresql_where=OPEN),
        sa.Index("uq_decisions_open_claim", "claim_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
    )


def _people() -> None:
    op.create_table(
        "accounts",
        _seq(),
        _text("name"),
        _text("role"),
        _text("password"),
        _moment("created_at"),
        _text("created_by"),
        sa.Index("ix_accounts_name", "name"),
    )
    op.create_table(
        "sessions",
        Column("id", Text, primary_key=True),
        _text("name"),
        _moment("created_at"),
        _moment("closed_at", null=True),
    )


def _codings() -> None:
    op.create_table(
        "codings",
        _seq(),
        _key("report_id", "reports.id", index=True),
        _key("claim_id", "claims.id", null=True),
        _text("coder"),
        _text("verdict"),
        _text("values"),
        _moment("created_at"),
        _moment("closed_at", null=True),
    )
    op.create_table(
        "saved_views",
        _seq(),
        _text("name"),
        _text("query"),
        _text("made_by"),
        _moment("created_at"),
        _moment("closed_at", null=True),
    )


def _indexes() -> None:
    op.create_index("ix_claims_said_by", "claims", ["said_by"])
    op.create_index("ix_claims_day", "claims", ["date_start", "kind", "country", "id"])
    op.create_index("ix_event_mentions_near", "event_mentions", ["country", "date_start"])
    place = ["place_id", "latitude", "longitude", "place_precision", "place_name", "country"]
    op.create_index("ix_claims_map", "claims", [*place, "date_start", "kind", "id"])
    op.create_index("ix_claims_weight", "claims", [sa.text(WEIGHT), "seq", "id"])
