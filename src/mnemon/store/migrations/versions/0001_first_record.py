"""The first record: producers, reports, claims with their spans, links and failures; all append-only.

This page is history: it says what the tables were at first, whatever schema.py says now.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column, ForeignKey, Index, Text

from mnemon.store.dialect import allow_closing, refuse_changes

revision = "0001"
down_revision = None

APPEND_ONLY = (
    "producers", "sources", "captures", "reports", "signatures", "copies", "runs", "readings", "event_mentions",
    "mention_spans", "claims", "claim_spans", "supersedes", "attributions", "attribution_spans", "tallies", "left_out",
    "failures",
)  # fmt: skip
FIXED = ("seq", "left_id", "right_id", "judgement", "match_weight", "reasons", "made_by", "decided", "created_at")
"""The columns of `judgements` that never change."""


def upgrade() -> None:
    """Make every table, then have the database refuse changes to them."""
    _where_from()
    _reports()
    _runs()
    _mentions()
    _claims()
    _around_claims()
    _tallies()
    _judgements()
    refuse_changes(op.get_bind(), APPEND_ONLY)
    allow_closing(op.get_bind(), "judgements", FIXED)


def _text(name: str, *more: sa.schema.SchemaItem, null: bool = False) -> Column[str]:
    return Column(name, Text, *more, nullable=null)


def _key(name: str, target: str, *, primary_key: bool = False, null: bool = False, index: bool = False) -> Column[str]:
    return Column(name, Text, ForeignKey(target), primary_key=primary_key, nullable=null, index=index)


def _seq() -> Column[int]:
    return Column("seq", sa.Integer, primary_key=True)


def _quantity() -> list[Column[Any]]:
    whole = [Column(name, sa.BigInteger) for name in ("low", "best", "high")]
    return [*whole, Column("approx", sa.Boolean), _text("count_words", null=True), _text("count_rule", null=True)]


def _actor(role: str) -> list[Column[Any]]:
    return [_text(f"{role}_{part}", null=True) for part in ("id", "name", "kind", "of", "words")]


def _place() -> list[Column[Any]]:
    return [
        *(_text(name, null=True) for name in ("place_id", "place_name")),
        Column("latitude", sa.Double),
        Column("longitude", sa.Double),
        Column("place_precision", sa.Integer),
        *(_text(name, null=True) for name in ("country", "adm1", "adm2", "place_words", "place_note")),
    ]


def _dates(role: str) -> list[Column[Any]]:
    return [
        Column(f"{role}_start", sa.Date),
        Column(f"{role}_end", sa.Date),
        Column(f"{role}_precision", sa.Integer),
        _text(f"{role}_words", null=True),
    ]


def _speaker() -> list[Column[Any]]:
    return [
        _text("said_by", null=True),
        Column("said_by_start", sa.Integer),
        Column("said_by_end", sa.Integer),
        *(_text(f"said_by_{part}", null=True) for part in ("office", "side", "via")),
    ]


def _spans(name: str, owner: str) -> None:
    op.create_table(
        name,
        _key("owner_id", owner, primary_key=True),
        Column("part", Text, primary_key=True),
        Column("ordinal", sa.Integer, primary_key=True),
        Column("start_char", sa.Integer),
        Column("end_char", sa.Integer),
    )


def _where_from() -> None:
    op.create_table("producers", Column("id", Text, primary_key=True), _text("name"), _text("version"), _text("digest"))
    op.create_table(
        "sources",
        Column("id", Text, primary_key=True),
        _text("name"),
        _text("country", null=True),
        _text("side", null=True),
    )
    op.create_table(
        "captures",
        Column("id", Text, primary_key=True),
        _text("url", null=True),
        Column("retrieved_at", sa.DateTime(timezone=True), nullable=False),
        _text("media_type"),
        Column("byte_count", sa.BigInteger, nullable=False),
    )


def _reports() -> None:
    op.create_table(
        "reports",
        _seq(),
        Column("id", Text, unique=True, nullable=False),
        _key("capture_id", "captures.id", index=True),
        _key("source_id", "sources.id", null=True),
        _text("title", null=True),
        _text("author", null=True),
        Column("published_at", sa.Date),
        Column("updated_at", sa.Date),
        _text("lang", null=True),
        _text("url", null=True),
        _text("text"),
    )
    op.create_table(
        "signatures",
        _key("report_id", "reports.id", primary_key=True),
        Column("minhash", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "copies",
        _key("report_id", "reports.id", primary_key=True),
        _key("of_report_id", "reports.id", primary_key=True),
        Column("similarity", sa.Double, nullable=False),
    )


def _runs() -> None:
    op.create_table(
        "runs",
        Column("id", Text, primary_key=True),
        _key("producer_id", "producers.id"),
        Column("started_at", sa.DateTime(timezone=True), nullable=False),
        _text("command"),
    )
    op.create_table(
        "readings",
        _key("report_id", "reports.id", primary_key=True),
        _key("producer_id", "producers.id", primary_key=True),
        _key("run_id", "runs.id", null=True),
    )
    op.create_table(
        "failures",
        _seq(),
        _text("origin"),
        _text("error"),
        _text("sentence"),
        Column("at", sa.DateTime(timezone=True), nullable=False),
        _key("run_id", "runs.id", null=True),
    )


def _mentions() -> None:
    op.create_table(
        "event_mentions",
        _seq(),
        Column("id", Text, unique=True, nullable=False),
        _key("report_id", "reports.id", index=True),
        _text("type"),
        *_place(),
        *_dates("date"),
    )
    _spans("mention_spans", "event_mentions.id")


def _claims() -> None:
    op.create_table(
        "claims",
        _seq(),
        Column("id", Text, unique=True, nullable=False),
        _key("report_id", "reports.id", index=True),
        _key("event_mention_id", "event_mentions.id", index=True),
        _text("kind"),
        *_quantity(),
        *_actor("victims"),
        *_actor("by"),
        *_actor("by2"),
        _text("means", null=True),
        *_place(),
        *_dates("date"),
        *_speaker(),
        _text("cue", null=True),
        *_dates("said_on"),
        _text("stance"),
        _text("status"),
        _text("scope"),
        Column("part_of", Text, ForeignKey("claims.id", deferrable=True, initially="DEFERRED")),
        Column("repeats", Text, ForeignKey("claims.id", deferrable=True, initially="DEFERRED")),
        Column("sentence_start", sa.Integer, nullable=False),
        Column("sentence_end", sa.Integer, nullable=False),
        Column("score", sa.Double, nullable=False),
        _key("producer_id", "producers.id"),
        _text("codebook"),
        _text("notes"),
        Index("ix_claims_kind_date_start", "kind", "date_start"),
        Index("ix_claims_country_adm1", "country", "adm1"),
    )
    _spans("claim_spans", "claims.id")


def _around_claims() -> None:
    op.create_table(
        "supersedes",
        _key("claim_id", "claims.id", primary_key=True),
        _key("superseded_id", "claims.id", primary_key=True, index=True),
    )
    op.create_table(
        "attributions",
        Column("id", Text, primary_key=True),
        _key("report_id", "reports.id"),
        _key("producer_id", "producers.id"),
        Column("ordinal", sa.Integer, nullable=False),
        Index("ix_attributions_report_id", "report_id", "producer_id"),
    )
    _spans("attribution_spans", "attributions.id")


def _tallies() -> None:
    op.create_table(
        "tallies",
        _key("report_id", "reports.id", primary_key=True),
        _key("producer_id", "producers.id", primary_key=True),
        Column("what", Text, primary_key=True),
        *_quantity(),
    )
    op.create_table(
        "left_out",
        _key("report_id", "reports.id", primary_key=True),
        _key("producer_id", "producers.id", primary_key=True),
        Column("ordinal", sa.Integer, primary_key=True),
        _key("claim_id", "claims.id"),
        _text("reason"),
    )


def _judgements() -> None:
    op.create_table(
        "judgements",
        _seq(),
        _key("left_id", "event_mentions.id"),
        _key("right_id", "event_mentions.id"),
        _text("judgement"),
        Column("match_weight", sa.Double, nullable=False),
        _text("reasons"),
        _text("made_by"),
        Column("decided", sa.Boolean, nullable=False),
        Column("created_at", sa.DateTime(timezone=True), nullable=False),
        Column("closed_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("left_id < right_id", name="ordered"),
        Index(
            "uq_judgements_open_pair",
            "left_id",
            "right_id",
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        ),
    )
