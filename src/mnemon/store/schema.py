"""The tables of the record. All are append-only but for `closed_at`, which is set once; triggers see to it.

Order matters nowhere but in `seq`, which numbers rows as they came in and lets long lists be read page by page.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Index, Table, Text

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name, so that a later migration can speak of it."""


class Moment(sa.TypeDecorator[datetime]):
    """A point in time, kept in UTC; SQLite has no time zones, so they are put back on the way out."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """To UTC; a time without a zone is a fault of the caller (ValueError)."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a time zone: {value.isoformat()}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """Always with its zone; None stays None."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


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


def _spans(name: str, metadata: sa.MetaData, owner: str) -> Table:
    """Spans by part; a part that is named but empty has one row without offsets."""
    return Table(
        name,
        metadata,
        _key("owner_id", owner, primary_key=True),
        Column("part", Text, primary_key=True),
        Column("ordinal", sa.Integer, primary_key=True),
        Column("start_char", sa.Integer),
        Column("end_char", sa.Integer),
    )


_OPEN = sa.text("closed_at IS NULL")

metadata = sa.MetaData(naming_convention=_NAMES)

producers = Table(
    "producers", metadata, Column("id", Text, primary_key=True), _text("name"), _text("version"), _text("digest")
)

sources = Table(
    "sources",
    metadata,
    Column("id", Text, primary_key=True),
    _text("name"),
    _text("country", null=True),
    _text("side", null=True),
)

captures = Table(
    "captures",
    metadata,
    Column("id", Text, primary_key=True),
    _text("url", null=True),
    Column("retrieved_at", Moment, nullable=False),
    _text("media_type"),
    Column("byte_count", sa.BigInteger, nullable=False),
)

