"""An archive is a folder: FOLDER/ab/abcdef... holds the bytes whose sha256 is abcdef..., read-only."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mnemon.errors import ArchiveError

READ_ONLY = 0o444
DRAFT_PREFIX = ".draft-"
"""Names of files not yet whole; what a killed run leaves behind bears this name and is never read."""

_ID = re.compile(r"[0-9a-f]{64}")
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in an archive: the file, and what is the matter with it."""

    path: Path
    what: str


class Archive:
    """Kept bytes. Nothing is ever overwritten; the folder is made when the first bytes come in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, capture_id: str) -> Path:
        """Where the bytes with this id lie or would lie; ArchiveError where the id is no sha256 in hexadecimal."""
        if not _ID.fullmatch(capture_id):
            raise ArchiveError(f"{capture_id!r} is not the id of kept bytes", do="give 64 hexadecimal digits")
        return self.folder / capture_id[:2] / capture_id

    def keep(self, content: bytes) -> str:
        """Keep the bytes and return their sha256 in hexadecimal; the same bytes twice are kept once.

        The bytes are on the disk under their final name, whole, before this returns. ArchiveError where they cannot
        be written, or where the name is taken by bytes that have been altered since they were kept.
        """
        capture_id = hashlib.sha256(content).hexdigest()
        path = self.path(capture_id)
        if path.exists():
            self.read(capture_id)
            return capture_id
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_once(path, content)
        except OSError as error:
            raise ArchiveError(_reason(error), where=str(path), do="make room or give another folder") from error
        return capture_id

    def read(self, capture_id: str) -> bytes:
        """The bytes with this id; ArchiveError where they are missing or no longer match their sha256."""
        path = self.path(capture_id)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise ArchiveError(f"kept bytes cannot be read: {_reason(error)}", where=str(path)) from error
        if hashlib.sha256(content).hexdigest() != capture_id:
            raise ArchiveError("kept bytes were altered", where=str(path), do="restore the file from a backup")
        return content

    def verify(self) -> Iterator[Problem]:
        """Read every kept file again and yield what is wrong, in the order of names; nothing where all is well."""
        for path in sorted(self.folder.rglob("*")):
            if path.is_dir() or path.name.startswith(DRAFT_PREFIX):
                continue
            what = _fault(path)
            if what:
                yield Problem(path, what)


def _fault(path: Path) -> str:
    """What is wrong with one file of an archive; empty where nothing is."""
    if not _ID.fullmatch(path.name) or path.parent.name != path.name[:2]:
        return "does not belong here: its name or folder is not that of kept bytes"
    try:
        return "" if _digest(path) == path.name else "was altered: its bytes no longer match its name"
    except OSError as error:
        return f"cannot be read: {_reason(error)}"


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _write_once(path: Path, content: bytes) -> None:
    """Write a draft beside `path`, bring it to the disk, and only then give it its name."""
    handle, draft = tempfile.mkstemp(prefix=DRAFT_PREFIX, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), READ_ONLY)
            os.fsync(file.fileno())
        Path(draft).rename(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Bring the folder's list of names to the disk, so that the new name outlives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
