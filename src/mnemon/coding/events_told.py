"""What is so of a scene, and of an event told before it: what the learnt rule of which event it goes on about asks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from mnemon.coding.codebook import Telling
from mnemon.coding.scenes import Scene, compared, is_short, numbers, two_days, two_places, within
from mnemon.coding.statements import in_quotes
from mnemon.coding.tellings import BESIDES, HAD, MORE, PAST
from mnemon.model.claims import Claim
from mnemon.model.distance import kilometres
from mnemon.model.values import DateRange, Place

WORD = re.compile(r"[^\W\d][\w'’-]*")
KNOWN = re.compile(r"\b(?:the|this|that|these|those|his|her|their|its)\s+((?:[\w'’-]+\s+){0,2}[\w'’-]+)", re.IGNORECASE)
"""Words that speak of something known already ("the market", "their white van")."""

NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w'’-]{2,}")
"""A word with a capital within a sentence."""

SHORT_WORD = 3
"""Words with no more letters tell nothing."""

STEM = 4
"""So many letters at least are left of a word without its ending."""

ENDING = re.compile(r"(?:['’]s|ings?|ers?|ed|es|s)$")
LEAD = 60
"""Within so many characters a sentence says that it turns to something else."""

FIRST = 6
"""Within so many characters what a sentence begins with begins."""

OPENS, LATE = 1, 12
"""Sentences up to the one and from the other on."""

UNSURE = 0.5
FEW, MANY = (0, 1, 2), (0, 1, 2, 4, 6)
GAPS = (0, 1, 2, 4, 8, 16)
DAYS_OFF = (0, 1, 3, 7, 30, 365)
KM = (0, 5, 25, 100, 400)
ARTICLES = {"a": "an act", "an": "an act", "his": "their act", "her": "their act", "their": "their act"}
PERSON = ("he", "she", "they", "him", "her", "them")
PARTS = ("people", "names", "by", "victims", "means", "voices")
"""What scenes may share, each with how it is looked at in `Look`."""


@dataclass(frozen=True, slots=True)
class Look:
    """A scene with what is so of it by itself, its words and those of what it takes for known, all as stems.

    `people`: words of the names of those harmed; `names`: any words with a capital; `by`, `victims`, `means`, `voices`:
    who did it, who was harmed, with what, who says so. `at`: the character at which it is told; `turn`: the number of
    the paragraph that turned to another event before it there, 0 where it did not.
    """

    scene: Scene
    so: frozenset[str]
    at: int
    turn: int
    words: frozenset[str]
    known: frozenset[str]
    people: frozenset[str]
    names: frozenset[str]
    by: frozenset[str]
    victims: frozenset[str]
    means: frozenset[str]
    voices: frozenset[str]


@dataclass(frozen=True, slots=True)
class Looker:
    """Looks at the scenes of one report. `common`: stems of words that stand in reports of any event."""

    text: str
    title: frozenset[str]
    common: frozenset[str]

    @staticmethod
    def of(text: str, title: str, telling: Telling) -> Looker:
        """For a report with its title."""
        common = common_stems(telling.common)
        return Looker(text, stems(title, common), common)

    def look(self, scene: Scene, *, leads: bool, turn: int = 0) -> Look:
        """A scene looked at. `leads`: whether its paragraph begins with it; `turn`: as in `Look`."""
        spans = sorted({(c.sentence.start_char, c.sentence.end_char) for c in scene.claims})
        said = " ".join(self.text[start:end] for start, end in spans)
        words = stems(said, self.common)
        so = {*self._of_words(scene, said), *_of_claims(scene), *self._of_articles(scene)}
        so.add(f"title {min(len(words & self.title), 3)}")
        if leads:
            so.add("opens paragraph")
        claims = scene.claims
        victims = [c.victims.words for c in claims if c.victims is not None]
        return Look(
            scene,
            frozenset(so),
            claims[-1].spans["trigger"][0].start_char,
            turn,
            words,
            frozenset(s for found in KNOWN.finditer(said) for s in stems(found[1], self.common)),
            frozenset(w for told in victims for w in told.split() if w[:1].isupper() and len(w) > len("De")),
            frozenset(NAME.findall(said)),
            _content([c.by.words for c in claims if c.by is not None]),
            _content(victims),
            frozenset(c.means.lower() for c in claims if c.means),
            frozenset(c.said_by.name for c in claims if c.said_by is not None),
        )

    def _of_words(self, scene: Scene, said: str) -> Iterator[str]:
        lead = scene.claims[0].sentence.of(self.text)[:LEAD]
        at = scene.claims[0].spans["trigger"][0].start_char
        found = {
            "past": PAST.search(said),
            "had": HAD.search(said),
            "more": MORE.search(said),
            "leads more": MORE.search(lead),
            "besides": BESIDES.match(lead),
            "quoted": in_quotes(self.text, at),
        }
        yield from (name for name, there in found.items() if there)

    def _of_articles(self, scene: Scene) -> Iterator[str]:
        for claim in scene.claims:
            at = claim.spans["trigger"][0].start_char
            lead = self.text[max(0, at - LEAD) : at].lower().split()[-1:]
            if lead and lead[0] in ARTICLES:
                yield ARTICLES[lead[0]]
            who = claim.spans.get("who", ())
            if who and self.text[max(0, who[0].start_char - 4) : who[0].start_char].lower() == "the ":
                yield "the people"


def _of_claims(scene: Scene) -> Iterator[str]:
    """What is so of a scene by its claims alone."""
    claims = scene.claims
    found = {
        "points": scene.points,
        "another": scene.another,
        "own place": scene.places,
        "own day": scene.days,
        "where": any(c.spans.get("where") for c in claims),
        "when": any(c.spans.get("when") for c in claims),
        "long": not all(map(is_short, scene.days)),
        "said": any(c.said_by for c in claims),
        "opens": scene.first <= OPENS,
        "late": scene.first >= LATE,
        "by": any(c.by for c in claims),
        "pronoun": any(map(_is_pronoun, claims)),
        "leads where": any(_leads(c, "where") for c in claims),
        "leads when": any(_leads(c, "when") for c in claims),
        "unsure": any(c.score < UNSURE for c in claims),
        "harm alone": not scene.acts,
        "act alone": not scene.harms,
    }
    yield from (name for name, there in found.items() if there)
    yield from (f"is {c.kind}" for c in claims)
    yield from (f"status {c.status}" for c in claims if c.status != "fact")
    yield f"claims {min(len(claims), 4)}"


def _leads(claim: Claim, part: str) -> bool:
    """Whether a claim's sentence begins with its place or time ("In Kurma two men were killed")."""
    return any(span.start_char - claim.sentence.start_char <= FIRST for span in claim.spans.get(part, ()))


