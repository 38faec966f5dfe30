"""How many? Count words and the numbers that they state."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnemon.normalise import Lexicon, quantity
from mnemon.normalise.bounds import lint_bounds, load_bounds
from mnemon.normalise.datafiles import read_yaml
from mnemon.normalise.numbers import number

BOUNDS = load_bounds()
CORPUS = Path(__file__).parents[2] / "training" / "corpus"

NUMBERS = [
    ("13", 13),
    ("1,000", 1000),
    ("1 000", 1000),
    ("1.000", 1000),
    ("12.345.678", 12_345_678),
    ("2,00,000", 200_000),
    ("sixty-eight", 68),
    ("two hundred and five", 205),
    ("300 hundred", 300),
    ("three thousand four hundred", 3400),
    ("1.5 million", 1_500_000),
    ("two and a half million", 2_500_000),
    ("half a million", 500_000),
    ("half a dozen", 6),
    ("a dozen", 12),
    ("two dozen", 24),
    ("a hundred", 100),
    ("130-thousand", 130_000),
    ("40k", 40_000),
    ("zero", 0),
    ("", None),
    ("1.5", None),
    ("18,00", None),
    ("0,123", None),
    ("two three", None),
    ("first", None),
    ("12th", None),
    ("third", None),
    ("half", None),
    ("1.23456789 million", None),
]


@pytest.mark.parametrize(("words", "value"), NUMBERS)
def test_a_number_is_read_or_refused(words: str, value: int | None) -> None:
    assert number(words) == value


@given(st.integers(1, 10**9))
def test_thousand_separators_change_no_number(value: int) -> None:
    assert {number(f"{value}"), number(f"{value:,}"), number(f"{value:,}".replace(",", " "))} == {value}


COUNTS = [
    ("13", 13, 13, 13),
    ("Two", 2, 2, 2),
    ("a", 1, 1, 1),
    ("another", 1, 1, 1),
    ("another 11", 11, 11, 11),
    ("11 others", 11, 11, 11),
    ("eight more", 8, 8, 8),
    ("a family of five", 5, 5, 5),
    ("13-strong", 13, 13, 13),
    ("all 15", 15, 15, 15),
    ("a couple", 2, 2, 2),
    ("no", 0, 0, 0),
    ("Nobody", 0, 0, 0),
    ("not a single", 0, 0, 0),
    ("two or three", 2, None, 3),
    ("between 10 and 20", 10, None, 20),
    ("10-20", 10, None, 20),
    ("10 – 20", 10, None, 20),
    ("10 to 15", 10, None, 15),
    ("two to three million", 2_000_000, None, 3_000_000),
    ("between two and three dozen", 24, None, 36),
    ("at least 13", 13, 13, None),
    ("13 or more", 13, 13, None),
    ("40+", 40, 40, None),
    ("more than 1,000", 1000, 1000, None),
    ("well over a dozen", 12, 12, None),
    ("up to 20", None, None, 20),
    ("20 at most", None, None, 20),
    ("no more than seven", None, None, 7),
    ("fewer than ten", None, None, 10),
    ("more than a dozen but fewer than 20", 12, None, 20),
    ("dozens", None, None, None),
    ("tens of thousands", None, None, None),
    ("several hundred", None, None, None),
    ("an unknown number", None, None, None),
    ("at least several", None, None, None),
    ("one in five", None, None, None),
    ("about 30 percent", None, None, None),
    ("most", None, None, None),
    ("some", None, None, None),
]


@pytest.mark.parametrize(("words", "low", "best", "high"), COUNTS)
def test_count_words_give_low_best_and_high(words: str, low: int | None, best: int | None, high: int | None) -> None:
    found = quantity(words, BOUNDS)
    assert found is not None
    assert (found.low, found.best, found.high, found.words) == (low, best, high, words)


@pytest.mark.parametrize(
    ("words", "value"), [("about 40", 40), ("nearly two dozen", 24), ("twenty-odd", 20), ("~300", 300)]
)
def test_a_rounded_number_is_marked_as_one(words: str, value: int) -> None:
    found = quantity(words, BOUNDS)
    assert found is not None
    assert (found.low, found.best, found.high, found.approx) == (value, value, value, True)


@pytest.mark.parametrize(
    "words", ["", "the", "soldiers", "20-10", "12th", "1.5", "3 of 1,2,3", "brigade 13 x", "9" * 200]
)
def test_words_that_state_no_number_for_sure_are_not_stated(words: str) -> None:
    assert quantity(words, BOUNDS) is None


RULES = [
    ("at least 3", "at_least"),
    ("over 3", "more_than"),
    ("up to 3", "up_to"),
    ("3", "exact"),
    ("2 or 3", "range"),
    ("dozens", "vague"),
]


@pytest.mark.parametrize(("words", "rule"), RULES)
def test_the_rule_that_bounds_a_number_is_named(words: str, rule: str) -> None:
    found = quantity(words, BOUNDS)
    assert found is not None
    assert found.rule == rule


EXAMPLES = [(rule.name, example) for rule in BOUNDS.rules for example in rule.examples]


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[str(example["words"]) for _, example in EXAMPLES])
def test_the_examples_of_the_bound_rules_hold(name: str, example: dict[str, Any]) -> None:
    found = quantity(str(example["words"]), BOUNDS)
    assert found is not None
    assert (found.low, found.best, found.high) == (example["low"], example["best"], example["high"]), name
    assert found.approx == example.get("approx", False)


def test_the_shipped_bound_rules_have_no_faults() -> None:
    assert list(lint_bounds(read_yaml("bounds.yaml"))) == []


BROKEN = [
    ({"name": "x", "place": "aside"}, "place is not one of"),
    ({"name": "x", "effect": "double"}, "effect is not one of"),
    ({"name": "x", "words": [False]}, "every word must be text"),
    ({"name": "x", "colour": 1}, "unknown keys"),
    ({"name": "x"}, "no examples"),
]


@pytest.mark.parametrize(("entry", "fault"), BROKEN)
def test_a_broken_bound_rule_is_found(entry: dict[str, Any], fault: str) -> None:
    assert any(fault in said for said in lint_bounds([entry]))


@given(st.text(max_size=60))
def test_whatever_the_words_low_is_never_above_high(words: str) -> None:
    found = quantity(words, BOUNDS)
    known = [n for n in (found.low, found.best, found.high) if n is not None] if found else []
    assert known == sorted(known)


def labelled() -> list[tuple[str, int | None, int | None]]:
    """The count words of the labelled sentences with their low and high."""
    files = [CORPUS / f"{name}.jsonl" for name in ("train", "train_single", "own")]
    lines = [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    frames = [frame for line in lines for frame in line["frames"] if frame.get("count")]
    return [(re.sub(r"#\d+$", "", f["count"]), f.get("low"), f.get("high")) for f in frames]


def test_numbers_agree_with_the_labelled_sentences(lexicon: Lexicon) -> None:
    gold = labelled()
    read = [(quantity(words, lexicon.bounds), low, high) for words, low, high in gold]
    agree = sum(found is not None and (found.low, found.high) == (low, high) for found, low, high in read)
    assert len(gold) > 2000
    assert agree / len(gold) >= 0.99
