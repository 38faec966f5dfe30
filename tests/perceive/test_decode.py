"""Tables of logits and the spans they stand for."""

from __future__ import annotations

import numpy as np
import pytest

from mnemon.model.text import Span
from mnemon.perceive.decode import Floats, chosen, probabilities, tagged
from mnemon.perceive.scheme import CHOICES, TAGS
from mnemon.perceive.words import Pieces

WIDTH = sum(len(tags) for tags in TAGS.values())
OPTIONS = sum(len(options) for options in CHOICES.values())


def pieces(text: str) -> Pieces:
    """One piece to a word, words at white space."""
    spans, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        spans.append(Span(start, at))
    count = len(spans)
    return Pieces((2,) * (count + 2), (0,) * (count + 2), tuple(spans), tuple(range(1, count + 1)))


def logits(head: str, tags: str, peak: float = 9.0) -> Floats:
    """[pieces, all tags]: each word's tag stands out in its head; other heads are all "O"."""
    table = np.zeros((len(tags.split()) + 2, WIDTH), dtype=np.float32)
    at = 0
    for name, known in TAGS.items():
        table[:, at] = 5.0
        if name == head:
            for row, tag in enumerate(tags.split(), 1):
                table[row, at + known.index(tag)] = peak
        at += len(known)
    return table


@pytest.mark.parametrize(
    ("head", "text", "tags", "expected"),
    [
        ("trigger", "Gunmen killed three", "O B-killed O", [("killed", "killed")]),
        ("trigger", "they died died", "O B-killed B-killed", [("killed", "died"), ("killed", "died")]),
        ("trigger", "blew up", "B-bombing I-bombing", [("bombing", "blew up")]),
        ("trigger", "blew up", "I-bombing I-bombing", [("bombing", "blew up")]),
        ("trigger", "shot dead", "B-shooting I-killed", [("shooting", "shot"), ("killed", "dead")]),
        ("trigger", "all is calm", "O O O", []),
        ("name", "Am Timan in Chad", "B-place I-place O B-place", [("place", "Am Timan"), ("place", "Chad")]),
        ("name", "General Sow on Monday", "O B-person O B-time", [("person", "Sow"), ("time", "Monday")]),
        (
            "role",
            "at least nine people",
            "B-count I-count I-count B-who",
            [("count", "at least nine"), ("who", "people")],
        ),
        ("role", "in Gao and Mopti", "O B-where O I-where", [("where", "Gao"), ("where", "Mopti")]),
        ("anchor", "five men and two women", "B-anchor O O B-anchor O", [("anchor", "five"), ("anchor", "two")]),
        ("role", "", "", []),
    ],
)
def test_tags_become_spans(head: str, text: str, tags: str, expected: list[tuple[str, str]]) -> None:
    found = tagged(logits(head, tags), pieces(text), head)
    assert [(tag.name, tag.span.of(text)) for tag in found] == expected


@pytest.mark.parametrize("other", [head for head in TAGS if head != "name"])
def test_a_head_sees_its_own_columns_alone(other: str) -> None:
    table = logits("name", "B-place I-place")
    assert tagged(table, pieces("Am Timan"), other) == ()


def test_a_word_is_judged_by_its_first_piece() -> None:
    window = Pieces((2,) * 5, (0,) * 5, (Span(0, 6), Span(7, 12)), (1, 3))
    table = logits("trigger", "B-killed B-wounded O")
    assert [(t.name, t.span) for t in tagged(table, window, "trigger")] == [("killed", Span(0, 6))]


def test_a_window_without_words_has_no_spans() -> None:
    assert tagged(np.zeros((2, WIDTH), dtype=np.float32), Pieces((2, 3), (0, 0), (), ()), "trigger") == ()


@pytest.mark.parametrize(("peak", "low", "high"), [(30.0, 0.999, 1.0), (5.5, 0.2, 0.7)])
def test_the_score_is_the_mean_probability_of_the_tags(peak: float, low: float, high: float) -> None:
    (tag,) = tagged(logits("name", "B-place I-place", peak), pieces("Am Timan"), "name")
    assert low <= tag.score <= high


@pytest.mark.parametrize("head", list(CHOICES))
def test_each_choice_is_taken_from_its_own_options(head: str) -> None:
    at = 0
    for name, options in CHOICES.items():
        for number, option in enumerate(options):
            row = np.zeros(OPTIONS, dtype=np.float32)
            row[at + number] = 9.0
            found, chance = chosen(row, head)
            if name == head:
                assert found == option
                assert chance > 0.99
            else:
                assert found == CHOICES[head][0]
        at += len(options)


def test_an_unknown_choice_is_a_fault() -> None:
    with pytest.raises(KeyError):
        chosen(np.zeros(OPTIONS, dtype=np.float32), "mood")


def test_probabilities_add_up_to_one_even_for_great_logits() -> None:
    found = probabilities(np.array([[1e4, 0.0, -1e4], [0.0, 0.0, 0.0]], dtype=np.float32))
    assert np.allclose(found.sum(axis=-1), 1)
    assert np.allclose(found[0], [1, 0, 0])
