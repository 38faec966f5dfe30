"""Word documents: python-docx opens them, once their unpacked size is known to be safe."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
from docx.opc.exceptions import OpcError
from lxml.etree import LxmlError

from mnemon.errors import EmptyInput, UnreadableInput
from mnemon.ingest.records import Document, Extract, Limits
from mnemon.ingest.text import check_length, readable
from mnemon.ingest.zips import ZIP_ERRORS, broken_zip, check_unzipped, open_zip

if TYPE_CHECKING:
    from lxml.etree import _Element

WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BREAKS = {f"{WORDS}tab": "\t", f"{WORDS}br": "\n", f"{WORDS}cr": "\n", f"{WORDS}noBreakHyphen": "-"}
TEMPLATE_AUTHORS = ("python-docx",)
"""Names that a program's template leaves behind: nobody wrote under them."""


def extract(document: Document, limits: Limits) -> Extract:
    """The text of a .docx as it would print, one line for each paragraph, table cells included.

    What was struck out in tracked changes is left out, and so are headers, footers, comments and footnotes.
    The days in its properties tell when the file was saved, and are no publication day.
    """
    where = document.origin.where
    _check(document, limits)
    opened = _open(document)
    text = "\n".join(line for line in _paragraphs(opened.element.body) if line.strip())
    if not text:
        raise EmptyInput("the document has no text", where=where)
    check_length(len(text), limits, where)
    held = opened.core_properties
    author = held.author if held.author not in TEMPLATE_AUTHORS else None
    return Extract(text=readable(text, where), title=held.title or None, author=author or None)


def _check(document: Document, limits: Limits) -> None:
    where = document.origin.where
    with open_zip(BytesIO(document.content), limits, where) as archive:
        try:
            check_unzipped(archive, limits, where)
        except ZIP_ERRORS as error:
            raise broken_zip(error, where) from error


def _open(document: Document) -> Any:  # noqa: ANN401 (python-docx ships no types)
    """The opened document; the errors are those of python-docx, zipfile and lxml on parts that do not fit."""
    try:
        return docx.Document(BytesIO(document.content))
    except (OpcError, LxmlError, AttributeError, LookupError, RecursionError, TypeError, *ZIP_ERRORS) as error:
        raise UnreadableInput(
            f"broken Word document ({type(error).__name__})", where=document.origin.where, do="save it again as .docx"
        ) from error


def _paragraphs(body: _Element) -> Iterator[str]:
    """The text of each paragraph in the order of the file; python-docx itself skips inserted and nested ones."""
    for paragraph in body.iter(f"{WORDS}p"):
        if next(paragraph.iterancestors(FALLBACK), None) is None:
            yield "".join(_pieces(paragraph))


def _pieces(paragraph: _Element) -> Iterator[str]:
    for piece in paragraph.iter(f"{WORDS}t", *BREAKS):
        if next(piece.iterancestors(f"{WORDS}p"), None) is paragraph:
            yield BREAKS.get(str(piece.tag), "") or piece.text or ""
