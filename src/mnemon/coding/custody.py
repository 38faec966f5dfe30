"""Abducted or detained? Words that say only that people were taken or are held leave it to who holds them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from mnemon.coding.bodily import HIM
from mnemon.coding.parts import number
from mnemon.coding.toll import FIGHTERS
from mnemon.model.claims import Claim
from mnemon.model.values import Actor

PAIR = ("abducted", "detained")

NEUTRAL = re.compile(
    r"(?:be(?:en|ing) )?(?:held|hold|holds|holding|took|taken|taking|seized|captured|kept|keeping|grabbed|picked up"
    r"|(?:led|driven|marched|escorted|dragged|taken|whisked|carried) (?:away|out|off)|rounded up|in captivity"
    r"|bundled|forced|led|marched|dragged|loaded|put|herded|locked|lifted|made off|drove off|in the hands|under guard)"
    r"(?: (?:from|by|into|in|away|with|up|of|prisoner|captive|alive))?",
    re.IGNORECASE,
)
"""Words for taking and holding people that do not say by what right."""

BY_THE_STATE = re.compile(r"\b(?:arrest|detain|detention|custody|jail|prison|imprison|remand)", re.IGNORECASE)
BY_OTHERS = re.compile(r"\b(?:kidnap|abduct|hostage|ransom|captive|captor)", re.IGNORECASE)
"""Words that do say so, by how they begin."""

STATE = frozenset({"state force", "government"})

UNKNOWN_MEN = re.compile(
    r"\b(?:gunm[ae]n|armed men|assailants?|attackers?|raiders?|bandits?|unknown|unidentified|masked|hooded"
    r"|not identif\w+|(?:m[ae]n|people|persons|youths) (?:in|on|with|who)|(?:the|same|armed) (?:group|band|gang))\b",
    re.IGNORECASE,
)
"""Words for those of whom nobody knows that they are the state's, whatever they wear."""

NO_TAKERS = frozenset({"battle", "truce", "protest", "released", "surrendered"})
"""What has two doers, or one who sets people free: he need not be the one that takes people."""

DOER_REACH = 2
"""How many sentences back he may be told who then, unnamed, takes "him"; of others, he is told in their sentence."""

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
                done = _by_actor(claim, claims) or _as_many(claim, found) or called
                kind = done or _by_doer(claim, claims, order) or before
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


def _by_doer(claim: Claim, claims: Sequence[Claim], order: Mapping[str, int]) -> str | None:
    """The kind that goes with who did something else in the sentence, or who was told last just before it."""
    at, him = order[claim.id], claim.victims is not None and claim.victims.words.lower() in HIM
    reach = DOER_REACH if him else 0
    acts = [c for c in claims if c.by is not None and c.kind not in NO_TAKERS and 0 <= at - order[c.id] <= reach]
    kinds = [(at - order[c.id], kind) for c in reversed(acts) if (kind := _kind_of(c.by)) is not None]
    return min(kinds, key=lambda told: told[0])[1] if kinds else None


def is_armed_band(text: str, act: Claim) -> bool:
    """Whether those who did an act are no state's: by their name, or by the words of its sentence ("by armed men")."""
    kind = _kind_of(act.by)
    return kind == "abducted" or (kind is None and UNKNOWN_MEN.search(act.sentence.of(text)) is not None)


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
