"""Figures of "of them": some of those counted in a sentence before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mnemon.coding.parts import REACH, of_attackers
from mnemon.model.claims import Claim

OF_SOME = re.compile(r"\b(?:includ\w+|among|of (?:the|these|those|them|whom|his|her|its|their|our))\b", re.IGNORECASE)
"""Words of a sentence by which its people are some of others."""

HELD = frozenset({"abducted", "detained", "missing"})
"""Harms after which it may be told what became of some."""

OF_THEM = re.compile(
    r" of (?:them|whom|those (?:taken|held|abducted|kidnapped|seized|detained|arrested|missing)"
    r"|the (?:hostages|captives|abductees|detainees|missing))\b"
)

NTHS = "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
NTH = re.compile(
    rf"(?:the )?({'|'.join(NTHS)})(?:,| (?:victim|fatality|man|woman|person|officer|soldier|policeman|body)\b)",
    re.IGNORECASE,
)
"""Words for one of so many counted before ("four officers ... The fourth, a lieutenant, succumbed")."""


def mark_nth(text: str, claims: Sequence[Claim], order: dict[str, int]) -> list[Claim]:
    """Claims of one person whom a sentence begins with by number: one of as many, or more, as were told of before."""
    found = list(claims)
    for i, claim in enumerate(found):
        said = NTH.match(text, claim.sentence.start_char)
        told = (*claim.spans.get("who", ())[:1], *claim.spans["trigger"])
        if said is None or claim.part_of is not None or min(s.start_char for s in told) > said.end():
            continue
        least = NTHS.index(said[1].lower()) + 2
        near = [c for c in found[:i] if order[claim.id] - order[c.id] <= REACH + 1 and c.scope == claim.scope]
        fits = [c for c in near if _larger(c, claim) and c.quantity is not None and (c.quantity.best or 0) >= least]
        if fits:
            found[i] = replace(claim, part_of=fits[-1].id)
    return found


def mark_partial(text: str, claims: Sequence[Claim], partial: set[str], order: dict[str, int]) -> list[Claim]:
    """Claims whose words say "of them" find the nearest earlier figure of their kind that is larger, or those taken.

    Further back than REACH the only larger figure of its kind is meant, or that which the report begins with.
    """
    found = list(claims)
    for i, claim in enumerate(found):
        fate = _is_of_them(text, claim)
        if claim.part_of is not None or not (claim.id in partial or fate):
            continue
        before = [c for c in reversed(found[:i]) if 0 <= order[claim.id] - order[c.id] <= REACH]
        before = [c for c in before if not _of_another_voice(text, claim, c)]
        fits = [c for c in before if claim.id in partial and _larger(c, claim) and not of_attackers(text, claim, c)]
        fits = fits or [c for c in before if fate and c.kind in HELD and _exceeds(c, claim)]
        if not fits and claim.id in partial:
            further = [c for c in found[:i] if _larger(c, claim) and not of_attackers(text, claim, c)]
            leads = bool(further) and (len(further) == 1 or order[further[0].id] <= 1)
            fits = further[:1] if leads and further[0].scope == claim.scope else []
        if fits:
            found[i] = replace(claim, part_of=fits[0].id)
    return found


def _of_another_voice(text: str, claim: Claim, whole: Claim) -> bool:
    """Whether another gives a figure, in words that tell of no some of others: it stands beside the first."""
    one, other = claim.said_by, whole.said_by
    told = one is not None and other is not None and one.name != other.name and claim.sentence != whole.sentence
    return bool(told and claim.spans.get("count")) and OF_SOME.search(claim.sentence.of(text)) is None


def _is_of_them(text: str, claim: Claim) -> bool:
    """Whether a claim tells what became of some of those told of before ("Two of them have been found dead")."""
    count = claim.spans.get("count", ())
    return claim.kind in ("killed", "released") and bool(count) and OF_THEM.match(text, count[0].end_char) is not None


def _larger(whole: Claim, part: Claim) -> bool:
    return whole.kind == part.kind and _exceeds(whole, part)


def _exceeds(whole: Claim, part: Claim) -> bool:
    if whole.part_of is not None or whole.quantity is None or part.quantity is None:
        return False
    return (whole.quantity.best or 0) > (part.quantity.best or 0)
