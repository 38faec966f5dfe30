"""What do the marked words of one report mean? Every frame, place name and time expression, each with its value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from mnemon.model.marks import HARMS, Frame, Marks, Name
from mnemon.model.text import Report, Span
from mnemon.model.values import Actor, DateRange, FrameValues, Place, Placed, Quantity, Values
from mnemon.normalise.actor_context import ActorContext, actor_context
from mnemon.normalise.actors import ARMED, actor, own_force
from mnemon.normalise.count_refusals import ORDINAL, counts_wounds, is_no_count, words_of_count
from mnemon.normalise.counted_before import CountedBefore
from mnemon.normalise.dateline import filed_from, says_here
from mnemon.normalise.folding import folded
from mnemon.normalise.lexicon import Lexicon
from mnemon.normalise.losers import losers
from mnemon.normalise.numbers import ARTICLES
from mnemon.normalise.one_country import DIVISION, one_country, one_province
from mnemon.normalise.people_joined import joined, named_one_by_one
from mnemon.normalise.place_context import Context, report_context
from mnemon.normalise.place_names import place_names
from mnemon.normalise.place_phrases import where_phrases
from mnemon.normalise.place_sense import PLACE, capitals, sense_of, with_capital
from mnemon.normalise.places import place, places
from mnemon.normalise.quantities import one_person, quantity
from mnemon.normalise.time_beside import date_beside
from mnemon.normalise.timeline import Told, timeline
from mnemon.normalise.times import UP_TO_NOW, combine, dated, days_named, read_phrase
from mnemon.normalise.voices_numbers import numbers_given

SHORT_FORM = r" \([A-Z][\w-]{1,7}\)"
"""A short form in brackets behind a name."""


ONE_PHRASE = re.compile(r" ?(?:(?:on|of|in|into) (?:the )?)?")
"""What stands between two spans of one phrase for a time."""

OWN = re.compile(r"(?:its|their|our|his|her) ", re.IGNORECASE)
"""Words that make people the speaker's own."""

OF_A_TEXT = re.compile(r" (?:story|report|article|item|version|dispatch|bulletin|edition)\b")
"""What follows a date that is of a text, not of what it tells ("this Sept 9 story")."""

SELF = frozenset({"it", "they", "we"})
"""Words with which a side that speaks names itself."""

KIN = re.compile(r"\b(?:family|household|people|staff|crew|children|[a-z]*men|kin|entourage)$", re.IGNORECASE)
"""Nouns for several that have no plural s; "the staff member" ends with another."""

PAIR = re.compile(r"(?:his|her|my) (?:\w+ )?parents|(?:(?:the|an?) )?(?:\w+ )?couple", re.IGNORECASE)
"""Words for two people, without a number; an article counts no one of them."""

BODIES = r"(?:family|household|crowd|crew|convoy|patrol|gang|squad)"
BODY = re.compile(
    rf"(?:an? |the )?(?:entire |whole |extended )?{BODIES}"
    r"|(?:an? |the )?(?:(?!(?:his|her|their|its|our|my) )[\w-]+ )?(?:gathering|concentration|cell|gang|squad|patrol)",
    re.IGNORECASE,
)
"""Words for several people, whom an article does not count."""

BODY_OF = re.compile(rf"(?:(?:an?|the) )?(?:[\w-]+ )?{BODIES} of ([\w-]+)", re.IGNORECASE)
"""The same with their number."""

CAPITAL = re.compile(r"\b[A-ZÀ-Þ][\w'’-]* $")
"""A word with a capital, right before a name."""

SEVERAL_HARMS = frozenset(
    "bodies corpses deaths killings murders executions assassinations kidnappings abductions".split()
)
"""Triggers that tell of several without counting them."""

TIMES = re.compile(r"\b(?:once|twice|thrice|times)$", re.IGNORECASE)
"""How words end that count deeds, not people ("shot twice")."""

HARMS_OF_ANY = frozenset("abduction kidnapping killing murder".split())
"""Triggers that tell of one or of many: without words for people they count nobody ("claimed the abduction")."""

