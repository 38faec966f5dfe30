"""`python -m bench.linking_spark [SIZE]`: linking on Spark, beside linking in one process; one JSON object.

Needs pyspark and a Java runtime, which Mnemon does not: this shows the way past one machine, on two workers of this one
(`local[2]`; `--master` names another cluster, whose Python must have mnemon). Mentions go to the stretches of days in
which they may meet another; each stretch is compared by the package's own `suggest`, which blocks by place; pairs that
meet in two stretches are kept once; sets that firm links hold together are grouped by the package's own `cluster_rows`,
many sets at a time, wherever they come to lie.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from zlib import crc32

import numpy as np

from bench.linking_scale import mentions
from mnemon.linking import Telling, open_weights
from mnemon.linking.cluster import cluster_rows
from mnemon.linking.columns import columns
from mnemon.linking.link import Suggested, suggest

DAYS = 4
"""How long a stretch is: what one worker compares at a time."""

Pair = tuple[tuple[str, str], tuple[float, bool]]
Groups = set[tuple[str, ...]]


def in_stretches(telling: Telling) -> Iterator[tuple[int, Telling]]:
    """A telling under the number of each stretch of days in which it may meet another; none where it has no days."""
    dates, limits = telling.mention.date, open_weights().limits
    if dates is not None and (dates.end - dates.start).days < limits.most_days:
        first, last = dates.start.toordinal() - limits.window_days, dates.end.toordinal() + limits.window_days
        for stretch in range(first // DAYS, last // DAYS + 1):
            yield stretch, telling


def compared(block: tuple[int, Iterable[Telling]]) -> Iterator[Pair]:
    """The pairs of one stretch that are worth a look: ids, weight, and whether the link is firm."""
    table = columns(block[1])
    for some in suggest(table, open_weights()):
        ends = zip(table.ids[some.left].tolist(), table.ids[some.right].tolist(), strict=True)
        yield from zip(ends, zip(some.weight.tolist(), some.firm.tolist(), strict=True), strict=True)


def grouped(part: tuple[int, tuple[Iterable[Telling], Iterable[Pair]]]) -> Iterator[tuple[str, ...]]:
    """The groups of some whole sets of mentions that firm links hold together."""
    told, pairs = part[1]
    table = columns(told)
    at = {str(identity): number for number, identity in enumerate(table.ids)}
    for members in cluster_rows(table, [_suggested(sorted(pairs), at)], open_weights().limits):
        yield tuple(str(table.ids[number]) for number in members)


def _suggested(pairs: Sequence[Pair], at: dict[str, int]) -> Suggested:
    ends = np.array([(at[one], at[other]) for (one, other), _ in pairs], dtype=np.int64).reshape(-1, 2)
    weights, firm = (np.array([told[n] for _, told in pairs]) for n in (0, 1))
    return Suggested(ends[:, 0], ends[:, 1], weights, firm, {})


def sets_of(firm: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each mention that a firm link names, the first of those that such links lead to."""
    above: dict[str, str] = {}

    def root(name: str) -> str:
        above.setdefault(name, name)
        while above[name] != name:
            above[name] = above[above[name]]
            name = above[name]
        return name

    for one, other in firm:
        first, second = sorted((root(one), root(other)))
        above[second] = first
    return {name: root(name) for name in above}


def on_spark(context: Any, size: int, parts: int) -> Groups:  # noqa: ANN401 - pyspark is not installed here
    """The groups of two or more, as a cluster makes them."""
    told = context.parallelize(list(mentions(size)), parts)
    met = told.flatMap(in_stretches).groupByKey(parts).flatMap(compared)
    pairs = met.reduceByKey(lambda one, _: one, parts).cache()
    sets = context.broadcast(sets_of(pairs.filter(lambda pair: pair[1][1]).keys().collect()))
    inside = pairs.filter(lambda p: sets.value.get(p[0][0], "") == sets.value.get(p[0][1], None))
    mine = told.filter(lambda one: one.mention.id in sets.value).keyBy(
        lambda one: _part(sets.value[one.mention.id], parts)
    )
    held = mine.cogroup(inside.keyBy(lambda p: _part(sets.value[p[0][0]], parts)), parts)
    return set(held.flatMap(grouped).collect())


def _part(name: str, parts: int) -> int:
    """Where a set is grouped; the same on every machine."""
    return crc32(name.encode()) % parts


def in_one_process(size: int) -> Groups:
    """The same in one process, on one table."""
    table, weights = columns(mentions(size)), open_weights()
    rows = cluster_rows(table, suggest(table, weights), weights.limits)
    return {tuple(str(table.ids[number]) for number in members) for members in rows}


def main() -> None:
    """Print one JSON object."""
    from pyspark import SparkConf, SparkContext, __version__  # type: ignore[import-not-found]  # noqa: PLC0415

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("size", nargs="?", type=int, default=10_000)
    parser.add_argument("--master", default="local[2]")
    parser.add_argument("--parts", type=int, default=16)
    asked = parser.parse_args()
    begun = time.perf_counter()
    ours = in_one_process(asked.size)
    alone = time.perf_counter()
    context = SparkContext(
        conf=SparkConf().setMaster(asked.master).setAppName("mnemon").set("spark.ui.enabled", "false")
    )
    theirs = on_spark(context, asked.size, asked.parts)
    done = time.perf_counter()
    context.stop()
    print(json.dumps({
        "mentions": asked.size, "spark": __version__, "master": asked.master, "groups": len(ours),
        "groups_on_spark": len(theirs), "same": ours == theirs, "seconds_one_process": round(alone - begun, 1),
        "seconds_spark": round(done - alone, 1),
    }, indent=1))  # fmt: skip


if __name__ == "__main__":
    main()
