from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from coding.tellings import BY_RULES
from factory import dates, says, telling
from mnemon.model.claims import REVISED

DAY = date(2024, 10, 23)

TOLD = [
    ("a line that begins with the hour", ("06:40 - Jets hit a house.", "07:15 Two people were killed."), [DAY, DAY]),
    ("an update", ("UPD 21:40. Jets hit a house.", "UPD 22:15. Two people were killed."), [DAY, DAY]),
    ("one such line", ("06:40 - Jets hit a house.", "Two people were killed."), [None, None]),
    ("no such line", ("Jets hit a house at 06:40.", "Two people were killed."), [None, None]),
    ("a sum of money", ("10.50 pounds. Jets hit a house.", "7 men. Two people were killed."), [None, None]),
]


@pytest.mark.parametrize(("why", "lines", "expected"), TOLD, ids=[row[0] for row in TOLD])
def test_lines_that_begin_with_the_hour_tell_of_the_day_of_the_report(
    why: str, lines: tuple[str, str], expected: list[date | None]
) -> None:
    jets, people = says("airstrike", "hit", who="house"), says("killed", "killed", count="Two", who="people")
    report, marks, values = telling((lines[0], jets), (lines[1], people))
    broken = report.text.replace(f" {lines[1]}", f"\n{lines[1]}")
    claims = BY_RULES.code(replace(report, text=broken, published_at=DAY), marks, values).claims
    assert [None if c.date is None else c.date.start for c in claims] == expected, why


def test_a_day_that_the_line_tells_stays() -> None:
    people = says("killed", "killed", count="Two", who="people", when="Monday", date=dates("2024-10-21"))
    report, marks, values = telling(
        ("06:40 Jets hit a house.", says("airstrike", "hit", who="house")),
        ("07:15 Two people were killed on Monday.", people),
    )
    broken = report.text.replace(" 07:15", "\n07:15")
    claims = BY_RULES.code(replace(report, text=broken, published_at=DAY), marks, values).claims
    assert [c.date.start for c in claims if c.date is not None] == [DAY, date(2024, 10, 21)]


def test_a_report_without_a_day_gives_none() -> None:
    report, marks, values = telling(
        ("06:40 Jets hit a house.", says("airstrike", "hit", who="house")), ("07:00 It was quiet.",)
    )
    broken = report.text.replace(" 07:00", "\n07:00")
    assert BY_RULES.code(replace(report, text=broken, published_at=None), marks, values).claims[0].date is None


PAGE = (
    ("19:05 - 15 people have died.", says("killed", "died", count="15", who="people")),
    ("16:10 - Another blast shook the south.", says("bombing", "blast")),
    ("14:45 - Government spokesman: nine dead.", says("killed", "dead", count="nine")),
)


@pytest.mark.parametrize(("hours", "revised"), [(("19:05", "14:45"), True), (("14:45", "19:05"), False)])
def test_a_smaller_toll_of_an_earlier_hour_has_been_revised(hours: tuple[str, str], *, revised: bool) -> None:
    first, _, last = PAGE
    report, marks, values = telling((first[0].replace("19:05", hours[0]), first[1]), *PAGE[1:2], last)
    text = report.text.replace(" 16:10", "\n16:10").replace(" 14:45", f"\n{hours[1]}")
    claims = BY_RULES.code(replace(report, text=text, published_at=DAY), marks, values).claims
    assert [REVISED in c.notes for c in claims if c.kind == "killed"] == [False, revised]
