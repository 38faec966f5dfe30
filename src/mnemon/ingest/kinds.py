"""What kind of file is it? By its first bytes, then by its declared type, then by its name's suffix."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import PurePosixPath

from mnemon.errors import EmptyInput, UnreadableInput, UnsupportedInput
from mnemon.ingest.records import Document, Origin
from mnemon.ingest.streams import GZIP_MAGIC
from mnemon.ingest.text import BOMS, utf16_without_bom

HEAD = 1 << 16
"""Bytes that are enough to tell a kind: a page may begin with a long comment."""


class Kind(StrEnum):
    """The kinds of file that have a reader; the value is the media type kept with the bytes."""

    TEXT = "text/plain"
    HTML = "text/html"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    FEED = "application/feed"
    JSONL = "application/jsonl"
    WARC = "application/warc"
    WACZ = "application/wacz"


SUFFIXES = {
    "": Kind.TEXT, ".txt": Kind.TEXT, ".text": Kind.TEXT, ".md": Kind.TEXT, ".html": Kind.HTML, ".htm": Kind.HTML,
    ".xhtml": Kind.HTML, ".pdf": Kind.PDF, ".docx": Kind.DOCX, ".rss": Kind.FEED, ".atom": Kind.FEED, ".xml": Kind.FEED,
    ".jsonl": Kind.JSONL, ".ndjson": Kind.JSONL, ".warc": Kind.WARC, ".wacz": Kind.WACZ,
}  # fmt: skip

MEDIA_TYPES = {
    "text/html": Kind.HTML, "application/xhtml+xml": Kind.HTML, "application/pdf": Kind.PDF, "text/plain": Kind.TEXT,
    Kind.DOCX.value: Kind.DOCX, "application/rss+xml": Kind.FEED, "application/atom+xml": Kind.FEED,
    "application/xml": Kind.FEED, "text/xml": Kind.FEED, "application/rdf+xml": Kind.FEED,
    "application/jsonl": Kind.JSONL, "application/x-ndjson": Kind.JSONL, "application/warc": Kind.WARC,
    "application/wacz": Kind.WACZ,
}  # fmt: skip

OTHERS = (
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc, .xls)"),
    (b"{\\rtf", "an RTF file"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (b"ID3", "an MP3 file"),
    (b"OggS", "an Ogg file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"%!PS", "a PostScript file"),
)
"""First bytes of files that have no reader, and what to call them."""

ADVICE = "give text, HTML, PDF, .docx, a feed, JSON lines, WARC or WACZ"
_NEEDS_MAGIC = (Kind.PDF, Kind.DOCX, Kind.WARC, Kind.WACZ)
_FEED_ROOTS = ("<rss", "<feed", "<rdf:rdf")
_PAGE_STARTS = ("<!doctype html", "<html", "<head", "<body")


def kind_of(head: bytes, origin: Origin, zipped: frozenset[str]) -> Kind:
    """The kind of a file with these first bytes; `zipped` names what a zip holds, and is empty for all else.

    EmptyInput, UnsupportedInput where no reader takes it, UnreadableInput where it is not what its name says.
    """
    if not head:
        raise EmptyInput("there is nothing in it", where=origin.where)
    kind = _by_magic(head, zipped) or _by_first_words(head)
    if kind:
        return kind
    _refuse_others(head, origin)
    named = _by_name(origin)
    if named is Kind.PDF and b"%PDF-" in head[:1024]:
        return named  # some servers leave a few bytes before the file
    if named in _NEEDS_MAGIC:
        raise UnreadableInput(f"broken, or not what its name says: {origin.name}", where=origin.where)
    if named is None:
        raise UnsupportedInput(f"no reader for {_suffix(origin.name)} files", where=origin.where, do=ADVICE)
    return named


def _by_magic(head: bytes, zipped: frozenset[str]) -> Kind | None:
    if "word/document.xml" in zipped:
        return Kind.DOCX
    if "datapackage.json" in zipped or any(_is_web_archive(name) for name in zipped):
        return Kind.WACZ
    if head.startswith(b"WARC/"):
        return Kind.WARC
    return Kind.PDF if head.lstrip().startswith(b"%PDF-") else None


def _is_web_archive(name: str) -> bool:
    return name.startswith("archive/") and name.endswith((".warc", ".warc.gz"))


def _by_first_words(head: bytes) -> Kind | None:
    """Markup and JSON lines, told by how they begin; None for all other text."""
    words = _past_prologue(_as_text(head).lstrip("\ufeff \t\r\n"))
    if words.startswith(_FEED_ROOTS):
        return Kind.FEED
    if words.startswith(_PAGE_STARTS):
        return Kind.HTML
    return Kind.JSONL if words.startswith("{") and _is_json_report(words) else None


def _as_text(head: bytes) -> str:
    marked = next((encoding for bom, encoding in BOMS if head.startswith(bom)), None)
    return head.decode(marked or utf16_without_bom(head) or "utf-8", errors="replace").lower()


def _past_prologue(words: str) -> str:
    """The words after an XML declaration, comments, and a document type other than HTML's own."""
    while words.startswith(("<?", "<!--", "<!doctype")) and not words.startswith("<!doctype html"):
        end = "-->" if words.startswith("<!--") else ">"
        _, found, rest = words.partition(end)
        if not found:
            return words
        words = rest.lstrip()
    return words


def _is_json_report(words: str) -> bool:
    """True where the first line is a JSON object with a text, or the beginning of one too long to see its end."""
    line, ended, _ = words.partition("\n")
    try:
        held = json.loads(line)
    except (ValueError, RecursionError):
        return not ended and len(words) > HEAD // 4 and '"text"' in words
    return isinstance(held, dict) and "text" in held


def _refuse_others(head: bytes, origin: Origin) -> None:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")) and _by_name(origin) not in {Kind.DOCX, Kind.WACZ}:
        raise UnsupportedInput("a zip that is neither .docx nor WACZ", where=origin.where, do="unpack it first")
    if head.startswith(GZIP_MAGIC) and _by_name(origin) not in {Kind.WARC, Kind.JSONL}:
        raise UnsupportedInput(
            "a gzip that holds neither WARC nor JSON lines", where=origin.where, do="unpack it first"
        )
    for magic, what in OTHERS:
        if head.startswith(magic):
            raise UnsupportedInput(f"{what}, which has no reader", where=origin.where, do=ADVICE)


def _by_name(origin: Origin) -> Kind | None:
    """The kind by the declared media type, else by the suffix; None where neither is known."""
    declared = MEDIA_TYPES.get((origin.media_type or "").lower())
    return declared or SUFFIXES.get(_suffix(origin.name))


def _suffix(name: str) -> str:
    return PurePosixPath(name.lower().removesuffix(".gz")).suffix


def kind_of_document(document: Document, zipped: frozenset[str] = frozenset()) -> Kind:
    """The kind of a whole document in memory; as kind_of."""
    return kind_of(document.content[:HEAD], document.origin, zipped)


def split_media_type(header: str) -> tuple[str, str | None]:
    """A Content-Type header's media type, and its charset; None where it names none."""
    media_type, _, parameters = header.lower().partition(";")
    for parameter in parameters.split(";"):
        name, _, value = parameter.strip().partition("=")
        if name == "charset":
            return media_type.strip(), value.strip("\"' ") or None
    return media_type.strip(), None
