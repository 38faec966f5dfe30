"""Hypothesis strategies: any claim that a report could make, and many that none would."""

from __future__ import annotations

from hypothesis import strategies as st

from mnemon.model.claims import Claim, Speaker
from mnemon.model.text import Span
from mnemon.model.values import Actor, DateRange, Place, Quantity, Rival

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
maybe = st.none() | words
whole = st.none() | st.integers(0, 2**63 - 1)
degrees = st.none() | st.floats(-180, 180)
offsets = st.integers(0, 2**31 - 1)
spans = st.builds(Span, offsets, offsets)

quantities = st.builds(Quantity, whole, whole, whole, st.booleans(), words, words)
lists = st.lists(words, max_size=3).map(tuple)
actors = st.builds(
    Actor, maybe, words, words, maybe, words, chain=lists, inter=st.none() | st.integers(1, 8), groups=lists,
    standing=st.sampled_from(("civilian", "combatant", "unknown")), candidates=lists, why=words,
)  # fmt: skip
ranges = st.builds(DateRange, st.dates(), st.dates(), st.integers(1, 5), words)
rivals = st.builds(Rival, words, words, st.floats(-90, 90), st.floats(-180, 180), maybe, maybe)
places = st.builds(
    Place, maybe, words, degrees, degrees, st.integers(1, 7), maybe, adm1=maybe, adm2=maybe, words=words, note=words,
    reason=words, rivals=st.lists(rivals, max_size=3).map(tuple),
)  # fmt: skip
speakers = st.builds(Speaker, words, st.none() | spans, maybe, maybe, st.lists(words, max_size=3).map(tuple))

claims = st.builds(
    Claim,
    id=words,
    report_id=words,
    event_mention_id=words,
    kind=words,
    quantity=st.none() | quantities,
    victims=st.none() | actors,
    by=st.none() | actors,
    by2=st.none() | actors,
    means=maybe,
    place=st.none() | places,
    date=st.none() | ranges,
    said_by=st.none() | speakers,
    cue=maybe,
    said_on=st.none() | ranges,
    stance=words,
    status=words,
    scope=words,
    part_of=maybe,
    repeats=maybe,
    sentence=spans,
    spans=st.dictionaries(words, st.lists(spans, max_size=3).map(tuple), max_size=4),
    score=st.floats(0, 1),
    producer_id=words,
    codebook=words,
    notes=st.lists(words, max_size=3).map(tuple),
    subkind=maybe,
)
