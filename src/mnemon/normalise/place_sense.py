"""Is a place meant, or those who govern it? "In Moscow" is a place, "Moscow said" a government."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from mnemon.model.text import Span
from mnemon.normalise.datafiles import read_table
from mnemon.normalise.folding import folded
from mnemon.normalise.place_signs import load_place_signs

PLACE, GOVERNMENT = "place", "government"


@cache
def capitals() -> Mapping[str, frozenset[str]]:
    """The folded names of each country's capital by the country's code; empty where none is listed."""
    named = {row["iso2"]: row["capital"].split(";") for row in read_table("countries.tsv")}
    return {code: frozenset(map(folded, names)) - {""} for code, names in named.items()}


@cache
def country_names() -> Mapping[str, str]:
    """The name of each country by its code."""
    return {row["iso2"]: row["name"] for row in read_table("countries.tsv")}


@cache
def governing_names() -> frozenset[str]:
    """The folded names that may stand for a government: countries and capitals."""
    rows = read_table("countries.tsv")
    names = [name for row in rows for name in (row["name"], *row["capital"].split(";"), *row["also"].split(";"))]
    return frozenset(folded(name) for name in names) - {""}


def sense_of(text: str, span: Span) -> str:
    """PLACE, or GOVERNMENT where a country's or capital's name speaks, acts or leads the name of a state body."""
    if folded(span.of(text)) not in governing_names():
        return PLACE
    signs = load_place_signs()
    next_word = re.match(r"(?:['’]s)? ([A-Z]\w+)", text[span.end_char : span.end_char + 30])
    body = next_word is not None and next_word[1] in signs.governing
    return GOVERNMENT if body or signs.is_government(text, span) else PLACE
