"""What is so of one telling of harm, and of two: what the learnt rule of who is told of again goes by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mnemon.coding.codebook import Codebook
from mnemon.coding.counted import ATTACKER
from mnemon.coding.named import Person, people_of
from mnemon.coding.parts import number
from mnemon.coding.scenes import within
from mnemon.coding.side_by_side import WITHIN
from mnemon.coding.singular import noun_of
from mnemon.coding.statements import in_quotes
from mnemon.coding.toll import of_two_sorts
from mnemon.coding.totals import figure_of
from mnemon.model.claims import Claim
from mnemon.model.marks import Name
from mnemon.model.text import Span
from mnemon.model.values import Actor

MORE = re.compile(
    r"\b(?:another|more|others?|also|further|additional|additionally|in addition|separately|elsewhere|second|third|too"
    r"|besides|as well)\b",
    re.IGNORECASE,
)
MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
PAST = re.compile(
    r"\b(?:(?:19|20)\d\d|last (?:year|month|week)|(?:year|month|week|day)s? (?:ago|earlier|before)|earlier this"
    rf"|in (?:{MONTHS})|since)\b",
    re.IGNORECASE,
)
HAD = re.compile(r"\bhad(?: \w+)? been|\bhad \w+(?:ed|en|ught|ot)\b", re.IGNORECASE)
OTHERS = re.compile(r"\bothers?\b", re.IGNORECASE)
"""Words among those for people by which they are others than those told of, or others of them."""

THE_OTHERS = re.compile(r"\b(?:the|these|those|his|her|their) (?:\w+ )?others?\b", re.IGNORECASE)

BESIDES = re.compile(
    r"[\"“]?(?:in addition|besides|separately|elsewhere|meanwhile|also|in an?(?:other| second| third))\b", re.IGNORECASE
)
"""How a sentence begins that tells of something else."""

ON_TOP = re.compile(r"(?<!no )(?<!than )\b(?:another|additional|more|further)\b(?! than)", re.IGNORECASE)
"""Words among those for people by which they come on top of those told of."""

ALSO = re.compile(r"\balso (?:been |be )?\Z", re.IGNORECASE)
"""What stands right before a word of harm that comes on top."""

OF_THE_HARMED = re.compile(
    r"\b(?:of|among) (?:the|those|these) (?:\w+ )?(?:dead|slain|killed|deceased|fallen|martyred|victims|injured|wounded"
    r"|hurt|abducted|kidnapped|taken|detained|arrested|hostages|captives|missing|displaced)\b",
    re.IGNORECASE,
)
DEED = re.compile(
    r"(?:deaths?|killings?|murders?|assassination|slaying|toll|bod(?:y|ies)|funerals?|loss|losses|burials?|shooting|coffins?"
    r"|executions?|abductions?|kidnappings?|arrests?|detentions?|disappearances?|injur(?:y|ies)|wounds?|victims?|dead"
    r"|deceased|casualties|injured|wounded|hostages?|captives?|displacement|remains|graves?)$",
    re.IGNORECASE,
)
OWNED = re.compile(r"(?:\b(?:the|his|her|their|its|this|that|these|those)|['’]s?)(?: \w+)?$", re.IGNORECASE)
VAGUE = re.compile(r"\b(?:several|dozens|scores|many|some|hundreds|a number|numerous|few)\b", re.IGNORECASE)
ENTRY = re.compile(r"\n[ \t]*(?:[-*•–]|\(?\d{1,2}[.)]|\d{1,2}[:.]\d{2}\b)")
ENDING = re.compile(r"(?:ings?|ed|en|s)$")

THESE = ("the", "these", "those", "this", "that")
THEIRS = ("his", "her", "their", "its")
MINE = ("my", "our")
ANYBODY = frozenset("victim dead body people person man men civilian resident villager other deceased".split())

INHERITED_DAY = re.compile(r"(?:place and )?date as |the day of the report")
"""How notes begin of claims that tell no day of their own."""

OTHER_VOICE = "other voice"

STEPS = ((0, "0"), (1, "1"), (2, "2"), (4, "4"), (8, "8"))
FEW = 4
UNSURE = ((0.6, "unsure"), (0.8, "less sure"))
OPENS, LATE = 1, 10

OF_BEFORE = frozenset(
    {
        "named", "names", "an", "one", "counted", "no number", "vague", "opens", "quoted", "deed", "past day", "more",
        "nobody", "definite", "pronoun", "attacker",
    }
)  # fmt: skip
"""What of the earlier telling is looked at by itself."""


@dataclass(frozen=True, slots=True)
class Told:
    """A telling of harm: what is so of it, the people it names, its noun for them, and its words in lower case.

    `noun_in`: numbers of the sentences before it with that noun; `named_in`: of the first with one of the names, or
    None. `anybody`: whether the noun tells no sort of people.
    """

    claim: Claim
    so: frozenset[str]
    people: tuple[Person, ...]
    noun: str
    anybody: bool
    words: tuple[str, ...]
    noun_in: frozenset[int]
    named_in: int | None

    @property
    def size(self) -> int:
        """How many it tells of; 0 where it gives no number."""
        return figure_of(self.claim)


@dataclass(frozen=True, slots=True)
class Around:
    """What was told before a telling: figures that stand by themselves, and how many each has left to be told again.

    `last`: id of the last one; `alone`: how many are no parts; `single`: how many of these are of one person;
    `adds_up`: whether neighbours among them come to the figure told now.
    """

    last: str
    alone: int
    single: int
    adds_up: bool
    room: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Tellings:
    """Tells what is so. `order`: sentence number by claim id; `names`: those of people."""

    text: str
    sentences: Sequence[Span]
    names: Sequence[Name]
    order: Mapping[str, int]
    codebook: Codebook

    def one(self, claim: Claim) -> Told:
        """What is so of a telling by itself."""
        people = tuple(people_of(self.text, self.names, claim))
        words = tuple(claim.victims.words.lower().split()) if claim.victims else ()
        noun = noun_of(claim, self.codebook.one_person).rstrip("s")
        so = {*self._whom(claim, people, words), *self._how_many(claim), *self._deed(claim), *self._around(claim)}
        if noun in ATTACKER:
            so.add("attacker")
        anybody = self._anybody(noun)
        noun_in = frozenset() if anybody else frozenset(self._sentences_with(re.escape(noun), claim))
        names = sorted({word for person in people for word in person if len(word) > len("al")})
        named = [i for word in names for i in self._sentences_with(rf"{re.escape(word)}\b", claim)]
        return Told(claim, frozenset(so), people, noun, anybody, words, noun_in, min(named, default=None))

    def _sentences_with(self, pattern: str, claim: Claim) -> list[int]:
        """Numbers of the sentences before a claim's in which a word begins with a pattern."""
        found = re.compile(rf"\b{pattern}", re.IGNORECASE)
        before = self.sentences[: self.order[claim.id]]
        return [i for i, span in enumerate(before) if found.search(self.text, span.start_char, span.end_char)]

    def two(self, later: Told, before: Told, around: Around) -> frozenset[str]:
        """What is so of two tellings of one kind of harm, `later` the one told later."""
        so = {f"l {name}" for name in later.so} | {f"b {name}" for name in before.so & OF_BEFORE}
        so.update(self._distance(later.claim, before.claim))
        so.update(_numbers(later, before))
        so.update(self._nouns(later, before))
        so.update(self._named(later, before))
        so.update(self._settings(later.claim, before.claim))
        so.update(_actors(later, before))
        if around.adds_up:
            so.add("sum of told")
        if later.size == 1 == before.size and around.single == 1:
            so.add("only single")
        if around.last == before.claim.id:
            so.add("last told")
        if around.alone == 1:
            so.add("only one told")
        if around.room.get(before.claim.id, 0) >= max(1, later.size):
            so.add("room")
        return frozenset(so)

    def _anybody(self, noun: str) -> bool:
        book = self.codebook
        sorts = book.general_people | book.sorts_of_people | ANYBODY
        return not noun or noun in sorts or f"{noun}s" in sorts

    def _whom(self, claim: Claim, people: Sequence[Person], words: Sequence[str]) -> Iterator[str]:
        if people:
            yield "named"
        if len(people) > 1:
            yield "names"
        who, trigger = claim.spans.get("who", ()), claim.spans["trigger"][0]
        if not who:
            yield "nobody"
        lead = self.text[claim.sentence.start_char : (who[0] if who else trigger).start_char].lower().split()[-1:]
        first = words[0] if words else ""
        if first in self.codebook.pronouns:
            yield "pronoun"
        elif first in THEIRS:
            yield "theirs"
        elif first in MINE:
            yield "mine"
        elif first in THESE or lead in (["the"], ["these"], ["those"]):
            yield "definite"

    def _how_many(self, claim: Claim) -> Iterator[str]:
        count, q = claim.spans.get("count", ()), claim.quantity
        if count:
            said = count[0].of(self.text).lower()
            if said in ("a", "an"):
                yield "an"
            elif said == "one":
                yield "one counted"
            elif VAGUE.search(said):
                yield "vague"
            else:
                yield "all" if said in ("both", "all", "the") else "counted"
        elif number(claim) == 1:
            yield "one"
        elif q is None or not (q.low or q.high):
            yield "no number"

    def _deed(self, claim: Claim) -> Iterator[str]:
        """Whether a noun tells the harm, and one known; whether it stands as a word before those harmed."""
        trigger, who = claim.spans["trigger"][0], claim.spans.get("who", ())
        before = self.text[claim.sentence.start_char : trigger.start_char].rstrip()
        known = OWNED.search(before) is not None
        if DEED.search(trigger.of(self.text)) is not None:
            yield "deed"
            if known:
                yield "the deed"
        if who and known and self.text[trigger.end_char : who[0].start_char] == " ":
            yield "the harmed"

    def _around(self, claim: Claim) -> Iterator[str]:
        text, sentence, trigger = self.text, claim.sentence, claim.spans["trigger"][0]
        spans = (trigger, *claim.spans.get("who", ())[:1], *claim.spans.get("count", ())[:1])
        head = text[sentence.start_char : max(span.end_char for span in spans)]
        whom = [*claim.spans.get("count", ())[:1], *claim.spans.get("who", ())[:1]]
        ends = [end for span in whom for end in (span.start_char, span.end_char)]
        named = text[min(ends) : min(max(ends) + len(" further"), sentence.end_char)] if ends else ""
        found = {
            "other ones": OTHERS.search(named),
            "the others": THE_OTHERS.search(named),
            "in addition": BESIDES.match(sentence.of(text)),
            "on top": ON_TOP.search(named) or ALSO.search(text, sentence.start_char, trigger.start_char),
            "more": MORE.search(head),
            "past day": PAST.search(sentence.of(text)),
            "had": HAD.search(sentence.of(text)),
            "including": WITHIN.search(head),
            "of the harmed": OF_THE_HARMED.search(sentence.of(text)),
            "quoted": in_quotes(text, trigger.start_char),
            "opens": self.order[claim.id] <= OPENS,
            "late": self.order[claim.id] >= LATE,
            "own day": claim.date is not None and not any(INHERITED_DAY.match(note) for note in claim.notes),
            "own place": claim.place is not None and not any(note.startswith("place") for note in claim.notes),
            "not fact": claim.status != "fact",
        }
        yield f"is {claim.kind}"
        yield from (name for name, there in found.items() if there)
        yield from [name for most, name in UNSURE if claim.score < most][:1]

    def _distance(self, later: Claim, before: Claim) -> Iterator[str]:
        gap = self.order[later.id] - self.order[before.id]
        yield f"step {next((name for most, name in STEPS if gap <= most), 'far')}"
        between = self.text[before.sentence.start_char : later.sentence.start_char]
        if "\n\n" not in between:
            yield "same paragraph"
        if ENTRY.search(self.text, before.sentence.end_char, later.sentence.start_char + 8):
            yield "another entry"
        if later.spans["trigger"] == before.spans["trigger"]:
            yield "very trigger"
        elif _stem(later.spans["trigger"][0].of(self.text)) == _stem(before.spans["trigger"][0].of(self.text)):
            yield "same trigger"

    def _nouns(self, later: Told, before: Told) -> Iterator[str]:
        if later.anybody:
            yield "later anyone"
        if before.anybody:
            yield "before anyone"
        if later.noun and later.noun == before.noun:
            yield "same noun"
        elif not later.anybody and not before.anybody:
            yield "other noun"
        if _content(later.words) & _content(before.words):
            yield "shared word"
        if of_two_sorts(later.claim, before.claim):
            yield "two sorts"
        if ("attacker" in later.so) != ("attacker" in before.so):
            yield "attacker and other"
        if not later.anybody:
            yield self._met(later, self.order[before.claim.id])

    def _met(self, later: Told, at: int) -> str:
        """Where the noun was read before: in the sentence of the earlier telling, beside it, or anywhere."""
        if at in later.noun_in or at == self.order[later.claim.id]:
            return "noun at it"
        if not later.noun_in.isdisjoint((at - 1, at + 1)):
            return "noun by it"
        return "noun known" if later.noun_in else "noun new"

    def _named(self, later: Told, before: Told) -> Iterator[str]:
        if later.people and before.people:
            hits = sum(any(a <= b or b <= a for b in before.people) for a in later.people)
            yield "same name" if hits == len(later.people) else "some name" if hits else "other name"
        elif before.people:
            yield "named before"
        elif later.people:
            yield "now named"
        if later.people:
            yield self._first_named(later, before.claim)

    def _first_named(self, later: Told, before: Claim) -> str:
        """How near to the earlier telling one of the names of the later was first read."""
        if later.named_in is None:
            return "name new"
        gap = abs(later.named_in - self.order[before.id])
        return "name first at it" if gap == 0 else "name first by it" if gap == 1 else "name first off it"

    def _settings(self, later: Claim, before: Claim) -> Iterator[str]:
        if later.event_mention_id == before.event_mention_id:
            yield "same event"
        a, b = later.place, before.place
        if a is not None and b is not None and None not in (a.place_id, b.place_id):
            yield "same place" if a.place_id == b.place_id else "fit place" if within(a, b) else "other place"
        if later.date is not None and before.date is not None:
            yield "same day" if later.date.shares_day(before.date) else "other day"
        if later.said_by is not None and before.said_by is not None:
            yield "same voice" if later.said_by.name == before.said_by.name else OTHER_VOICE
        if later.status != before.status:
            yield "other status"