EACH = re.compile(r"\b(?:each|every) (?:[\w-]+ )?$", re.IGNORECASE)
LEAD = 24
"""Within so many characters before the words for people "each" stands."""

PLURAL = re.compile(r"(?:^|\s)[a-z]{2,}[^\Wsuiy]s$")
"""A last word in the plural; a name begins with a capital."""

ONE_PERSON = frozenset({"he", "she", "him", "her", "his"})
"""Words that stand for one person."""


@dataclass(frozen=True, slots=True)
class ReportInHand:
    """One report on the way to its values: the text, its data, and what the whole report says about its parts.

    The last three keep what was read already, by words: the frames of one sentence share most of their parts.
    """

    report: Report
    lexicon: Lexicon
    around: Context
    sides: ActorContext
    counted: CountedBefore
    frames: tuple[Frame, ...] = ()
    sentences: tuple[Span, ...] = ()
    filed: Place | None = None
    told: tuple[Told, ...] = ()
    names: tuple[Name, ...] = ()
    actors: dict[tuple[str, date | None], Actor | None] = field(default_factory=dict)
    places: dict[tuple[str, ...], Place | None] = field(default_factory=dict)
    dates: dict[tuple[str, ...], DateRange | None] = field(default_factory=dict)

    def words(self, frame: Frame, role: str) -> list[str]:
        """The words that fill a role of the frame, in text order."""
        return [span.of(self.report.text) for span in frame.role(role)]


def normalise(report: Report, marks: Marks, lexicon: Lexicon) -> Values:
    """The values of every frame, place name and time expression; a part that is not stated for sure is None."""
    told = timeline(report.text, _published(report))
    names = place_names(report.text, marks.names, lexicon)
    title = report.title or ""
    titled = place_names(title, (), lexicon)
    around = _around(report, marks, [*_spoken(report.text, names), *_spoken(title, titled)], lexicon)
    filed = filed_from(report.text, around, lexicon.gazetteer)
    counted = CountedBefore.of(report.text, marks, lexicon.actors, lexicon.bounds)
    sides = _sides(report, marks, lexicon)
    hand = ReportInHand(report, lexicon, around, sides, counted, marks.frames, marks.sentences, filed, told, names)
    frames = tuple(_frame_values(hand, frame) for frame in marks.frames)
    chosen = [values.place for values in frames if values.place is not None]
    placed = places(names, report.text, hand.around, lexicon.gazetteer, chosen)
    spans = [name.span for name in marks.names if name.type == "time"]
    times = dated(report.text, told, spans, _published(report))
    above = places(titled, title, hand.around, lexicon.gazetteer, chosen)
    country, headed = one_country([*placed, *above], lexicon.gazetteer), _headed(report, placed)
    area = one_province([*placed, *above], country, lexicon.gazetteer) or country
    given = tuple(numbers_given(report.text, marks.sentences, lexicon.bounds))
    return Values(frames, placed, times, area, headed, given)


def _headed(report: Report, placed: Sequence[Placed]) -> Place | None:
    """The one town or province of the text that its title names as a place; None where it names two."""
    title, found = report.title or "", {}
    towns = [(p.span.of(report.text), p.place) for p in placed if p.place is not None and p.place.precision <= DIVISION]
    for words, town in dict.fromkeys(towns):
        at = re.search(rf"\b{re.escape(words)}\b", title)
        before = CAPITAL.search(title, 0, at.start()) if at is not None else None
        longer = before is not None and f"{before[0]}{words}" in report.text  # "Hagia Sophia" is not Sofia
        if at is not None and not longer and sense_of(title, Span(*at.span())) == PLACE:
            found[town.place_id] = town
    return next(iter(found.values())) if len(found) == 1 and None not in found else None


