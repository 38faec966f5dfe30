"""Where do the room's data files lie, and what is in them?"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from mnemon.errors import DataError

LISTS = (".json", ".yaml", ".tsv")
"""What the room's lists are kept in."""


def data_path(name: str) -> Path:
    """The path of a shipped data file. Raises DataError where it is missing."""
    path = Path(str(files("mnemon.normalise") / "data" / name))
    if not path.is_file():
        raise DataError("the file is missing", where=str(path), do="install Mnemon again")
    return path


@cache
def data_digest() -> str:
    """The SHA-256 of the shipped lists: actors, words, shapes and tables; a gazetteer tells its own digest."""
    folder, seen = data_path("actors.json").parent, sha256()
    for path in sorted(folder.iterdir()):
        if path.suffix in LISTS:
            seen.update(f"{path.name}\0".encode() + path.read_bytes())
    return seen.hexdigest()


def read_yaml(name: str) -> list[dict[str, Any]]:
    """The entries of a shipped YAML list. Raises DataError where the file is no list of entries."""
    text = data_path(name).read_text(encoding="utf-8")
    entries = yaml.load(text, Loader=yaml_loader())  # noqa: S506 -- both loaders are safe
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise DataError("the file is not a list of entries", where=name, do="start every entry with a dash")
    return entries


def yaml_loader() -> type[yaml.SafeLoader | yaml.CSafeLoader]:
    """The fast loader where libyaml is there, else the plain one."""
    return yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of a shipped tab-separated table, by column name; lines that start with # are left out."""
    lines = [line for line in data_path(name).read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:]]
