from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from factory import producer, reading
from mnemon.model.reading import Run
from mnemon.store import ClaimFilter, open_store

WRITER = """
import sys
from factory import reading
from mnemon.store import open_store
with open_store(sys.argv[1]) as store:
    for number in range(1, int(sys.argv[2]) + 1):
        made = reading(number)
        if not store.done(made.report.id, made.producer.id):
            store.add(made)
            print(number, flush=True)
"""
READINGS = 400


def writer(path: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(path), str(READINGS)]
    environment = {"PYTHONPATH": ":".join(entry for entry in sys.path if entry)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def killed_after(path: Path, seconds: float) -> int:
    """Start the writer, kill it some moments after its first reading, and say how many it told of."""
    process = writer(path)
    assert process.stdout is not None
    told = [process.stdout.readline()]
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate()
    return len([line for line in [*told, *rest.splitlines()] if line.strip()])


def test_a_killed_writer_leaves_whole_readings_and_the_next_one_goes_on(tmp_path: Path) -> None:
    path, chance, told = tmp_path / "record.db", random.Random(7), 0  # noqa: S311 - moments, not secrets
    for _ in range(4):
        told += killed_after(path, chance.uniform(0.02, 0.2))
        with open_store(path) as store:
            assert store.faults() == []
            kept = list(store.reports())
            claims = [claim.report_id for claim in store.claims(ClaimFilter(current=False))]
            assert all(claims.count(report.id) == 2 for report in kept)
            assert all(store.done(report.id, "p-1") for report in kept)
            assert told <= len(kept) < READINGS
    process = writer(path)
    process.communicate()
    assert process.returncode == 0
    with open_store(path) as store:
        assert [report.id for report in store.reports()] == [f"r-{n}" for n in range(1, READINGS + 1)]
        assert len(list(store.claims())) == 2 * READINGS
        assert store.tally(f"r-{READINGS}", "p-1") == reading(READINGS).tally


def test_a_writer_killed_while_making_the_record_leaves_one_that_opens(tmp_path: Path) -> None:
    for number in range(3):
        path = tmp_path / f"{number}.db"
        process = writer(path)
        while not path.exists() and process.poll() is None:
            time.sleep(0.001)
        time.sleep(0.005 * number)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        with open_store(path) as store:
            store.begin(Run("run-1", "p-1", reading().capture.retrieved_at, "run"), producer())
            assert store.faults() == []
