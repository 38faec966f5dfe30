"""Folders: every file once, in order; what cannot be read is told and the rest goes on."""

import os
from pathlib import Path

import pytest

from ingest.makers import SENTENCE, arrivals, page, read_all, refusal
from mnemon.errors import EmptyInput, UnreadableInput, UnsupportedInput
from mnemon.ingest import Arrival, Refusal


def test_files_come_in_order_and_hidden_ones_are_left_out(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt", "sub/c.txt", "sub/deep/d.txt", ".git/e.txt", "another/f.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}: {SENTENCE}")
    texts = [found.report.text.split(":")[0] for found in arrivals(tmp_path)]
    assert texts == ["a.txt", "b.txt", "another/f.txt", "sub/c.txt", "sub/deep/d.txt"]


def test_kinds_may_be_mixed_and_bad_files_are_one_refusal_each(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(SENTENCE)
    (tmp_path / "2.txt").write_bytes(b"")
    (tmp_path / "3.html").write_text(page())
    (tmp_path / "4.pdf").write_bytes(b"\xff\xd8\xff\xe0 a picture")
    (tmp_path / "5.jsonl").write_text('{"id": 1, "text": "Three died."}\nbad\n{"id": 2, "text": "Two died."}\n')
    (tmp_path / "6.csv").write_text("a,b\n1,2\n")
    (tmp_path / "7.txt").write_text(SENTENCE)
    results = read_all(tmp_path)
    kinds = [type(result.error).__name__ if isinstance(result, Refusal) else "ok" for result in results]
    assert kinds == [
        "ok",
        "EmptyInput",
        "ok",
        "UnsupportedInput",
        "ok",
        "UnreadableInput",
        "ok",
        "UnsupportedInput",
        "ok",
    ]


def test_links_are_followed_to_files_and_never_round_in_circles(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE)
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "c").symlink_to(tmp_path)
    (tmp_path / "d.txt").symlink_to(tmp_path / "d.txt")
    (tmp_path / "e.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "z.txt").write_text(SENTENCE)
    found = {Path(r.where).name: type(r.error) for r in read_all(tmp_path) if isinstance(r, Refusal)}
    assert found == {"c": UnsupportedInput, "d.txt": UnreadableInput, "e.txt": UnreadableInput}
    assert sum(isinstance(result, Arrival) for result in read_all(tmp_path)) == 3


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert type(refusal(tmp_path).error) is UnsupportedInput


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every file")
def test_a_forbidden_file_and_folder_are_refused_and_the_rest_go_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE)
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "b.txt").write_text(SENTENCE)
    (tmp_path / "sub").mkdir(mode=0)
    results = read_all(tmp_path)
    assert [type(r.error) if isinstance(r, Refusal) else None for r in results] == [
        UnreadableInput,
        None,
        UnreadableInput,
    ]


def test_an_empty_folder_is_an_empty_input(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    assert type(refusal(tmp_path).error) is EmptyInput


@pytest.mark.parametrize("name", ["missing.txt", "missing/report.txt", "nul\x00.txt", "a" * 300])
def test_a_target_that_is_not_there_is_refused(tmp_path: Path, name: str) -> None:
    assert refusal(tmp_path / name).error.what
