"""On which of the days that a report names an undated event was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.tellings import CODER
from factory import says, telling
from mnemon.coding.coder import Coder
from mnemon.coding.days_told import Days
from mnemon.coding.likeness import DAYS, likeness, open_likeness
from mnemon.model.claims import Claim
from mnemon.normalise.timeline import timeline
from mnemon.normalise.times import dated

NOW = date(2021, 5, 6)
FIRE = ("On Monday fire swept the camp at Bara.",)
DEAD = ("Nine people died.", says("killed", "died", count="Nine", who="people"))
VISIT = ("The minister came on Wednesday.",)


def knowing(*so: str) -> Coder:
    """A coder for which an event was on the times of which all of this is so."""
    tree: Any = 5.0
    for number in reversed(range(len(so))):
        tree = [number, -5.0, tree]
    learnt = likeness(so, 0.0, [tree], 0.6)
    return replace(CODER, codebook=replace(CODER.codebook, of_day=learnt))


def days_of(coder: Coder, sentences: Sequence[tuple[Any, ...]], published: date | None = NOW) -> list[str | None]:
    """The first day of each claim of a report of these sentences, published on a Thursday."""
    report, marks, values = telling(*sentences)
    report = replace(report, published_at=published, title=None)
    times = dated(report.text, timeline(report.text, published), (), published)
    claims: Sequence[Claim] = coder.code(report, marks, replace(values, times=times)).claims
    return [str(c.date.start) if c.date else None for c in claims]


def named(text: str, published: date | None = NOW) -> list[str]:
    times = Days.named(text, dated(text, timeline(text, published), (), published), published)
    return [f"{text[t.span.start_char : t.span.end_char]}: {t.range.start}/{t.range.end}" for t in times if t.range]


NAMED: list[tuple[str, str, list[str]]] = [
    ("a day", "On Monday fire swept the camp.", ["Monday: 2021-05-03/2021-05-03"]),
    ("what lies ahead", "The trial will begin on Friday.", []),
    (
        "a line of the report's own day",
        "Thursday, 6 May 2021\n\nOn Monday fire swept it.",
        ["Monday: 2021-05-03/2021-05-03"],
    ),
    (
        "both days, and from the first to the last",
        "Violence on Monday and Tuesday.",
        [
            "Monday: 2021-05-03/2021-05-03",
            "Monday and Tuesday: 2021-05-03/2021-05-04",
            "Tuesday: 2021-05-04/2021-05-04",
        ],
    ),
    (
        "two apart",
        "On Monday he left, and on Tuesday came back.",
        ["Monday: 2021-05-03/2021-05-03", "Tuesday: 2021-05-04/2021-05-04"],
    ),
    ("untold", "Later that week fire swept it.", []),
]


@pytest.mark.parametrize(("why", "text", "times"), NAMED, ids=[row[0] for row in NAMED])
def test_days_that_an_event_may_have_been_on(why: str, text: str, times: list[str]) -> None:
    assert named(text) == times, why


GIVEN: list[tuple[str, Sequence[str], Sequence[tuple[Any, ...]], list[str | None]]] = [
    ("told before", ["last before"], [FIRE, DEAD], ["2021-05-03"]),
    ("told behind alone", ["last before"], [DEAD, VISIT], [None]),
    ("likely enough only with both", ["last before", "gap before 1"], [FIRE, VISIT, DEAD], ["2021-05-05"]),
    ("no time is named", [], [DEAD], [None]),
    (
        "its own words name a day that cannot be told",
        ["last before"],
        [FIRE, ("Nine people died the week after.", says("killed", "died", count="Nine", who="people", when="the week after"))],
        [None],
    ),
    ("a total", ["last before"], [FIRE, ("Nine died.", says("killed", "died", count="Nine", scope="total"))], [None]),
]  # fmt: skip


@pytest.mark.parametrize(("why", "so", "sentences", "days"), GIVEN, ids=[row[0] for row in GIVEN])
def test_an_event_without_a_day_has_the_likeliest_that_is_named(
    why: str, so: Sequence[str], sentences: Sequence[tuple[Any, ...]], days: list[str | None]
) -> None:
    assert days_of(knowing(*so), sentences) == days, why


def test_a_day_that_was_found_so_says_it() -> None:
    report, marks, values = telling(FIRE, DEAD)
    report = replace(report, published_at=NOW)
    times = dated(report.text, timeline(report.text, NOW), (), NOW)
    (claim,) = knowing("last before").code(report, marks, replace(values, times=times)).claims
    assert "date: likely the day told as Monday" in claim.notes


SHIPPED = replace(CODER, codebook=replace(CODER.codebook, of_day=open_likeness(DAYS.read_bytes())))
WORDS = st.lists(st.sampled_from(["On Monday", "nine", "people", "died", "in March", "a fire", ".", "\n"]), max_size=12)


@given(WORDS)
def test_any_text_is_given_only_days_that_it_names(words: list[str]) -> None:
    text = " ".join(words) or "Nothing"
    found = days_of(SHIPPED, [(text,), DEAD])
    days = {line.split(": ")[1].split("/")[0] for line in named(f"{text} {DEAD[0]}")}
    assert set(found) <= {None, *days}
