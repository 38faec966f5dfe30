"""Accounts, sessions, second codings, saved views. Each function works inside a transaction that its caller opened."""

from __future__ import annotations

import json
from datetime import datetime
from getpass import getuser

import sqlalchemy as sa

from mnemon.model.review import Account, Coding, SavedView
from mnemon.store import schema


def login() -> str:
    """The login of whoever runs this program; "somebody" where the system does not say."""
    try:
        return getuser()
    except (KeyError, OSError):
        return "somebody"


def accounts(connection: sa.Connection) -> list[Account]:
    """Everybody's account as it stands: the last row of each name."""
    t = schema.accounts
    last = sa.select(sa.func.max(t.c.seq)).group_by(t.c.name)
    query = sa.select(t).where(t.c.seq.in_(last)).order_by(t.c.name)
    return [_account(cells) for cells in connection.execute(query).mappings()]


def lookup_account(connection: sa.Connection, name: str) -> Account | None:
    """The account of this name as it stands; None where there is none."""
    t = schema.accounts
    query = sa.select(t).where(t.c.name == name).order_by(t.c.seq.desc()).limit(1)
    cells = connection.execute(query).mappings().first()
    return _account(cells) if cells is not None else None


def _account(cells: sa.RowMapping) -> Account:
    return Account(**{name: cells[name] for name in ("name", "role", "password", "created_at", "created_by")})


def put_account(connection: sa.Connection, account: Account) -> None:
    """An account, or what it is from now on."""
    names = ("name", "role", "password", "created_at", "created_by")
    connection.execute(sa.insert(schema.accounts).values({name: getattr(account, name) for name in names}))


def open_session(connection: sa.Connection, identity: str, name: str, at: datetime) -> None:
    """Somebody has logged in; `identity` is a hash of what their browser keeps."""
    connection.execute(sa.insert(schema.sessions).values(id=identity, name=name, created_at=at))


def close_sessions(connection: sa.Connection, at: datetime, *, identity: str = "", name: str = "") -> None:
    """Log out one session, or all of a person's."""
    t = schema.sessions
    which = t.c.id == identity if identity else t.c.name == name
    connection.execute(sa.update(t).where(which, t.c.closed_at.is_(None)).values(closed_at=at))


def lookup_session(connection: sa.Connection, identity: str, since: datetime) -> str | None:
    """Whose session this is; None where it is closed, unknown or was opened before `since`."""
    t = schema.sessions.c
    query = sa.select(t.name).where(t.id == identity, t.closed_at.is_(None), t.created_at >= since)
    return connection.execute(query).scalar()


def put_coding(connection: sa.Connection, coding: Coding) -> int:
    """A second coder's finding; their earlier one on the same claim is closed. Gives its number."""
    t = schema.codings
    if coding.claim_id is not None:
        mine = (t.c.coder == coding.coder) & (t.c.claim_id == coding.claim_id) & t.c.closed_at.is_(None)
        connection.execute(sa.update(t).where(mine).values(closed_at=coding.created_at))
    names = ("report_id", "claim_id", "coder", "verdict", "created_at")
    row = {name: getattr(coding, name) for name in names} | {"values": json.dumps(dict(coding.values))}
    return int(connection.execute(sa.insert(t).values(row).returning(t.c.seq)).scalar_one())


def close_coding(connection: sa.Connection, seq: int, coder: str, at: datetime) -> None:
    """A second coder takes a finding back."""
    t = schema.codings
    mine = (t.c.seq == seq) & (t.c.coder == coder) & t.c.closed_at.is_(None)
    connection.execute(sa.update(t).where(mine).values(closed_at=at))


def codings(
    connection: sa.Connection, report_id: str | None = None, coder: str | None = None, verdict: str | None = None
) -> list[Coding]:
    """The second codings that stand: of one report, of one coder, with one verdict, or all."""
    t, asked = schema.codings, {"report_id": report_id, "coder": coder, "verdict": verdict}
    query = sa.select(t).where(t.c.closed_at.is_(None)).order_by(t.c.seq)
    query = query.where(*(t.c[name] == value for name, value in asked.items() if value is not None))
    names = ("report_id", "claim_id", "coder", "verdict", "created_at", "seq")
    found = connection.execute(query).mappings()
    return [Coding(**{n: cells[n] for n in names}, values=json.loads(cells["values"])) for cells in found]


def save_view(connection: sa.Connection, view: SavedView) -> None:
    """Filters under a name; a person's earlier view of that name is closed. An empty query only closes it."""
    t = schema.saved_views
    mine = (t.c.made_by == view.made_by) & (t.c.name == view.name) & t.c.closed_at.is_(None)
    connection.execute(sa.update(t).where(mine).values(closed_at=view.created_at))
    if view.query:
        names = ("name", "query", "made_by", "created_at")
        connection.execute(sa.insert(t).values({name: getattr(view, name) for name in names}))


def saved_views(connection: sa.Connection, made_by: str) -> list[SavedView]:
    """A person's saved views by name."""
    t = schema.saved_views
    query = sa.select(t).where(t.c.made_by == made_by, t.c.closed_at.is_(None)).order_by(t.c.name)
    names = ("name", "query", "made_by", "created_at")
    return [SavedView(**{n: cells[n] for n in names}) for cells in connection.execute(query).mappings()]
