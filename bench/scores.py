"""How well claims are read: frames, roles and numbers against labelled sentences; tallies against coded counts.

The same measures as the project's published output contract: a claim matches a labelled frame when the kind is the same
and the triggers overlap, one to one; roles are right when their spans overlap; a number is right when low and high are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from mnemon.model.claims import Claim, Tally
from mnemon.model.marks import ROLES
from mnemon.model.text import Span

HARMS = ("killed", "wounded", "abducted", "detained")


@dataclass(frozen=True, slots=True)
class Gold:
    """One labelled frame; `number` is (low, high), None where the labels give none."""

    kind: str
    trigger: Span
    roles: dict[str, tuple[Span, ...]]
    number: tuple[int | None, int | None] | None
    status: str
    scope: str


@dataclass(frozen=True, slots=True)
class Marked:
    """Hits, misses and false alarms so far, by what was counted."""

    hit: Counter[str] = field(default_factory=Counter)
    miss: Counter[str] = field(default_factory=Counter)
    extra: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)

    def f1(self, names: Iterable[str]) -> float:
        """F1 over these together; 0 where there was nothing to find."""
        hit, miss, extra = (sum(c[n] for n in names) for c in (self.hit, self.miss, self.extra))
        return round(2 * hit / max(1, 2 * hit + miss + extra), 4)

    def share(self, name: str) -> float:
        """Share of right answers."""
        return round(self.right[name] / max(1, self.asked[name]), 4)


def frame_scores(pairs: Iterable[tuple[Sequence[Gold], Sequence[Claim]]]) -> dict[str, float]:
    """F1 of frames and of each role, accuracy of number, status and scope."""
    marked = Marked()
    for gold, claims in pairs:
        _score(gold, claims, marked)
    scores = {"frame": marked.f1(["frame"]), "roles": marked.f1(ROLES)}
    scores |= {role: marked.f1([role]) for role in ROLES}
    return scores | {name: marked.share(name) for name in ("number", "status", "scope")}


def _score(gold: Sequence[Gold], claims: Sequence[Claim], marked: Marked) -> None:
    for frame, claim in matched(gold, claims):
        if frame is None and claim is not None:
            marked.extra.update({"frame": 1} | {role: len(claim.spans.get(role, ())) for role in ROLES})
        elif frame is not None and claim is None:
            marked.miss.update({"frame": 1} | {role: len(spans) for role, spans in frame.roles.items()})
        elif frame is not None and claim is not None:
            marked.hit["frame"] += 1
            _score_parts(frame, claim, marked)


def matched(gold: Sequence[Gold], claims: Sequence[Claim]) -> Iterator[tuple[Gold | None, Claim | None]]:
    """Each labelled frame with its claim, then the claims that match none; None where there is no partner."""
    left = list(claims)
    for frame in gold:
        fits = [c for c in left if c.kind == frame.kind and c.spans["trigger"][0].overlaps(frame.trigger)]
        claim = max(fits, key=lambda c: _shared(frame, c), default=None)
        if claim is not None:
            left.remove(claim)
        yield frame, claim
    yield from ((None, claim) for claim in left)


def judged(gold: Sequence[Gold], claims: Sequence[Claim]) -> Iterator[tuple[float, bool]]:
    """The score of each claim, and whether it is right: a labelled frame's, with its number where it has one."""
    for frame, claim in matched(gold, claims):
        if claim is not None:
            q = claim.quantity
            number = frame is None or frame.number is None or (q is not None and (q.low, q.high) == frame.number)
            yield claim.score, frame is not None and number


def _shared(frame: Gold, claim: Claim) -> int:
    ours = [(role, s) for role in ("count", "who") for s in claim.spans.get(role, ())]
    return sum(s.overlaps(g) for role, s in ours for g in frame.roles.get(role, ()))


def _score_parts(frame: Gold, claim: Claim, marked: Marked) -> None:
    for name in ("status", "scope"):
        marked.asked[name] += 1
        marked.right[name] += getattr(frame, name) == getattr(claim, name)
    if frame.number is not None:
        marked.asked["number"] += 1
        q = claim.quantity
        marked.right["number"] += q is not None and (q.low, q.high) == frame.number
    for role in ROLES:
        left = list(claim.spans.get(role, ()))
        for span in frame.roles.get(role, ()):
            match = next((s for s in left if s.overlaps(span)), None)
            if match is None:
                marked.miss[role] += 1
            else:
                left.remove(match)
                marked.hit[role] += 1
        marked.extra[role] += len(left)


def count_scores(pairs: Iterable[tuple[dict[str, int | None], Tally]]) -> dict[str, float]:
    """Share of exactly right best counts of each harm, over the texts in which the coded count is positive."""
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for gold, tally in pairs:
        for harm in HARMS:
            wanted = gold.get(harm)
            if wanted:
                asked[harm] += 1
                right[harm] += tally.counts[harm].best == wanted
    return {harm: round(right[harm] / asked[harm], 4) for harm in HARMS if asked[harm]}
