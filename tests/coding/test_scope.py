from __future__ import annotations

import pytest

from factory import says, telling
from mnemon.coding import open_codebook
from mnemon.coding.scope import goes_on, only_tried, scope

CODEBOOK = open_codebook()
PERIODS = CODEBOOK.period_words

WHEN: list[tuple[str, str, str]] = [
    ("Since 2019 rebels have killed nine men.", "Since 2019", "total"),
    ("Rebels have killed nine men since 2019.", "2019", "total"),
    ("Rebels killed nine men in the past week.", "the past week", "total"),
    ("Rebels killed nine men over the last two months.", "over the last two months", "total"),
    ("Rebels killed nine men within three days.", "three days", "total"),
    ("Rebels killed nine men in May alone.", "May", "total"),
    ("So far this year rebels have killed nine men.", "So far this year", "total"),
    ("Rebels killed nine men on Monday.", "Monday", "event"),
    ("It was the worst attack since May, when rebels killed nine men.", "since May", "event"),
    ("It was the worst attack since May, when rebels killed nine men.", "May", "event"),
    ("Since May, when the town fell, rebels have killed nine men.", "Since May", "total"),
    ("Rebels killed nine men last week.", "last week", "event"),
    ("Rebels killed nine men sometime during the past year.", "during the past year", "event"),
    ("Rebels killed nine men three days ago.", "three days ago", "event"),
    ("Rebels killed nine men over the weekend.", "over the weekend", "event"),
    ("Rebels killed nine men in the last hour of Monday.", "Monday", "event"),
]


@pytest.mark.parametrize(("text", "when", "expected"), WHEN)
def test_words_that_cover_a_stretch_of_time_make_a_figure_a_total(text: str, when: str, expected: str) -> None:
    report, marks, _ = telling((text, says("killed", "killed", count="nine", when=when)))
    found, why = scope(marks.frames[0], report.text, PERIODS)
    assert found == expected
    assert bool(why) == (expected == "total"), "a figure taken for a total says why"


def test_a_claim_without_a_count_is_as_it_was_read() -> None:
    report, marks, _ = telling(("Since 2019 rebels have killed men.", says("killed", "killed", when="Since 2019")))
    assert scope(marks.frames[0], report.text, PERIODS) == ("event", "")


def test_a_total_that_was_read_as_one_needs_no_words() -> None:
    report, marks, _ = telling(("The war has killed nine men.", says("killed", "killed", count="nine", scope="total")))
    assert scope(marks.frames[0], report.text, PERIODS) == ("total", "")


TRIED: list[tuple[str, str, str, bool]] = [
    ("abducted", "kidnap", "A nurse was hurt in a kidnap attempt.", True),
    ("abducted", "kidnapping", "A nurse was hurt in an attempted kidnapping.", True),
    ("killed", "assassination", "The mayor survived a failed assassination.", True),
    ("abducted", "kidnapping", "A nurse was hurt in a kidnapping.", False),
    ("attack", "attack", "A foiled attack on the market was reported.", False),
]


@pytest.mark.parametrize(("kind", "trigger", "text", "tried"), TRIED)
def test_a_harm_that_was_only_tried_did_not_happen(kind: str, trigger: str, text: str, tried: bool) -> None:
    _, marks, _ = telling((text, says(kind, trigger)))
    assert bool(only_tried(marks.frames[0], text, CODEBOOK)) is tried


def test_words_after_a_comma_are_another_thing() -> None:
    text = "He was killed, attempts to reach him failed."
    _, marks, _ = telling((text, says("killed", "killed")))
    assert only_tried(marks.frames[0], text, CODEBOOK) == ""


GOING_ON: list[tuple[str, str, str, bool]] = [
    ("battle", "fighting", "It was the worst raid since fighting between two armies resumed in January.", True),
    ("battle", "fighting", "Half of them have fled since fighting broke out in Bara.", True),
    ("protest", "unrest", "Some 7,300 have died since the unrest flared in 2004.", True),
    ("battle", "fighting", "Half of them have fled since fighting broke out on Monday.", False),
    ("battle", "fighting", "Fighting resumed in January since fighting pays.", False),
    ("bombing", "bombing", "Half of them have fled since the bombing began in May.", False),
]


@pytest.mark.parametrize(("kind", "trigger", "text", "expected"), GOING_ON)
def test_what_has_gone_on_since_a_month_is_no_event(kind: str, trigger: str, text: str, expected: bool) -> None:
    _, marks, _ = telling((text, says(kind, trigger)))
    assert bool(goes_on(marks.frames[0], text)) is expected
