"""The day of what is told as so long before another ("on Thursday, a day after gunmen killed"; "came a week after")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from mnemon.coding.scenes import is_incident, is_told
from mnemon.model.claims import Claim
from mnemon.model.values import Dated, DateRange

WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen".split()
NUMBERS = {"a": 1, "the": 1} | {word: number for number, word in enumerate(WORDS, 1)}
MANY = rf"(?P<many>\d{{1,2}}|{'|'.join(NUMBERS)}) (?P<unit>day|week)s? after\b(?! (?:that|this|which)\b)"
AFTER = re.compile(rf"\b{MANY}", re.IGNORECASE)
"""What stands between the day that is told and what was so long before it."""

CAME = re.compile(rf"\b(?:comes?|came|happened|occurred|took place) (?:(?:just|only|exactly) )?{MANY}", re.IGNORECASE)
"""How a sentence tells that an event was so long after another ("The attack came two days after gunmen killed")."""

TO = re.compile(r" ?(?:to|and|until|till|through|-|–) ?(?:the )?")
"""What stands between the first and the last day of a stretch."""

DAYS = {"day": 1, "week": 7}

NIGHT = 1
"""What was overnight has two days, one behind the other."""


def days_after(text: str, claims: Sequence[Claim], times: Sequence[Dated]) -> list[Claim]:
    """Claims behind such words, with no time of their own, at their day, and a note that says so."""
    return [_dated(text, claim, times) for claim in claims]


def _dated(text: str, claim: Claim, times: Sequence[Dated]) -> Claim:
    start, trigger = claim.sentence.start_char, claim.spans["trigger"][0].start_char
    found = AFTER.search(text, start, trigger)
    if found is None or claim.spans.get("when") or claim.status != "fact":
        return claim
    told = [t for t in times if t.range is not None and start <= t.span.start_char < t.span.end_char <= found.start()]
    base = _first_of_last(text, told)
    return claim if base is None or base.start != base.end else _before(claim, base, found)


def _first_of_last(text: str, told: Sequence[Dated]) -> DateRange | None:
    """The day told last, or the first of the stretch that it ends ("from 20 to 23 February, a week after")."""
    if not told:
        return None
    first = told[-1]
    if len(told) > 1 and TO.fullmatch(text, told[-2].span.end_char, first.span.start_char):
        first = told[-2]
    return first.range


def _before(claim: Claim, base: DateRange, found: re.Match[str]) -> Claim:
    """The claim so long before a day, or the two of a night, and a note that says so."""
    many = found["many"].lower()
    back = timedelta(days=(int(many) if many.isdigit() else NUMBERS[many]) * DAYS[found["unit"].lower()])
    words = found.string[found.start("many") : found.end()]
    why = f"{words} it was {base.start if base.start == base.end else f'{base.start} to {base.end}'}"
    days = DateRange(base.start - back, base.end - back, base.precision, words=words, reason=why)
    return replace(claim, date=days, notes=(*claim.notes, f"date: {why}"))


def is_before_that(claim: Claim) -> bool:
    """Whether a claim is of so many days before what its sentence begins with, and so of another event."""
    return claim.date is not None and AFTER.match(claim.date.reason) is not None


def is_behind_came(text: str, claim: Claim) -> bool:
    """Whether a claim stands behind words by which an event came so long after it."""
    return CAME.search(text, claim.sentence.start_char, _at(claim)) is not None


def came_after(text: str, claims: Sequence[Claim]) -> list[Claim]:
    """Claims of what an event came so long after, at their day, and a note that says so.

    The event is that of an act named before the words ("The strike came two days after"), else the one that the report
    begins with.
    """
    told = {claim.sentence for claim in claims}
    found = {s: match for s in told if (match := CAME.search(text, s.start_char, s.end_char)) is not None}
    if not found:
        return list(claims)
    opening = _opening(claims)
    return [_came(c, found[c.sentence], claims, opening) if c.sentence in found else c for c in claims]


def _came(claim: Claim, match: re.Match[str], claims: Sequence[Claim], opening: DateRange | None) -> Claim:
    """The claim at its day, if it stands behind the words and tells no other time."""
    own = [span for span in claim.spans.get("when", ()) if not match.start() <= span.start_char < match.end()]
    if _at(claim) < match.end() or own or not is_told(claim):
        return claim
    named = [c.date for c in claims if c.sentence == claim.sentence and _at(c) < match.start() and c.date is not None]
    base = named[-1] if named else opening
    return claim if base is None or (base.end - base.start).days > NIGHT else _before(claim, base, match)


def _opening(claims: Sequence[Claim]) -> DateRange | None:
    """The day of the event that a report begins with; None where it is not told."""
    acts = [c for c in claims if is_incident(c)]
    return min(acts, key=_at).date if acts else None


def _at(claim: Claim) -> int:
    return claim.spans["trigger"][0].start_char
