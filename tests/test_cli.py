"""The commands as a person meets them: what they print, where errors go, and the exit status."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from house import ROOT
from mnemon import __version__
from mnemon.cli import main

KILLING = "Gunmen killed three teachers in Tillabery on Monday."
KIDNAP = "Rebels abducted six aid workers near Mongo on Tuesday."
COMMANDS = ("read", "run", "claims", "events", "show")

Invoke = Callable[..., Result]


def invoke(*words: object, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], input=stdin)


def rows(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def assert_one_sentence(result: Result, *words: str, status: int = 1) -> None:
    """One line on standard error that holds these words, nothing on standard output, and this exit status."""
    assert (result.exit_code, result.stdout) == (status, "")
    (line,) = result.stderr.strip().splitlines()
    assert all(word in line for word in words), line


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(KILLING, encoding="utf-8")
    return path


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "reports.jsonl"
    given = [
        {"id": 7, "text": KILLING},
        {"id": "b", "text": ""},
        {"id": "", "text": KIDNAP, "title": "Seized", "source": "Courier", "published_at": "2025-01-15"},
        {"id": 0, "text": "💥💥 " + KILLING},
    ]
    broken = ["no json", json.dumps({"id": "e"}), '{"id": "f", "text": "' + "\\ud800" + '"}']
    path.write_text("\n".join([*map(json.dumps, given), *broken]), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example reports in a record."""
    path = tmp_path_factory.mktemp("record") / "demo.db"
    result = invoke("run", ROOT / "demo" / "reports", "--db", path)
    assert result.exit_code == 0, result.output
    return path


# help


@pytest.mark.parametrize("words", [[], *([name] for name in COMMANDS)])
def test_every_command_has_a_help_that_says_what_it_does(words: list[str]) -> None:
    for flag in ("--help", "-h"):
        result = invoke(*words, flag)
        assert result.exit_code == 0
        assert "Usage:" in result.output
        assert len(result.output.splitlines()) > 5


def test_the_help_names_every_command_and_the_version_is_told() -> None:
    assert all(re.search(rf"^  {name} ", invoke("--help").output, flags=re.MULTILINE) for name in COMMANDS)
    assert invoke("--version").output.strip().endswith(__version__)


def test_help_starts_at_once_and_loads_no_heavy_library() -> None:
    probe = (
        "import sys\nfrom mnemon.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print(sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    environment = {"PYTHONPATH": ":".join(entry for entry in sys.path if entry)}
    start = time.monotonic()
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, env=environment, check=True)
    assert time.monotonic() - start < 3
    assert "Usage:" in done.stdout
    heavy = {"onnxruntime", "tokenizers", "trafilatura", "numpy", "sqlalchemy", "rich", "lxml", "httpx", "scipy"}
    assert heavy & {name.strip("' ") for name in done.stderr.strip("[]\n").split(",")} == set()


# read

SPAN_LISTS = ("who", "by", "by2", "means", "where", "when", "source", "cue", "said_when")
CONTRACT = {"id", "error", "claims", "places", "times", "attributions", "tally"}
CLAIM = {
    "id",
    "kind",
    "trigger",
    "count",
    *SPAN_LISTS,
    "place",
    "date",
    "stance",
    "status",
    "scope",
    "part_of",
    "score",
}
BESIDES = {"left_out", "credits"}
"""What a row tells beyond the contract."""
BESIDES_IN_CLAIM = {
    "actors",
    "said_by",
    "speaker",
    "said_on",
    "unplaced",
    "repeats",
    "event_mention",
    "notes",
    "subkind",
    "codebook",
}
COUNT = {"low", "best", "high", "approx", "words", "rule", "start", "end"}
HARMS = {"killed", "wounded", "abducted", "detained", "missing", "displaced"}
PLACE = {"name", "place_id", "latitude", "longitude", "country", "precision"}
BESIDES_IN_PLACE = {"geo_precision", "adm1", "adm2", "words", "note", "reason", "credit", "candidates"}


def test_read_shows_a_table_for_people(report: Path) -> None:
    result = invoke("read", report, "--published", "2025-01-14", "--source", "Courier")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Courier, 2025-01-14" in result.stdout
    (row,) = [line for line in result.stdout.splitlines() if line.startswith("c1")]
    assert all(word in row for word in ("(the report)", "killed", " 3 ", "teachers", "Gunmen", "2025-01-13"))
    assert "killed: 3" in result.stdout


