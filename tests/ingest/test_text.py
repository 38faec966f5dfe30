"""Plain text: every encoding that is certain is read, every other is refused, and offsets count code points."""

import codecs
import resource
import time
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.makers import NOW, SENTENCE, arrival, options, refusal
from mnemon.errors import EmptyInput, InputError, OversizedInput, UnreadableInput
from mnemon.ingest import Arrival, Limits, read
from mnemon.ingest.text import utf16_without_bom

RUSSIAN = "В результате обстрела погибли трое мирных жителей, сообщил мэр города. Ещё семеро ранены. " * 3
ARABIC = "قال رئيس البلدية إن ثلاثة أشخاص قتلوا في السوق. "
MIXED = f"{ARABIC}🕊️ Three people were killed 👩‍👩‍👧, he said. 𐍈"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (SENTENCE.encode(), SENTENCE),
        (codecs.BOM_UTF8 + SENTENCE.encode(), SENTENCE),
        (SENTENCE.encode("utf-16"), SENTENCE),
        (codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"), SENTENCE),
        (SENTENCE.encode("utf-16-le"), SENTENCE),
        (SENTENCE.encode("utf-16-be"), SENTENCE),
        (RUSSIAN.encode("utf-16-le"), RUSSIAN),
        (ARABIC.encode("utf-16-be"), ARABIC),
        (SENTENCE.encode("utf-32"), SENTENCE),
        (RUSSIAN.encode("cp1251"), RUSSIAN),
        (
            "“Three were killed,” the mayor’s office said. No more is known yet.".encode("cp1252"),
            "“Three were killed,” the mayor’s office said. No more is known yet.",
        ),
        (MIXED.encode(), MIXED),
        (MIXED.encode("utf-16"), MIXED),
        (b"One.\r\nTwo.\rThree.\nFour.", "One.\nTwo.\rThree.\nFour."),
        (b"Three people\x00were killed.", "Three people\ufffdwere killed."),
        (b"  two  spaces\t\n\n\n and gaps stay  \n", "  two  spaces\t\n\n\n and gaps stay  \n"),
    ],
)
def test_text_is_decoded_and_nothing_else_altered(tmp_path: Path, content: bytes, expected: str) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(content)
    found = arrival(path)
    assert found.report.text == expected
    assert found.content == content
    assert found.capture.byte_count == len(content)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", EmptyInput),
        (b" \r\n\t\n", EmptyInput),
        (codecs.BOM_UTF8, EmptyInput),
        (b"\x00" * 3, EmptyInput),
        (b"\x00" * 5000, UnreadableInput),
        (bytes(range(256)) * 20, UnreadableInput),
        ("Погибли трое".encode() + b"\xff\xfe\xc3" + "мирных жителей".encode(), UnreadableInput),
        (codecs.BOM_UTF8 + b"Three \xff killed", UnreadableInput),
        (SENTENCE.encode("utf-16") + b"x", UnreadableInput),
        (codecs.BOM_UTF16_LE + b"\x00\xd8\x41\x00", UnreadableInput),
    ],
)
def test_bytes_that_are_no_text_are_refused(tmp_path: Path, content: bytes, error: type[InputError]) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(content)
    found = refusal(path)
    assert type(found.error) is error
    assert str(path) in found.error.sentence()


def test_offsets_count_code_points_in_any_script(tmp_path: Path) -> None:
    path = tmp_path / "mixed.txt"
    path.write_bytes(MIXED.encode("utf-16"))
    text = arrival(path).report.text
    start = text.index("killed")
    assert start == len(ARABIC) + len("🕊️ Three people were ")
    assert text[start : start + 6] == "killed"
    assert len(text) == len(MIXED)


def test_fifty_megabytes_of_one_line_are_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"killed " * 7_500_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.monotonic()
    assert type(refusal(path).error) is OversizedInput
    assert type(refusal("-", stdin=BytesIO(path.read_bytes())).error) is OversizedInput
    assert time.monotonic() - start < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 250 * 1024


def test_a_text_longer_than_the_limit_by_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("é" * 101)
    assert type(refusal(path, limits=Limits(max_text_chars=100)).error) is OversizedInput
    path.write_text("é" * 100)
    assert len(arrival(path, limits=Limits(max_text_chars=100)).report.text) == 100


def test_a_text_file_has_no_day_unless_one_is_given(tmp_path: Path) -> None:
    path = tmp_path / "2024-05-06 report.txt"
    path.write_text(SENTENCE)
    assert arrival(path).report.published_at is None
    assert arrival(path).source is None
    given_day = arrival(path, published=date(2024, 5, 7), source="Example News")
    assert given_day.report.published_at == date(2024, 5, 7)
    assert given_day.source is not None
    assert given_day.source.name == "Example News"
    assert given_day.report.source_id == given_day.source.id


def test_the_same_words_under_another_day_are_another_report(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(SENTENCE)
    first, again, other = arrival(path), arrival(path), arrival(path, published=date(2024, 5, 7))
    assert first == again
    assert first.capture.id == other.capture.id
    assert first.report.id != other.report.id
    assert first.report.id.startswith("r-")
    assert len(first.report.id) == 18


def test_standard_input_is_read_as_handed_in() -> None:
    found = arrival("-", stdin=BytesIO(MIXED.encode()))
    assert found.report.text == MIXED
    assert found.capture.retrieved_at == NOW
    assert type(refusal("-").error) is EmptyInput


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=200))
def test_utf8_text_without_controls_comes_through_unchanged(text: str) -> None:
    (found,) = read("-", options(stdin=BytesIO(f"Report. {text}".encode())))
    assert isinstance(found, Arrival)
    assert found.report.text == f"Report. {text}"


@given(st.binary(max_size=400))
def test_any_bytes_give_one_arrival_or_one_refusal(content: bytes) -> None:
    results = list(read("-", options(stdin=BytesIO(content))))
    assert len(results) >= 1


@pytest.mark.parametrize(
    "sample", [b"", b"abc", b"plain text\n" * 9, "日本語の文章です。".encode("utf-16-le"), bytes(40)]
)
def test_other_bytes_are_not_taken_for_utf16(sample: bytes) -> None:
    assert utf16_without_bom(sample) is None
