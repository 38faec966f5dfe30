"""What a file is, is told by its bytes before its name."""

import io
import zipfile
from pathlib import Path

import pytest

from ingest.makers import NOW, SENTENCE, arrivals, docx, packed, page, pdf, refusal, wacz, warc
from mnemon.errors import EmptyInput, InputError, UnreadableInput, UnsupportedInput
from mnemon.ingest.kinds import Kind, kind_of, split_media_type
from mnemon.ingest.records import Origin

LINE = b'{"id": 1, "text": "Three died."}\n'


@pytest.mark.parametrize(
    ("head", "name", "media_type", "expected"),
    [
        (SENTENCE.encode(), "a.txt", None, Kind.TEXT),
        (SENTENCE.encode(), "README", None, Kind.TEXT),
        (SENTENCE.encode(), "a.php", "text/html", Kind.HTML),
        (b"%PDF-1.7", "a.txt", "text/html", Kind.PDF),
        (b"\n\n<!DOCTYPE html><html>", "a.txt", None, Kind.HTML),
        (b"<!-- saved --><HTML>", "a.txt", None, Kind.HTML),
        ("<html>".encode("utf-16"), "a.txt", None, Kind.HTML),
        (b"<?xml version='1.0'?><!DOCTYPE html><html>", "a.xml", None, Kind.HTML),
        (b"<?xml version='1.0'?><!-- x > y --><rss version='2.0'>", "a.html", "text/html", Kind.FEED),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "a", None, Kind.FEED),
        (b"<rdf:RDF>", "a", None, Kind.FEED),
        (LINE, "a.txt", None, Kind.JSONL),
        (b"{ a brace begins this text", "a.txt", None, Kind.TEXT),
        (b"{broken", "a.jsonl", None, Kind.JSONL),
        (b'{"id": 1, "text": "' + b"x" * 65_000, "a.txt", None, Kind.JSONL),
        (b"WARC/1.1\r\n", "a.txt", None, Kind.WARC),
        (b"<!--" * 16_000, "a.html", None, Kind.HTML),
        (b"<p>words</p>", "a.htm", None, Kind.HTML),
    ],
)
def test_the_kind(head: bytes, name: str, media_type: str | None, expected: Kind) -> None:
    assert kind_of(head, Origin(name, name, NOW, media_type=media_type), frozenset()) is expected


@pytest.mark.parametrize(
    ("head", "name", "error", "words"),
    [
        (b"", "a.txt", EmptyInput, "nothing"),
        (b"\xff\xd8\xff\xe0", "a.pdf", UnsupportedInput, "JPEG"),
        (b"\x89PNG\r\n", "a.txt", UnsupportedInput, "PNG"),
        (b"{\\rtf1", "a.doc", UnsupportedInput, "RTF"),
        (b"PK\x03\x04", "a.zip", UnsupportedInput, "zip"),
        (b"PK\x03\x04", "a.docx", UnreadableInput, "broken"),
        (b"\x1f\x8b\x08", "a.txt.gz", UnsupportedInput, "gzip"),
        (b"a,b", "a.csv", UnsupportedInput, ".csv"),
        (b"words", "a.pdf", UnreadableInput, "a.pdf"),
        (b"words", "a", UnreadableInput, "a"),
    ],
)
def test_what_has_no_reader_is_named(head: bytes, name: str, error: type[InputError], words: str) -> None:
    media_type = "application/pdf" if name == "a" else None
    with pytest.raises(error, match=words):
        kind_of(head, Origin(name, name, NOW, media_type=media_type), frozenset())


@pytest.mark.parametrize(
    "content",
    [
        SENTENCE.encode(),
        page().encode(),
        pdf((SENTENCE,)),
        docx(SENTENCE),
        warc(("https://news.example/1", "text/html", page().encode())),
        wacz(warc(("https://news.example/1", "text/html", page().encode()))),
        packed(LINE),
    ],
)
def test_a_file_without_a_suffix_is_read_by_its_bytes(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "report"
    path.write_bytes(content)
    assert len(arrivals(path)) == 1


def test_a_gzip_of_plain_text_is_not_supported(tmp_path: Path) -> None:
    path = tmp_path / "report.txt.gz"
    path.write_bytes(packed(SENTENCE.encode()))
    assert type(refusal(path).error) is UnsupportedInput


def test_a_zip_locked_with_a_password_or_of_odd_names_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    content = out.getvalue()
    locked = content.replace(b"\x14\x00\x00\x00", b"\x14\x00\x01\x00")
    path = tmp_path / "report.docx"
    path.write_bytes(locked)
    assert type(refusal(path).error) is UnreadableInput


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("text/html", ("text/html", None)),
        ('Text/HTML; x=y; Charset="UTF-8"', ("text/html", "utf-8")),
        ("text/html;charset=", ("text/html", None)),
        ("", ("", None)),
    ],
)
def test_a_content_type_header_is_split(header: str, expected: tuple[str, str | None]) -> None:
    assert split_media_type(header) == expected
