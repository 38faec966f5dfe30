"""How the claims of a report came to stand for one another: corrected, split, merged, and what stands now."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from mnemon.model.claims import Claim
from mnemon.model.review import Decision


@dataclass(frozen=True)
class Chains:
    """The claims of a report by id, the verdicts that stand on them, and by each the claims that supersede it."""

    claims: Mapping[str, Claim]
    decisions: Mapping[str, Decision]
    replaced: Mapping[str, Sequence[str]]
    withdrawn: frozenset[str] = frozenset()

    def verdict(self, claim_id: str) -> str:
        """The verdict that stands on a claim; "" where there is none."""
        return self.decisions[claim_id].verdict if claim_id in self.decisions else ""

    def seen(self, claim_id: str) -> int:
        """The number of that verdict; 0 where there is none."""
        return self.decisions[claim_id].seq if claim_id in self.decisions else 0

    def without(self, claim_ids: Collection[str]) -> Chains:
        """As it would be if the makers of these claims withdrew them."""
        return replace(self, withdrawn=self.withdrawn | frozenset(claim_ids))

    def _next(self, claim_id: str) -> list[str]:
        told = [n for n in self.replaced.get(claim_id, ()) if n in self.claims and n not in self.withdrawn]
        return [n for n in told if self.verdict(n) != "withdrawn"]

    def of(self, claim_id: str) -> list[str]:
        """A claim, and all that came to stand in its place since, in that order."""
        found, edge = [claim_id], [claim_id]
        while edge:
            fresh = [n for n in dict.fromkeys(self._next(edge.pop(0))) if n not in found]
            found += fresh
            edge += fresh
        return found

    def standing(self, claim_id: str) -> list[Claim]:
        """The claims that stand in this one's place, or itself: several where it was split, none where rejected."""
        last = (n for n in self.of(claim_id) if not self._next(n))
        return [self.claims[n] for n in last if self.verdict(n) != "rejected"]

    @cached_property
    def _moved(self) -> dict[str, set[str]]:
        """What stood in the place of the claims that came first, by their ids; those that nothing replaced left out."""
        later = {n for some in self.replaced.values() for n in some}
        return {i: set(self.of(i)) for i in self.claims if i not in later and self._next(i)}

    def merged_with(self, claim_id: str) -> list[str]:
        """The other claims that came first and for which one claim now stands together with this one."""
        mine = self._moved.get(claim_id, set())
        return [i for i, chain in self._moved.items() if i != claim_id and not mine.isdisjoint(chain)]

    def shared(self, claim_id: str, others: Collection[str]) -> list[str]:
        """What stood for this claim and for one of the others."""
        theirs = {n for other in others for n in self.of(other)}
        return [n for n in self.of(claim_id) if n in theirs]
