"""People told of by name: whoever is named again, in full or in short, is no one new."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mnemon.coding.parts import HAPPENED, number
from mnemon.coding.singular import AGREES, is_bare
from mnemon.model.claims import Claim
from mnemon.model.marks import HARMS, Marks, Name
from mnemon.model.text import Span
from mnemon.model.values import Quantity

ONCE = ("killed",)
"""Harms that nobody suffers twice: a name told again is the same death, whatever day is told with it."""

NOT_THEM = re.compile(
    r"['’]s\b|\b(?:of|by|with|for|from|near|outside|alias|aka|known as|called|nicknamed|nom de guerre)(?:\W|$)",
    re.IGNORECASE,
)
"""Words before a name by which somebody else is harmed: "Haddad's brother", "supporters of Haddad"."""

BEHIND = re.compile(r"(?:,|\s\(|\s?[-–—]| and |$)")
"""What may stand behind a name that is the head of its phrase."""

APPOSED = re.compile(r",(?: \d{1,3},)? ")

NEW = re.compile(r",(?: \d{1,3},)? an? ")
"""What stands between a name and the noun that tells who that is ("Amara, a baker")."""

CLOSED = re.compile(r"[,;.]| and (?:father|mother|husband|wife)\b")
"""What ends the words for somebody."""

OWNER = re.compile(r"['’]s?\b")

Person = frozenset[str]
"""The words of a person's name, in lower case, without initials."""


class _Victims:
    """One claim's people by name, with what later claims told of their names."""

    def __init__(self, claim: Claim, people: Sequence[Person]) -> None:
        self.claim, self.people = claim, list(people)

    def meant(self, person: Person) -> int | None:
        """Which of them a name means; None where none is called so."""
        fits = (i for i, known in enumerate(self.people) if person <= known or known <= person)
        return next(fits, None)


def named_again(text: str, marks: Marks, claims: Sequence[Claim]) -> tuple[list[Claim], frozenset[str]]:
    """Claims with `repeats` or `part_of` set where all whom they name were told of before as harmed in the same way.

    Beside them the ids of those that name somebody new: "his brother Ali" is not whom "his" means.

    "Omar Haddad was murdered ... Haddad was shot dead": one death. "Omar Haddad and Ali Saleh were killed ... Saleh's
    death": one of two. A claim without a number that names people has theirs.
    """
    names = [name for name in marks.names if name.type == "person"]
    claims = [_in_apposition(text, names, claim, claims) for claim in claims]
    told: dict[str, list[_Victims]] = {}
    found: list[Claim] = []
    for claim in claims:
        people = people_of(text, names, claim) if claim.kind in HARMS else []
        if not people or claim.status not in HAPPENED or claim.scope == "total":
            found.append(claim)
            continue
        before = told.setdefault(claim.kind, [])
        named = _placed(_counted(claim, people), people, before)
        if named.repeats is None and named.part_of in (None, claim.part_of):
            before.append(_Victims(named, people))
        found.append(named)
    return found, frozenset(known.claim.id for of_kind in told.values() for known in of_kind)


def _in_apposition(text: str, names: Sequence[Name], claim: Claim, claims: Sequence[Claim]) -> Claim:
    """The claim as a repeat of one under the same trigger whose noun it names ("the driver, Peter Lado")."""
    who, alone = claim.spans.get("who", ()), claim.repeats is None and claim.part_of is None
    if claim.kind not in HARMS or len(who) != 1 or not alone or number(claim) not in (None, 1):
        return claim
    twice = next((c for c in claims if c.kind == claim.kind and _is_same_one(text, c, claim)), None)
    if twice is not None:
        return replace(claim, repeats=twice.id, notes=(*claim.notes, "the same person by another name"))
    if CLOSED.match(text, who[0].end_char) is None:
        return claim
    named = _is_name(who[0], names)
    for first in claims:
        other = first.spans.get("who", ())[-1:]
        beside = first.spans["trigger"] == claim.spans["trigger"] and first.kind == claim.kind and number(first) == 1
        apart = named != any(_is_name(span, names) for span in other)
        if beside and other and apart and _beside(text, other[0], who[0], named=named):
            return replace(claim, repeats=first.id, notes=(*claim.notes, "the name of whom the words before it tell"))
    return claim


