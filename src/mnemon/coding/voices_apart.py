"""Figures of one event that two voices give of the same people are rivals, whatever words each has for them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from mnemon.coding.codebook import Codebook
from mnemon.coding.parts import ANYONE, HAPPENED, may_be_within, number
from mnemon.coding.scenes import is_incident, is_short, within
from mnemon.coding.singular import head_noun
from mnemon.coding.toll import BROUGHT
from mnemon.coding.totals import alike, figure_of
from mnemon.model.claims import REVISED, RIVAL, Claim
from mnemon.model.marks import HARMS
from mnemon.model.values import DateRange, Place

MORE = re.compile(
    r"\b(?:another|more|others?|also|further|additional|additionally|in addition|separately|elsewhere|too|as well"
    r"|of them|of the|among|including)\b",
    re.IGNORECASE,
)
"""Words before a figure, or right behind, by which its people come on top of others or are some of them."""

ABOUT = r"(?:at least |about |around |some |more than |over |only |between )?$"
PUTS = re.compile(
    r"\bput(?:s|ting)? (?:the |their |a )?(?:[a-z]+ ){0,3}?"
    r"(?:tolls?|dead|deaths?|killed|fatalities|casualties|wounded|injured|victims|bodies|figure)"
    rf"(?: [a-z]+){{0,3}} (?:at|as) {ABOUT}|\bput(?:s|ting)? (?:it|them|this) at {ABOUT}"
    rf"|\b(?:spoke|spoken|speaks|speaking|talked) of {ABOUT}",
    re.IGNORECASE,
)
OF_SOME = re.compile(r"\b(?:own|its|his|civilian|military|enemy|army|police)\b", re.IGNORECASE)
"""How a voice gives its toll of all ("put the number of dead at", "spoke of"), and words by which it is of some."""

SEEN = re.compile(r"\b(?:saw|seen|sees|seeing) (?:at least |about |some )?$", re.IGNORECASE)
"""Words before a figure of what somebody saw, which is not that of all."""

NO_MORE = re.compile(r"\b(?:only|just|no more than) $", re.IGNORECASE)

NEAR = 3
"""How many sentences on another voice may give its figure; of what the report begins with, further on."""

LEAD = 1
FAR = 12
FEW = 2


def rival_voices(
    text: str, claims: Sequence[Claim], order: Mapping[str, int], codebook: Codebook
) -> tuple[list[Claim], list[tuple[str, str]]]:
    """Claims noted as rivals of a figure told before of the same people by another voice, and each with that figure.

    "Killing nine persons, community leaders said ... the police spokesman put the death toll at seven". `order`:
    sentence number by claim id.
    """
    found: list[Claim] = []
    pairs: list[tuple[str, str]] = []
    kinds = {claim.id: claim.kind for claim in claims}
    for claim in claims:
        of_its_kind = kinds.get(claim.part_of or "", claim.kind) == claim.kind
        one = claim if of_its_kind else replace(claim, part_of=None)
        first = _against(text, one, found, order, codebook) if _gives_a_figure(text, one) else None
        if first is not None:
            claim = replace(one, scope="event", notes=(*claim.notes, RIVAL))  # noqa: PLW2901
            pairs.append((first.id, claim.id))
        found.append(claim)
    return found, pairs


def _gives_a_figure(text: str, claim: Claim) -> bool:
    """Whether a claim is a voice's own figure: with no day or place of its own, on top of nothing."""
    told = claim.kind in HARMS and claim.status in HAPPENED and claim.said_by is not None and figure_of(claim)
    count = claim.spans.get("count", ())
    if not told or not count or RIVAL in claim.notes or claim.repeats is not None or claim.part_of is not None:
        return False
    before = text[claim.sentence.start_char : count[0].start_char]
    if BROUGHT.search(before) is not None or SEEN.search(before) is not None:
        return False
    if _puts_it(text, claim):
        return True
    if figure_of(claim) < FEW or claim.spans.get("where") or claim.spans.get("when"):
        return False
    ends = max(count[0].end_char, claim.spans["trigger"][0].end_char)
    goes_on = MORE.match(text, count[0].end_char + 1)
    return goes_on is None and MORE.search(text, claim.sentence.start_char, ends) is None


