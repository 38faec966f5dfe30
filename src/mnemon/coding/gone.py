"""Which of the dead were told of among the wounded, and so are wounded no more?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mnemon.coding.parts import number
from mnemon.coding.scenes import is_incident
from mnemon.model.claims import DIED, Claim
from mnemon.model.marks import HARMS
from mnemon.model.text import Span

OF_THE_WOUNDED = re.compile(r"\bof (?:the|those) (?:\w+ )?(?:wounded|injured)\b", re.IGNORECASE)

OF_THOSE_TWO = re.compile(r" of (?:them|the (?:two|three|four|five|six|seven|eight|nine|ten|men|women|victims))\b")
"""What stands behind the count of some of those who were hurt."""

DIED_OF_IT = re.compile(
    r"(?:later )?(?:died|dies|succumb|passed|did not (?:survive|live)|dead|gave up the ghost)", re.IGNORECASE
)
"""How a death is told that came of a wound."""

NUMBER = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen)"
ONE_OF_THOSE = re.compile(
    rf"\b(?:of whom (?:one|two|three|\d+)|(?:one|two|three) of (?:those|them|whom|(?:the|those) (?P<many>{NUMBER}))"
    rf"|of the (?P<all>{NUMBER}),? (?:one|two|three|four|five|\d+))\b",
    re.IGNORECASE,
)
"""Words for some of those counted right before."""

REACH = 250
"""How many characters before such words their count may stand."""

OF_THESE = re.compile(r" of (?:the|its|their|these|those) ")
STEM = 4
"""So many letters of a noun are enough to know it by ("volunteers", "volunteer")."""

OF_WHAT_WAS_DONE = re.compile(r"\b(?:wounds?|injur(?:y|ies)|burns)\b", re.IGNORECASE)
"""Words of a death by which it is that of somebody hurt, told of a little further back perhaps."""

NEAR, WIDE = 200, 400
"""How many characters before a sentence that goes on about people they may be told."""


def died_of_wounds(text: str, claims: Sequence[Claim]) -> list[Claim]:
    """Claims of deaths among the wounded ("one of the wounded died") as parts of the wounded told of last."""
    found = list(claims)
    for i, claim in enumerate(found):
        last = _one_of_those(text, claim, found) if claim.kind == "killed" and _gave_out(text, claim) else None
        if last is not None:
            found[i] = replace(claim, part_of=last.id)
            continue
        if claim.kind == "killed" and claim.part_of is None and claim.repeats is None and _gave_out(text, claim):
            hurt = _of_those_hurt(text, claim, found[:i])
            found[i] = replace(claim, part_of=hurt.id) if hurt is not None else claim
        if claim.kind != "killed" or not _of_the_wounded(text, claim):
            continue
        wounded = [c for c in found[:i] if c.kind == "wounded" and c.part_of is None]
        before = [c for c in wounded if c.sentence != claim.sentence or _told_between(c, claim, found)]
        if before and (claim.part_of is None or _told_between(before[-1], claim, found)):
            found[i] = replace(claim, part_of=before[-1].id)
    return found


def _one_of_those(text: str, dead: Claim, claims: Sequence[Claim]) -> Claim | None:
    """The wounded told last before "of whom one died", "one of those, a teacher, died", "one of the six"; else None.

    Where a number is given, the nearest with that number.
    """
    start, end = dead.sentence.start_char, dead.spans["trigger"][0].start_char
    said = [*ONE_OF_THOSE.finditer(text, start, end)]
    if not said:
        return None
    at, many = said[-1].start(), said[-1]["many"] or said[-1]["all"]
    told = [c for c in claims if c.id != dead.id and c.kind in HARMS and is_incident(c) and c.spans.get("count")]
    before = sorted((c for c in told if c.spans["count"][0].end_char <= at), key=lambda c: c.spans["count"][0])
    fits = [c for c in before if many is None or (c.quantity is not None and c.quantity.words.lower() == many.lower())]
    if not fits or at - fits[-1].spans["count"][0].end_char > REACH or fits[-1].kind != "wounded":
        return None
    hurt = {c.id: c for c in claims}.get(fits[-1].part_of or "", fits[-1])
    return hurt if hurt.kind == "wounded" and 0 < (number(dead) or 0) < (number(hurt) or 0) else None


def _gave_out(text: str, claim: Claim) -> bool:
    """Whether a death is told as one that came of something before: "died", "succumbed", not "was killed"."""
    return DIED_OF_IT.match(claim.spans["trigger"][0].of(text)) is not None and is_incident(claim)


def _of_those_hurt(text: str, dead: Claim, before: Sequence[Claim]) -> Claim | None:
    """The wounded told last, just before, where words point back at some of them ("one of the two", "the clerk")."""
    reach = WIDE if OF_WHAT_WAS_DONE.search(dead.sentence.of(text)) else NEAR
    near = told_just_before(text, dead, [c for c in before if c.kind == "wounded"], reach)
    between = [c for c in before if near and near[-1].sentence < c.sentence < dead.sentence and c.kind == "killed"]
    if not near or between:
        return None
    size, counts = number(dead) or 0, dead.spans.get("count", ())
    if counts and size < (number(near[-1]) or 0) and _some_of(text, dead, near[-1]):
        return near[-1]
    words = dead.victims.words.lower() if dead.victims else ""
    alone = [c for c in near if number(c) == 1 and c.victims is not None and words.endswith(c.victims.words.lower())]
    if not alone and OF_WHAT_WAS_DONE.search(dead.sentence.of(text)):
        alone = [c for c in near if number(c) == 1 and c.victims is not None and _share_a_word(words, c.victims.words)]
    if size == 1 and words.startswith("the ") and len(alone) == 1:
        return alone[0]
    again = any(c.kind == "wounded" and c.sentence == dead.sentence and _is_one(c) for c in before)
    return near[-1] if again and size == 1 < (number(near[-1]) or 0) else None


def _share_a_word(one: str, other: str) -> bool:
    """Whether words for two people have one in common that tells whom they mean ("the international staff")."""
    said = {word for word in other.lower().split() if len(word) >= STEM}
    return not said.isdisjoint(one.split())


def _some_of(text: str, dead: Claim, hurt: Claim) -> bool:
    """Whether the count of the dead goes on "of the two", or with the noun of the wounded ("of the volunteers")."""
    end = dead.spans["count"][0].end_char
    some = OF_THOSE_TWO.match(text, end)
    if some is not None:
        return not _of_another_number(some[0].split()[-1], hurt)
    if OF_THESE.match(text, end) is None or hurt.victims is None:
        return False
    said = [word[:STEM] for word in text[end : dead.spans["trigger"][0].start_char].lower().split()]
    return any(word[:STEM] in said for word in hurt.victims.words.lower().split() if len(word) >= STEM)


def _of_another_number(words: str, hurt: Claim) -> bool:
    """Whether "of the six" is said where two were hurt."""
    told = hurt.quantity.words.lower() if hurt.quantity is not None else ""
    return words != told and all(re.fullmatch(NUMBER, said) is not None for said in (words, told))


def told_just_before(text: str, later: Claim, claims: Sequence[Claim], reach: int = NEAR) -> list[Claim]:
    """Those of some claims that are numbered incidents by themselves, in a sentence just before a later one's.

    `reach`: how many characters before it.
    """
    told = [c for c in claims if c.sentence < later.sentence and c.part_of is None and c.repeats is None]
    near = [c for c in told if len(text[c.sentence.end_char : later.sentence.start_char]) <= reach]
    return [c for c in near if is_incident(c) and number(c)]


def died_later(text: str, claims: Sequence[Claim]) -> list[Claim]:
    """Wounds of single people of whom the same sentence tells that they died, with a note: no count has them twice.

    "A driver was hospitalised and did not survive the night" tells of one dead and nobody who is only wounded.
    """
    gone = [c for c in claims if c.kind == "killed" and _is_one(c)]
    dead = {_person(c) for c in gone}
    he = {c.sentence for c in gone if c.victims is not None and c.victims.words.lower() in ("he", "she")}

    counted = {(c.sentence, c.spans["count"]) for c in claims if c.kind == "killed" and c.spans.get("count")}

    def died(claim: Claim) -> bool:
        if claim.kind != "wounded":
            return False
        if (claim.sentence, claim.spans.get("count", ())) in counted and _wounded_men(text, claim):
            return True
        if not _is_one(claim):
            return False
        if claim.sentence not in he:
            return _person(claim) in dead
        beside = [c for c in claims if c.sentence == claim.sentence and c.kind == "wounded"]
        return _person(claim) in dead or beside == [claim]

    return [replace(c, notes=(*c.notes, DIED)) if died(c) else c for c in claims]


def _wounded_men(text: str, claim: Claim) -> bool:
    """Whether the wounded are told by no more than an adjective right behind their count ("three wounded soldiers")."""
    count, trigger = claim.spans["count"][0], claim.spans["trigger"][0]
    return text[count.end_char : trigger.start_char] == " " and trigger.of(text).lower() in ("wounded", "injured")


def _person(claim: Claim) -> tuple[Span, tuple[Span, ...], tuple[Span, ...]]:
    """The words for one person: "one staff member was killed and another wounded" has one noun for two of them."""
    return claim.sentence, claim.spans["who"], claim.spans.get("count", ())


def _is_one(claim: Claim) -> bool:
    return bool(claim.spans.get("who")) and number(claim) == 1 and is_incident(claim)


def _told_between(wounded: Claim, dead: Claim, claims: Sequence[Claim]) -> bool:
    """Whether a larger figure of wounded stands nearer to "three of the wounded" than all dead of their sentence."""
    if wounded.sentence != dead.sentence or (number(wounded) or 0) <= (number(dead) or 1):
        return False
    others = [c for c in claims if c.sentence == dead.sentence and c.kind == "killed" and c.id != dead.id]
    at = wounded.spans["trigger"][0].start_char
    return all(c.spans["trigger"][0].start_char < at < dead.spans["trigger"][0].start_char for c in others)


def _of_the_wounded(text: str, claim: Claim) -> bool:
    """Whether a claim's count goes on "of the wounded", or stands behind it ("one of the wounded, a clerk, died").

    "Three of the wounded died, bringing the toll to 17" tells it of the three. Without a count: before the harm.
    """
    start, counts = claim.sentence.start_char, claim.spans.get("count", ())
    said = OF_THE_WOUNDED.search(text[start : claim.spans["trigger"][0].start_char])
    if said is None or not counts:
        return said is not None
    goes_on = OF_THE_WOUNDED.match(text[counts[0].end_char :].lstrip()) is not None
    return goes_on or text[start + said.end() : counts[0].start_char].strip(" ,") == ""
