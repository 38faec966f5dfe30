"""What a report goes on to tell of an event that it told of before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mnemon.coding.codebook import Telling
from mnemon.coding.days_after import is_before_that, is_behind_came
from mnemon.coding.entries import Entries
from mnemon.coding.events_told import Event, Look, Looker, of_each
from mnemon.coding.likeness import Likeness
from mnemon.coding.refining import any_of
from mnemon.coding.scenes import Scene, is_told, shared_day, two_days, two_places
from mnemon.model.claims import Claim
from mnemon.model.marks import HARMS
from mnemon.model.text import Span

NEAR = 15
"""Beside the first event of a report one looks at so many at most, those told last."""

AGAINST = frozenset({"any excluded", "l another", "l besides"})
"""What speaks for another event: other words for it, or a place or day that cannot be the event's."""

SURE = 0.7
"""The chance from which a scene is of an event all the same."""

CAME_AFTER = re.compile(r"\b(?:comes?|came) (?:(?:just|only|less than|more than|nearly|about) )?(?:\w+ ){1,3}after\b")
"""How a sentence turns to what was before ("The attack came two days after a bomb struck the market")."""

OPENED = re.compile(r"(?:\A|[.!?][\"”’']?\s+|\n\s*)(?=[^.!?\n]*\Z)")
"""Where the sentence begins that the words at the end of a stretch stand in."""

BREAK = re.compile(r"\n\s*")
"""What parts two paragraphs."""

TURN = 40
"""Within so many characters of its beginning a sentence says that it turns to another event."""


@dataclass(frozen=True, slots=True)
class Story:
    """Joins the scenes of one report. `order`: sentence number by claim id.

    A scene goes on about the event told before that it is likeliest to be of, where the chance is large enough; else it
    begins an event. How likely it is was learnt (`likeness`; training/story.py). Scenes of two entries of a list are
    two events.
    """

    text: str
    order: Mapping[str, int]
    telling: Telling
    likeness: Likeness
    title: str = ""
    entries: Entries = field(default_factory=Entries)
    turns: tuple[tuple[int, int], ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "turns", tuple(_turns(self.text, self.telling.turn)))

    def pairs(self, scenes: Sequence[Sequence[Claim]]) -> Iterator[tuple[str, str]]:
        """A pair of claim ids for each scene that goes on about an event of an earlier one."""
        events: list[Event] = []
        last: Event | None = None
        for look in self.looks(scenes):
            event = self._event_of(look, self._may_go_on(look, events), last)
            if event is None:
                last = Event(look)
                events.append(last)
            else:
                yield event.looks[0].scene.claims[0].id, look.scene.claims[0].id
                event.add(look)
                last = event
                events.remove(event)
                events.append(event)

    def _may_go_on(self, look: Look, events: Sequence[Event]) -> list[Event]:
        """Of the events within reach, those that a scene is not told to have been so long before."""
        near = [e for e in self.within_reach(look, events) if not _is_before(look, e)]
        claim = look.scene.claims[0]
        if not is_behind_came(self.text, claim):
            return near
        return [e for e in near if not self._came_after(claim, e)]

    def _came_after(self, claim: Claim, event: Event) -> bool:
        """Whether an event is the one that came so long after a claim ("It came two days after a bomb killed")."""
        beside = (c for one in event.looks for c in one.scene.claims if c.sentence == claim.sentence)
        return event.looks[0].scene.opens or any(not is_behind_came(self.text, c) for c in beside)

    def looks(self, scenes: Sequence[Sequence[Claim]]) -> Iterator[Look]:
        """The scenes of events, in the order in which they are told, looked at."""
        looker = Looker.of(self.text, self.title, self.telling)
        paragraph = -1
        for scene in self.scenes(scenes):
            turn = self._turn_before(scene.claims[-1].spans["trigger"][0].start_char)
            yield looker.look(scene, leads=scene.paragraph != paragraph, turn=turn)
            paragraph = scene.paragraph

    def within_reach(self, look: Look, events: Sequence[Event]) -> list[Event]:
        """Of the events told before, in the order in which they were told of last, those that a scene may go on about.

        Never one of another entry of a list, one told before a paragraph turned to another ("In another attack"), nor
        one of another place and another day.
        """
        near = [e for n, e in enumerate(events) if n >= len(events) - NEAR or e.looks[0].scene.opens]
        return [e for e in near if not any(self._apart(look, one) for one in e.looks)]

    def _apart(self, later: Look, before: Look) -> bool:
        one, other = later.scene, before.scene
        turned = bool(later.turn) and later.turn != before.turn
        elsewhere = two_places(one, other) and two_days(one, other) and not shared_day(one, other)
        return turned or elsewhere or self.entries.apart(before.at, later.at)

    def _turn_before(self, at: int) -> int:
        """The number, from 1, of the paragraph that turned to another event before a character of it; 0 if in none."""
        return next((n for n, (turn, end) in enumerate(self.turns, 1) if turn <= at < end), 0)

    def _event_of(self, look: Look, events: Sequence[Event], last: Event | None) -> Event | None:
        if not events:
            return None
        told = of_each(look, events, last)
        enough = [SURE if so & AGAINST else self.likeness.enough for so in told]
        chances = [float(chance) for chance in self.likeness.chances(told)]
        likely = [n for n, chance in enumerate(chances) if chance >= enough[n]]
        return events[max(likely, key=chances.__getitem__)] if likely else None

    def scenes(self, scenes: Sequence[Sequence[Claim]]) -> list[Scene]:
        """Those of events, in the order in which they are told."""
        told = sorted(map(self._scene, scenes), key=lambda s: (s.first, s.claims[0].spans["trigger"][0]))
        of_events = [s for s in told if any(map(is_told, s.claims))]
        return [replace(s, opens=number == 0) for number, s in enumerate(of_events)]

    def tells_no_day(self, claim: Claim) -> bool:
        """Whether the words for when it was leave the day open: a time of day, how long it took ("for two nights")."""
        words = [span.of(self.text) for span in claim.spans.get("when", ())]
        return not any(OF_A_DAY.search(told) for told in words if not only_hours(told, self.telling.hours))

    def names_no_place(self, claim: Claim) -> bool:
        """Whether a claim says where by no more than a word for a spot ("at a market"): that leaves the town open.

        So does the hospital that the dead or wounded were taken to, whatever town it is in.
        """
        spans = claim.spans.get("where", ())
        cared = claim.kind in CARED
        return all(span.of(self.text).islower() or (cared and of_care(self.text, span)) for span in spans)

    def _scene(self, claims: Sequence[Claim]) -> Scene:
        at = [self.order[c.id] for c in claims]
        points = any(self._points_back(c) for c in claims if c.kind not in HARMS)
        paragraph = len(BREAK.findall(self.text, 0, claims[0].spans["trigger"][0].start_char))
        another = self.tells_another(claims[0])
        return Scene(tuple(claims), min(at), max(at), points, another, paragraph=paragraph)

    def tells_another(self, claim: Claim) -> bool:
        """Whether a claim's sentence says that it tells of something else than what stands before it."""
        said = claim.sentence.of(self.text)
        return CAME_AFTER.search(said) is not None or any_of(self.telling.another).search(said) is not None

    def _points_back(self, claim: Claim) -> bool:
        """Whether an act is a noun that means one told of before ("the attack", "this raid")."""
        before = self.text[: claim.spans["trigger"][0].start_char].rsplit(None, 1)[-1:]
        return any(w.lower() in self.telling.definite for w in before)


