"""How many are "they" or "the drivers"? As many as the words counted that told of them before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mnemon.model.marks import Frame, Marks
from mnemon.model.text import Span
from mnemon.model.values import COUNTED_BEFORE, Quantity
from mnemon.normalise.actor_lists import ActorLists
from mnemon.normalise.actor_words import THINGS
from mnemon.normalise.bounds import Bounds
from mnemon.normalise.folding import folded
from mnemon.normalise.numbers import TENS, UNITS
from mnemon.normalise.quantities import quantity

BACK = 2
"""How many sentences before its own a pronoun may speak of."""

FAR = 6
"""How many sentences before its own a noun with its article may speak of."""

ALL = frozenset({"all", "all of", "all the", "all of the"})
PRONOUNS = frozenset({"they", "them", "all", "all of them", "all them", "them all", "they all", "all they"})
THEIR = re.compile(r"\btheir (?:[a-z-]+ )?$")
"""What stands before the noun of a harm that was done to people named before ("a video of their execution")."""

DEFINITE = re.compile(r"(?:all(?: of)? (?:the|these|those)|the|these|those) (?P<noun>.+)", re.IGNORECASE)
PEOPLE = frozenset(
    "staff people persons men women members nationals consultants passengers occupants delegates soldiers troops"
    " rebels militants insurgents fighters policemen officers terrorists militiamen gunmen marines guerrillas".split()
)
"""Nouns for people besides those that the lists of actors know."""

ANYONE = frozenset("men people persons victims captives hostages".split())
"""Nouns that, with an article, may mean whoever was counted before."""

COUNTED = re.compile(
    rf"(?<![\w.,:/-])(?P<count>\d{{1,3}}(?:,\d{{3}})+|\d+|{'|'.join((*UNITS, *TENS))})"
    rf"(?=(?: \([^()]*\))?(?P<people>(?: (?:\([^()]*\) )?[\w'’/-]+){{1,8}}))",
    re.IGNORECASE,
)
"""A number, and the words after it up to the next comma or stop, what stands in brackets left out."""

ENDS = frozenset(
    "of in on at from for to by with near during who whom which that and or but when while as after before since was"
    " were are is had have has been being working travelling traveling driving including along between against".split()
)
"""Words that end the words for people."""

UNSURE = re.compile(
    r"\b(?:at least|about|around|some|nearly|almost|over|under|than|approximately|up to|or|to|every|day) $",
    re.IGNORECASE,
)
"""What stands before a number that is not exact, or none of people."""


@dataclass(frozen=True, slots=True)
class Counted:
    """People counted in a text: where, the words for them in lower case, and how many."""

    span: Span
    words: tuple[str, ...]
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class CountedBefore:
    """The people whom a report counts, in text order; for frames that tell of them without counting."""

    text: str
    sentences: Sequence[Span]
    people: tuple[Counted, ...]
    doers: tuple[Span, ...]

    @staticmethod
    def of(text: str, marks: Marks, lists: ActorLists, bounds: Bounds) -> CountedBefore:
        """All that a report counts exactly."""
        doers = tuple(span for frame in marks.frames for role in ("by", "by2") for span in frame.role(role))
        return CountedBefore(text, marks.sentences, tuple(_counted(text, lists, bounds)), doers)

    def quantity(self, frame: Frame) -> Quantity | None:
        """How many a frame's people are by what was counted before; None where it names others, or several fit."""
        who, count = frame.role("who"), frame.role("count")
        if len(who) > 1 or any(span.of(self.text).lower() not in ALL for span in count):
            return None
        start = min(span.start_char for span in (*count, *who, frame.trigger))
        words = " ".join(span.of(self.text).lower() for span in (*count, *who))
        if words in PRONOUNS or (not who and THEIR.search(self.text, 0, frame.trigger.start_char)):
            return self._only(self._before(frame, start, BACK))
        named = DEFINITE.fullmatch(words)
        if named is None:
            return None
        noun = named["noun"].split(" of ")[0].split()[-1]
        if noun not in PEOPLE and not noun.endswith("s"):
            return None
        head = _single(noun)
        fits = [p for p in self._before(frame, start, FAR) if head in p.words]
        if fits or head not in map(_single, ANYONE):
            return self._only(fits)
        return self._only(self._before(frame, start, BACK))

    def _before(self, frame: Frame, start: int, sentences: int) -> list[Counted]:
        """The people counted before a character, so many sentences back at most, who did nothing."""
        first = self.sentences[max(0, frame.sentence - sentences)].start_char
        near = [p for p in self.people if first <= p.span.start_char and p.span.end_char <= start]
        return [p for p in near if not any(p.span.overlaps(doer) for doer in self.doers)]

    @staticmethod
    def _only(fits: Sequence[Counted]) -> Quantity | None:
        """The one number of all people that fit."""
        numbers = {p.quantity.best for p in fits}
        return fits[-1].quantity if len(numbers) == 1 else None


def _counted(text: str, lists: ActorLists, bounds: Bounds) -> Iterator[Counted]:
    for match in COUNTED.finditer(text):
        if UNSURE.search(text, max(0, match.start() - 20), match.start()):
            continue
        said = re.sub(r"\([^()]*\)", "", match["people"]).split()
        end = next((i for i, word in enumerate(said) if word.lower() in ENDS or _is_number(word)), len(said))
        heads = [i for i in range(end) if _is_people(said[i], lists)]
        found = quantity(match["count"], bounds) if heads else None
        if found is None or found.best is None:
            continue
        words = tuple(_single(word) for word in said[: heads[-1] + 1])
        yield Counted(Span(*match.span("count")), words, replace(found, rule=COUNTED_BEFORE))


def _is_people(word: str, lists: ActorLists) -> bool:
    plain = folded(word)
    if plain in PEOPLE:
        return True
    known = lists.groups.get(plain, ())
    return bool(known) and all(group.name != THINGS for group in known)


def _is_number(word: str) -> bool:
    return word.isdecimal() or word.lower() in UNITS or word.lower() in TENS


def _single(word: str) -> str:
    return word.lower().rstrip("s")
