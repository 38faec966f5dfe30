"""What click hands over, as the types that the Python door takes."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path


def path_of(value: object) -> Path:
    """A path option."""
    return Path(str(value))


def text_of(value: object) -> str | None:
    """An option of words; None where it was not given."""
    return None if value is None else str(value)


def day_of(value: object) -> date | None:
    """A day option; None where it was not given."""
    return value.date() if isinstance(value, datetime) else None
