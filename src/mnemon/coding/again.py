"""Who is told of again: what no rule joined, joined by a rule that was learnt from annotated reports."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from mnemon.coding.codebook import Codebook
from mnemon.coding.likeness import Likeness
from mnemon.coding.others import followed_by_both
from mnemon.coding.scenes import is_incident
from mnemon.coding.side_by_side import told_side_by_side
from mnemon.coding.sides import may_not_be_of
from mnemon.coding.tellings import OTHER_VOICE, Around, Tellings, Told
from mnemon.coding.totals import alike, figure_of
from mnemon.model.claims import DIED, LEFT_OUT, RIVAL, Claim
from mnemon.model.marks import Marks

KINDS = ("killed", "wounded", "abducted", "detained", "missing", "displaced")
NO_RULE = "no rule"
A_PART = "before is a part"

APART = (
    frozenset({"l own day", "other day"}),
    frozenset({"l own place", "other place"}),
    frozenset({"l on top"}),
    frozenset({A_PART, OTHER_VOICE, "l counted"}),
    frozenset({"l other ones", "same number"}),
    frozenset({"l other ones", "larger"}),
)
"""What keeps two tellings apart, however alike: another day or place that the later itself tells, or "nine more".

Nor does another voice's figure retell a part of what was told.
"""

RISEN = re.compile(r"\b(?:toll|number|total|ros?e|risen|rises|climb\w*|increas\w*|now)\b", re.IGNORECASE)
"""Words of a sentence whose figure may have those in it who died since."""

ANOTHER = re.compile(r"\b(?:an)?other\b|\balso\b", re.IGNORECASE)
"""Words of a sentence by which somebody who died of a wound is another than the dead told of before."""

SURE = 0.65
"""From this chance on a figure stands for those told of without one: their count is then open no more."""

FEW = 2
"""A figure of so many or more may be rivalled by a larger."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A telling that may be of people told of before, one of those before it, and what is so of both."""

    later: Told
    before: Told
    so: frozenset[str]


