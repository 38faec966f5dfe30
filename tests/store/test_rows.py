from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given

from factory import at_least, claim, link, mention
from mnemon.model.claims import Claim
from mnemon.model.events import Reason
from mnemon.model.reading import Failure
from mnemon.model.text import Span
from mnemon.store import rows, schema
from store.strategies import claims


def parts_back(owner: str, parts: rows.Parts) -> dict[str, rows.Parts]:
    """Parts as they come back from their rows."""
    names = ("owner_id", "part", "start_char", "end_char")
    return rows.parts_of([row[name] for name in names] for row in rows.span_rows(owner, parts))


@given(claims)
def test_a_claim_comes_back_from_its_row_as_it_went_in(told: Claim) -> None:
    spans = parts_back(told.id, told.spans).get(told.id, {})
    assert rows.claim_of(rows.claim_row(told), spans) == told


def test_every_column_of_claims_is_filled_by_its_row() -> None:
    assert {"seq", *rows.claim_row(claim())} == set(schema.claims.columns.keys())
    assert {"seq", *rows.mention_row(mention())} == set(schema.event_mentions.columns.keys())


def test_an_unstated_number_leaves_its_columns_empty_and_never_zero() -> None:
    row = rows.claim_row(claim(quantity=None))
    assert [row[name] for name in ("low", "best", "high", "approx", "count_words")] == [None] * 5


def test_a_number_without_an_upper_end_keeps_it_open() -> None:
    row = rows.claim_row(claim(quantity=at_least(5)))
    assert (row["low"], row["best"], row["high"]) == (5, None, None)


def test_a_named_but_empty_part_is_kept_apart_from_an_unnamed_one() -> None:
    parts: rows.Parts = {"where": (), "who": (Span(1, 2), Span(4, 9))}
    assert parts_back("c-1", parts)["c-1"] == parts


def test_a_link_is_the_same_whoever_names_it_first() -> None:
    reasons = (Reason("days apart", "0", 2.5),)
    assert rows.link_row(link(left="m-2", right="m-1")) == rows.link_row(link())
    assert rows.link_of(rows.link_row(link(reasons=reasons, decided=True))) == link(reasons=reasons, decided=True)


def test_a_failure_comes_back() -> None:
    failed = Failure("a.pdf", "UnreadableInput", "a.pdf: encrypted", datetime(2021, 5, 4, tzinfo=UTC), "run-1")
    assert rows.failure_of(rows.failure_row(failed)) == failed
