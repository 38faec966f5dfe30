"""`python -m bench.maverick_splink --data FILE`: Splink on MAVERICK, by the same split and scorer; one JSON object.

Splink is installed for this alone (bench/splink.txt), never with Mnemon. It runs on DuckDB over the rows of
bench/maverick_rows.py, with comparisons and blocking that ask what the package's own linker asks. `labelled`: m counted
from the gold of Kenya (train), u sampled. `unlabelled`: m by expectation maximisation, which sees no gold at all.
Each is clustered twice: by Splink's connected components, and by the average linkage that Mnemon ships. Thresholds are
chosen on Kenya; what is printed is Ivory Coast (test).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from splink import DuckDBAPI, Linker, SettingsCreator
from splink.comparison_library import CustomComparison

from bench.maverick import TEST, TRAIN, bcubed, scores
from bench.maverick_rows import Row, command, read
from mnemon.linking.cluster import cluster_rows
from mnemon.linking.columns import columns
from mnemon.linking.link import Suggested
from mnemon.linking.weights import hand_set

COMPONENTS = (0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0)
JOINING = (-4.0, -2.0, 0.0, 2.0, 4.0, 6.0)
KEPT_FROM = -8.0
"""What Splink weighs less than this, in log-odds base 2, is not kept: it is worth that much in a mean."""

OVERLAP = "least(last_l, last_r) >= greatest(first_l, first_r)"
LONGEST = "greatest(last_l - first_l, last_r - first_r)"
KM = (
    "12742 * asin(least(1, sqrt(pow(sin(radians(lat_r - lat_l) / 2), 2) + cos(radians(lat_l)) * cos(radians(lat_r)) "
    "* pow(sin(radians(lon_r - lon_l) / 2), 2))))"
)
BLOCKED = (
    f"{OVERLAP.replace('>=', '+ 2 >=')} and report_l <> report_r and (lat_l is null or lat_r is null or {KM} <= 25)"
)


def _asked(name: str, null: str, *levels: str) -> CustomComparison:
    told = [{"sql_condition": null, "label_for_charts": "not comparable", "is_null_level": True}]
    told += [{"sql_condition": level, "label_for_charts": level} for level in levels]
    return CustomComparison([*told, {"sql_condition": "ELSE", "label_for_charts": "else"}], output_column_name=name)


def _figures(name: str) -> CustomComparison:
    left, right = f"{name}_l", f"{name}_r"
    low, high = f"least({left}, {right})", f"greatest({left}, {right})"
    return _asked(
        name, f"{high} = 0", f"{left} = {right} and {low} >= 5", f"{left} = {right}", f"{low} = 0",
        f"{high} <= 3 * {low}",
    )  # fmt: skip


def _shared(name: str) -> CustomComparison:
    return _asked(name, f"len({name}_l) = 0 or len({name}_r) = 0", f"list_has_any({name}_l, {name}_r)")


WORDS = "len(list_intersect(words_l, words_r)) / greatest(1, least(len(words_l), len(words_r)))"
COMPARISONS = [
    _asked(
        "first", "first_l is null", "first_l = first_r and last_l = last_r and last_l = first_l",
        "first_l = first_r and last_l = last_r and last_l - first_l < 8", f"{OVERLAP} and {LONGEST} < 8", OVERLAP,
        "least(last_l, last_r) + 1 >= greatest(first_l, first_r)",
    ),
    _asked(
        "place", "lat_l is null or lat_r is null", "place_l = place_r", f"{KM} <= 2", "city_l = city_r", f"{KM} <= 10",
    ),
    _figures("deaths"), _figures("injuries"), _shared("kinds"), _shared("victims"), _shared("doers"), _shared("means"),
    _asked("words", "len(words_l) = 0 or len(words_r) = 0", f"{WORDS} > 0.8", f"{WORDS} > 0.4", f"{WORDS} > 0.15"),
    _asked(
        "published", "published_l is null or published_r is null", "abs(published_l - published_r) <= 1",
        "abs(published_l - published_r) <= 7", "abs(published_l - published_r) <= 31",
    ),
    _asked("outlet", "outlet_l is null or outlet_r is null", "outlet_l = outlet_r"),
    _asked("told", "told_l is null", "greatest(told_l, told_r) = 1", "least(told_l, told_r) = 1"),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weighed:
    """Pairs of rows by number, and what Splink says that they weigh."""

    left: list[int]
    right: list[int]
    weight: list[float]


def as_table(rows: Sequence[Row]) -> pa.Table:
    """The rows as Splink reads them."""
    told = columns(row.telling for row in rows).told
    return pa.Table.from_pylist([_record(n, row, int(told[n])) for n, row in enumerate(rows)])


def _record(number: int, row: Row, told: int) -> dict[str, Any]:
    place, claims = row.telling.mention.place, row.telling.claims
    if place is None:
        raise AssertionError
    hurt = [c.quantity.best or 0 for c in claims if c.kind == "wounded" and c.quantity is not None]
    return {
        "unique_id": number, "gold": row.gold, "report": row.telling.mention.report_id,
        "first": row.dates.start.toordinal(), "last": row.dates.end.toordinal(),
        "place": place.place_id, "city": place.adm2, "lat": place.latitude, "lon": place.longitude,
        "deaths": row.deaths, "injuries": sum(hurt), "kinds": sorted(row.telling.kinds),
        "victims": _named(c.victims for c in claims), "doers": _named(c.by for c in claims),
        "means": sorted({c.means for c in claims if c.means}), "words": sorted(row.telling.words),
        "published": None if row.telling.published is None else row.telling.published.toordinal(),
        "outlet": row.telling.outlet, "told": told,
    }  # fmt: skip


def _named(actors: Iterable[Any]) -> list[str]:
    return sorted({actor.actor_id or actor.name for actor in actors if actor is not None})


def linker(rows: Sequence[Row], settings: SettingsCreator | dict[str, Any]) -> Linker:
    """Splink over some rows."""
    return Linker(DuckDBAPI().register(as_table(rows)), settings, log_level=logging.ERROR)


def _sided(condition: str) -> str:
    """A condition on a pair as blocking rules are written: l.first for first_l."""
    return re.sub(r"\b([a-z]+)_([lr])\b", r"\2.\1", condition)


def trained(rows: Sequence[Row], *, labelled: bool) -> dict[str, Any]:
    """A model, as Splink writes it."""
    many = len(rows) * (len(rows) - 1) / 2
    groups = [sum(other.gold == row.gold for other in rows) - 1 for row in rows]
    settings = SettingsCreator(
        link_type="dedupe_only", comparisons=COMPARISONS, probability_two_random_records_match=sum(groups) / 2 / many,
        blocking_rules_to_generate_predictions=[_sided(BLOCKED)],
    )  # fmt: skip
    made = linker(rows, settings)
    made.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=7)
    if labelled:
        made.training.estimate_m_from_label_column("gold")
    else:
        for rule in ("l.first = r.first and l.last = r.last", "l.place = r.place"):
            made.training.estimate_parameters_using_expectation_maximisation(rule, record_sample_proportion=1.0)
    return dict(made.misc.save_model_to_json())


def weighed(rows: Sequence[Row], model: dict[str, Any]) -> Weighed:
    """What the model says of the pairs of some rows."""
    found = linker(rows, model).inference.predict(threshold_match_weight=KEPT_FROM).as_record_list()
    pairs = [(*sorted((r["unique_id_l"], r["unique_id_r"])), r["match_weight"]) for r in found]
    return Weighed(*map(list, zip(*sorted(pairs), strict=True)))


def by_components(rows: Sequence[Row], found: Weighed, threshold: float) -> list[int]:
    """Splink's way: whatever a link joins, by any path."""
    home = list(range(len(rows)))

    def root(n: int) -> int:
        while home[n] != n:
            n = home[n]
        return n

    for left, right, weight in zip(found.left, found.right, found.weight, strict=True):
        if weight >= threshold:
            one, other = sorted((root(left), root(right)))
            home[other] = one
    return [root(n) for n in range(len(rows))]


