"""Spans count Unicode code points, half-open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnemon.model.text import Span


@st.composite
def spans(draw: st.DrawFn, longest: int = 40) -> Span:
    start = draw(st.integers(0, longest))
    return Span(start, draw(st.integers(start, longest)))


@pytest.mark.parametrize(
    ("text", "span", "words"),
    [
        ("killed 13 soldiers", Span(7, 9), "13"),
        ("في بحري قُتل 5", Span(3, 7), "بحري"),
        ("🕊 peace", Span(0, 1), "🕊"),
        ("Abéché", Span(2, 3), "é"),
        ("", Span(0, 0), ""),
    ],
)
def test_a_span_covers_its_words(text: str, span: Span, words: str) -> None:
    assert span.of(text) == words


@pytest.mark.parametrize(
    ("left", "right", "shares"),
    [
        (Span(0, 3), Span(2, 5), True),
        (Span(0, 3), Span(3, 5), False),
        (Span(0, 9), Span(4, 5), True),
        (Span(4, 5), Span(4, 5), True),
    ],
)
def test_touching_is_not_overlapping(left: Span, right: Span, shares: bool) -> None:
    assert left.overlaps(right) is shares


@given(spans(), spans())
def test_overlapping_goes_both_ways(left: Span, right: Span) -> None:
    assert left.overlaps(right) == right.overlaps(left)


@given(st.text(max_size=40), st.text(max_size=40), spans())
def test_a_shifted_span_covers_the_same_words_further_on(before: str, text: str, span: Span) -> None:
    assert span.shifted(len(before)).of(before + text) == span.of(text)


def test_spans_sort_in_text_order() -> None:
    assert sorted([Span(5, 6), Span(1, 9), Span(1, 2)]) == [Span(1, 2), Span(1, 9), Span(5, 6)]
