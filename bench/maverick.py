"""`python -m bench.maverick --data FILE`: linking and settling measured on MAVERICK, one JSON object.

MAVERICK: 3,287 hand-coded reports of 2,200 events of electoral violence with gold `event_id` (CC BY 4.0; of the R
package eventreport); not shipped here. Columns used: country, dates, city, location, coordinates, geo_precision, actors
by id with their victim and perpetrator flags, event_context, target, deaths_best, injuries_best, damage, source and
source_author; `event_id` as gold alone, `id` and the order of rows never.

Weights are Fellegi-Sunter log-odds, counted with their threshold on Kenya (train) and scored on Ivory Coast (test). For
the guard, which needs clusters of all reports, each country is linked by the weights of the other. Floors of the same
run: same days and place exactly; three days and 25 km, after MELTT; the best single threshold on days plus tens of
kilometres, chosen on the test set itself.
"""

from __future__ import annotations

import argparse
import heapq
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log2
from pathlib import Path

from bench.maverick_features import Row, days_apart, features, km_apart, prepared, read, worth_comparing
from mnemon.model.claims import Claim
from mnemon.model.events import Event
from mnemon.model.text import Span
from mnemon.model.values import DateRange, Quantity
from mnemon.settle import Sourcing, get_rule, settle

TRAIN, TEST = "Kenya", "Ivory Coast"
THRESHOLDS = (-3.0, -1.5, 0.0, 1.5, 3.0)
NOT_COMPARED = -6.0
"""What a pair weighs, in log-odds base 2, that blocking never put together."""

