from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mnemon.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A new record, empty."""
    with open_store(tmp_path / "record.db") as opened:
        yield opened
