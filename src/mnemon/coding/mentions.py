"""Which claims of a report tell of one event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import combinations

from mnemon.coding.scenes import LATER
from mnemon.coding.settings import Around, set_in_place
from mnemon.coding.story import Story
from mnemon.model.claims import Claim, EventMention
from mnemon.model.marks import HARMS
from mnemon.model.text import Span
from mnemon.model.values import DateRange, Place

NOTHING = Around()


def group(
    report_id: str,
    claims: Sequence[Claim],
    together: Iterable[tuple[str, str]] = (),
    story: Story | None = None,
    around: Around = NOTHING,
) -> tuple[tuple[EventMention, ...], tuple[Claim, ...]]:
    """The report's event mentions, and its claims with the mention that each belongs to.

    `together`: pairs of ids that are known to belong to one; `story`: finds what goes on about an earlier event;
    `around`: what the report says of where and when its claims are of that say neither.
    """
    ids, known = [c.id for c in claims], _known(claims, together)
    home = _components(ids, known)
    if story is not None:
        home = _components(ids, [*known, *story.pairs(_grouped(claims, home))])
    told = set_in_place(claims, home, story, around)
    mentions: dict[str, EventMention] = {}
    for root in dict.fromkeys(home.values()):
        mentions[root] = _mention(report_id, [c for c in told if home[c.id] == root])
    return tuple(mentions.values()), tuple(replace(c, event_mention_id=mentions[home[c.id]].id) for c in told)


def scenes_of(claims: Sequence[Claim], together: Iterable[tuple[str, str]] = ()) -> list[list[Claim]]:
    """The claims that are known to be of one event, by their sentence or by `together`, in groups."""
    return _grouped(claims, _components([c.id for c in claims], _known(claims, together)))


def _grouped(claims: Sequence[Claim], home: Mapping[str, str]) -> list[list[Claim]]:
    scenes: dict[str, list[Claim]] = {}
    for claim in claims:
        scenes.setdefault(home[claim.id], []).append(claim)
    return list(scenes.values())


def _known(claims: Sequence[Claim], together: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    ids = {c.id for c in claims}
    return [*_same_event(claims), *(pair for pair in together if set(pair) <= ids)]


def regrouped(
    report_id: str, mentions: Sequence[EventMention], claims: Sequence[Claim], pairs: Sequence[tuple[str, str]]
) -> tuple[tuple[EventMention, ...], tuple[Claim, ...]]:
    """The mentions and claims of `group` with the events of each pair of claims, by id, made one."""
    if not pairs:
        return tuple(mentions), tuple(claims)
    event = {c.id: c.event_mention_id for c in claims}
    home = _components([m.id for m in mentions], [(event[a], event[b]) for a, b in pairs])
    of_home: dict[str, list[Claim]] = {}
    for claim in claims:
        of_home.setdefault(home[claim.event_mention_id], []).append(claim)
    known = {m.id: m for m in mentions}
    apart = Counter(home.values())
    made = {i: known[i] if apart[i] == 1 else _mention(report_id, of_home[i]) for i in of_home}
    told = (replace(c, event_mention_id=made[home[c.event_mention_id]].id) for c in claims)
    return tuple(made[i] for i in dict.fromkeys(home.values())), tuple(told)


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
    dated = [(c.kind in LATER, c.date.precision, c.date) for c in claims if c.date is not None]
    days = [day for *_, day in sorted(dated, key=lambda one: one[:2])]
    told = f"{report_id}|{claims[0].producer_id}|{','.join(sorted(c.id for c in claims))}"
    return EventMention(
        id="m-" + sha256(told.encode()).hexdigest()[:16],
        report_id=report_id,
        type=acts[0] if acts else claims[0].kind,
        spans=spans,
        place=places[0] if places else None,
        date=days[0] if days else None,
    )
