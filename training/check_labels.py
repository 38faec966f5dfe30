"""`python -m training.check_labels FILE...`: every span stands in its text, every kind and field is known."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mnemon.model.marks import KINDS, ROLES, SCOPES, STATUSES
from training.corpus import locate

FIELDS = {"kind", "trigger", "low", "high", "strict", "approx", "vague", "status", "scope", "part_of", *ROLES}


def main() -> int:
    """Print every fault; the exit status says whether there was one."""
    faults = [fault for name in sys.argv[1:] for fault in faults_in(Path(name))]
    print("\n".join(faults) or "no faults")
    return int(bool(faults))


def faults_in(path: Path) -> Iterator[str]:
    """Each fault of a labelled JSONL file, with the file and the id it stands at."""
    seen: set[str] = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
        except ValueError as error:
            yield f"{path.name}:{number}: not JSON: {error}"
            continue
        if row["id"] in seen:
            yield f"{path.name}: {row['id']} stands twice"
        seen.add(row["id"])
        for index, frame in enumerate(row["frames"]):
            yield from (f"{path.name}: {row['id']} frame {index}: {f}" for f in _faults(row, frame, index))


def _faults(row: dict[str, Any], frame: dict[str, Any], index: int) -> Iterator[str]:
    yield from (f"unknown field {name}" for name in sorted(set(frame) - FIELDS))
    for name, known in (("kind", KINDS), ("status", (None, *STATUSES)), ("scope", (None, *SCOPES))):
        if frame.get(name) not in known:
            yield f"unknown {name} {frame.get(name)!r}"
    for role in ("trigger", *ROLES):
        value = frame.get(role)
        for phrase in value if isinstance(value, list) else [value] if value else []:
            if locate(row["text"], phrase) is None:
                yield f"{role} {phrase!r} is not in the text"
    whole = frame.get("part_of")
    if whole is not None and (not isinstance(whole, int) or whole == index or not 0 <= whole < len(row["frames"])):
        yield f"part_of {whole!r} is no other frame"


if __name__ == "__main__":
    sys.exit(main())
