"""Word documents: every printed paragraph, and no bomb."""

import io
import time
import zipfile
from pathlib import Path

import docx as library
import pytest

from ingest.makers import SENTENCE, arrival, docx, refusal
from mnemon.errors import EmptyInput, InputError, OversizedInput, UnreadableInput, UnsupportedInput
from mnemon.ingest import Limits

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def write(folder: Path, content: bytes, name: str = "report.docx") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def with_part(content: bytes, name: str, held: bytes) -> bytes:
    """The zip with one part replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, held)
    return out.getvalue()


def body(inner: str) -> bytes:
    return with_part(
        docx(), "word/document.xml", f"<w:document {NAMESPACE}><w:body>{inner}</w:body></w:document>".encode()
    )


def test_paragraphs_stand_on_lines_and_no_day_is_taken_from_the_file(tmp_path: Path) -> None:
    found = arrival(write(tmp_path, docx(SENTENCE, "", "Seven are hurt.", title="Market shelled")))
    report = found.report
    assert report.text == f"{SENTENCE}\nSeven are hurt."
    assert (report.title, report.author, report.published_at, report.updated_at) == ("Market shelled", None, None, None)


def test_table_cells_are_read_in_order(tmp_path: Path) -> None:
    document = library.Document()
    document.add_paragraph("Toll by town")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Exampleton", "3 killed"
    document.add_paragraph("End")
    out = io.BytesIO()
    document.save(out)
    assert arrival(write(tmp_path, out.getvalue())).report.text == "Toll by town\nExampleton\n3 killed\nEnd"


def test_inserted_words_are_read_and_struck_ones_are_not(tmp_path: Path) -> None:
    inner = (
        "<w:p><w:r><w:t>Killed:</w:t><w:tab/></w:r><w:ins><w:r><w:t>three</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>two</w:delText></w:r></w:del></w:p><w:sdt><w:sdtContent><w:p><w:r><w:t>Field</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>"
    )
    assert arrival(write(tmp_path, body(inner))).report.text == "Killed:\tthree\nField"


def test_a_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    bombs = [
        with_part(docx(SENTENCE), "word/document.xml", b"<" + b" " * 60_000_000),
        with_part(docx(SENTENCE), "word/media/image1.bin", bytes(220_000_000)),
    ]
    for bomb in bombs:
        assert len(bomb) < 1_000_000
        start = time.process_time()
        assert type(refusal(write(tmp_path, bomb)).error) is OversizedInput
        assert time.process_time() - start < 3


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    size = 3_000_000
    honest = with_part(docx(SENTENCE), "word/media/image1.bin", bytes(size))
    lying = honest.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lying != honest
    assert isinstance(refusal(write(tmp_path, lying), limits=Limits(max_unzipped_bytes=1_000_000)).error, InputError)


def test_a_zip_of_very_many_files_is_refused(tmp_path: Path) -> None:
    content = docx(SENTENCE)
    assert type(refusal(write(tmp_path, content), limits=Limits(max_members=3)).error) is OversizedInput


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (docx(), EmptyInput),
        (docx("  ", ""), EmptyInput),
        (docx(SENTENCE)[:2000], UnreadableInput),
        (b"no zip at all", UnreadableInput),
        (with_part(docx(), "word/document.xml", b"<broken"), UnreadableInput),
        (with_part(docx(), "[Content_Types].xml", b"<Types/>"), UnreadableInput),
        (body("<w:p>" * 5000), UnreadableInput),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), UnsupportedInput),
    ],
)
def test_other_documents_are_refused(tmp_path: Path, content: bytes, error: type[InputError]) -> None:
    assert type(refusal(write(tmp_path, content)).error) is error


def test_a_zip_of_something_else_is_not_supported(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("notes.txt", SENTENCE)
    assert type(refusal(write(tmp_path, out.getvalue(), "notes.zip")).error) is UnsupportedInput
