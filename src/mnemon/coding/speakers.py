"""Who speaks where a sentence alone does not say: "he", "the spokesman", and words inside somebody's quotation."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mnemon.coding.codebook import Codebook, Singular
from mnemon.coding.singular import head_noun
from mnemon.coding.statements import governed
from mnemon.model.claims import Attribution, Claim, Speaker
from mnemon.model.marks import Marks
from mnemon.model.text import Span

REACH = 5
"""How many sentences back a pronoun or short reference looks."""

CLOSE_BY = (1, 2)
"""How many sentences back "he" may look for one who is not named."""

CLOSE = 3
"""How many sentences back "it", "they" or "the statement" looks."""

MOST = 12
"""How many earlier speakers it may mean, at most."""

OF_ONE = frozenset({"him", "her"})
"""Words for one person who spoke ("according to him")."""

ONE = ("a", "an", "one")
"""What words for somebody begin with who is named for the first time ("a physician at the hospital")."""

SUBJECT = re.compile(
    r"(?:The |A |An )?(?:[\w'’.-]+,? ){0,7}?"
    r"(?=(?:who|which|gave|told|offered|confirmed|reached|visited|spoke|had|was|is)\b)"
)
"""What a sentence begins with before its verb."""

OF_WHOM = re.compile(r"\b(?:of|for|to|by|with|near|from|against) (?:[A-Z][\w.]* )*$")
"""Words right before a name by which it is not that of whom a sentence begins with."""

QUOTED = re.compile(r'“[^“”]*(?:”|(?=\n\s*\n)|$)|"[^"\n]*(?:"|$)')
"""Quotations: one that is not closed runs to the end of its paragraph."""


@dataclass(frozen=True, slots=True)
class Speakers:
    """Finds them in one report."""

    text: str
    starts: Sequence[int]
    persons: frozenset[str]
    quotations: Sequence[Span]
    pronouns: frozenset[str]
    one: Singular
    bodies: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    stated: Sequence[Speaker] = ()
    opened: Sequence[tuple[Span, Span]] = ()
    people: Sequence[Span] = ()

    @classmethod
    def of(cls, text: str, marks: Marks, codebook: Codebook, statements: Sequence[Attribution] = ()) -> Speakers:
        """What finding speakers needs of a report: where its sentences start, its persons, its quotations.

        `statements`: those it reports; one that ends with a colon governs what follows.
        """
        people = [n.span for n in marks.names if n.type == "person"]
        persons = frozenset(span.of(text) for span in people)
        quotations = tuple(Span(*match.span()) for match in QUOTED.finditer(text))
        starts = [s.start_char for s in marks.sentences]
        spoken = [(a.source[0], governed(text, marks.sentences, a)) for a in statements if a.source]
        openings = [(who, stretch) for who, stretch in spoken if stretch is not None]
        stated = [Speaker(a.source[0].of(text), a.source[0]) for a in statements if a.source]
        words = (codebook.pronouns, codebook.one_person, codebook.body_words, codebook.saying.verbs)
        return cls(text, starts, persons, quotations, *words, stated, openings, people)

    def find(self, claims: Sequence[Claim]) -> list[Claim]:
        """Claims with the speaker that a pronoun, short reference or quotation stands for, and a note that says so."""
        named: list[Speaker] = []
        resolved: list[Claim] = []
        for claim in sorted(claims, key=_position):
            known = self._known(claim, named[-MOST:])
            if known.said_by is not None and known.said_by not in named:
                named.append(known.said_by)
            resolved.append(known)
        told = [c for c in resolved if c.said_by is not None]
        quoted = {c.id: found for c in resolved if (found := self._quoting(c, told)) is not None}
        by_id = {c.id: _as_quoted(c, quoted[c.id]) if c.id in quoted else self._as_opened(c, told) for c in resolved}
        return [by_id[c.id] for c in claims]

    def _as_opened(self, claim: Claim, told: Sequence[Claim]) -> Claim:
        """A claim without a speaker that stands under "X said the following:" is said by X."""
        at = claim.spans["trigger"][0].start_char
        who = next((who for who, stretch in self.opened if stretch.start_char <= at < stretch.end_char), None)
        if claim.said_by is not None or who is None or who.of(self.text).lower() in self.pronouns:
            return claim
        known = next((c.said_by for c in told if c.said_by is not None and c.said_by.span == who), None)
        speaker = known or Speaker(who.of(self.text), who)
        return replace(claim, said_by=speaker, notes=(*claim.notes, f"under the words of {speaker.name}"))

    def _known(self, claim: Claim, named: Sequence[Speaker]) -> Claim:
        speaker = claim.said_by
        if speaker is None or speaker.span is None:
            return claim
        words = speaker.name.lower()
        earlier = [s for s in reversed(named) if self._near(s, claim)]
        if words in self.pronouns | OF_ONE:
            meant = self._somebody(claim, earlier)
        elif words in self.bodies:
            meant = self._body(claim, earlier) if (claim.cue or "").lower() in self.verbs else None
        else:
            meant = self._longer(words, earlier)
        if meant is None or meant.name.lower() == words:
            return claim
        note = f'"{speaker.name}" is taken to be {meant.name}'
        who = replace(meant, span=speaker.span, via=speaker.via or meant.via)
        return replace(claim, said_by=who, notes=(*claim.notes, note))

    def _somebody(self, claim: Claim, earlier: Sequence[Speaker]) -> Speaker | None:
        """The nearest speaker before whom "he" or "she" can mean: a name, or "a physician" in the sentence before."""
        others = [s for s in self.stated if self._near(s, claim) and s.name.lower() not in self.pronouns]
        spoken = sorted((*earlier, *others), key=_at, reverse=True)
        named = next((s for s in spoken if self._is_person(s)), None)
        begins = self._begun_with(claim)
        if begins is not None and (named is None or _at(named) < _at(begins)):
            named = begins
        unnamed = [s for s in self.stated if self._back(s, claim) in CLOSE_BY and self._is_somebody(s)]
        close = unnamed[-1] if unnamed else None
        if close is None or close.span is None or (named is not None and named.span and named.span > close.span):
            return named
        return next((s for s in earlier if s.span == close.span), close)

    def _begun_with(self, claim: Claim) -> Speaker | None:
        """The one person with whom the sentence before begins, in the same paragraph, though it tells of no words."""
        number = bisect_right(self.starts, claim.sentence.start_char) - 2
        start = self.starts[max(number, 0)]
        if number < 0 or "\n" in self.text[start : claim.sentence.start_char].strip():
            return None
        names = [s for s in self.people if start <= s.start_char < claim.sentence.start_char]
        ends = SUBJECT.match(self.text, start)
        names = [s for s in names if OF_WHOM.search(self.text, start, s.start_char) is None]
        begins = [s for s in names if ends is not None and s.end_char <= ends.end()]
        return Speaker(begins[0].of(self.text), begins[0]) if len({s.of(self.text) for s in begins}) == 1 else None

    def _body(self, claim: Claim, earlier: Sequence[Speaker]) -> Speaker | None:
        """The nearest speaker before who is no one person: whom "it", "they" or "the statement" speaks for."""
        unknown = [s for s in self.stated if s.span not in {e.span for e in earlier}]
        close = [s for s in (*earlier, *unknown) if self._back(s, claim) in range(1, CLOSE + 1)]
        near = sorted(close, key=lambda s: s.span.start_char if s.span else 0, reverse=True)
        names = (s for s in near if s.name.lower() not in self.pronouns | self.bodies)
        return next((s for s in names if not self._is_person(s)), None)

    def _longer(self, words: str, earlier: Sequence[Speaker]) -> Speaker | None:
        """The one speaker before whom "the spokesman" or "Kirby" can mean; None where several could be meant."""
        article, _, rest = words.partition(" ")
        short = rest if article == "the" else words
        if not short or len(short.split()) > 2:
            return None
        whole = re.compile(rf"\b{re.escape(short)}\b")
        fits = [s for s in earlier if len(_full(s)) > len(short) + 4 and whole.search(_full(s).lower())]
        return fits[0] if len({s.name for s in fits}) == 1 else None

    def _near(self, speaker: Speaker, claim: Claim) -> bool:
        return 0 < self._back(speaker, claim) <= REACH

    def _back(self, speaker: Speaker, claim: Claim) -> int:
        """How many sentences before a claim's a speaker stands; 0 where that is not known."""
        if speaker.span is None:
            return 0
        return bisect_right(self.starts, claim.sentence.start_char) - bisect_right(self.starts, speaker.span.start_char)

    def _is_person(self, speaker: Speaker) -> bool:
        """Whether a personal name stands in the words for a speaker."""
        return any(name in _full(speaker) for name in self.persons)

    def _is_somebody(self, speaker: Speaker) -> bool:
        """Whether the words for a speaker are for one person who is not named."""
        first = speaker.name.lower().split()[:1]
        return first[:1] != [] and first[0] in ONE and head_noun(speaker.name, self.one) in self.one.nouns

    def _quoting(self, claim: Claim, told: Sequence[Claim]) -> Speaker | None:
        """Who is quoted where a claim without a speaker stands inside quotation marks; None where that is not sure.

        `told`: the claims that have a speaker, in text order.
        """
        trigger = claim.spans["trigger"][0]
        if claim.said_by is not None:
            return None
        inside = self._around(trigger.start_char)
        if inside is None:
            return None
        start, end = self._paragraph(inside)
        first, last = (bisect_left(told, at, key=lambda c: c.sentence.start_char) for at in (start, end))
        speakers = [c.said_by for c in told[first:last] if c.said_by is not None]
        speakers = speakers or [s for s in self.stated if start <= _at(s) < end and self._is_named(s)]
        return speakers[0] if len({s.name for s in speakers}) == 1 else None

    def _is_named(self, speaker: Speaker) -> bool:
        return speaker.name.lower() not in self.pronouns | self.bodies | OF_ONE

    def _around(self, at: int) -> Span | None:
        """The quotation that a position stands in."""
        before = bisect_right(self.quotations, at, key=lambda q: q.start_char) - 1
        return self.quotations[before] if before >= 0 and at < self.quotations[before].end_char else None

    def _paragraph(self, span: Span) -> tuple[int, int]:
        """Where the paragraph around a span begins and ends."""
        start = self.text.rfind("\n", 0, span.start_char) + 1
        end = self.text.find("\n", span.end_char)
        return start, end if end >= 0 else len(self.text)


def _at(speaker: Speaker) -> int:
    return speaker.span.start_char if speaker.span is not None else -1


def _position(claim: Claim) -> int:
    return claim.spans["trigger"][0].start_char


def _full(speaker: Speaker) -> str:
    return f"{speaker.name}, {speaker.office}" if speaker.office else speaker.name


def _as_quoted(claim: Claim, speaker: Speaker) -> Claim:
    note = f"stands in a quotation of {speaker.name}"
    return replace(claim, said_by=speaker, notes=(*claim.notes, note))