Pairs = dict[tuple[int, int], float]
Findings = dict[tuple[int, int], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Country:
    """The rows of one country, and the findings of each pair worth comparing."""

    rows: list[Row]
    found: Findings

    def gold(self) -> list[str]:
        """The event of each row."""
        return [row.gold for row in self.rows]


@dataclass(frozen=True, slots=True)
class Trained:
    """Log-odds base 2 by comparison and finding, the prior, and the threshold that served best in training."""

    prior: float
    weights: dict[tuple[str, str], float]
    threshold: float = 0.0

    def weigh(self, found: Findings) -> Pairs:
        """Each pair's match weight: the prior and the sum of its findings' weights."""
        return {
            pair: self.prior + sum(self.weights.get(finding, 0.0) for finding in told.items())
            for pair, told in found.items()
        }


def open_country(rows: Sequence[Row], name: str) -> Country:
    """One country's rows, compared."""
    mine, common = prepared(row for row in rows if row.country == name)
    pairs = [(i, j) for (i, a), (j, b) in combinations(enumerate(mine), 2) if worth_comparing(a, b)]
    return Country(mine, {(i, j): features(mine[i], mine[j], common) for i, j in pairs})


def train(country: Country) -> Trained:
    """Weights counted from labelled pairs, with half a pair added to each count; then the best threshold."""
    same: Counter[tuple[str, str]] = Counter()
    other: Counter[tuple[str, str]] = Counter()
    matches = 0
    for (i, j), told in country.found.items():
        match = country.rows[i].gold == country.rows[j].gold
        matches += match
        (same if match else other).update(told.items())
    rest = len(country.found) - matches
    weights = {
        finding: log2((same[finding] + 0.5) / (matches + 1)) - log2((other[finding] + 0.5) / (rest + 1))
        for finding in {*same, *other}
    }
    made = Trained(log2((matches + 1) / (rest + 1)), weights)
    pairs = made.weigh(country.found)
    scored = [(bcubed(cluster(country.rows, pairs, t), country.gold()), t) for t in THRESHOLDS]
    return Trained(made.prior, made.weights, max(scored)[1])


def cluster(rows: Sequence[Row], pairs: Pairs, threshold: float) -> list[int]:
    """Average-link clusters: the heaviest first, never two rows of one report together. A label for each row."""
    groups = {i: [i] for i in range(len(rows))}
    sums: dict[int, dict[int, tuple[float, int]]] = {i: {} for i in groups}
    for (i, j), weight in pairs.items():
        sums[i][j] = sums[j][i] = (weight, 1)
    heap = [(-weight, i, j) for (i, j), weight in pairs.items() if weight > threshold]
    heapq.heapify(heap)
    while heap:
        _, left, right = heapq.heappop(heap)
        if left in groups and right in groups and not _one_report(rows, groups[left], groups[right]):
            _join(groups, sums, (left, right))
            new = max(groups)
            for other, (total, count) in sums[new].items():
                every = len(groups[new]) * len(groups[other])
                mean = (total + NOT_COMPARED * (every - count)) / every
                if mean > threshold:
                    heapq.heappush(heap, (-mean, other, new))
    labels = {member: label for label, members in groups.items() for member in members}
    return [labels[i] for i in range(len(rows))]


def _one_report(rows: Sequence[Row], left: Iterable[int], right: Iterable[int]) -> bool:
    return bool({rows[i].source for i in left} & {rows[i].source for i in right})


def _join(groups: dict[int, list[int]], sums: dict[int, dict[int, tuple[float, int]]], pair: tuple[int, int]) -> None:
    new = max(sums) + 1
    joined: dict[int, tuple[float, int]] = {}
    for old in pair:
        for other, (total, count) in sums.pop(old).items():
            if other not in pair:
                before = joined.get(other, (0.0, 0))
                joined[other] = (before[0] + total, before[1] + count)
                del sums[other][old]
    groups[new] = groups.pop(pair[0]) + groups.pop(pair[1])
    sums[new] = joined
    for other, entry in joined.items():
        sums[other][new] = entry


def bcubed(labels: Sequence[object], gold: Sequence[object]) -> float:
    """BCubed F1, over rows."""
    both, ours, theirs = Counter(zip(labels, gold, strict=True)), Counter(labels), Counter(gold)
    precision = sum(n * n / ours[label] for (label, _), n in both.items()) / len(gold)
    recall = sum(n * n / theirs[event] for (_, event), n in both.items()) / len(gold)
    return 2 * precision * recall / (precision + recall)


def pairwise(labels: Sequence[object], gold: Sequence[object]) -> float:
    """F1 over pairs of rows that stand together."""
    right, ours, theirs = (
        sum(n * (n - 1) // 2 for n in Counter(told).values()) for told in (zip(labels, gold, strict=True), labels, gold)
    )
    return 2 * right / (ours + theirs) if ours + theirs else 0.0


def together(rows: Sequence[Row], near: Callable[[Row, Row], bool]) -> list[int]:
    """Single-link clusters of the rows that are near."""
    home = list(range(len(rows)))

    def root(i: int) -> int:
        while home[i] != i:
            home[i] = home[home[i]]
            i = home[i]
        return i

    for (i, left), (j, right) in combinations(enumerate(rows), 2):
        if near(left, right):
            home[root(j)] = root(i)
    return [root(i) for i in range(len(rows))]


def floors(country: Country) -> dict[str, dict[str, float]]:
    """The scores of three plain ways to link."""
    rows = country.rows
    exact = [(row.start, row.end, row.city, row.quarter) for row in rows]
    singles = [together(rows, _within(t)) for t in (0.0, 0.5, 1.0, 2.0, 3.0)]
    ways = {
        "same_day_same_place": exact,
        "three_days_25_km": together(rows, lambda a, b: days_apart(a, b) <= 3 and _km(a, b) <= 25),
        "best_single_threshold": max(singles, key=lambda labels: bcubed(labels, country.gold())),
    }
    return {name: scores(labels, country.gold()) for name, labels in ways.items()}


def _km(left: Row, right: Row) -> float:
    apart = km_apart(left, right)
    return float("inf") if apart is None else apart


def _within(threshold: float) -> Callable[[Row, Row], bool]:
    def near(left: Row, right: Row) -> bool:
        days = abs((left.start - right.start).days) + abs((left.end - right.end).days)
        return days <= threshold and days + _km(left, right) / 10 <= threshold

    return near


def scores(labels: Sequence[object], gold: Sequence[object]) -> dict[str, float]:
    """Both scores, rounded."""
    return {"bcubed_f1": round(bcubed(labels, gold), 4), "pairwise_f1": round(pairwise(labels, gold), 4)}


def settled(rows: Sequence[Row], labels: Sequence[object], rule: str) -> int:
    """The sum of best deaths over events, by one of the rules that ship; an event without a best adds nothing."""
    events: dict[object, list[Claim]] = defaultdict(list)
    for number, (row, label) in enumerate(zip(rows, labels, strict=True)):
        events[label].append(_claim(number, row))
    published = {f"r-{n}": row.published for n, row in enumerate(rows) if row.published is not None}
    chosen, known, total = get_rule(rule), Sourcing(published=published), 0
    for label, claims in events.items():
        event = Event(str(label), tuple(claim.event_mention_id for claim in claims))
        total += sum(finding.best or 0 for finding in settle(event, claims, chosen, known))
    return total


def _claim(number: int, row: Row) -> Claim:
    """A row's deaths_best as a claim of its own report."""
    return Claim(
        id=f"c-{number}", report_id=f"r-{number}", event_mention_id=f"m-{number}", kind="killed",
        quantity=Quantity(row.deaths, row.deaths, row.deaths, words=str(row.deaths)), victims=None, by=None, by2=None,
        means=None, place=None, date=DateRange(row.start, row.end, 1), said_by=None, cue=None, said_on=None,
        stance="asserts", status="fact", scope="event", part_of=None, repeats=None, sentence=Span(0, 0), spans={},
        score=1.0, producer_id="maverick", codebook="maverick",
    )  # fmt: skip


def measured(path: Path) -> dict[str, object]:
    """Every figure."""
    rows = read(path)
    told = {name: open_country(rows, name) for name in (TRAIN, TEST)}
    trained = {name: train(country) for name, country in told.items()}
    by_other = {TRAIN: trained[TEST], TEST: trained[TRAIN]}
    own = {n: cluster(c.rows, by_other[n].weigh(c.found), by_other[n].threshold) for n, c in told.items()}
    many = {event for event, n in Counter(row.gold for row in rows).items() if n > 1}
    multiple = [row for row in rows if row.gold in many]
    all_rows = [row for name in told for row in told[name].rows]
    labels = [(name, label) for name in told for label in own[name]]
    plain = floors(told[TEST])
    linked = scores(own[TEST], told[TEST].gold())
    best = max(floor["bcubed_f1"] for floor in plain.values())
    return {
        "lowest": settled(multiple, [row.gold for row in multiple], "lowest"),
        "highest": settled(multiple, [row.gold for row in multiple], "highest"),
        "all_added": sum(row.deaths for row in rows),
        "guarded": settled(all_rows, labels, "most-voices"),
        "guarded_lowest": settled(all_rows, labels, "lowest"),
        "guarded_highest": settled(all_rows, labels, "highest"),
        **linked,
        "floors": plain,
        "error_kept_of_best_floor": round((1 - linked["bcubed_f1"]) / (1 - best), 4),
        "train": TRAIN,
        "test": TEST,
        "other_way_round": scores(own[TRAIN], told[TRAIN].gold()),
    }


def main() -> None:
    """Print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="maverick_event_report.csv.gz")
    print(json.dumps(measured(parser.parse_args().data), indent=1))


if __name__ == "__main__":
    main()