def test_read_says_where_a_day_is_not_stated_and_where_nothing_is_claimed(tmp_path: Path) -> None:
    (tmp_path / "calm.txt").write_text("The weather was fine.", encoding="utf-8")
    result = invoke("read", tmp_path / "calm.txt")
    assert result.exit_code == 0
    assert "publisher not stated, date not stated" in result.stdout
    assert "No claims" in result.stdout


def test_read_gives_a_row_for_each_line_in_order_with_ids_as_given(lines: Path) -> None:
    result = invoke("read", lines, "--format", "jsonl")
    assert (result.exit_code, result.stderr) == (0, "")
    found = rows(result.stdout)
    assert [row["id"] for row in found] == [7, "b", "", 0, f"{lines}, line 5", "e", "f"]
    assert [row["error"] is None for row in found] == [True, False, True, True, False, False, False]
    assert all("\n" not in row["error"] for row in found if row["error"])
    assert all(row["claims"] == [] and row["tally"] == {} for row in found if row["error"])


def test_rows_have_the_keys_of_the_contract(lines: Path) -> None:
    found = rows(invoke("read", lines, "--format", "jsonl").stdout)
    assert all(set(row) == CONTRACT | BESIDES for row in found)
    good = [row for row in found if row["error"] is None]
    assert all(set(row["tally"]) == HARMS for row in good)
    claims = [claim for row in good for claim in row["claims"]]
    assert len(claims) >= 3
    for claim in claims:
        assert set(claim) == CLAIM | BESIDES_IN_CLAIM
        assert set(claim["trigger"]) == {"start", "end"}
        assert all(set(span) == {"start", "end"} for role in SPAN_LISTS for span in claim[role])
        assert claim["count"] is None or set(claim["count"]) == COUNT
        assert claim["place"] is None or set(claim["place"]) == PLACE | BESIDES_IN_PLACE
        assert claim["date"] is None or set(claim["date"]) == {"start", "end", "precision", "words", "reason"}
        assert 0 <= claim["score"] <= 1
    place_keys = PLACE | BESIDES_IN_PLACE | {"start", "end", "sense"}
    assert all(set(place) == place_keys for row in good for place in row["places"])
    time_keys = {"start", "end", "from", "to", "precision", "part", "reason"}
    assert all(set(time) == time_keys for row in good for time in row["times"])


def test_rows_say_what_the_report_says(lines: Path) -> None:
    killing, _, kidnap, emoji, *_ = rows(invoke("read", lines, "--format", "jsonl").stdout)
    (claim,) = killing["claims"]
    assert (claim["kind"], claim["stance"], claim["status"], claim["scope"]) == ("killed", "asserts", "fact", "event")
    assert {key: claim["count"][key] for key in ("low", "best", "high")} == {"low": 3, "best": 3, "high": 3}
    assert [KILLING[span["start"] : span["end"]] for span in claim["who"]] == ["teachers"]
    assert (claim["date"], claim["said_by"]) == (None, None)
    assert killing["tally"]["killed"]["best"] == 3
    assert killing["tally"]["wounded"]["best"] == 0
    dated = kidnap["claims"][0]["date"]
    assert (dated["start"], dated["end"], dated["precision"], dated["words"]) == (
        "2025-01-14",
        "2025-01-14",
        1,
        "Tuesday",
    )
    assert "the report's day, 2025-01-15" in dated["reason"]
    shifted = emoji["claims"][0]["trigger"]
    assert shifted == {"start": claim["trigger"]["start"] + 3, "end": claim["trigger"]["end"] + 3}


def test_read_takes_standard_input() -> None:
    result = invoke("read", "-", "--format", "jsonl", stdin=KILLING)
    assert [row["tally"]["killed"]["best"] for row in rows(result.stdout)] == [3]
    several = invoke("read", "-", "--format", "jsonl", stdin=json.dumps({"id": "x", "text": KILLING}) + "\nno json")
    assert [row["id"] for row in rows(several.stdout)] == ["x", "standard input, line 2"]
    assert_one_sentence(invoke("read", "-", stdin=""), "standard input")