def _is_before(look: Look, event: Event) -> bool:
    """Whether a scene is of some days before what its sentence begins with, and that is of the event."""
    told = {one.scene.last for one in event.looks}
    return look.scene.first in told and any(map(is_before_that, look.scene.claims))


def _turns(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where a sentence begins that turns to another event ("In a separate incident"), and where its paragraph ends."""
    for found in any_of(tuple(words)).finditer(text):
        led = OPENED.search(text, max(0, found.start() - TURN), found.start())
        end = text.find("\n", found.end())
        if led is not None:
            yield led.end(), len(text) if end < 0 else end


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


OF_A_DAY = re.compile(
    r"(?i)(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)"
    r"|\b(?:1[89]|20)\d\d\b|\d(?:st|nd|rd|th)\b"
    r"|\b(?:ago|earlier|later|before|after|previous|preceding|following|next|last|since|until"
    r"|yesterday|today|tomorrow|tonight|week(?:end)?|months?|years?|eve|spring|summer|autumn|winter|when|while"
    r"|during the)\b"
)
"""Words by which a time is another, or may be another, than that of its event."""

CLOCK = re.compile(r"\D*\d{1,2}[:.]\d\d\D*")
"""A time of day in digits, with no word beside it."""


def only_hours(words: str, hours: frozenset[str]) -> bool:
    """Whether words name a time of day alone ("10:39 a.m.", "shortly before dawn")."""
    said = re.sub(r"\d{1,2}(?::\d\d)?(?!\d)", " ", words.lower()).replace(",", " ").split()
    bare = not said and (CLOCK.fullmatch(words) is not None or not any(map(str.isalnum, words)))
    return bare or (bool(said) and all(w.strip(".()") in hours for w in said))
