"""The error tree: drawn as it is, and every error a sentence."""

from __future__ import annotations

import re

import pytest

from mnemon import errors
from mnemon.errors import EmptyInput, InputError, MnemonError, NotFound


def drawn_tree() -> dict[str, str | None]:
    """Each error named in the docstring's drawing, with its parent."""
    tree: dict[str, str | None] = {}
    above: list[tuple[int, str]] = []
    for line in (errors.__doc__ or "").splitlines():
        found = re.match(r"[\s│├└─]*?([A-Z]\w+)  ", line)
        if found is None:
            continue
        depth = found.start(1)
        above = [(d, name) for d, name in above if d < depth]
        tree[found[1]] = above[-1][1] if above else None
        above.append((depth, found[1]))
    return tree


def classes() -> dict[str, str | None]:
    """Each error class of the module, with its parent among them."""
    own = [c for c in vars(errors).values() if isinstance(c, type) and issubclass(c, MnemonError)]
    parents = {c.__name__: c.__mro__[1].__name__ for c in own}
    return {name: parent if parent in parents else None for name, parent in parents.items()}


def test_the_drawing_shows_the_classes_as_they_are() -> None:
    assert drawn_tree() == classes()


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (MnemonError("it broke"), "it broke"),
        (EmptyInput("no text", where="a.pdf"), "a.pdf: no text"),
        (EmptyInput("no text", where="a.pdf", do="scan it"), "a.pdf: no text (scan it)"),
        (NotFound("no such claim", do="see mnemon claims"), "no such claim (see mnemon claims)"),
    ],
)
def test_an_error_says_where_what_and_what_to_do(error: MnemonError, sentence: str) -> None:
    assert str(error) == sentence
    assert error.sentence() == sentence


def test_one_bad_report_can_be_told_from_a_broken_record() -> None:
    assert issubclass(EmptyInput, InputError)
    assert not issubclass(NotFound, InputError)
