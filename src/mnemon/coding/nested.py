"""The same people read twice under one word of harm are one claim."""

from __future__ import annotations

from collections.abc import Sequence

from mnemon.model.claims import Claim
from mnemon.model.text import Span


def without_nested(claims: Sequence[Claim]) -> list[Claim]:
    """The claims without those whose people stand inside the words for the people of another of the same trigger.

    "The head of a local agency was killed" tells of one death, though "agency" stands in the words for the victim.
    """
    beside: dict[tuple[str, tuple[Span, ...]], list[Claim]] = {}
    for claim in claims:
        beside.setdefault((claim.kind, claim.spans["trigger"]), []).append(claim)
    return [c for c in claims if not any(_nested(c, other) for other in beside[c.kind, c.spans["trigger"]])]


def _nested(inner: Claim, outer: Claim) -> bool:
    if inner is outer:
        return False
    mine, theirs = _people(inner), _people(outer)
    if mine is None or theirs is None or not mine.overlaps(theirs):
        return False
    if inner.spans.get("count") and inner.spans.get("count") == outer.spans.get("count"):
        return _size(mine) < _size(theirs)
    within = theirs.start_char <= mine.start_char and mine.end_char <= theirs.end_char
    counted = inner.spans.get("count")
    return within and mine != theirs and (not counted or theirs.overlaps(counted[0]))


def _people(claim: Claim) -> Span | None:
    return next(iter(claim.spans.get("who", ())), None)


def _size(span: Span) -> int:
    return span.end_char - span.start_char
