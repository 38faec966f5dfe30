"""Hypothesis strategies: marks and values that a reader of any text could hand on."""

from __future__ import annotations

from hypothesis import strategies as st

from factory import actor, at_least, count, dates, place, report, villagers
from mnemon.model.marks import KINDS, ROLES, SCOPES, STATUSES, Frame, Marks
from mnemon.model.text import Report, Span
from mnemon.model.values import FrameValues, Quantity, Values

LETTERS = st.sampled_from(
    [*"aeo .,()\n", "five", " not counted ", "İ", "🕊", "ש", "ل", "é", "\N{COMBINING ACUTE ACCENT}"]
)
FIGURES = [None, *map(count, range(4)), at_least(3), count(4, approx=True), Quantity(None, None, None, words="dozens")]

sentences = st.lists(LETTERS, min_size=3, max_size=20).map("".join)
values = st.builds(
    FrameValues,
    quantity=st.sampled_from(FIGURES),
    affected=st.sampled_from([None, count(2)]),
    victims=st.sampled_from([None, villagers(), actor()]),
    by=st.sampled_from([None, actor()]),
    place=st.sampled_from([None, place(), place(place_id="g-2", words="Dera", note="not the one far away")]),
    date=st.sampled_from([None, dates(), dates("2021-06-01")]),
    speaker=st.sampled_from([None, actor()]),
)


@st.composite
def spans(draw: st.DrawFn, within: Span) -> Span:
    """A stretch of a sentence, at least one code point long."""
    start = draw(st.integers(within.start_char, within.end_char - 1))
    return Span(start, draw(st.integers(start + 1, within.end_char)))


@st.composite
def frames(draw: st.DrawFn, sentence: int, within: Span, wholes: list[int]) -> Frame:
    """A frame of this sentence; `wholes` are the numbers of those before it that it may be a part of."""
    roles = draw(st.lists(st.sampled_from(ROLES), max_size=4, unique=True))
    partial = draw(st.booleans())
    return Frame(
        kind=draw(st.sampled_from(KINDS)),
        trigger=draw(spans(within)),
        sentence=sentence,
        roles={role: (draw(spans(within)),) for role in roles},
        status=draw(st.sampled_from(STATUSES)),
        scope=draw(st.sampled_from(SCOPES)),
        one=draw(st.booleans()),
        partial=partial,
        part_of=draw(st.sampled_from([None, *wholes])) if partial else None,
        score=draw(st.floats(0, 1)),
    )


@st.composite
def readings(draw: st.DrawFn) -> tuple[Report, Marks, Values]:
    """A report, its marks and its values."""
    texts = draw(st.lists(sentences, max_size=4))
    starts = [sum(map(len, texts[:i])) for i in range(len(texts))]
    stretches = tuple(Span(start, start + len(text)) for start, text in zip(starts, texts, strict=True))
    found: list[Frame] = []
    for number, within in enumerate(stretches):
        for _ in range(draw(st.integers(0, 4))):
            wholes = [i for i, f in enumerate(found) if f.sentence == number and not f.partial]
            found.append(draw(frames(number, within, wholes)))
    meant = tuple(draw(values) for _ in found)
    return report(text="".join(texts)), Marks(stretches, tuple(found)), Values(meant)
