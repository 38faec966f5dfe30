"""PDF: pages become paragraphs; broken, locked and pictured ones are told apart."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter

from ingest.makers import arrival, pdf, refusal
from mnemon.errors import EmptyInput, InputError, OversizedInput, UnreadableInput, UnsupportedInput
from mnemon.ingest import Limits

LINES = ("Shells fell on the market of Exampleton on Sunday and killed", "three people, the mayor told report-", "ers.")
TEXT = "Shells fell on the market of Exampleton on Sunday and killed three people, the mayor told reporters."
FORGED_DAY = "/CreationDate (D:20190101000000Z) /ModDate (D:20190102000000Z)"


def write(folder: Path, content: bytes, name: str = "report.pdf") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def locked(password: str, algorithm: str) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(pdf(LINES)))
    writer.encrypt(password, "owner", algorithm=algorithm)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_lines_are_joined_and_no_day_is_taken_from_the_file(tmp_path: Path) -> None:
    found = arrival(write(tmp_path, pdf(LINES, info=f"/Title (Market shelled) /Author (Ann Example) {FORGED_DAY}")))
    report = found.report
    assert report.text == TEXT
    assert (report.title, report.author, report.published_at, report.updated_at) == (
        "Market shelled", "Ann Example", None, None,
    )  # fmt: skip
    assert found.capture.media_type == "application/pdf"


@pytest.mark.parametrize("title", ["Microsoft Word - draft3.doc", "untitled", "report.docx", ""])
def test_a_programs_own_title_is_none(tmp_path: Path, title: str) -> None:
    assert arrival(write(tmp_path, pdf(LINES, info=f"/Title ({title})"))).report.title is None


def test_a_sentence_runs_over_pages_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    path = write(tmp_path, pdf((*LINES[:1], "1"), (LINES[1], "ers.", "Page 2 of 2")))
    assert arrival(path).report.text == TEXT


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_pdf_that_opens_without_a_password_is_read(tmp_path: Path, algorithm: str) -> None:
    assert arrival(write(tmp_path, locked("", algorithm))).report.text == TEXT


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (pdf(()), EmptyInput, "pictures"),
        (pdf((), ()), EmptyInput, "pictures"),
        (locked("secret", "AES-256"), UnreadableInput, "password"),
        (locked("secret", "RC4-128"), UnreadableInput, "password"),
        (b"%PDF-1.7\n", UnreadableInput, "broken"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 40, UnreadableInput, "broken"),
        (pdf(LINES).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]"), InputError, ""),
        (b"words that are no PDF", UnreadableInput, "not what its name says"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(200), UnsupportedInput, "JPEG"),
        (b"", EmptyInput, "nothing"),
    ],
)
def test_other_pdfs_are_refused(tmp_path: Path, content: bytes, error: type[InputError], words: str) -> None:
    found = refusal(write(tmp_path, content))
    assert isinstance(found.error, error)
    assert words in found.error.what


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_cut_pdf_is_read_or_refused_and_never_crashes(tmp_path: Path, share: float) -> None:
    whole = pdf(LINES, LINES)
    path = write(tmp_path, whole[: int(share * len(whole))])
    assert isinstance(refusal(path).error, InputError)


def test_limits_on_pages_and_characters(tmp_path: Path) -> None:
    path = write(tmp_path, pdf(LINES, LINES))
    assert type(refusal(path, limits=Limits(max_pages=1)).error) is OversizedInput
    assert type(refusal(path, limits=Limits(max_text_chars=150)).error) is OversizedInput
    assert type(refusal(path, limits=Limits(max_bytes=100)).error) is OversizedInput
