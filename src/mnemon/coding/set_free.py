"""Who was set free had been taken, and who is still held is one of all who were taken at first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mnemon.coding.custody import PAIR, is_armed_band
from mnemon.coding.gone import told_just_before
from mnemon.coding.parts import HAPPENED, number
from mnemon.coding.scenes import is_incident
from mnemon.model.claims import Claim
from mnemon.model.values import Quantity

AT_FIRST = re.compile(r"\b(?:initial(?:ly)?|original(?:ly)?|at first|(?:in )?total|altogether|in all)\b", re.IGNORECASE)
"""Words by which a figure is that of all who were taken, before some were let go."""

AGO = 3
"""How many sentences before they are set free people may be told to be stopped."""

STOPPED = ("shooting", "attack")
"""Acts that may end in people being taken, though no word says so ("were ambushed ... were released on Monday")."""


def taken_at_first(text: str, claims: Sequence[Claim]) -> list[Claim]:
    """Claims of people taken as parts of a larger figure of all who were taken at first ("ten were taken initially").

    Those told just before it, who come to less.
    """
    found = list(claims)
    for whole in [c for c in claims if c.kind in PAIR and c.part_of is None and AT_FIRST.search(c.sentence.of(text))]:
        alone = told_just_before(text, whole, [c for c in found if c.kind == whole.kind])
        if alone and is_incident(whole) and sum(number(c) or 0 for c in alone) < (number(whole) or 0):
            found = [replace(c, part_of=whole.id) if c in alone else c for c in found]
    return found


def taken_before(
    text: str, claims: Sequence[Claim], affected: Mapping[str, Quantity | None], order: Mapping[str, int]
) -> Iterator[tuple[Claim, Claim]]:
    """A claim of people taken by an armed band for each who is set free whom it had only stopped, with that act.

    None where the report tells that anybody was taken, held or missing. `affected`: how many an act was done to.
    """
    if any(c.kind in (*PAIR, "missing") for c in claims):
        return
    for free in (c for c in claims if c.kind == "released" and c.status in HAPPENED and is_incident(c)):
        before = [c for c in claims if c.kind in STOPPED and 0 < order[free.id] - order[c.id] <= AGO]
        acts = [c for c in before if c.victims is not None and affected.get(c.id) and is_armed_band(text, c)]
        people, size = (affected[acts[-1].id], number(free) or 0) if acts else (None, 0)
        if people is not None and size <= (people.best or 0):
            yield _taken(text, free, free.quantity if size else people), acts[-1]


def _taken(text: str, free: Claim, people: Quantity | None) -> Claim:
    note = f'"{free.spans["trigger"][0].of(text)}" tells that they had been taken'
    return replace(free, id="", kind="abducted", subkind=None, quantity=people, by=None, notes=(*free.notes, note))
