"""Which claims of a report tell of one event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import combinations

from mnemon.coding.scenes import is_incident, is_short, is_told, within
from mnemon.coding.story import Story
from mnemon.model.claims import Claim, EventMention
from mnemon.model.marks import HARMS
from mnemon.model.text import Span
from mnemon.model.values import DateRange, Place

NEARBY = 2
"""The precision at best of a place within the place of its event that is not found itself."""


def group(
    report_id: str,
    claims: Sequence[Claim],
    together: Iterable[tuple[str, str]] = (),
    story: Story | None = None,
    country: Place | None = None,
) -> tuple[tuple[EventMention, ...], tuple[Claim, ...]]:
    """The report's event mentions, and its claims with the mention that each belongs to.

    `together`: pairs of ids that are known to belong to one; `story`: finds what goes on about an earlier event;
    `country`: the place of claims that neither name one nor tell of an event that was told with one.
    """
    ids = [c.id for c in claims]
    known = [*_same_event(claims), *(pair for pair in together if set(pair) <= set(ids))]
    home = _components(ids, known)
    if story is not None:
        scenes: dict[str, list[Claim]] = {}
        for claim in claims:
            scenes.setdefault(home[claim.id], []).append(claim)
        home = _components(ids, [*known, *story.pairs(list(scenes.values()))])
    told = [_in_country(c, country) for c in _with_setting(claims, home, story)]
    mentions: dict[str, EventMention] = {}
    for root in dict.fromkeys(home.values()):
        mentions[root] = _mention(report_id, [c for c in told if home[c.id] == root])
    return tuple(mentions.values()), tuple(replace(c, event_mention_id=mentions[home[c.id]].id) for c in told)


def _with_setting(claims: Sequence[Claim], home: Mapping[str, str], story: Story | None) -> list[Claim]:
    """Claims that name no place or day with those that their event was told with, and a note that says so.

    Where all places told of an event can be one, it is the most exact of them, and so with its days; else it is the
    first that was told before. Totals and threats keep what they say themselves.
    """
    told: dict[str, list[Claim]] = {}
    for claim in claims:
        if is_told(claim):
            told.setdefault(home[claim.id], []).append(claim)
    settings = {event: Setting.of(group) for event, group in told.items()}
    return [_set_in(c, settings[home[c.id]], story) if is_told(c) else c for c in claims]


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when an event was: each with where it begins to be known (0 = from the beginning)."""

    places: tuple[tuple[int, Place], ...]
    days: tuple[tuple[int, DateRange], ...]

    @staticmethod
    def of(claims: Sequence[Claim]) -> Setting:
        """The setting that an event's claims tell."""
        incidents = [c for c in claims if is_incident(c)]
        places = [(c.sentence.start_char, c.place) for c in incidents if c.place and c.place.place_id is not None]
        days = [(c.sentence.start_char, c.date) for c in incidents if c.date is not None and is_short(c.date)]
        if all(within(a, b) for a, b in combinations(dict.fromkeys(p for _, p in places), 2)):
            places = [(0, min((p for _, p in places), key=lambda p: p.precision))] if places else []
        if all(a.shares_day(b) for a, b in combinations(dict.fromkeys(d for _, d in days), 2)):
            days = [(0, min((d for _, d in days), key=lambda d: d.end - d.start))] if days else []
        return Setting(tuple(places), tuple(days))

    def place(self, at: int) -> Place | None:
        """The place for a claim whose sentence begins at a character of the text."""
        return next((place for start, place in self.places if start <= at), None)

    def day(self, at: int) -> DateRange | None:
        """The day for a claim whose sentence begins there."""
        return next((day for start, day in self.days if start <= at), None)


