"""Builders for tests: each makes one whole, plain record; name only what the test is about."""

# ruff: noqa: ANN401 - a builder takes any of its record's fields; the record itself checks their names

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from mnemon.model.claims import Attribution, Claim, Coded, EventMention, LeftOut, Speaker, Tally
from mnemon.model.events import Finding, Judgement, Link
from mnemon.model.marks import ROLES, Frame, Marks
from mnemon.model.reading import Reading
from mnemon.model.text import Capture, Producer, Report, Source, Span
from mnemon.model.values import Actor, DateRange, FrameValues, Place, Quantity, Values
from mnemon.normalise.bounds import Bounds, load_bounds
from mnemon.normalise.quantities import one_person, quantity

TEXT = "Police in Bara said shelling killed five villagers on 3 May 2021."


def sha(text: str) -> str:
    """The sha256 of a text in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def day(text: str) -> date:
    """A day from its ISO form."""
    return date.fromisoformat(text)


def dates(start: str = "2021-05-03", end: str | None = None, precision: int = 1) -> DateRange:
    """A date range from ISO days; one day where no end is given."""
    return DateRange(day(start), day(end or start), precision, words="on 3 May 2021")


def count(best: int | None = 5, low: int | None = None, high: int | None = None, **changes: Any) -> Quantity:
    """An exact number, unless low and high are given."""
    made = Quantity(best if low is None else low, best, best if high is None else high, words=str(best))
    return replace(made, **changes)


def at_least(low: int) -> Quantity:
    """A number with no upper end ("more than ...")."""
    return Quantity(low, None, None, words=f"at least {low}", rule="at least")


def actor(**changes: Any) -> Actor:
    """The government's army, unless told otherwise."""
    return replace(Actor("a-army", "Army of Bara", "state force", words="the army"), **changes)


def villagers(**changes: Any) -> Actor:
    """Civilians whom no actor list knows."""
    return replace(Actor(None, "villagers", "civilians", words="villagers"), **changes)


def speaker(**changes: Any) -> Speaker:
    """The police of Bara."""
    return replace(Speaker("Police in Bara", Span(0, 14), office="police"), **changes)


def place(**changes: Any) -> Place:
    """The (invented) town of Bara: resolved, exact."""
    made = Place("g-1", "Bara", 12.5, 24.25, 1, country="SD", adm1="North", adm2="Bara", words="Bara")
    return replace(made, **changes)


def producer(**changes: Any) -> Producer:
    """The machine that reads."""
    return replace(Producer("p-1", "mnemon", "0.1.0", "d1"), **changes)


def source(**changes: Any) -> Source:
    """An invented newspaper."""
    return replace(Source("s-1", "Bara Courier", "SD", None), **changes)


def capture(**changes: Any) -> Capture:
    """The bytes of TEXT."""
    made = Capture(
        id=sha(TEXT),
        url="https://courier.example/1",
        retrieved_at=datetime(2021, 5, 4, 9, 30, tzinfo=UTC),
        media_type="text/plain",
        byte_count=len(TEXT),
    )
    return replace(made, **changes)


def report(**changes: Any) -> Report:
    """One sentence from the invented newspaper, published the day after."""
    made = Report(
        id="r-1",
        capture_id=sha(TEXT),
        text=TEXT,
        source_id="s-1",
        title="Shelling in Bara",
        published_at=date(2021, 5, 4),
        lang="en",
        url="https://courier.example/1",
    )
    return replace(made, **changes)


def frame(**changes: Any) -> Frame:
    """The killing of TEXT as `perceive` would see it."""
    roles: dict[str, tuple[Span, ...]] = {"count": (Span(36, 40),), "who": (Span(41, 50),), "means": (Span(20, 28),)}
    return replace(Frame("killed", Span(29, 35), 0, roles, score=0.9), **changes)


def claim(**changes: Any) -> Claim:
    """Five villagers killed by shelling in Bara on 3 May 2021, says the police."""
    made = Claim(
        id="c-1",
        report_id="r-1",
        event_mention_id="m-1",
        kind="killed",
        quantity=count(5, words="five"),
        victims=villagers(),
        by=None,
        by2=None,
        means="shelling",
        place=place(),
        date=dates(),
        said_by=speaker(),
        cue="said",
        said_on=None,
        stance="asserts",
        status="fact",
        scope="event",
        part_of=None,
        repeats=None,
        sentence=Span(0, len(TEXT)),
        spans={"trigger": (Span(29, 35),), "count": (Span(36, 40),), "who": (Span(41, 50),)},
        score=0.9,
        producer_id="p-1",
        codebook="killed@1",
        notes=(),
    )
    return replace(made, **changes)


def mention(**changes: Any) -> EventMention:
    """The telling of the shelling of Bara in report r-1."""
    made = EventMention("m-1", "r-1", "killed", (Span(29, 35),), place(), dates())
    return replace(made, **changes)