def _is_pronoun(claim: Claim) -> bool:
    return claim.victims is not None and claim.victims.words.lower().split()[:1] in [[word] for word in PERSON]


class Event:
    """An event told so far: its scenes in order, and all that they have of each of `PARTS` and of words."""

    def __init__(self, look: Look) -> None:
        self.looks = [look]
        self.has = {part: set(getattr(look, part)) for part in ("words", *PARTS)}

    def add(self, look: Look) -> None:
        """Takes in a scene that goes on about it."""
        self.looks.append(look)
        for part, known in self.has.items():
            known.update(getattr(look, part))


def of_each(later: Look, events: Sequence[Event], last: Event | None) -> list[frozenset[str]]:
    """What is so of a scene and of each event told before it; `last`: that of the scene right before it."""
    shared = {name: [len(mine & e.has["words"]) for e in events] for name, mine in _worded(later)}
    held = {part: [e for e in events if getattr(later, part) & e.has[part]] for part in PARTS}
    return [frozenset(_of_both(later, n, events, last, shared, held)) for n in range(len(events))]


def _worded(later: Look) -> tuple[tuple[str, frozenset[str]], ...]:
    return ("words", later.words), ("known", later.known)


def _of_both(
    later: Look,
    number: int,
    events: Sequence[Event],
    last: Event | None,
    shared: Mapping[str, Sequence[int]],
    held: Mapping[str, Sequence[Event]],
) -> Iterator[str]:
    """What is so of a scene and the event of a number. `shared`: how many words with each; `held`: who has a part."""
    event = events[number]
    first, latest = event.looks[0], event.looks[-1]
    yield from (f"l {name}" for name in later.so)
    yield from (f"h {name}" for name in first.so)
    yield from (f"t {name}" for name in compared(later.scene, latest.scene))
    yield from (f"f {name}" for name in compared(later.scene, first.scene))
    yield from _of_place_in_report(later, event, events, last)
    yield from _of_any(later.scene, event)
    yield from _of_settings(later.scene, event)
    for name, counts in shared.items():
        yield from _of_words(name, counts, number)
    if later.known and not shared["known"][number]:
        yield "known none met"
    for part in PARTS:
        yield from _of_part(part, getattr(later, part), event, held[part])


