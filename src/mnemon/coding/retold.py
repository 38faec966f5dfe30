"""People whom a report tells of first without a name, and then by name, or by what they were."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mnemon.coding.codebook import Codebook
from mnemon.coding.counted import ATTACKER
from mnemon.coding.named import Person, people_of
from mnemon.coding.others import followed_by_both
from mnemon.coding.parts import may_be_within, number
from mnemon.coding.scenes import is_incident
from mnemon.coding.singular import noun_of
from mnemon.coding.toll import of_two_sorts
from mnemon.model.claims import Claim
from mnemon.model.marks import Marks, Name

KINDS = ("killed", "wounded", "abducted", "detained", "missing")

MORE = re.compile(
    r"\b(?:another|more|others?|also|further|additional|additionally|in addition|separately|elsewhere|second|third"
    r"|earlier|previous|previously|as well|too|besides)\b",
    re.IGNORECASE,
)
"""Words before the words for somebody, by which they are someone new."""

ORDINAL = re.compile(r"\b(?:an?|the) (?:second|third|fourth|fifth|sixth|seventh)\b", re.IGNORECASE)

THEIRS = ("his", "her", "their", "its")
DEFINITE = ("the", *THEIRS)
MINE = ("my", "our")
RELATIVES = frozenset(
    "son daughter brother sister father mother husband wife child boy girl nephew niece cousin uncle aunt grandson"
    " granddaughter grandmother grandfather baby".split()
)
"""Words for one who belongs to somebody that speaks."""

NEAR = 4
"""So many sentences on the same noun means the same person in whatever event it is told."""


class _Told:
    """A figure of an event, and how many of its people were told of again: by whatever words."""

    def __init__(self, claim: Claim, noun: str, *, named: bool, part: bool = False) -> None:
        self.claim, self.noun, self.named, self.part, self.again = claim, noun, named, part, 0

    @property
    def size(self) -> int:
        """How many the figure counts; 0 where it is open."""
        return number(self.claim) or 0

    @property
    def free(self) -> bool:
        """Whether there is somebody left whom a later telling may mean."""
        return not self.named and self.again < self.size


@dataclass(frozen=True, slots=True)
class Retold:
    """Finds them. `order`: sentence number by claim id."""

    text: str
    names: Sequence[Name]
    order: Mapping[str, int]
    codebook: Codebook

    @staticmethod
    def of(text: str, marks: Marks, order: Mapping[str, int], codebook: Codebook) -> Retold:
        """What looks through one report."""
        return Retold(text, [n for n in marks.names if n.type == "person"], order, codebook)

    def find(self, claims: Sequence[Claim]) -> tuple[Claim, ...]:
        """Claims with `repeats` or `part_of` set where they tell again of whom their event told without a name.

        "A man was killed ... The deceased was identified as Abdul Karim", "left his driver and an escort dead ... The
        driver, Jomar Abedin, died at the wheel. Patrolman Castañeda was declared dead". As many as the event has told
        of and no more; nobody who is told on top ("also", "another").
        """
        found = {c.id: c for c in claims}
        for kind in KINDS:
            told = [c for c in claims if c.kind == kind and is_incident(c)]
            found |= {c.id: c for c in self._through(sorted(told, key=lambda c: c.spans["trigger"][0]))}
        return tuple(found.values())

    def _through(self, told: Sequence[Claim]) -> Iterator[Claim]:
        roster: list[_Told] = []
        kinds = {claim.id for claim in told}
        for claim in told:
            people = people_of(self.text, self.names, claim)
            whole = next((t for t in roster if t.claim.id in (claim.part_of, claim.repeats)), None)
            of_its_kind = claim.part_of in kinds
            if of_its_kind or claim.repeats is not None:
                if whole is not None and claim.part_of is not None:
                    whole.again += number(claim) or 0
                if of_its_kind and claim.repeats is None:
                    roster.append(_Told(claim, noun_of(claim, self.codebook.one_person), named=bool(people), part=True))
                continue
            first = self._meant(claim, people, roster)
            if first is None:
                named = bool(people) or self._counts_on(claim)
                roster.append(_Told(claim, noun_of(claim, self.codebook.one_person), named=named))
                continue
            first.again += number(claim) or 1
            yield _linked(claim, first)

    def _meant(self, claim: Claim, people: Sequence[Person], roster: Sequence[_Told]) -> _Told | None:
        """Whom of those told before a claim means; None where it tells of somebody new."""
        size, words = number(claim), claim.victims.words.lower().split() if claim.victims else []
        if not size or size != max(1, len(people)) or not words or self._on_top(claim) or claim.spans.get("count"):
            return None
        noun = noun_of(claim, self.codebook.one_person)
        own = words[0] in MINE and noun in RELATIVES
        if words[0] in self.codebook.pronouns:
            return self._only_one(claim, roster)
        if not (people or words[0] in DEFINITE or own or self._is_the_dead(claim) or self._behind_the(claim)):
            return None
        fits = [t for t in roster if t.free and self._may_be(claim, t) and t.size - t.again >= size]
        fits = [t for t in fits if not followed_by_both(self.text, claim, t.claim)]
        exact = [t for t in fits if t.noun and (noun == t.noun or (people and t.noun in words)) and t.size == size]
        if exact or (words[0] in THEIRS and (noun in RELATIVES or self._beside_another(claim, roster))):
            return next(iter(exact), None)
        here = [t for t in fits if not t.part and t.claim.event_mention_id == claim.event_mention_id]
        here = [t for t in here if not of_two_sorts(claim, t.claim)]
        general = own or self._is_general(noun) or bool(people)
        alike = [t for t in here if t.size == size and (general or self._open(t))]
        some = [t for t in here if t.size > size and (people or (claim.kind == "killed" and self._is_general(t.noun)))]
        return next(iter(alike or some), None)

    def _open(self, told: _Told) -> bool:
        """Whether the words for those of a figure leave open who they are, and mean nobody known."""
        return self._is_general(told.noun) and not self._is_definite(told)

    def _only_one(self, claim: Claim, roster: Sequence[_Told]) -> _Told | None:
        """The one person without a name whom the event told of, if it told of nobody else: whom "he" means."""
        here = [t for t in roster if t.claim.event_mention_id == claim.event_mention_id]
        alone = here[0] if len(here) == 1 and here[0].free and here[0].size == 1 else None
        return alone if alone is not None and alone.claim.sentence < claim.sentence else None

    def _beside_another(self, claim: Claim, roster: Sequence[_Told]) -> bool:
        """Whether "his apprentice" stands beside whom he was taken with: that is somebody else."""
        return any(t.claim.sentence == claim.sentence for t in roster) or self._with(claim)

    def _with(self, claim: Claim) -> bool:
        who = claim.spans["who"][0].start_char
        return self.text[claim.sentence.start_char : who].rstrip().endswith((" with", " and", ","))

    def _may_be(self, claim: Claim, told: _Told) -> bool:
        """Whether a figure stands before a claim, in its event or near, with nothing that speaks against it."""
        first = told.claim
        near = self.order[claim.id] - self.order[first.id] <= NEAR
        same = first.event_mention_id == claim.event_mention_id
        noun = noun_of(claim, self.codebook.one_person)
        attacked = (noun.rstrip("s") in ATTACKER) == (told.noun.rstrip("s") in ATTACKER)
        before = first.sentence < claim.sentence
        return before and attacked and (same or near) and may_be_within(claim, first)

    def _on_top(self, claim: Claim) -> bool:
        """Whether a word before the words for somebody, or right behind, says that they come on top."""
        ends = [span.end_char for part in ("who", "trigger") for span in claim.spans.get(part, ())[:1]]
        return MORE.search(self.text, claim.sentence.start_char, max(ends)) is not None

    def _behind_the(self, claim: Claim) -> bool:
        """Whether "the" stands right before the words for somebody ("The second victim")."""
        who = claim.spans.get("who", ())[:1]
        lead = self.text[claim.sentence.start_char : who[0].start_char].lower().split()[-1:] if who else []
        return lead == ["the"]

    def _is_the_dead(self, claim: Claim) -> bool:
        """Whether the harm is told by "the deceased" or "the victim", of whom the report has told."""
        trigger = claim.spans["trigger"][0]
        before = self.text[claim.sentence.start_char : trigger.start_char].lower().split()[-1:]
        the = [word.strip("\"'“”‘’(") for word in before] == ["the"]
        return the and trigger.of(self.text).lower() in ("deceased", "victim", "dead", "slain")

    def _is_definite(self, told: _Told) -> bool:
        """Whether the words for those of a figure mean somebody known ("the injured man")."""
        who = told.claim.spans.get("who", told.claim.spans["trigger"])[0]
        lead = self.text[told.claim.sentence.start_char : who.start_char].lower().split()[-2:]
        words = {*lead, *who.of(self.text).lower().split()[:1]}
        return not told.claim.spans.get("count") and not words.isdisjoint(DEFINITE)

    def _counts_on(self, claim: Claim) -> bool:
        """Whether a claim counts somebody on from others ("A second ranger has died"): who they are is told beside."""
        return ORDINAL.search(self.text, claim.sentence.start_char, claim.spans["trigger"][0].end_char) is not None

    def _is_general(self, noun: str) -> bool:
        return not noun or noun in self.codebook.general_people or noun in self.codebook.sorts_of_people


def _linked(claim: Claim, first: _Told) -> Claim:
    if first.size == number(claim):
        return replace(claim, repeats=first.claim.id, notes=(*claim.notes, "told of before without a name"))
    words = first.claim.quantity.words if first.claim.quantity is not None else ""
    note = f"taken to be among the {words or first.size} told of before"
    return replace(claim, part_of=first.claim.id, notes=(*claim.notes, note))
