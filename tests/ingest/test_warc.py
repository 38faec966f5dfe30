"""Web archives: every record that can hold a report; a break costs what comes after it and nothing before."""

import gzip
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.makers import NOW, SENTENCE, arrival, arrivals, docx, options, page, pdf, read_all, refusal, wacz, warc
from mnemon.errors import EmptyInput, InputError, OversizedInput, UnreadableInput
from mnemon.ingest import Arrival, Limits, Refusal, read
from mnemon.ingest.records import Origin
from mnemon.ingest.warc import read_warc

URL = "https://www.news.example/{}"
HTML = "text/html; charset=utf-8"


def pages(count: int) -> list[tuple[str, str, bytes]]:
    return [(URL.format(number), HTML, page(f"<p>Report {number}. {SENTENCE}</p>").encode()) for number in range(count)]


def write(folder: Path, content: bytes, name: str = "crawl.warc.gz") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("is_packed", [True, False])
def test_each_page_is_a_capture_of_its_own(tmp_path: Path, is_packed: bool) -> None:
    found = arrivals(write(tmp_path, warc(*pages(3), packed=is_packed), "crawl.warc"))
    assert [result.report.text for result in found] == [f"Report {number}. {SENTENCE}" for number in range(3)]
    first = found[0]
    assert first.content == pages(1)[0][2]
    assert first.capture.url == URL.format(0)
    assert first.capture.retrieved_at == datetime(2024, 6, 1, 10, tzinfo=UTC)
    assert first.report.published_at is None
    assert first.source is not None
    assert first.source.name == "news.example"


