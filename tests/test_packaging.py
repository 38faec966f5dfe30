"""A person types `pip install .` and has a working `mnemon`, with all its data and nothing of ours around it."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

import mnemon
from house import PACKAGE, ROOT

PIP = ("-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input", "install", "--no-compile")


def run(*command: str | Path, cwd: Path) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of a fresh environment: first the locked versions, then `pip install .` itself."""
    folder = tmp_path_factory.mktemp("clean") / "venv"
    run(sys.executable, "-m", "venv", folder, cwd=ROOT)
    python = folder / "bin" / "python"
    run(python, *PIP, "--require-hashes", "-r", "requirements/run.lock", cwd=ROOT)
    run(python, *PIP, ".", cwd=ROOT)
    return python.parent


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.skipif(importlib.util.find_spec("mnemon.cli") is None, reason="no command line yet")
def test_the_command_answers(installed: Path, tmp_path: Path) -> None:
    assert "claims" in run(installed / "mnemon", "--help", cwd=tmp_path)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_installed_package_has_every_file_of_the_source(installed: Path, tmp_path: Path) -> None:
    call = "import mnemon, pathlib; print(mnemon.__version__, pathlib.Path(mnemon.__file__).parent)"
    version, where = run(installed / "python", "-c", call, cwd=tmp_path).split()
    assert version == mnemon.__version__
    assert not Path(where).is_relative_to(ROOT)
    files = [path.relative_to(PACKAGE) for path in PACKAGE.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert [str(file) for file in files if not (Path(where) / file).exists()] == []


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_what_is_installed_fits_together(installed: Path, tmp_path: Path) -> None:
    run(installed / "python", "-m", "pip", "check", cwd=tmp_path)
