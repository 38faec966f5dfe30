"""Where does a text name the calendar? Every shape's own examples, and words that only look like dates."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnemon.normalise.datafiles import read_yaml
from mnemon.normalise.time_shapes import fold, grammar, lint_shapes, scan
from mnemon.normalise.time_words import lint_feasts, lint_lists
from mnemon.normalise.timeline import timeline

SHAPES = (*grammar().core, *grammar().before, *grammar().after)
EXAMPLES = [(shape.name, shape.place, example) for shape in SHAPES for example in shape.examples]


@pytest.mark.parametrize(("name", "place", "example"), EXAMPLES, ids=[example for *_, example in EXAMPLES])
def test_a_shape_finds_its_examples_and_nothing_more(name: str, place: str, example: str) -> None:
    before, _, rest = example.partition("[")
    words, _, after = rest.partition("]")
    found = {(f.start, f.end): f.shape for f in scan(fold(before + words + after))}
    assert (len(before), len(before) + len(words)) in found
    assert place != "core" or found[len(before), len(before) + len(words)] == name


def test_the_shipped_lists_and_shapes_have_no_faults() -> None:
    faults = [*lint_shapes(read_yaml("time_shapes.yaml")), *lint_lists(read_yaml("time_words.yaml"))]
    assert [*faults, *lint_feasts(read_yaml("feasts.yaml"))] == []


BROKEN = [
    (lint_shapes, {"name": "x", "shape": "(", "reads": "day", "examples": ["[x]"]}, "cannot be read"),
    (lint_shapes, {"name": "x", "shape": "{NOSUCH}", "reads": "day", "examples": ["[x]"]}, "cannot be read"),
    (lint_shapes, {"name": "x", "shape": "x", "reads": "day"}, "no examples"),
    (lint_shapes, {"name": "x", "shape": "x", "examples": ["[x]"]}, "does not say what it reads"),
    (lint_lists, {"list": "months", "about": "x", "words": ["may"]}, "must map to numbers"),
    (lint_lists, {"list": "names", "about": "x", "words": ["Movement"]}, "is not lower-case text"),
    (lint_lists, {"list": "colours", "about": "x", "words": ["red"]}, "no such list"),
    (lint_feasts, {"names": ["x"], "calendar": "martian", "month": 1}, "a calendar that is not one of"),
    (lint_feasts, {"names": ["x"], "calendar": "easter", "month": 1, "offset": 1}, "give either a month or an offset"),
]


@pytest.mark.parametrize(("lint", "entry", "fault"), BROKEN)
def test_a_broken_entry_is_found(lint: object, entry: dict[str, object], fault: str) -> None:
    assert any(fault in said for said in lint([entry]))  # type: ignore[operator]


@given(st.text(alphabet="0123456789 -/.,:'MarchMay19the2nofday last week\n\u00a0\u2013\u0130", max_size=60))
def test_expressions_lie_in_their_text_in_order(text: str) -> None:
    spans = [(told.found.start, told.found.end) for told in timeline(text, None)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