def test_documents_are_read_and_other_records_passed_over(tmp_path: Path) -> None:
    records = [
        (URL.format("a.pdf"), "application/pdf", pdf((SENTENCE,))),
        (URL.format("b"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx(SENTENCE)),
        (URL.format("c.txt"), "text/plain", SENTENCE.encode()),
        (URL.format("robots.txt"), "text/plain", b"User-agent: *"),
        (URL.format("d.png"), "image/png", b"\x89PNG"),
        (URL.format("e.css"), "text/css", b"p {}"),
    ]
    assert [found.report.text for found in arrivals(write(tmp_path, warc(*records)))] == [SENTENCE] * 3


def test_a_bad_record_is_refused_and_the_rest_go_on(tmp_path: Path) -> None:
    first, last = pages(2)
    bad = (URL.format("bad.pdf"), "application/pdf", b"%PDF-1.4 and no more")
    before, refused, after = read_all(write(tmp_path, warc(first, bad, last)))
    assert isinstance(before, Arrival)
    assert isinstance(after, Arrival)
    assert isinstance(refused, Refusal)
    assert URL.format("bad.pdf") in refused.where


def test_packed_payloads_are_unpacked_up_to_the_limit(tmp_path: Path) -> None:
    headers = (("Content-Encoding", "gzip"),)
    url, media_type, content = pages(1)[0]
    path = write(tmp_path, warc((url, media_type, gzip.compress(content)), headers=headers))
    assert arrival(path).content == content
    bomb = write(tmp_path, warc((url, media_type, gzip.compress(bytes(50_000_000))), headers=headers))
    assert type(refusal(bomb, limits=Limits(max_bytes=1_000_000)).error) is OversizedInput


@pytest.mark.parametrize("is_packed", [True, False])
@pytest.mark.parametrize("share", [0.35, 0.6, 0.8, 0.95])
def test_a_cut_archive_keeps_what_came_before_and_says_where_it_ends(
    tmp_path: Path, is_packed: bool, share: float
) -> None:
    whole = warc(*pages(6), packed=is_packed)
    *before, last = read_all(write(tmp_path, whole[: int(share * len(whole))]))
    assert len(before) >= 1
    assert all(isinstance(found, Arrival) for found in before)
    assert isinstance(last, Refusal)
    assert type(last.error) is UnreadableInput


@pytest.mark.parametrize("is_packed", [True, False])
def test_wherever_an_archive_is_cut_there_is_one_refusal_at_its_end(is_packed: bool) -> None:
    whole = warc(*pages(2), packed=is_packed)
    for length in range(40, len(whole), 29):
        if whole[:length].endswith(b"\r\n\r\n"):
            continue  # what ends as a record ends is no break that could be seen
        *before, last = read("-", options(stdin=io.BytesIO(whole[:length])))
        assert all(isinstance(found, Arrival) for found in before)
        assert isinstance(last, Refusal)


@pytest.mark.parametrize("is_packed", [True, False])
def test_damaged_bytes_never_crash(is_packed: bool) -> None:
    whole = warc(*pages(2), packed=is_packed)
    for place in range(0, len(whole), 31):
        damaged = whole[:place] + b"\x00\xffx" + whole[place + 3 :]
        assert list(read("-", options(stdin=io.BytesIO(damaged))))


def test_a_damaged_gzip_member_ends_the_archive_with_one_refusal(tmp_path: Path) -> None:
    whole = bytearray(warc(*pages(4)))
    whole[len(whole) // 2 : len(whole) // 2 + 40] = bytes(40)
    results = read_all(write(tmp_path, bytes(whole)))
    assert sum(isinstance(result, Refusal) for result in results) == 1
    assert isinstance(results[-1], Refusal)


@pytest.mark.parametrize(
    ("content", "name", "error"),
    [
        (b"", "crawl.warc", EmptyInput),
        (b"no archive", "crawl.warc", UnreadableInput),
        (b"WARC/1.0\r\n", "crawl.warc", UnreadableInput),
        (b"WARC/9.9\r\nContent-Length: x\r\n\r\n", "crawl.warc", UnreadableInput),
        (gzip.compress(b"WARC/1.0\r\n")[:12], "crawl.warc.gz", UnreadableInput),
        (b"\x1f\x8b broken gzip", "crawl.warc.gz", UnreadableInput),
        (b"PK\x03\x04 broken zip", "crawl.wacz", UnreadableInput),
        (wacz(warc(*pages(2)))[:-60], "crawl.wacz", UnreadableInput),
        (wacz(), "crawl.wacz", EmptyInput),
        (warc((URL.format("d.png"), "image/png", b"\x89PNG")), "crawl.warc", EmptyInput),
    ],
)
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes, name: str, error: type[InputError]) -> None:
    assert type(refusal(write(tmp_path, content, name)).error) is error


def test_a_wacz_is_read_archive_by_archive(tmp_path: Path) -> None:
    whole = warc(*pages(2))
    first, second, broken, third, fourth = read_all(write(tmp_path, wacz(whole, b"WARC/1.0\r\n", whole), "crawl.wacz"))
    assert isinstance(broken, Refusal)
    assert "archive/1.warc.gz" in broken.where
    assert all(isinstance(found, Arrival) for found in (first, second, third, fourth))


def test_a_wacz_with_damaged_bytes_inside_is_refused_there(tmp_path: Path) -> None:
    content = bytearray(wacz(warc(*pages(3))))
    middle = content.index(b"archive/0.warc.gz") + 600
    content[middle : middle + 30] = bytes(30)
    results = read_all(write(tmp_path, bytes(content), "crawl.wacz"))
    assert isinstance(results[-1], Refusal)
    assert type(results[-1].error) is UnreadableInput


def test_an_archive_that_unpacks_without_end_is_stopped(tmp_path: Path) -> None:
    path = write(tmp_path, warc(*pages(200)))
    *_, last = read_all(path, limits=Limits(max_stream_bytes=20_000))
    assert isinstance(last, Refusal)
    assert type(last.error) is OversizedInput


def test_reading_is_lazy() -> None:
    stream = io.BytesIO(warc(*pages(400), packed=False))
    results = read_warc(stream, Origin("crawl", "crawl.warc", NOW), options())
    next(results)
    assert stream.tell() < len(stream.getvalue())
