"""PDF: pypdf reads the pages. Its creation date is when a file was made, not when a report was published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError

from mnemon.errors import EmptyInput, OversizedInput, UnreadableInput
from mnemon.ingest.paragraphs import paragraphs
from mnemon.ingest.records import Document, Extract, Limits
from mnemon.ingest.text import check_length, readable

_NOT_A_TITLE = re.compile(
    r"^(microsoft word\b|untitled|document\d*$|slide \d|.*\.(docx?|pdf|rtf|odt|indd)$)", re.IGNORECASE
)


def extract(document: Document, limits: Limits) -> Extract:
    """The text of a PDF, page after page, with the title and author that it names.

    EmptyInput where its pages are pictures, UnreadableInput where it is broken or locked with a password.
    """
    where = document.origin.where
    try:
        return _extract(document, limits)
    except (FileNotDecryptedError, DependencyError) as error:
        raise _locked(where) from error
    except LimitReachedError as error:
        raise OversizedInput("a part of the PDF unpacks to more than is safe", where=where) from error
    except (
        PyPdfError, ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, NotImplementedError,
        RecursionError, TypeError, ValueError,
    ) as error:  # fmt: skip
        raise UnreadableInput(f"broken PDF ({type(error).__name__})", where=where, do="save it again") from error


def _extract(document: Document, limits: Limits) -> Extract:
    where = document.origin.where
    reader = PdfReader(BytesIO(document.content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise _locked(where)
    text = paragraphs(_pages(reader, limits, where))
    if not text:
        raise EmptyInput("the PDF has no text: its pages are pictures", where=where, do="run OCR on it first")
    held = reader.metadata
    title = held.title if held else None
    return Extract(
        text=readable(_whole(text), where),
        title=title.strip() if title and title.strip() and not _NOT_A_TITLE.match(title.strip()) else None,
        author=(held.author or "").strip() or None if held else None,
    )


def _pages(reader: PdfReader, limits: Limits, where: str) -> Iterator[str]:
    """The text of each page; stops with OversizedInput at a page or a character too many."""
    if len(reader.pages) > limits.max_pages:
        raise OversizedInput(f"the PDF has more than {limits.max_pages:,} pages", where=where)
    chars = 0
    for page in reader.pages:
        text = page.extract_text()
        chars += len(text)
        check_length(chars, limits, where)
        yield text


def _whole(text: str) -> str:
    """The text with half surrogate pairs, which some PDFs name as letters, as U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _locked(where: str) -> UnreadableInput:
    return UnreadableInput("the PDF is locked with a password", where=where, do="save it without one")
