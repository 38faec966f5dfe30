"""The same people read twice under one word of harm are one claim."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mnemon.model.claims import Claim
from mnemon.model.marks import HARMS
from mnemon.model.text import Span

SINGULAR = re.compile(r"\s*(?:was|is|has been|had been)\b")
"""What follows the words for one person."""


ADJECTIVE = re.compile(r"displaced|wounded|injured|abducted|kidnapped|detained|missing|captured|captive", re.IGNORECASE)
"""Words of harm that may stand before those whom another harm befell."""

VICTIM = re.compile(r"victims?", re.IGNORECASE)

LOST = re.compile(r"(?:has |have |had )?(?:lost|lose|loses|losing)", re.IGNORECASE)
"""A word for deaths before which those stand whose dead they are."""

TO_DEATH = re.compile(r"\bto death\Z", re.IGNORECASE)
SENTENCED = re.compile(r"\b(?:sentenc(?:e[sd]?|ing)|condemn(?:s|ed|ing)?)\b", re.IGNORECASE)
"""What a court does; with "to death" behind it nobody has died yet."""

LEADS = re.compile(
    r" (?:additional|further|extra|estimated|reported|believed|confirmed|minimum of|total of|average of)(?: of)? "
)
"""What stands between an article and the number that it leads to ("an additional thirteen")."""

FATALLY = re.compile(r"\b(?:fatally|mortally) $", re.IGNORECASE)


def without_nested(text: str, claims: Sequence[Claim]) -> list[Claim]:
    """The claims without those whose people stand inside the words for the people of another of the same trigger.

    "The head of a local agency was killed" tells of one death, though "agency" stands in the words for the victim; and
    so does "One staff member and doctor was killed", where the second noun names the first again.
    """
    beside: dict[tuple[str, tuple[Span, ...]], list[Claim]] = {}
    told: dict[Span, list[Claim]] = {}
    for claim in claims:
        beside.setdefault((claim.kind, claim.spans["trigger"]), []).append(claim)
        told.setdefault(claim.sentence, []).append(claim)
    kept = [
        c
        for c in claims
        if not any(
            _nested(c, o) or _also(text, c, o) or _leads_to(text, c, o) for o in beside[c.kind, c.spans["trigger"]]
        )
    ]
    kept = [c for c in kept if not any(_loses(text, c, o) for o in beside[c.kind, c.spans["trigger"]])]
    return [c for c in kept if not any(_describes(text, c, o) or _fatal(text, c, o) for o in told[c.sentence])]


def without_death_sentences(text: str, claims: Sequence[Claim]) -> list[Claim]:
    """The claims without deaths that a court alone has spoken of ("sentenced two men to death").

    Those stay that were beaten or stabbed to death between the sentence and its word.
    """
    acts = [c.spans["trigger"][0] for c in claims if c.kind not in HARMS]
    return [c for c in claims if not (c.kind == "killed" and _is_sentence(text, c, acts))]


def _is_sentence(text: str, claim: Claim, acts: Sequence[Span]) -> bool:
    trigger = claim.spans["trigger"][0]
    if TO_DEATH.search(text, claim.sentence.start_char, trigger.end_char) is None:
        return False
    found = [match.end() for match in SENTENCED.finditer(text, claim.sentence.start_char, trigger.start_char)]
    return bool(found) and not any(found[-1] <= act.start_char < trigger.start_char for act in acts)


def without_mere_victims(text: str, claims: Sequence[Claim]) -> list[Claim]:
    """The claims without deaths that the word "victim" alone is taken to tell: one may be the victim of a robbery.

    What counts some of the victims stays, where another word of the report tells that there were dead.
    """
    deaths = [c for c in claims if c.kind == "killed"]
    mere = {c.id for c in deaths if VICTIM.fullmatch(c.spans["trigger"][0].of(text))}
    told = len(mere) < len(deaths)
    return [c for c in claims if c.id not in mere or (told and _counts_victims(text, c))]


def _counts_victims(text: str, claim: Claim) -> bool:
    """Whether a claim numbers victims, and not those of something named behind the word ("victims of extortion")."""
    counts = claim.spans.get("count", ())
    numbered = any(s.of(text).lower() not in ("a", "an", "the") for s in counts)
    return numbered and not text.startswith(" of ", claim.spans["trigger"][0].end_char)


def _describes(text: str, claim: Claim, other: Claim) -> bool:
    """Whether a harm only says who those are whom another befell ("nine displaced people were killed")."""
    people, trigger = _people(other), claim.spans["trigger"][0]
    if people is None or claim.kind == other.kind or not {claim.kind, other.kind} <= set(HARMS):
        return False
    first = people.start_char == trigger.start_char or _leads(text, people, trigger)
    return first and trigger.end_char < people.end_char and ADJECTIVE.fullmatch(trigger.of(text)) is not None


def _loses(text: str, claim: Claim, other: Claim) -> bool:
    """Whether those named before "lost" are whose dead the others are: "the charity lost a guard"."""
    mine, theirs, trigger = _people(claim), _people(other), claim.spans["trigger"][0]
    if mine is None or theirs is None or LOST.fullmatch(trigger.of(text)) is None or claim.spans.get("count"):
        return False
    return mine.end_char <= trigger.start_char < theirs.start_char


def _leads(text: str, people: Span, trigger: Span) -> bool:
    """Whether a word stands right before the words for people, or among them with no verb before it."""
    before = text[trigger.end_char : people.start_char] == " "
    inside = people.start_char < trigger.start_char and text[people.start_char : trigger.start_char].count(" ") <= 1
    return before or inside


def _fatal(text: str, claim: Claim, other: Claim) -> bool:
    """Whether wounds are said to have killed: "three were fatally wounded" tells of deaths alone."""
    if claim.kind != "wounded" or other.kind != "killed":
        return False
    start = claim.spans["trigger"][0].start_char
    return FATALLY.search(text, max(claim.sentence.start_char, start - 12), start) is not None


def _nested(inner: Claim, outer: Claim) -> bool:
    if inner is outer:
        return False
    mine, theirs = _people(inner), _people(outer)
    if mine is None or theirs is None or not mine.overlaps(theirs):
        return False
    if inner.spans.get("count") and inner.spans.get("count") == outer.spans.get("count"):
        return _size(mine) < _size(theirs)
    within = theirs.start_char <= mine.start_char and mine.end_char <= theirs.end_char
    counted = inner.spans.get("count")
    return within and mine != theirs and (not counted or theirs.overlaps(counted[0]))


def _also(text: str, second: Claim, first: Claim) -> bool:
    """Whether a claim's bare noun only says what else the one person of another claim was."""
    mine, theirs = _people(second), _people(first)
    if mine is None or theirs is None or second.spans.get("count") or not first.spans.get("count"):
        return False
    joined = text[theirs.end_char : mine.start_char] == " and "
    return joined and " " not in mine.of(text) and SINGULAR.match(text, mine.end_char) is not None


def _leads_to(text: str, claim: Claim, other: Claim) -> bool:
    """Whether a claim's article counts nobody, but leads to the number of another of the same people."""
    mine, theirs = claim.spans.get("count", ()), other.spans.get("count", ())
    article = len(mine) == 1 and mine[0].of(text).lower() in ("a", "an")
    return article and bool(theirs) and LEADS.fullmatch(text, mine[0].end_char, theirs[0].start_char) is not None


def _people(claim: Claim) -> Span | None:
    return next(iter(claim.spans.get("who", ())), None)


def _size(span: Span) -> int:
    return span.end_char - span.start_char
