"""A team on PostgreSQL: accounts, roles, sessions, and no edit lost between two coders on one claim."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
import uvicorn

from browsing import served
from factory import reading
from mnemon.errors import UsageError
from mnemon.review import Listening, app
from mnemon.review.accounts import Accounts
from mnemon.review.serve import bound, check
from mnemon.store import Desk, Store, Wanted, open_store

pytestmark = [
    pytest.mark.timeout(600),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]
"""Clients are left to the collector, as browsers leave theirs."""

PASSWORD = "correct horse battery"


def programs() -> Path:
    """Where PostgreSQL's programs are; scripts/system-packages installs them."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    where = found[-1].parent if found else Path(shutil.which("initdb") or "/nowhere/initdb").parent
    if not (where / "initdb").exists():
        pytest.fail("a team's record is tested on PostgreSQL: run scripts/system-packages")
    return where


def run(*command: str | Path) -> None:
    """PostgreSQL refuses to be run by root, so that root becomes its own user first."""
    as_owner = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    done = subprocess.run([*as_owner, *map(str, command)], capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A server of its own, on a socket in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="mnemon-pg-"))  # a socket's path must be short
    folder.chmod(0o755)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    bin_, data = programs(), folder / "data"
    run(bin_ / "initdb", "-D", data, "-U", "mnemon", "--auth=trust", "--no-sync", "-E", "UTF8")
    options = f"-k {folder} -c listen_addresses= -c fsync=off"
    run(bin_ / "pg_ctl", "-D", data, "-w", "-o", options, "-l", folder / "log", "start")
    yield f"postgresql+psycopg://mnemon@/postgres?host={folder}"
    run(bin_ / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def store(server: str) -> Iterator[Store]:
    with open_store(server) as opened:
        opened.add(reading(1))
        accounts = Accounts(Desk(opened))
        for name, role in (("Olga", "owner"), ("Carl", "coder"), ("Cora", "coder"), ("Rita", "reader")):
            accounts.set(name, role, PASSWORD, "setup")
        yield opened


@pytest.fixture
def address(store: Store) -> Iterator[str]:
    with served(app(store)) as at:
        yield at


def log_in(address: str, name: str, password: str = PASSWORD) -> httpx.Client:
    client = httpx.Client(base_url=address, cookies={"mnemon_notice": "seen"}, timeout=30)
    client.post("/login", data={"name": name, "password": password})
    return client


def token(client: httpx.Client) -> dict[str, str]:
    found = re.findall(r'"x-csrf": "(\w+)"', client.get("/").text)
    return {"x-csrf": found[0]} if found else {}


def test_who_is_not_logged_in_sees_nothing(address: str) -> None:
    for path in ("/", "/report/r-1", "/map", "/audit", "/totals"):
        answer = httpx.get(address + path)
        assert (answer.status_code, answer.headers["location"][:6]) == (303, "/login")
    stranger = log_in(address, "Carl", "wrong password!")
    assert stranger.get("/").status_code == 303
    assert httpx.post(address + "/report/r-1/judge", data={"do": "accept"}).status_code == 303


def test_a_session_is_a_secret_that_ends(address: str, store: Store) -> None:
    client = log_in(address, "Carl")
    assert client.get("/").status_code == 200
    cookie = next(c for c in client.cookies.jar if c.name == "mnemon_session")
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert cookie.get_nonstandard_attr("SameSite") == "strict"
    client.post("/logout")
    other = httpx.Client(base_url=address, cookies={"mnemon_notice": "seen", "mnemon_session": cookie.value or ""})
    assert other.get("/").status_code == 303
    assert PASSWORD not in str(Desk(store).accounts())


@pytest.mark.parametrize(("name", "status"), [("Rita", 403), ("Carl", 403), ("Olga", 200)])
def test_a_role_bounds_what_its_owner_may_do(address: str, name: str, status: int) -> None:
    client = log_in(address, name)
    form = {"show": "0", "back": "/"}
    answer = client.post("/names", data=form, headers=token(client), follow_redirects=True)
    assert answer.status_code == status
    judged = client.post("/report/r-1/judge", data={"do": "accept", "claim": "no such"}, headers=token(client))
    assert (judged.status_code == 403) == (name == "Rita")


def test_whoever_is_shut_out_is_out_at_once(address: str, store: Store) -> None:
    Accounts(Desk(store)).set("Gone", "coder", PASSWORD, "Olga")
    client = log_in(address, "Gone")
    assert client.get("/").status_code == 200
    Accounts(Desk(store)).set("Gone", "coder", "", "Olga")
    assert client.get("/").status_code == 303
    assert log_in(address, "Gone").get("/").status_code == 303


def test_guessing_ends_soon(address: str) -> None:
    for _ in range(8):
        log_in(address, "Rita", "not the password")
    assert log_in(address, "Rita").get("/").status_code == 303


def test_of_two_coders_at_once_one_is_written_and_the_other_shown_it(address: str, store: Store) -> None:
    clients = [log_in(address, name) for name in ("Carl", "Cora")]
    headers = [token(client) for client in clients]
    answers: list[httpx.Response] = []
    together = threading.Barrier(2)

    def judge(number: int) -> None:
        together.wait()
        form = {"do": "reject", "claim": "c-1-0", "seen": "0", "reason": f"reason {number}"}
        answers.append(clients[number].post("/report/r-1/judge", data=form, headers=headers[number]))

    threads = [threading.Thread(target=judge, args=(n,)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    first = Desk(store).decisions(["c-1-0"])["c-1-0"].made_by
    told = next(answer.text for answer in answers if answer.status_code == 409)
    assert f"{first} found it rejected since you opened it" in told


def test_a_team_is_not_served_without_what_keeps_strangers_out(store: Store, tmp_path: Path) -> None:
    with open_store(tmp_path / "alone.db") as alone, pytest.raises(UsageError, match="needs a record in PostgreSQL"):
        check(alone, Listening())
    with open_store(tmp_path / "alone2.db") as alone, pytest.raises(UsageError, match="can be reached from elsewhere"):
        check(alone, Listening("0.0.0.0", person="Amal"))  # noqa: S104 - that is what is refused
    with pytest.raises(UsageError, match="passwords would travel in the open"):
        check(store, Listening("192.0.2.1"))
    check(store, Listening("192.0.2.1", behind_https=True))
    check(store, Listening())


def test_the_command_says_its_address_and_refuses_in_one_sentence(tmp_path: Path) -> None:
    open_store(tmp_path / "record.db").close()
    command = [sys.executable, "-m", "mnemon", "review", "--db", str(tmp_path / "record.db")]
    refused = subprocess.run([*command, "--host", "0.0.0.0"], capture_output=True, text=True, check=False)  # noqa: S104
    assert (refused.returncode, len(refused.stderr.strip().splitlines())) == (1, 1)
    with subprocess.Popen([*command, "--port", "0"], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            said = re.match(r"Review: (http://127\.0\.0\.1:\d+)/", process.stdout.readline())
            assert said is not None
            assert httpx.get(said[1] + "/notice", timeout=60).status_code == 200
        finally:
            process.terminate()


def test_who_opens_the_address_before_the_pages_answer_is_not_refused() -> None:
    with bound(uvicorn.Config("none:here", host="127.0.0.1", port=0)) as listener:
        socket.create_connection(listener.getsockname(), timeout=5).close()


def test_the_past_of_a_team_s_record_can_be_asked_for(store: Store) -> None:
    assert Desk(store).store.as_of(datetime(2020, 1, 1, tzinfo=UTC)).claims is not None
    assert list(store.as_of(datetime(2020, 1, 1, tzinfo=UTC)).claims()) == []


@pytest.mark.parametrize("asked", [{"speaker": "pol"}, {"speaker": "p%"}, {"place": "BARA"}, {"place": "b", "speaker": "P"}])
def test_a_server_finds_names_as_a_file_does(store: Store, tmp_path: Path, asked: dict[str, str]) -> None:
    wanted = Wanted(review="all", **asked)  # type: ignore[arg-type]
    with open_store(tmp_path / "one.db") as file:
        file.add(reading(1))
        for desk in (Desk(file), Desk(store)):
            ids = {row.claim.id for row in desk.listed(wanted, 99)}
            assert set(desk.standing_ids(wanted, 99)) == ids
            assert sum(place.claims for place in desk.places(wanted, 99)) == len(ids)
        names = [{place.name for place in desk.places(wanted, 99)} for desk in (Desk(file), Desk(store))]
        assert names[0] == names[1]
