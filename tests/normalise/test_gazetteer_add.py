"""A country's full GeoNames dump, taken in; and files that are none."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from mnemon.errors import DataError
from mnemon.normalise import open_lexicon
from mnemon.normalise.gazetteer import open_gazetteer
from mnemon.normalise.gazetteer_add import add_dump, added_files, data_folder


def row(number: int, name: str, kind: str, code: str, **more: str) -> str:
    cells = {"alternates": "", "lat": "51.2", "lon": "35.3", "adm1": "42", "population": "0"} | more
    return "\t".join(
        (
            str(number), name, name, cells["alternates"], cells["lat"], cells["lon"], kind, code, "RU", "", cells["adm1"],
            "", "", "", cells["population"], "", "150", "Europe/Moscow", "2024-01-01",
        )
    )  # fmt: skip


DUMP = "\n".join(
    (
        row(1, "Gornal'", "P", "PPL", alternates="Gornal,Горналь"),
        row(2, "Kurskaya Oblast'", "A", "ADM1", alternates="Kursk Oblast", population="1200000"),
        row(3, "Sudzhanskiy Rayon", "A", "ADM2"),
        row(4, "Kursk Vostochny", "S", "AIRP"),
        row(5, "A shop", "S", "RET"),
        row(6, "Psel", "H", "STM"),
        row(7, "A road", "R", "RD"),
    )
)


def test_places_divisions_and_the_spots_that_matter_are_taken_in(tmp_path: Path) -> None:
    (tmp_path / "RU.txt").write_text(DUMP, encoding="utf-8")
    where, count = add_dump(tmp_path / "RU.txt", "RU.txt", tmp_path)
    assert (where, count) == (tmp_path / "gazetteers" / "RU.bin", 5)
    gazetteer = open_gazetteer(where)
    (village,) = gazetteer.lookup_name("Горналь")
    assert (village.place_id, village.name, village.precision, village.division) == (
        "geonames:1", "Gornal'", 1, "Kurskaya Oblast'"
    )  # fmt: skip
    assert [found.precision for found in gazetteer.lookup_name("Kursk Oblast")] == [4]
    assert [found.place_id for found in gazetteer.lookup_name("RU.42")] == ["geonames:2"]
    assert gazetteer.lookup_name("A shop") == ()


def test_a_zip_file_is_taken_in_from_disk_and_from_memory(tmp_path: Path) -> None:
    path = tmp_path / "RU.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("RU.txt", DUMP)
    assert add_dump(path, "RU.zip", tmp_path)[1] == add_dump(path.read_bytes(), "RU.zip", tmp_path)[1] == 5


def test_what_was_added_is_looked_up_beside_the_shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MNEMON_DATA", str(tmp_path))
    assert data_folder() == tmp_path
    plain = open_lexicon()
    (tmp_path / "RU.txt").write_text(DUMP, encoding="utf-8")
    add_dump(tmp_path / "RU.txt", "RU.txt")
    assert [path.name for path in added_files()] == ["RU.bin"]
    more = open_lexicon()
    assert "geonames:1" in {found.place_id for found in more.gazetteer.lookup_name("Горналь")}
    assert more.gazetteer.lookup_name("Mosul") == plain.gazetteer.lookup_name("Mosul")
    assert more.digest != plain.digest


NO_DUMPS = [
    (b"PK\x03\x04 broken", "cannot be read"),
    (b"not\ta\tdump\n", "cannot be read"),
]


@pytest.mark.parametrize(("content", "sentence"), NO_DUMPS)
def test_bytes_that_are_no_zip_are_refused(content: bytes, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=sentence):
        add_dump(content, "XX.zip", tmp_path)
    assert added_files(tmp_path) == []


NO_TABLES = [
    ("one\ttwo\n", "line 1 has 2 columns, not 19"),
    (DUMP.replace("51.2", "north", 1), "line 1 has no id or no point"),
    (row(7, "A road", "R", "RD"), "no places were found"),
    ("", "no places were found"),
]


@pytest.mark.parametrize(("text", "sentence"), NO_TABLES)
def test_a_table_that_is_no_dump_is_refused_and_what_was_there_stays(text: str, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "RU.txt"
    path.write_text(DUMP, encoding="utf-8")
    kept = add_dump(path, "RU.txt", tmp_path)[0].read_bytes()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=sentence):
        add_dump(path, "RU.txt", tmp_path)
    assert added_files(tmp_path)[0].read_bytes() == kept
