"""Files to read, made on the spot: every fixture is written here, none is kept."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx as library
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from mnemon.ingest import Arrival, Options, Refusal, read

NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)
SENTENCE = "Shells fell on the market of Exampleton and killed three people, the mayor said."


def options(**changes: Any) -> Options:  # noqa: ANN401 (fields of Options)
    """Options with a clock that stands still."""
    return Options(**{"now": lambda: NOW, **changes})


def read_all(target: str | Path, **changes: Any) -> list[Arrival | Refusal]:  # noqa: ANN401 (fields of Options)
    return list(read(target, options(**changes)))


def arrivals(target: str | Path, **changes: Any) -> list[Arrival]:  # noqa: ANN401 (fields of Options)
    """The arrivals of a target that must have no refusal."""
    results = read_all(target, **changes)
    assert [result for result in results if isinstance(result, Refusal)] == []
    return [result for result in results if isinstance(result, Arrival)]


def arrival(target: str | Path, **changes: Any) -> Arrival:  # noqa: ANN401 (fields of Options)
    (result,) = arrivals(target, **changes)
    return result


def refusal(target: str | Path, **changes: Any) -> Refusal:  # noqa: ANN401 (fields of Options)
    """The one refusal that is all a target gives."""
    (result,) = read_all(target, **changes)
    assert isinstance(result, Refusal), result
    assert result.where
    assert result.error.where
    return result


def page(body: str = f"<p>{SENTENCE}</p>", head: str = "") -> str:
    return f'<!DOCTYPE html><html lang="en"><head>{head}</head><body><article>{body}</article></body></html>'


def pdf(*pages: Iterable[str], info: str = "") -> bytes:
    """A PDF of plain lines, written by hand; a page without lines is blank."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, lines in enumerate(pages):
        shown = " T* ".join(f"({line}) Tj" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 60 740 Td {shown} ET" if shown else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects.append(f"<< {info} >>")
    return _pdf_file(objects)


def _pdf_file(objects: list[str]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, held in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{held}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    size = len(objects) + 1
    out += f"trailer << /Size {size} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def docx(*paragraphs: str, title: str = "") -> bytes:
    document = library.Document()
    document.core_properties.title = title
    for words in paragraphs:
        document.add_paragraph(words)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def warc(*records: tuple[str, str, bytes], packed: bool = True, headers: tuple[tuple[str, str], ...] = ()) -> bytes:
    """A web archive of (address, media type, payload) answers, each with its request before it."""

    class Writer(WARCWriter):  # type: ignore[misc]
        """A writer whose drafts stay in memory: warcio leaves its temporary files to be closed by chance."""

        def _create_temp_file(self) -> io.BytesIO:
            return io.BytesIO()

    out = io.BytesIO()
    writer = Writer(out, gzip=packed)
    for url, media_type, payload in records:
        asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "news.example")], is_http_request=True)
        writer.write_record(writer.create_warc_record(url, "request", http_headers=asked))
        said = StatusAndHeaders("200 OK", [("Content-Type", media_type), *headers], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(payload),
            http_headers=said,
            warc_headers_dict={"WARC-Date": "2024-06-01T10:00:00Z"},
        )
        writer.write_record(record)
    return out.getvalue()


def wacz(*archives: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        zipped.writestr("datapackage.json", "{}")
        for number, held in enumerate(archives):
            zipped.writestr(f"archive/{number}.warc.gz", held)
    return out.getvalue()


def packed(content: bytes) -> bytes:
    return gzip.compress(content)