def _frame_values(hand: ReportInHand, frame: Frame) -> FrameValues:
    days = _date(hand, frame, "when", frame.status)
    then = _then(hand, days)
    speaker = _actor(hand, frame, "source", hand.sides.day)
    victims, by, by2 = (_own(_actor(hand, frame, role, then), speaker, hand) for role in ("who", "by", "by2"))
    return FrameValues(
        quantity=_quantity(hand, frame),
        affected=_affected(hand, frame),
        victims=_lost(hand, frame, victims, speaker),
        by=by,
        by2=by2,
        place=_place(hand, frame),
        date=days,
        since=_since(hand, frame) if days is not None and days.reason.endswith(UP_TO_NOW) else None,
        said_on=_date(hand, frame, "said_when", "fact"),
        speaker=speaker,
    )


def _then(hand: ReportInHand, days: DateRange | None) -> date | None:
    """The day by which a deed's actors are chosen: its last, where it is told and past; else the report's."""
    published = hand.sides.day
    if days is None or days.start.year < days.end.year:
        return published
    return days.end if published is None else min(days.end, published)


def _own(found: Actor | None, speaker: Actor | None, hand: ReportInHand) -> Actor | None:
    """Who "it" is and whose "its soldiers" are: the speaker and the speaker's, where that is a named side."""
    if found is None or speaker is None or found.actor_id is not None:
        return found
    if found.words.lower() in SELF and speaker.standing == "combatant":
        return replace(speaker, words=found.words, why=f"{found.words}: {speaker.words}, who speaks")
    if not OWN.match(found.words):
        return found
    return own_force(found, speaker, hand.lexicon.actors) or found


def _lost(hand: ReportInHand, frame: Frame, people: Actor | None, speaker: Actor | None) -> Actor | None:
    """People of no told side whom an armed side lost ("the army lost six men") as that side's; others as they are."""
    if people is None or people.kind != "unknown":
        return people
    words = losers(hand.report.text, frame)
    if not words:
        return people
    side = _own(actor(words, hand.lexicon.actors, hand.sides), speaker, hand)
    if side is None or side.kind not in ARMED:
        return people
    why = f"those whom {words} lost"
    return replace(side, words=people.words, groups=people.groups, standing="combatant", why=why)


def _quantity(hand: ReportInHand, frame: Frame) -> Quantity | None:
    """The first count that can be read; a negated "a" counts to zero, since none of the sort happened."""
    text, stated = hand.report.text, frame.role("count")
    if frame.kind in HARMS:
        stated = tuple(span for span in stated if not is_no_count(text, span, hand.lexicon.actors))
        stated = tuple(span for span in stated if not counts_wounds(text, span, frame))
    counts = [words_of_count(text, span) for span in stated if not TIMES.search(span.of(text))]
    found = next(filter(None, (quantity(words, hand.lexicon.bounds) for words in counts)), None)
    if frame.kind in HARMS and frame.status != "negated" and (found is None or found.rule == "share"):
        found = _leading(hand, frame) or hand.counted.quantity(frame) or found
    if frame.kind in HARMS and frame.status != "negated" and all(words.lower() in ARTICLES for words in counts):
        found = _body_of_people(hand, frame) or found
    if found is None:
        who, trigger = hand.words(frame, "who"), frame.trigger.of(text).lower()
        several = _several(who) or trigger in (SEVERAL_HARMS if who else SEVERAL_HARMS | HARMS_OF_ANY)
        alone = frame.one and not counts and not several and not _each(text, frame)
        by_name = named_one_by_one(who[0]) if len(who) == 1 and not counts else None
        return by_name or (one_person() if alone else None)
    if frame.status == "negated" and found.rule == "one":
        return replace(found, low=0, best=0, high=0, rule="none")
    return joined(text, frame, hand.frames, found)


def _body_of_people(hand: ReportInHand, frame: Frame) -> Quantity | None:
    """Two of a couple, five of "a family of five", and no number of a family: an article before it counts nobody."""
    who = hand.words(frame, "who")
    spans = (*frame.role("count"), *frame.role("who"))
    of = BODY_OF.match(hand.report.text, min(span.start_char for span in spans)) if spans else None
    told = quantity(of[1], hand.lexicon.bounds) if of is not None else None
    if told is not None:
        return told
    words = who[0] if len(who) == 1 else ""
    if PAIR.fullmatch(words):
        return Quantity(2, 2, 2, words=words, rule="a pair")
    return Quantity(None, None, None, words=words, rule="vague") if BODY.fullmatch(words) else None


