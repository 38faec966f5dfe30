"""From links to events: what is alike on the whole stands together, unless that would join what excludes each other.

Groups are joined by the mean weight of all pairs between them, the heaviest first: two reports that are much alike do
not draw in a third that is like only one of them.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

import numpy as np

from mnemon.linking.columns import NONE, Columns
from mnemon.linking.link import RESTATES, Suggested
from mnemon.linking.weights import Limits, Weights, open_weights
from mnemon.model.claims import EventMention
from mnemon.model.events import Event, Judgement, Link

Tie = tuple[int, int, float, bool]
"""Two members by number, the weight between them, and whether it is firm enough to begin a group."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Members taken for one event so far, with all that another group could clash with."""

    members: tuple[int, ...]
    reports: frozenset[object]
    regions: frozenset[object] = frozenset()
    countries: frozenset[object] = frozenset()
    latest_start: int | None = None
    earliest_end: int | None = None
    never: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Ties:
    """What speaks for joining: `decided` joins whatever excludes it, `restated` first of all, `weighed` by weight."""

    decided: list[tuple[int, int]] = field(default_factory=list)
    restated: list[tuple[int, int]] = field(default_factory=list)
    weighed: list[Tie] = field(default_factory=list)
    never: dict[int, frozenset[int]] = field(default_factory=dict)


def cluster(links: Iterable[Link], mentions: Iterable[EventMention], weights: Weights | None = None) -> list[Event]:
    """Every mention in exactly one event, alone where nothing links it; the events in the order of their mentions.

    Decisions count before suggestions. A suggestion is refused where it would join two known countries or first-order
    divisions, days farther apart than the window, two tellings that one report keeps apart, or a pair that a person
    decided is not one event. Event ids are made of the smallest member's id and so may change as members come in.
    """
    limits = (weights if weights is not None else open_weights()).limits
    known = {mention.id: mention for mention in mentions}
    order = sorted(known)
    at = {name: number for number, name in enumerate(order)}
    ties = _ties([made for made in links if made.closed_at is None and {made.left, made.right} <= at.keys()], at)
    home: dict[int, tuple[int, ...]] = {}
    for members in _grouped(ties, lambda n: _alone(n, known[order[n]], ties.never.get(n, frozenset())), limits):
        home.update(dict.fromkeys(members, members))
    made = (home.get(at[name], (at[name],)) for name in known)
    return [_event([order[n] for n in members]) for members in dict.fromkeys(made)]


def cluster_rows(table: Columns, suggested: Iterable[Suggested], limits: Limits) -> list[tuple[int, ...]]:
    """The groups of two rows or more; those in no group stand alone. Nothing has been decided here."""
    every = list(suggested)
    left, right, weight, firm = (
        np.concatenate([getattr(some, part) for some in every]) if every else np.zeros(0, dtype=np.int64)
        for part in ("left", "right", "weight", "firm")
    )
    above: dict[int, int] = {}
    _unite(above, zip(left[firm.astype(bool)].tolist(), right[firm.astype(bool)].tolist(), strict=True))
    home = np.arange(len(table.ids))
    home[list(above)] = [_root(above, number) for number in above]
    inside = np.flatnonzero(home[left] == home[right])
    inside = inside[np.argsort(home[left[inside]], kind="stable")]
    ends = np.flatnonzero(np.diff(home[left[inside]])) + 1
    found: list[tuple[int, ...]] = []
    for part in np.split(inside, ends) if len(inside) else ():
        ties = zip(left[part].tolist(), right[part].tolist(), weight[part].tolist(), firm[part].tolist(), strict=True)
        groups = _joined(_Ties(weighed=list(ties)), lambda n: _row_alone(n, table), limits)
        found += [group.members for group in groups if len(group.members) > 1]
    return found


def _ties(standing: Sequence[Link], at: dict[str, int]) -> _Ties:
    ties = _Ties()
    decided = {frozenset((made.left, made.right)) for made in standing if made.decided}
    for made in sorted(standing, key=lambda one: (one.left, one.right)):
        pair = (at[made.left], at[made.right])
        if made.judgement is Judgement.NEGATIVE:
            for one, other in (pair, pair[::-1]):
                ties.never[one] = ties.never.get(one, frozenset()) | {other}
        elif made.decided and made.judgement is Judgement.POSITIVE:
            ties.decided.append(pair)
        elif frozenset((made.left, made.right)) not in decided and made.judgement is not Judgement.NO_JUDGEMENT:
            firm = made.judgement is Judgement.POSITIVE
            if firm and any(reason.what == RESTATES for reason in made.reasons):
                ties.restated.append(pair)
            ties.weighed.append((*sorted(pair), made.match_weight, firm))  # type: ignore[arg-type]
    return ties


def _alone(number: int, mention: EventMention, never: frozenset[int]) -> _Group:
    place, dates = mention.place, mention.date
    country = place.country if place is not None else None
    adm1 = place.adm1 if place is not None else None
    return _Group(
        members=(number,),
        reports=frozenset({mention.report_id}),
        regions=frozenset() if country is None or adm1 is None else frozenset({(country, adm1)}),
        countries=frozenset() if country is None else frozenset({country}),
        latest_start=dates.start.toordinal() if dates is not None else None,
        earliest_end=dates.end.toordinal() if dates is not None else None,
        never=never,
    )


def _row_alone(number: int, table: Columns) -> _Group:
    country, adm1, start = int(table.country[number]), int(table.adm1[number]), int(table.start[number])
    return _Group(
        members=(number,),
        reports=frozenset({int(table.report[number])}),
        regions=frozenset() if NONE in (country, adm1) else frozenset({adm1}),
        countries=frozenset() if country == NONE else frozenset({country}),
        latest_start=None if start == NONE else start,
        earliest_end=None if start == NONE else int(table.end[number]),
    )


