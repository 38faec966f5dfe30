"""`mnemon gazetteer`, as a user calls it, and what is read with the places that it took in."""

from __future__ import annotations

import io
import json
import socket
import threading
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mnemon.cli import main

VILLAGE = "Umm Kharabish"
"""A village of no gazetteer that ships."""

BLOCK = 1 << 20


def invoke(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def row(number: int, name: str, kind: str = "P", code: str = "PPL") -> str:
    where = [str(number), name, name, "", "12.6543", "30.1234", kind, code, "SD", "", "56"]
    return "\t".join([*where, "", "", "", "7", "", "1", "UTC", "2024-01-01"]) + "\n"


DUMP = row(9000001, VILLAGE) + row(9000002, "North Kordofan", "A", "ADM1")


def zipped(text: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("SD.txt", text)
    return held.getvalue()


class Dumps(BaseHTTPRequestHandler):
    """A copy of GeoNames' dumps: one good, one broken, one cut short, one that never ends, one that is no dump."""

    def do_GET(self) -> None:
        good = zipped(DUMP)
        answers = {"SD": good, "BB": b"PK\x03\x04 broken", "CC": good[: len(good) // 2], "NN": zipped("one\ttwo\n")}
        country = self.path.removeprefix("/dump/").removesuffix(".zip")
        if country == "LL":
            self._send(BLOCK for _ in range(1000))
        elif country in answers:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answers[country])
        else:
            self.send_error(404, "Not Found")

    def _send(self, sizes: Iterator[int]) -> None:
        self.send_response(200)
        self.end_headers()
        with suppress(BrokenPipeError, ConnectionResetError):
            for size in sizes:
                self.wfile.write(bytes(size))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class's)
        pass


@pytest.fixture(scope="module")
def dumps() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Dumps) as running:
        running.daemon_threads = True
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}/dump/"
        running.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own."""
    monkeypatch.setenv("MNEMON_DATA", str(tmp_path / "own"))
    monkeypatch.delenv("MNEMON_GEONAMES", raising=False)
    return tmp_path / "own" / "gazetteers"


def test_a_countrys_dump_is_taken_in_and_listed(tmp_path: Path) -> None:
    dump = tmp_path / "SD.txt"
    dump.write_text(DUMP, encoding="utf-8")
    assert "2 places taken in from GeoNames (CC BY 4.0)" in invoke("gazetteer", "add", dump).stdout
    listed = invoke("gazetteer", "list").stdout
    assert "SD.bin" in listed
    assert "CC BY-IGO" in listed


def places_read(tmp_path: Path) -> list[dict[str, object] | None]:
    report = tmp_path / "report.txt"
    report.write_text(f"Gunmen killed three teachers in {VILLAGE}, North Kordofan, Sudan, on Monday.", encoding="utf-8")
    found = json.loads(invoke("read", report, "--format", "jsonl").stdout)
    return [found["claims"][0]["place"], *found["places"]]


def test_places_downloaded_are_found_by_what_is_read_next(dumps: str, own: Path, tmp_path: Path) -> None:
    before = places_read(tmp_path)
    assert all((place or {}).get("place_id") != "geonames:9000001" for place in before)
    result = invoke("gazetteer", "add", "sd", "--from", dumps)
    assert (result.exit_code, result.stderr) == (0, f"downloading {dumps}SD.zip\n")
    assert f"2 places taken in from GeoNames (CC BY 4.0): {own / 'SD.bin'}" in result.stdout
    claimed, *_ = places_read(tmp_path)
    assert claimed is not None
    assert (claimed["place_id"], claimed["name"], claimed["credit"]) == (
        "geonames:9000001", VILLAGE, "GeoNames, CC BY 4.0"
    )  # fmt: skip


def test_the_address_may_stand_in_the_environment(dumps: str, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MNEMON_GEONAMES", dumps.rstrip("/"))
    assert invoke("gazetteer", "add", "SD").exit_code == 0
    assert (own / "SD.bin").is_file()


BAD = [
    ("XX", "the server answered 404 Not Found (check that XX is a country's code, or get the file elsewhere"),
    ("LL", "the server sends more than 209,715,200 bytes"),
    ("BB", "BB.zip: it cannot be read"),
    ("CC", "CC.zip: it cannot be read"),
    ("NN", "line 1 has 2 columns, not 19"),
]


@pytest.mark.parametrize(("country", "sentence"), BAD)
def test_a_dump_that_cannot_be_had_or_read_is_told_in_one_sentence(
    country: str, sentence: str, dumps: str, own: Path
) -> None:
    result = invoke("gazetteer", "add", country, "--from", dumps)
    assert (result.exit_code, result.stdout) == (1, "")
    announced, told = result.stderr.splitlines()
    assert announced.startswith("downloading ")
    assert sentence in told
    assert not list(own.glob("*"))


def test_no_network_is_told_with_what_to_do_instead(own: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    result = invoke("gazetteer", "add", "SD", "--from", f"http://127.0.0.1:{port}")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "get the file elsewhere and give its path" in result.stderr
    assert not own.exists()


NO_DUMP = [("nowhere.zip", "no file and no country's code"), ("Sudan", "no file and no country's code")]


@pytest.mark.parametrize(("given", "sentence"), NO_DUMP)
def test_what_is_no_dump_is_said_in_one_sentence(given: str, sentence: str) -> None:
    result = invoke("gazetteer", "add", given)
    assert (result.exit_code, result.stdout) == (1, "")
    assert given in result.stderr
    assert sentence in result.stderr
