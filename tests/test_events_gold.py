"""The reports whose claims are told apart by event: their labels hold together, and what is measured on them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bench.events import GOLD, Judged, by_claim, of_claims

from factory import claim, dates, place
from mnemon.model.values import Quantity

CORPUS = Path(__file__).parents[1] / "training" / "corpus" / "reports"


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


TEXTS = {row["id"]: row.get("text") for row in _rows(CORPUS / "links.jsonl")}
ROWS = [*_rows(CORPUS / "by_event.jsonl"), *_rows(GOLD)]


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_labels_of_a_report_hold_together(row: Mapping[str, Any]) -> None:
    text = row.get("text") or TEXTS[row["id"]] or ""
    used = {event for said in row["claims"] for event in said["event"].split("+") if event.isdigit()}
    assert all(re.fullmatch(r"[tuw]|\d+(\+\d+)*", said["event"]) for said in row["claims"])
    assert used == set(row["events"])
    assert all(0 <= start < end <= len(text) for start, end in (said["trigger"] for said in row["claims"]))
    assert all(0 <= int(number) < len(row["claims"]) for number in row.get("own", {}))
    for told in (*row["events"].values(), *row.get("own", {}).values()):
        first, last = map(date.fromisoformat, told.get("day") or ("2000-01-01", "2000-01-01"))
        assert first <= last
        assert told.get("place") is None or re.fullmatch(r"[A-Z]{2}", told["place"][-1])


def test_no_report_to_learn_from_is_one_to_measure_on() -> None:
    dev = {row["text"] for row in (*_rows(CORPUS / "dev.jsonl"), *_rows(GOLD))}
    assert not dev & {row.get("text") or TEXTS[row["id"]] for row in _rows(CORPUS / "by_event.jsonl")}


def test_claims_are_found_by_kind_and_words_and_if_need_be_by_count() -> None:
    counts = (("a", 2, "two"), ("b", 9, "nine"))
    two = [claim(id=name, quantity=Quantity(n, n, n, words=words)) for name, n, words in counts]
    ends = [two[0].spans["trigger"][0].start_char, two[0].spans["trigger"][0].end_char]
    said = [{"kind": two[0].kind, "trigger": ends, "count": words, "event": "1"} for words in ("nine", "two")]
    assert [found.id for _, found in by_claim({"claims": said}, two)] == ["b", "a"]
    assert list(by_claim({"claims": [said[0] | {"kind": "truce"}]}, two)) == []


def test_shares_are_of_claims_whose_event_has_a_day_or_place() -> None:
    bara = claim(place=place(), date=dates("2021-05-03"), event_mention_id="m-1")
    lost = claim(place=None, date=None, event_mention_id="m-2")
    day, town = ["2021-05-03", "2021-05-03"], ["Bara", "SD"]
    found = of_claims([[Judged(bara, "1", day, town), Judged(lost, "1", day, town), Judged(lost, "2", None, None)]])
    assert found == {"one_event": 0.0, "day": 0.5, "place": 0.5, "country": 0.5}
    together = [Judged(bara, "1", day, ["SD"]), Judged(bara, "1", ["2021-05-03", "2021-05-04"], ["Mora", "CM"])]
    assert of_claims([together]) == {"one_event": 1.0, "day": 0.5, "place": 0.5, "country": 0.5}
