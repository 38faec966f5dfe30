"""Plain sentences, read with the shipped model: what happened, to how many of whom, by whom, where and when."""

from __future__ import annotations

import pytest

from factory import frame
from mnemon.model.marks import Frame
from mnemon.model.text import Span
from mnemon.perceive import Reader
from mnemon.perceive.encoder import Encoder
from mnemon.perceive.frames import Window, _wholes, read_windows

PLAIN = [
    (
        "Gunmen killed three teachers in Tillabery on Monday.",
        "killed",
        {"count": "three", "who": "teachers", "by": "Gunmen", "where": "Tillabery", "when": "Monday"},
    ),
    (
        "Rebels abducted six aid workers near Mongo on Tuesday.",
        "abducted",
        {"count": "six", "who": "aid workers", "by": "Rebels", "where": "Mongo", "when": "Tuesday"},
    ),
    (
        "A bomb wounded nine people in Mogadishu on Friday.",
        "wounded",
        {"count": "nine", "who": "people", "where": "Mogadishu", "when": "Friday"},
    ),
    (
        "Police said shelling killed five villagers.",
        "killed",
        {"count": "five", "who": "villagers", "source": "Police"},
    ),
    ("Police detained 14 protesters in Bara.", "detained", {"count": "14", "who": "protesters", "by": "Police"}),
    ("Two soldiers were wounded in Gao.", "wounded", {"count": "Two", "who": "soldiers", "where": "Gao"}),
    ("GUNMEN KILLED THREE TEACHERS IN TILLABERY ON MONDAY.", "killed", {"count": "THREE", "who": "TEACHERS"}),
]
"""A sentence, a kind that it tells of, and words that fill that frame's roles."""


def read(encoder: Encoder, text: str) -> list[Frame]:
    (pieces,) = encoder.windows([text])
    return [f for found in read_windows(encoder, [Window(0, p) for p in pieces]) for f in found.frames]


def of_kind(frames: list[Frame], kind: str) -> Frame:
    (found,) = [f for f in frames if f.kind == kind]
    return found


@pytest.mark.parametrize(("text", "kind", "roles"), PLAIN, ids=[row[0] for row in PLAIN])
def test_a_plain_sentence_is_read_rightly(encoder: Encoder, text: str, kind: str, roles: dict[str, str]) -> None:
    found = of_kind(read(encoder, text), kind)
    assert {role: [s.of(text) for s in found.role(role)] for role in roles} == {
        r: [words] for r, words in roles.items()
    }
    assert found.trigger.of(text).lower() in text.lower()
    assert (found.status, found.scope, found.partial, found.sentence) == ("fact", "event", False, 0)
    assert 0.5 < found.score <= 1


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("No one was killed.", "negated"),
        ("The army denied that its soldiers killed civilians.", "denied"),
        ("The rebels threatened to kill the hostages.", "future"),
    ],
)
def test_what_did_not_happen_is_no_fact(encoder: Encoder, text: str, status: str) -> None:
    (found,) = [f for f in read(encoder, text) if f.kind == "killed"]
    assert found.status == status


@pytest.mark.parametrize("text", ["The weather was fine on Monday.", "Ministers met in Geneva.", "?!", "💥"])
def test_a_sentence_without_harm_has_no_frame_of_harm(encoder: Encoder, text: str) -> None:
    assert [f.kind for f in read(encoder, text) if f.kind in {"killed", "wounded", "abducted"}] == []


def test_two_harms_are_two_frames_in_text_order(encoder: Encoder) -> None:
    text = "The bombing killed four soldiers and wounded nine civilians in Gao."
    found = [f for f in read(encoder, text) if f.kind in {"killed", "wounded"}]
    assert [(f.kind, f.role("count")[0].of(text)) for f in found] == [("killed", "four"), ("wounded", "nine")]
    assert [f.trigger for f in found] == sorted(f.trigger for f in found)


def test_a_part_knows_its_whole(encoder: Encoder) -> None:
    text = "Gunmen killed 13 soldiers in Biltine, including five officers."
    whole, part = (f for f in read(encoder, text) if f.kind == "killed")
    assert [f.role("count")[0].of(text) for f in (whole, part)] == ["13", "five"]
    assert (whole.partial, part.partial) == (False, True)
    assert part.part_of is not None
    assert read(encoder, text)[part.part_of] == whole


def counted(kind: str, at: int, *, partial: bool = False, roles: bool = True) -> Frame:
    found = {"count": (Span(at, at + 1),)} if roles else {}
    return frame(kind=kind, trigger=Span(at, at + 1), roles=found, partial=partial)


@pytest.mark.parametrize(
    ("frames", "expected"),
    [
        ([counted("killed", 0), counted("killed", 1, partial=True)], [None, 0]),
        ([counted("killed", 0, partial=True), counted("killed", 1)], [1, None]),
        ([counted("killed", 0), counted("killed", 1), counted("killed", 2, partial=True)], [None, None, 1]),
        ([counted("killed", 0), counted("wounded", 1), counted("killed", 2, partial=True)], [None, None, 0]),
        ([counted("casualties", 0), counted("killed", 1, partial=True)], [None, 0]),
        ([counted("killed", 0, roles=False), counted("killed", 1, partial=True)], [None, None]),
        ([counted("attack", 0), counted("killed", 1, partial=True)], [None, None]),
        ([counted("killed", 0, partial=True)], [None]),
        ([], []),
    ],
)
def test_a_part_belongs_to_the_nearest_counted_harm_of_its_kind(
    frames: list[Frame], expected: list[int | None]
) -> None:
    assert [f.part_of for f in _wholes(frames)] == expected


def test_names_stand_where_they_are_printed(reader: Reader) -> None:
    text = "Gunmen killed three teachers in Tillabery on Monday."
    found = {(name.type, name.span.of(text)) for name in reader.perceive(text).names}
    assert {("place", "Tillabery"), ("time", "Monday")} <= found
