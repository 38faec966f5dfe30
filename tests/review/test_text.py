"""The text as pieces: nothing is lost, nothing hidden, nothing turned around."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mnemon.model.text import Span
from mnemon.review.text import WINDOW, Mark, pieces, window

TEXT = "Two men\u202e died. \u200bTen fled."


def spans(length: int) -> st.SearchStrategy[Span]:
    return st.tuples(st.integers(0, length - 1), st.integers(1, length)).map(lambda p: Span(p[0], max(p[0] + 1, p[1])))


@given(st.data(), st.text(min_size=1, max_size=60))
def test_the_pieces_are_the_text_whatever_it_holds(data: st.DataObject, text: str) -> None:
    marked = [Mark(s, "who", f"c{n}") for n, s in enumerate(data.draw(st.lists(spans(len(text)), max_size=6)))]
    found = pieces(text, Span(0, len(text)), marked)
    shown = "".join(p.text if p.kind == "plain" else chr(int(p.text.replace("U+", "0x"), 0)) for p in found)
    assert shown == text
    assert [p.start for p in found] == sorted(p.start for p in found)
    for mark in marked:
        covered = {p.start for p in found if mark.claim_id in p.claims.split()}
        assert min(covered) == mark.span.start_char


def test_characters_that_show_nothing_are_shown_by_their_number() -> None:
    found = pieces(TEXT, Span(0, len(TEXT)), [])
    assert [p.text for p in found if p.kind == "control"] == ["U+202E", "U+200B"]


def test_a_withheld_name_is_not_in_the_pieces() -> None:
    found = pieces("Ten died: Omar Said fell.", Span(0, 25), [Mark(Span(10, 14), "who", "c")], [Span(10, 19)])
    assert "Omar" not in "".join(p.text for p in found)
    assert [p.kind for p in found].count("withheld") == 1


def test_windows_cover_a_long_text_without_a_gap() -> None:
    text = "word " * 40_000
    at, seen = 0, []
    while at < len(text):
        seen.append(window(text, at))
        at = seen[-1].end_char + 250
    assert seen[0].start_char == 0
    assert seen[-1].end_char == len(text)
    assert all(a.end_char == b.start_char for a, b in pairwise(seen))
    assert max(s.end_char - s.start_char for s in seen) <= WINDOW + 200
