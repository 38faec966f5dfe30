"""People who are treated or taken to hospital are among the wounded told of before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mnemon.coding.codebook import Codebook
from mnemon.coding.parts import number, same_people
from mnemon.coding.scenes import is_incident
from mnemon.coding.toll import size_of
from mnemon.model.claims import Claim

MORE = re.compile(
    r"\b(?:another|more|others?|also|further|additional|additionally|in addition|separately|elsewhere|too|as well"
    r"|earlier|previous|previously)\b",
    re.IGNORECASE,
)
"""Words in a sentence by which its people come on top of those told of, or are of another event."""


def cared_for(text: str, claims: Sequence[Claim], codebook: Codebook) -> tuple[Claim, ...]:
    """Wounded people of whom only care is told as some of the wounded told of before, if their event told as many.

    "Two aid workers were injured ... The driver received medical care", "12 were hurt. Five were taken to hospital."
    """
    care = re.compile(rf"\b(?:{'|'.join(map(re.escape, codebook.care_words))})\b", re.IGNORECASE)
    found = list(claims)
    for i, claim in enumerate(found):
        if not _only_care(text, claim, care) or MORE.search(claim.sentence.of(text)) is not None:
            continue
        whole = next((c for c in reversed(found[:i]) if _takes_in(c, claim, codebook)), None)
        if whole is not None:
            same = number(whole) is not None and number(whole) == number(claim)
            note = "the wounded told of before of the same event are treated"
            link = {"repeats": whole.id} if same else {"part_of": whole.id}
            found[i] = replace(claim, **link, notes=(*claim.notes, note))  # type: ignore[arg-type]
    return tuple(found)


def _only_care(text: str, claim: Claim, care: re.Pattern[str]) -> bool:
    alone = claim.kind == "wounded" and claim.part_of is None and claim.repeats is None and is_incident(claim)
    return alone and care.search(claim.spans["trigger"][0].of(text)) is not None


def _takes_in(whole: Claim, part: Claim, codebook: Codebook) -> bool:
    told = whole.kind == "wounded" and is_incident(whole) and whole.repeats is None and whole.part_of is None
    before = told and whole.sentence < part.sentence and whole.event_mention_id == part.event_mention_id
    if not before or size_of(whole) < max(1, size_of(part)):
        return False
    words = part.victims.words.lower().split() if part.victims else []
    return not words or words[0] in codebook.pointing_words or same_people(part, whole)
