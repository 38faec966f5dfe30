"""Which places bear a name? The shipped gazetteer, and files that are none."""

from __future__ import annotations

import re
import time
from hashlib import sha256
from pathlib import Path

import pytest

from mnemon.errors import DataError
from mnemon.model.distance import kilometres
from mnemon.normalise.datafiles import data_path
from mnemon.normalise.folding import collapsed, folded
from mnemon.normalise.gazetteer import FileGazetteer, open_gazetteer

KNOWN = [
    ("Kyiv", "Kyiv", "UA"),
    ("Kiev", "Kyiv", "UA"),
    ("KYIV", "Kyiv", "UA"),
    ("Zürich", "Zürich", "CH"),
    ("Zurich", "Zürich", "CH"),
    ("Makhnovka", "Makhnivka", "UA"),
    ("Russia", "Russia", "RU"),
    ("U.S.", "United States", "US"),
    ("Kursk Oblast", "Kursk Oblast", "RU"),
    ("Khost", "Khowst", "AF"),
    ("Uruzgan", "Oruzgan", "AF"),
    ("Black Sea", "Black Sea", None),
    ("Avdiivka", "Avdiyivka", "UA"),
    ("Авдіївка", "Avdiyivka", "UA"),
    ("Авдеевка", "Avdiyivka", "UA"),
    ("الموصل", "Mosul", "IQ"),
    ("موصل", "Mosul", "IQ"),
    ("Sudzha district", "Sudzhanskiy Rayon", "RU"),
    ("Pokrovsk raion", "Pokrovskyi Raion", "UA"),
    ("Махновка", "Makhnovka", "RU"),
    ("Orange County", "Orange County", "US"),
]


@pytest.fixture(scope="module")
def gazetteer() -> FileGazetteer:
    return open_gazetteer()


@pytest.mark.parametrize(("asked", "name", "country"), KNOWN)
def test_a_place_is_found_by_any_of_its_names(
    gazetteer: FileGazetteer, asked: str, name: str, country: str | None
) -> None:
    assert (name, country) in {(found.name, found.country) for found in gazetteer.lookup_name(asked)}


@pytest.mark.parametrize("asked", ["", "  ", "Nowhere-upon-Nothing", "zzzzzzzz", "\t", "\n", "😀", "0" * 1000])
def test_what_is_no_name_finds_nothing(gazetteer: FileGazetteer, asked: str) -> None:
    assert gazetteer.lookup_name(asked) == ()


def test_the_most_populous_place_comes_first(gazetteer: FileGazetteer) -> None:
    populations = [found.population for found in gazetteer.lookup_name("Springfield")]
    assert len(populations) > 5
    assert populations == sorted(populations, reverse=True)


def test_lookups_are_fast_and_the_file_stays_on_disk(gazetteer: FileGazetteer) -> None:
    """A tenth of what bench.places measures, so that a slow machine passes and a slow lookup does not."""
    names = [
        f"{first}{last}" for first in ("Nova", "Mala", "Velyka", "Stara", "Al", "Ban", "Kar") for last in range(999)
    ]
    started = time.process_time()
    for name in names:
        gazetteer.lookup_name(name)
    assert len(names) / (time.process_time() - started) > 5_000


def test_a_division_is_found_by_its_code(gazetteer: FileGazetteer) -> None:
    assert [found.name for found in gazetteer.lookup_name("UA.23")] == ["Vinnytsia"]


def test_the_file_opens_at_once_and_is_small() -> None:
    started = time.process_time()
    open_gazetteer()
    assert time.process_time() - started < 0.5
    assert data_path("gazetteer.bin").stat().st_size < 40_000_000


def test_a_file_that_is_no_gazetteer_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.bin"
    other.write_bytes(b'{"is": "a shopping list"}\nmilk\n')
    with pytest.raises(DataError, match="no Mnemon gazetteer"):
        open_gazetteer(other)


def test_a_missing_data_file_is_named() -> None:
    with pytest.raises(DataError, match=r"nowhere\.bin"):
        data_path("nowhere.bin")


def test_distances_are_over_the_surface() -> None:
    assert kilometres((0, 0), (0, 180)) == pytest.approx(20015, abs=2)
    assert kilometres((50.45, 30.52), (50.45, 30.52)) == 0


FOLDED = [
    ("Kharkivs’ka Oblast’", "kharkivska oblast"),
    ("Łódź", "lodz"),
    ("U.S.", "us"),
    ("Deir ez-Zor", "deir ez zor"),
]


@pytest.mark.parametrize(("name", "key"), FOLDED)
def test_spellings_that_readers_take_for_one_have_one_key(name: str, key: str) -> None:
    assert folded(name) == key == folded(key)


def test_dashes_quotes_and_spaces_are_made_plain() -> None:
    assert collapsed("  10\u00a0–\n20 ’s ") == "10 - 20 's"


def test_the_shipped_file_is_the_one_whose_digest_is_written_down() -> None:
    written = re.search(r"sha256 is ([0-9a-f]{64})", data_path("GAZETTEER-LICENCE.md").read_text(encoding="utf-8"))
    assert written is not None
    assert sha256(data_path("gazetteer.bin").read_bytes()).hexdigest() == written[1]
