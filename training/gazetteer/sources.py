"""Where do the gazetteer's sources lie, and are they the ones that the shipped file was built from?"""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

LIST = Path(__file__).with_name("sources.tsv")


def checked(folder: Path) -> list[dict[str, str]]:
    """The sources as the built file names them. Raises ValueError naming the first that is missing or another one."""
    listed = list(rows(LIST))
    for source in listed:
        path = folder / source["file"]
        if not path.is_file() or sha256(path.read_bytes()).hexdigest() != source["sha256"]:
            raise ValueError(f"{path} is missing or not the file that {LIST.name} names; get it from {source['from']}")
    return listed


def rows(path: Path, header: str | None = None) -> Iterator[dict[str, str]]:
    """The rows of a tab-separated file, gzip or plain; `header` names the columns where the file does not."""
    reader = gzip.open if path.suffix == ".gz" else open
    with reader(path, "rt", encoding="utf-8") as lines:
        kept = (line for line in lines if not line.startswith("#"))
        names = header.split() if header else None
        yield from csv.DictReader(kept, names, delimiter="\t", quoting=csv.QUOTE_NONE)


def zipped_rows(path: Path, member: str, header: str) -> Iterator[dict[str, str]]:
    """The rows of a tab-separated file in a zip file."""
    with zipfile.ZipFile(path) as archive, archive.open(member) as file:
        lines = io.TextIOWrapper(file, encoding="utf-8")
        yield from csv.DictReader(lines, header.split(), delimiter="\t", quoting=csv.QUOTE_NONE)
