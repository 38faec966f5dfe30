"""The tables of what people do: acts, the verdicts they leave, accounts, sessions, second codings, saved views."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Index, Table, Text

from mnemon.store.columns import CLOSED, OPEN, Moment, key, metadata, seq, text

acts = Table(
    "acts",
    metadata,
    seq(),
    text("kind"),
    text("about"),
    text("made_by"),
    Column("at", Moment, nullable=False),
    key("report_id", "reports.id", null=True, index=True),
    text("reason", null=True),
    text("detail"),
    Column("undoes", sa.Integer, ForeignKey("acts.seq"), unique=True),
    Index("ix_acts_about", "about", "kind"),
    Index("ix_acts_made_by", "made_by", "kind"),
)

decisions = Table(
    "decisions",
    metadata,
    seq(),
    key("claim_id", "claims.id", index=True),
    text("verdict"),
    Column("act", sa.Integer, ForeignKey("acts.seq"), nullable=False, index=True),
    Column("before", sa.Integer, ForeignKey("decisions.seq")),
    Column("created_at", Moment, nullable=False),
    Column("closed_at", Moment),
    Index("ix_decisions_created_at", "created_at"),
    Index("ix_decisions_closed_at", "closed_at", sqlite_where=CLOSED, postgresql_where=CLOSED),
    Index("ix_decisions_open_verdict", "verdict", "claim_id", sqlite_where=OPEN, postgresql_where=OPEN),
    Index("uq_decisions_open_claim", "claim_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
)

accounts = Table(
    "accounts",
    metadata,
    seq(),
    text("name"),
    text("role"),
    text("password"),
    Column("created_at", Moment, nullable=False),
    text("created_by"),
    Index("ix_accounts_name", "name"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Text, primary_key=True),
    text("name"),
    Column("created_at", Moment, nullable=False),
    Column("closed_at", Moment),
)

codings = Table(
    "codings",
    metadata,
    seq(),
    key("report_id", "reports.id", index=True),
    key("claim_id", "claims.id", null=True),
    text("coder"),
    text("verdict"),
    text("values"),
    Column("created_at", Moment, nullable=False),
    Column("closed_at", Moment),
)

saved_views = Table(
    "saved_views",
    metadata,
    seq(),
    text("name"),
    text("query"),
    text("made_by"),
    Column("created_at", Moment, nullable=False),
    Column("closed_at", Moment),
)
