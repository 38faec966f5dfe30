"""The gate: no figure may fall below its pinned floor unnoticed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bench import accuracy, gate

pytestmark = pytest.mark.timeout(600)
"""Every gold set is read: two minutes on a quick core, five on a slow one."""

PINNED = {"gold": {}, "reasons": [], "floors": {"frames.frame": 0.9, "speed.peak_mb": 500}}


@pytest.fixture(scope="module")
def pinned() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(gate.FLOORS.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    return gate.measured(None, quick=True)


def test_the_shipped_reader_reads_as_well_as_its_floors(pinned: dict[str, Any], figures: dict[str, float]) -> None:
    assert not gate.compare(pinned, figures)


def test_the_floors_are_those_that_were_promised(pinned: dict[str, Any]) -> None:
    floors = pinned["floors"]
    assert floors["frames.frame"] >= 0.85
    assert floors["frames.roles"] >= 0.78
    assert floors["speed.ratio_one_core"] >= 0.5
    assert floors["speed.peak_mb"] <= 500


@pytest.mark.parametrize(
    ("name", "value", "worse"),
    [
        ("frames.frame", 0.8, True),
        ("frames.frame", 0.9, False),
        ("frames.frame", 0.95, False),
        ("speed.peak_mb", 600, True),
        ("speed.peak_mb", 300, False),
    ],
)
def test_worse_than_the_floor_is_said(name: str, value: float, worse: bool) -> None:
    pinned = PINNED | {"gold": accuracy.digests()}
    assert gate.compare(pinned, {name: value}) is worse


def test_changed_gold_is_said() -> None:
    assert gate.compare(PINNED, {"frames.frame": 0.95})


def test_floors_go_up_by_themselves_but_down_only_with_a_reason() -> None:
    pinned: dict[str, Any] = {"gold": {}, "reasons": [], "floors": {"frames.a": 0.5, "frames.b": 0.5}}
    gate.repin(pinned, {"frames.a": 0.6, "frames.b": 0.4}, None)
    assert pinned["floors"] == {"frames.a": 0.59, "frames.b": 0.5}
    gate.repin(pinned, {"frames.b": 0.4}, "the gold was mended")
    assert pinned["floors"]["frames.b"] == 0.39
    assert pinned["reasons"] == ["the gold was mended"]
