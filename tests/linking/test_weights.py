from __future__ import annotations

from importlib import resources

import pytest

from mnemon.errors import DataError
from mnemon.linking import open_weights
from mnemon.linking.weights import FEATURES, weights_from

SHIPPED = (resources.files("mnemon.linking") / "weights.yaml").read_text(encoding="utf-8")


def test_every_finding_that_ships_has_its_weight() -> None:
    weights = open_weights()
    assert {what: set(found) for what, found in weights.found.items()} == {w: set(f) for w, f in FEATURES.items()}


def test_silence_weighs_nothing_and_never_agrees() -> None:
    weights = open_weights()
    for what, found in ((w, f) for w, fs in FEATURES.items() for f in fs if f in ("not stated", "not comparable")):
        reason = weights.reason(what, found)
        assert (reason.weight, weights.agree(reason)) == (0.0, False)


def test_what_excludes_is_marked_and_agrees_with_nothing() -> None:
    weights = open_weights()
    assert weights.barring == {("date", "too far apart"), ("place", "elsewhere")}
    assert not weights.barring & weights.agreeing


BROKEN = [
    ("", "", "[1, 2]", "not a table of weights"),
    ("prior: {weight: -4.0", "prior: {weight: much", None, "prior needs a weight and a why"),
    ("  same act:", "  some act:", None, "see to: same act, some act"),
    ("  - [truce]\n", "", None, "kinds in no family, or unknown: truce"),
    ("  - [truce]", "  - [truce, parley]", None, "kinds in no family, or unknown: parley"),
    ("  near_km: 25.0", "  near: 25.0", None, "limits are suggest_from"),
    ("  look_from: 0.0", "  look_from: 9.0", None, "a lower limit lies above its upper one"),
]


@pytest.mark.parametrize(("old", "new", "whole", "word"), BROKEN)
def test_a_file_of_weights_that_breaks_its_rules_is_refused(old: str, new: str, whole: str | None, word: str) -> None:
    assert old in SHIPPED
    with pytest.raises(DataError, match=word):
        weights_from(whole if whole is not None else SHIPPED.replace(old, new), "weights.yaml")
