"""Whole texts: many together read as each alone, with offsets of the whole text, in bounded time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import pairwise

import pytest

from mnemon.model.marks import Marks
from mnemon.model.text import Span
from mnemon.perceive import Reader, open_reader
from mnemon.perceive.reader import TOGETHER

KILLING = "Gunmen killed three teachers in Tillabery on Monday."
KIDNAP = "Rebels abducted six aid workers near Mongo on Tuesday."
TEXTS = (
    KILLING,
    "",
    f"{KIDNAP} The weather was fine.\n\n{KILLING}",
    "  \n ",
    "💥💥 قُتل ثلاثة. e\u0301\u0301 👩‍🚒 " + KILLING,
    "Toll rises\nA bomb wounded nine people in Mogadishu on Friday.",
    KILLING * 3,
)


def told(text: str, marks: Marks) -> list[tuple[str, ...]]:
    """Trigger, count and who of each harm, in the words of the text."""
    harms = [f for f in marks.frames if f.kind in {"killed", "wounded", "abducted"}]
    return [tuple(s.of(text) for s in (f.trigger, *f.role("count"), *f.role("who"))) for f in harms]


def plain(marks: Marks) -> list[tuple[str, Span, str, dict[str, tuple[Span, ...]]]]:
    """Everything but the scores, which int8 rounding moves in their last places."""
    return [(f.kind, f.trigger, f.status, f.roles) for f in marks.frames]


def test_texts_read_together_say_what_they_say_alone(reader: Reader) -> None:
    for text, marks in zip(TEXTS, reader.perceive_all(TEXTS), strict=True):
        alone = reader.perceive(text)
        assert marks.sentences == alone.sentences
        assert plain(marks) == plain(alone)
        assert [(n.span, n.type) for n in marks.names] == [(n.span, n.type) for n in alone.names]


def test_two_threads_read_as_one_does(reader: Reader) -> None:
    assert list(open_reader(threads=2).perceive_all(TEXTS)) == list(reader.perceive_all(TEXTS))


def test_offsets_count_the_code_points_of_the_whole_text(reader: Reader) -> None:
    text = TEXTS[4]
    assert told(text, reader.perceive(text)) == [("killed", "three", "teachers")]
    assert [s.of(text) for f in reader.perceive(text).frames for s in f.role("where")] == ["Tillabery"]


def test_frames_know_their_sentence_and_stand_in_text_order(reader: Reader) -> None:
    text = TEXTS[2]
    marks = reader.perceive(text)
    assert told(text, marks) == [("abducted", "six", "aid workers"), ("killed", "three", "teachers")]
    assert [marks.sentences[f.sentence].of(text) for f in marks.frames] == [KIDNAP, KILLING]
    assert all(one.trigger < other.trigger for one, other in pairwise(marks.frames))


def test_a_part_finds_its_whole_among_the_frames_of_its_own_sentence(reader: Reader) -> None:
    marks = reader.perceive(f"{KILLING} Gunmen killed 13 soldiers in Biltine, including five officers.")
    wholes = [(f.sentence, marks.frames[f.part_of].sentence) for f in marks.frames if f.part_of is not None]
    assert wholes == [(1, 1)]


@pytest.mark.parametrize("text", ["", " \n", "💥", "\x00", "\u200f", "....", "قتل", "\u0301"])
def test_odd_texts_have_no_frames(reader: Reader, text: str) -> None:
    assert reader.perceive(text).frames == ()


def test_nothing_to_read_is_nothing_read(reader: Reader) -> None:
    assert list(reader.perceive_all([])) == []


def test_texts_are_read_as_they_come(reader: Reader) -> None:
    """A long list is never waited for: marks come out after some hundred sentences."""
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield KIDNAP

    next(reader.perceive_all(endless()))
    assert taken == TOGETHER


@pytest.mark.slow
def test_a_line_of_200_000_characters_without_a_stop_is_read_in_bounded_time(reader: Reader) -> None:
    calm = "the market of the town was open and people went about their business there "
    text = (calm * 3000)[: 200_000 - len(KILLING)] + KILLING
    start = time.process_time()
    marks = reader.perceive(text)
    assert time.process_time() - start < 60
    assert ("killed", "three", "teachers") in told(text, marks)
