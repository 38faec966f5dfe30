"""How does a country's full GeoNames dump become a gazetteer of the user's own?"""

from __future__ import annotations

import csv
import io
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from mnemon.errors import DataError
from mnemon.normalise.folding import folded
from mnemon.normalise.gazetteer_file import LOOSE, Entry, write_gazetteer
from mnemon.normalise.romanising import loose

COLUMNS = (
    "id name ascii alternates lat lon class code country cc2 adm1 adm2 adm3 adm4 population elevation dem zone changed"
).split()

PRECISIONS = {"P": 1, "S": 1, "L": 3, "T": 3, "H": 3}
"""Precision by GeoNames' feature class; divisions have their own."""

DIVISIONS = {"ADM1": 4, "ADM2": 3, "ADM3": 3, "ADM4": 3, "ADMD": 3}

SPOTS = frozenset("AIRB AIRF AIRP CMP CMPRF CMPLA PRN BDG DAM NUCLR PS PRT MNMT RSTN BP MILB INSM".split())
"""Of the many buildings and spots that GeoNames knows, the kinds that reports of armed conflict name."""

LARGEST = 3_000_000_000
"""Bytes of the unpacked dump; GeoNames' largest, of one country, is a tenth of it."""

ADDED = "gazetteers"
LICENCE = "CC BY 4.0"


def data_folder() -> Path:
    """Where the user's own data lie: $MNEMON_DATA, else the platform's usual place."""
    given = os.environ.get("MNEMON_DATA")
    if given:
        return Path(given)
    base = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "mnemon"


def added_files(folder: Path | None = None) -> list[Path]:
    """The gazetteers that the user added, by name."""
    return sorted(((folder or data_folder()) / ADDED).glob("*.bin"))


def add_dump(dump: Path | bytes, name: str, folder: Path | None = None) -> tuple[Path, int]:
    """Takes in a GeoNames country dump: a .txt file, a .zip that holds one, or such a zip's bytes.

    Returns where the gazetteer was written and how many places it holds. `name` names the dump in errors and, by its
    stem, the file. Raises DataError where it is no such dump; what was added under that name before then stays.
    """
    with _opened(dump, name) as lines:
        places = list(_entries(lines, name))
    if not places:
        raise DataError("no places were found in it", where=name, do="give a GeoNames country dump, such as UA.zip")
    names = {f"{place.country}.{place.adm1}": place.name for place in places if place.precision == 4}
    target = (folder or data_folder()) / ADDED / f"{Path(name).stem}.bin"
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".part")
    write_gazetteer(places, names, [{"file": name, "licence": LICENCE, "from": "geonames.org export dump"}], draft)
    draft.replace(target)
    return target, len(places)


@contextmanager
def _opened(dump: Path | bytes, name: str) -> Iterator[IO[str]]:
    source = io.BytesIO(dump) if isinstance(dump, bytes) else dump
    try:
        if isinstance(source, Path) and not zipfile.is_zipfile(source):
            with source.open(encoding="utf-8", newline="\n") as lines:
                yield lines
            return
        with zipfile.ZipFile(source) as archive, archive.open(_member(archive, name)) as file:
            yield io.TextIOWrapper(file, encoding="utf-8", newline="\n")
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile) as error:
        raise DataError(f"it cannot be read ({error})", where=name, do="give a GeoNames country dump") from error


def _member(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    texts = [info for info in archive.infolist() if info.filename.endswith(".txt") and "readme" not in info.filename]
    if len(texts) != 1 or texts[0].file_size > LARGEST:
        raise DataError("the zip file holds no single table of places", where=name, do="give a GeoNames country dump")
    return texts[0]


def _entries(lines: IO[str], name: str) -> Iterator[Entry]:
    table = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    for number, cells in enumerate(table, 1):
        if len(cells) != len(COLUMNS):
            what = f"line {number} has {len(cells)} columns, not {len(COLUMNS)}"
            raise DataError(what, where=name, do="give a GeoNames country dump, such as UA.zip")
        entry = _entry(dict(zip(COLUMNS, cells, strict=True)), number, name)
        if entry is not None:
            yield entry


def _entry(row: dict[str, str], number: int, name: str) -> Entry | None:
    kind = row["class"]
    precision = DIVISIONS.get(row["code"]) if kind == "A" else PRECISIONS.get(kind)
    if precision is None or (kind == "S" and row["code"] not in SPOTS):
        return None
    try:
        point, people = (float(row["lat"]), float(row["lon"])), int(row["population"] or 0)
        if not (-90 <= point[0] <= 90 and -180 <= point[1] <= 180 and row["id"].isdecimal()):
            raise ValueError(row["id"])
    except ValueError as error:
        raise DataError(f"line {number} has no id or no point", where=name, do="get the dump again") from error
    adm1 = "" if row["adm1"] == "00" else row["adm1"]
    names = (row["ascii"], *filter(None, row["alternates"].split(",")))
    keys = {loose(word) for word in (row["name"], *names)} - {""}
    code = (f"{row['country']}.{adm1}",) if precision == 4 else ()
    return Entry(
        f"geonames:{row['id']}", row["name"] or folded(row["ascii"]).title(), precision, *point, row["country"], adm1,
        population=max(0, people), names=(*names, *code), keys=tuple(sorted(LOOSE + key for key in keys)),
    )  # fmt: skip
