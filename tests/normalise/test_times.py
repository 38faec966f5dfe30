"""When? Time words and the days that they name, for a report of Tuesday 14 January 2025."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnemon.model.text import Span
from mnemon.model.values import DateRange
from mnemon.normalise import when
from mnemon.normalise.timeline import timeline
from mnemon.normalise.times import combine, dated

TUESDAY = date(2025, 1, 14)

ABSOLUTE = [
    ("2025-03-14", "2025-03-14", "2025-03-14", 1),
    ("14 March 2025", "2025-03-14", "2025-03-14", 1),
    ("March 14th, 2025", "2025-03-14", "2025-03-14", 1),
    ("the 14th of March 2025", "2025-03-14", "2025-03-14", 1),
    ("Friday, 14 March 2025", "2025-03-14", "2025-03-14", 1),
    ("September ninth, 2001", "2001-09-09", "2001-09-09", 1),
    ("14.03.2025", "2025-03-14", "2025-03-14", 1),
    ("3/14/2025", "2025-03-14", "2025-03-14", 1),
    ("05.05.2025", "2025-05-05", "2025-05-05", 1),
    ("June of 1944", "1944-06-01", "1944-06-30", 4),
    ("Feb. 2024", "2024-02-01", "2024-02-29", 4),
    ("2003", "2003-01-01", "2003-12-31", 5),
    ("the 1990s", "1990-01-01", "1999-12-31", 5),
    ("the 1970s and 80s", "1970-01-01", "1989-12-31", 5),
    ("early May 2004", "2004-05-01", "2004-05-10", 4),
    ("mid-2008", "2008-05-01", "2008-08-31", 5),
    ("the end of June 2023", "2023-06-21", "2023-06-30", 4),
    ("the first week of February 2020", "2020-02-01", "2020-02-07", 3),
    ("the first half of 2015", "2015-01-01", "2015-06-30", 5),
    ("between May 1998 and December 2000", "1998-05-01", "2000-12-31", 5),
    ("7 and 8 March 2021", "2021-03-07", "2021-03-08", 2),
    ("from 28 February to 2 March 2024", "2024-02-28", "2024-03-02", 2),
    ("July-August 2006", "2006-07-01", "2006-08-31", 5),
    ("shortly after 02:00 on 14 March 2022", "2022-03-14", "2022-03-14", 1),
    ("the siege of the town in May 2022", "2022-05-01", "2022-05-31", 4),
]

RELATIVE = [
    ("Tuesday", "2025-01-14", "2025-01-14", 1),
    ("Wednesday", "2025-01-08", "2025-01-08", 1),
    ("last Tuesday", "2025-01-07", "2025-01-07", 1),
    ("next Tuesday", "2025-01-21", "2025-01-21", 1),
    ("yesterday", "2025-01-13", "2025-01-13", 1),
    ("this morning", "2025-01-14", "2025-01-14", 1),
    ("last night", "2025-01-13", "2025-01-13", 1),
    ("overnight", "2025-01-13", "2025-01-14", 2),
    ("overnight into Monday", "2025-01-12", "2025-01-13", 2),
    ("before dawn on Friday", "2025-01-10", "2025-01-10", 1),
    ("after evening prayers on Friday", "2025-01-10", "2025-01-10", 1),
    ("after Friday prayers", "2025-01-10", "2025-01-10", 1),
    ("within half an hour on Thursday", "2025-01-09", "2025-01-09", 1),
    ("over several hours on Monday", "2025-01-13", "2025-01-13", 1),
    ("shortly after 1am on 5 March", "2024-03-05", "2024-03-05", 1),
    ("5 May, a Sunday", "2024-05-05", "2024-05-05", 1),
    ("May 5 (Sunday)", "2024-05-05", "2024-05-05", 1),
    ("late on 2 June", "2024-06-02", "2024-06-02", 1),
    ("Sunday night", "2025-01-12", "2025-01-12", 1),
    ("the early hours of Wednesday", "2025-01-08", "2025-01-08", 1),
    ("14 March", "2024-03-14", "2024-03-14", 1),
    ("January 9", "2025-01-09", "2025-01-09", 1),
    ("29 February", "2024-02-29", "2024-02-29", 1),
    ("the 9th", "2025-01-09", "2025-01-09", 1),
    ("the 31st", "2024-12-31", "2024-12-31", 1),
    ("Christmas Eve", "2024-12-24", "2024-12-24", 1),
    ("July", "2024-07-01", "2024-07-31", 4),
    ("last January", "2024-01-01", "2024-01-31", 4),
    ("early January", "2025-01-01", "2025-01-10", 4),
    ("late January", "2024-01-21", "2024-01-31", 4),
    ("late December", "2024-12-21", "2024-12-31", 4),
    ("late last month", "2024-12-21", "2024-12-31", 4),
    ("last week", "2025-01-06", "2025-01-12", 3),
    ("this week", "2025-01-13", "2025-01-19", 3),
    ("earlier this week", "2025-01-13", "2025-01-14", 2),
    ("the weekend", "2025-01-11", "2025-01-12", 2),
    ("last month", "2024-12-01", "2024-12-31", 4),
    ("earlier this year", "2025-01-01", "2025-01-14", 4),
    ("this year", "2025-01-01", "2025-12-31", 5),
    ("last year", "2024-01-01", "2024-12-31", 5),
    ("June 2 last year", "2024-06-02", "2024-06-02", 1),
    ("three days ago", "2025-01-11", "2025-01-11", 1),
    ("a week ago", "2025-01-06", "2025-01-12", 3),
    ("two months ago", "2024-11-01", "2024-11-30", 4),
    ("four years ago", "2021-01-01", "2021-12-31", 5),
    ("the past 24 hours", "2025-01-13", "2025-01-14", 2),
    ("over the past week", "2025-01-08", "2025-01-14", 3),
    ("the last two months", "2024-11-14", "2025-01-14", 5),
    ("since Friday", "2025-01-10", "2025-01-14", 2),
    ("since 2003", "2003-01-01", "2025-01-14", 5),
    ("since the coup of 26 July", "2024-07-26", "2025-01-14", 5),
    ("between Sunday and Wednesday", "2025-01-05", "2025-01-08", 2),
    ("from Monday to Saturday", "2025-01-06", "2025-01-11", 2),
    ("between 24 December and 3 January", "2024-12-24", "2025-01-03", 4),
    ("the night of 3 to 4 May", "2024-05-03", "2024-05-04", 2),
    ("a day before Saturday's ceremonies", "2025-01-10", "2025-01-10", 1),
]


def days(found: DateRange | None) -> tuple[str, str, int] | None:
    return None if found is None else (found.start.isoformat(), found.end.isoformat(), found.precision)


@pytest.mark.parametrize(("words", "start", "end", "precision"), ABSOLUTE)
def test_words_with_a_year_need_no_report_day(words: str, start: str, end: str, precision: int) -> None:
    assert days(when(words, None)) == days(when(words, TUESDAY)) == (start, end, precision)


@pytest.mark.parametrize(("words", "start", "end", "precision"), RELATIVE)
def test_other_words_hang_on_the_report_day(words: str, start: str, end: str, precision: int) -> None:
    assert days(when(words, TUESDAY)) == (start, end, precision)


@pytest.mark.parametrize("words", [words for words, *_ in RELATIVE])
def test_without_a_report_day_they_are_not_stated(words: str) -> None:
    assert when(words, None) is None


FUTURE = [
    ("Tuesday", "2025-01-14"),
    ("Thursday", "2025-01-16"),
    ("14 March", "2025-03-14"),
    ("tomorrow", "2025-01-15"),
    ("the 9th", "2025-02-09"),
]


@pytest.mark.parametrize(("words", "start"), FUTURE)
def test_what_lies_ahead_is_looked_for_ahead(words: str, start: str) -> None:
    found = when(words, TUESDAY, "future")
    assert found is not None
    assert found.start == date.fromisoformat(start)


TOLD = [
    ("the next day", "2025-01-11", "2025-01-11"),
    ("the day", "2025-01-10", "2025-01-10"),
    ("same week", "2025-01-06", "2025-01-12"),
    ("that weekend", "2025-01-11", "2025-01-12"),
    ("two days later", "2025-01-12", "2025-01-12"),
    ("two Mondays later", "2025-01-20", "2025-01-20"),
    ("the previous three weeks", "-", "-"),
]


@pytest.mark.parametrize(("words", "start", "end"), TOLD)
def test_words_that_point_back_hang_on_the_day_told_before(words: str, start: str, end: str) -> None:
    found = when(words, TUESDAY, told=date(2025, 1, 10))
    assert (start, end) == ("-", "-") if found is None else (str(found.start), str(found.end)) == (start, end)


ORDERS = [(True, "2025-03-04"), (False, "2025-04-03"), (None, None)]


@pytest.mark.parametrize(("month_first", "day"), ORDERS)
@pytest.mark.parametrize("words", ["3/4/2025", "03-04-2025", "3/4, 25"])
def test_days_in_digits_are_read_as_the_reader_says(words: str, month_first: bool | None, day: str | None) -> None:
    found = when(words, TUESDAY, month_first=month_first)
    assert (found and str(found.start)) == day


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Hit on 25/12/2024, and again on 03/01/2025.", ["2024-12-25", "2025-01-03"]),
        ("Hit on 12/25/2024, and again on 01/03/2025.", ["2024-12-25", "2025-01-03"]),
        ("Hit on 12/25/2024, on 26/12/2024 and on 01/03/2025.", ["2024-12-25", "2024-12-26", None]),
        ("Hit on 01/03/2025.", [None]),
        ("Hit on 01.03.2024.", ["2024-03-01"]),
        ("Hit on 12/25/2024, and again on 01.03.2025.", ["2024-12-25", "2025-01-03"]),
    ],
)
def test_days_in_digits_are_read_as_the_text_writes_others(text: str, days: list[str | None]) -> None:
    found = dated(text, timeline(text, TUESDAY), (), TUESDAY)
    assert [one.range and str(one.range.start) for one in found] == days


@pytest.mark.parametrize("words", ["the second", "15", "the day", "the week", "weekend", "22.4"])
def test_marked_words_that_are_a_time_only_where_one_is_told_so_are_none_in_a_text(words: str) -> None:
    text = f"They held {words} firm."
    at = text.index(words)
    assert dated(text, timeline(text, TUESDAY), (Span(at, at + len(words)),), TUESDAY) == ()


def test_how_long_something_took_is_no_time() -> None:
    text = "The town fell within five days and in two weeks they were gone. They must leave within five days."
    found = dated(text, timeline(text, TUESDAY), (), TUESDAY)
    assert [(one.span.of(text), one.range and str(one.range.end)) for one in found] == [
        ("within five days", "2025-01-19")
    ]


@pytest.mark.parametrize("text", ["The war entered week 10.", "Year one of the war.", "Last year 247 people died."])
def test_ordinal_weeks_and_years_are_of_no_calendar(text: str) -> None:
    found = dated(text, timeline(text, TUESDAY), (), TUESDAY)
    assert [one.span.of(text) for one in found] in ([], ["Last year"])


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Shelling on 3 and 4 May killed six.", ["2024-05-03", "2024-05-04"]),
        ("Shelling on 3, 4 and 5 May killed six.", ["2024-05-03", "2024-05-04", "2024-05-05"]),
        ("On the night of 11/12 June troops fired.", ["2024-06-11", "2024-06-12"]),
        ("On 29/30 June 2023 they fled.", ["2023-06-29", "2023-06-30"]),
    ],
)
def test_the_days_of_a_list_are_of_one_year(text: str, days: list[str]) -> None:
    told = timeline(text, date(2024, 6, 13))
    assert [str(t.value.days.start) for t in told if t.value.days is not None] == days


def test_a_weekday_beside_history_is_none_after_the_report() -> None:
    text = "He was hurt on Saturday, it was said. He shot a senator in 1968, was tried in 1969, and heard in 2016."
    told = timeline(f"Tuesday, September 3, 2019. {text}", date(2019, 9, 3))
    days = [t.value.days.start for t in told if t.value.days is not None]
    assert days[1] == date(2019, 8, 31)


OLD = "Troops took the town in May 1999. He led them from 1998 until 2001. The raid was in 1999, on June 12"
NEWS: list[tuple[str, str, list[str]]] = [
    ("the day of the news of an old deed", f"On Monday a court sentenced him. {OLD}.", ["2025-01-13", "1999-05-01", "1999-06-12"]),
    ("years in passing", "On 13 January a mine killed A, born in 1991, B, born in 1984, and C, born in 1998.", ["2025-01-13"]),
    ("May is no verb", "Six were arrested between 25 May and 12 June and accused of treason.", ["2024-05-25", "2024-06-12"]),
    ("what may be", "They may come back on Friday.", ["2025-01-17"]),
    ("a verb without -ed", "He would not say whether men taken in November are held.", ["2024-11-01"]),
    ("so long after another day", "He was found on Sunday, nine days after gunmen took him.", ["2025-01-12"]),
    ("following as after", "Following Sunday's blast troops searched the town.", ["2025-01-12"]),
    ("the following one", "He fled on Friday. The following Sunday he died.", ["2025-01-10", "2025-01-12"]),
]  # fmt: skip


@pytest.mark.parametrize(("why", "text", "days"), NEWS, ids=[row[0] for row in NEWS])
def test_news_is_told_from_its_day(why: str, text: str, days: list[str]) -> None:
    found = [t.value.days.start for t in timeline(text, TUESDAY) if t.value.days is not None]
    assert [str(day) for day in found if (day.month, day.day) != (1, 1)] == days, why


def test_next_friday_names_its_rival() -> None:
    found = when("next Friday", TUESDAY)
    assert found is not None
    assert (str(found.start), "2025-01-17" in found.reason) == ("2025-01-24", True)


REFUSED = [
    "", "three days", "over three days", "24 hours", "several years ago", "more than three weeks ago", "almost 30 years ago",
    "recent weeks", "the same day", "that morning", "dawn", "World War II", "04/05/2025", "31 February 2024", "by Monday",
    "before Tuesday", "until 1 September 2024", "the anniversary of 7 October", "after 7 October", "the march", "spring",
    "the winter of 2014", "over the 18 months to June", "a two-hour period (0800 to 1000 GMT)", "may", "every Friday prayer",
    "2024-13", "x" * 500,
]  # fmt: skip


@pytest.mark.parametrize("words", REFUSED)
def test_words_that_name_no_days_for_sure_are_not_stated(words: str) -> None:
    assert when(words, TUESDAY) is None


def test_the_printed_words_are_kept() -> None:
    found = when("late December", TUESDAY)
    assert found is not None
    assert found.words == "late December"


COMBINED = [
    (["late December", "over just three days"], ("2024-12-21", "2024-12-31", 4)),
    (["daytime", "Saturday"], ("2025-01-11", "2025-01-11", 1)),
    (["Tuesday", "this month"], ("2025-01-14", "2025-01-14", 1)),
    (["Sunday", "Monday"], ("2025-01-12", "2025-01-13", 2)),
    (["2003", "Tuesday"], None),
    (["three days", "dawn"], None),
    ([], None),
]


@pytest.mark.parametrize(("parts", "expected"), COMBINED)
def test_the_time_words_of_one_frame_narrow_each_other(parts: list[str], expected: tuple[str, str, int] | None) -> None:
    assert days(combine([when(part, TUESDAY) for part in parts], ", ".join(parts))) == expected


WORDS = st.sampled_from(
    "early late mid since between and to from of the last next week month year May 3 14 2024 Monday night ago two days".split()
)


@given(st.lists(WORDS, max_size=8), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_range_never_ends_before_it_starts(words: list[str], published: date) -> None:
    found = when(" ".join(words), published)
    assert found is None or (found.start <= found.end and 1 <= found.precision <= 5)


@given(st.text(max_size=80), st.dates())
def test_no_words_break_the_reader(words: str, published: date) -> None:
    when(words, published)


WEEK_TOLD = [
    ("a week in order", "Tuesday: two died. Wednesday: one died. Friday: one died. On Sunday a mine exploded.", 7),
    ("two days of the week's news", "The week's toll: on Tuesday two died, on Thursday and on Friday one each.", 7),
    ("two days without it", "On Tuesday two died, on Thursday and on Friday one each.", 0),
    ("out of order", "On Tuesday two died, on Sunday one, on Friday one and on Thursday three.", 0),
    ("what is yet to come", "On Tuesday two died. They will be buried on Wednesday, Friday and Sunday.", 0),
    ("the day of saying", "Police said on Tuesday that two died on Wednesday, one on Friday and one on Sunday.", 0),
    (
        "paragraphs alone",
        "Tuesday. Two died.\nWednesday. A man missing since Monday was found.\nFriday. Two died.\nSunday. One died.",
        7,
    ),
]


@pytest.mark.parametrize(("why", "text", "ago"), WEEK_TOLD, ids=[row[0] for row in WEEK_TOLD])
def test_a_round_up_begins_with_its_own_weekday_a_week_ago(why: str, text: str, ago: int) -> None:
    first = next(
        t for t in timeline(text, TUESDAY) if t.value.days is not None and "tuesday" in t.found.groups.values()
    )
    assert first.value.days is not None
    assert (TUESDAY - first.value.days.start).days == ago, why
