"""Fetching from a real server on this machine: bounded, checked at each hop, and told in one sentence."""

from __future__ import annotations

import gzip
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import ClassVar

import httpx
import pytest

from ingest.makers import NOW, SENTENCE, arrival, arrivals, page, pdf, refusal
from mnemon.errors import EmptyInput, FetchError, InputError, OversizedInput, UnreadableInput
from mnemon.ingest import Limits, Options
from mnemon.ingest.addresses import is_public
from mnemon.ingest.web import open_client

BLOCK = 1 << 16
HERE = Limits(allow_private_addresses=True, seconds_to_answer=2.0, seconds_in_all=4.0, max_fetched_bytes=2_000_000)
RSS = f"<rss version='2.0'><channel><title>Example News</title><item><title>t</title><description>{SENTENCE}</description></item></channel></rss>"


class News(BaseHTTPRequestHandler):
    """A small server of good and bad answers, one for each path."""

    answers: ClassVar[dict[str, tuple[str, bytes]]] = {
        "/page": ("text/html; charset=utf-8", page().encode()),
        "/2024/05/06/page": ("text/html", page().encode()),
        "/report.pdf": ("application/pdf", pdf((SENTENCE,))),
        "/typeless": ("", page().encode()),
        "/feed": ("application/rss+xml", RSS.encode()),
        "/legacy": ("text/plain; charset=cp1251", "Погибли трое.".encode("cp1251")),
        "/lines": ("application/x-ndjson", b'{"text": "Three died."}\n{"text": "Two died."}\n'),
        "/picture": ("image/jpeg", b"\xff\xd8\xff\xe0"),
        "/empty": ("text/html", b""),
    }

    def do_GET(self) -> None:
        self.server.asked.append((self.headers["Host"], self.path))  # type: ignore[attr-defined]
        with suppress(BrokenPipeError, ConnectionResetError):
            self._answer(self.path)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class's)
        pass

    def _answer(self, path: str) -> None:
        special: dict[str, Callable[[], None]] = {
            "/silent": lambda: time.sleep(2.5),
            "/slow": self._drip,
            "/endless": lambda: self._send(self._endless(), {}),
            "/endless-length": lambda: self._send(self._endless(), {"Content-Length": str(1 << 30)}),
            "/packed": lambda: self._send([gzip.compress(page().encode())], {"Content-Encoding": "gzip"}),
            "/deflated": lambda: self._send([zlib.compress(page().encode())], {"Content-Encoding": "deflate"}),
            "/bomb": lambda: self._send([gzip.compress(bytes(20_000_000), 1)], {"Content-Encoding": "gzip"}),
            "/nested-bomb": lambda: self._send([b"x"], {"Content-Encoding": "gzip, gzip"}),
            "/broken-gzip": lambda: self._send([b"\x1f\x8bnonsense nonsense"], {"Content-Encoding": "gzip"}),
            "/cut-gzip": lambda: self._send([gzip.compress(page().encode())[:60]], {"Content-Encoding": "gzip"}),
            "/cut": lambda: self._send([b"<html>"], {"Content-Length": "5000"}),
        }
        if path in special:
            special[path]()
        elif path.startswith("/to/"):
            self._redirect(path.removeprefix("/to/"))
        elif path in self.answers:
            media_type, content = self.answers[path]
            self._send([content], {"Content-Type": media_type} if media_type else {})
        else:
            self.send_error(404, "Not Found")

    def _send(self, pieces: Iterable[bytes], headers: dict[str, str]) -> None:
        self.send_response(200)
        for name, value in {"Content-Type": "text/html", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        for piece in pieces:
            self.wfile.write(piece)

    def _redirect(self, to: str) -> None:
        self.send_response(302)
        self.send_header("Location", self.path if to == "itself" else to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _endless(self) -> Iterator[bytes]:
        for _ in range((1 << 30) // BLOCK):
            self.server.sent += BLOCK  # type: ignore[attr-defined]
            yield bytes(BLOCK)

    def _drip(self) -> None:
        self._send(self._drops(), {})

    def _drops(self) -> Iterator[bytes]:
        for _ in range(40):
            time.sleep(0.2)
            yield b"<p>"


@pytest.fixture(scope="module")
def server() -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), News) as running:
        running.daemon_threads = True
        running.asked = []  # type: ignore[attr-defined]
        running.sent = 0  # type: ignore[attr-defined]
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture
def base(server: ThreadingHTTPServer) -> str:
    return f"http://127.0.0.1:{server.server_port}"


def only_loopback(limits: Limits) -> httpx.Client:
    """A client for which 127.0.0.1 is the open internet, and every host is looked up in a list of our own."""
    hosts = {"public.example": ["127.0.0.1"], "inner.example": ["10.0.0.1"], "both.example": ["127.0.0.1", "10.0.0.1"]}
    return open_client(
        limits, lambda address: address == ip_address("127.0.0.1"), lambda host, _: hosts.get(host, [host])
    )


def test_a_page_is_fetched_with_its_address_and_time(base: str) -> None:
    found = arrival(f"{base}/page", limits=HERE)
    assert found.report.text == SENTENCE
    assert found.capture.url == found.report.url == f"{base}/page"
    assert found.capture.retrieved_at == NOW
    assert found.content == page().encode()
    assert found.report.published_at is None
    assert found.source is not None
    assert found.source.name == "127.0.0.1"


@pytest.mark.parametrize("path", ["/page", "/typeless", "/report.pdf", "/packed", "/deflated", "/feed", "/to//page"])
def test_every_kind_of_answer_is_read(base: str, path: str) -> None:
    assert arrival(f"{base}{path}", limits=HERE).report.text == SENTENCE


def test_the_servers_charset_and_lines_are_heeded(base: str) -> None:
    assert arrival(f"{base}/legacy", limits=HERE).report.text == "Погибли трое."
    assert [found.report.text for found in arrivals(f"{base}/lines", limits=HERE)] == ["Three died.", "Two died."]


def test_the_address_kept_is_the_last_one_without_password_or_fragment(base: str) -> None:
    url = base.replace("//", "//user:secret@") + "/to//page#part"
    assert arrival(url, limits=HERE).capture.url == f"{base}/page"


def test_a_day_in_the_address_is_the_publishers(base: str) -> None:
    assert str(arrival(f"{base}/2024/05/06/page", limits=HERE).report.published_at) == "2024-05-06"


@pytest.mark.parametrize(
    ("path", "error", "words"),
    [
        ("/missing", FetchError, "404"),
        ("/silent", FetchError, "too slow"),
        ("/slow", FetchError, "took longer"),
        ("/endless", OversizedInput, "more than"),
        ("/endless-length", OversizedInput, "more than"),
        ("/bomb", OversizedInput, "more than"),
        ("/nested-bomb", FetchError, "gzip, gzip"),
        ("/broken-gzip", UnreadableInput, "gzip"),
        ("/cut-gzip", UnreadableInput, "cut short"),
        ("/cut", FetchError, ""),
        ("/empty", EmptyInput, ""),
        ("/picture", InputError, "JPEG"),
        ("/to/itself", FetchError, "redirect"),
        ("/to/ftp://files.example/x", FetchError, ""),
        ("/to/file:///etc/passwd", FetchError, ""),
        ("/to/http://[broken", FetchError, ""),
    ],
)
def test_bad_answers_are_one_refusal_each(base: str, path: str, error: type[InputError], words: str) -> None:
    start = time.monotonic()
    found = refusal(f"{base}{path}", limits=HERE)
    assert isinstance(found.error, error), found
    assert words in found.error.what.lower() or words in found.error.what
    assert f"{base}{path}" in found.error.where
    assert time.monotonic() - start < 10


def test_an_endless_answer_is_left_at_the_limit(server: ThreadingHTTPServer, base: str) -> None:
    server.sent = 0  # type: ignore[attr-defined]
    refusal(f"{base}/endless", limits=HERE)
    assert server.sent < 50_000_000  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/", "http://localhost:9/", "http://[::1]:9/", "http://10.0.0.1/", "http://169.254.169.254/latest",
        "http://2130706433:9/", "http://0x7f.1:9/", "http://0.0.0.0:9/", "http://[::ffff:127.0.0.1]:9/", "http://[fe80::1]/",
    ],
)  # fmt: skip
def test_private_addresses_are_refused_by_default(url: str) -> None:
    found = refusal(url)
    assert type(found.error) is FetchError
    assert "not on the open internet" in found.error.what


