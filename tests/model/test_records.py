"""What holds for every record: frozen, slotted, and with the vocabulary of the codebook."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, is_dataclass
from types import ModuleType

import pytest

import factory
from mnemon.model import claims, events, marks, text, values
from mnemon.model.claims import STANCES
from mnemon.model.marks import HARMS, KINDS, ROLES, SCOPES, STATUSES, Frame
from mnemon.model.text import Span

MODULES = (claims, events, marks, text, values)


def records(module: ModuleType) -> list[type]:
    own = [c for c in vars(module).values() if isinstance(c, type) and c.__module__ == module.__name__]
    return [c for c in own if is_dataclass(c)]


@pytest.mark.parametrize("record", [r for m in MODULES for r in records(m)], ids=lambda record: record.__name__)
def test_a_record_says_what_it_is_and_has_no_dictionary(record: type) -> None:
    assert not (record.__doc__ or "").startswith(record.__name__ + "("), "the docstring is the generated one"
    assert "__slots__" in vars(record)


def test_a_record_cannot_be_changed() -> None:
    claim = factory.claim()
    for field in fields(claim):
        with pytest.raises(FrozenInstanceError):
            setattr(claim, field.name, None)


def test_the_kinds_are_twenty_one_and_the_harms_nine() -> None:
    assert len(KINDS) == len(set(KINDS)) == 21
    assert len(HARMS) == 9
    assert HARMS[-1] == "displaced"


@pytest.mark.parametrize("words", [KINDS, ROLES, STATUSES, SCOPES, STANCES])
def test_a_vocabulary_is_lower_case_and_without_repeats(words: tuple[str, ...]) -> None:
    assert len(set(words)) == len(words)
    assert all(word == word.lower() for word in words)


def test_a_frame_has_no_words_for_a_role_that_its_sentence_does_not_fill() -> None:
    frame = Frame(kind="killed", trigger=Span(0, 6), sentence=0, roles={"count": (Span(7, 9),)})
    assert frame.role("count") == (Span(7, 9),)
    assert frame.role("where") == ()
