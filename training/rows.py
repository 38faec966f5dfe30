"""The annotated whole reports, as rows with their texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

REPORTS = Path(__file__).parent / "corpus" / "reports"


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def with_texts(path: Path, *elsewhere: Path) -> list[dict[str, Any]]:
    """The rows of a file, those that leave out their text with what is told of their report elsewhere."""
    texts = {row["id"]: row for file in elsewhere for row in rows_of(file) if "text" in row}
    return [row if "text" in row else {**texts[row["id"]], **row} for row in rows_of(path)]


def by_event_rows() -> list[dict[str, Any]]:
    """The reports whose claims are told apart by event."""
    return with_texts(REPORTS / "by_event.jsonl", REPORTS / "links.jsonl")
