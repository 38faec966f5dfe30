"""Figures that take in those told before, and figures that say they are some of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from mnemon.coding.codebook import Codebook
from mnemon.coding.parts import REACH, number
from mnemon.coding.refining import pattern
from mnemon.coding.scenes import is_incident, is_short
from mnemon.model.claims import RIVAL, Claim
from mnemon.model.marks import HARMS

AMONG = re.compile(r"\bamong (?:the|those)\s*$", re.IGNORECASE)
"""What stands before a word of harm by which its people are some of those harmed."""

OF_THEM = re.compile(r" of them\b")
"""What stands behind the count of some of those told of last, where its sentence begins with it."""

OF_THE = re.compile(r" of the (?P<many>[\w-]+)")
"""What stands behind the count of some of a number told before."""

IS_ONE_OF_THEM = re.compile(r"\b(?:is|are|was|were) (?:one|two|three|four|among|both)(?: of)? them\b")
"""How a sentence says that whom it tells of are some of those told before."""

OF_THOSE = re.compile(r"of (?:the|these|those) [a-z]")
"""What stands behind the count of some of people named before, who are still held or hurt."""

LASTING = frozenset({"abducted", "detained", "missing", "wounded"})
"""Harms that are told of again while they last."""

IN_ALL = re.compile(
    r"\b(?:totals?|totalled|totaled|in all|all told|altogether|(?:day|night|weekend|week)[’']s (?:death )?toll)\b",
    re.IGNORECASE,
)
"""Words of a sentence that adds up what was told."""

COUNTED_DEAD = re.compile(r"deaths|killings?|murders?|coffins|funerals|graves", re.IGNORECASE)
"""Nouns for the dead told of before."""

RIGHT_AFTER = (0, 1, 2)
"""How many sentences on a rival figure may be told."""

ALIKE = 3
"""A rival figure is at most so many times another."""

LONG = 13
"""A figure of so many days and one more is one of a period where others lie within."""

WEEK = 7
"""Days of a figure that may add up those of several events."""

MANY = 2
"""Fewer events than these are not added up by a figure of a week."""

BESIDE = 24
"""How many characters before a count, or after it, its "a total of" or "of the dead" may stand."""


def some_of_them(text: str, claims: Sequence[Claim], codebook: Codebook) -> set[str]:
    """Ids of claims said to be some of those told of: "two of the dead were guards", "a nurse was among the dead".

    So are those held or hurt who are left of more ("the other two are still held").
    """
    harms = [c for c in claims if c.kind in HARMS]
    some = {c.id for c in harms if _after(text, c).startswith(codebook.of_the_dead) or _among(text, c)}
    some |= {c.id for c in harms if _opens_with_some(text, c) or _of_as_many(text, c, harms)}
    some |= {c.id for c in harms if IS_ONE_OF_THEM.search(c.sentence.of(text))}
    lasting = [c for c in harms if c.kind in LASTING]
    some |= {c.id for c in lasting if OF_THOSE.match(_after(text, c))}
    return some | {c.id for c in lasting if _before(text, c).endswith(codebook.the_rest)}


def _opens_with_some(text: str, claim: Claim) -> bool:
    """Whether a sentence begins with a claim's count and "of them": those are told of in the sentence before."""
    count = claim.spans.get("count", ())[:1]
    return any(s.start_char == claim.sentence.start_char and OF_THEM.match(text, s.end_char) for s in count)


def _of_as_many(text: str, claim: Claim, harms: Sequence[Claim]) -> bool:
    """Whether a claim is of some of as many as were told of before ("three of the six are in hospital")."""
    count = claim.spans.get("count", ())[:1]
    said = OF_THE.match(text, count[0].end_char) if count else None
    told = (c.quantity.words.lower() for c in harms if c.sentence < claim.sentence and c.quantity is not None)
    return said is not None and said["many"].lower() in told


def side_by_side(text: str, claims: Sequence[Claim]) -> list[Claim]:
    """Claims of people told together as "among the dead", none a part of another of them."""
    among = {c.id: c.spans["trigger"] for c in claims if c.kind in HARMS and _among(text, c)}
    return [
        replace(c, part_of=None) if c.id in among and among.get(c.part_of or "") == among[c.id] else c for c in claims
    ]


