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


CAPITAL = re.compile(
    r"\b[Tt]he (?P<people>[A-Z][\w-]+(?: [A-Z][\w-]+)?) capital\b(?! (?:city )?(?:of )?[A-Z])"
    r"|\b(?P<owner>[A-Z][\w-]+(?: [A-Z][\w-]+)?)['’]s capital\b(?! (?:city )?(?:of )?[A-Z])"
    r"|\b[Tt]he capital of (?P<country>[A-Z][\w-]+(?: [A-Z][\w-]+)?)\b"
)
"""A capital told by its country's name or people's: "the Somali capital", "Sudan's capital", "the capital of Mali"."""


@cache
def _capital_by_country() -> Mapping[str, str]:
    """The first name of each capital by its country's folded name and by its code."""
    rows = [row for row in read_table("countries.tsv") if row["capital"]]
    return {key: row["capital"].split(";")[0] for row in rows for key in (folded(row["name"]), row["iso2"])}


def with_capital(words: str, peoples: Mapping[str, str]) -> str:
    """The words with the name of a capital that they tell by its country; `peoples` maps folded demonyms to codes."""

    def named(match: re.Match[str]) -> str:
        people = match["people"]
        key = peoples.get(folded(people), "") if people else folded(match["owner"] or match["country"])
        return _capital_by_country().get(key, match[0])

    return CAPITAL.sub(named, words)


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
