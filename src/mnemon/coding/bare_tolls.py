"""Figures of another voice that no word of harm goes with: "The health ministry put the number at 12"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mnemon.coding.parts import number
from mnemon.coding.scenes import is_incident
from mnemon.coding.totals import alike, figure_of
from mnemon.model.claims import RIVAL, Claim, Speaker
from mnemon.model.marks import HARMS
from mnemon.model.text import Span
from mnemon.model.values import Given

NEAR = 3
"""How many sentences before it the figure stands that another voice gives its own beside."""

FEW = 2
"""Smaller figures are not told so."""


def bare_tolls(
    text: str, given: Sequence[Given], sentences: Sequence[Span], claims: Sequence[Claim], order: Mapping[str, int]
) -> Iterator[tuple[Claim, Claim]]:
    """A claim for each number that a voice gives alone, beside a figure of harm told right before; and that figure.

    It is of the same harm in the same event, and a rival. `order`: sentence number by claim id.
    """
    counted = [s for c in claims for s in c.spans.get("count", ())]
    number_of = {sentence: at for at, sentence in enumerate(sentences)}
    for one in given:
        if any(one.count.overlaps(other) for other in counted):
            continue
        first = _beside(one, number_of[one.sentence], claims, order)
        if first is not None:
            yield _rival(text, first, one), first


def _beside(one: Given, at: int, claims: Sequence[Claim], order: Mapping[str, int]) -> Claim | None:
    """The first figure of harm in the nearest sentence that has one which the number can stand against."""
    size = one.quantity.best or one.quantity.low or one.quantity.high or 0
    told = [c for c in claims if c.kind in HARMS and is_incident(c) and c.part_of is None and c.spans.get("count")]
    near = [c for c in told if 0 <= at - order[c.id] <= NEAR and figure_of(c) >= FEW and number(c) != size]
    like = [c for c in near if alike(figure_of(c), size)]
    first = [c for c in like if order[c.id] == order[like[-1].id]]
    return first[0] if first and size >= FEW else None


def _rival(text: str, first: Claim, one: Given) -> Claim:
    spans: dict[str, tuple[Span, ...]] = {"trigger": (one.verb,), "count": (one.count,)}
    spans |= {"source": (one.who,)} if one.who is not None else {}
    return replace(
        first,
        id="",
        sentence=one.sentence,
        spans=spans,
        quantity=one.quantity,
        said_by=Speaker(one.who.of(text), one.who) if one.who is not None else None,
        cue=None,
        said_on=None,
        repeats=None,
        notes=(*first.notes, RIVAL, "no word of harm stands with it: it is of what was told right before"),
    )