def _is_same_one(text: str, first: Claim, later: Claim) -> bool:
    """Whether two nouns with one article and a verb of one are one person ("A founder and aid worker was killed")."""
    one, other = first.spans.get("who", ())[-1:], later.spans.get("who", ())[-1:]
    if not one or not other or first.spans["trigger"] != later.spans["trigger"] or later.spans.get("count"):
        return False
    between = text[one[0].start_char : other[0].start_char].removeprefix(one[0].of(text).removesuffix("and"))
    bare = is_bare(other[0].of(text)) and number(first) == number(later) == 1
    return bare and between in (" and ", "and ") and AGREES.match(text, other[0].end_char) is not None


def _is_name(words: Span, names: Sequence[Name]) -> bool:
    """Whether words for somebody end with a name."""
    return any(name.span.overlaps(words) and name.span.end_char == words.end_char for name in names)


def _beside(text: str, first: Span, later: Span, *, named: bool) -> bool:
    """Whether only a comma, or an age, stands between a noun and its name, or a name and its noun with "the"."""
    between = text[first.end_char : later.start_char]
    if named:
        return between in (", ", ", one ")
    if NEW.fullmatch(between) is not None:
        return True
    owned = later.of(text).lower().startswith(("a ", "an ", "the ", "his ", "her ", "their "))
    return owned and APPOSED.fullmatch(between) is not None


def people_of(text: str, names: Sequence[Name], claim: Claim) -> list[Person]:
    """The names of those harmed: each one that is the head of its words; `names`: those of people."""
    return list(_people(text, names, claim))


def _people(text: str, names: Sequence[Name], claim: Claim) -> Iterator[Person]:
    for span in claim.spans.get("who", ()):
        for name in names:
            if not name.span.overlaps(span) or name.span.end_char > span.end_char:
                continue
            before = text[span.start_char : max(span.start_char, name.span.start_char)]
            behind = text[name.span.end_char : span.end_char]
            if NOT_THEM.search(before) is None and BEHIND.match(behind) is not None:
                person = _person(name.span.of(text))
                if person:
                    yield person


def _person(words: str) -> Person:
    said = (OWNER.sub("", word).strip(".,()\"'").casefold() for word in words.split())
    return frozenset(word for word in said if len(word) > 1)


def _counted(claim: Claim, people: Sequence[Person]) -> Claim:
    """The claim with as many people as it names, where nothing counts them."""
    size = len(people)
    if claim.spans.get("count") or (claim.quantity is not None and (number(claim) != 1 or size == 1)):
        return claim
    return replace(claim, quantity=Quantity(size, size, size, rule="named"))


def _placed(claim: Claim, people: Sequence[Person], told: list[_Victims]) -> Claim:
    """The claim as told before, or as part of what was; as it is where it names somebody new."""
    if claim.repeats is not None:
        _learn(claim, people, told)
        return claim
    if len(people) == number(claim) and _all_told(claim, people, told):
        return replace(claim, repeats=told[-1].claim.id, notes=(*claim.notes, "all named before"))
    for known in reversed(told):
        which = [known.meant(person) for person in people]
        if None in which or not _may_be_one(claim, known.claim):
            continue
        if claim.part_of is not None or number(claim) not in (None, len(people)):
            return claim
        for i, person in zip(which, people, strict=True):
            if i is not None:
                known.people[i] |= person
        if len(people) == len(known.people) and number(known.claim) in (None, len(people)):
            return replace(claim, repeats=known.claim.id, notes=(*claim.notes, "named before"))
        return replace(claim, part_of=known.claim.id, notes=(*claim.notes, "one of those named before"))
    return claim


def _all_told(claim: Claim, people: Sequence[Person], told: Sequence[_Victims]) -> bool:
    """Whether several people were told of before, in more than one claim."""
    fits = [k for k in told if _may_be_one(claim, k.claim)]
    homes = [next((k.claim.id for k in fits if k.meant(person) is not None), None) for person in people]
    return None not in homes and len(set(homes)) > 1


def _learn(claim: Claim, people: Sequence[Person], told: list[_Victims]) -> None:
    """Keeps the names that a repeat tells of whom its first did not name."""
    known = next((k for k in told if k.claim.id == claim.repeats), None)
    if known is not None and known.meant(people[0]) is None:
        known.people.append(people[0])
    if known is None and claim.repeats is not None:
        told.append(_Victims(replace(claim, id=claim.repeats, repeats=None), people))


def _may_be_one(later: Claim, first: Claim) -> bool:
    if later.kind in ONCE or later.date is None or first.date is None:
        return True
    return later.date.shares_day(first.date)
