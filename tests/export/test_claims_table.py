from __future__ import annotations

from pathlib import Path

import pytest

from export.leaving import exported, told
from factory import at_least, claim, count, dates
from mnemon.export.claims_table import COLUMNS
from mnemon.model.values import Quantity

FRAMES = [
    ({}, "Day"),
    ({"scope": "total"}, "Cumulative"),
    ({"date": dates("2021-05-01", "2021-05-31", 4)}, "Incident"),
    ({"date": None}, "Incident"),
]


@pytest.mark.parametrize(("changes", "frame"), FRAMES)
def test_a_claim_is_of_a_day_an_incident_or_a_total(changes: dict[str, object], frame: str, tmp_path: Path) -> None:
    rows, _ = exported("claims", [told(claim(**changes))], tmp_path)
    assert rows[0]["time_frame"] == frame


BOUNDS = [
    (count(5), ("5", "0", "0")),
    (at_least(9), ("9", "1", "0")),
    (Quantity(None, None, 20, words="up to 20"), ("20", "0", "1")),
    (None, ("", "0", "0")),
]


@pytest.mark.parametrize(("quantity", "expected"), BOUNDS)
def test_a_lower_or_upper_end_alone_is_flagged(
    quantity: Quantity | None, expected: tuple[str, str, str], tmp_path: Path
) -> None:
    rows, _ = exported("claims", [told(claim(quantity=quantity))], tmp_path)
    assert (rows[0]["loss_count"], rows[0]["minimum"], rows[0]["maximum"]) == expected


def test_every_claim_has_its_row_with_claimant_target_and_words(tmp_path: Path) -> None:
    rows, _ = exported("claims", [told(claim(), claim(id="c-2", part_of="c-1", quantity=count(2)))], tmp_path)
    assert tuple(rows[0]) == COLUMNS
    assert [(row["claim_id"], row["part_of"], row["loss_type"]) for row in rows] == [
        ("c-1", "", "killed"),
        ("c-2", "c-1", "killed"),
    ]
    assert (rows[0]["claim_source"], rows[0]["target"], rows[0]["count_words"]) == (
        "Police in Bara",
        "villagers",
        "five",
    )
