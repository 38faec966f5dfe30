"""Which claim that is read now is the one that an annotator judged, read by another model perhaps?

Whole reports were judged claim by claim as they had been read. Another model marks other words of the same claim
("death" for "death toll"), and would lose the judgement if they had to be the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mnemon.model.claims import Claim
from mnemon.model.text import Span

NEAR = 120
"""So many characters at most lie between two words of one claim."""

Said = Mapping[str, Any]
"""A judged claim: its `kind`; `trigger`, `who`, `count` by their first and last characters, or `count` by its words."""

Sign = Callable[[Said, Claim], bool]


def read_again(said: Sequence[Said], claims: Sequence[Claim]) -> dict[int, Claim]:
    """The claim of the same kind for each judged one that has one, by its number; surest first, none for two."""
    found: dict[int, Claim] = {}
    free = list(claims)
    for signs in SIGNS:
        for number, one in enumerate(said):
            if number in found:
                continue
            claim = next((c for c in free if c.kind == one["kind"] and all(sign(one, c) for sign in signs)), None)
            if claim is not None:
                found[number] = claim
                free.remove(claim)
    return found


def _ends(claim: Claim, part: str) -> list[int] | None:
    spans = claim.spans.get(part, ())
    return [spans[0].start_char, spans[0].end_char] if spans else None


def _same_trigger(said: Said, claim: Claim) -> bool:
    return bool(_ends(claim, "trigger") == said["trigger"])


def _overlaps(said: Said, claim: Claim) -> bool:
    start, end = said["trigger"]
    return claim.spans["trigger"][0].overlaps(Span(start, end))


def _near(said: Said, claim: Claim) -> bool:
    return bool(abs(claim.spans["trigger"][0].start_char - said["trigger"][0]) <= NEAR)


def _same_count(said: Said, claim: Claim) -> bool:
    if isinstance(said["count"], list):
        return _ends(claim, "count") == said["count"]
    words = (claim.quantity.words or None) if claim.quantity is not None else None
    if said["count"] is None:
        return words is None or not claim.spans.get("count")
    return bool(words == said["count"])


def _counted(said: Said, claim: Claim) -> bool:
    return said["count"] is not None and _same_count(said, claim)


def _same_who(said: Said, claim: Claim) -> bool:
    return "who" not in said or bool(_ends(claim, "who") == said["who"])


def _named(said: Said, claim: Claim) -> bool:
    return said.get("who") is not None and _same_who(said, claim)


SIGNS: Sequence[Sequence[Sign]] = (
    (_same_trigger, _same_count, _same_who),
    (_same_trigger, _same_count),
    (_same_trigger,),
    (_overlaps, _same_count),
    (_counted, _near),
    (_named, _near),
    (_overlaps,),
)
"""By what a claim is known again, the surest first."""