def _among(text: str, claim: Claim) -> bool:
    """Whether the word of harm stands after "among the"."""
    trigger = claim.spans["trigger"][0]
    people = claim.spans.get("who") or claim.spans.get("count") or ()
    return AMONG.search(text, claim.sentence.start_char, trigger.start_char) is not None and bool(people)


def all_told(text: str, claims: Sequence[Claim], order: dict[str, int], codebook: Codebook) -> list[Claim]:
    """Claims that a later figure takes in ("A total of 14 people died in the attack") as parts of it."""
    found = list(claims)
    for whole in [c for c in claims if _sums_up(text, c, codebook)]:
        for i, part in enumerate(found):
            if _taken_in(part, whole, order):
                found[i] = replace(part, part_of=whole.id)
    return _added_up(text, found)


def _added_up(text: str, claims: Sequence[Claim]) -> list[Claim]:
    """Claims whose figures come to one that is called a total, as its parts; alone, as what that tells again."""
    found = list(claims)
    for i, whole in enumerate(found):
        alone = whole.part_of is None and whole.repeats is None and whole.kind in HARMS
        summed = IN_ALL.search(whole.sentence.of(text)) is not None
        if not alone or number(whole) is None or not (summed or _counts_the_dead(text, whole)):
            continue
        told = [c for c in found[:i] if _may_be_added(c, whole)]
        run = _coming_to(number(whole) or 0, told)
        if not summed and (len(run) < MANY or len(run) < len(told)):
            continue
        said = f"{' + '.join(str(number(c)) for c in run)} = {number(whole)}: told before, all told"
        if len(run) == 1:
            found[i] = replace(whole, repeats=run[0].id, notes=(*whole.notes, said))
        for part in run if len(run) > 1 else ():
            found[found.index(part)] = replace(part, part_of=whole.id, notes=(*part.notes, said))
    return found


def _counts_the_dead(text: str, claim: Claim) -> bool:
    """Whether a figure is one of deaths or coffins, told by no deed: where it comes to all told before, it is those."""
    return COUNTED_DEAD.fullmatch(claim.spans["trigger"][0].of(text)) is not None and bool(claim.spans.get("count"))


def _may_be_added(part: Claim, whole: Claim) -> bool:
    told = part.kind == whole.kind and part.sentence < whole.sentence and part.part_of is None and part.repeats is None
    return told and is_incident(part) and is_incident(whole)


def _coming_to(total: int, told: Sequence[Claim]) -> list[Claim]:
    """Those told before that come to a total exactly: all of them, or else the one run of neighbours that does."""
    sizes = [number(c) for c in told]
    runs = [(a, b) for a in range(len(told)) for b in range(a + 1, len(told) + 1) if None not in sizes[a:b]]
    fits = [(a, b) for a, b in runs if sum(n or 0 for n in sizes[a:b]) == total]
    whole = [run for run in fits if run == (0, len(told))]
    chosen = (whole or fits) if len(whole or fits) == 1 else []
    return [c for a, b in chosen for c in told[a:b]]


def _sums_up(text: str, claim: Claim, codebook: Codebook) -> bool:
    if claim.kind not in HARMS or claim.part_of is not None or claim.repeats is not None or claim.quantity is None:
        return False
    said = claim.sentence.of(text).lower()
    return (
        bool(claim.spans.get("count"))
        and any(w in said for w in codebook.all_told_words)
        and _of_anyone(claim, codebook)
    )


def _of_anyone(claim: Claim, codebook: Codebook) -> bool:
    words = claim.victims.words.lower() if claim.victims else ""
    return not words or words in codebook.general_people or words.split()[-1] in codebook.general_people


def _taken_in(part: Claim, whole: Claim, order: dict[str, int]) -> bool:
    """Whether a claim stands shortly before a whole of its kind, fits it, and is no larger."""
    if part.kind != whole.kind or part.part_of is not None or part.repeats is not None or part.id == whole.id:
        return False
    if not 0 < order[whole.id] - order[part.id] <= REACH or part.status != whole.status or part.scope != whole.scope:
        return False
    if part.date is not None and whole.date is not None and not part.date.shares_day(whole.date):
        return False
    if part.quantity is None or whole.quantity is None:
        return False
    size, room = part.quantity.best, whole.quantity.best
    return size is not None and room is not None and size <= room


