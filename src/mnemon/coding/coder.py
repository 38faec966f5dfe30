"""The opening verb: marks and values in, claims out, by the codebook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from mnemon.coding.aftermath import Aftermath
from mnemon.coding.again import Again
from mnemon.coding.as_fact import told_as_fact
from mnemon.coding.attribution import attributions, speaker, stance
from mnemon.coding.bare_tolls import bare_tolls
from mnemon.coding.bodily import bodily_harm, no_people
from mnemon.coding.cared_for import cared_for
from mnemon.coding.claimants import with_claimants
from mnemon.coding.clock import by_the_clock, overtaken
from mnemon.coding.codebook import Codebook
from mnemon.coding.contested import contested
from mnemon.coding.counted import one_by_one, still_so, told_twice
from mnemon.coding.custody import by_whom
from mnemon.coding.days_after import days_after
from mnemon.coding.days_told import Days
from mnemon.coding.denials import with_denials
from mnemon.coding.entries import Entries
from mnemon.coding.events_told import common_stems
from mnemon.coding.gone import died_later, died_of_wounds
from mnemon.coding.headline import with_headline
from mnemon.coding.mentions import group, regrouped
from mnemon.coding.named import named_again
from mnemon.coding.nested import without_death_sentences, without_mere_victims, without_nested
from mnemon.coding.of_the_harm import is_care, of_the_harm
from mnemon.coding.of_them import of_the_nearest
from mnemon.coding.others import of_the_same_force
from mnemon.coding.partial import mark_nth, mark_partial
from mnemon.coding.parts import (
    check_sums,
    find_wholes,
    in_brackets,
    included,
    inherit,
    no_larger,
    risen,
    share_counts,
    with_siblings,
)
from mnemon.coding.places_told import Places
from mnemon.coding.reactions import reactions
from mnemon.coding.refining import recoded, subkind_of
from mnemon.coding.repeats import Repeats
from mnemon.coding.retold import Retold
from mnemon.coding.rivals import rival_tolls
from mnemon.coding.same_again import same_again, some_of
from mnemon.coding.scope import goes_on, only_tried, scope, standing
from mnemon.coding.set_free import taken_at_first, taken_before
from mnemon.coding.settings import Around
from mnemon.coding.several import of_several
from mnemon.coding.singular import is_one_more, one_person
from mnemon.coding.speakers import Speakers
from mnemon.coding.story import Story, only_hours
from mnemon.coding.toll import across_places, within_events
from mnemon.coding.totals import (
    all_told,
    of_the_event,
    over_days,
    side_by_side,
    some_of_them,
)
from mnemon.coding.uncounted import families_alone, mark_left_out, mark_uncounted
from mnemon.coding.voices_apart import rival_voices
from mnemon.model.claims import Attribution, Claim, Coded, EventMention
from mnemon.model.marks import HARMS, ROLES, Frame, Marks
from mnemon.model.text import Report, Span
from mnemon.model.values import COUNTED_BEFORE, DateRange, FrameValues, Quantity, Values

HELD = ("abducted", "detained", "missing")
"""Harms that last: since when is when it was done ("held since 9 August")."""

OF_THESE = re.compile(r"\s+of (?:the|these|those|its|their|his|her) (?:[\w-]+ )?(?P<noun>\w+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """What a report's sentences tell. `order`: sentence number by claim id; `together`: pairs of ids of one event.

    `hours`: the day told before, by id, of claims that tell a time of day.
    """

    marks: Marks
    order: Mapping[str, int]
    claims: Sequence[Claim]
    together: Sequence[tuple[str, str]]
    said: tuple[Attribution, ...]
    story: Story
    hours: Mapping[str, DateRange]


@dataclass(frozen=True, slots=True)
class Coder:
    """A codebook, and the producer in whose name claims are made."""

    codebook: Codebook
    producer_id: str

    def code(self, report: Report, marks: Marks, values: Values) -> Coded:
        """The claims that a report makes, the events they tell of, and who says what."""
        found = self.found(report, marks, values)
        marks, order, text = found.marks, found.order, report.text
        mentions, coded = self.events(report, found, values)
        coded = within_events(text, overtaken(text, over_days(coded)), self.codebook)
        coded = one_by_one(text, across_places(text, coded, order, self.codebook), self.codebook)
        coded = still_so(text, told_twice(some_of(text, coded, order)))
        coded = Retold.of(text, marks, order, self.codebook).find(coded)
        coded = cared_for(text, coded, self.codebook)
        again, pairs = Again.of(text, marks, order, self.codebook).find(coded)
        told = of_several(text, told_as_fact(again), order)
        told = contested(text, marks, told, order, values.places, self.codebook)
        mentions, coded = regrouped(report.id, mentions, told, pairs)
        return Coded(mentions, families_alone(coded), found.said, values.places, values.times)

    def events(
        self, report: Report, found: Found, values: Values
    ) -> tuple[tuple[EventMention, ...], tuple[Claim, ...]]:
        """The events of what a report's sentences tell, and the claims with where and when they were."""
        days, places = self.days(report, found, values), self.places(report, found, values)
        around = Around(values.area, values.headed, values.places, found.hours, days, places)
        return group(report.id, found.claims, found.together, found.story, around)

    def days(self, report: Report, found: Found, values: Values) -> Days:
        """The days that a report names, for what it tells without one."""
        book, common = self.codebook, common_stems(self.codebook.telling.common)
        times = Days.named(report.text, values.times, report.published_at)
        sentences = found.marks.sentences
        return Days(report.text, times, sentences, report.published_at, found.said, found.story, book.of_day, common)

    def places(self, report: Report, found: Found, values: Values) -> Places:
        """The places that a report names, for what it tells without one."""
        book, common = self.codebook, common_stems(self.codebook.telling.common)
        named, sentences = Places.of(report.text, values.places), found.marks.sentences
        title = report.title or ""
        return Places(report.text, named, sentences, found.said, found.story, book.of_place, common, title)

    def found(self, report: Report, marks: Marks, values: Values) -> Found:
        """The claims sentence by sentence, before it is told which sentences are of one event."""
        marks, recodings = recoded(report.text, marks, self.codebook.rules)
        marks = with_claimants(report.text, marks, self.codebook.responsibility_words)
        marks = with_denials(report.text, marks, self.codebook.untrue)
        drafts = [self._claim(report, marks, i, values.frames[i]) for i in range(len(marks.frames))]
        drafts = [replace(c, notes=(*c.notes, why)) if why else c for c, why in zip(drafts, recodings, strict=True)]
        dates = [(c.id, value.date) for c, value in zip(drafts, values.frames, strict=True)]
        hours = {i: day for i, day in dates if day is not None and _is_hour(day, self.codebook)}
        order = {c.id: f.sentence for c, f in zip(drafts, marks.frames, strict=True)}
        added = self._untold(report.text, drafts, marks, values, order)
        partial = {c.id for c, f in zip(drafts, marks.frames, strict=True) if f.partial}
        claims = without_death_sentences(report.text, list(_with_parts(_unique(drafts), drafts, marks)))
        places = {n.span for n in marks.names if n.type == "place"} | {p.span for p in values.places}
        claims = _of_people(
            without_mere_victims(
                report.text,
                without_nested(report.text, [c for c in claims if not self._harms_nobody(report.text, c, places)]),
            )
        )
        claims = sorted([*claims, *_unique([c for c, _ in added])], key=lambda c: order[c.id])
        claims = by_the_clock(report, by_whom(report.text, claims, order), self.codebook.telling.hours)
        claims = days_after(report.text, claims, values.times)
        claims = in_brackets(report.text, share_counts(of_the_nearest(report.text, claims)))
        claims = included(report.text, no_larger(claims))
        claims = risen(report.text, claims)
        claims = of_the_event(report.text, claims, order, self.codebook)
        claims, against = self._called_rivals(report.text, claims, marks, values, order)
        claims = find_wholes(with_siblings(report.text, claims, self.codebook.sorts_of_people), order)
        claims = side_by_side(report.text, claims)
        claims = died_later(report.text, died_of_wounds(report.text, claims))
        claims = mark_nth(report.text, claims, order)
        claims = mark_partial(report.text, claims, partial | some_of_them(report.text, claims, self.codebook), order)
        claims, named = named_again(report.text, marks, claims)
        claims = same_again(Repeats(report.text, order, self.codebook, named).find(claims), order)
        claims = taken_at_first(report.text, all_told(report.text, claims, order, self.codebook))
        claims = with_headline(report.text, marks.sentences, claims, order)
        said = attributions(report.text, marks, self.codebook)
        claims = reactions(report.text, claims, self.codebook.reaction_verbs)
        claims = Speakers.of(report.text, marks, self.codebook, said).find(claims)
        claims = mark_uncounted(
            report.text, check_sums(inherit(no_larger(of_the_same_force(claims)))), self.codebook.uncounted_words
        )
        claims = mark_left_out(report.text, claims, self.codebook)
        claims, apart = rival_voices(report.text, claims, order, self.codebook)
        entries = Entries.of(report.text, values)
        book = self.codebook
        story = Story(report.text, order, book.telling, book.one_event, report.title or "", entries)
        return Found(marks, order, claims, [*_pairs(added), *against, *apart], said, story, hours)

    def _called_rivals(
        self, text: str, claims: list[Claim], marks: Marks, values: Values, order: dict[str, int]
    ) -> tuple[list[Claim], list[tuple[str, str]]]:
        """The claims with rival figures noted as such, numbers given alone among them; each rival with its figure."""
        claims, against = rival_tolls(text, marks.sentences, claims, order, self.codebook)
        found = _entered(bare_tolls(text, values.given, marks.sentences, claims, order), marks, order)
        told = sorted([*claims, *(c for c, _ in found)], key=lambda c: order[c.id])
        return told, [*against, *_pairs(found)]

    def _untold(
        self, text: str, drafts: list[Claim], marks: Marks, values: Values, order: dict[str, int]
    ) -> list[tuple[Claim, Claim]]:
        """Harms that no word of harm tells, each with the claim it follows from; sets their place in `order`."""
        affected = {c.id: value.affected for c, value in zip(drafts, values.frames, strict=True)}
        after = Aftermath(text, drafts, affected, order, self.codebook)
        deaths = _entered(after.deaths(marks.sentences), marks, order)
        bodily = bodily_harm(text, drafts, values, self.codebook, [c for c, _ in deaths], marks.names)
        taken = _entered(taken_before(text, drafts, affected, order), marks, order)
        return [*deaths, *_entered(bodily, marks, order), *taken]

    def _claim(self, report: Report, marks: Marks, index: int, value: FrameValues) -> Claim:
        text = report.text
        frame, value = of_the_harm(marks.frames[index], value, text)
        told, why = self._scope(frame, text, marks, value)
        held = told == "event" and frame.kind in HELD and value.since is not None
        means = frame.role("means")
        cue = frame.role("cue")
        tried = only_tried(frame, text, self.codebook)
        claimant = value.by if frame.role("source") == frame.role("by")[:1] else None
        draft = Claim(
            id="",
            report_id=report.id,
            event_mention_id="",
            kind=frame.kind,
            quantity=self._quantity(frame, text, value),
            victims=value.victims,
            by=value.by,
            by2=value.by2,
            means=means[0].of(text) if means else None,
            place=None if is_care(frame, text) else value.place,
            date=None if _is_hour(value.date, self.codebook) else (value.since if held else value.date),
            said_by=speaker(text, frame, value.speaker or claimant),
            cue=cue[0].of(text) if cue else None,
            said_on=value.said_on,
            stance=stance(text, frame, self.codebook, marks.sentences[frame.sentence]),
            status="negated" if tried else frame.status,
            scope=told,
            part_of=None,
            repeats=None,
            sentence=marks.sentences[frame.sentence],
            spans={"trigger": (frame.trigger,)} | {r: frame.role(r) for r in ROLES if frame.role(r)},
            score=frame.score,
            producer_id=self.producer_id,
            codebook=self.codebook.version,
            notes=tuple(n for n in (why, tried, *self._notes(frame, text, value)) if n),
            subkind=subkind_of(frame, text, marks, self.codebook.subkinds),
        )
        return replace(draft, id=_identity(draft))

    def _scope(self, frame: Frame, text: str, marks: Marks, value: FrameValues) -> tuple[str, str]:
        """Event or total, and why; one person is never a running total, a number of all who are held always is."""
        number = value.quantity.low if value.quantity is not None else None
        why = standing(frame, marks.sentences[frame.sentence].of(text), number) or goes_on(frame, text)
        if why:
            return "total", why
        if value.since is not None and self._are_held(frame, text):
            return "event", ""
        one_day = value.date is not None and value.date.start == value.date.end and bool(frame.role("when"))
        named = value.quantity is not None and value.quantity.rule == "one named person"
        if frame.kind in HARMS and number == 1 and (named or one_day):
            return "event", ""
        return scope(frame, text, self.codebook.period_words)

    def _are_held(self, frame: Frame, text: str) -> bool:
        """Whether people are told of as held, not as taken: since when is when they were taken, all of them."""
        words = set(frame.trigger.of(text).lower().split())
        return frame.kind in HELD and frame.status == "fact" and not words.isdisjoint(self.codebook.held_words)

    def _harms_nobody(self, text: str, claim: Claim, places: set[Span]) -> bool:
        """Whether a claim of harm names a thing, or nothing but a place ("the dead of Bara"), as those harmed."""
        if claim.kind not in HARMS:
            return False
        who, trigger = claim.spans.get("who", ()), claim.spans["trigger"][0]
        of_land = [s in places and text[: s.start_char].endswith((" of ", " in ")) for s in who]
        dead_of = trigger.of(text) == "dead" and any(text[trigger.end_char : s.start_char] == " of " for s in who)
        nobody = bool(who) and (all(of_land) or dead_of) and not claim.spans.get("count")
        return nobody or no_people(text, claim, self.codebook)

    def _quantity(self, frame: Frame, text: str, value: FrameValues) -> Quantity | None:
        """How many, unless the count is a mere article or one of things ("two of the five shells killed people")."""
        if _is_article(frame, text) or _of_things(frame, text, self.codebook.things):
            return None
        return value.quantity or self._one(frame, text)

    def _one(self, frame: Frame, text: str) -> Quantity | None:
        """One, where harm is told of a single person whom no word counts."""
        who = frame.role("who")
        counted = frame.role("count") or frame.kind not in HARMS or frame.status == "negated"
        start = frame.trigger.start_char
        if not counted and not who and is_one_more(text, start):
            return Quantity(1, 1, 1, rule="one named person")
        return None if counted or len(who) != 1 else one_person(text, who[0], self.codebook.one_person)

    def _notes(self, frame: Frame, text: str, value: FrameValues) -> Iterator[str]:
        word = frame.trigger.of(text)
        if value.quantity is not None and value.quantity.rule == COUNTED_BEFORE:
            yield f'"{value.quantity.words}" as counted before'
        if word.lower() in self.codebook.kinds[frame.kind].party_words:
            yield f'"{word}" is the speaker\'s word'
        if value.place is not None and value.place.note:
            yield value.place.note


