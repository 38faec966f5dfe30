"""Do the readers of dates and numbers pass every case of their tables? The tables are data: tests/normalise/cases."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mnemon.normalise import Lexicon, quantity, when

CASES = Path(__file__).parent / "cases"
LEAST = 300
"""Fewer cases than this are no table."""

DATE_COLUMNS = ["words", "published", "tense", "start", "end", "precision"]
NUMBER_COLUMNS = ["words", "low", "best", "high", "kind"]


def table(name: str) -> list[list[str]]:
    """The header and rows of a table; lines that start with # are remarks."""
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


DATES = table("dates.tsv")
NUMBERS = table("numbers.tsv")


def test_the_tables_are_long_enough_and_say_nothing_twice() -> None:
    for header, rows, columns, key in (
        (DATES[0], DATES[1:], DATE_COLUMNS, 3),
        (NUMBERS[0], NUMBERS[1:], NUMBER_COLUMNS, 1),
    ):
        assert header == columns
        assert len(rows) >= LEAST
        assert all(len(row) == len(columns) for row in rows)
        assert len({tuple(row[:key]) for row in rows}) == len(rows)


def test_the_tables_hold_no_impossible_answer() -> None:
    for _, _, tense, start, end, precision in DATES[1:]:
        assert tense in ("past", "future")
        assert (start, end, precision) == ("-", "-", "-") or date.fromisoformat(start) <= date.fromisoformat(end)
    for _, low, best, high, kind in NUMBERS[1:]:
        known = [int(figure) for figure in (low, best, high) if figure != "-"]
        assert known == sorted(known)
        assert kind in ("exact", "approx", "vague", "refused")
        assert bool(known) == (kind in ("exact", "approx"))


@pytest.mark.parametrize(("words", "published", "tense", "start", "end", "precision"), DATES[1:])
def test_time_words_name_these_days(
    words: str, published: str, tense: str, start: str, end: str, precision: str
) -> None:
    found = when(words, None if published == "-" else date.fromisoformat(published), tense)
    read = ("-", "-", "-") if found is None else (str(found.start), str(found.end), str(found.precision))
    assert read == (start, end, precision)


@pytest.mark.parametrize(("words", "low", "best", "high", "kind"), NUMBERS[1:])
def test_count_words_state_these_numbers(
    words: str, low: str, best: str, high: str, kind: str, lexicon: Lexicon
) -> None:
    found = quantity(words, lexicon.bounds)
    assert (found is None) == (kind == "refused")
    if found is not None:
        read = tuple("-" if figure is None else str(figure) for figure in (found.low, found.best, found.high))
        assert (*read, found.approx) == (low, best, high, kind == "approx")
