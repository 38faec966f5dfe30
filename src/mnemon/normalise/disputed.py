"""Whose land is it? Where that is disputed, the dispute is told: nothing here decides it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from mnemon.normalise.datafiles import read_table
from mnemon.normalise.folding import folded
from mnemon.normalise.gazetteer import Candidate


@cache
def disputes() -> Mapping[str, str]:
    """What is said of each disputed land, by division code, country code or folded name."""
    return {key_of(row["place"]): row["says"] for row in read_table("disputed.tsv")}


def key_of(place: str) -> str:
    """The key of a row of disputed.tsv: a code as it stands, a name folded."""
    return place if re.fullmatch(r"[A-Z]{2}(?:\.\w+)?", place) else folded(place)


def dispute(candidate: Candidate) -> str:
    """Who holds and who claims the land that the place is or lies in, in one phrase; empty where nobody disputes it."""
    known = disputes()
    code = f"{candidate.country}.{candidate.adm1}"
    own = known.get(folded(candidate.name), "") if candidate.place_id.startswith("mnemon:") else ""
    says = own or known.get(code, "") or known.get(candidate.country or "", "")
    return f"disputed land: {says}" if says else ""