def _leading(hand: ReportInHand, frame: Frame) -> Quantity | None:
    """The number that the words for those harmed begin with, where no count is marked ("One INGO staff member")."""
    who = hand.words(frame, "who")
    first = who[0].split()[0].lower() if len(who) == 1 and not frame.role("count") else ""
    found = quantity(first, hand.lexicon.bounds) if first and first not in ARTICLES else None
    return found if found is not None and found.rule == "exact" else None


def _each(text: str, frame: Frame) -> bool:
    """Whether "each" or "every" stands before the words for people: that is no one of them."""
    return any(EACH.search(text, max(0, span.start_char - LEAD), span.start_char) for span in frame.role("who"))


def _several(who: Sequence[str]) -> bool:
    """Whether the words for people end with a noun for several ("traders", "his family"): nobody is one by them."""
    return any(PLURAL.search(words) is not None or KIN.search(words) is not None for words in who)


def _affected(hand: ReportInHand, frame: Frame) -> Quantity | None:
    """How many people an act was done to: its count, or the number at or before the words for them."""
    who = hand.words(frame, "who")
    if frame.kind in HARMS or not who:
        return None
    words = who[0].split()
    heads = [" ".join(words[:size]) for size in range(min(4, len(words) - 1), 0, -1)]
    start = hand.sentences[frame.sentence].start_char
    before = hand.report.text[start : frame.role("who")[0].start_char].rsplit(None, 1)[-1:]
    before = [word for word in before if word[-1].isalnum()]
    heads = ["one" if ORDINAL.fullmatch(head) else head for head in heads]
    counts = [words for words in hand.words(frame, "count") if not TIMES.search(words)]
    stated = (quantity(text, hand.lexicon.bounds) for text in (*counts, *heads, *before))
    alone = frame.one or words[0].lower() in ONE_PERSON
    found = next(filter(None, stated), None)
    if found is None:
        return one_person() if alone else hand.counted.quantity(frame)
    return joined(hand.report.text, frame, hand.frames, found)


def _actor(hand: ReportInHand, frame: Frame, role: str, day: date | None) -> Actor | None:
    """The actor of a role on a day; several spans are read as one list of names, joined as the text would join them."""
    key = (" and ".join(hand.words(frame, role)), day)
    if key not in hand.actors:
        hand.actors[key] = actor(key[0], hand.lexicon.actors, replace(hand.sides, day=day))
    return hand.actors[key]


def _place(hand: ReportInHand, frame: Frame) -> Place | None:
    filed, text = hand.filed, hand.report.text
    if filed is not None and says_here(text, hand.sentences[frame.sentence], frame.role("where")):
        return replace(filed, reason="here: where the report was filed")
    words = where_phrases(text, frame, hand.names)
    if words not in hand.places:
        said = {with_capital(phrase, hand.lexicon.actors.people_codes): phrase for phrase in words}
        found = place(tuple(said), hand.around, hand.lexicon.gazetteer)
        hand.places[words] = replace(found, words=said.get(found.words, found.words)) if found is not None else None
    return hand.places[words]


def _date(hand: ReportInHand, frame: Frame, role: str, status: str) -> DateRange | None:
    """The days of a role's words, each read where it stands: what was told before it in the report is known there."""
    text = hand.report.text
    spans = _told_as_one(text, [span for span in frame.role(role) if OF_A_TEXT.match(text, span.end_char) is None])
    tense = "future" if status == "future" else "past"
    key = (tense, *(f"{span.start_char}:{span.end_char}" for span in spans))
    if key not in hand.dates:
        words = [span.of(text) for span in spans]
        ranges = [_read(hand, span, tense) for span in spans]
        one = combine(ranges, ", ".join(words)) or date_beside(hand.told, spans, ranges)
        hand.dates[key] = one and replace(one, words=", ".join(words))
    return hand.dates[key]


