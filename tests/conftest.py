"""Order of the suite: slow tests come last, so that a quick fault shows quickly. A busy machine fails no property."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import settings

if TYPE_CHECKING:
    import pytest

os.environ["MNEMON_DATA"] = str(Path(__file__).parent / "no-data-of-the-users-own")


settings.register_profile("busy", deadline=None)
settings.load_profile("busy")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("slow") is not None)
