from __future__ import annotations

from pathlib import Path

import pytest

from export.leaving import exported, told
from factory import actor, claim, count, dates, place, speaker
from mnemon.export.acled import COLUMNS
from mnemon.model.values import DateRange, Quantity

REBELS = actor(actor_id="g-front", name="Highland Front", kind="rebel group", words="the Front")
SHELLING = claim(id="c-0", kind="shelling", quantity=None)


def test_a_row_has_the_31_columns_in_order(tmp_path: Path) -> None:
    rows, _ = exported("acled", [told(SHELLING, claim(by=actor()))], tmp_path)
    assert len(COLUMNS) == 31
    assert tuple(rows[0]) == COLUMNS
    row = rows[0]
    assert (row["event_type"], row["sub_event_type"]) == (
        "Explosions/Remote violence",
        "Shelling/artillery/missile attack",
    )
    assert (row["inter1"], row["inter2"], row["interaction"], row["civilian_targeting"]) == (
        "1",
        "7",
        "17",
        "Civilian targeting",
    )
    assert (row["fatalities"], row["event_date"], row["iso"], row["country"]) == ("5", "2021-05-03", "729", "Sudan")
    assert row["notes"].startswith(
        "On 3 May 2021, as reported: shelling, killed. Killed, by who says so: Police in Bara: 5."
    )


NUMBERS = [
    ([count(9), count(4)], "4"),
    ([Quantity(None, None, None, words="dozens", rule="vague")], "12"),
    ([Quantity(None, None, None, words="tens", rule="vague")], "10"),
    ([Quantity(None, None, None, words="hundreds of people", rule="vague")], "100"),
    ([None], ""),
]


@pytest.mark.parametrize(("quantities", "expected"), NUMBERS)
def test_fatalities_are_the_most_conservative_number(
    quantities: list[Quantity | None], expected: str, tmp_path: Path
) -> None:
    claims = [
        claim(id=f"c-{n}", quantity=q, by=actor(), said_by=speaker(name=f"V{n}")) for n, q in enumerate(quantities, 1)
    ]
    rows, lines = exported("acled", [told(*claims, rule="acled-conservative")], tmp_path)
    assert rows[0]["fatalities"] == expected
    assert any("without a number" in line.get("note", "") for line in lines) == (expected == "")


def test_armed_sides_without_an_act_are_a_clash(tmp_path: Path) -> None:
    rows, _ = exported("acled", [told(claim(by=actor(), victims=REBELS))], tmp_path)
    assert (rows[0]["event_type"], rows[0]["interaction"]) == ("Battles", "12")


LEFT_OUT = [
    ({"scope": "total"}, "a total"),
    ({"by": None, "victims": None}, "no type of event fits"),
    ({"date": None}, "no day, week or month"),
    ({"date": dates("2021-01-01", "2021-12-31", 5)}, "no day, week or month"),
    ({"place": place(precision=6)}, "no place within a country"),
]


@pytest.mark.parametrize(("changes", "reason"), LEFT_OUT)
def test_what_the_shape_cannot_hold_is_counted(changes: dict[str, object], reason: str, tmp_path: Path) -> None:
    rows, lines = exported("acled", [told(claim(**{"by": actor(), **changes}))], tmp_path)
    assert rows == []
    assert reason in next(iter(lines[-1]["left_out"]))


DAYS = [
    (dates(), "On 3 May 2021, as reported"),
    (dates("2021-05-01", "2021-05-31", 4), "Between 1 May 2021 and 31 May 2021, as reported"),
]


@pytest.mark.parametrize(("days", "start"), DAYS)
def test_the_notes_say_no_more_of_the_day_than_is_known(days: DateRange, start: str, tmp_path: Path) -> None:
    rows, _ = exported("acled", [told(claim(by=actor(), date=days))], tmp_path)
    assert rows[0]["notes"].startswith(start)


def test_the_notes_give_figures_as_numbers_and_pronouns_no_voice(tmp_path: Path) -> None:
    one = claim(by=actor(), quantity=count(1, words="a"), said_by=speaker(name="he"))
    rows, _ = exported("acled", [told(one)], tmp_path)
    assert "Killed, by who says so: Bara Courier: 1." in rows[0]["notes"]
