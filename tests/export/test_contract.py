from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.strategies import readings
from coding.tellings import CODER
from factory import claim, count, dates, place, report, says, speaker, telling
from mnemon.export import contract_row, failure_row
from mnemon.export.contract import claim_row
from mnemon.model.claims import Coded, LeftOut, Tally
from mnemon.model.marks import ROLES, Marks
from mnemon.model.text import Report, Span
from mnemon.model.values import Dated, Place, Placed, Quantity, Rival, Values
from mnemon.settle import tally

ROW_KEYS = {"id", "error", "claims", "places", "times", "attributions", "tally", "left_out", "credits"}
RIVAL = Rival("geonames:2", "Dera", 1.5, 30.0, "UG", "Central")
CLAIM_KEYS = {"id", "kind", "trigger", "count", "place", "date", "stance", "status", "scope", "part_of", "score"}


def row_of(*sentences: tuple[Any, ...]) -> tuple[str, dict[str, Any]]:
    """The text of a report of these sentences, and its row as a script would read it."""
    made = telling(*sentences)
    found = CODER.code(*made)
    row = json.loads(json.dumps(contract_row("in-1", made[0], found, tally(found.claims))))
    return made[0].text, row


def spans_in(value: Any) -> list[tuple[int, int]]:  # noqa: ANN401 - any JSON
    """Every start and end in a row, however deep."""
    if isinstance(value, list):
        return [span for item in value for span in spans_in(item)]
    if not isinstance(value, dict):
        return []
    inner = [span for item in value.values() for span in spans_in(item)]
    own = isinstance(value.get("start"), int)
    return [(value["start"], value["end"]), *inner] if own else inner


SENTENCE = "Police said shelling killed at least nine villagers in Bara on Monday."
WORDING = says(
    "killed",
    "killed",
    count="at least nine",
    who="villagers",
    means="shelling",
    where="Bara",
    when="Monday",
    source="Police",
    cue="said",
    place=place(),
    date=dates(),
)


def test_a_row_has_the_parts_of_the_contract() -> None:
    _, row = row_of((SENTENCE, WORDING))
    assert set(row) == ROW_KEYS
    assert (row["id"], row["error"]) == ("in-1", None)
    (found,) = row["claims"]
    assert set(found) >= CLAIM_KEYS | set(ROLES)
    assert (found["kind"], found["stance"], found["status"], found["scope"]) == ("killed", "asserts", "fact", "event")
    assert {"start": "2021-05-03", "end": "2021-05-03", "precision": 1}.items() <= found["date"].items()
    assert found["place"]["name"] == "Bara"
    assert found["said_by"] == "Police"
    assert row["tally"]["killed"] == {"low": 9, "best": 9, "high": None}
    assert row["tally"]["wounded"] == {"low": 0, "best": 0, "high": 0}


def test_a_row_says_by_which_rule_a_count_was_read_and_whose_the_place_data_are() -> None:
    meant = WORDING.meant | {"place": place(place_id="geonames:1")}
    _, row = row_of((SENTENCE, replace(WORDING, meant=meant)))
    (found,) = row["claims"]
    assert found["count"]["rule"] == "at_least"
    assert row["credits"] == ["GeoNames, CC BY 4.0"]
    assert found["place"]["credit"] == "GeoNames, CC BY 4.0"


def test_a_claim_row_says_who_spoke_and_when() -> None:
    said = speaker(side="tcd-police", via=("Agency",))
    found = claim_row(claim(said_by=said, said_on=dates("2021-05-04")))
    assert found["speaker"] == {
        "name": "Police in Bara", "office": "police", "side": "tcd-police", "via": ["Agency"], "span": {"start": 0, "end": 14},
    }  # fmt: skip
    assert found["said_on"]["start"] == "2021-05-04"
    assert claim_row(claim(said_by=None))["speaker"] is None


def test_each_role_is_a_list_and_only_the_count_stands_alone() -> None:
    text, row = row_of((SENTENCE, WORDING))
    (found,) = row["claims"]
    words = {role: [text[s["start"] : s["end"]] for s in found[role]] for role in ROLES if role != "count"}
    assert words == {
        "who": ["villagers"],
        "by": [],
        "by2": [],
        "means": ["shelling"],
        "where": ["Bara"],
        "when": ["Monday"],
        "source": ["Police"],
        "cue": ["said"],
        "said_when": [],
    }
    assert text[found["count"]["start"] : found["count"]["end"]] == found["count"]["words"] == "at least nine"
    assert {key: found["count"][key] for key in ("low", "best", "high", "approx")} == {
        "low": 9,
        "best": 9,
        "high": None,
        "approx": False,
    }


SCRIPTS = [
    "🕊🕊 Police said shelling killed at least nine villagers in Bara on Monday.",
    "👨‍👩‍👧 قُتل: Police said shelling killed at least nine villagers in Bara on Monday.",
    "במשטרה: Police said shelling killed at least nine villagers in Bara on Monday.",
    "İ e\N{COMBINING ACUTE ACCENT}: Police said shelling killed at least nine villagers in Bara on Monday.",
]


@pytest.mark.parametrize("text", SCRIPTS)
def test_offsets_count_code_points(text: str) -> None:
    whole, row = row_of(("It rained. 🌧",), (text, WORDING))
    (found,) = row["claims"]
    words = {whole[start:end] for start, end in spans_in(row["claims"])}
    assert words == {"killed", "at least nine", "villagers", "shelling", "Bara", "Monday", "Police", "said"}
    assert whole[found["trigger"]["start"] : found["trigger"]["end"]] == "killed"


