"""Which of a source's names are kept, and what else a place goes by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from mnemon.normalise.folding import folded
from mnemon.normalise.gazetteer_file import LOOSE, Entry
from mnemon.normalise.place_words import DISTRICTS, DIVISIONS
from mnemon.normalise.romanising import loose, romanised

ARABIC = set("IQ SY YE LY SD PS LB JO EG SA KW BH OM AE DZ TN MA".split())
"""Countries whose GeoNames spellings keep an article that reports leave out."""

LATIN, CYRILLIC, ARABIC_SCRIPT = "A-Za-zÀ-ɏḀ-ỿ", "Ѐ-ӿ", "؀-ۿ"
KEPT = re.compile("|".join(rf"[{script}][{script}0-9 '’‘`ʻʼʿʹ.()-]+" for script in (LATIN, CYRILLIC, ARABIC_SCRIPT)))
"""Names in Latin, Cyrillic or Arabic letters."""

GENERIC = "|".join(sorted({*DIVISIONS, *DISTRICTS, "city", "municipality"}, key=len, reverse=True))


def kept(names: Iterable[str]) -> Iterator[str]:
    """The names in one of the three scripts, less codes ("KBP") and machine spellings ("swldw")."""
    for name in names:
        short = name.isupper() and len(name) <= 4
        machine = name.isascii() and name[:1].islower() and not re.match(r"(?:al|el|an|as|ar|ad|az|at|de|la)[ -]", name)
        if not short and not machine and KEPT.fullmatch(name):
            yield name


def without_article(name: str, country: str) -> tuple[str, ...]:
    """An Arabic name less its article, and as news agencies spell its end ("An Numaniyah" -> "Numaniya")."""
    if country not in ARABIC:
        return ()
    bare = re.sub(r"^(?:a|e)(?:l|n|s|r|d|z|t|sh) (?=\w)", "", folded(name))
    if not bare.isascii():
        return (re.sub(r"^ال(?=\w\w\w)", "", bare),)
    short = re.sub(r"[iy]yah$", "iya", bare) if bare.endswith("yah") else re.sub(r"ah$", "a", bare)
    return (bare, short)


def with_loose_keys(entry: Entry) -> Entry:
    """The entry with the loose spellings of its names as further keys."""
    spelled = {loose(name) for name in (entry.name, *entry.names)} - {""}
    return replace(entry, keys=(*entry.keys, *sorted(LOOSE + key for key in spelled)))


def with_bare_names(entry: Entry) -> Entry:
    """The division or district with each name also less its word for what it is ("Kursk Oblast" -> "Kursk")."""
    names = (entry.name, *entry.names)
    bare = (re.sub(rf" (?:{GENERIC})['’]?$", "", name, flags=re.IGNORECASE) for name in names)
    led = (
        re.sub(
            r"^(?:Republic|Province|State|Region|Muhafazat|Muḩāfaz̧at|Wilaya|Wilayat|Ostan-e|Ostān-e|Departamento|Département|Provincia|Estado"
            r"|Distrito|Municipio)(?: (?:of|de|del|du|da))? |^(?:Al|An|As|Ar|Ad|Az|At|Aḑ|El)[ -]",
            "",
            name,
        )
        for name in names
    )
    return replace(entry, names=tuple(dict.fromkeys((*names, *bare, *led))))


ADJECTIVE = re.compile(r"(?:[sz]k|ck|tsk)(?:yi|iy|ii|y|yy|aya|a)?$")


def of_town(district: str, towns: Iterable[tuple[str, int]]) -> str | None:
    """The town that a Slavonic district is named after ("Pokrovskyi" -> "Pokrovsk"); None where none fits.

    `towns`: names and populations of the settlements about it. The longest common beginning wins, of at least four
    letters and all but the town's last two; then the most populous.
    """
    stem = folded(romanised(district.lower()))
    best: tuple[int, int, str] | None = None
    for name, people in towns:
        town = folded(name)
        shared = next(
            (i for i, (a, b) in enumerate(zip(stem, town, strict=False)) if a != b), min(len(stem), len(town))
        )
        if shared >= max(4, len(town) - 2) and (best is None or (shared, people, name) > best):
            best = (shared, people, name)
    return best[2] if best else None