def _puts_it(text: str, claim: Claim) -> bool:
    """Whether a voice says that its figure is that of all, or that it is no higher than it is."""
    start, count = claim.sentence.start_char, claim.spans["count"][0].start_char
    said = PUTS.search(text, start, count) or NO_MORE.search(text, start, count)
    if said is None or OF_SOME.search(said[0]) is not None:
        return False
    own = (*claim.spans.get("where", ()), *claim.spans.get("when", ()))
    return not any(said.start() <= span.start_char for span in own)


def _against(
    text: str, claim: Claim, before: Sequence[Claim], order: Mapping[str, int], codebook: Codebook
) -> Claim | None:
    told = [c for c in before if c.kind == claim.kind and is_incident(c) and c.part_of is None]
    told = [c for c in told if figure_of(c) >= FEW and c.spans.get("count") and REVISED not in c.notes]
    near = [c for c in told if _near(c, claim, order, far=_puts_it(text, claim))]
    fits = [c for c in near if _same_people(c, claim, codebook) and _another_voice(c, claim) and _of_a_size(c, claim)]
    one = replace(claim, scope="event")
    fits = [c for c in fits if may_be_within(one, c) and not _turned(text, c, claim, before, order)]
    return fits[-1] if fits else None


def _turned(text: str, first: Claim, later: Claim, claims: Sequence[Claim], order: Mapping[str, int]) -> bool:
    """Whether between two figures another day or place is told than with the first: then the later is of that."""
    start = order[first.id]
    told = [c for c in claims if start - 1 <= order[c.id] <= start + 1 and is_incident(c)]
    told = [
        c for c in told if order[c.id] <= start or "\n" not in text[first.sentence.end_char : c.sentence.start_char]
    ]
    last = max((order[c.id] for c in told), default=start)
    days = [c.date for c in told if c.date is not None and is_short(c.date)]
    places = [c.place for c in told if c.place is not None and c.place.place_id is not None]
    between = [c for c in claims if last < order[c.id] <= order[later.id] and is_incident(c)]
    return any(_another_day(c, days) or _another_place(c, places) for c in between)


def _another_day(claim: Claim, days: Sequence[DateRange]) -> bool:
    own = claim.date if claim.spans.get("when") and claim.date is not None and is_short(claim.date) else None
    return own is not None and not any(own.shares_day(day) for day in days)


def _another_place(claim: Claim, places: Sequence[Place]) -> bool:
    own = claim.place if claim.spans.get("where") and claim.place is not None and claim.place.place_id else None
    return own is not None and bool(places) and not any(within(own, place) for place in places)


def _near(first: Claim, later: Claim, order: Mapping[str, int], *, far: bool) -> bool:
    gap = order[later.id] - order[first.id]
    return 0 <= gap <= (FAR if order[first.id] <= LEAD or far else NEAR)


def _another_voice(first: Claim, later: Claim) -> bool:
    return first.said_by is None or later.said_by is None or first.said_by.name != later.said_by.name


def _of_a_size(first: Claim, later: Claim) -> bool:
    return alike(figure_of(first), figure_of(later)) and number(later) != number(first)


def _same_people(first: Claim, later: Claim, codebook: Codebook) -> bool:
    """Whether the words for people of one are general, or the noun of both is one."""
    ours, theirs = (_noun(c, codebook) for c in (first, later))
    general = theirs in ANYONE or theirs in codebook.general_people
    return general or ours == theirs or (ours in ANYONE and _not_some(later, codebook))


def _not_some(claim: Claim, codebook: Codebook) -> bool:
    """Whether those whom a figure names are no mere sort of people ("children", "women")."""
    return _noun(claim, codebook) in ("civilian", "civilians", "villager", "villagers", "resident", "residents")


def _noun(claim: Claim, codebook: Codebook) -> str:
    return head_noun(claim.victims.words, codebook.one_person) if claim.victims else ""