def link(**changes: Any) -> Link:
    """A positive suggestion between m-1 and m-2."""
    made = Link(
        left="m-1",
        right="m-2",
        judgement=Judgement.POSITIVE,
        match_weight=4.0,
        reasons=(),
        by="p-1",
        created_at=datetime(2021, 5, 5, 12, 0, tzinfo=UTC),
    )
    return replace(made, **changes)


def finding(**changes: Any) -> Finding:
    """Five killed in event e-1, by the rule `lowest`."""
    made = Finding("e-1", "killed", 5, 5, 5, ("c-1-0",), ("c-2-0",), "lowest", "1", (LeftOut("c-1-1", "a part"),))
    return replace(made, **changes)


def reading(number: int = 1, **changes: Any) -> Reading:
    """One whole reading of one report; two numbers share no report, mention or claim."""
    report_id, mention_id, whole_id = f"r-{number}", f"m-{number}", f"c-{number}-0"
    text = f"{TEXT} ({number})"
    whole = claim(id=whole_id, report_id=report_id, event_mention_id=mention_id)
    part = replace(whole, id=f"c-{number}-1", quantity=count(2), part_of=whole_id)
    told = Attribution((Span(0, 14),), (Span(15, 19),), (Span(20, 64),))
    made = Reading(
        producer=producer(),
        capture=capture(id=sha(text), byte_count=len(text)),
        report=report(id=report_id, capture_id=sha(text), text=text),
        source=source(),
        coded=Coded((mention(id=mention_id, report_id=report_id),), (whole, part), (told,)),
        tally=Tally({"killed": count(5, words="five")}, (LeftOut(part.id, "part of another figure"),)),
        signature=sha(text).encode(),
    )
    return replace(made, **changes)


@dataclass(frozen=True, slots=True)
class Wording:
    """One frame by the words that tell it, before anyone knows where in a text they stand."""

    kind: str
    trigger: str
    roles: dict[str, tuple[str, ...]]
    marked: dict[str, Any]
    meant: dict[str, Any]


def says(kind: str, trigger: str, **parts: Any) -> Wording:
    """A frame by its words: roles by name ("two#2" = the second "two"), then fields of its frame and its values."""
    roles = {
        part: (words,) if isinstance(words, str) else tuple(words) for part, words in parts.items() if part in ROLES
    }
    marked = {part: value for part, value in parts.items() if part in {field.name for field in fields(Frame)}}
    meant = {part: value for part, value in parts.items() if part not in roles and part not in marked}
    return Wording(kind, trigger, roles, marked, meant)


def telling(*sentences: tuple[Any, ...], report_id: str = "r-1") -> tuple[Report, Marks, Values]:
    """A report of sentences, each a text and what it says; its marks; and values read from the words of the roles.

    `part_of` counts within the sentence. Places, days and speakers are as given: None where they are not.
    """
    texts = [text for text, *_ in sentences]
    starts = [sum(len(text) + 1 for text in texts[:number]) for number in range(len(texts))]
    frames: list[Frame] = []
    values: list[FrameValues] = []
    for number, (text, *wordings) in enumerate(sentences):
        first = len(frames)
        for wording in wordings:
            made = _frame(wording, text, starts[number], number)
            frames.append(made if made.part_of is None else replace(made, part_of=first + made.part_of))
            values.append(_values(wording, made))
    spans = tuple(Span(start, start + len(text)) for start, text in zip(starts, texts, strict=True))
    whole = report(id=report_id, text=" ".join(texts))
    return whole, Marks(spans, tuple(frames)), Values(tuple(values))


def located(words: str, text: str) -> Span:
    """Where words stand in a text; "two#2" is the second "two". Raises ValueError where they do not."""
    plain, _, occurrence = words.partition("#")
    start = -1
    for _ in range(int(occurrence or 1)):
        start = text.index(plain, start + 1)
    return Span(start, start + len(plain))


def _frame(wording: Wording, text: str, start: int, sentence: int) -> Frame:
    roles = {role: tuple(located(w, text).shifted(start) for w in words) for role, words in wording.roles.items()}
    trigger = located(wording.trigger, text).shifted(start)
    return replace(Frame(wording.kind, trigger, sentence, roles, score=0.9), **wording.marked)


def _values(wording: Wording, made: Frame) -> FrameValues:
    words = {role: " and ".join(w.partition("#")[0] for w in told) for role, told in wording.roles.items()}
    number = quantity(words["count"], _bounds()) if "count" in words else one_person() if made.one else None
    who, by, by2 = (Actor(None, words[r], words=words[r]) if r in words else None for r in ("who", "by", "by2"))
    return replace(FrameValues(quantity=number, victims=who, by=by, by2=by2), **wording.meant)


@cache
def _bounds() -> Bounds:
    return load_bounds()
