"""JSON lines: text exactly as given, one result a line, in order, whatever the line holds."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.makers import SENTENCE, arrival, arrivals, options, packed, read_all, refusal
from mnemon.errors import EmptyInput, InputError, OversizedInput, UnreadableInput
from mnemon.ingest import Arrival, Limits, Refusal, read

GOOD = {"id": "a", "text": SENTENCE}


def write(folder: Path, *lines: object, name: str = "reports.jsonl") -> Path:
    path = folder / name
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines))
    return path


def test_every_field_has_its_place(tmp_path: Path) -> None:
    line = {
        "id": "n-1", "text": " Three\r\nkilled. \u0000 🕊️", "title": "Market", "source": "Example News",
        "published_at": "2024-05-06", "url": "https://news.example/1", "other": [1],
    }  # fmt: skip
    found = arrival(write(tmp_path, line))
    report = found.report
    assert found.given_id == "n-1"
    assert report.text == line["text"]
    assert (report.title, report.published_at, report.url) == ("Market", date(2024, 5, 6), "https://news.example/1")
    assert found.source is not None
    assert found.source.name == "Example News"
    assert json.loads(found.content) == line
    assert found.capture.url == "https://news.example/1"


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1).filter(str.strip))
def test_text_is_unchanged(text: str) -> None:
    line = json.dumps({"id": 1, "text": text}).encode()
    (found,) = read("-", options(stdin=BytesIO(line)))
    assert isinstance(found, Arrival)
    assert found.report.text == text


@pytest.mark.parametrize(
    ("line", "error", "given_id"),
    [
        (b"{not json", UnreadableInput, None),
        (b"[1, 2]", UnreadableInput, None),
        (b'"text"', UnreadableInput, None),
        (b'{"id": "b"}', UnreadableInput, "b"),
        (b'{"id": 7, "text": null}', UnreadableInput, 7),
        (b'{"id": "b", "text": 5}', UnreadableInput, "b"),
        (b'{"id": "b", "text": ""}', EmptyInput, "b"),
        (b'{"id": "b", "text": " \\n"}', EmptyInput, "b"),
        (b'{"id": "b", "text": "half \\ud83d"}', UnreadableInput, "b"),
        (b'{"id": "half \\ud83d", "text": ""}', EmptyInput, None),
        (b'{"id": "b", "text": "x", "title": "half \\udc00"}', UnreadableInput, "b"),
        (b'{"id": "b", "text": "x", "title": ["y"]}', UnreadableInput, "b"),
        (b'{"id": "b", "text": "x", "published_at": "soon"}', UnreadableInput, "b"),
        (b'{"id": "b", "text": "bad \xff utf-8"}', UnreadableInput, None),
        (b'{"id": "b", "text": "' + b"a" * 10_000_000 + b'"}', OversizedInput, "b"),
        (b'{"id": "b", "text": "' + b"a" * 40_000_000 + b'"}', OversizedInput, None),
        (b'{"id": "b", "text": ' + b"[" * 200_000, UnreadableInput, None),
        (b'{"id": ' + b"9" * 10_000 + b', "text": "x"}', UnreadableInput, None),
    ],
)
def test_a_bad_line_is_one_refusal_and_the_rest_go_on(
    tmp_path: Path, line: bytes, error: type[InputError], given_id: str | int | None
) -> None:
    first, bad, last = read_all(write(tmp_path, GOOD, line, {**GOOD, "id": "c"}))
    assert isinstance(bad, Refusal)
    assert type(bad.error) is error
    assert bad.given_id == given_id
    assert "line 2" in bad.error.sentence()
    assert (first.given_id, last.given_id) == ("a", "c")


@pytest.mark.parametrize(
    ("published_at", "expected"),
    [
        (None, None), ("", None), ("2024-05-06T23:30:00-05:00", date(2024, 5, 6)), ("2031-01-01", date(2031, 1, 1)),
        ("1991-06-27", date(1991, 6, 27)), ("6 May 2024", date(2024, 5, 6)),
    ],
)  # fmt: skip
def test_the_day_is_read_or_left_open(tmp_path: Path, published_at: str | None, expected: date | None) -> None:
    assert arrival(write(tmp_path, {**GOOD, "published_at": published_at})).report.published_at == expected


def test_a_given_day_fills_in_only_where_a_line_has_none(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD, {**GOOD, "published_at": "2024-05-06"})
    days = [found.report.published_at for found in arrivals(path, published=date(2020, 1, 1))]
    assert days == [date(2020, 1, 1), date(2024, 5, 6)]


def test_empty_lines_byte_order_marks_and_missing_ids_do_no_harm(tmp_path: Path) -> None:
    path = write(tmp_path, b"\xef\xbb\xbf" + json.dumps(GOOD).encode() + b"\r", b"", {"text": "Two."}, b" ", b"")
    assert [(found.given_id, found.report.text) for found in arrivals(path)] == [("a", SENTENCE), (None, "Two.")]


def test_a_packed_file_is_read_and_a_cut_one_keeps_what_came_before(tmp_path: Path) -> None:
    content = b"".join(
        json.dumps({"id": number, "text": f"Report {number * 7919}."}).encode() + b"\n" for number in range(5000)
    )
    path = tmp_path / "reports.jsonl.gz"
    path.write_bytes(packed(content))
    assert len(arrivals(path)) == 5000
    path.write_bytes(packed(content)[:-9000])
    *before, last = read_all(path)
    assert isinstance(last, Refusal)
    assert type(last.error) is UnreadableInput
    assert "cut short" in last.error.what
    assert len(before) > 1000
    assert all(isinstance(found, Arrival) for found in before)


def test_a_packed_file_whose_first_line_is_broken_is_read_on(tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl.gz"
    path.write_bytes(packed(b"broken\n" + json.dumps(GOOD).encode()))
    first, second = read_all(path)
    assert isinstance(first, Refusal)
    assert isinstance(second, Arrival)


def test_a_gzip_bomb_stops_at_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl.gz"
    path.write_bytes(packed(json.dumps(GOOD).encode() + b"\n" + bytes(30_000_000)))
    first, last = read_all(path, limits=Limits(max_stream_bytes=10_000_000))
    assert isinstance(first, Arrival)
    assert isinstance(last, Refusal)
    assert type(last.error) is OversizedInput


def test_reading_is_lazy(tmp_path: Path) -> None:
    stream = read(write(tmp_path, *[{"id": number, "text": SENTENCE} for number in range(1000)]), options())
    assert next(stream).given_id == 0
    assert next(stream).given_id == 1


def test_a_file_of_no_lines_is_empty(tmp_path: Path) -> None:
    assert type(refusal(write(tmp_path, b"\n \n")).error) is EmptyInput
