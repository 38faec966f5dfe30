"""Ages, dates, distances, units, calibres and money never become counts of people, from a text to its claims."""

from __future__ import annotations

from pathlib import Path

import pytest

from mnemon import read
from mnemon.model.marks import HARMS

CASES = Path(__file__).parent / "normalise" / "cases" / "no_counts.tsv"
LEAST = 100
"""Fewer sentences than this are no table."""


def table() -> list[tuple[str, frozenset[int]]]:
    """Each sentence with the counts of people that it may have."""
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = [line.split("\t") for line in lines[1:]]
    return [(words, frozenset(int(n) for n in counts.split(",") if n != "-")) for words, counts in rows]


def test_the_table_is_long_enough_and_says_nothing_twice() -> None:
    assert len({words for words, _ in table()}) == len(table()) >= LEAST


@pytest.mark.parametrize(("sentence", "allowed"), table())
def test_no_such_number_counts_people(sentence: str, allowed: frozenset[int]) -> None:
    counted = [c.quantity for c in read(sentence, published="2025-06-10") if c.kind in HARMS and c.quantity is not None]
    told = {n for q in counted for n in (q.low, q.best, q.high) if n is not None}
    assert told <= allowed


def test_a_place_is_nobody_and_a_person_named_like_a_place_is_somebody() -> None:
    told = "Shells fell on Am Timan in Chad. The figure did not yet include the dead of Am Timan, she said."
    nobody = read(told, published="2025-06-10")
    assert [c.kind for c in nobody if c.kind == "killed"] == []
    hurt = read("Naqib and two guards were wounded in the blast.", published="2025-06-10")
    assert sorted(c.quantity.best for c in hurt if c.kind == "wounded" and c.quantity and c.quantity.best) == [1, 2]
