"""Part and whole: which figure is included in which, and whether the sum comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from mnemon.model.claims import MADE_UP, Claim
from mnemon.model.marks import HARMS
from mnemon.model.text import Span
from mnemon.model.values import Quantity

RISEN = re.compile(
    r"\b(?:rose|risen|rises|rising|climbed|climbs|increased|jumped|raised)\b[^,;.]{0,40} to (?:\w+ ){0,2}$",
    re.IGNORECASE,
)
"""What stands before a toll that has grown."""

ATTACKERS = frozenset("attackers assailants raiders bombers gunmen shooters hijackers".split())

INCLUDING = re.compile(r"\b(?:includ\w+|among|of (?:them|these|those|whom|the dead))\b", re.IGNORECASE)
"""Words by which a sentence tells of some of those counted before."""

INCLUDED = re.compile(
    r"\b(?:(?:including|among (?:them|whom)|of (?:them|whom))\s+(?:(?:at least|about|some)\s+)?"
    r"|(?:nam|identif)\w+ (?:them|the (?:\w+ )?(?:dead|deceased|victims|men|women|two|three|four|five|six)"
    r"|those killed) as\s+(?:[^.;:]{2,80}(?:,| and)\s+)?)$",
    re.IGNORECASE,
)
"""What stands before the count, or the names, of some of those counted just before."""

NAMING = re.compile(r"[ ,:(–—-]{1,3}")
"""What stands between people counted and the words that name each of them."""

FULL_NAME = re.compile(r"(?:Messrs?\.? )?[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)+")
"""A name of two words or more, with nothing else beside it."""

LISTED = re.compile(r"(?:\s[\w'’-]+){1,3}(?:,| and)\s$")
"""What stands between two counts of one list: "three children and two women"."""

FORCES = frozenset({"state force", "rebel group", "militia", "armed group"})
"""Kinds of people who bear arms."""

ANY = "civilians"
"""The kind of an actor who may be of any body: "the driver" may be the driver of the UN."""

REACH = 3
"""How many sentences back a part looks for its whole."""

HAPPENED = ("fact", "possible")

OUTCOMES = ("killed", "wounded", "released")
"""What may become of people who were harmed before."""

ANYONE = {"", "people", "persons", "others", "other people", "victims", "more", "them", "those"}
"""Words for victims that could be any group."""


def of_anyone(claim: Claim) -> bool:
    """Whether a figure is of people of no named sort."""
    return claim.victims is None or claim.victims.words.lower() in ANYONE


def same_people(left: Claim, right: Claim) -> bool:
    """Whether two claims can speak of the same group: the same actor, the same words, or one of them anyone."""
    a, b = left.victims, right.victims
    if a is None or b is None or a.words.lower() in ANYONE or b.words.lower() in ANYONE:
        return True
    within = a.within(b) or b.within(a)
    if a.actor_id is not None and b.actor_id is not None and (within or ANY not in (a.kind, b.kind)):
        return within
    return a.words.lower() == b.words.lower() or bool(_words(a.words) & _words(b.words))


def _words(words: str) -> set[str]:
    return {w.rstrip("s") for w in words.lower().split() if len(w) > 3}


def number(claim: Claim) -> int | None:
    """The exact figure of a claim; None where it is bounded, vague or not given."""
    q = claim.quantity
    return q.best if q is not None and q.low == q.best == q.high and not q.approx else None


def share_counts(claims: Sequence[Claim]) -> list[Claim]:
    """Harms told of the same words for people share their count: "1 nurse abducted, later found dead" is one dead."""
    counts = {
        (c.sentence, c.spans["who"][0].end_char): c.quantity
        for c in reversed(claims)
        if c.kind in HARMS and c.spans.get("who") and c.spans.get("count") and number(c) is not None
    }
    alone: dict[Span, list[Quantity | None]] = {}
    for (sentence, _), q in counts.items():
        alone.setdefault(sentence, []).append(q)
    beside = _by_sentence(claims)

    def told(claim: Claim) -> Quantity | None:
        who = claim.spans.get("who")
        if who:
            return counts.get((claim.sentence, who[0].end_char))
        found = alone.get(claim.sentence, [])
        return found[0] if len(found) == 1 and _follows_harm(claim, beside[claim.sentence]) else None

    return [_counted_as(c, told(c)) for c in claims]


def _by_sentence(claims: Sequence[Claim]) -> dict[Span, list[Claim]]:
    beside: dict[Span, list[Claim]] = {}
    for claim in claims:
        beside.setdefault(claim.sentence, []).append(claim)
    return beside


def _follows_harm(claim: Claim, beside: Sequence[Claim]) -> bool:
    """Whether a harm that names and counts nobody is what became of those harmed before it in its sentence."""
    start = claim.spans["trigger"][0].start_char
    kinds = {c.kind for c in beside if c.spans["trigger"][0].end_char < start}
    follows = claim.kind in OUTCOMES and kinds.isdisjoint({"killed", claim.kind}) and not kinds.isdisjoint(HARMS)
    return follows and not claim.spans.get("count")


def _counted_as(claim: Claim, quantity: Quantity | None) -> Claim:
    if quantity is None or claim.quantity is not None or claim.kind not in HARMS or claim.status not in HAPPENED:
        return claim
    return replace(claim, quantity=quantity, notes=(*claim.notes, f'"{quantity.words}" as said of the same people'))


def with_siblings(text: str, claims: Sequence[Claim], kinds_of: frozenset[str]) -> list[Claim]:
    """Claims that are parts because they divide the figure before them: "three staff, one foreign and two local".

    They follow it under the same trigger and come to it exactly; and one of them is known for a part, or their words
    for people are nothing but a sort of them (`kinds_of`), or stand right behind its own ("two staff, a doctor and his
    driver").
    """
    found = list(claims)
    for i, whole in enumerate(found):
        after = [j for j in _same_sentence(found, i) if _beside(whole, found[j])]
        figures = [number(found[j]) for j in after]
        if len(after) < 2 or None in figures or sum(f or 0 for f in figures) != number(whole):
            continue
        parts = [found[j] for j in after]
        known = any(c.part_of == whole.id or _sort_of(text, c, kinds_of) for c in parts)
        if known or _named_behind(text, whole, parts):
            for j in after:
                found[j] = replace(found[j], part_of=whole.id)
    return found


def _named_behind(text: str, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether parts name those counted right before them; behind a comma where another closes what names them."""
    between = text[_last(whole) : min(map(starts, parts))]
    closed = "," not in between or text.startswith(",", max(map(_last, parts)))
    closed = closed or all(FULL_NAME.fullmatch(span.of(text)) for c in parts for span in c.spans.get("who", ()))
    return closed and NAMING.fullmatch(between) is not None


def _last(claim: Claim) -> int:
    """Where the words for who was harmed end, or a claim's count, or else its trigger."""
    told = (*claim.spans.get("who", ()), *claim.spans.get("count", ())) or claim.spans["trigger"]
    return max(span.end_char for span in told)


def _same_sentence(claims: Sequence[Claim], at: int) -> Iterator[int]:
    """The indices of the claims after one that stand in its sentence."""
    for j in range(at + 1, len(claims)):
        if claims[j].sentence != claims[at].sentence:
            return
        yield j


def _beside(whole: Claim, part: Claim) -> bool:
    """Whether a claim follows another of its kind under one trigger, and is no part of something else."""
    same = (whole.sentence, whole.kind, whole.spans["trigger"]) == (part.sentence, part.kind, part.spans["trigger"])
    return same and whole.part_of is None and part.part_of in (None, whole.id)


def _sort_of(text: str, claim: Claim, sorts: frozenset[str]) -> bool:
    who = [s.of(text).lower() for s in claim.spans.get("who", ())]
    return not who or all(word in sorts for words in who for word in words.split())


def in_brackets(text: str, claims: Sequence[Claim]) -> list[Claim]:
    """Claims whose count stands in brackets are parts of the figure of their kind before them, if it is as large.

    "Three nurses (two Kenyans, one Ugandan) were abducted" counts three.
    """
    found = list(claims)
    for i, claim in enumerate(found):
        opened = _bracket(text, claim)
        if opened is None or claim.part_of is not None:
            continue
        before = [c for c in claims if c.sentence == claim.sentence and c.kind == claim.kind and _ends(c) <= opened]
        before = [c for c in before if c.part_of != claim.id]
        whole = max(before, key=_ends, default=None)
        inside = [number(c) or 1 for c in claims if c.kind == claim.kind and _bracket(text, c) == opened]
        if whole is not None and sum(inside) <= (number(whole) or 0):
            found[i] = replace(claim, part_of=whole.id)
    return found


def included(text: str, claims: Sequence[Claim]) -> list[Claim]:
    """Claims that "including" or "among them" brings in are parts of the figure of their kind before those words.

    So are those that go on with the list ("including three children and two women"). "Twelve people, including three
    children, were killed, raising an earlier toll of nine" has the three in the twelve, not in the nine.
    """
    now, brought, beside = {c.id: c for c in claims}, dict[str, str](), _by_sentence(claims)
    for part in sorted(claims, key=starts):
        start = starts(part)
        before = [now[c.id] for c in beside[part.sentence] if c.kind == part.kind and _ends(c) < start]
        last = max(before, key=_ends, default=None)
        between = text[_ends(last) : start] if last is not None else ""
        fits = [c for c in before if c.part_of is None and _at_most(part, c)]
        if fits and INCLUDED.search(between):
            brought[part.id] = max(fits, key=_ends).id
        elif last is not None and last.id in brought and LISTED.fullmatch(between):
            brought[part.id] = brought[last.id]
        if part.id in brought:
            now[part.id] = replace(part, part_of=brought[part.id])
    return [now[c.id] for c in claims]


def _at_most(part: Claim, whole: Claim) -> bool:
    """Whether a figure is known to be no larger than another."""
    a, b = (c.quantity.best or c.quantity.low if c.quantity is not None else None for c in (part, whole))
    return b is not None and (a or 1) <= b


def starts(claim: Claim) -> int:
    """Where a claim's count begins, or else the words for who was harmed, or its trigger."""
    return min(s.start_char for s in claim.spans.get("count") or claim.spans.get("who") or claim.spans["trigger"])


def _bracket(text: str, claim: Claim) -> int | None:
    """Where the bracket opens that a claim's count, or who was harmed, stands in; None where it stands in none."""
    spans = claim.spans.get("count") or claim.spans.get("who")
    if not spans:
        return None
    lead = text[claim.sentence.start_char : spans[0].start_char]
    opened = lead.rfind("(")
    return claim.sentence.start_char + opened if opened > lead.rfind(")") else None


def _ends(claim: Claim) -> int:
    """Where a claim's count ends; far beyond any bracket where it gives none."""
    return max((s.end_char for s in claim.spans.get("count", ())), default=1 << 60)


def find_wholes(claims: Sequence[Claim], order: dict[str, int]) -> list[Claim]:
    """Claims with `part_of` set where an earlier sentence holds the whole. `order`: sentence number by claim id."""
    found = list(claims)
    for sentence, group in groupby(range(len(found)), key=lambda i: order[found[i].id]):
        members = list(group)
        before = [c for c in found[: members[0]] if sentence - order[c.id] <= REACH and c.part_of is None]
        for kind in dict.fromkeys(found[i].kind for i in members):
            parts = [i for i in members if found[i].kind == kind and found[i].part_of is None]
            whole = _sum_of([found[i] for i in parts], before)
            for i in parts if whole is not None else ():
                found[i] = replace(found[i], part_of=whole.id if whole else None)
    return found


def _sum_of(parts: Sequence[Claim], before: Sequence[Claim]) -> Claim | None:
    """The nearest earlier claim of the same kind whose exact figure is the sum of at least two exact parts."""
    figures = [number(p) for p in parts]
    if len(parts) < 2 or any(f is None for f in figures):
        return None
    total = sum(f for f in figures if f is not None)
    fits = [c for c in before if c.kind == parts[0].kind and number(c) == total]
    return next((c for c in reversed(fits) if all(same_people(c, p) and may_be_within(p, c) for p in parts)), None)


def risen(text: str, claims: Sequence[Claim]) -> list[Claim]:
    """Claims whose dead are in the toll that their own sentence gives: "rose to 13 after three wounded men died"."""
    found = list(claims)
    for whole in found:
        count = whole.spans.get("count", ())
        rose = RISEN.search(text[whole.sentence.start_char : count[0].start_char]) if count else None
        if rose is None or whole.kind != "killed":
            continue
        for i, part in enumerate(found):
            later = part.sentence == whole.sentence and part.spans["trigger"][0] > count[0]
            smaller = 0 < (number(part) or 0) < (number(whole) or 0)
            if later and smaller and part.kind == whole.kind and part.part_of is None and part.id != whole.id:
                found[i] = replace(part, part_of=whole.id)
    return found


def may_be_within(part: Claim, whole: Claim) -> bool:
    """False where the part is dated outside the whole's days, or is a claim of another status."""
    if part.status != whole.status or part.scope != whole.scope:
        return False
    a, b = part.date, whole.date
    return a is None or b is None or a.shares_day(b)


def of_attackers(text: str, part: Claim, whole: Claim) -> bool:
    """Whether a part is one of those who attacked ("one of the attackers also"), and the whole of others.

    Where the whole is of people of no told sort, its attackers are in it only where the words say so ("including").
    """
    words = part.victims.words.lower().removeprefix("the ") if part.victims else ""
    apart = INCLUDING.search(part.sentence.of(text)) is None if of_anyone(whole) else not same_people(part, whole)
    return words in ATTACKERS and apart


def no_larger(claims: Sequence[Claim]) -> list[Claim]:
    """Claims of which none is a part of a figure smaller than it ("twelve were killed; others speak of 15 dead")."""
    by_id = {c.id: c for c in claims}

    def fits(part: Claim) -> bool:
        whole = by_id.get(part.part_of or "")
        sizes = (_best(part), _best(whole)) if whole is not None and whole.kind == part.kind else (None, None)
        if whole is not None and sizes == (1, 1) and part.sentence == whole.sentence:
            return part.spans["trigger"] == whole.spans["trigger"]
        return sizes[0] is None or sizes[1] is None or sizes[0] <= sizes[1]

    return [c if fits(c) else replace(c, part_of=None) for c in claims]


def _best(claim: Claim) -> int | None:
    """The figure of a claim whose ends are given, be it about so many; None where it is open, vague or not given."""
    q = claim.quantity
    return q.best if q is not None and None not in (q.low, q.high) else None


def inherit(claims: Sequence[Claim]) -> list[Claim]:
    """A part without speaker, victims, place or day of its own has its whole's, and says so."""
    by_id = {c.id: c for c in claims}
    return [_from_whole(c, by_id[c.part_of]) if c.part_of in by_id else c for c in claims]


def _from_whole(part: Claim, whole: Claim) -> Claim:
    taken: dict[str, object] = {}
    one = part.kind == whole.kind
    for name in ("said_by", "victims", "place", "date", "said_on", "by") if one else ("said_by", "victims", "said_on"):
        if getattr(part, name) is None and getattr(whole, name) is not None:
            taken[name] = getattr(whole, name)
    if part.victims is not None and part.victims.words.lower() in ANYONE and whole.victims is not None:
        taken["victims"] = whole.victims
    note = f"{', '.join(sorted(taken))} as in the whole" if taken else ""
    changed: dict[str, object] = {**taken, "scope": whole.scope, "notes": (*part.notes, note) if note else part.notes}
    return replace(part, **changed)  # type: ignore[arg-type]


def check_sums(claims: Sequence[Claim]) -> list[Claim]:
    """Each whole with a note on what its exact parts come to."""
    notes = dict(_sums(claims))
    return [replace(c, notes=(*c.notes, notes[c.id])) if c.id in notes else c for c in claims]


def _sums(claims: Sequence[Claim]) -> Iterator[tuple[str, str]]:
    for whole in claims:
        parts = [c for c in claims if c.part_of == whole.id and c.kind == whole.kind]
        figures = [f for f in map(number, parts) if f is not None]
        total = number(whole)
        if len(figures) < 2 or total is None or len(figures) < len(parts):
            continue
        said = f"{' + '.join(map(str, figures))} = {sum(figures)}"
        if sum(figures) == total:
            yield whole.id, f"{said}: {MADE_UP}"
        elif sum(figures) > total:
            yield whole.id, f"{said} is more than {total}: parts overlap or a figure is wrong"
