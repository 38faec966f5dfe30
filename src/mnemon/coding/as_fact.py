"""What a report tells as possible at first and as a fact further on is a fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mnemon.coding.parts import number
from mnemon.model.claims import BORNE_OUT, Claim


def told_as_fact(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Claims of what is possible with a note where another, which repeats them, tells it as a fact.

    "The trial of three men accused of murdering the editor ... he died in the ambulance": he was killed.
    """
    found = {c.id: c for c in claims}
    for claim in claims:
        first = found.get(claim.repeats or "")
        if first is not None and _bears_out(claim, first) and BORNE_OUT not in first.notes:
            found[first.id] = replace(first, notes=(*first.notes, BORNE_OUT))
    return tuple(found.values())


def _bears_out(claim: Claim, first: Claim) -> bool:
    """Whether a claim tells as a fact, of as many people, what the one that it repeats tells as possible."""
    so = claim.status == "fact" and first.status == "possible" and first.kind == claim.kind
    return so and (first.quantity is None or number(first) == number(claim))
