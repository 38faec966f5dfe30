"""Kept bytes are whole, unchanged, and found again."""

import hashlib
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnemon.archive import Archive
from mnemon.archive.folder import DRAFT_PREFIX
from mnemon.errors import ArchiveError


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "kept")


@given(content=st.binary(max_size=300))
def test_what_is_kept_is_read_back_under_its_sha256(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    archive = Archive(tmp_path_factory.getbasetemp() / "shared")
    capture_id = archive.keep(content)
    assert capture_id == hashlib.sha256(content).hexdigest()
    assert archive.read(capture_id) == content


def test_same_bytes_twice_are_one_file(archive: Archive) -> None:
    first = archive.keep(b"two reports")
    before = archive.path(first).stat()
    assert archive.keep(b"two reports") == first
    assert archive.path(first).stat() == before
    assert len([path for path in archive.folder.rglob("*") if path.is_file()]) == 1


def test_kept_files_are_read_only_and_lie_under_two_letters(archive: Archive) -> None:
    capture_id = archive.keep(b"a report")
    path = archive.folder / capture_id[:2] / capture_id
    assert stat.S_IMODE(path.stat().st_mode) == 0o444


def test_altered_bytes_are_refused_and_never_overwritten(archive: Archive) -> None:
    capture_id = archive.keep(b"a report")
    _alter(archive.path(capture_id), b"another")
    with pytest.raises(ArchiveError, match="altered"):
        archive.read(capture_id)
    with pytest.raises(ArchiveError, match="altered"):
        archive.keep(b"a report")
    assert archive.path(capture_id).read_bytes() == b"another"


@pytest.mark.parametrize("capture_id", ["0" * 64, "../../etc/passwd", "", "A" * 64, "0" * 63])
def test_an_unknown_id_is_an_archive_error(archive: Archive, capture_id: str) -> None:
    with pytest.raises(ArchiveError):
        archive.read(capture_id)


def test_verify_names_every_fault_and_nothing_else(archive: Archive) -> None:
    sound, spoilt = archive.keep(b"sound"), archive.keep(b"spoilt")
    _alter(archive.path(spoilt), b"x")
    stranger = archive.folder / "notes.txt"
    stranger.write_text("mine")
    draft = archive.path(sound).parent / f"{DRAFT_PREFIX}1"
    draft.write_bytes(b"half")
    problems = {problem.path: problem.what for problem in archive.verify()}
    assert set(problems) == {archive.path(spoilt), stranger}
    assert "altered" in problems[archive.path(spoilt)]


def test_an_empty_or_missing_archive_has_no_problems(archive: Archive) -> None:
    assert list(archive.verify()) == []


def test_a_full_or_forbidden_place_is_an_archive_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ArchiveError) as caught:
        Archive(tmp_path / "file").keep(b"a report")
    assert str(tmp_path) in caught.value.where


def test_a_failed_write_leaves_no_draft(archive: Archive) -> None:
    content = b"a report"
    path = archive.path(hashlib.sha256(content).hexdigest())
    path.mkdir(parents=True)  # the final name is taken by a folder, so the last step fails
    with pytest.raises(ArchiveError):
        archive.keep(content)
    assert list(path.parent.iterdir()) == [path]


KEEP_FOR_EVER = """
import sys
from pathlib import Path
from mnemon.archive import Archive
archive = Archive(Path(sys.argv[1]))
for number in range(10**9):
    archive.keep(number.to_bytes(4, "big") * 100_000)
    print(number, flush=True)
"""


def test_a_killed_run_leaves_no_half_file_under_a_final_name(archive: Archive) -> None:
    path = os.pathsep.join(sys.path)
    command = [sys.executable, "-c", KEEP_FOR_EVER, str(archive.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path}) as run:
        assert run.stdout is not None
        for _ in range(20):
            run.stdout.readline()
        run.send_signal(signal.SIGKILL)
    assert list(archive.verify()) == []
    kept = [file for file in archive.folder.rglob("*") if file.is_file() and not file.name.startswith(DRAFT_PREFIX)]
    assert len(kept) >= 20
    for file in kept:
        archive.read(file.name)


def _alter(path: Path, content: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(content)
