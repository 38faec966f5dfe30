"""What another voice says did not happen counts from 0 up: "no raider was killed", "there were no casualties"."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from mnemon.coding.codebook import Codebook
from mnemon.coding.partial import HELD
from mnemon.coding.scenes import is_incident, within
from mnemon.coding.sides import side_of
from mnemon.coding.singular import head_noun
from mnemon.model.claims import CONTESTED, Claim
from mnemon.model.marks import Marks
from mnemon.model.text import Span
from mnemon.model.values import Placed

NEAR = 3
"""How many sentences on another voice may contradict a figure."""

HEAD = 8
"""How many characters into a paragraph the place may stand of which it tells."""

MEANT: Mapping[str, Collection[str]] = {
    "killed": ("killed",),
    "wounded": ("wounded", "killed"),
    "casualties": ("killed", "wounded"),
    **dict.fromkeys(HELD, HELD),
}
"""Harms that a harm which nobody suffered rules out: where nobody was hurt, nobody was killed."""

NOBODY = frozenset(
    "nobody|no one|no-one|none|anybody|anyone|people|person|persons|victims|casualties".split("|"),
) | {""}
"""Words for people by which a denial is of all."""

CALLED_UNTRUE = re.compile(
    r"\b(?:call(?:s|ed)|brand(?:s|ed)|dismiss(?:es|ed)|describ(?:es|ed))\b [^.;]{0,60}?"
    r"\b(?:fictions?|lies?|false|fabricat\w+|fake|propaganda|grotesque|untrue|nonsense|baseless|unfounded|inventions?"
    r"|fantas(?:y|ies)|exercise)\b"
    r"|\b(?:denie[sd]|reject(?:s|ed)|disput(?:es|ed)) "
    r"(?:it|this|that|the (?:claims?|account|reports?|statement))\b(?! (?:of|that))",
    re.IGNORECASE,
)
"""How somebody says that what was told before is not so."""

CLAIMED = re.compile(r"\b(?:claim(?:s|ed|ing)?|boast(?:s|ed|ing)?)\b", re.IGNORECASE)

UNTOLD = re.compile(
    r"\b(?:no mention|not mention|no (?:toll|figures?|details)|said nothing|not say|without saying|no word|not aware"
    r"|(?:knew|knows?|aware) of no)\b",
    re.IGNORECASE,
)
"""Words by which a voice leaves something open, and denies nothing."""


def contested(
    text: str,
    marks: Marks,
    claims: Sequence[Claim],
    order: Mapping[str, int],
    places: Sequence[Placed],
    codebook: Codebook,
) -> tuple[Claim, ...]:
    """Claims with a note where a voice right behind says that nobody of those whom they tell of was harmed.

    `order`: sentence number by claim id. What the report tells in its own voice stays as it is.
    """
    found = {c.id: c for c in claims}
    for denial in claims:
        if not _is_of_all(denial) or UNTOLD.search(denial.sentence.of(text)) is not None:
            continue
        told = [c for c in claims if _may_be_meant(c, denial, order) and not _elsewhere(text, c, denial, places)]
        told = [c for c in told if _of_those(text, _with_those_beside(c, claims), denial, codebook)]
        last = max((order[c.id] for c in told), default=0)
        for claim in (c for c in told if order[c.id] == last):
            found[claim.id] = replace(claim, notes=(*claim.notes, CONTESTED))
    for number, sentence in enumerate(marks.sentences):
        if CALLED_UNTRUE.search(sentence.of(text)) is not None:
            told = [c for c in claims if 0 <= number - order[c.id] <= 1 and _is_boast(text, c, sentence)]
            found |= {c.id: replace(found[c.id], notes=(*c.notes, CONTESTED)) for c in told}
    return tuple(found.values())


def _is_boast(text: str, claim: Claim, denial: Span) -> bool:
    """Whether a claim is what a party says that it did to its enemy, told before a denial in its paragraph."""
    told = claim.kind in MEANT and is_incident(claim) and claim.said_by is not None
    end = claim.spans["trigger"][0].start_char
    says = CLAIMED.search(text, claim.sentence.start_char, end) or any(
        "the speaker's word" in note for note in claim.notes
    )
    before = claim.sentence < denial and "\n\n" not in text[end : denial.start_char]
    return told and bool(says) and before and claim.stance != "admits"


def _is_of_all(claim: Claim) -> bool:
    """Whether a voice says of a harm that nobody suffered it."""
    none = claim.quantity is None or (claim.quantity.low or 0, claim.quantity.high or 0) == (0, 0)
    return claim.kind in MEANT and claim.status in ("negated", "denied") and none and claim.said_by is not None


def _may_be_meant(claim: Claim, denial: Claim, order: Mapping[str, int]) -> bool:
    """Whether a claim is one of another voice, right before, of a harm that is denied."""
    if claim.kind not in MEANT[denial.kind] or not is_incident(claim):
        return False
    near = 0 <= order[denial.id] - order[claim.id] <= NEAR and claim.sentence <= denial.sentence
    return near and claim.said_by is not None and claim.said_by.name != denial.said_by.name  # type: ignore[union-attr]


def _with_those_beside(claim: Claim, claims: Sequence[Claim]) -> Claim:
    """A claim that names nobody with those whom its sentence names before ("killed 31 soldiers and captured four")."""
    if claim.victims is not None and claim.victims.words:
        return claim
    beside = [c for c in claims if c.sentence == claim.sentence and c.victims is not None and c.id != claim.id]
    before = [c for c in beside if c.spans["trigger"][0] < claim.spans["trigger"][0] and c.said_by == claim.said_by]
    return replace(claim, victims=before[-1].victims) if before else claim


def _elsewhere(text: str, claim: Claim, denial: Claim, places: Sequence[Placed]) -> bool:
    """Whether a denial, or its paragraph where that is another, is of a place that does not hold that of the claim."""
    where = denial.spans.get("where", ())[:1]
    starts = text.rfind("\n", 0, denial.sentence.start_char) + 1
    heads = [p for p in places if 0 <= p.span.start_char - starts <= HEAD and starts > claim.sentence.start_char]
    named = [
        p.place for p in (*heads, *(p for p in places if any(p.span.overlaps(w) for w in where))) if p.place is not None
    ]
    own = denial.place if where or denial.event_mention_id != claim.event_mention_id else None
    return claim.place is not None and any(
        not within(claim.place, place) for place in (*named, own) if place is not None
    )


def _of_those(text: str, claim: Claim, denial: Claim, codebook: Codebook) -> bool:
    """Whether a denial is of anybody, or of such people as the claim tells of; in no other place or time."""
    words = denial.victims.words.lower().removeprefix("any ") if denial.victims else ""
    if words in NOBODY:
        return True
    side = side_of(text, denial, codebook)
    ours, theirs = (
        head_noun(c.victims.words, codebook.one_person).rstrip("s") if c.victims else "" for c in (claim, denial)
    )
    return (bool(ours) and ours == theirs) or (bool(side) and side == side_of(text, claim, codebook))
