"""The opening verb: what it promises of every target."""

import os
import subprocess
import sys
from dataclasses import FrozenInstanceError
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.makers import SENTENCE, arrival, docx, page, pdf, read_all
from mnemon.ingest import Arrival, Limits, Options, Refusal, read
from mnemon.ingest.arrivals import report_id, source_id

HEAVY = ("trafilatura", "htmldate", "lxml", "pypdf", "docx", "feedparser", "warcio", "httpx", "charset_normalizer", "datasketch", "numpy")  # fmt: skip


def test_importing_the_room_loads_no_heavy_library() -> None:
    code = f"import sys, mnemon.ingest; print([name for name in {HEAVY!r} if name in sys.modules])"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_nothing_is_opened_before_the_first_item_is_asked_for(tmp_path: Path) -> None:
    results = read(tmp_path / "later.txt", Options())
    (tmp_path / "later.txt").write_text(SENTENCE)
    assert isinstance(next(results), Arrival)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", SENTENCE.encode()),
        ("a.html", page().encode()),
        ("a.pdf", pdf((SENTENCE,))),
        ("a.docx", docx(SENTENCE)),
    ],
)
def test_a_file_has_no_day_of_its_own_making(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    found = arrival(tmp_path / name)
    assert found.report.published_at is None
    assert found.report.text == SENTENCE
    assert found.capture.id == found.report.capture_id


def test_the_clock_is_in_utc() -> None:
    assert Options().now().tzinfo is UTC
    assert abs((Options().now() - datetime.now(UTC)).total_seconds()) < 60


def test_records_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Limits().max_bytes = 1  # type: ignore[misc]


@pytest.mark.parametrize("name", ["Example News", "  example   NEWS ", "Ｅxample News"])
def test_one_publisher_has_one_id(name: str) -> None:
    assert source_id(name) == source_id("example news")


def test_report_ids_keep_their_parts_apart() -> None:
    assert report_id("c", "ab", None, "c") != report_id("c", "a", None, "bc")


@pytest.mark.parametrize("size", [0, 1, 7, 100, 3000])
@pytest.mark.parametrize(
    "magic",
    [
        b"PK\x03\x04",
        b"\x1f\x8b\x08\x00",
        b"%PDF-1.4\n",
        b"WARC/1.0\r\n",
        b"<rss>",
        b"<html>",
        b'{"text"',
        b"\xff\xfe",
        b"PK\x05\x06",
    ],
)
def test_a_broken_file_of_any_kind_is_refused_and_never_crashes(tmp_path: Path, magic: bytes, size: int) -> None:
    path = tmp_path / "report"
    path.write_bytes(magic + bytes(number * 31 % 256 for number in range(size)))
    assert all(isinstance(result, Refusal | Arrival) for result in read_all(path))
    assert read_all(path)