def _entered(found: Iterable[tuple[Claim, Claim]], marks: Marks, order: dict[str, int]) -> list[tuple[Claim, Claim]]:
    """Claims that follow from another, with their ids; sets their place in `order`."""
    number = {s: i for i, s in enumerate(marks.sentences)}
    made = [(replace(claim, id=_identity(claim)), other) for claim, other in found]
    order |= {claim.id: number[claim.sentence] for claim, _ in made}
    return made


def _pairs(found: list[tuple[Claim, Claim]]) -> list[tuple[str, str]]:
    """The ids of claims, each with that of the claim it goes with."""
    return [(other.id, claim.id) for claim, other in found]


def _is_article(frame: Frame, text: str) -> bool:
    """Whether the count is a mere "a" before a thing: that says which, not how many. Before people it counts one."""
    return frame.kind not in HARMS and [s.of(text).lower() for s in frame.role("count")] in (["a"], ["an"])


def _is_hour(date: DateRange | None, codebook: Codebook) -> bool:
    """Whether a date rests on a time of day alone: it is the day of its event, not the last day named."""
    return date is not None and bool(date.words) and only_hours(date.words, codebook.telling.hours)


def _of_things(frame: Frame, text: str, things: frozenset[str]) -> bool:
    """Whether a harm's count is of things: it goes on "of the five shells"."""
    counts = frame.role("count")
    if frame.kind not in HARMS or len(counts) != 1:
        return False
    said = OF_THESE.match(text, counts[0].end_char)
    return said is not None and said["noun"].lower() in things