def test_read_writes_to_a_file(lines: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    result = invoke("read", lines, "--format", "jsonl", "--output", out)
    assert (result.exit_code, result.output) == (0, "")
    assert out.read_text(encoding="utf-8") == invoke("read", lines, "--format", "jsonl").stdout
    assert_one_sentence(invoke("read", lines, "--output", tmp_path / "none" / "out"), "none", "cannot write")


def test_a_path_that_does_not_exist_is_told_and_the_others_are_read(report: Path, tmp_path: Path) -> None:
    missing = tmp_path / "none.txt"
    assert_one_sentence(invoke("read", missing), str(missing), "No such file")
    both = invoke("read", missing, report)
    assert both.exit_code == 1
    assert "killed: 3" in both.stdout
    bad, good = rows(invoke("read", missing, report, "--format", "jsonl").stdout)
    assert str(missing) in bad["error"]
    assert good["error"] is None


# run


def test_run_twice_says_what_was_there_already(report: Path, lines: Path, tmp_path: Path) -> None:
    db = tmp_path / "my.db"
    first = invoke("run", report, "--db", db)
    assert (first.exit_code, first.stderr.strip()) == (0, "")
    assert first.stdout.startswith("1 reports taken in with 1 claims.\n")
    assert str(db) in first.stdout
    assert str(tmp_path / "my.archive") in first.stdout
    again = invoke("run", report, "--db", db)
    assert again.exit_code == 0
    assert "0 reports taken in with 0 claims; 1 were there already." in again.stdout
    more = invoke("run", report, lines, "--db", db)
    assert more.exit_code == 1
    assert "3 reports taken in" in more.stdout
    assert "4 could not be taken in" in more.stdout
    assert len(more.stderr.strip().splitlines()) == 4


def test_run_says_what_it_could_not_take_in(tmp_path: Path) -> None:
    missing = tmp_path / "none.txt"
    result = invoke("run", missing, "--db", tmp_path / "my.db")
    assert result.exit_code == 1
    (line,) = result.stderr.strip().splitlines()
    assert str(missing) in line
    assert "1 could not be taken in" in result.stdout


def test_run_refuses_a_place_for_its_record(report: Path, tmp_path: Path) -> None:
    before = report.read_bytes()
    assert_one_sentence(invoke("run", report, "--db", tmp_path / "none" / "my.db"), "folder does not exist")
    assert_one_sentence(invoke("run", report, "--db", report), str(report), "not a Mnemon record")
    assert_one_sentence(invoke("run", report, "--db", tmp_path), "folder")
    assert report.read_bytes() == before


# claims, events, show


def test_claims_lists_every_claim_under_its_report(db: Path) -> None:
    result = invoke("claims", "--db", db)
    assert (result.exit_code, result.stderr) == (0, "")
    told = rows(invoke("claims", "--db", db, "--format", "jsonl").stdout)
    assert len(told) > 20
    assert all(claim["id"] in result.stdout and claim["report"] in result.stdout for claim in told)
    assert f"{len(told)} claims in {len({claim['report'] for claim in told})} of 7 reports" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("Place data: ")


def test_claims_in_json_are_the_claims_of_the_contract_with_their_report(db: Path) -> None:
    told = rows(invoke("claims", "--db", db, "--format", "jsonl").stdout)
    assert all(set(claim) == CLAIM | BESIDES_IN_CLAIM | {"report"} for claim in told)
    assert len({claim["id"] for claim in told}) == len(told)


def test_claims_are_chosen_by_kind_and_report(db: Path) -> None:
    told = rows(invoke("claims", "--db", db, "--format", "jsonl").stdout)
    chosen = rows(invoke("claims", "--db", db, "--format", "jsonl", "--kind", "killed", "--kind", "wounded").stdout)
    assert chosen == [claim for claim in told if claim["kind"] in {"killed", "wounded"}]
    one = told[0]["report"]
    own = rows(invoke("claims", "--db", db, "--format", "jsonl", "--report", one).stdout)
    assert own == [claim for claim in told if claim["report"] == one]
    assert_one_sentence(invoke("claims", "--db", db, "--kind", "flew"), "flew", "killed")
    assert_one_sentence(invoke("claims", "--db", db, "--report", "r-none"), "r-none")


def test_events_say_by_which_rule_figures_are_settled(db: Path) -> None:
    by_default, lowest = invoke("events", "--db", db), invoke("events", "--db", db, "--rule", "lowest")
    assert (by_default.exit_code, lowest.exit_code) == (0, 0)
    assert "by rule most-voices" in by_default.stdout
    assert "by rule lowest" in lowest.stdout
    assert re.search(r"^\d+ events; \d+ more tell of no harm", lowest.stdout, flags=re.MULTILINE)
    assert lowest.stdout.splitlines()[-1].startswith("Place data: ")
    everything = invoke("events", "--db", db, "--all")
    assert len(everything.stdout.splitlines()) > len(by_default.stdout.splitlines())


def test_an_unknown_rule_is_told_with_those_that_there_are(db: Path) -> None:
    assert_one_sentence(invoke("events", "--db", db, "--rule", "bogus"), "bogus", "lowest", "highest", "range")


def test_show_marks_the_sentence_and_gives_the_citation(report: Path, tmp_path: Path) -> None:
    db = tmp_path / "my.db"
    invoke("run", report, "--db", db, "--published", "2025-01-14", "--source", "Courier")
    (claim,) = rows(invoke("claims", "--db", db, "--format", "jsonl").stdout)
    result = invoke("show", claim["id"], "--db", db)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "killed[trigger] three[count] teachers[who]" in result.stdout
    shown = {words[0]: " ".join(words[1:]) for line in result.stdout.splitlines() if (words := line.split())}
    assert shown["quote"] == KILLING
    assert shown["speaker"] == "the report itself"
    assert (shown["publisher"], shown["published"]) == ("Courier", "2025-01-14")
    (kept,) = (tmp_path / "my.archive").glob("*/*")
    assert shown["archive"] == f"sha256:{kept.name}"


def test_an_unknown_claim_is_told(db: Path) -> None:
    assert_one_sentence(invoke("show", "c-none", "--db", db), "c-none", str(db))


# errors


@pytest.mark.parametrize("words", [["claims"], ["events"], ["show", "c-1"]])
def test_a_record_that_is_missing_or_is_none_is_told(words: list[str], report: Path, tmp_path: Path) -> None:
    missing, foreign = tmp_path / "none.db", tmp_path / "foreign.db"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE shops (name TEXT)")
    connection.close()
    assert_one_sentence(invoke(*words, "--db", missing), str(missing), "no record")
    assert not missing.exists()
    assert_one_sentence(invoke(*words, "--db", foreign), str(foreign), "not a Mnemon record")
    assert_one_sentence(invoke(*words, "--db", report), str(report), "not a Mnemon record")
    assert_one_sentence(invoke(*words, "--db", tmp_path), str(tmp_path), "folder")


@pytest.mark.parametrize("day", ["soon", "2025-13-01", "14.01.2025", "2025-02-30", "", "0000-00-00"])
def test_a_day_that_is_none_is_told(report: Path, day: str) -> None:
    assert_one_sentence(invoke("read", report, "--published", day), "--published", "2025-01-14")


@pytest.mark.parametrize(
    "words",
    [["read"], ["run", "x"], ["claims"], ["show", "--db", "x"], ["fly"], ["read", "x", "--format", "xml"], ["read", "x", "--threads", "0"]],
)  # fmt: skip
def test_a_command_that_is_not_understood_ends_with_status_two(words: list[str]) -> None:
    result = invoke(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1].startswith("Error: ")


def program(*words: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """A real process of its own."""
    environment = {"PYTHONPATH": ":".join(entry for entry in sys.path if entry), "LC_ALL": "C", "COLUMNS": "80"}
    command = [sys.executable, "-m", "mnemon", *map(str, words)]
    return subprocess.run(command, input=stdin, capture_output=True, env=environment, check=False)


@pytest.mark.slow
def test_a_real_process_reads_standard_input_in_any_locale() -> None:
    done = program("read", "-", "--format", "jsonl", stdin=f"قُتل 💥 {KILLING}".encode())
    assert (done.returncode, done.stderr) == (0, b"")
    (row,) = rows(done.stdout.decode())
    assert row["tally"]["killed"]["best"] == 3
    table = program("read", "-", stdin=f"قُتل 💥 {KILLING}".encode())
    assert (table.returncode, table.stderr) == (0, b"")


@pytest.mark.slow
def test_a_real_process_ends_with_one_sentence_and_no_traceback(tmp_path: Path) -> None:
    done = program("show", "c-none", "--db", tmp_path / "none.db")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().count("\n") == 1
