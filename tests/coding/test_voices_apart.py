from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from coding.tellings import BY_RULES, coded, numbered
from factory import dates, says, telling
from mnemon.normalise.bounds import load_bounds
from mnemon.normalise.voices_numbers import numbers_given
from mnemon.settle import tally

RAID = (
    "Gunmen killed nine villagers, elders said.",
    says("killed", "killed", count="nine", who="villagers", source="elders", cue="said"),
)


def toll(text: str, **parts: Any) -> tuple[Any, ...]:  # noqa: ANN401 - roles by name
    """A sentence in which the police give a figure."""
    return text, says("killed", "dead", source="Police", cue="put", **parts)


TOLD: list[tuple[str, list[tuple[Any, ...]], tuple[int | None, int | None]]] = [
    ("of nobody named", [RAID, toll("Police put the dead at seven.", count="seven")], (7, 9)),
    ("in another word for them", [RAID, toll("Police put the dead at seven people.", count="seven", who="people")], (7, 9)),
    ("of others", [RAID, toll("Police put the dead at seven soldiers.", count="seven", who="soldiers")], (16, 16)),
    ("on top", [RAID, toll("Police put at another seven the dead.", count="seven")], (16, 16)),
    ("of another day", [RAID, toll("Police put the dead in May at seven.", count="seven", when="May", date=dates())], (16, 16)),
    (
        "in its sentence",
        [
            (
                "On Monday gunmen killed nine villagers, elders said, while police put the number of dead at seven.",
                says("killed", "killed", count="nine", who="villagers", source="elders", cue="said", when="Monday"),
                says("killed", "dead", count="seven", source="police", cue="put", when="Monday"),
            )
        ],
        (7, 9),
    ),
    (
        "only one",
        [
            ("Gunmen killed three men, elders said.", says("killed", "killed", count="three", source="elders", cue="said")),
            ("Police said only one died.", says("killed", "died", count="one", source="Police", cue="said")),
        ],
        (1, 3),
    ),
    ("put it at", [RAID, toll("Police put it at seven dead.", count="seven")], (7, 9)),
    ("of what somebody saw", [RAID, toll("Police, who put in hours, had seen seven dead.", count="seven")], (16, 16)),
    ("their own", [RAID, toll("Police put their own dead that May at seven.", count="seven", when="May")], (16, 16)),
    ("far larger", [RAID, toll("Police put the dead at 700.", count="700")], (709, 709)),
]  # fmt: skip


@pytest.mark.parametrize(("why", "sentences", "expected"), TOLD, ids=[row[0] for row in TOLD])
def test_what_another_voice_counts_of_the_same_people_is_a_rival(
    why: str, sentences: list[tuple[Any, ...]], expected: tuple[int | None, int | None]
) -> None:
    killed = tally(coded(*sentences).claims).counts["killed"]
    assert (killed.low, killed.high) == expected, why


GIVEN: list[tuple[str, str | None, str | None]] = [
    ("The health ministry put the number at 12.", "The health ministry", "12"),
    ("A doctor, who saw them, spoke of eleven.", "A doctor, who saw them", "eleven"),
    ("The raid failed, but the mayor counted seven.", "the mayor", "seven"),
    ("An elder insists the figure is at least 12.", "An elder", "at least 12"),
    ("Villagers gave us a list with 17 names.", "Villagers", "17"),
    ("Police put the rifles on a table.", None, None),
    ("He counted seven cars.", None, None),
]


@pytest.mark.parametrize(("text", "who", "count"), GIVEN)
def test_numbers_that_a_voice_gives_alone(text: str, who: str | None, count: str | None) -> None:
    _, marks, _ = telling((text,))
    found = list(numbers_given(text, marks.sentences, load_bounds()))
    assert [(one.who.of(text) if one.who else None, one.count.of(text)) for one in found] == [(who, count)] * bool(count)


@pytest.mark.parametrize(("said", "expected"), [("12", (9, 12)), ("seven", (7, 9)), ("400", (9, 9)), ("nine", (9, 9))])
def test_a_number_alone_stands_against_the_figure_before_it(said: str, expected: tuple[int, int]) -> None:
    report, marks, values = telling(RAID, (f"The health ministry put the number at {said}.",))
    given = tuple(numbers_given(report.text, marks.sentences, load_bounds()))
    claims = BY_RULES.code(report, marks, replace(values, given=given)).claims
    killed = tally(claims).counts["killed"]
    assert (killed.low, killed.high) == expected
    assert [c.said_by.name for c in claims[1:] if c.said_by is not None] == ["The health ministry"] * (len(claims) - 1)


def test_nine_of_them_are_of_the_figure_right_before() -> None:
    claims = coded(
        (
            "Four were killed and 16 abducted, nine of them women.",
            says("killed", "killed", count="Four"),
            says("abducted", "abducted", count="16"),
            says("killed", "killed", count="nine", who="women"),
        )
    ).claims
    assert [c.kind for c in claims] == ["killed", "abducted", "abducted"]
    assert numbered(claims, "part_of") == [None, None, 1]
