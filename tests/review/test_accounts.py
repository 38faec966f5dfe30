"""What the record keeps of a password: an argon2id hash that nobody can read it from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher, Type, extract_parameters

from mnemon.review.accounts import Accounts
from mnemon.store import Desk, open_store

PASSWORD = "correct horse battery"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_store(tmp_path / "record.db") as store:
        yield Desk(store)


def test_a_password_is_kept_as_argon2id_with_a_salt_of_its_own(desk: Desk) -> None:
    accounts = Accounts(desk)
    for name in ("Olga", "Carl"):
        accounts.set(name, "coder", PASSWORD, "setup")
    kept = [account.password for account in desk.accounts()]
    assert len(set(kept)) == 2
    for one in kept:
        used = extract_parameters(one)
        assert used.type is Type.ID
        assert (used.memory_cost >= 19_456, used.time_cost >= 2, used.salt_len >= 16, used.hash_len >= 32) == (
            True,
        ) * 4
        assert PASSWORD not in one
        assert PasswordHasher().verify(one, PASSWORD)


@pytest.mark.parametrize("guess", ["correct horse", PASSWORD.upper(), "", f"{PASSWORD} "])
def test_nothing_but_the_password_opens_a_session(desk: Desk, guess: str) -> None:
    accounts = Accounts(desk)
    accounts.set("Olga", "owner", PASSWORD, "setup")
    assert accounts.log_in("Olga", guess) is None
    key = accounts.log_in("Olga", PASSWORD)
    assert key is not None
    assert accounts.of_session(key) == desk.account("Olga")


def test_a_hash_that_is_none_lets_nobody_in(desk: Desk) -> None:
    accounts = Accounts(desk)
    accounts.set("Gone", "coder", "", "setup")
    assert accounts.log_in("Gone", "") is None
    assert accounts.log_in("Nobody", PASSWORD) is None
