"""At which of the places that a report names was what it tells without one? Learnt (`python -m training.places`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mnemon.coding.events_told import binned
from mnemon.coding.likeness import Likeness
from mnemon.coding.scenes import PROVINCE, is_told, within
from mnemon.coding.story import Story
from mnemon.coding.unset import Unset, by_event, its_order, its_words, likeliest, where_it_stands, whose_it_is
from mnemon.model.claims import Attribution, Claim
from mnemon.model.text import Span
from mnemon.model.values import NOT_FOUND, Place, Placed

DATELINE = re.compile(r"[^.\n]{0,60}? ?(?:[-–—]+|\.-) ")
"""What stands between a place's name in the first line of a report and what it begins to tell."""

BEHIND = re.compile(r"[’']s|[a-z]+|[,.;:]")
"""The word or the mark right behind a name."""

COUNTS, MANY = (1, 2, 3, 5), (1, 2, 3, 4, 6, 9)


@dataclass(frozen=True, slots=True)
class Places:
    """The places that a report names, and what tells at which of them an event was.

    `named`: in the order of the text, each with its place, down from a province; `title`: the report's; else as Days.
    """

    text: str
    named: tuple[tuple[Span, Place], ...]
    sentences: Sequence[Span]
    said: Sequence[Attribution]
    story: Story
    likeness: Likeness
    common: frozenset[str]
    title: str = ""

    @staticmethod
    def of(text: str, places: Sequence[Placed]) -> tuple[tuple[Span, Place], ...]:
        """The names that may be an event's place: of no country, and of nobody who governs one."""
        told = ((p.span, p.place or _unfound(p.span.of(text))) for p in places if p.sense == "place")
        return tuple((span, place) for span, place in told if place.precision <= PROVINCE)

    def given(self, claims: Sequence[Claim], home: Mapping[str, str]) -> list[Claim]:
        """Claims of an event of which no place is told at the likeliest of those that are named, and a note.

        `home`: each claim's event. Where none is likely enough they stay as they are.
        """
        places: dict[str, Place] = {}
        for unplaced in self.unplaced(claims, home).values() if self.named else ():
            best = likeliest(self.likeness, self.beside(unplaced, claims))
            if best is not None:
                places |= {claim.id: self.named[best][1] for claim in unplaced}
        return [_at(c, places[c.id]) if c.id in places else c for c in claims]

    def unplaced(self, claims: Sequence[Claim], home: Mapping[str, str]) -> dict[str, list[Claim]]:
        """By event, the claims of the events of which no claim tells a place."""
        events = by_event(claims, home)
        none = [event for event, told in events.items() if all(c.place is None for c in told)]
        return {event: found for event in none if (found := [c for c in events[event] if self._is_open(c)])}

    def _is_open(self, claim: Claim) -> bool:
        return claim.place is None and is_told(claim) and self.story.names_no_place(claim)

    def beside(self, unplaced: Sequence[Claim], claims: Sequence[Claim]) -> list[frozenset[str]]:
        """What is so of an event's unplaced claims and of each of the places; `claims`: all of the report."""
        event = Unset.of(self, unplaced, claims)
        return [frozenset(self._of_both(number, event)) for number in range(len(self.named))]

    def _of_both(self, number: int, event: Unset) -> Iterator[str]:
        span, place = self.named[number]
        yield from event.so
        yield from where_it_stands(self, span, event)
        yield from self._of_place(number)
        yield from its_words(self, span)
        yield from its_order([span for span, _ in self.named], number, event)
        yield from whose_it_is("where", span, event)
        if any(c.place is not None and c.place.place_id == place.place_id for c in event.others):
            yield "place of another"
        if not any(c.place is not None for c in event.others):
            yield "no other place"

    def _of_place(self, number: int) -> Iterator[str]:
        """What a place is like by itself, and among those named."""
        span, place = self.named[number]
        yield f"precision {place.precision}"
        yield f"named {binned(sum(p.name == place.name for _, p in self.named), COUNTS)}"
        yield f"names {binned(len({p.name for _, p in self.named}), MANY)}"
        yield f"name {binned(number, (0, 1, 2, 3, 5))}"
        behind = BEHIND.match(self.text[span.end_char : span.end_char + len(" whatever")].lstrip())
        if behind is not None:
            yield f"behind {behind[0]}"
        found = {
            "unfound": place.place_id is None,
            "in the title": span.of(self.text).lower() in self.title.lower(),
            "dateline": DATELINE.match(self.text, span.end_char) and "\n" not in self.text[: span.start_char].strip(),
            "holds another": any(p.precision < place.precision and within(p, place) for _, p in self.named),
            "in another": any(p.precision > place.precision and within(place, p) for _, p in self.named),
        }
        yield from (name for name, so in found.items() if so)


def _unfound(name: str) -> Place:
    """A place that no gazetteer knows."""
    return Place(None, name, None, None, 2, words=name, note=NOT_FOUND)


def _at(claim: Claim, place: Place) -> Claim:
    return replace(claim, place=place, notes=(*claim.notes, f"place: likely {place.name}, which the report names"))
