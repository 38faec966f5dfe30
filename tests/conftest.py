"""Order of the suite: slow tests come last, so that a quick fault shows quickly."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

os.environ["MNEMON_DATA"] = str(Path(__file__).parent / "no-data-of-the-users-own")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("slow") is not None)
