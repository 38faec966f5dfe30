"""Adds the pages that are made from the program itself when the site is built; none of them is kept in a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parent.parent


def on_files(files: Files, config: Any) -> Files:  # noqa: ANN401 - mkdocs gives its settings
    """The files of the site, the made pages among them."""
    sys.path.insert(0, str(ROOT))
    from bench.pages import PAGES  # noqa: PLC0415 - needs the path above

    for name, make in PAGES.items():
        files.append(File.generated(config, name, content=make()))
    return files
