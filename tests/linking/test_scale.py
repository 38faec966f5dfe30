"""Linking grows in step with the record, and groups in columns are the groups of links."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from bench.linking_scale import mentions

from mnemon.linking import cluster, link, open_weights
from mnemon.linking.block import candidate_pairs
from mnemon.linking.cluster import cluster_rows
from mnemon.linking.columns import columns
from mnemon.linking.link import suggest

NOON = datetime(2021, 5, 6, 12, tzinfo=UTC)


def pairs_a_mention(size: int) -> float:
    table = columns(mentions(size))
    return sum(len(left) for left, _ in candidate_pairs(table, open_weights().limits)) / size


def test_a_mention_has_as_many_neighbours_in_a_record_that_goes_on() -> None:
    assert pairs_a_mention(12_000) < 1.3 * pairs_a_mention(4_000)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_groups_made_in_columns_are_those_made_of_links(seed: int) -> None:
    told, weights = list(mentions(800, seed)), open_weights()
    table = columns(told)
    rows = cluster_rows(table, suggest(table, weights), weights.limits)
    made = cluster(link(told, (), "bench", NOON), [telling.mention for telling in told])
    expected = {event.members for event in made if len(event.members) > 1}
    assert {tuple(str(table.ids[n]) for n in members) for members in rows} == expected
    assert len(expected) > 100