@given(readings())
def test_every_span_lies_in_its_text_and_every_row_is_json(reading: tuple[Report, Marks, Values]) -> None:
    found = CODER.code(*reading)
    row = contract_row(7, reading[0], found, tally(found.claims))
    assert json.loads(json.dumps(row)) == row
    assert all(0 <= start < end <= len(reading[0].text) for start, end in spans_in(row))
    ids = {c["id"] for c in row["claims"]}
    assert {c["part_of"] for c in row["claims"]} | {c["repeats"] for c in row["claims"]} <= ids | {None}
    assert {out["claim"] for out in row["left_out"]} <= ids


def test_a_claim_without_a_number_has_no_count() -> None:
    assert claim_row(claim(quantity=None))["count"] is None


def test_a_number_that_no_words_state_stands_nowhere() -> None:
    found = claim_row(claim(quantity=count(1, rule="one named person", words=""), spans={"trigger": (Span(29, 35),)}))[
        "count"
    ]
    assert found == {
        "low": 1, "best": 1, "high": 1, "approx": False, "words": "", "rule": "one named person", "start": None, "end": None,
    }  # fmt: skip


def test_nothing_that_is_not_stated_is_made_up() -> None:
    found = claim_row(claim(place=None, date=None, said_by=None, quantity=None))
    assert [found[key] for key in ("place", "date", "said_by", "part_of", "repeats")] == [None] * 5


def test_a_claims_place_that_is_not_on_the_map_is_none() -> None:
    found = claim_row(claim(place=Place(None, "Dera", None, None, 7, note="not in the gazetteer", rivals=(RIVAL,))))
    assert found["place"] is None
    assert found["unplaced"]["note"] == "not in the gazetteer"
    assert [rival["place_id"] for rival in found["unplaced"]["candidates"]] == ["geonames:2"]
    assert claim_row(claim())["unplaced"] is None


PLACES: list[tuple[Place | None, str, float | None]] = [
    (place(), "Bara", 12.5),
    (place(name="Bara Town"), "Bara Town", 12.5),
    (Place(None, "Bara", None, None, 7), "Bara", None),
    (None, "Bara", None),
]


@pytest.mark.parametrize(("found", "name", "latitude"), PLACES)
def test_every_place_name_is_listed_on_the_map_or_not(found: Place | None, name: str, latitude: float | None) -> None:
    coded = Coded(places=(Placed(Span(10, 14), found),))
    (row,) = contract_row("in-1", report(), coded, Tally())["places"]
    assert (row["start"], row["end"], row["name"], row["latitude"]) == (10, 14, name, latitude)
    assert {"start", "end", "name", "place_id", "latitude", "longitude", "country", "precision", "sense"} <= set(row)


def test_a_place_is_told_with_its_reason_its_rivals_and_its_credit() -> None:
    rival = Rival("geonames:2", "Bara", -1.5, 30.0, "UG", "Central")
    chosen = place(place_id="geonames:1", reason="in a country that the report names", rivals=(rival,))
    row = claim_row(claim(place=chosen))["place"]
    assert (row["reason"], row["credit"], row["geo_precision"]) == (chosen.reason, "GeoNames, CC BY 4.0", 1)
    assert row["candidates"] == [
        {
            "place_id": "geonames:2",
            "name": "Bara",
            "latitude": -1.5,
            "longitude": 30.0,
            "country": "UG",
            "adm1": "Central",
        }
    ]


def test_every_time_expression_is_listed_with_its_days_or_none() -> None:
    coded = Coded(times=(Dated(Span(53, 65), dates()), Dated(Span(53, 65), None)))
    first, second = contract_row("in-1", report(), coded, Tally())["times"]
    rest = {"part": "", "reason": ""}
    assert first == {"start": 53, "end": 65, "from": "2021-05-03", "to": "2021-05-03", "precision": 1, **rest}
    assert second == {"start": 53, "end": 65, "from": None, "to": None, "precision": None, **rest}


def test_statements_are_listed_with_who_how_and_what() -> None:
    text, row = row_of((SENTENCE, WORDING))
    (said,) = row["attributions"]
    words = {part: [text[s["start"] : s["end"]] for s in spans] for part, spans in said.items()}
    content = "shelling killed at least nine villagers in Bara on Monday"
    assert words == {"source": ["Police"], "cue": ["said"], "content": [content]}


def test_a_tally_is_written_as_it_is_with_what_was_left_out() -> None:
    found = Tally({"killed": Quantity(1, None, None), "missing": count(0)}, (LeftOut("c-2", "told before"),))
    row = contract_row("in-1", report(), Coded(), found)
    assert row["tally"] == {
        "killed": {"low": 1, "best": None, "high": None},
        "missing": {"low": 0, "best": 0, "high": 0},
    }
    assert row["left_out"] == [{"claim": "c-2", "reason": "told before"}]


@pytest.mark.parametrize("name", ["in-1", 7])
def test_a_failed_report_has_a_row_of_the_same_parts_and_its_sentence(name: str | int) -> None:
    row = failure_row(name, "in.jsonl line 3: the text is empty")
    assert set(row) == ROW_KEYS
    assert (row["id"], row["error"], row["claims"], row["tally"]) == (
        name,
        "in.jsonl line 3: the text is empty",
        [],
        {},
    )


@given(st.text(), st.text())
def test_any_words_can_be_written(name: str, words: str) -> None:
    row = claim_row(claim(said_by=speaker(name=name), quantity=count(5, words=words), notes=(words,)))
    assert json.loads(json.dumps(row)) == row
