"""A form filled in by a person becomes a claim of their own; picked words are read as the machine reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import TypeVar

from mnemon.errors import UsageError
from mnemon.export.masking import WITHHELD, mask_words
from mnemon.model.claims import STANCES, Claim, EventMention, Speaker
from mnemon.model.marks import KINDS, ROLES, SCOPES, STATUSES, Frame, Marks
from mnemon.model.text import Producer, Report, Span
from mnemon.model.values import Actor, DateRange, Place, Quantity
from mnemon.normalise import Lexicon, normalise

PARTS = ("trigger", *ROLES)
NAMED = {"who": "who", "by": "by", "by2": "by2", "means": "means", "said_by": "source", "place": "where"}
"""Fields that may hold a name that is withheld, and the part whose words they are."""

Fields = Mapping[str, str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Basis:
    """What a claim is made from: the report, the claim it corrects (None = a missed one), and who makes it.

    `names`: withheld from that person. `own_kinds`: a user's own kinds, each with the kind that it refines.
    """

    report: Report
    claim: Claim | None
    person: Producer
    codebook: str = "person"
    names: Sequence[Span] = ()
    own_kinds: Mapping[str, str] = field(default_factory=dict)


def fields_of(claim: Claim) -> dict[str, str]:
    """A claim as the form's fields."""
    number = claim.quantity or Quantity(None, None, None)
    place, dates = claim.place, claim.date
    found: dict[str, object] = {
        "kind": claim.subkind or claim.kind, "low": number.low, "best": number.best, "high": number.high,
        "approx": "yes" if number.approx else "", "who": _name(claim.victims), "by": _name(claim.by),
        "by2": _name(claim.by2), "means": claim.means, "place": place.name if place else None,
        "latitude": place.latitude if place else None, "longitude": place.longitude if place else None,
        "place_precision": place.precision if place else None, "from": dates.start if dates else None,
        "to": dates.end if dates else None, "date_precision": dates.precision if dates else None,
        "said_by": claim.said_by.name if claim.said_by else None, "stance": claim.stance, "status": claim.status,
        "scope": claim.scope, "part_of": claim.part_of, "event_mention": claim.event_mention_id,
    }  # fmt: skip
    spans = {f"spans_{part}": spans_text(claim.spans.get(part, ())) for part in PARTS}
    return {name: "" if value is None else str(value) for name, value in found.items()} | spans


def _name(actor: Actor | None) -> str | None:
    return None if actor is None else actor.name


def spans_text(spans: tuple[Span, ...]) -> str:
    """Spans as a form holds them: "12-16 30-35"."""
    return " ".join(f"{span.start_char}-{span.end_char}" for span in spans)


def spans_of(words: str, text: str) -> tuple[Span, ...]:
    """The spans that a form holds; UsageError where they do not lie in the text."""
    found = []
    for pair in words.split():
        match = re.fullmatch(r"(\d{1,9})-(\d{1,9})", pair)
        if match is None or not int(match[1]) < int(match[2]) <= len(text):
            raise UsageError(f"{pair[:30]!r} is no stretch of this text")
        found.append(Span(int(match[1]), int(match[2])))
    return tuple(sorted(found))


def read_words(given: Fields, basis: Basis, lexicon: Lexicon) -> Claim:
    """The claim that the picked words alone would make, read as the machine reads them."""
    text = basis.report.text
    spans = {part: found for part in PARTS if (found := spans_of(given.get(f"spans_{part}", ""), text))}
    if "trigger" not in spans:
        raise UsageError("pick the word that says what happened", where="trigger")
    sentence = sentence_around(text, spans["trigger"][0])
    roles = {part: found for part, found in spans.items() if part != "trigger"}
    named = _one_of(given.get("kind", ""), (*KINDS, *basis.own_kinds), "kind")
    kind = basis.own_kinds.get(named, named)
    frame = Frame(kind, spans["trigger"][0], 0, roles, score=1.0)
    value = normalise(basis.report, Marks((sentence,), (frame,)), lexicon).frames[0]
    said = spans.get("source")
    speaker = Speaker(" ".join(s.of(text) for s in said), said[0]) if said else None
    return Claim(
        id="", report_id=basis.report.id, event_mention_id="", kind=kind, quantity=value.quantity,
        victims=value.victims, by=value.by, by2=value.by2, means=_words(spans, "means", text), place=value.place,
        date=value.date, said_by=speaker, cue=_words(spans, "cue", text), said_on=value.said_on,
        stance=_one_of(given.get("stance", ""), STANCES, "stance"),
        status=_one_of(given.get("status", ""), STATUSES, "status"),
        scope=_one_of(given.get("scope", ""), SCOPES, "scope"), part_of=given.get("part_of") or None, repeats=None,
        sentence=sentence, spans=spans, score=1.0, producer_id=basis.person.id, codebook=basis.codebook,
        subkind=named if named != kind else None,
    )  # fmt: skip


def _words(spans: Mapping[str, tuple[Span, ...]], part: str, text: str) -> str | None:
    return spans[part][0].of(text) if part in spans else None


def _one_of(value: str, choices: tuple[str, ...], where: str) -> str:
    if value not in choices:
        raise UsageError(f"{value[:40]!r} is not one of {', '.join(choices)}", where=where)
    return value


def sentence_around(text: str, span: Span) -> Span:
    """The sentence that holds a word, as far as full stops and line ends tell; at most some 1,000 code points."""
    before, after = text[max(0, span.start_char - 500) : span.start_char], text[span.end_char : span.end_char + 500]
    start = max((m.end() for m in re.finditer(r"[.!?]['\"”’)]*\s+|\n+", before)), default=0)
    end = re.search(r"[.!?]['\"”’)]*(?=\s|$)|\n", after)
    first = span.start_char - len(before) + start
    return Span(first, span.end_char + (end.end() if end is not None else len(after)))


