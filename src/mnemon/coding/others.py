"""Who others are: those beside several who bear arms, and a second person told of right behind a first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mnemon.coding.parts import FORCES, REACH, number
from mnemon.model.claims import Claim
from mnemon.model.marks import HARMS

GANG = re.compile(
    r"\b(?:gang|gunm[ae]n|militants?|insurgents?|rebels?|fighters?|terrorists?|bandits?|attackers?|assailants?"
    r"|kidnappers?|jihadists?|extremists?)\b",
    re.IGNORECASE,
)
"""Words for people who bear arms, whatever list they are in."""

BOTH = re.compile(r"[.!?]?\s+(?:Both|The two)\b")
"""How a sentence begins that goes on about two people."""


def of_the_same_force(claims: Sequence[Claim]) -> list[Claim]:
    """Claims whose people are "others" beside several fighters of a force have that force as victims, with a note.

    "Eliminated 50 soldiers and wounded 47 others" tells of 97 soldiers; "killed a policeman and wounded ten others"
    does not tell who the ten are.
    """
    found = list(claims)
    for i, claim in enumerate(found):
        force = next((c for c in reversed(found[max(0, i - REACH) : i]) if _names_force(c, claim)), None)
        if force is not None and force.victims is not None:
            note = f'"others" is taken to be more of them: {force.victims.words}'
            found[i] = replace(claim, victims=force.victims, notes=(*claim.notes, note))
    return found


def _names_force(first: Claim, later: Claim) -> bool:
    if later.victims is None or later.victims.words.lower() != "others" or first.sentence != later.sentence:
        return False
    several = first.quantity is not None and (first.quantity.low or first.quantity.best or 0) > 1
    return several and first.kind in HARMS and first.victims is not None and first.victims.kind in FORCES


def followed_by_both(text: str, later: Claim, before: Claim) -> bool:
    """Whether the sentence behind two single people speaks of both: the later is then a second, not the first again.

    "One staff member was hit in the arm. The driver was hit in the chest. Both were taken to hospital."
    """
    alone = number(later) == number(before) == 1
    return alone and before.sentence != later.sentence and BOTH.match(text, later.sentence.end_char) is not None
