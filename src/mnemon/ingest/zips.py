"""Zip files, before anything opens them: what they hold, and how large it is once unpacked."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from mnemon.errors import OversizedInput, UnreadableInput
from mnemon.ingest.records import Limits

ZIP_ERRORS = (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, UnicodeError, ValueError)
"""What zipfile raises on broken, encrypted (RuntimeError) or oddly compressed (NotImplementedError) files."""

_BLOCK = 1 << 18


def open_zip(stream: BinaryIO, limits: Limits, where: str) -> ZipFile:
    """The zip, its directory read; UnreadableInput where it is broken, OversizedInput where it holds too many files."""
    try:
        archive = ZipFile(stream)
    except ZIP_ERRORS as error:
        raise broken_zip(error, where) from error
    if len(archive.infolist()) > limits.max_members:
        raise OversizedInput(f"the zip holds more than {limits.max_members:,} files", where=where)
    return archive


def broken_zip(error: Exception, where: str) -> UnreadableInput:
    """The error to raise for what zipfile says."""
    return UnreadableInput(f"broken or locked zip ({error})", where=where, do="get the file again")


def names_in(content: bytes | BinaryIO) -> frozenset[str]:
    """The names of the files in a zip; empty where it cannot be read."""
    try:
        with ZipFile(BytesIO(content) if isinstance(content, bytes) else content) as archive:
            return frozenset(archive.namelist())
    except ZIP_ERRORS:
        return frozenset()


def check_unzipped(archive: ZipFile, limits: Limits, where: str) -> None:
    """Unpack every part once, keeping none: OversizedInput where they are larger than the directory may even say."""
    declared = sum(part.file_size for part in archive.infolist())
    if declared > limits.max_unzipped_bytes:
        raise _too_large(limits.max_unzipped_bytes, where)
    total = 0
    for part in archive.infolist():
        cap = limits.max_markup_bytes if part.filename.endswith((".xml", ".rels")) else limits.max_unzipped_bytes
        size = 0
        with archive.open(part) as file:
            while block := file.read(_BLOCK):
                size += len(block)
                if size > cap or total + size > limits.max_unzipped_bytes:
                    raise _too_large(cap, f"{where}, {part.filename}")
        total += size


def _too_large(cap: int, where: str) -> OversizedInput:
    return OversizedInput(f"unpacks to more than {cap:,} bytes", where=where)