def _before(text: str, claim: Claim) -> str:
    counts = claim.spans.get("count", ())
    return text[max(0, counts[0].start_char - BESIDE) : counts[0].start_char].lower().strip() if counts else ""


def _after(text: str, claim: Claim) -> str:
    counts = claim.spans.get("count", ())
    return text[counts[0].end_char : counts[0].end_char + BESIDE].lower().strip() if counts else ""


def of_the_event(text: str, claims: Sequence[Claim], order: Mapping[str, int], codebook: Codebook) -> list[Claim]:
    """Claims read as totals that are rival figures of the event told right before: of its size, and of no period."""
    found = list(claims)
    for i, claim in enumerate(found):
        if claim.scope != "total" or claim.spans.get("when") or claim.kind not in HARMS or not figure_of(claim):
            continue
        said = claim.sentence.of(text)
        if any(pattern(words).search(said) for words in codebook.period_signs):
            continue
        before = [c for c in found[:i] if c.kind == claim.kind and is_incident(c) and c.part_of is None]
        last = before[-1] if before else None
        if last is None or order[claim.id] - order[last.id] not in RIGHT_AFTER:
            continue
        if alike(figure_of(claim), figure_of(last)):
            found[i] = replace(claim, scope="event", notes=(*claim.notes, RIVAL))
    return [_of_those_told(text, found[:i], c) for i, c in enumerate(found)]


def _of_those_told(text: str, before: Sequence[Claim], claim: Claim) -> Claim:
    """The claim, as one of the event where it is a total without dates that adds up what stands before it."""
    undated = claim.scope == "total" and claim.kind in HARMS and not claim.spans.get("when")
    if not undated or number(claim) is None or IN_ALL.search(claim.sentence.of(text)) is None:
        return claim
    one = replace(claim, scope="event")
    run = _coming_to(number(claim) or 0, [c for c in before if _may_be_added(c, one)])
    return one if len(run) > 1 else claim


def over_days(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Claims whose many days hold those of smaller figures of their kind: they are totals over a period.

    So is a figure of a week that has no act and no place of its own and stands behind those of two events or more
    ("of the six people we counted as killed this week").
    """
    return tuple(_of_the_week(_over_days(c, claims), claims) for c in claims)


def _of_the_week(claim: Claim, claims: Sequence[Claim]) -> Claim:
    days, size = claim.date, figure_of(claim)
    weeks = days is not None and (days.end - days.start).days + 1 >= WEEK and bool(claim.spans.get("when"))
    if claim.kind not in HARMS or not is_incident(claim) or not weeks or claim.spans.get("where"):
        return claim
    if any(c.sentence == claim.sentence and c.kind not in HARMS for c in claims):
        return claim
    before = [c for c in claims if _may_be_added(c, claim) and c.date is not None and is_short(c.date)]
    events = {c.event_mention_id for c in before if 0 < figure_of(c) <= size}
    if len(events) < MANY or any(figure_of(c) > size for c in before):
        return claim
    return replace(claim, scope="total", notes=(*claim.notes, "a figure of a week, behind those of its events"))


def _over_days(claim: Claim, claims: Sequence[Claim]) -> Claim:
    days, size = claim.date, figure_of(claim)
    if claim.kind not in HARMS or not is_incident(claim) or days is None or (days.end - days.start).days < LONG:
        return claim
    others = [c for c in claims if c.kind == claim.kind and is_incident(c) and c.date is not None and is_short(c.date)]
    inside = [c for c in others if c.date is not None and days.start <= c.date.start and c.date.end <= days.end]
    if not any(0 < figure_of(c) < size for c in inside) or any(figure_of(c) >= size for c in inside):
        return claim
    why = f"a figure over {(days.end - days.start).days + 1} days, in which the report tells others"
    return replace(claim, scope="total", notes=(*claim.notes, why))


def alike(one: int, other: int) -> bool:
    """Whether two figures may be rivals by their size."""
    small, large = sorted((one, other))
    return small > 0 and large <= ALIKE * small


def figure_of(claim: Claim) -> int:
    """The number that a figure turns on: its best, or its low or high; 0 where it gives none."""
    q = claim.quantity
    return 0 if q is None else q.best or q.low or q.high or 0
