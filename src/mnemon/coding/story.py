"""What a report goes on to tell of an event that it told of before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import fmean

from mnemon.coding.codebook import Telling
from mnemon.coding.entries import Entries
from mnemon.coding.refining import pattern
from mnemon.coding.scenes import Scene, compared, exclude, is_told
from mnemon.model.claims import Claim
from mnemon.model.marks import HARMS
from mnemon.model.text import Span

MOST = 40
"""How many scenes of an event one looks at most, from its last back."""

NEVER = -10.0
"""The weight of two scenes that cannot be one event: more than all that can speak for it."""

CAME_AFTER = re.compile(r"\b(?:comes?|came) (?:(?:just|only|less than|more than|nearly|about) )?(?:\w+ ){1,3}after\b")
"""How a sentence turns to what was before ("The attack came two days after a bomb struck the market")."""

OPENED = re.compile(r"(?:\A|[.!?][\"”’']?\s+|\n\s*)(?=[^.!?\n]*\Z)")
"""Where the sentence begins that the words at the end of a stretch stand in."""

BREAK = re.compile(r"\n\s*")
"""What parts two paragraphs."""

TURN = 40
"""Within so many characters of its beginning a sentence says that it turns to another event."""

TOGETHER = 1.5
"""What speaks for two scenes of one entry of a list being of one event (log-odds; not learnt: few annotated lists)."""


@dataclass(frozen=True, slots=True)
class Story:
    """Joins the scenes of one report. `order`: sentence number by claim id.

    A scene joins the event that it fits best: half by the scene there that speaks most for it, half by the mean of all.
    Scenes of two entries of a list are two events. What speaks for and against it, and how much, is `telling.weights`
    (log-odds), learnt by training/story.py.
    """

    text: str
    order: Mapping[str, int]
    telling: Telling
    entries: Entries = field(default_factory=Entries)
    turns: tuple[tuple[int, int], ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "turns", tuple(_turns(self.text, self.telling.turn)))

    def pairs(self, scenes: Sequence[Sequence[Claim]]) -> Iterator[tuple[str, str]]:
        """A pair of claim ids for each scene that goes on about an event of an earlier one."""
        events: list[list[Scene]] = []
        for scene in self.scenes(scenes):
            weights = [self._weight(scene, event[-MOST:]) for event in events]
            best = max(range(len(events)), key=weights.__getitem__, default=None)
            if best is None or weights[best] <= 0:
                events.append([scene])
            else:
                yield events[best][0].claims[0].id, scene.claims[0].id
                events[best].append(scene)

    def scenes(self, scenes: Sequence[Sequence[Claim]]) -> list[Scene]:
        """Those of events, in the order in which they are told."""
        told = sorted(map(self._scene, scenes), key=lambda s: (s.first, s.claims[0].spans["trigger"][0]))
        of_events = [s for s in told if any(map(is_told, s.claims))]
        return [replace(s, opens=number == 0) for number, s in enumerate(of_events)]

    def tells_hours(self, claim: Claim) -> bool:
        """Whether the words for when it was name a time of day and no day."""
        return all(only_hours(span.of(self.text), self.telling.hours) for span in claim.spans.get("when", ()))

    def names_no_place(self, claim: Claim) -> bool:
        """Whether a claim says where by no more than a word for a spot ("at a market"): that leaves the town open.

        So does the hospital that the dead or wounded were taken to, whatever town it is in.
        """
        spans = claim.spans.get("where", ())
        cared = claim.kind in CARED
        return all(span.of(self.text).islower() or (cared and of_care(self.text, span)) for span in spans)

    def of_two(self, later: Scene, before: Scene) -> tuple[str, ...] | None:
        """What is so of two scenes; None where they cannot be one event."""
        if later.another or self.entries.apart(_at(before), _at(later)) or exclude(later, before):
            return None
        if any(turn <= _at(later) < end and _at(before) < turn for turn, end in self.turns):
            return None
        return tuple(compared(later, before))

    def _weight(self, scene: Scene, event: Sequence[Scene]) -> float:
        weights = [self._of_pair(scene, before) for before in event]
        return (max(weights) + fmean(weights)) / 2

    def _of_pair(self, later: Scene, before: Scene) -> float:
        said = self.of_two(later, before)
        if said is None:
            return NEVER
        listed = TOGETHER if self.entries.number(_at(later)) else 0.0
        return self.telling.base + listed + sum(self.telling.weights.get(name, 0.0) for name in said)

    def _scene(self, claims: Sequence[Claim]) -> Scene:
        at = [self.order[c.id] for c in claims]
        points = any(self._points_back(c) for c in claims if c.kind not in HARMS)
        paragraph = len(BREAK.findall(self.text, 0, claims[0].spans["trigger"][0].start_char))
        another = self.tells_another(claims[0])
        return Scene(tuple(claims), min(at), max(at), points, another, paragraph=paragraph)

    def tells_another(self, claim: Claim) -> bool:
        """Whether a claim's sentence says that it tells of something else than what stands before it."""
        said = claim.sentence.of(self.text)
        return CAME_AFTER.search(said) is not None or any(pattern(words).search(said) for words in self.telling.another)

    def _points_back(self, claim: Claim) -> bool:
        """Whether an act is a noun that means one told of before ("the attack", "this raid")."""
        before = self.text[: claim.spans["trigger"][0].start_char].rsplit(None, 1)[-1:]
        return any(w.lower() in self.telling.definite for w in before)


def _turns(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where a sentence begins that turns to another event ("In a separate incident"), and where its paragraph ends."""
    for found in (match for phrase in words for match in pattern(phrase).finditer(text)):
        led = OPENED.search(text, max(0, found.start() - TURN), found.start())
        end = text.find("\n", found.end())
        if led is not None:
            yield led.end(), len(text) if end < 0 else end


def _at(scene: Scene) -> int:
    """Where a scene is told."""
    return scene.claims[-1].spans["trigger"][0].start_char


CARE = r"(?:hospital|clinic|infirmary|morgue|mortuary|(?:medical|health|trauma) (?:cent(?:re|er)|facility))s?"
CARE_NAME = re.compile(rf"\b{CARE}\b", re.IGNORECASE)
CARE_BEFORE = re.compile(
    rf"\b{CARE}(?: \([^()]*\))?,?(?: (?:in|at|of|near))?(?: the (?:city|town|capital) of)? $", re.IGNORECASE
)
"""What stands before the town that a hospital is in."""

NEAR_CARE = 48

CARED = ("killed", "wounded")
"""Harms after which people are taken to a hospital."""


def of_care(text: str, span: Span) -> bool:
    """Whether words for a place are a hospital's, or the town behind one ("at a hospital in Tacurong")."""
    before = text[max(0, span.start_char - NEAR_CARE) : span.start_char]
    return CARE_NAME.search(span.of(text)) is not None or CARE_BEFORE.search(before) is not None


def only_hours(words: str, hours: frozenset[str]) -> bool:
    """Whether words name a time of day alone ("10:39 a.m.", "shortly before dawn")."""
    said = re.sub(r"\d{1,2}(?::\d\d)?(?!\d)", " ", words.lower()).replace(",", " ").split()
    return bool(said) and all(w.strip(".()") in hours for w in said)
