from __future__ import annotations

import pytest

from mnemon.model.marks import Frame
from mnemon.model.text import Span
from mnemon.perceive.idioms import with_idioms

TOLD = [
    ("Regrettably, 2 gallant soldiers paid the supreme price.", "2", "gallant soldiers"),
    ("2 GALLANT SOLDIERS PAID THE SUPREME PRICE.", "2", "GALLANT SOLDIERS"),
    ("Seven rebels, including a leader, were sent to hell.", "Seven", "rebels"),
    ("At least three men had embraced shahadat.", "At least three", "men"),
    ("A manager suffered fatal stab wounds.", "A", "manager"),
    ("A sergeant laid down his life.", "A", "sergeant"),
    ("Captain Usama Tariq embraced martyrdom.", None, "Captain Usama Tariq"),
    ("He fought on and paid the ultimate sacrifice.", None, None),
]


@pytest.mark.parametrize(("text", "count", "who"), TOLD)
def test_a_death_told_by_a_phrase_is_seen(text: str, count: str | None, who: str | None) -> None:
    (frame,) = with_idioms(text, [Span(0, len(text))], [])
    told = {role: spans[0].of(text) for role, spans in frame.roles.items()}
    assert (frame.kind, told.get("count"), told.get("who")) == ("killed", count, who)
    assert frame.one is (who is not None and count is None)


@pytest.mark.parametrize(
    "text", ["They paid the price of bread.", "He made a sacrifice.", "The road to hell was long."]
)
def test_other_words_tell_no_death(text: str) -> None:
    assert with_idioms(text, [Span(0, len(text))], []) == []


def test_what_was_marked_is_not_told_twice() -> None:
    text = "Three officers laid down their lives."
    marked = Frame("killed", Span(15, 36), 0, {"count": (Span(0, 5),)})
    assert with_idioms(text, [Span(0, len(text))], [marked]) == [marked]


def test_spans_count_in_the_whole_text() -> None:
    first, second = "Nothing happened.", "Two men fell martyrs."
    text = f"{first} {second}"
    (frame,) = with_idioms(text, [Span(0, 17), Span(18, len(text))], [])
    assert (frame.sentence, frame.trigger.of(text), frame.role("who")[0].of(text)) == (1, "fell martyrs", "men")
