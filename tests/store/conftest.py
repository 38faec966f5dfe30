from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from mnemon.store import Store, open_store


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new record, made once: each test takes a copy, which costs a tenth."""
    path = tmp_path_factory.mktemp("empty") / "record.db"
    with open_store(path):
        pass
    return path


@pytest.fixture
def store(empty: Path, tmp_path: Path) -> Iterator[Store]:
    """A new record, empty."""
    with open_store(shutil.copy(empty, tmp_path / "record.db")) as opened:
        yield opened
