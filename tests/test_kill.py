"""`mnemon run` killed outright at several moments: the record is whole each time, and the next run goes on."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from itertools import product
from pathlib import Path

import pytest

from mnemon.archive import Archive
from mnemon.model.claims import Claim
from mnemon.store import ClaimFilter, Store, open_store

NUMBERS = ("two", "three", "nine", "13", "40")
VICTIMS = ("teachers", "farmers", "soldiers", "policemen", "civilians", "students")
TOWNS = ("Tillabery", "Mongo", "Goma", "Gao", "Mogadishu")
TEXTS = [f"Gunmen killed {n} {who} in {town} on Monday." for n, who, town in product(NUMBERS, VICTIMS, TOWNS)]
REPORTS = len(TEXTS)


def reports(folder: Path) -> Path:
    """Short reports, half of them files of their own and half lines of one file; no two are alike."""
    folder.mkdir()
    lines = []
    for n, text in enumerate(TEXTS):
        if n % 2:
            (folder / f"{n:03}.txt").write_text(text, encoding="utf-8")
        else:
            lines.append(json.dumps({"id": n, "text": text, "source": f"Courier {n % 3}"}))
    (folder / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def start(folder: Path, db: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "mnemon", "run", str(folder), "--db", str(db), "--threads", "1"]
    environment = {"PYTHONPATH": ":".join(entry for entry in sys.path if entry)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def run_to_the_end(folder: Path, db: Path) -> str:
    process = start(folder, db)
    out, err = process.communicate()
    assert (process.returncode, err.strip()) == (0, "")
    return out


def killed_when(folder: Path, db: Path, kept: int) -> None:
    """Start a run, and kill it once the archive holds so many files."""
    process = start(folder, db)
    while process.poll() is None and len(list(db.with_suffix(".archive").glob("*/*"))) < kept:
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL


def readings(store: Store) -> dict[str, list[Claim]]:
    """The claims of each report."""
    claims = list(store.claims(ClaimFilter(current=False)))
    return {report.id: [c for c in claims if c.report_id == report.id] for report in store.reports()}


def words(claims: list[Claim]) -> list[tuple[object, ...]]:
    """What claims say, but for scores, which int8 rounding moves with the reports that are read beside."""
    return sorted((c.id, c.kind, c.quantity, c.date, c.place, tuple(c.spans.items()), c.said_by) for c in claims)


@pytest.mark.slow
def test_a_killed_run_leaves_a_whole_record_and_the_next_one_ends_as_an_undisturbed_one(tmp_path: Path) -> None:
    folder = reports(tmp_path / "reports")
    run_to_the_end(folder, tmp_path / "calm.db")
    with open_store(tmp_path / "calm.db") as store:
        expected = readings(store)
    assert len(expected) == REPORTS
    db, before = tmp_path / "record.db", 0
    for kept in (0, 1, 31, 110):
        killed_when(folder, db, kept)
        with open_store(db) as store:
            assert store.faults() == []
            found = readings(store)
            assert before <= len(found) < REPORTS
            assert all(words(claims) == words(expected[report]) for report, claims in found.items())
            before = len(found)
    assert f"{REPORTS - before} reports taken in" in run_to_the_end(folder, db)
    with open_store(db) as store:
        assert store.faults() == []
        found = readings(store)
        assert found.keys() == expected.keys()
        assert all(words(claims) == words(expected[report]) for report, claims in found.items())
        assert all(store.has_capture(report.capture_id) for report in store.reports())
        archive = Archive(db.with_suffix(".archive"))
        assert list(archive.verify()) == []
        assert len({archive.read(report.capture_id) for report in store.reports()}) == REPORTS