@dataclass(frozen=True, slots=True)
class Again:
    """Finds them."""

    tellings: Tellings
    likeness: Likeness

    @staticmethod
    def of(text: str, marks: Marks, order: Mapping[str, int], codebook: Codebook) -> Again:
        """What looks through one report."""
        names = [n for n in marks.names if n.type == "person"]
        return Again(Tellings(text, marks.sentences, names, order, codebook), codebook.likeness)

    def find(self, claims: Sequence[Claim]) -> tuple[list[Claim], list[tuple[str, str]]]:
        """Claims joined to those that likely tell of the same people, where no rule joined them; and the pairs, by id.

        One of fewer people is part of the one before it, one of as many repeats it, one that gives a number at last is
        repeated by the one that gave none, and another voice's that is as large or larger is a figure beside it.
        """
        found = {c.id: c for c in claims}
        pairs: list[tuple[str, str]] = []
        for kind in KINDS:
            roster, told = _begun(claims, kind)
            for claim in told if len(told) > 1 else ():
                one = self.tellings.one(claim)
                free = _is_free(claim, roster) and not self._has_died_since(claim, found)
                likely = self._likeliest(one, roster) if free else None
                joined = _joined(*likely, roster) if likely is not None else None
                if likely is not None and joined is not None:
                    others = _with_them(joined, claim, roster)
                    found |= {c.id: c for c in (joined, *others)}
                    pairs += [(c.id, claim.id) for c in (likely[0].before.claim, *others)]
                    for changed in (joined, *others):
                        one = roster.changed(changed, one)
                roster.add(one)
        return list(found.values()), pairs

    def _has_died_since(self, claim: Claim, claims: Mapping[str, Claim]) -> bool:
        """Whether a death is of one told of as wounded, with no toll that takes it in: it comes on top of the dead."""
        hurt = claims.get(claim.part_of or "")
        if claim.kind == "killed" and ANOTHER.search(claim.sentence.of(self.tellings.text)) is not None:
            beside = [c for c in claims.values() if c.sentence == claim.sentence and DIED in c.notes]
            hurt = hurt if len(beside) != 1 else beside[0]
        sentences = [] if hurt is None or hurt.kind != "wounded" else [hurt.sentence, claim.sentence]
        return bool(sentences) and not any(RISEN.search(s.of(self.tellings.text)) for s in sentences)

    def _likeliest(self, one: Told, roster: Roster) -> tuple[Pair, float] | None:
        """With which telling before it one is likeliest of the same people, and how likely; None where not enough."""
        pairs = self._pairs(one, roster)
        if not pairs:
            return None
        chances = self.likeness.chances([pair.so for pair in pairs])
        best = int(chances.argmax())
        return (pairs[best], float(chances[best])) if chances[best] >= self.likeness.enough else None

    def candidates(self, claims: Sequence[Claim]) -> Iterator[tuple[Claim, list[Pair]]]:
        """Each claim before which its harm was told, with what is so of it and each of those: to learn from."""
        for kind in KINDS:
            roster, told = _begun(claims, kind)
            for claim in told:
                one = self.tellings.one(claim)
                if roster.told and RIVAL not in claim.notes and not roster.points_ahead(claim):
                    yield claim, self._pairs(one, roster)
                roster.add(one)

    def _pairs(self, later: Told, roster: Roster) -> list[Pair]:
        around, whole = roster.around(later.size), roster.joined(later.claim)
        told = [before for before in roster.told if self._may_be_those(later.claim, before.claim)]
        so = [self.tellings.two(later, b, around) | _ruled(later.claim, b.claim, whole, roster) for b in told]
        pairs = [Pair(later, b, both) for b, both in zip(told, so, strict=True)]
        return [pair for pair in pairs if not any(apart <= pair.so for apart in APART)]

    def _may_be_those(self, later: Claim, before: Claim) -> bool:
        """Whether nothing forbids it: no part of the later, nobody told beside it, and no others than attackers."""
        part = later.id in (before.part_of, before.repeats)
        text = self.tellings.text
        beside = part or told_side_by_side(text, later, before) or followed_by_both(text, later, before)
        return not beside and not may_not_be_of(text, later, before, self.tellings.codebook)


class Roster:
    """Those told of before in one kind of harm, in order; grows as a report is gone through."""

    def __init__(self, later: Mapping[str, int]) -> None:
        """`later`: where each claim of the kind begins, by id."""
        self.told: list[Told] = []
        self._begins = later
        self._room: dict[str, int] = {}

    def add(self, told: Told) -> None:
        """Takes in a telling; a part takes of what its whole has left, and who is told again only brings names."""
        claim = told.claim
        if claim.repeats in self._begins:
            self.told = [_with_names(t, told) if t.claim.id == claim.repeats else t for t in self.told]
            return
        if claim.part_of in self._room:
            self._room[claim.part_of] -= told.size
        self._room[claim.id] = told.size
        self.told.append(told)

    def changed(self, joined: Claim, one: Told) -> Told:
        """The telling at hand, after a claim was joined to another: with it, or in the place of one told before."""
        if joined.id == one.claim.id:
            return replace(one, claim=joined)
        self.told = [t for t in self.told if t.claim.id != joined.id]
        return one

    def joined(self, claim: Claim) -> str | None:
        """The id of the claim of this kind that a claim repeats or is part of."""
        return next((i for i in (claim.repeats, claim.part_of) if i in self._begins), None)

    def points_ahead(self, claim: Claim) -> bool:
        """Whether a claim is joined to one told after it."""
        whole = self.joined(claim)
        return whole is not None and self._begins[whole] > self._begins[claim.id]

    def _alone(self) -> list[Told]:
        return [t for t in self.told if self.joined(t.claim) is None]

    def told_so_far(self) -> int:
        """How many people all tellings come to that are part of none."""
        return sum(t.size for t in self._alone())

    def around(self, size: int) -> Around:
        """What was told so far, before a telling of so many."""
        alone = self._alone()
        sizes = [t.size for t in alone if t.size]
        last = self.told[-1].claim.id if self.told else ""
        return Around(last, len(alone), sizes.count(1), _neighbours_come_to(size, sizes), dict(self._room))