def _of_place_in_report(later: Look, event: Event, events: Sequence[Event], last: Event | None) -> Iterator[str]:
    yield f"gap {binned(later.scene.first - event.looks[-1].scene.last, GAPS)}"
    yield f"events {binned(len(events), (1, 2, 3, 5))}"
    yield f"size {binned(len(event.looks), (1, 2, 4, 8))}"
    if event is last:
        yield "last told"
    if len(events) == 1:
        yield "only event"
    if event is events[0]:
        yield "first event"
    if len(event.looks) == max(len(other.looks) for other in events):
        yield "largest"


def _of_any(scene: Scene, event: Event) -> Iterator[str]:
    """What is so of the later and of any scene of the event."""
    told = [look.scene for look in event.looks]
    if any(scene.acts & one.acts for one in told):
        yield "any same act"
    if any(scene.harms & one.harms for one in told):
        yield "any same harm"
    if any(numbers(scene, k) & numbers(one, k) - {(1, 1)} for one in told for k in scene.harms & one.harms):
        yield "any same number"
    if any(two_places(scene, one) or two_days(scene, one) for one in told):
        yield "any excluded"


def _of_settings(scene: Scene, event: Event) -> Iterator[str]:
    places = [place for look in event.looks for place in look.scene.places]
    days = [day for look in event.looks for day in look.scene.days]
    if places:
        yield "e placed"
    if days:
        yield "e dated"
    for one, other in product(scene.places, places):
        same = one.place_id == other.place_id
        yield f"any place {'same' if same else 'within' if within(one, other) else 'other'}"
    for one_day, other_day in product(scene.days, days):
        yield f"any day {'same' if one_day.shares_day(other_day) else 'other'}"
    yield from _how_far(scene.places, places)
    yield from _how_long(scene.days, days)


def _how_far(mine: Sequence[Place], theirs: Sequence[Place]) -> Iterator[str]:
    pairs = [(a.point, b.point) for a, b in product(mine, theirs)]
    known = [kilometres(a, b) for a, b in pairs if a is not None and b is not None]
    if known:
        yield f"km {binned(min(known), KM)}"


def _how_long(mine: Sequence[DateRange], theirs: Sequence[DateRange]) -> Iterator[str]:
    off = [max(0, (a.start - b.end).days, (b.start - a.end).days) for a, b in product(mine, theirs)]
    if not off:
        return
    yield f"days off {binned(min(off), DAYS_OFF)}"
    yield f"days off most {binned(max(off), DAYS_OFF)}"
    first, before = min(day.start for day in mine), min(day.start for day in theirs)
    yield "same start" if first == before else "later in time" if first > before else "earlier in time"


def _of_words(name: str, counts: Sequence[int], number: int) -> Iterator[str]:
    """How many words the later shares with the event, and whether with no other as many."""
    mine = counts[number]
    yield f"{name} {binned(mine, MANY if name == 'words' else FEW)}"
    if mine and mine == max(counts):
        yield f"most {name}"
        if counts.count(mine) == 1:
            yield f"most {name} alone"


def _of_part(part: str, mine: frozenset[str], event: Event, held: Sequence[Event]) -> Iterator[str]:
    theirs = event.has[part]
    if mine and theirs:
        yield f"{part} {'same' if event in held else 'other'}"
    elif mine or theirs:
        yield f"{part} {'new' if mine else 'open'}"
    if held == [event]:
        yield f"{part} same alone"


def binned(number: float, edges: Sequence[int]) -> str:
    """The first edge that is no smaller, or `more`."""
    return next((str(edge) for edge in edges if number <= edge), "more")


def stems(said: str, common: frozenset[str]) -> frozenset[str]:
    """The stems of the longer words, less the common ones."""
    found = (_stem(word) for word in WORD.findall(said) if len(word) > SHORT_WORD)
    return frozenset(stem for stem in found if stem not in common)


@cache
def common_stems(words: tuple[str, ...]) -> frozenset[str]:
    """Stems of the words that stand in reports of any event."""
    return frozenset(map(_stem, words))


def _stem(word: str) -> str:
    bare = ENDING.sub("", word.lower())
    return bare if len(bare) >= STEM else word.lower()


def _content(told: Sequence[str]) -> frozenset[str]:
    return frozenset(_stem(word) for words in told for word in words.lower().split() if len(word) > SHORT_WORD)
