"""Claims of responsibility, and the rules by which what ships codes one act as another."""

from __future__ import annotations

from typing import Any

import pytest

from coding.tellings import CODER, coded
from factory import says
from mnemon.coding.refining import fits

CLAIMED: list[tuple[str, str, Any, str | None, str | None]] = [
    (
        "the doer takes responsibility",
        "Al-Shabab claimed responsibility for the blast.",
        says("bombing", "blast", by="Al-Shabab"),
        "Al-Shabab",
        "claimed responsibility",
    ),
    (
        "full responsibility",
        "The group took full responsibility for the raid.",
        says("attack", "raid", by="The group"),
        "The group",
        "took full responsibility",
    ),
    (
        "somebody else tells it",
        "Police said Al-Shabab claimed responsibility for the blast.",
        says("bombing", "blast", by="Al-Shabab", source="Police", cue="said"),
        "Police",
        "said",
    ),
    (
        "only which group is meant",
        "The group that has claimed responsibility for the blast met envoys.",
        says("bombing", "blast", by="The group"),
        None,
        None,
    ),
    (
        "nobody does",
        "No one has claimed responsibility for the blast.",
        says("bombing", "blast"),
        None,
        None,
    ),
    (
        "told before the words",
        "Gunmen killed two men, and the group later claimed responsibility.",
        says("killed", "killed", by="Gunmen"),
        None,
        None,
    ),
]

KINDS = [
    ("Gunmen attacked a clinic.", says("attack", "attacked", by="Gunmen"), "shooting"),
    ("Gunmen attacked a clinic with knives.", says("attack", "attacked", by="Gunmen", means="knives"), "attack"),
    ("Gunmen stormed a clinic.", says("attack", "stormed", by="Gunmen"), "attack"),
    ("Militants attacked a clinic.", says("attack", "attacked", by="Militants"), "attack"),
    ("Rebels fired rockets at a clinic.", says("airstrike", "fired", by="Rebels", means="rockets"), "shelling"),
    ("A drone fired rockets at a clinic.", says("airstrike", "fired", by="A drone", means="rockets"), "airstrike"),
    ("A bomb fell on a clinic.", says("bombing", "fell", who="a clinic"), "airstrike"),
    ("A bomb exploded at a clinic.", says("bombing", "exploded", who="a clinic"), "bombing"),
]


@pytest.mark.parametrize(("why", "text", "wording", "name", "cue"), CLAIMED, ids=[row[0] for row in CLAIMED])
def test_who_takes_responsibility_is_who_says_it(
    why: str,
    text: str,
    wording: Any,  # noqa: ANN401
    name: str | None,
    cue: str | None,
) -> None:
    (claim,) = coded((text, wording)).claims
    assert (claim.said_by.name if claim.said_by else None) == name, why
    assert claim.cue == cue


@pytest.mark.parametrize(("text", "wording", "kind"), KINDS, ids=[row[0] for row in KINDS])
def test_the_rules_that_ship_code_an_act_by_who_did_it_and_how(text: str, wording: Any, kind: str) -> None:  # noqa: ANN401
    (claim,) = coded((text, wording)).claims
    assert claim.kind == kind
    assert any(f"coded as {kind}" in note for note in claim.notes) == (kind != wording.kind)


def test_each_rule_fits_its_own_examples() -> None:
    for rule in CODER.codebook.rules:
        assert rule.examples
        for example in rule.examples:
            told = {name: [words] for name, words in example.words.items()}
            told |= {"trigger": [example.trigger], "sentence": [example.text]}
            assert fits(rule.when, rule.unless, told), example.text