def claim_from(given: Fields, basis: Basis, lexicon: Lexicon) -> Claim:
    """The person's claim: each value as the machine had it where they left it alone, as they wrote it where not."""
    read = read_words(given, basis, lexicon)
    before = basis.claim
    known = [(fields_of(read), read)] if before is None else [(fields_of(before), before), (fields_of(read), read)]
    given = _named(given, [shown for shown, _ in known], basis)

    def kept(names: tuple[str, ...], take: Callable[[Claim], T], make: Callable[[], T]) -> T:
        """The value of the first claim whose fields are as given; a made one where none is."""
        return next((take(c) for shown, c in known if all(shown[n] == given.get(n, "") for n in names)), make())

    made = replace(
        read,
        quantity=kept(("low", "best", "high", "approx"), lambda c: c.quantity, lambda: _quantity(given, read)),
        victims=kept(("who",), lambda c: c.victims, lambda: _actor(given["who"])),
        by=kept(("by",), lambda c: c.by, lambda: _actor(given["by"])),
        by2=kept(("by2",), lambda c: c.by2, lambda: _actor(given["by2"])),
        means=given.get("means") or None,
        place=kept(("place", "latitude", "longitude", "place_precision"), lambda c: c.place, lambda: _place(given)),
        date=kept(("from", "to", "date_precision"), lambda c: c.date, lambda: _dates(given)),
        said_by=kept(("said_by",), lambda c: c.said_by, lambda: _speaker(given["said_by"])),
        event_mention_id=given.get("event_mention", ""),
        repeats=before.repeats if before is not None else None,
        notes=("made by a person",),
    )
    return replace(made, id=identity(made))


def _named(given: Fields, known: Sequence[Fields], basis: Basis) -> Fields:
    """The fields with the names that the person was not shown: of the words as they now stand picked, or as before."""
    found = dict(given)
    for name, part in NAMED.items():
        if WITHHELD not in given.get(name, ""):
            continue
        picked = [one for one in known if one[f"spans_{part}"] == given.get(f"spans_{part}", "")]
        told = (one[name] for one in (*picked, *known))
        meant = (one for one in told if mask_words(one, basis.report.text, basis.names) == given[name])
        found[name] = next(meant, "")
        if not found[name]:
            raise UsageError(
                f"a name is withheld in {given[name][:60]!r}", where=name, do="leave the field as it was, or pick words"
            )
    return found


def identity(claim: Claim) -> str:
    """A content id: a hash of all that the claim states, its maker included."""
    return "c-" + sha256(repr(replace(claim, id="")).encode()).hexdigest()[:16]


def new_mention(claim: Claim) -> EventMention:
    """A telling of an event that nothing else in the report tells."""
    told = f"{claim.report_id}|{claim.producer_id}|{claim.kind}|{claim.spans}"
    made = "m-" + sha256(told.encode()).hexdigest()[:16]
    return EventMention(made, claim.report_id, claim.kind, claim.spans["trigger"], claim.place, claim.date)


def _number(given: Fields, name: str) -> int | None:
    words = given.get(name, "").replace(",", "").replace(" ", "")
    if not words:
        return None
    if not words.isascii() or not words.isdigit() or len(words) > 12:
        raise UsageError(f"{words[:30]!r} is no number of people", where=name)
    return int(words)


def _quantity(given: Fields, read: Claim) -> Quantity | None:
    low, best, high = (_number(given, name) for name in ("low", "best", "high"))
    if low is None and best is None and high is None:
        return None
    ordered = [number for number in (low, best, high) if number is not None]
    if ordered != sorted(ordered):
        raise UsageError("low, best and high must not fall", where="how many")
    words = read.quantity.words if read.quantity is not None else ""
    return Quantity(low, best, high, bool(given.get("approx")), words, "a person's reading")


def _actor(name: str) -> Actor | None:
    return Actor(None, name, words=name) if name else None


def _speaker(name: str) -> Speaker | None:
    return Speaker(name) if name else None


def _place(given: Fields) -> Place | None:
    if not given.get("place"):
        return None
    latitude, longitude = _degrees(given, "latitude", 90), _degrees(given, "longitude", 180)
    if (latitude is None) != (longitude is None):
        raise UsageError("give both latitude and longitude, or neither", where="where")
    precision = _number(given, "place_precision") or 6
    if not 1 <= precision <= 7:
        raise UsageError("precision is 1 to 7", where="where")
    return Place(None, given["place"], latitude, longitude, precision, note="placed by a person")


def _degrees(given: Fields, name: str, most: int) -> float | None:
    words = given.get(name, "")
    if not words:
        return None
    try:
        found = float(words)
    except ValueError as error:
        raise UsageError(f"{words[:30]!r} is no {name}") from error
    if not -most <= found <= most:
        raise UsageError(f"{name} is -{most} to {most} degrees")
    return found


def _dates(given: Fields) -> DateRange | None:
    first, last = given.get("from", ""), given.get("to", "") or given.get("from", "")
    if not first:
        return None
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError as error:
        raise UsageError("write days like 2025-01-14", where="when") from error
    if end < start:
        raise UsageError("the last day is before the first", where="when")
    precision = _number(given, "date_precision") or (1 if start == end else 2)
    if not 1 <= precision <= 5:
        raise UsageError("precision is 1 to 5", where="when")
    return DateRange(start, end, precision)
