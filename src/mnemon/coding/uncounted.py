"""Figures that a report gives and says it does not count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mnemon.coding.codebook import Codebook
from mnemon.coding.parts import RISEN, number
from mnemon.coding.refining import pattern
from mnemon.coding.scenes import is_incident
from mnemon.coding.singular import head_noun, is_bare
from mnemon.model.claims import FAMILIES, NOT_PEOPLE, REVISED, UNCOUNTED, Claim
from mnemon.model.marks import HARMS
from mnemon.model.text import Span

TOLLS = ("toll", "count", "figure", "tally", "estimate")

NEWER = re.compile(r";|\b(?:but|now|last|latest|later|since|today|currently)\b", re.IGNORECASE)
"""What parts an old figure from the one that holds now."""

HAD_GIVEN = re.compile(r"\bhad (?:counted|given|reported|announced|confirmed|listed)\b")

LED_IN = re.compile(r"(?: (?:the|an?|its|some|about|around|at least))+$")
"""What may part such words from the figure itself ("up from the four that the army had named")."""

FROM = re.compile(r"\bfrom (?:the |an? )?(?:at least |about )?$", re.IGNORECASE)
"""What stands before a figure that gave way to another ("to two, from four")."""

FIGURE = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|several|some|many|other)\b"
    r"(?! (?:minutes?|hours?|days?|weeks?|months?|years?)\b)",
    re.IGNORECASE,
)
"""What brackets count themselves: their remark is of nothing outside ("including seven loaders, not counted")."""

OTHERS = re.compile(r" (?:\w+ )?others?\b|(?<=others)", re.IGNORECASE)
"""What stands behind a figure of people beside those who count ("three others had injuries (not counted)")."""

OF_SOMETHING_ELSE = re.compile(
    r" (?:in|on|by) (?:an? (?!(?:\w+ )?(?:count|figure|total|toll|tally)\b)"
    r"|the (?:\w+ )?(?:talks|agreement|deal|accord|ceasefire|truce|negotiations|distribution|exchange|swap)s?\b)"
)
"""What stands behind "not included" where that is said of no count ("not included in an aid distribution")."""

JOINED = re.compile(r",? and |, ")

BRACKETS = re.compile(r"\([^()]*\)")


def mark_uncounted(text: str, claims: Sequence[Claim], words: Sequence[str]) -> list[Claim]:
    """Claims with the UNCOUNTED note where their sentence, or the brackets they stand in, says "not counted".

    Some of those who are not counted, told beside them, count by themselves ("20 died (not counted), one a nurse").
    """
    hits = {c.id for c in _uncounted(text, claims, words)}
    marked = [replace(c, notes=(*c.notes, UNCOUNTED)) if c.id in hits else c for c in claims]
    return [replace(c, part_of=None) if c.part_of in hits and c.id not in hits else c for c in marked]


def mark_left_out(text: str, claims: Sequence[Claim], codebook: Codebook) -> list[Claim]:
    """Claims with a note where their number is one of families or households, or an earlier one that is revised."""
    marked = [replace(c, notes=(*c.notes, NOT_PEOPLE)) if _of_families(c, codebook) else c for c in claims]
    revised = {c.id for c in marked if _is_revised(text, c, codebook)}
    revised |= {c.id for c in marked if _said_before(text, c, [o for o in marked if o.id not in revised], codebook)}
    return [replace(c, notes=(*c.notes, REVISED)) if c.id in revised else c for c in marked]


def families_alone(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Claims of families as so many people at least, where their event tells of no number of people harmed so.

    "41 families, or 168 individuals, fled" counts the 168; "300 families fled" counts 300 and more.
    """
    told = [c for c in claims if NOT_PEOPLE not in c.notes and c.quantity is not None and c.quantity.low]
    people = {(c.kind, c.event_mention_id) for c in told} | {(c.kind, c.sentence) for c in told}

    def noted(claim: Claim) -> Claim:
        alone = people.isdisjoint({(claim.kind, claim.event_mention_id), (claim.kind, claim.sentence)})
        if NOT_PEOPLE not in claim.notes or not alone:
            return claim
        return replace(claim, notes=tuple(FAMILIES if note == NOT_PEOPLE else note for note in claim.notes))

    return tuple(noted(claim) for claim in claims)


def _is_revised(text: str, claim: Claim, codebook: Codebook) -> bool:
    """Whether the words call a figure an earlier one: "an earlier toll of nine", "12, up from nine"."""
    if claim.kind not in HARMS or not claim.spans.get("count"):
        return False
    words = codebook.revised_words
    trigger, count = claim.spans["trigger"][0], claim.spans["count"][0]
    lead = text[claim.sentence.start_char : trigger.start_char].lower().replace("death", "").split()
    nouns = trigger.of(text).lower().split()[-1:]
    told = LED_IN.sub("", text[claim.sentence.start_char : count.start_char].lower().rstrip())
    return (bool(nouns and lead) and nouns[0] in TOLLS and lead[-1] in words.toll) or told.endswith(words.count)


def _said_before(text: str, claim: Claim, others: Sequence[Claim], codebook: Codebook) -> bool:
    """Whether words of its sentence call a figure an old one, and the report gives another that is not.

    "It had earlier said six"; "corrects the toll to two, from four".
    """
    if claim.kind not in HARMS or not claim.spans.get("count") or not is_incident(claim) or number(claim) is None:
        return False
    words, told = codebook.revised_words, text[claim.sentence.start_char : claim.spans["count"][0].start_char]
    old = _called_old(told, words.said)
    if FROM.search(told) and any(pattern(phrase).search(told) for phrase in words.corrects):
        old = True
    if HAD_GIVEN.search(told) is not None and any(_has_risen(text, other, claim) for other in others):
        old = True
    return old and any(_in_its_place(text, claim, other, codebook) for other in others)