@pytest.mark.parametrize(
    "to", ["http://10.0.0.1/", "http://127.0.0.2/", "http://inner.example/", "http://both.example/"]
)
def test_a_redirect_to_a_private_address_is_refused_there(server: ThreadingHTTPServer, to: str) -> None:
    url = f"http://public.example:{server.server_port}/to/{to}"
    found = refusal(url, client=only_loopback, limits=HERE)
    assert type(found.error) is FetchError
    assert "not on the open internet" in found.error.what
    assert found.error.where == url


def test_the_connection_goes_to_the_address_that_was_checked(server: ThreadingHTTPServer) -> None:
    """The name is looked up once: a second answer, of another address, is never asked for."""
    lookups: list[str] = []

    def rebinding(host: str, _port: int) -> list[str]:
        lookups.append(host)
        return ["127.0.0.1"] if len(lookups) == 1 else ["10.0.0.1"]

    def client(limits: Limits) -> httpx.Client:
        return open_client(limits, lambda address: address == ip_address("127.0.0.1"), rebinding)

    url = f"http://public.example:{server.server_port}/page"
    assert arrival(url, client=client, limits=HERE).report.text == SENTENCE
    assert lookups == ["public.example"]
    assert (f"public.example:{server.server_port}", "/page") in server.asked  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "url",
    ["ftp://files.example/x", "file:///etc/passwd", "gopher://x.example/", "javascript:alert(1)", "data:text/plain,x"],
)
def test_other_schemes_are_not_fetched(url: str) -> None:
    assert type(refusal(url).error) is FetchError


@pytest.mark.parametrize("url", ["http://", "http:///path", "https://exa mple/", "http://[::1", "http://\udc80.example/", "http://" + "a" * 300 + ".example/", "http://x.example:99999/", "http://no-such-host.invalid/"])  # fmt: skip
def test_addresses_that_are_none_are_refused(url: str) -> None:
    assert type(refusal(url).error) is FetchError


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("127.0.0.1", False), ("10.1.2.3", False),
        ("172.16.0.1", False), ("192.168.1.1", False), ("169.254.169.254", False), ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 (nothing is bound)
        ("224.0.0.1", False), ("255.255.255.255", False), ("240.0.0.1", False), ("::1", False), ("::", False),
        ("fe80::1", False), ("fc00::1", False), ("ff02::1", False), ("::ffff:10.0.0.1", False), ("::ffff:93.184.216.34", True),
        ("2002:7f00:1::", False), ("64:ff9b::7f00:1", False), ("64:ff9b::5db8:d822", True),
        ("2001:0:4136:e378:8000:63bf:80ff:fffe", False),
    ],
)  # fmt: skip
def test_which_addresses_are_of_the_open_internet(words: str, expected: bool) -> None:
    assert is_public(ip_address(words)) is expected


def test_the_standing_options_reach_no_private_address() -> None:
    assert Options().limits.allow_private_addresses is False
