"""How many people are told of where a frame does not count them?"""

from __future__ import annotations

import pytest

from factory import located, report
from mnemon.model.marks import HARMS, Frame, Marks
from mnemon.model.text import Span
from mnemon.normalise import Lexicon, normalise

ROLES = ("who", "count", "by")

CASES: list[tuple[str, dict[str, str], int | None]] = [
    # they and them: the only people counted near by, who did nothing
    ("Two drivers were stopped and led away. They were held for a week.", {"trigger": "held", "who": "They"}, 2),
    (
        "Two drivers were stopped by six gunmen, who held them.",
        {"trigger": "held", "who": "them", "by": "six gunmen"},
        2,
    ),
    ("Two drivers and three nurses were stopped. They were held.", {"trigger": "held", "who": "They"}, None),
    (
        "Two drivers left. It rained. It cleared. It froze. They were killed.",
        {"trigger": "killed", "who": "They"},
        None,
    ),
    ("Two trucks were stopped. They were held.", {"trigger": "held", "who": "They"}, None),
    ("Two guards vanished. A video of their execution was sent.", {"trigger": "execution"}, 2),
    ("At least two drivers were stopped. They were held.", {"trigger": "held", "who": "They"}, None),
    # a noun with its article: as many as were counted by that noun
    ("2 staff (1 local) were stopped. The staff were held.", {"trigger": "held", "who": "The staff"}, 2),
    ("Six nurses met two drivers. The drivers were killed.", {"trigger": "killed", "who": "The drivers"}, 2),
    ("Six nurses left. The drivers were killed.", {"trigger": "killed", "who": "The drivers"}, None),
    ("Two drivers left. The driver was killed.", {"trigger": "killed", "who": "The driver"}, None),
    ("Two drivers were robbed. The victims were wounded.", {"trigger": "wounded", "who": "The victims"}, 2),
    ("Two drivers were robbed. All were wounded.", {"trigger": "wounded", "count": "All"}, 2),
    (
        "Two drivers left with a crew (all local staff). All six staff were hurt.",
        {"trigger": "hurt", "count": "All", "who": "staff"},
        6,
    ),
    # the number that the words for people begin with
    ("One staff member suffered a gunshot.", {"trigger": "gunshot", "who": "One staff member"}, 1),
    ("Three clerks of an agency were shot.", {"trigger": "shot", "who": "Three clerks of an agency"}, 3),
    # people joined
    ("One clerk and one nurse were hurt.", {"trigger": "hurt", "count": "One", "who": "One clerk and one nurse"}, 2),
    ("1 nurse and his driver were hurt.", {"trigger": "hurt", "count": "1", "who": "1 nurse and his driver"}, 2),
    ("Two guards and a driver were hurt.", {"trigger": "hurt", "count": "Two", "who": "Two guards and a driver"}, 3),
    ("One clerk and driver were hurt.", {"trigger": "hurt", "count": "One", "who": "One clerk and driver"}, 2),
    ("One clerk and driver was hurt.", {"trigger": "hurt", "count": "One", "who": "One clerk and driver"}, 1),
    (
        "One clerk and his children were hurt.",
        {"trigger": "hurt", "count": "One", "who": "One clerk and his children"},
        1,
    ),
    # wounds that are counted, not people
    ("He suffered a series of injuries.", {"trigger": "injuries", "count": "a series", "who": "He"}, 1),
    ("She has a deep cut.", {"trigger": "cut", "count": "a", "who": "She"}, 1),
    ("There were seven injuries.", {"trigger": "injuries", "count": "seven"}, 7),
    # several, not counted
    ("He was retrieving bodies.", {"trigger": "bodies"}, None),
]


@pytest.mark.parametrize(("text", "parts", "best"), CASES, ids=[f"{row[0][:40]}: {row[2]}" for row in CASES])
def test_how_many_were_harmed(lexicon: Lexicon, text: str, parts: dict[str, str], best: int | None) -> None:
    starts = [0, *(i + 2 for i in range(len(text)) if text.startswith(". ", i))]
    spans = tuple(Span(start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True))
    where = {part: located(words, text) for part, words in parts.items()}
    number = sum(where["trigger"].start_char >= start for start in starts) - 1
    roles: dict[str, tuple[Span, ...]] = {role: (where[role],) for role in ROLES if role in where}
    frame = Frame(HARMS[1], where["trigger"], number, roles, one="He " in text or "She " in text)
    (values,) = normalise(report(text=text), Marks(spans, (frame,)), lexicon).frames
    assert (values.quantity.best if values.quantity else None) == best


def test_where_each_has_a_frame_of_its_own_nobody_is_added(lexicon: Lexicon) -> None:
    text = "One clerk and one nurse were hurt."
    who = located("One clerk and one nurse", text)
    both = Frame("wounded", located("hurt", text), 0, {"count": (located("One", text),), "who": (who,)})
    nurse = Frame(
        "wounded", located("hurt", text), 0, {"count": (located("one", text),), "who": (located("nurse", text),)}
    )
    frames = normalise(report(text=text), Marks((Span(0, len(text)),), (both, nurse)), lexicon).frames
    assert [v.quantity.best for v in frames if v.quantity] == [1, 1]
