"""The documentation: each command and each line of Python in it runs; its made pages are whole; it builds."""

from __future__ import annotations

import ast
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from bench import pages
from bench.results import RESULTS, by_kind, faults
from bench.scores import Gold
from click.testing import CliRunner

from factory import claim
from house import ROOT
from mnemon.cli import main
from mnemon.model.marks import KINDS
from mnemon.model.text import Span
from mnemon.perceive.reader import MODEL

DOCS = ROOT / "docs"
BLOCK = re.compile(r'^```(\w+)(?: title="([\w./-]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)
WITH_BLOCKS = [p for p in sorted(DOCS.rglob("*.md")) if "decisions" not in p.parts and "```" in p.read_text("utf-8")]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as a newcomer has it: the example reports under demo/."""
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "reports").symlink_to(ROOT / "demo" / "reports")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def console(block: str) -> None:
    """Run the commands of a block; each line that it shows after one must begin a line of, or stand in, what it says."""
    said = ""
    for line in block.splitlines():
        if line.startswith("$ "):
            program, *words = shlex.split(line.removeprefix("$ "))
            assert program == "mnemon", line
            result = CliRunner().invoke(main, words, env={"COLUMNS": "160"})
            assert (result.exit_code, result.exception) == (0, None), f"{line}\n{result.output}"
            said = result.output
        elif line.strip() and line.strip() != "...":
            assert line.strip().rstrip(".") in said, f"{line!r} is not in\n{said}"


def python(block: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    exec(compile(block, "docs", "exec"), {})  # noqa: S102 - our own document
    promised = re.findall(r"print\(.*\)  # (.*)", block)
    assert capsys.readouterr().out.splitlines() == promised


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("page", WITH_BLOCKS, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_every_command_and_every_snippet_runs(page: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for language, title, block in BLOCK.findall(page.read_text(encoding="utf-8")):
        if title:
            (home / title).write_text(block, encoding="utf-8")
        elif language == "console":
            console(block)
        elif language == "python":
            python(block, capsys)


NAMED = re.compile(r"`mnemon ([a-z]+)((?: [a-z]+)?)((?: [^`]*)?)`")


def test_a_command_in_running_text_is_one_that_exists_with_the_options_that_it_has() -> None:
    known = {name: pages.commands().partition(f"## mnemon {name}\n")[2].partition("\n## ")[0] for name in main.commands}
    wrong = []
    for page in DOCS.rglob("*.md"):
        for name, _, rest in NAMED.findall(page.read_text(encoding="utf-8")):
            command = main.get_command(None, name)  # type: ignore[arg-type]
            helped = pages.commands().partition(f"## mnemon {name}")[2]
            if command is None or [o for o in re.findall(r"--[a-z-]+", rest) if o not in helped]:
                wrong.append(f"{page.name}: mnemon {name}{rest}")
    assert known
    assert wrong == []


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_notebook_runs_from_top_to_bottom_and_is_kept_without_outputs(home: Path) -> None:
    notebook = json.loads((DOCS / "start.ipynb").read_text(encoding="utf-8"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"])
    assert CliRunner().invoke(main, ["run", "demo/reports", "--db", str(home / "my.db")]).exit_code == 0
    names: dict[str, Any] = {}
    shown = [last_value("".join(c["source"]), names) for c in notebook["cells"] if c["cell_type"] == "code"]
    assert all(
        c["outputs"] == [] and c["execution_count"] is None for c in notebook["cells"] if c["cell_type"] == "code"
    )
    assert ("killed", 3, "police") in shown[0]
    assert len(shown[1]) == 5
    assert 0 < shown[2][0] <= shown[2][1], "a finding with a best number has at least one person killed"


def last_value(source: str, names: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever a cell shows
    """Run a cell as a notebook does: its statements, then its last expression, whose value it shows."""
    body = ast.parse(source).body
    assert isinstance(body[-1], ast.Expr)
    exec(compile(ast.Module(body[:-1], []), "cell", "exec"), names)  # noqa: S102 - our own notebook
    return eval(compile(ast.Expression(body[-1].value), "cell", "eval"), names)  # noqa: S307


def test_the_accuracy_page_says_what_was_measured_and_by_which_model() -> None:
    page, kept = pages.accuracy(), json.loads(RESULTS.read_text(encoding="utf-8"))
    assert kept["model"][:12] in page
    assert f"| what happened (kind and word) | {kept['figures']['frames.frame']:.2f} |" in page
    assert all(f"| {kind} |" in page for kind in kept["kinds"])
    assert all(
        f"| {about} | {how} | {kept['reports'][name]:.2f} |" in page for name, (about, how) in pages.REPORTS.items()
    )
    assert page.count("\n- *") == len(kept["faults"]) > 0
    assert all(f"| {about} | {kept['plain'][name]:.2f} |" in page for name, about in pages.TALLIES.items())
    assert all(f"| {kept[of][name]:.2f} |" in page for of in ("tallies", "weekly", "daily") for name in pages.TALLIES)
    assert f"These {kept['hard']['sentences']} come out of invented reports" in page
    assert f"| what happened (kind and word) | {kept['hard']['frame']:.2f} |" in page
    assert page.count("<circle") == len(kept["calibration"]["reliability"])


def test_figures_of_an_earlier_model_are_said_to_be_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = json.loads(RESULTS.read_text(encoding="utf-8")) | {"model": "0" * 64}
    (tmp_path / "results.json").write_text(json.dumps(kept), encoding="utf-8")
    monkeypatch.setattr(pages, "RESULTS", tmp_path / "results.json")
    assert "these figures are those of an earlier one" in pages.accuracy()


def test_what_was_missed_told_wrongly_or_misnumbered_is_counted_and_shown() -> None:
    text = "Two died. One fell."
    gold = [Gold("killed", Span(4, 8), {}, (2, 2), "fact", "event")]
    wrong = claim(kind="killed", spans={"trigger": (Span(4, 8),)})
    extra = claim(kind="attack", spans={"trigger": (Span(14, 18),)})
    pairs = [(gold, (wrong, extra)), (gold, ())]
    assert by_kind(pairs) == {"killed": {"hit": 1, "miss": 1, "extra": 0}, "attack": {"hit": 0, "miss": 0, "extra": 1}}
    assert [(f["what"], f["sentence"]) for f in faults([text, text], pairs)] == [
        ("killed: number read otherwise", "Two **died**. One fell."),
        ("attack told wrongly", "Two died. One **fell**."),
        ("killed missed", "Two **died**. One fell."),
    ]


def test_the_pages_on_commands_records_and_codebook_leave_nothing_out() -> None:
    commands, schema = pages.commands(), pages.schema()
    assert [name for name in main.list_commands(None) if f"\n## mnemon {name}\n" not in commands] == []  # type: ignore[arg-type]
    assert "## mnemon codebook diff" in commands
    assert all(f"### {name}\n" in schema for name in ("Claim", "Finding", "Report", "claims", "judgements"))
    assert '"subkind": null' in schema
    assert all(f"### {kind}\n" in pages.codebook() for kind in KINDS)


def test_the_model_card_shows_what_is_measured_with_it() -> None:
    page, kept = pages.model_card(), json.loads(RESULTS.read_text(encoding="utf-8"))
    card = json.loads((MODEL / "card.json").read_text(encoding="utf-8"))
    assert all(file["file"] in page for file in (*card["trained_on"], *card["held_out"]))
    for name, about in (pages.FRAMES | pages.SHARES).items():
        assert f"| {about} | {card['scores'][name]:.2f} | {kept['figures'][f'frames.{name}']:.2f} |" in page
    assert f"it misses {sum(row['miss'] for row in kept['kinds'].values())}, and tells" in page
    assert "{" not in page


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_site_builds_strictly_and_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stdout + built.stderr
    assert (tmp_path / "site" / "accuracy.html").is_file()
    loaded = re.compile(
        r'<(?:script|img|iframe)[^>]*src="https?://|<link[^>]*rel="(?:stylesheet|preconnect)"[^>]*href="https?://'
    )
    found = [p.name for p in (tmp_path / "site").rglob("*.html") if loaded.search(p.read_text(encoding="utf-8"))]
    assert found == []
