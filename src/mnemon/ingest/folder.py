"""The files of a folder, in the order of their names, its folders after its files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from mnemon.errors import EmptyInput, InputError, UnreadableInput, UnsupportedInput


def files_in(folder: Path) -> Iterator[tuple[Path, InputError | None]]:
    """Each file below a folder, with None, or with the error that says why it cannot be read.

    Names that begin with a dot are left out. A link to a file is read; a link to a folder is refused, so that no
    circle of links is walked for ever and nothing is read twice.
    """
    found = False
    for path, error in _walk(folder):
        found = True
        yield path, error
    if not found:
        yield folder, EmptyInput("there is no file in the folder", where=str(folder))


def _walk(folder: Path) -> Iterator[tuple[Path, InputError | None]]:
    standing = [folder]
    while standing:
        current = standing.pop()
        try:
            entries = sorted(os.scandir(current), key=lambda entry: entry.name)
        except OSError as error:
            yield current, unreadable(current, error)
            continue
        entries = [entry for entry in entries if not entry.name.startswith(".")]
        standing.extend(Path(entry.path) for entry in reversed(entries) if entry.is_dir(follow_symlinks=False))
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                yield Path(entry.path), _fault(entry)


def _fault(entry: os.DirEntry[str]) -> InputError | None:
    """Why an entry is not read; None where it is a file."""
    path = Path(entry.path)
    try:
        entry.stat()
    except OSError as error:
        return unreadable(path, error)
    if entry.is_dir():
        return UnsupportedInput("a link to a folder is not followed", where=str(path), do="give that folder by itself")
    return None


def unreadable(path: Path, error: OSError) -> UnreadableInput:
    """The error to raise for what the system says of a file."""
    return UnreadableInput(f"cannot be read: {error.strerror or type(error).__name__}", where=str(path))
