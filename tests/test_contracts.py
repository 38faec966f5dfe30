"""The import contracts of pyproject.toml really break when they are broken."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from house import PACKAGE, ROOT

FLOORS = "Imports go down only; rooms of one floor do not know each other"


def check(folder: Path) -> subprocess.CompletedProcess[str]:
    """import-linter's verdict on a copy of the package that stands in `folder`."""
    call = "import sys; sys.path.insert(0, 'src'); from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    return subprocess.run([sys.executable, "-c", call], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for path in PACKAGE.rglob("*.py"):
        target = tmp_path / "src" / path.relative_to(PACKAGE.parent)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    return tmp_path


def build(folder: Path, module: str, line: str) -> None:
    """Add one line to a module of the copy; make the module, and its room, where they are not there."""
    path = folder / "src" / "mnemon" / module
    path.parent.mkdir(exist_ok=True)
    (path.parent / "__init__.py").touch()
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")


def test_the_contracts_hold(copy: Path) -> None:
    verdict = check(copy)
    assert verdict.returncode == 0, verdict.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("errors.py", "import mnemon.model.text", FLOORS),
        ("model/text.py", "from mnemon.archive import folder_of_another_floor", FLOORS),
        ("settle/extra.py", "import mnemon.linking", FLOORS),
        ("linking/extra.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import mnemon.settle", FLOORS),
        ("linking/extra.py", "def late() -> None:\n    import mnemon.pipeline", FLOORS),
        ("attic.py", "import mnemon.errors", FLOORS),
        ("normalise/extra.py", "import onnxruntime", "Only perceive loads the model"),
        ("coding/extra.py", "from tokenizers import Tokenizer", "Only perceive loads the model"),
        ("perceive/extra.py", "import httpx", "Only ingest can reach the network"),
        ("archive/extra.py", "import sqlite3", "Only store speaks SQL"),
        ("export/extra.py", "import starlette.applications", "Only review serves pages"),
        ("review/extra.py", "import mnemon.pipeline", FLOORS),
    ],
)
def test_a_forbidden_import_breaks_its_contract(copy: Path, module: str, line: str, contract: str) -> None:
    for room in ("archive", "linking", "settle"):
        build(copy, f"{room}/__init__.py", "")
    build(copy, "pipeline.py", "")
    build(copy, module, line)
    verdict = check(copy)
    assert verdict.returncode == 1
    assert f"{contract} BROKEN" in verdict.stdout


def test_perceive_may_load_the_model(copy: Path) -> None:
    build(copy, "perceive/extra.py", "import onnxruntime\nimport tokenizers")
    assert check(copy).returncode == 0
