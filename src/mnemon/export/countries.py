"""Countries as the schemas of others number and name them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Country:
    """`numeric`: ISO 3166-1 numeric; `gw`: Gleditsch-Ward number, None where there is none; `region`: UCDP's."""

    iso2: str
    iso3: str
    numeric: int
    gw: int | None
    region: str
    name: str


@cache
def countries() -> dict[str, Country]:
    """Every country, by its two letters."""
    text = (resources.files("mnemon.export") / "data" / "countries.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if not line.startswith("#")][1:]
    made = [Country(i2, i3, int(n), int(gw) if gw else None, region, name) for i2, i3, n, gw, region, name in lines]
    return {country.iso2: country for country in made}


@cache
def by_letters() -> dict[str, Country]:
    """Every country, by its three letters."""
    return {country.iso3: country for country in countries().values()}


def by_number(gw: int | None) -> str | None:
    """The two letters of the country with this Gleditsch-Ward number; None where none has it, or several do."""
    found = [country.iso2 for country in countries().values() if gw is not None and country.gw == gw]
    return found[0] if len(found) == 1 else None


def by_name(name: str) -> str | None:
    """The two letters of the country of this name as we write it, or with what UCDP puts in brackets behind it."""
    plain = name.partition(" (")[0].casefold()
    return next((c.iso2 for c in countries().values() if c.name.casefold() in {name.casefold(), plain}), None)


def lookup_country(iso2: str | None) -> Country | None:
    """The country of these two letters; None where there is none, or no letters."""
    return countries().get(iso2 or "")
