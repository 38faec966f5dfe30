"""What one voice says that it did, and another that it did not happen, counts from 0 up."""

from __future__ import annotations

from typing import Any

import pytest

from coding.tellings import coded
from factory import place, says
from mnemon.model.claims import CONTESTED
from mnemon.settle import tally

Told = list[tuple[Any, ...]]

RAIDERS = (
    "Two raiders were killed, the commissioner said.",
    says("killed", "killed", count="Two", who="raiders", source="the commissioner", cue="said"),
)
BOAST = (
    "The militia claims that twelve men died in its ambush.",
    says("killed", "died", count="twelve", who="men", source="The militia", cue="claims"),
)


def nobody(text: str, kind: str, trigger: str, **parts: Any) -> tuple[Any, ...]:  # noqa: ANN401 - roles by name
    """A sentence in which somebody says that nobody was harmed."""
    return text, says(kind, trigger, status="negated", cue="said", **parts)


CASES: list[tuple[str, Told, str, tuple[int | None, int | None]]] = [
    (
        "of people of that side",
        [RAIDERS, nobody("Police said no attacker was killed.", "killed", "killed", count="no", who="attacker", source="Police")],
        "killed",
        (0, 2),
    ),
    (
        "of another side",
        [RAIDERS, nobody("Police said no officer was killed.", "killed", "killed", count="no", who="officer", source="Police")],
        "killed",
        (2, 2),
    ),
    (
        "of anybody",
        [RAIDERS, nobody("Police said nobody was hurt.", "wounded", "hurt", who="nobody", source="Police")],
        "killed",
        (0, 2),
    ),
    (
        "by the same voice",
        [RAIDERS, nobody("The commissioner said nobody was hurt.", "wounded", "hurt", who="nobody", source="The commissioner")],
        "wounded",
        (0, 0),
    ),
    (
        "what is left open is not denied",
        [RAIDERS, nobody("State radio made no mention of casualties, it said.", "casualties", "casualties", source="State radio")],
        "killed",
        (2, 2),
    ),
    (
        "far on",
        [
            RAIDERS,
            *[("Rain fell.",)] * 4,
            nobody("Police said nobody was hurt.", "wounded", "hurt", who="nobody", source="Police"),
        ],
        "killed",
        (2, 2),
    ),
    ("a boast called fiction", [BOAST, ("The ministry called the statement pure fiction.",)], "killed", (0, 12)),
    ("a boast denied", [BOAST, ("The ministry denied it.",)], "killed", (0, 12)),
    ("a denial of something", [BOAST, ("The ministry denied the claim that it had fled.",)], "killed", (12, 12)),
    ("no boast", [RAIDERS, ("The ministry called the account grotesque.",)], "killed", (2, 2)),
]  # fmt: skip


@pytest.mark.parametrize(("why", "sentences", "kind", "expected"), CASES, ids=[row[0] for row in CASES])
def test_what_another_voice_denies_counts_from_nought_up(
    why: str, sentences: Told, kind: str, expected: tuple[int | None, int | None]
) -> None:
    counts = tally(coded(*sentences).claims).counts[kind]
    assert (counts.low, counts.high) == expected, why


def test_the_claim_says_that_it_is_contested() -> None:
    claims = coded(BOAST, ("The ministry denied it.",)).claims
    assert CONTESTED in claims[0].notes
    assert claims[0].in_doubt


def test_what_was_at_another_place_is_not_denied() -> None:
    there, here = place(place_id="g-1", name="Bara"), place(place_id="g-2", name="Kutum", latitude=30.0)
    raid = (
        "Two raiders were killed in Bara, the commissioner said.",
        says(
            "killed", "killed", count="Two", who="raiders", where="Bara", source="the commissioner", cue="said", place=there
        ),
    )  # fmt: skip
    calm = nobody("Police said nobody was hurt in Kutum.", "wounded", "hurt", who="nobody", where="Kutum", source="Police", place=here)  # fmt: skip
    assert CONTESTED not in coded(raid, calm).claims[0].notes