def by_average(rows: Sequence[Row], found: Weighed, threshold: float) -> list[int]:
    """Mnemon's way: the mean over all pairs of two groups, and nothing that excludes each other."""
    weight = np.array(found.weight)
    some = Suggested(np.array(found.left), np.array(found.right), weight, weight >= threshold, {})
    limits = replace(hand_set().limits, join_from=threshold, unlinked=KEPT_FROM)
    table = columns(row.telling for row in rows)
    groups = cluster_rows(table, [some], limits)
    home = {member: members[0] for members in groups for member in members}
    return [home.get(n, n) for n in range(len(rows))]


def measured(path: Path) -> dict[str, object]:
    """Every figure."""
    rows = sorted(read(path), key=lambda row: row.telling.mention.id)
    train, test = ([row for row in rows if row.country == name] for name in (TRAIN, TEST))
    gold, gold_test = [row.gold for row in train], [row.gold for row in test]
    figures: dict[str, object] = {
        "splink": version("splink"),
        "duckdb": version("duckdb"),
        "train": TRAIN,
        "test": TEST,
    }
    for name, labelled in (("labelled", True), ("unlabelled", False)):
        model = trained(train, labelled=labelled)
        known, unseen = weighed(train, model), weighed(test, model)
        for way, cluster, thresholds in (
            ("components", by_components, COMPONENTS), ("average", by_average, JOINING)
        ):  # fmt: skip
            _, threshold = max((bcubed(cluster(train, known, t), gold), t) for t in thresholds)
            figures[f"{name}, {way}"] = {
                "threshold": threshold, **scores(cluster(test, unseen, threshold), gold_test),
                "on_train": scores(cluster(train, known, threshold), gold),
            }  # fmt: skip
    return figures


def main() -> None:
    """Print one JSON object."""
    command(__doc__, measured)


if __name__ == "__main__":
    main()
