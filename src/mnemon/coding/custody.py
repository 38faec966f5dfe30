"""Abducted or detained? Words that say only that people were taken or are held leave it to who holds them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from mnemon.coding.parts import number
from mnemon.coding.toll import FIGHTERS
from mnemon.model.claims import Claim
from mnemon.model.values import Actor

PAIR = ("abducted", "detained")

NEUTRAL = re.compile(
    r"(?:be(?:en|ing) )?(?:held|hold|holds|holding|took|taken|taking|seized|captured|kept|keeping|grabbed|picked up"
    r"|(?:led|driven|marched|escorted|dragged|taken|whisked|carried) (?:away|out|off)|rounded up|in captivity"
    r"|bundled|forced|led|marched|dragged|loaded|put)"
    r"(?: (?:from|by|into|in|away))?",
    re.IGNORECASE,
)
"""Words for taking and holding people that do not say by what right."""

BY_THE_STATE = re.compile(r"\b(?:arrest|detain|detention|custody|jail|prison|imprison|remand)", re.IGNORECASE)
BY_OTHERS = re.compile(r"\b(?:kidnap|abduct|hostage|ransom|captive|captor)", re.IGNORECASE)
"""Words that do say so, by how they begin."""

STATE = frozenset({"state force", "government"})

UNKNOWN_MEN = re.compile(
    r"\b(?:gunm[ae]n|armed men|assailants?|attackers?|raiders?|bandits?|unknown|unidentified|masked|hooded"
    r"|not identif\w+|in (?:military|army|police|plain) ?(?:clothing|clothes|uniforms?|fatigues)|in uniforms?)\b",
    re.IGNORECASE,
)
"""Words for those of whom nobody knows that they are the state's."""

REACH = 6
"""How many sentences back the last taking may be told that such words go on about."""


def by_whom(text: str, claims: Sequence[Claim], order: Mapping[str, int]) -> list[Claim]:
    """Claims of neutral words ("held", "seized") as abducted or detained: by who did it, else as was told last.

    "Police detained eleven people ... Seven were taken in Hrodna": detained. "Guerrillas released a nurse and four
    soldiers they had been holding": abducted, all five.
    """
    found: list[Claim] = []
    last: tuple[int, str] | None = None
    for claim in claims:
        if claim.kind in PAIR:
            said = claim.spans["trigger"][0].of(text)
            if NEUTRAL.fullmatch(said) is not None:
                called = "abducted" if BY_OTHERS.search(claim.sentence.of(text)) else None
                before = last[1] if last is not None and order[claim.id] - last[0] <= REACH else None
                kind = _by_actor(claim, claims) or _as_many(claim, found) or called or before
                claim = _as(claim, kind)  # noqa: PLW2901
            told = _by_actor(claim, claims) or _outright(said)
            last = (order[claim.id], told) if told is not None else last
        found.append(claim)
    return found


def _as_many(claim: Claim, before: Sequence[Claim]) -> str | None:
    """The kind of the last figure that counts exactly as many: two or more."""
    size = number(claim) or 0
    return next((c.kind for c in reversed(before) if c.kind in PAIR and size > 1 and number(c) == size), None)


def _outright(said: str) -> str | None:
    """The kind that the words of a claim say by themselves."""
    return "detained" if BY_THE_STATE.search(said) else "abducted" if BY_OTHERS.search(said) else None


def _by_actor(claim: Claim, claims: Sequence[Claim]) -> str | None:
    """The kind that goes with who holds them; where the claim does not say, with who lets them go in its sentence."""
    beside = [c for c in claims if c.sentence == claim.sentence and c.by is not None]
    holders = [claim.by, *(c.by for c in beside if c.kind in PAIR)]
    freed = [c.by for c in beside if c.kind == "released" and _kind_of(c.by) == "abducted"]  # the police free hostages
    kinds = [_kind_of(actor) for actor in (*holders, *freed) if actor is not None]
    return kinds[0] if kinds else None


def _kind_of(actor: Actor | None) -> str | None:
    if actor is None:
        return None
    if UNKNOWN_MEN.search(actor.words):
        return "abducted"
    return "detained" if actor.kind in STATE else "abducted" if actor.kind in FIGHTERS else None


def _as(claim: Claim, kind: str | None) -> Claim:
    if kind is None or kind == claim.kind:
        return claim
    return replace(claim, kind=kind, notes=(*claim.notes, f"coded as {kind}: by who holds them"))
