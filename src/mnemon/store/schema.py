"""The tables of the record. All are append-only but for `closed_at`, which is set once; triggers see to it.

Order matters nowhere but in `seq`, which numbers rows as they came in and lets long lists be read page by page.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Index, Table, Text

from mnemon.model.marks import HARMS
from mnemon.store import columns, desk_schema, queue_schema
from mnemon.store.columns import OPEN, Moment, actor, dates, key, place, quantity, seq, spans, speaker, text

metadata = columns.metadata

OWN = sa.text("subkind IS NOT NULL")

producers = Table(
    "producers", metadata, Column("id", Text, primary_key=True), text("name"), text("version"), text("digest")
)

sources = Table(
    "sources",
    metadata,
    Column("id", Text, primary_key=True),
    text("name"),
    text("country", null=True),
    text("side", null=True),
)

captures = Table(
    "captures",
    metadata,
    Column("id", Text, primary_key=True),
    text("url", null=True),
    Column("retrieved_at", Moment, nullable=False),
    text("media_type"),
    Column("byte_count", sa.BigInteger, nullable=False),
    Index("ix_captures_retrieved_at", "retrieved_at"),
)

reports = Table(
    "reports",
    metadata,
    seq(),
    Column("id", Text, unique=True, nullable=False),
    key("capture_id", "captures.id", index=True),
    key("source_id", "sources.id", null=True),
    text("title", null=True),
    text("author", null=True),
    Column("published_at", sa.Date),
    Column("updated_at", sa.Date),
    text("lang", null=True),
    text("url", null=True),
    text("text"),
)

signatures = Table(
    "signatures",
    metadata,
    key("report_id", "reports.id", primary_key=True),
    Column("minhash", sa.LargeBinary, nullable=False),
)

copies = Table(
    "copies",
    metadata,
    key("report_id", "reports.id", primary_key=True),
    key("of_report_id", "reports.id", primary_key=True),
    Column("similarity", sa.Double, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Text, primary_key=True),
    key("producer_id", "producers.id"),
    Column("started_at", Moment, nullable=False),
    text("command"),
)

readings = Table(
    "readings",
    metadata,
    key("report_id", "reports.id", primary_key=True),
    key("producer_id", "producers.id", primary_key=True),
    key("run_id", "runs.id", null=True),
)

event_mentions = Table(
    "event_mentions",
    metadata,
    seq(),
    Column("id", Text, unique=True, nullable=False),
    key("report_id", "reports.id", index=True),
    text("type"),
    *place(),
    *dates("date"),
    Index("ix_event_mentions_near", "country", "date_start"),
)

mention_spans = spans("mention_spans", metadata, "event_mentions.id")

claims = Table(
    "claims",
    metadata,
    seq(),
    Column("id", Text, unique=True, nullable=False),
    key("report_id", "reports.id", index=True),
    key("event_mention_id", "event_mentions.id", index=True),
    text("kind"),
    *quantity(),
    *actor("victims"),
    *actor("by"),
    *actor("by2"),
    text("means", null=True),
    *place(),
    *dates("date"),
    *speaker(),
    text("cue", null=True),
    *dates("said_on"),
    text("stance"),
    text("status"),
    text("scope"),
    Column("part_of", Text, ForeignKey("claims.id", deferrable=True, initially="DEFERRED")),
    Column("repeats", Text, ForeignKey("claims.id", deferrable=True, initially="DEFERRED")),
    Column("sentence_start", sa.Integer, nullable=False),
    Column("sentence_end", sa.Integer, nullable=False),
    Column("score", sa.Double, nullable=False),
    key("producer_id", "producers.id"),
    text("codebook"),
    text("notes"),
    text("subkind", null=True),
    Index("ix_claims_kind_date_start", "kind", "date_start"),
    Index("ix_claims_country_adm1", "country", "adm1"),
    Index("ix_claims_said_by", "said_by"),
    Index("ix_claims_subkind_kind", "subkind", "kind", sqlite_where=OWN, postgresql_where=OWN),
)

_people = sa.case((claims.c.kind.in_(HARMS), sa.func.coalesce(claims.c.best, claims.c.high, claims.c.low, 1)), else_=1)

weight = (1.0 - claims.c.score) * _people
"""Doubt times consequence: what a person should look at first. Only people who came to harm count by their number."""

claim_spans = spans("claim_spans", metadata, "claims.id")

supersedes = Table(
    "supersedes",
    metadata,
    key("claim_id", "claims.id", primary_key=True),
    key("superseded_id", "claims.id", primary_key=True, index=True),
    Column("created_at", Moment),
    Index("ix_supersedes_created_at", "created_at"),
)

attributions = Table(
    "attributions",
    metadata,
    Column("id", Text, primary_key=True),
    key("report_id", "reports.id"),
    key("producer_id", "producers.id"),
    Column("ordinal", sa.Integer, nullable=False),
    Index("ix_attributions_report_id", "report_id", "producer_id"),
)

attribution_spans = spans("attribution_spans", metadata, "attributions.id")

tallies = Table(
    "tallies",
    metadata,
    key("report_id", "reports.id", primary_key=True),
    key("producer_id", "producers.id", primary_key=True),
    Column("what", Text, primary_key=True),
    *quantity(),
)

left_out = Table(
    "left_out",
    metadata,
    key("report_id", "reports.id", primary_key=True),
    key("producer_id", "producers.id", primary_key=True),
    Column("ordinal", sa.Integer, primary_key=True),
    key("claim_id", "claims.id"),
    text("reason"),
)

judgements = Table(
    "judgements",
    metadata,
    seq(),
    key("left_id", "event_mentions.id"),
    key("right_id", "event_mentions.id"),
    text("judgement"),
    Column("match_weight", sa.Double, nullable=False),
    text("reasons"),
    text("made_by"),
    Column("decided", sa.Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("closed_at", Moment),
    sa.CheckConstraint("left_id < right_id", name="ordered"),
    Index(
        "uq_judgements_open_pair",
        "left_id",
        "right_id",
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    ),
    Index("ix_judgements_open_right", "right_id", sqlite_where=OPEN, postgresql_where=OPEN),
)

undone = Table(
    "undone",
    metadata,
    Column("judgement_seq", sa.Integer, ForeignKey("judgements.seq"), primary_key=True),
    text("made_by"),
    Column("created_at", Moment, nullable=False),
)

blocks = Table(
    "blocks",
    metadata,
    Column("key", Text, primary_key=True),
    key("mention_id", "event_mentions.id", primary_key=True),
)

linked = Table(
    "linked",
    metadata,
    key("mention_id", "event_mentions.id", primary_key=True),
    Column("linker", Text, primary_key=True),
)

findings = Table(
    "findings",
    metadata,
    seq(),
    text("event_id"),
    text("what"),
    text("victim_group"),
    *(Column(name, sa.BigInteger) for name in ("low", "best", "high")),
    text("rule"),
    text("rule_version"),
    text("unsettled"),
    text("grade"),
    text("within", null=True),
    Column("created_at", Moment, nullable=False),
    Column("closed_at", Moment),
    Index("ix_findings_rule", "rule", "event_id"),
)

finding_claims = Table(
    "finding_claims",
    metadata,
    Column("finding_seq", sa.Integer, ForeignKey("findings.seq"), primary_key=True),
    key("claim_id", "claims.id", primary_key=True),
    text("part"),
    text("reason", null=True),
)

failures = Table(
    "failures",
    metadata,
    seq(),
    text("origin"),
    text("error"),
    text("sentence"),
    Column("at", Moment, nullable=False),
    key("run_id", "runs.id", null=True),
)

datasets = Table(
    "datasets",
    metadata,
    Column("id", Text, primary_key=True),
    *(text(name) for name in ("name", "form", "version", "licence")),
    Column("byte_count", sa.BigInteger, nullable=False),
    Column("rows", sa.Integer, nullable=False),
    Column("taken_in_at", Moment, nullable=False),
)

dataset_rows = Table(
    "dataset_rows",
    metadata,
    key("dataset_id", "datasets.id", primary_key=True),
    Column("number", sa.Integer, primary_key=True),
    text("cells"),
    text("error", null=True),
)

acts, decisions, accounts = desk_schema.acts, desk_schema.decisions, desk_schema.accounts
sessions, codings, saved_views = desk_schema.sessions, desk_schema.codings, desk_schema.saved_views

CLOSING = (judgements, findings, decisions, sessions, codings, saved_views)
"""Tables of which `closed_at` is set once, and nothing else changes."""

APPEND_ONLY = tuple(t.name for t in metadata.sorted_tables if t not in (*CLOSING, *queue_schema.CACHE))
"""Tables whose rows are never changed. The queue is no part of the record: it is made of it, and made again."""
