"""scripts/environment on machines that lack something: one clear sentence, and no half-made folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from house import ROOT

WITHOUT_ENSUREPIP = f"""#!/bin/sh
case "$2" in *ensurepip*) exit 1 ;; esac
exec {sys.executable} "$@"
"""


def stub(folder: Path, name: str, script: str) -> Path:
    path = folder / name
    path.write_text(script, encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder


def environment(tmp_path: Path, tools: Path, python: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ROOT / "scripts" / "environment", tmp_path / "venv", "requirements/run.lock"],
        env={**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "PYTHON": python},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_new_enough_python_it_says_which_is_needed(tmp_path: Path, tools: Path) -> None:
    old = stub(tools, "python2", "#!/bin/sh\nexit 1\n")
    done = environment(tmp_path, tools, str(old))
    assert done.returncode == 1
    assert done.stderr.startswith("mnemon: needs Python 3.11 or newer")
    assert len(done.stderr.splitlines()) == 1


def test_without_ensurepip_a_plain_user_is_told_what_to_run(tmp_path: Path, tools: Path) -> None:
    stub(tools, "id", "#!/bin/sh\necho 1000\n")
    python = stub(tools, "python-of-debian", WITHOUT_ENSUREPIP)
    done = environment(tmp_path, tools, str(python))
    assert done.returncode == 1
    assert "run: sudo apt-get install python3." in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_without_ensurepip_root_has_the_debian_package_installed(tmp_path: Path, tools: Path) -> None:
    stub(tools, "id", "#!/bin/sh\necho 0\n")
    stub(tools, "apt-get", f'#!/bin/sh\necho "$@" >>{tmp_path}/asked\nexit 0\n')
    python = stub(tools, "python-of-debian", WITHOUT_ENSUREPIP.replace("exec", '[ "$2" = venv ] && exit 1\nexec'))
    done = environment(tmp_path, tools, str(python))
    asked = (tmp_path / "asked").read_text(encoding="utf-8").splitlines()
    assert asked[0] == "update -qq"
    assert asked[1].endswith(f"python3.{sys.version_info.minor}-venv")
    assert "could not make a virtual environment" in done.stderr
