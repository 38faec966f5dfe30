"""What the documents say is there is there."""

from __future__ import annotations

import importlib
import importlib.util
import re
import subprocess
from pathlib import Path

import click
import pytest
from bench.pages import PAGES

import mnemon
from house import ROOT, documents
from mnemon.export.writing import formats

README = (ROOT / "README.md").read_text(encoding="utf-8")
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))


def make_help() -> str:
    return subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout


def commands() -> set[str]:
    """The command names that the command line knows."""
    main: click.Group = importlib.import_module("mnemon.cli").main
    return set(main.list_commands(click.Context(main)))


@pytest.mark.parametrize("target", sorted(set(re.findall(r"(?:^ {4}|`)make ([a-z]+)", README, flags=re.MULTILINE))))
def test_every_make_command_of_the_readme_exists(target: str) -> None:
    assert f"make {target} " in make_help()


@pytest.mark.skipif(importlib.util.find_spec("mnemon.cli") is None, reason="no command line yet")
def test_every_command_of_the_readme_exists_and_every_command_is_in_the_readme() -> None:
    named = set(re.findall(r"^ {4}mnemon ([a-z]+)", README, flags=re.MULTILINE))
    assert named <= commands()
    assert [name for name in commands() if f"mnemon {name}" not in README] == []


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file(document: Path) -> None:
    links = re.findall(r"\]\((?!\w+:)([^)#]+)", document.read_text(encoding="utf-8"))
    made = {(ROOT / "docs" / name).resolve() for name in PAGES}
    there = [link for link in links if (document.parent / link).exists() or (document.parent / link).resolve() in made]
    assert [link for link in links if link not in there] == []


def test_the_change_log_has_this_version() -> None:
    assert f"## {mnemon.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_no_two_decisions_have_one_number() -> None:
    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_says_why_not_otherwise_in_half_a_page(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"# {path.name[:4]}: ")
    assert "## Why not" in text
    assert len(text.splitlines()) <= 45


def test_every_decision_is_in_the_list() -> None:
    listed = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in DECISIONS if path.name not in listed] == []


@pytest.mark.parametrize("path", sorted((ROOT / "demo" / "reports").iterdir()), ids=lambda path: path.name)
def test_an_example_report_says_at_its_head_that_it_is_invented(path: Path) -> None:
    head = path.read_text(encoding="utf-8")[:300]
    assert "invented" in head


SNIPPETS = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)


@pytest.mark.parametrize("snippet", SNIPPETS)
def test_every_snippet_of_the_readme_runs_and_prints_what_it_says(
    snippet: str, capsys: pytest.CaptureFixture[str]
) -> None:
    exec(compile(snippet, "README.md", "exec"), {})  # noqa: S102 - our own document
    promised = re.findall(r"print\(.*?\)  # (.*)", snippet)
    assert capsys.readouterr().out.split("\n")[:-1] == promised


def test_the_page_on_exports_names_every_format() -> None:
    page = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    assert [
        name for name in formats() if not re.search(rf"(^## {name}$|\| [\w, ]*{name})", page, flags=re.MULTILINE)
    ] == []
