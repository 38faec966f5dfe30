"""Bad files through `mnemon run`: one error line for each, all others taken in, nothing that was kept lost or changed."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfWriter

from ingest.makers import docx, packed, page, pdf
from mnemon.archive import Archive
from mnemon.cli import main
from mnemon.model.claims import Claim
from mnemon.store import open_store

KILLING = "Gunmen killed three teachers in Tillabery on Monday."
KIDNAP = "Rebels abducted six aid workers near Mongo on Tuesday."
ODD = f"💥👩‍🚒 قُتل ثلاثة مدرسين. \u202b{KILLING} e\u0301"


def locked() -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(pdf((KILLING,))))
    writer.encrypt("secret", "owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def bomb() -> bytes:
    """A .docx of some kilobytes whose picture unpacks to 220 MB."""
    out = io.BytesIO(docx(KILLING))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as zipped, zipped.open("word/media/image1.bin", "w") as part:
        for _ in range(220):
            part.write(bytes(1_000_000))
    return out.getvalue()


def line(text: str) -> bytes:
    return json.dumps({"id": text, "text": text}).encode() + b"\n"


BAD = {
    "empty.txt": (b"", "nothing"),
    "invalid.txt": (b"Gunmen killed \xff\xfe\xfa three\x81 \x00\x9f\xc3\x28 teachers" * 40, ""),
    "locked.pdf": (locked(), "password"),
    "blank.pdf": (pdf(()), "pictures"),
    "broken.docx": (docx(KILLING)[:3000], ""),
    "bomb.docx": (bomb(), "unpack"),
    "picture.jpg": (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(200), "JPEG"),
    "nested.html": (page(f"<p>{KILLING}</p>" + "<div>" * 100_000).encode(), "tags"),
    "nul.txt": (b"\x00" * 5000, "control characters"),
}
"""Files that cannot be read: what is in them, and a word of the error."""

GOOD = {
    "plain.txt": (KILLING.encode(), KILLING),
    "odd.txt": (ODD.encode(), ODD),
    "wide.txt": (KIDNAP.encode("utf-16"), KIDNAP),
    "page.html": (page(f"<p>{KIDNAP} It was raining.</p>").encode(), KIDNAP),
}
"""Files that can, and words that their report must hold."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("reports")
    for name, (content, _) in {**BAD, **GOOD}.items():
        (made / name).write_bytes(content)
    (made / "cut.jsonl.gz").write_bytes(packed(line(KILLING) + line(KIDNAP))[:-12])
    return made


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("record") / "my.db"


@pytest.fixture(scope="module")
def result(folder: Path, db: Path) -> Result:
    """One report is in the record already; then the folder is taken in."""
    (db.parent / "first.txt").write_text("Shelling killed two women in Goma.", encoding="utf-8")
    run = ["run", "--db", str(db)]
    assert CliRunner().invoke(main, [*run, str(db.parent / "first.txt")]).exit_code == 0
    return CliRunner().invoke(main, [*run, str(folder)])


def test_each_bad_file_is_one_line_that_says_what_and_where(result: Result, folder: Path) -> None:
    told = result.stderr.strip().splitlines()
    for name, (_, word) in BAD.items():
        (line,) = [line for line in told if str(folder / name) in line]
        assert line.startswith("Not taken in: ")
        assert word in line
    assert len([line for line in told if "cut.jsonl.gz" in line]) == 1
    assert "Traceback" not in result.output


def test_the_exit_status_says_that_not_all_came_in(result: Result) -> None:
    assert result.exit_code == 1
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_all_others_come_in_and_every_bad_one_is_on_record(result: Result, db: Path) -> None:
    told = result.stderr.strip().splitlines()
    with open_store(db) as store:
        texts = [report.text for report in store.reports()]
        assert texts[0] == "Shelling killed two women in Goma."
        for name, (_, words) in GOOD.items():
            assert [text for text in texts if words in text], name
        assert [f"Not taken in: {failure.sentence}" for failure in store.failures()] == told
        assert store.faults() == []


def test_offsets_are_right_in_every_text_that_came_in(result: Result, db: Path) -> None:
    assert result.stdout
    with open_store(db) as store:
        reports = {report.id: report.text for report in store.reports()}
        claims = list(store.claims())
    assert {words(claim, reports[claim.report_id]) for claim in claims} >= {("killed", "three"), ("abducted", "six")}
    (odd,) = [claim for claim in claims if reports[claim.report_id] == ODD and claim.kind == "killed"]
    assert words(odd, ODD) == ("killed", "three")


def words(claim: Claim, text: str) -> tuple[str, ...]:
    """A claim's trigger and count as they are printed."""
    return tuple(span.of(text) for part in ("trigger", "count") for span in claim.spans.get(part, ()))


def test_what_was_kept_is_whole_and_a_second_run_changes_nothing(result: Result, folder: Path, db: Path) -> None:
    assert result.stdout
    archive = Archive(db.with_suffix(".archive"))
    with open_store(db) as store:
        before = (list(store.reports()), list(store.claims()))
        assert all(archive.read(report.capture_id) for report in store.reports())
    assert CliRunner().invoke(main, ["run", str(folder), "--db", str(db)]).exit_code == 1
    assert list(archive.verify()) == []
    with open_store(db) as store:
        assert (list(store.reports()), list(store.claims())) == before
