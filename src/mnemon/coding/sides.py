"""Which side those harmed are of: who bears arms of their own, who bears those of a state, or who bears none."""

from __future__ import annotations

import re
from dataclasses import fields

from mnemon.coding.codebook import Codebook, Sides
from mnemon.coding.parts import of_attackers
from mnemon.coding.singular import head_noun
from mnemon.model.claims import Claim

THEM = frozenset({"them", "those", "these", "whom", "others"})
"""Words for people whom the sentence named before."""

WORD = re.compile(r"[\w-]+")


def may_not_be_of(text: str, part: Claim, whole: Claim, codebook: Codebook) -> bool:
    """Whether those of a part are known not to be of the whole: attackers of others, or people of another side."""
    return of_attackers(text, part, whole) or of_other_sides(text, part, whole, codebook)


def of_other_sides(text: str, one: Claim, other: Claim, codebook: Codebook) -> bool:
    """Whether those harmed are known to be of two sides ("three soldiers", "47 of the militants")."""
    sides = {side_of(text, claim, codebook) for claim in (one, other)}
    return len(sides - {""}) > 1


def side_of(text: str, claim: Claim, codebook: Codebook) -> str:
    """The side of those harmed, by the noun for them, or by that which a word like "them" stands for; else empty."""
    words = claim.victims.words if claim.victims is not None else ""
    if words.lower() in THEM:
        who = claim.spans.get("count", claim.spans["trigger"])[0]
        before = WORD.findall(text[claim.sentence.start_char : who.start_char].lower())
        return next((side for word in reversed(before) if (side := _side(word, codebook.sides))), "")
    rank = _side(words.lower().split()[0], codebook.sides) if words else ""
    return _side(head_noun(words, codebook.one_person), codebook.sides) or rank


def _side(noun: str, sides: Sides) -> str:
    found = {noun, noun.removesuffix("s")}
    return next((f.name for f in fields(sides) if not found.isdisjoint(getattr(sides, f.name))), "")
