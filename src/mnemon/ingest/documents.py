"""One whole document in memory, by whichever reader takes it: the dispatch table of formats."""

from __future__ import annotations

from mnemon.errors import InputError, OversizedInput, UnsupportedInput
from mnemon.ingest.arrivals import arrive
from mnemon.ingest.kinds import Kind
from mnemon.ingest.records import Arrival, Document, Extract, Options, Refusal


def read_document(document: Document, kind: Kind, options: Options) -> Arrival | Refusal:
    """The report in a document, or the refusal that says why there is none."""
    try:
        extract = _extract(document, kind, options)
        return arrive(document, kind.value, extract, options)
    except InputError as error:
        return Refusal(document.origin.where, error)


def check_held(size: int, options: Options, where: str) -> None:
    """OversizedInput where a document of `size` bytes is more than is held in memory."""
    if size > options.limits.max_bytes:
        raise OversizedInput(f"larger than {options.limits.max_bytes:,} bytes", where=where)


def _extract(document: Document, kind: Kind, options: Options) -> Extract:
    """A format's module, with the libraries it needs, is loaded when its first document comes."""
    limits = options.limits
    match kind:
        case Kind.TEXT:
            from mnemon.ingest import text  # noqa: PLC0415 (loads libraries)

            return text.extract(document, limits)
        case Kind.HTML:
            from mnemon.ingest import html  # noqa: PLC0415 (loads libraries)

            return html.extract(document, limits, options.now().date())
        case Kind.PDF:
            from mnemon.ingest import pdf  # noqa: PLC0415 (loads libraries)

            return pdf.extract(document, limits)
        case Kind.DOCX:
            from mnemon.ingest import docx  # noqa: PLC0415 (loads libraries)

            return docx.extract(document, limits)
    raise UnsupportedInput("a container within a container", where=document.origin.where, do="unpack it first")
