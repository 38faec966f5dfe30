"""How a gazetteer lies on disk: what is written is what is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnemon.normalise.folding import folded
from mnemon.normalise.gazetteer import Gazetteers, open_gazetteer
from mnemon.normalise.gazetteer_file import (
    LOOSE,
    Entry,
    packed_point,
    packed_population,
    unpacked_point,
    unpacked_population,
    write_gazetteer,
)
from mnemon.normalise.romanising import loose

entries = st.builds(
    Entry,
    st.integers(1, 2**24 - 1).map("geonames:{}".format) | st.integers(1, 2**40).map("wof:{}".format),
    st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12),
    st.integers(1, 7),
    st.floats(-90, 90),
    st.floats(-180, 180),
    country=st.sampled_from(["UA", "IQ", ""]),
    adm1=st.sampled_from(["07", ""]),
    adm2=st.sampled_from(["Kupianskyi Raion", ""]),
    population=st.integers(0, 2_000_000_000),
    names=st.lists(st.text(max_size=12), max_size=3).map(tuple),
    rough=st.booleans(),
)


@given(written=st.lists(entries, min_size=1, max_size=30, unique_by=lambda entry: entry.place_id))
def test_every_place_is_found_by_each_of_its_names(
    written: list[Entry], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("gazetteer") / "one.bin"
    write_gazetteer(written, {"UA.07": "Kharkiv Oblast"}, [], path)
    gazetteer = open_gazetteer(path)
    for entry in written:
        for name in (entry.name, *entry.names):
            found = {c.place_id: c for c in gazetteer.lookup_name(name)}
            if folded(name):
                read = found[entry.place_id]
                assert (read.name, read.precision, read.rough) == (entry.name, entry.precision, entry.rough)
                assert read.point == pytest.approx((entry.latitude, entry.longitude), abs=0.0001)
                assert (read.country or "", read.adm1 or "", read.adm2 or "") == (entry.country, entry.adm1, entry.adm2)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_points_are_kept_to_ten_metres(latitude: float, longitude: float) -> None:
    assert unpacked_point(*packed_point(latitude, longitude)) == pytest.approx((latitude, longitude), abs=0.00006)


@given(st.integers(0, 1_500_000_000))
def test_populations_are_kept_to_a_tenth(people: int) -> None:
    assert unpacked_population(packed_population(people)) == pytest.approx(people, rel=0.1, abs=1)


def test_the_same_entries_give_the_same_bytes(tmp_path: Path) -> None:
    one, other = tmp_path / "one.bin", tmp_path / "other.bin"
    for path in (one, other):
        write_gazetteer([Entry("geonames:1", "Bara", 1, 1, 2, names=("Barah", "Bārā"))], {}, [], path)
    assert one.read_bytes() == other.read_bytes()


def test_several_files_are_one_gazetteer_and_tell_no_place_twice(tmp_path: Path) -> None:
    bara = Entry("geonames:1", "Bara", 1, 1, 2, population=10)
    write_gazetteer([bara], {}, [], tmp_path / "one.bin")
    write_gazetteer([bara, Entry("geonames:2", "Bara", 1, 50, 60, population=99)], {}, [], tmp_path / "two.bin")
    both = Gazetteers((open_gazetteer(tmp_path / "one.bin"), open_gazetteer(tmp_path / "two.bin")))
    assert [found.place_id for found in both.lookup_name("Bara")] == ["geonames:2", "geonames:1"]


def test_a_loose_key_is_met_only_by_those_who_ask_for_it(tmp_path: Path) -> None:
    entry = Entry("geonames:1", "Avdiyivka", 1, 48.1, 37.7, keys=(LOOSE + loose("Avdiyivka"),))
    write_gazetteer([entry], {}, [], tmp_path / "one.bin")
    gazetteer = open_gazetteer(tmp_path / "one.bin")
    assert gazetteer.lookup_name("Avdeevka") == ()
    assert [found.name for found in gazetteer.lookup_loose("Avdeevka")] == ["Avdiyivka"]
    assert gazetteer.lookup_name(LOOSE + loose("Avdeevka")) == ()
