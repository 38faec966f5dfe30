"""Who condemns, deplores or welcomes a deed tells of it: "The governor strongly condemned the killings"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from mnemon.model.claims import Claim, Speaker
from mnemon.model.text import Span

ON_DAY = r" (?:on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today)"
WHO = rf"(?P<who>[^\s,;:“”\"()][^,;:“”\"()]{{1,90}}?)(?:, [^,;“”\"]{{2,90}},| \([^()]{{2,20}}\)|{ON_DAY})?"
WHOM = r"(?P<who>(?:the |an? )?[^\s,;:.“”\"()][^,;:.“”\"()]{1,90})"
BETWEEN = re.compile(r"(?:[\w'’.-]+ ){0,7}")
"""Words between the verb and the noun for the deed; no clause begins among them."""

IN_CLAUSE = re.compile(r"\b(?:which|that|who)\b[^.;]*$")

CLAUSE = re.compile(r"\b(?:who|which|that|after|when|as|for|because|if|and|but|to)\b")


@lru_cache(maxsize=8)
def _reacts(verbs: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A sentence's beginning up to such a verb, and what follows a deed that was condemned by somebody."""
    said = "|".join(map(re.escape, verbs))
    active = rf"[“\"\s]*{WHO} (?:has |have |had )?(?:also )?(?:\w+ly )?(?:{said}) (?=\S)"
    passive = rf"[^,;.]{{0,60}}? (?:was|were|has been|have been) (?:also )?(?:\w+ly )?(?:{said}) by {WHOM}"
    return re.compile(active), re.compile(passive)


def reactions(text: str, claims: Sequence[Claim], verbs: tuple[str, ...]) -> list[Claim]:
    """Claims that nobody says with who reacts to them in their sentence, and a note that says so.

    So with what is told of the deed in a clause behind it ("attacks which killed scores").
    """
    found = {c.id: who for c in claims if c.said_by is None and (who := _reacting(text, c, verbs)) is not None}
    deeds = [(c, found[c.id]) for c in claims if c.id in found]
    for claim in claims:
        if claim.said_by is None and claim.id not in found:
            behind = next((who for deed, who in deeds if _is_in_clause(text, deed, claim)), None)
            if behind is not None:
                found[claim.id] = behind
    return [_said(c, found[c.id]) if c.id in found else c for c in claims]


def _said(claim: Claim, who: Speaker) -> Claim:
    return replace(claim, said_by=who, notes=(*claim.notes, f"{who.name} reacts to it"))


def _is_in_clause(text: str, deed: Claim, claim: Claim) -> bool:
    after, before = deed.spans["trigger"][0].end_char, claim.spans["trigger"][0].start_char
    return deed.sentence == claim.sentence and after < before and IN_CLAUSE.search(text, after, before) is not None


def _reacting(text: str, claim: Claim, verbs: tuple[str, ...]) -> Speaker | None:
    """Who reacts to a claim's deed, in the active or the passive voice."""
    active, passive = _reacts(verbs)
    sentence, trigger = claim.sentence, claim.spans["trigger"][0]
    found = active.match(text, sentence.start_char, trigger.start_char)
    deed = text[found.end() : trigger.start_char] if found is not None else ""
    if found is None or BETWEEN.fullmatch(deed) is None or CLAUSE.search(deed) is not None:
        found = passive.match(text, trigger.end_char, sentence.end_char)
    return None if found is None else Speaker(found["who"], Span(*found.span("who")))
