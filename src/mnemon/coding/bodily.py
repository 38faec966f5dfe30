"""People who were beaten, stabbed or tortured are harmed, though no word says "wounded"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mnemon.model.claims import Claim
from mnemon.model.values import Quantity, Values

ALSO = ("killed", "wounded", "casualties")


def bodily_harm(
    text: str, acts: Sequence[Claim], values: Values, words: Sequence[str]
) -> Iterator[tuple[Claim, Claim]]:
    """A wounded claim for each attack told by one of `words` whose sentence tells no harm, with that attack."""
    for act, value in zip(acts, values.frames, strict=True):
        said = [w for w in act.spans["trigger"][0].of(text).lower().split() if w in words]
        if act.kind == "attack" and said and value.affected is not None and not _harmed(act, acts):
            yield _as_wounded(act, value.affected, said[0]), act


def _harmed(act: Claim, claims: Sequence[Claim]) -> bool:
    return any(c.kind in ALSO and c.sentence == act.sentence for c in claims)


def _as_wounded(act: Claim, affected: Quantity, word: str) -> Claim:
    note = f'"{word}" is bodily harm: coded as wounded as well'
    return replace(act, id="", kind="wounded", quantity=affected, notes=(*act.notes, note))