def _neighbours_come_to(total: int, sizes: Sequence[int]) -> bool:
    """Whether two or more figures told one after another add up to a total; each is at least one."""
    told, begins = [0, *accumulate(sizes)], set[int]()
    for before, after in zip(told, told[2:], strict=False):
        begins.add(before)
        if after - total in begins:
            return True
    return False


def _with_names(told: Told, again: Told) -> Told:
    """A telling that named nobody with the names that one told again brings."""
    return told if told.people else replace(told, people=again.people)


def _begun(claims: Sequence[Claim], kind: str) -> tuple[Roster, list[Claim]]:
    told = _told(claims, kind)
    return Roster({c.id: c.spans["trigger"][0].start_char for c in told}), told


def _told(claims: Sequence[Claim], kind: str) -> list[Claim]:
    """The incidents of a kind, in text order, that may be counted."""
    told = [c for c in claims if c.kind == kind and is_incident(c) and not set(LEFT_OUT).intersection(c.notes)]
    return sorted(told, key=lambda c: c.spans["trigger"][0])


def _ruled(claim: Claim, before: Claim, whole: str | None, roster: Roster) -> set[str]:
    """What the rules made of two tellings, and of the one before by itself."""
    so = {A_PART} if roster.joined(before) is not None else set()
    if whole != before.id:
        return so | {NO_RULE if whole is None else "rule: another"}
    return so | {"rule: the same" if claim.repeats == whole else "rule: a part"}


def _is_free(claim: Claim, roster: Roster) -> bool:
    """Whether no rule has joined a claim to another."""
    return roster.joined(claim) is None and RIVAL not in claim.notes


def _with_them(joined: Claim, later: Claim, roster: Roster) -> list[Claim]:
    """All others told of before of an event of which a toll takes one in, as some of that toll too."""
    if joined.part_of != later.id:
        return []
    told = (t.claim for t in roster.told if t.claim.event_mention_id == joined.event_mention_id)
    free = (c for c in told if c.id != joined.id and _is_free(c, roster))
    return [replace(c, part_of=later.id, notes=(*c.notes, joined.notes[-1])) for c in free]


def _joined(pair: Pair, chance: float, roster: Roster) -> Claim | None:
    """The later claim, or the one before it, as joined to the other; None where they are left apart."""
    claim, before = pair.later.claim, pair.before.claim
    mine, theirs, told = figure_of(claim), figure_of(before), f"({chance:.2f})"
    if mine and not theirs:
        note = f"likely told with a number later {told}"
        sure = chance >= SURE and roster.joined(before) is None
        return replace(before, repeats=claim.id, notes=(*before.notes, note)) if sure else None
    voice = OTHER_VOICE in pair.so and bool(claim.spans.get("count"))
    if FEW <= theirs < mine or (voice and FEW <= theirs == mine):
        note = f"likely another figure of those told before {told}"
        return replace(claim, notes=(*claim.notes, RIVAL, note)) if voice and alike(mine, theirs) else None
    if theirs > 0 and roster.told_so_far() < mine:
        note = f"likely one of those told of later {told}"
        return replace(before, part_of=claim.id, notes=(*before.notes, note)) if _is_free(before, roster) else None
    if 0 < mine < theirs:
        return replace(claim, part_of=before.id, notes=(*claim.notes, f"likely some of those told before {told}"))
    return replace(claim, repeats=before.id, notes=(*claim.notes, f"likely told before {told}"))