reports = Table(
    "reports",
    metadata,
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

signatures = Table(
    "signatures",
    metadata,
    _key("report_id", "reports.id", primary_key=True),
    Column("minhash", sa.LargeBinary, nullable=False),
)

copies = Table(
    "copies",
    metadata,
    _key("report_id", "reports.id", primary_key=True),
    _key("of_report_id", "reports.id", primary_key=True),
    Column("similarity", sa.Double, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Text, primary_key=True),
    _key("producer_id", "producers.id"),
    Column("started_at", Moment, nullable=False),
    _text("command"),
)

readings = Table(
    "readings",
    metadata,
    _key("report_id", "reports.id", primary_key=True),
    _key("producer_id", "producers.id", primary_key=True),
    _key("run_id", "runs.id", null=True),
)

event_mentions = Table(
    "event_mentions",
    metadata,
    _seq(),
    Column("id", Text, unique=True, nullable=False),
    _key("report_id", "reports.id", index=True),
    _text("type"),
    *_place(),
    *_dates("date"),
)

mention_spans = _spans("mention_spans", metadata, "event_mentions.id")

_ON_MAP = (
    "place_id", "latitude", "longitude", "place_precision", "place_name", "country", "date_start", "kind", "id",
)  # fmt: skip
"""What the map counts: an index of these alone answers it."""

claims = Table(
    "claims",
    metadata,
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
    Index("ix_claims_said_by", "said_by"),
    Index("ix_claims_day", "date_start", "kind", "country", "id"),
    Index("ix_claims_map", *_ON_MAP),
)

weight = (1.0 - claims.c.score) * sa.func.coalesce(claims.c.best, claims.c.high, claims.c.low, 1)
"""Doubt times consequence: what a person should look at first. An index holds it."""

Index("ix_claims_weight", weight.desc(), claims.c.seq, claims.c.id)

claim_spans = _spans("claim_spans", metadata, "claims.id")

supersedes = Table(
    "supersedes",
    metadata,
    _key("claim_id", "claims.id", primary_key=True),
    _key("superseded_id", "claims.id", primary_key=True, index=True),
    Column("created_at", Moment),
)

attributions = Table(
    "attributions",
    metadata,
    Column("id", Text, primary_key=True),
    _key("report_id", "reports.id"),
    _key("producer_id", "producers.id"),
    Column("ordinal", sa.Integer, nullable=False),
    Index("ix_attributions_report_id", "report_id", "producer_id"),
)

attribution_spans = _spans("attribution_spans", metadata, "attributions.id")

tallies = Table(
    "tallies",
    metadata,
    _key("report_id", "reports.id", primary_key=True),
    _key("producer_id", "producers.id", primary_key=True),
    Column("what", Text, primary_key=True),
    *_quantity(),
)

left_out = Table(
    "left_out",
    metadata,
    _key("report_id", "reports.id", primary_key=True),
    _key("producer_id", "producers.id", primary_key=True),
    Column("ordinal", sa.Integer, primary_key=True),
    _key("claim_id", "claims.id"),
    _text("reason"),
)

judgements = Table(
    "judgements",
    metadata,
    _seq(),
    _key("left_id", "event_mentions.id"),
    _key("right_id", "event_mentions.id"),
    _text("judgement"),
    Column("match_weight", sa.Double, nullable=False),
    _text("reasons"),
    _text("made_by"),
    Column("decided", sa.Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("closed_at", Moment),
    sa.CheckConstraint("left_id < right_id", name="ordered"),
    Index(
        "uq_judgements_open_pair",
        "left_id",
        "right_id",
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    ),
)

undone = Table(
    "undone",
    metadata,
    Column("judgement_seq", sa.Integer, ForeignKey("judgements.seq"), primary_key=True),
    _text("made_by"),
    Column("created_at", Moment, nullable=False),
)

blocks = Table(
    "blocks",
    metadata,
    Column("key", Text, primary_key=True),
    _key("mention_id", "event_mentions.id", primary_key=True),
)

linked = Table(
    "linked",
    metadata,
    _key("mention_id", "event_mentions.id", primary_key=True),
    Column("linker", Text, primary_key=True),
)

findings = Table(
    "findings",
    metadata,
    _seq(),
    _text("event_id"),
    _text("what"),
    _text("victim_group"),
    *(Column(name, sa.BigInteger) for name in ("low", "best", "high")),
    _text("rule"),
    _text("rule_version"),
    _text("unsettled"),
    _text("grade"),
    Column("created_at", Moment, nullable=False),
    Column("closed_at", Moment),
    Index("ix_findings_rule", "rule", "event_id"),
)

finding_claims = Table(
    "finding_claims",
    metadata,
    Column("finding_seq", sa.Integer, ForeignKey("findings.seq"), primary_key=True),
    _key("claim_id", "claims.id", primary_key=True),
    _text("part"),
    _text("reason", null=True),
)

failures = Table(
    "failures",
    metadata,
    _seq(),
    _text("origin"),
    _text("error"),
    _text("sentence"),
    Column("at", Moment, nullable=False),
    _key("run_id", "runs.id", null=True),
)

acts = Table(
    "acts",
    metadata,
    _seq(),
    _text("kind"),
    _text("about"),
    _text("made_by"),
    Column("at", Moment, nullable=False),
    _key("report_id", "reports.id", null=True, index=True),
    _text("reason", null=True),
    _text("detail"),
    Column("undoes", sa.Integer, ForeignKey("acts.seq"), unique=True),
    Index("ix_acts_about", "about", "kind"),
    Index("ix_acts_made_by", "made_by", "kind"),
)

decisions = Table(
    "decisions",
    metadata,
    _seq(),
    _key("claim_id", "claims.id", index=True),
    _text("verdict"),
    Column("act", sa.Integer, ForeignKey("acts.seq"), nullable=False, index=True),
    Column("before", sa.Integer, ForeignKey("decisions.seq")),
    Column("created_at", Moment, nullable=False),
    Column("closed_at", Moment),
    Index("ix_decisions_open_verdict", "verdict", "claim_id", sqlite_where=_OPEN, postgresql_where=_OPEN),
    Index("uq_decisions_open_claim", "claim_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
)

accounts = Table(
    "accounts",
    metadata,
    _seq(),
    _text("name"),
    _text("role"),
    _text("password"),
    Column("created_at", Moment, nullable=False),
    _text("created_by"),
    Index("ix_accounts_name", "name"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Text, primary_key=True),
    _text("name"),
    Column("created_at", Moment, nullable=False),
    Column("closed_at", Moment),
)

codings = Table(
    "codings",
    metadata,
    _seq(),
    _key("report_id", "reports.id", index=True),
    _key("claim_id", "claims.id", null=True),
    _text("coder"),
    _text("verdict"),
    _text("values"),
    Column("created_at", Moment, nullable=False),
    Column("closed_at", Moment),
)

saved_views = Table(
    "saved_views",
    metadata,
    _seq(),
    _text("name"),
    _text("query"),
    _text("made_by"),
    Column("created_at", Moment, nullable=False),
    Column("closed_at", Moment),
)

CLOSING = (judgements, findings, decisions, sessions, codings, saved_views)
"""Tables of which `closed_at` is set once, and nothing else changes."""

APPEND_ONLY = tuple(table.name for table in metadata.sorted_tables if table not in CLOSING)
"""Tables whose rows are never changed."""
