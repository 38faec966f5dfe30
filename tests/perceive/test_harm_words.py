from __future__ import annotations

from dataclasses import replace

import pytest

from factory import says, telling
from mnemon.model.marks import Frame
from mnemon.perceive.harm_words import HarmWords, listed


def frames(text: str, *told: tuple[str, str]) -> tuple[Frame, ...]:
    """Frames of a text: kind and trigger."""
    _, marks, _ = telling((text, *(says(kind, trigger) for kind, trigger in told)))
    return marks.frames


WORDS = HarmWords.of({"harm_words": listed([("killed", "was jailed to death into the"), ("wounded", "hit by a car")])})


@pytest.mark.parametrize(
    ("kind", "trigger", "kept"),
    [
        ("killed", "deaths", True),
        ("killed", "jailing", True),
        ("killed", "God", False),
        ("wounded", "anaesthetic", False),
        ("wounded", "hit", True),
        ("attack", "God", True),
        ("missing", "God", True),
        ("killed", "X", True),
        ("killed", "in", False),
        ("killed", "into the", False),
    ],
)
def test_harm_told_by_words_that_never_told_it_is_made_up(kind: str, trigger: str, kept: bool) -> None:
    text = f"They {trigger} so."
    assert (WORDS.kept(text, frames(text, (kind, trigger))) != ()) is kept


def test_parts_find_their_wholes_where_frames_are_left_out() -> None:
    text = "God deaths deaths."
    told = frames(text, ("killed", "God"), ("killed", "deaths"), ("killed", "deaths#2"))
    found = WORDS.kept(text, (told[0], told[1], replace(told[2], partial=True, part_of=1)))
    assert [f.part_of for f in found] == [None, 0]
    lost = WORDS.kept(text, (told[0], replace(told[2], partial=True, part_of=0)))
    assert [f.part_of for f in lost] == [None]


def test_a_card_without_words_leaves_all() -> None:
    text = "They God so."
    assert HarmWords.of({}).kept(text, frames(text, ("killed", "God"))) == frames(text, ("killed", "God"))
