from __future__ import annotations

import pytest

from factory import says, telling
from mnemon.perceive.adjacent import told_as_one, trimmed, with_counts, with_wholes

READ: list[tuple[str, str, str | None]] = [
    ("Losses of 40, including over 1,000 soldiers killed.", "soldiers", "over 1,000"),
    ("They killed 12 soldiers.", "soldiers", "12"),
    ("They killed at least two soldiers.", "soldiers", "at least two"),
    ("They killed soldiers.", "soldiers", None),
    ("In 2014 soldiers were killed.", "soldiers", None),
    ("More than 2014 soldiers were killed.", "soldiers", "More than 2014"),
    ("The 8th soldiers were killed.", "soldiers", None),
    ("At 3.5 soldiers were killed.", "soldiers", None),
    ("On September 3 soldiers were killed.", "soldiers", None),
    ("On Sept. 12 soldiers were killed.", "soldiers", None),
    ("In May at least 12 soldiers were killed.", "soldiers", "at least 12"),
    ("12 of the soldiers were killed.", "soldiers", None),
    ("A T-72 soldiers were killed.", "soldiers", None),
]


@pytest.mark.parametrize(("text", "who", "count"), READ)
def test_the_number_before_the_people_is_their_count(text: str, who: str, count: str | None) -> None:
    report, marks, _ = telling((text, says("killed", "killed", who=who)))
    (frame,) = with_counts(report.text, marks.frames)
    assert [s.of(text) for s in frame.role("count")] == ([count] if count else [])


def test_a_number_that_counts_others_is_left_to_them() -> None:
    text = "They killed 12 soldiers and hurt more."
    frames = [says("killed", "killed", who="soldiers", count="12"), says("wounded", "hurt", who="soldiers")]
    report, marks, _ = telling((text, *frames))
    assert [f.role("count") for f in with_counts(report.text, marks.frames)][1] == ()


def test_what_is_done_to_things_is_not_counted_so() -> None:
    report, marks, _ = telling(("They destroyed 12 tanks.", says("destruction", "destroyed", who="tanks")))
    assert not with_counts(report.text, marks.frames)[0].role("count")


def test_a_bound_marked_without_its_number_is_completed() -> None:
    text = "Losses included over 1,000 soldiers killed."
    report, marks, _ = telling((text, says("killed", "killed", who="soldiers", count="over")))
    assert [s.of(text) for s in with_counts(report.text, marks.frames)[0].role("count")] == ["over 1,000"]


def test_people_of_whom_the_next_are_some_are_a_whole_of_their_own() -> None:
    text = "At least twelve people, including three children, were killed."
    report, marks, _ = telling((text, says("killed", "killed", who="children", count="three")))
    part, whole = with_wholes(report.text, marks.frames)
    assert [s.of(text) for role in ("count", "who") for s in whole.role(role)] == ["At least twelve", "people"]
    assert (part.part_of, part.partial, whole.part_of, whole.trigger) == (1, True, None, part.trigger)


def test_a_whole_that_was_marked_is_not_made_again() -> None:
    text = "Twelve people, including three children, were killed."
    marked = [
        says("killed", "killed", who=who, count=count) for who, count in (("people", "Twelve"), ("children", "three"))
    ]
    report, marks, _ = telling((text, *marked))
    assert with_wholes(report.text, marks.frames) == list(marks.frames)


def test_what_is_not_counted_before_a_part_is_no_whole() -> None:
    text = "Several people, including three children, were killed."
    report, marks, _ = telling((text, says("killed", "killed", who="children", count="three")))
    assert with_wholes(report.text, marks.frames) == list(marks.frames)


@pytest.mark.parametrize(
    ("marked", "kept"),
    [
        ("Ada Rem,", "Ada Rem"),
        (", Ada Rem", "Ada Rem"),
        ("Ada Rem", "Ada Rem"),
        (",", ","),
        ("Rem, a nurse:", "Rem, a nurse"),
        ("-Fashir", "Al-Fashir"),
    ],
)
def test_a_span_ends_before_its_comma(marked: str, kept: str) -> None:
    text = f"Two men were killed, said {'Al' if marked[0] == '-' else ''}{marked} on Monday."
    report, marks, _ = telling((text, says("killed", "killed", source=marked)))
    (frame,) = trimmed(report.text, marks.frames)
    assert [s.of(text) for s in frame.role("source")] == [kept]
    assert frame.trigger == marks.frames[0].trigger


@pytest.mark.parametrize(
    ("text", "counts", "told"),
    [
        ("Some 300 were killed and wounded.", ("Some 300", "Some 300"), [("casualties", "killed and wounded")]),
        ("Some 300 were killed or wounded.", ("Some 300", "Some 300"), [("casualties", "killed or wounded")]),
        ("None was killed or wounded.", ("None", "None"), [("killed", "killed"), ("wounded", "wounded")]),
        ("In all 40 were killed and 60 wounded.", ("40", "60"), [("killed", "killed"), ("wounded", "wounded")]),
        (
            "Some 300 were killed and many wounded.",
            ("Some 300", "many"),
            [("killed", "killed"), ("wounded", "wounded")],
        ),
    ],
)
def test_one_figure_of_killed_and_wounded_is_one_of_casualties(
    text: str, counts: tuple[str, str], told: list[tuple[str, str]]
) -> None:
    frames = (says(k, k, count=c) for k, c in zip(("killed", "wounded"), counts, strict=True))
    report, marks, _ = telling((text, *frames))
    found = told_as_one(report.text, marks.frames)
    assert [(f.kind, f.trigger.of(text)) for f in found] == told


def test_parts_keep_their_whole_where_two_frames_become_one() -> None:
    text = "Some 300 were killed and wounded; of 20 dead five were boys."
    killed, wounded = (says(k, k, count="Some 300") for k in ("killed", "wounded"))
    report, marks, _ = telling(
        (text, killed, wounded, says("killed", "dead", count="20"), says("killed", "dead", count="five", part_of=2))
    )
    found = told_as_one(report.text, marks.frames)
    assert [(f.kind, f.part_of) for f in found] == [("casualties", None), ("killed", None), ("killed", 1)]