def _set_in(claim: Claim, setting: Setting, story: Story | None) -> Claim:
    place, day = setting.place(claim.sentence.start_char), setting.day(claim.sentence.start_char)
    taken: dict[str, object] = {}
    notes = list(claim.notes)
    if claim.place is None and place is not None and not claim.spans.get("where"):
        taken["place"] = place
    elif place is not None and claim.place is not None and claim.place.place_id is None:
        taken["place"] = replace(place, precision=max(place.precision, NEARBY))
        notes.append(f"{claim.place.name} is not found; somewhere there")
    undated = not claim.spans.get("when") or (story is not None and story.tells_hours(claim))
    if claim.date is None and day is not None and undated:
        taken["date"] = day
    if not taken:
        return claim
    note = f"{' and '.join(taken)} as told of the same event"
    return replace(claim, **taken, notes=(*notes, note))  # type: ignore[arg-type]


def _in_country(claim: Claim, country: Place | None) -> Claim:
    if country is None or claim.place is not None or claim.spans.get("where"):
        return claim
    return replace(claim, place=country, notes=(*claim.notes, f"place: {country.reason}"))


def _same_event(claims: Sequence[Claim]) -> Iterator[tuple[str, str]]:
    """Pairs of claims of one event: a part and its whole, a repeat and its first, and those of a sentence that fit."""
    for claim in claims:
        for other in (claim.part_of, claim.repeats):
            if other is not None:
                yield claim.id, other
    told: dict[Span, list[Claim]] = {}
    for claim in claims:
        told.setdefault(claim.sentence, []).append(claim)
    for neighbours in told.values():
        yield from ((a.id, b.id) for a, b in combinations(neighbours, 2) if _fit(a, b, neighbours))


def _fit(left: Claim, right: Claim, neighbours: Sequence[Claim]) -> bool:
    """Whether two claims of one sentence tell of one event: same status, place and day, and not two acts.

    `neighbours`: all claims of the sentence.
    """
    if left.scope != right.scope or left.scope == "total" or left.status != right.status:
        return False
    if _differ(left.place, right.place) or _apart(left.date, right.date):
        return False
    acts = [c for c in neighbours if c.kind not in HARMS]
    harms = (left.kind in HARMS) + (right.kind in HARMS)
    if harms == 2:
        return len(acts) <= 1 or left.spans["trigger"] == right.spans["trigger"] or left.means == right.means
    return harms == 1 and (len(acts) == 1 or _by_means(left, right))


def _by_means(left: Claim, right: Claim) -> bool:
    """Whether the harm's means are the words of the act."""
    harm, act = (left, right) if left.kind in HARMS else (right, left)
    words = (*act.spans["trigger"], *act.spans.get("means", ()))
    return any(m.overlaps(w) for m in harm.spans.get("means", ()) for w in words)


def _differ(left: Place | None, right: Place | None) -> bool:
    return left is not None and right is not None and left.place_id != right.place_id and left.words != right.words


def _apart(left: DateRange | None, right: DateRange | None) -> bool:
    return left is not None and right is not None and not left.shares_day(right)


def _components(ids: Sequence[str], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The first id of each id's component (union-find)."""
    home = {i: i for i in ids}

    def root(i: str) -> str:
        while home[i] != i:
            i = home[i]
        return i

    place = {i: n for n, i in enumerate(ids)}
    for left, right in pairs:
        a, b = sorted((root(left), root(right)), key=place.__getitem__)
        home[b] = a
    return {i: root(i) for i in ids}


def _mention(report_id: str, claims: Sequence[Claim]) -> EventMention:
    spans = tuple(sorted({s for c in claims for s in c.spans["trigger"]}))
    acts = [c.kind for c in claims if c.kind not in HARMS]
    places = sorted((c.place for c in claims if c.place is not None), key=lambda p: (p.latitude is None, p.precision))
    days = sorted((c.date for c in claims if c.date is not None), key=lambda d: d.precision)
    told = f"{report_id}|{claims[0].producer_id}|{','.join(sorted(c.id for c in claims))}"
    return EventMention(
        id="m-" + sha256(told.encode()).hexdigest()[:16],
        report_id=report_id,
        type=acts[0] if acts else claims[0].kind,
        spans=spans,
        place=places[0] if places else None,
        date=days[0] if days else None,
    )
