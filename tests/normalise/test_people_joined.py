from __future__ import annotations

import pytest

from factory import says, telling
from mnemon.model.text import Span
from mnemon.normalise.bounds import load_bounds
from mnemon.normalise.count_refusals import is_no_count, words_of_count
from mnemon.normalise.lexicon import open_lexicon
from mnemon.normalise.people_joined import joined, named_one_by_one
from mnemon.normalise.quantities import quantity

KILLED = says("killed", "killed", count="A", who="her 41-year-old son")

JOINED = [
    ("A woman aged 67 and her 41-year-old son were killed.", [KILLED], 2),
    ("A driver and assistant were shot.", [says("wounded", "shot", count="A", who="driver and assistant")], 2),
    (
        "A UN-contracted driver and assistant were shot.",
        [says("wounded", "shot", count="A", who="UN-contracted driver and assistant")],
        2,
    ),
    ("A driver and assistant was shot.", [says("wounded", "shot", count="A", who="driver and assistant")], 1),
    ("A driver and guards were shot.", [says("wounded", "shot", count="A", who="driver and guards")], 1),
    ("A woman was killed and her 41-year-old son.", [says("killed", "killed", count="A", who="woman")], 1),
    (
        "A teacher and her 41-year-old son were killed.",
        [KILLED, says("killed", "killed", who="teacher", one=True)],
        1,
    ),
    (
        "They shot dead a mayor and his escort.",
        [
            says("killed", "dead", count="a#2", who="mayor"),
            says("shooting", "shot", who="a mayor and his escort"),
        ],
        2,
    ),
    (
        "They shot dead a mayor and his escort.",
        [
            says("killed", "dead", count="a#2", who="mayor"),
            says("shooting", "shot", who="a mayor and his escort"),
            says("killed", "dead", who="his escort", one=True),
        ],
        1,
    ),
]


@pytest.mark.parametrize(("text", "told", "people"), JOINED)
def test_people_told_behind_an_article_are_added_once(text: str, told: list[object], people: int) -> None:
    _, marks, _ = telling((text, *told))
    first = marks.frames[0]
    found = quantity(first.role("count")[0].of(text), load_bounds())
    assert found is not None
    assert joined(text, first, marks.frames, found).best == people


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The dead lie in two graves.", "two"),
        ("We dug 12 fresh graves.", "12"),
        ("Two videos show two burials.", "two"),
        ("The youngest of whom was 17.", "17"),
        ("She has a daughter aged six.", "six"),
        ("Three of her fingers were broken.", "Three"),
        ("Six spent shells lay beside the body.", "Six"),
        ("The pair, 26 and 29, were seized.", "26"),
    ],
)
def test_numbers_that_count_nobody(text: str, words: str) -> None:
    start = text.index(words)
    assert is_no_count(text, Span(start, start + len(words)), open_lexicon().actors)


@pytest.mark.parametrize(
    ("text", "said"), [("A third customer was shot.", "one"), ("A third of them died.", "A third")]
)
def test_a_third_is_one_more_unless_of_a_whole(text: str, said: str) -> None:
    assert words_of_count(text, Span(0, len("A third"))) == said


BROKEN_OFF = [
    ("1 clerk and his driver were stopped and beaten.", 2),
    ("1 clerk and was stopped and beaten.", 1),
]


@pytest.mark.parametrize(("text", "people"), BROKEN_OFF)
def test_words_that_break_off_at_and_go_on_with_one_more(text: str, people: int) -> None:
    stopped = [says("attack", "stopped", who="his driver")] if "driver" in text else []
    _, marks, _ = telling((text, says("attack", "beaten", who="1 clerk and"), *stopped))
    found = quantity("1", load_bounds())
    assert found is not None
    (beaten,) = (frame for frame in marks.frames if frame.trigger.of(text) == "beaten")
    assert joined(text, beaten, marks.frames, found).best == people


@pytest.mark.parametrize(
    ("words", "people"),
    [
        ("our citizens Hasan Dogan and Mehmet Kaya", 2),
        ("the brothers Ali Haddad, Omar Haddad and Yusuf al-Haddad", 3),
        ("two soldiers", None),
        ("teachers Amina Bello and Musa", None),
        ("residents of South Kivu and North Kivu", None),
        ("the driver Omar Haddad and Ali Haddad", None),
        ("The brothers Omar bin Said and Ali K. Said", 2),
        ("soldiers AB " + "ABCDEFGH" * 9, None),
    ],
)
def test_those_named_in_full_behind_a_word_for_several_are_as_many(words: str, people: int | None) -> None:
    found = named_one_by_one(words)
    assert (found and found.best) == people