def _numbers(later: Told, before: Told) -> Iterator[str]:
    mine, theirs = later.size, before.size
    if not theirs:
        yield "before open"
    if not mine and theirs:
        yield "later open"
    if not mine or not theirs:
        return
    if mine == theirs:
        yield "same number"
        yield "same one" if mine == 1 else "same few" if mine < FEW else "same many"
    elif mine < theirs:
        yield "smaller"
        yield "one of many" if mine == 1 else "some of many"
    else:
        yield "larger"


def _actors(later: Told, before: Told) -> Iterator[str]:
    a, b = later.claim.victims, before.claim.victims
    if a is not None and b is not None and "unknown" not in (a.kind, b.kind):
        yield "same sort of actor" if a.kind == b.kind else "other sort of actor"
    a, b = later.claim.by, before.claim.by
    if a is not None and b is not None:
        yield "same hand" if a.words == b.words or (a.actor_id and a.actor_id == b.actor_id) else "other hand"
    if _is_doer(later, before.claim.by) or _is_doer(before, later.claim.by):
        yield "one did it to the other"


def _is_doer(told: Told, by: Actor | None) -> bool:
    """Whether the noun for those harmed is the last of those words for who harms others ("rebels")."""
    last = by.words.lower().split()[-1:] if by is not None else []
    return told.noun != "" and not told.anybody and [word.rstrip("s") for word in last] == [told.noun.rstrip("s")]


def _stem(words: str) -> str:
    return ENDING.sub("", words.lower())


def _content(words: Sequence[str]) -> set[str]:
    return {word.strip(".,").rstrip("s") for word in words if len(word) > len("the")}
