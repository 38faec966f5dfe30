"""Packs the actors' entries into the one file that is read at the start: `python -m training.pack_actors`.

The entries lie under src/mnemon/normalise/data/actors, one YAML file each. Nothing is written where one has a fault.
"""

from __future__ import annotations

import sys

from mnemon.normalise.actor_entries import PACKED, pack, read_entries
from mnemon.normalise.actor_lint import lint_entries, lint_groups, lint_words
from mnemon.normalise.datafiles import data_path, read_table, read_yaml


def main() -> int:
    """Read, check, write; exit status 1 where there are faults, each on a line of its own."""
    folder = data_path("countries.tsv").parent
    entries, rows = read_entries(folder / "actors"), read_table("countries.tsv")
    words, groups = read_yaml("actor_words.yaml"), read_yaml("victim_groups.yaml")
    codes = (frozenset(row["iso2"] for row in rows), frozenset(row["iso3"].lower() for row in rows))
    faults = [*lint_entries(entries, *codes), *lint_words(words), *lint_groups(groups)]
    print("\n".join(faults) or f"{len(entries)} entries, no fault")
    if not faults:
        (folder / PACKED).write_text(pack(entries.values(), words, groups), encoding="utf-8")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