def _identity(draft: Claim) -> str:
    """A content id: a hash of the stated parts and the producer."""
    spans = sorted((part, s.start_char, s.end_char) for part, found in draft.spans.items() for s in found)
    told = f"{draft.report_id}|{draft.kind}|{spans}|{draft.quantity}|{draft.status}|{draft.producer_id}"
    return "c-" + sha256(told.encode()).hexdigest()[:16]


def _unique(drafts: list[Claim]) -> list[Claim]:
    """Claims told by the very same words count once."""
    return list({c.id: c for c in drafts}.values())


def _of_people(kept: list[Claim]) -> list[Claim]:
    """What is kept, no longer part of anything that was not."""
    ids = {c.id for c in kept}
    return [c if c.part_of is None or c.part_of in ids else replace(c, part_of=None) for c in kept]


def _with_parts(claims: list[Claim], drafts: list[Claim], marks: Marks) -> Iterator[Claim]:
    """The parts that their own sentence says, by id."""
    wholes = {
        draft.id: drafts[frame.part_of].id
        for draft, frame in zip(drafts, marks.frames, strict=True)
        if frame.part_of is not None
    }
    for claim in claims:
        whole = wholes.get(claim.id)
        yield replace(claim, part_of=whole) if whole not in (None, claim.id) else claim
