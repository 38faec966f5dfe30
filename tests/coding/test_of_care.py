from __future__ import annotations

import pytest

from mnemon.coding.bodily import no_people
from mnemon.coding.scope import standing
from mnemon.coding.story import of_care
from mnemon.model.marks import Frame
from mnemon.model.text import Span

CARE = [
    ("He was declared dead at a hospital in Tacurong City.", "Tacurong City", True),
    ("She died at Goma General Hospital.", "Goma General Hospital", True),
    ("Eight were taken to the health centre at Drodro.", "Drodro", True),
    ("He was killed near the hospital road in Bara.", "Bara", False),
    ("He was shot in Tacurong City.", "Tacurong City", False),
]


@pytest.mark.parametrize(("text", "where", "care"), CARE)
def test_where_people_are_cared_for_is_not_where_they_were_harmed(text: str, where: str, care: bool) -> None:
    start = text.index(where)
    assert of_care(text, Span(start, start + len(where))) is care


HELD = [
    ("detained", "More than 1,400 people are behind bars in Belarus.", 1400, True),
    ("detained", "Some 24 journalists are still in prison.", 24, True),
    ("detained", "Five of the men are in prison.", 5, False),
    ("abducted", "Sixty people are held in the forest.", 60, False),
    ("missing", "Some 300 people remain missing.", 300, True),
    ("detained", "Police arrested 1,400 people.", 1400, False),
    ("killed", "Some 300 are held dead.", 300, False),
]


@pytest.mark.parametrize(("kind", "text", "number", "total"), HELD)
def test_how_many_are_held_at_a_time_is_no_event(kind: str, text: str, number: int, total: bool) -> None:
    assert bool(standing(Frame(kind, Span(0, 1), 0, {}), text, number)) is total


def test_the_body_that_speaks_is_nobody_dead() -> None:
    from coding.tellings import BY_RULES, CODER  # noqa: PLC0415
    from factory import says, telling  # noqa: PLC0415

    for text, nobody in (("A Kuki body denied it.", True), ("A body lay there.", False)):
        report, marks, values = telling((text, says("killed", "body", count="A")))
        claim = BY_RULES.code(report, marks, values).claims
        assert (claim == ()) is nobody
        assert all(not no_people(text, c, CODER.codebook) for c in claim)


def test_whom_a_dead_man_leaves_is_alive() -> None:
    from coding.tellings import coded  # noqa: PLC0415
    from factory import says  # noqa: PLC0415

    left = coded(("He left a wife and six children.", says("killed", "left", count="six", who="children"))).claims
    lost = coded(("They lost six children.", says("killed", "lost", count="six", who="children"))).claims
    assert (len(left), len(lost)) == (0, 1)