def _grouped(ties: _Ties, alone: Callable[[int], _Group], limits: Limits) -> Iterator[tuple[int, ...]]:
    """Groups of two or more, each from one set of members that ties hold together.

    Only what can begin a group holds together: a tie that is not firm counts within such a set, and nowhere else.
    """
    above: dict[int, int] = {}
    _unite(above, (*ties.decided, *ties.restated, *((one, other) for one, other, _, firm in ties.weighed if firm)))
    parts: dict[int, _Ties] = {}
    for name in ("decided", "restated", "weighed"):
        for tie in getattr(ties, name):
            root = _root(above, tie[0])
            if root == _root(above, tie[1]):
                getattr(parts.setdefault(root, _Ties()), name).append(tie)
    for root in sorted(parts):
        yield from (group.members for group in _joined(parts[root], alone, limits) if len(group.members) > 1)


def _unite(above: dict[int, int], pairs: Iterable[tuple[int, int]]) -> None:
    for one, other in pairs:
        first, second = sorted((_root(above, one), _root(above, other)))
        above[second] = first


def _root(above: dict[int, int], number: int) -> int:
    above.setdefault(number, number)
    while above[number] != number:
        above[number] = above[above[number]]
        number = above[number]
    return number


def _joined(ties: _Ties, alone: Callable[[int], _Group], limits: Limits) -> list[_Group]:
    ends = [*ties.decided, *ties.restated, *((one, other) for one, other, _, _ in ties.weighed)]
    groups = {number: alone(number) for number in sorted({n for pair in ends for n in pair})}
    home = {number: number for number in groups}
    for pair, forced in [*((p, True) for p in ties.decided), *((p, False) for p in ties.restated)]:
        one, other = sorted((home[pair[0]], home[pair[1]]))
        if one != other and (forced or _fit(groups[one], groups[other], limits, one_report=True)):
            groups[one] = _join(groups[one], groups.pop(other))
            home.update(dict.fromkeys(groups[one].members, one))
    _join_by_weight(groups, _Means(groups, home, ties.weighed, limits), limits)
    return [groups[number] for number in sorted(groups)]


class _Means:
    """The sum of weights, the number of kept links and of firm ones between each two groups."""

    def __init__(self, groups: dict[int, _Group], home: dict[int, int], weighed: Sequence[Tie], limits: Limits) -> None:
        self.groups, self.limits = groups, limits
        self.between: dict[int, dict[int, tuple[float, int, int]]] = {number: {} for number in groups}
        for one, other, weight, firm in sorted(weighed):
            self._add(home[one], home[other], (weight, 1, int(firm)))

    def _add(self, one: int, other: int, more: tuple[float, int, int]) -> None:
        if one != other:
            total, count, firm = self.between[one].get(other, (0.0, 0, 0))
            kept = (total + more[0], count + more[1], firm + more[2])
            self.between[one][other] = self.between[other][one] = kept

    def join(self, one: int, other: int) -> None:
        """Give `one` what was between `other` and the rest; `other` is gone."""
        for third, kept in sorted(self.between.pop(other).items()):
            del self.between[third][other]
            if third != one:
                self._add(one, third, kept)

    def around(self, one: int) -> Iterator[tuple[float, int, int]]:
        """The groups that may be joined to one: the mean weight turned round, and the two."""
        for other in self.between[one]:
            mean = self.mean(one, other)
            if mean is not None:
                yield -mean, min(one, other), max(one, other)

    def mean(self, one: int, other: int) -> float | None:
        """The mean weight of the pairs between two groups; None where they may not be joined by weight."""
        total, count, firm = self.between.get(one, {}).get(other, (0.0, 0, 0))
        if not firm:
            return None
        every = len(self.groups[one].members) * len(self.groups[other].members)
        mean = (total + self.limits.unlinked * (every - count)) / every
        return mean if mean > self.limits.join_from else None


def _join_by_weight(groups: dict[int, _Group], means: _Means, limits: Limits) -> None:
    heap = sorted({entry for number in groups for entry in means.around(number)})
    while heap:
        turned, one, other = heapq.heappop(heap)
        if means.mean(one, other) == -turned and _fit(groups[one], groups[other], limits):
            groups[one] = _join(groups[one], groups.pop(other))
            means.join(one, other)
            for new in means.around(one):
                heapq.heappush(heap, new)


def _fit(left: _Group, right: _Group, limits: Limits, *, one_report: bool = False) -> bool:
    """Whether nothing that is known of the one excludes what is known of the other."""
    if left.never & set(right.members) or (left.reports & right.reports and not one_report):
        return False
    if len(left.countries | right.countries) > 1 or len(left.regions | right.regions) > 1:
        return False
    starts = [day for day in (left.latest_start, right.latest_start) if day is not None]
    ends = [day for day in (left.earliest_end, right.earliest_end) if day is not None]
    return not starts or max(starts) - min(ends) <= limits.window_days


def _join(left: _Group, right: _Group) -> _Group:
    starts = [day for day in (left.latest_start, right.latest_start) if day is not None]
    ends = [day for day in (left.earliest_end, right.earliest_end) if day is not None]
    return _Group(
        members=tuple(sorted(left.members + right.members)),
        reports=left.reports | right.reports,
        regions=left.regions | right.regions,
        countries=left.countries | right.countries,
        latest_start=max(starts, default=None),
        earliest_end=min(ends, default=None),
        never=left.never | right.never,
    )


def event_id(first: str) -> str:
    """The id of the event whose smallest member this is; it leads to that member for ever."""
    return "e-" + sha256(first.encode()).hexdigest()[:12]


def _event(members: Sequence[str]) -> Event:
    return Event(event_id(members[0]), tuple(members))
