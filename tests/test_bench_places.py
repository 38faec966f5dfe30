"""The measure of places: what counts as found, and as near."""

from __future__ import annotations

from typing import Any

from bench.places import place_scores

from mnemon.model.text import Span
from mnemon.model.values import Place, Placed


def placed(start: int, end: int, latitude: float | None = None, longitude: float | None = None) -> Placed:
    return Placed(Span(start, end), Place("geonames:1", "Bara", latitude, longitude, 1))


GOLD: list[dict[str, Any]] = [
    {"start": 0, "end": 5, "lat": 10.0, "lon": 20.0},
    {"start": 10, "end": 15, "lat": 10.0, "lon": 20.0},
    {"start": 20, "end": 25, "lat": None, "lon": None},
]


def test_a_name_found_near_and_one_far_off() -> None:
    found = place_scores([(GOLD, [placed(0, 4, 10.1, 20.1), placed(11, 19, 50.0, 20.0)])])
    assert found == {"span_f1": 1.0, "end_to_end_f1": 0.5, "acc161": 0.5}


def test_a_name_that_the_gold_does_not_place_counts_neither_for_nor_against() -> None:
    assert place_scores([(GOLD[:1], [placed(0, 5, 10.0, 20.0)])]) == place_scores(
        [([GOLD[0], GOLD[2]], [placed(0, 5, 10.0, 20.0), placed(20, 25)])]
    )


def test_names_missed_and_made_up_count_against() -> None:
    found = place_scores([(GOLD[:2], [placed(0, 5), placed(30, 35), placed(40, 45)])])
    assert found == {"span_f1": 0.4, "end_to_end_f1": 0.0, "acc161": 0.0}
