"""The report into a file, by the file's name."""

from __future__ import annotations

from pathlib import Path

from mnemon.errors import UsageError
from mnemon.method.document import Document
from mnemon.method.html import html
from mnemon.method.pdf import pdf

SUFFIXES = (".html", ".pdf")


def write(document: Document, path: Path) -> None:
    """Write it as HTML or PDF. UsageError where the name ends otherwise, or nothing can be written there."""
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError("the name says no form", where=str(path), do="let it end in .html or .pdf")
    content = html(document).encode() if path.suffix.lower() == ".html" else pdf(document)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise UsageError(f"cannot write here: {error.strerror}", where=str(path)) from error
