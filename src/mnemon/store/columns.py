"""What the tables of the record are made of: kinds of columns, names for constraints, moments in UTC."""

# ruff: noqa: D103 - each is named for the columns that it makes

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Table, Text

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


def text(name: str, *more: sa.schema.SchemaItem, null: bool = False) -> Column[str]:
    return Column(name, Text, *more, nullable=null)


def key(name: str, target: str, *, primary_key: bool = False, null: bool = False, index: bool = False) -> Column[str]:
    return Column(name, Text, ForeignKey(target), primary_key=primary_key, nullable=null, index=index)


def seq() -> Column[int]:
    return Column("seq", sa.Integer, primary_key=True)


def quantity() -> list[Column[Any]]:
    whole = [Column(name, sa.BigInteger) for name in ("low", "best", "high")]
    return [*whole, Column("approx", sa.Boolean), text("count_words", null=True), text("count_rule", null=True)]


def actor(role: str) -> list[Column[Any]]:
    parts = ("id", "name", "kind", "of", "words", "chain", "groups", "standing", "candidates", "why")
    return [*(text(f"{role}_{part}", null=True) for part in parts), Column(f"{role}_inter", sa.Integer)]


def place() -> list[Column[Any]]:
    return [
        *(text(name, null=True) for name in ("place_id", "place_name")),
        Column("latitude", sa.Double),
        Column("longitude", sa.Double),
        Column("place_precision", sa.Integer),
        *(text(name, null=True) for name in ("country", "adm1", "adm2")),
        *(text(f"place_{part}", null=True) for part in ("words", "note", "reason", "rivals")),
    ]


def dates(role: str) -> list[Column[Any]]:
    return [
        Column(f"{role}_start", sa.Date),
        Column(f"{role}_end", sa.Date),
        Column(f"{role}_precision", sa.Integer),
        text(f"{role}_words", null=True),
        Column(f"{role}_reason", Text, server_default=""),
    ]


def speaker() -> list[Column[Any]]:
    return [
        text("said_by", null=True),
        Column("said_by_start", sa.Integer),
        Column("said_by_end", sa.Integer),
        *(text(f"said_by_{part}", null=True) for part in ("office", "side", "via")),
    ]


def spans(name: str, metadata: sa.MetaData, owner: str) -> Table:
    """Spans by part; a part that is named but empty has one row without offsets."""
    return Table(
        name,
        metadata,
        key("owner_id", owner, primary_key=True),
        Column("part", Text, primary_key=True),
        Column("ordinal", sa.Integer, primary_key=True),
        Column("start_char", sa.Integer),
        Column("end_char", sa.Integer),
    )


OPEN = sa.text("closed_at IS NULL")
CLOSED = sa.text("closed_at IS NOT NULL")

metadata = sa.MetaData(naming_convention=_NAMES)
