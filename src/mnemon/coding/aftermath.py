"""A death told after the harm it came of ("A guard was shot. He died in hospital.") is a death by violence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from mnemon.coding.codebook import Codebook
from mnemon.coding.parts import HAPPENED
from mnemon.coding.singular import head_noun
from mnemon.model.claims import Claim
from mnemon.model.marks import HARMS
from mnemon.model.text import Span
from mnemon.model.values import Quantity

NEAR = 2
"""How many sentences on a death may be told after the harm it came of."""

MOST = 100
"""How many claims back one looks at most."""

SINGLE = ("he", "she")
SEVERAL = ("they", "both", "all")

OPENING = re.compile(
    r"(?:(?:but|and|however|later|then|sadly|unfortunately|tragically|reportedly),? )?"
    r"(?P<who>he|she|they|both|all|victims?|the)\b",
    re.IGNORECASE,
)
"""How a sentence begins that goes on about people already named."""

VERB = re.compile(
    r"[ ,]+(?:was|were|is|are|had|has|have|suffered|sustained|received|underwent|remained|who|which|that)\b"
)
"""What ends the words for the people that a sentence begins with."""

LONGEST = 5
"""More words than this do not stand for one person or group named before."""


@dataclass(frozen=True, slots=True)
class Aftermath:
    """Finds such deaths. `claims`: one for each frame, in text order.

    By claim id: `affected`, how many people an act was done to; `order`, the number of its sentence.
    """

    text: str
    claims: Sequence[Claim]
    affected: Mapping[str, Quantity | None]
    order: Mapping[str, int]
    codebook: Codebook

    def deaths(self, sentences: Sequence[Span]) -> Iterator[tuple[Claim, Claim]]:
        """A claim of death with the harm that it came of, for each sentence that tells one and has no claim of it."""
        words = re.compile(rf"\b(?:{'|'.join(map(re.escape, self.codebook.death_words))})\b", re.IGNORECASE)
        for number, sentence in enumerate(sentences):
            told = self._told(sentence, words)
            if told is None or self._has_death(number):
                continue
            who, word = told
            harm = self._harm_before(number, word, who.of(self.text).lower())
            if harm is not None:
                yield self._death(harm, sentence, who, word), harm

    def _told(self, sentence: Span, words: re.Pattern[str]) -> tuple[Span, Span] | None:
        """Whom a sentence begins with, and its word of their death; None where it tells none of them."""
        said = sentence.of(self.text)
        for match in words.finditer(said):
            who = self._subject(said, match.start())
            after = said[match.end() :].lower().lstrip()
            if who is not None and not after.startswith(self.codebook.natural_deaths):
                return who.shifted(sentence.start_char), Span(*match.span()).shifted(sentence.start_char)
        return None

    def _subject(self, said: str, died: int) -> Span | None:
        """The people that the sentence opens with, where nobody else can be the one who died."""
        opened = OPENING.match(said)
        if opened is None:
            return None
        lead = said[opened.start("who") : died].rstrip(" ,")
        bare = self._without_adverbs(lead)
        ends = VERB.search(bare)
        if ends is not None and bare == lead:
            return None
        people = bare[: ends.start()] if ends is not None else bare
        if not 1 <= len(people.split()) <= LONGEST:
            return None
        return Span(opened.start("who"), opened.start("who") + len(people))

    def _without_adverbs(self, lead: str) -> str:
        """What stands before a word of death, without the "and", "later" or "he" that may part them."""
        words = lead.split(" ")
        while len(words) > 1 and words[-1].strip(",").lower() in self.codebook.between_words:
            words.pop()
        return " ".join(words).rstrip(" ,")

    def _has_death(self, number: int) -> bool:
        first = bisect_left(self.claims, number, key=lambda c: self.order[c.id])
        there = takewhile(lambda c: self.order[c.id] == number, self.claims[first : first + MOST])
        return any(c.kind == "killed" for c in there)

    def _harm_before(self, number: int, word: Span, who: str) -> Claim | None:
        """The nearest claim before it of harm to people whom `who` can mean; None where these were dead already."""
        last = bisect_right(self.claims, number, key=lambda c: self.order[c.id])
        near = self.claims[max(0, last - MOST) : last]
        before = [c for c in near if c.spans["trigger"][0].end_char <= word.start_char and c.status in HAPPENED]
        fits = [c for c in before if c.victims is not None and self._means(who, c)]
        if any(c.kind == "killed" for c in fits):
            return None
        fits = [c for c in fits if number - self.order[c.id] <= NEAR]
        nearest = max(fits, key=lambda c: (c.spans["trigger"][0].start_char, c.kind in HARMS), default=None)
        return None if nearest is None or nearest.kind in ("released", "displaced") else nearest

    def _means(self, who: str, harm: Claim) -> bool:
        """Whether words that point back can mean the people of a claim, by number and by noun."""
        size = self._size(harm)
        if who in SINGLE:
            return size == 1
        if who.startswith("both"):
            return size == 2
        if who in SEVERAL:
            return size is not None and size > 1
        head = head_noun(who, self.codebook.one_person)
        plural = head.endswith("s")
        known = head in self.codebook.general_people or bool(
            harm.victims and head.rstrip("s") in harm.victims.words.lower()
        )
        return known and size is not None and (size > 1) == plural

    def _size(self, harm: Claim) -> int | None:
        """How many people a claim is about, where it says so exactly."""
        q = harm.quantity if harm.kind in HARMS else self.affected.get(harm.id)
        return q.best if q is not None and q.low == q.best == q.high else None

    def _death(self, harm: Claim, sentence: Span, who: Span, word: Span) -> Claim:
        size = self._size(harm) or 1
        note = f'"{harm.spans["trigger"][0].of(self.text)}" is told before: a death by violence'
        return replace(
            harm,
            id="",
            kind="killed",
            sentence=sentence,
            spans={"trigger": (word,), "who": (who,)},
            quantity=Quantity(size, size, size, rule="as many as were harmed" if size > 1 else "one named person"),
            cue=None,
            part_of=harm.id if harm.kind == "wounded" else None,
            repeats=None,
            notes=(*harm.notes, note),
        )