def _since(hand: ReportInHand, frame: Frame) -> DateRange | None:
    """The days named behind "since", where it is one expression."""
    found = {days.start: days for span in frame.role("when") for days in days_named(hand.told, span)}
    return next(iter(found.values())) if len(found) == 1 else None


def _told_as_one(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans, those of one phrase joined ("overnight" and "Wednesday" of "overnight on Wednesday")."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start_char):
        last = joined[-1] if joined else None
        if last is not None and ONE_PHRASE.fullmatch(text, last.end_char, max(last.end_char, span.start_char)):
            joined[-1] = Span(last.start_char, max(last.end_char, span.end_char))
        else:
            joined.append(span)
    return joined


def _read(hand: ReportInHand, span: Span, tense: str) -> DateRange | None:
    return read_phrase(hand.report.text, span, hand.told, _published(hand.report), tense)


def _published(report: Report) -> date | None:
    """The report's own day; None where it is so near either end of the calendar that it must be wrong."""
    day = report.published_at
    return day if day is not None and 1000 <= day.year <= 9000 else None


def _spoken(text: str, names: Sequence[Name]) -> list[tuple[str, str]]:
    """Each name's words, with whether they stand for a place or for those who govern it."""
    return [(name.span.of(text), sense_of(text, name.span)) for name in names]


def _around(report: Report, marks: Marks, spoken: Sequence[tuple[str, str]], lexicon: Lexicon) -> Context:
    """What the place names of a report and its title, and its demonyms, say of where it is about.

    A capital that only stands for its government ("Moscow said") tells of no place, but of a country, as a people does.
    """
    capital = {name: code for code, cities in capitals().items() for name in cities}
    places = [words for words, sense in spoken if sense == PLACE or folded(words) not in capital]
    governments = [words for words, sense in spoken if sense != PLACE and folded(words) in capital]
    peoples = [name.span.of(report.text) for name in marks.names if name.type == "demonym"]
    groups = _homes(report.text, marks, lexicon)
    ruled = {folded(words): capital[folded(words)] for words in governments}
    codes = {**lexicon.actors.people_codes, **ruled, **groups}
    return report_context(places, [*peoples, *governments, *groups], lexicon.gazetteer, codes)


def _homes(text: str, marks: Marks, lexicon: Lexicon) -> dict[str, str]:
    """The one country in which each armed group that the report names is at home, by the group's folded name."""
    entries, armed = lexicon.actors.entries, lexicon.actors.armed
    names = {folded(name.span.of(text)) for name in marks.names if name.type == "organisation"} & armed
    homes = {name: {entries.get_entry(i).countries[:1] for i in entries.names[name]} for name in names}
    alone = {name: next(iter(found)) for name, found in homes.items() if len(found) == 1}
    return {name: codes[0] for name, codes in alone.items() if codes}


def _sides(report: Report, marks: Marks, lexicon: Lexicon) -> ActorContext:
    names = (name.span.of(report.text) for name in marks.names if name.type in ("place", "demonym"))
    return actor_context(_phrases(report, marks), lexicon.actors, names=names, day=_published(report))


def _phrases(report: Report, marks: Marks) -> Iterator[str]:
    """The words that may name a unit with its country: roles of frames, and a demonym with the name behind it."""
    for frame in marks.frames:
        for role in ("by", "by2", "who", "source"):
            yield from (_with_short_form(report.text, span) for span in frame.role(role))
    for first, second in zip(marks.names, marks.names[1:], strict=False):
        close = 0 <= second.span.start_char - first.span.end_char <= 1
        if close and first.type in ("demonym", "place") and second.type == "organisation":
            yield _with_short_form(report.text, Span(first.span.start_char, second.span.end_char))


def _with_short_form(text: str, span: Span) -> str:
    short = re.match(SHORT_FORM, text[span.end_char : span.end_char + 12])
    return span.of(text) + (short[0] if short else "")