def _has_risen(text: str, other: Claim, claim: Claim) -> bool:
    """Whether another figure is told as one that a toll has risen to, and is larger."""
    count = other.spans.get("count", ())
    rose = RISEN.search(text[other.sentence.start_char : count[0].start_char]) if count else None
    return rose is not None and other.kind == claim.kind and (number(other) or 0) > (number(claim) or 0)


def _called_old(told: str, words: Sequence[str]) -> bool:
    """Whether what stands before a figure in its sentence calls it an old one, and goes on to no newer one."""
    ends = [match.end() for phrase in words for match in pattern(phrase).finditer(told)]
    return bool(ends) and NEWER.search(told, max(ends)) is None


def _in_its_place(text: str, claim: Claim, other: Claim, codebook: Codebook) -> bool:
    """Whether another figure of the same harm, told as the one that holds, may stand for a claim's."""
    if (
        other.id == claim.id
        or other.kind != claim.kind
        or not is_incident(other)
        or number(other) in (None, number(claim))
    ):
        return False
    told = text[other.sentence.start_char : other.spans["trigger"][0].end_char]
    old = other.sentence == claim.sentence and _called_old(told, codebook.revised_words.said)
    apart = claim.date is not None and other.date is not None and not claim.date.shares_day(other.date)
    return not old and not (apart and claim.spans.get("when") and claim.spans.get("where"))


def _of_families(claim: Claim, codebook: Codebook) -> bool:
    if claim.kind not in HARMS or claim.victims is None or not claim.spans.get("count"):
        return False
    q = claim.quantity
    several = q is not None and max(q.low or 0, q.high or 0) > 1
    return several and head_noun(claim.victims.words, codebook.one_person) in codebook.family_words


def _uncounted(text: str, claims: Sequence[Claim], words: Sequence[str]) -> Iterator[Claim]:
    for sentence in dict.fromkeys(c.sentence for c in claims):
        said = sentence.of(text)
        remark = re.search("|".join(map(re.escape, words)), said, re.IGNORECASE)
        if remark is None or OF_SOMETHING_ELSE.match(said, remark.end()):
            continue
        harms = [c for c in claims if c.sentence == sentence and c.kind in HARMS]
        note = _brackets(said, remark).shifted(sentence.start_char)
        yield from [c for c in harms if _stands_in(c, note)] or _before(text, note, sentence, harms)


def _brackets(said: str, remark: re.Match[str]) -> Span:
    """The brackets around a remark; the remark itself where there are none."""
    around = (m.span() for m in BRACKETS.finditer(said) if m.start() <= remark.start() < m.end())
    return Span(*next(around, remark.span()))


def _stands_in(claim: Claim, stretch: Span) -> bool:
    return any(s.overlaps(stretch) for part in ("count", "who") for s in claim.spans.get(part, ()))


def _before(text: str, note: Span, sentence: Span, harms: Sequence[Claim]) -> Sequence[Claim]:
    """What a remark of its own speaks of: the figure that it touches, or in mid-sentence the one before it.

    At the end of a sentence it speaks of all of it; brackets that give a figure themselves speak of that alone.
    """
    if FIGURE.search(note.of(text)) is not None:
        return []
    closing = not text[note.end_char : sentence.end_char].strip(" .;,")
    ahead = [(s.end_char, c) for c in harms for s in _figures(c) if s.end_char <= note.start_char]
    nearest = max((end for end, _ in ahead), default=None)
    if nearest is None:
        return harms
    last = [c for end, c in ahead if end == nearest]
    touching = not text[nearest : note.start_char].strip()
    others = OTHERS.match(text, nearest) is not None and _one_harm(last[0], harms)
    if closing and not touching and not others:
        return harms
    return _with_those_beside(text, last, harms) if touching else last


def _with_those_beside(text: str, last: Sequence[Claim], harms: Sequence[Claim]) -> list[Claim]:
    """The claims, and whoever shares the word before a bare noun with them ("her husband and daughter")."""
    found, start = list(last), min((s.start_char for c in last for s in _figures(c)), default=0)
    for claim in reversed(harms) if all(_is_bare(text, c) for c in last) else ():
        ends = [s.end_char for s in _figures(claim) if s.end_char <= start]
        same = claim not in found and ends and claim.spans["trigger"] == last[0].spans["trigger"]
        if same and _is_bare(text, found[-1]) and JOINED.fullmatch(text, max(ends), start) is not None:
            found.append(claim)
            start = min(s.start_char for s in _figures(claim))
    return found


def _is_bare(text: str, claim: Claim) -> bool:
    """Whether people are told by a noun alone, whose article or number stands before another."""
    who = claim.spans.get("who", ())[:1]
    return bool(who) and not claim.spans.get("count") and is_bare(who[0].of(text))


def _one_harm(last: Claim, harms: Sequence[Claim]) -> bool:
    """Whether the sentence tells the same harm of others before the last."""
    return any(c.kind == last.kind and c is not last and c.spans["trigger"] < last.spans["trigger"] for c in harms)


def _figures(claim: Claim) -> tuple[Span, ...]:
    return (*claim.spans.get("count", ()), *claim.spans.get("who", ()))
