"""Who may come in: accounts with argon2 passwords, sessions that end, and a limit on guesses."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from time import monotonic

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from mnemon.errors import UsageError
from mnemon.model.review import ROLES, Account, Act
from mnemon.store import Desk

LASTS = timedelta(hours=12)
"""How long a session is good for."""

SHORTEST = 12
"""Characters of a password."""

GUESSES = 8
"""Wrong passwords for one name within LOCKED_SECONDS, before no more are heard."""

LOCKED_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Accounts:
    """The door: makes accounts, opens sessions. `guesses` keeps when each name was last guessed wrong."""

    desk: Desk
    hasher: PasswordHasher = field(default_factory=PasswordHasher)
    guesses: dict[str, list[float]] = field(default_factory=dict)

    def set(self, name: str, role: str, password: str, by: str) -> None:
        """An account, new or changed; an empty password shuts its owner out. UsageError where it cannot be."""
        if role not in ROLES:
            raise UsageError(f"there is no role {role}", do=f"take one of {', '.join(ROLES)}")
        if not name.strip() or len(name) > 80 or not name.isprintable():
            raise UsageError("a name has 1 to 80 characters that can be seen")
        if password and len(password) < SHORTEST:
            raise UsageError("the password is too short", do=f"take at least {SHORTEST} characters")
        now = datetime.now(UTC)
        account = Account(name.strip(), role, self.hasher.hash(password) if password else "", now, by)
        detail = {"role": role, "shut_out": not password}
        self.desk.put_account(account, Act("account", account.name, by, now, detail=detail))

    def log_in(self, name: str, password: str) -> str | None:
        """The key of a new session; None where name and password do not fit, or too many were tried."""
        if self._locked(name):
            return None
        account = self.desk.account(name)
        stored = account.password if account is not None else ""
        if account is None or not self._fits(stored or self.hasher.hash(secrets.token_hex(8)), password) or not stored:
            self.guesses.setdefault(name, []).append(monotonic())
            return None
        self.guesses.pop(name, None)
        key = secrets.token_urlsafe(32)
        self.desk.open_session(_hashed(key), account.name, datetime.now(UTC))
        return key

    def _locked(self, name: str) -> bool:
        recent = [at for at in self.guesses.get(name, []) if monotonic() - at < LOCKED_SECONDS]
        self.guesses[name] = recent
        return len(recent) >= GUESSES

    def _fits(self, stored: str, password: str) -> bool:
        try:
            return self.hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False

    def log_out(self, key: str) -> None:
        """End a session."""
        self.desk.close_session(_hashed(key), datetime.now(UTC))

    def of_session(self, key: str) -> Account | None:
        """Whose session this is, as their account stands now; None where it has ended or they were shut out."""
        name = self.desk.session(_hashed(key), datetime.now(UTC) - LASTS) if key else None
        account = self.desk.account(name) if name is not None else None
        return account if account is not None and account.password else None


def _hashed(key: str) -> str:
    """Only a hash is kept: whoever reads the record cannot log in with it."""
    return sha256(key.encode()).hexdigest()
