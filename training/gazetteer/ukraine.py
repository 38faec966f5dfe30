"""OCHA's P-codes of Ukraine: raions and hromadas with points, settlements by name within a hromada."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mnemon.normalise.folding import folded
from mnemon.normalise.gazetteer import kilometres
from mnemon.normalise.gazetteer_file import Entry
from training.gazetteer.names import of_town
from training.gazetteer.sources import rows

WITHIN_KM = 40
"""A settlement lies no farther than this from the middle of its hromada."""

TOWN_KM = 60
"""A raion is named after a town no farther than this from its middle."""


@dataclass
class Coded:
    """Ukraine by P-code: `places` are the settlements met before, codes added; `more` are those that none knew."""

    places: list[Entry]
    more: list[Entry]


def coded(folder: Path, places: Iterable[Entry]) -> Coded:
    """Ukraine's settlements with their P-codes as keys, and its raions and hromadas."""
    settled = [place for place in places if place.country == "UA"]
    by_name: dict[str, list[int]] = defaultdict(list)
    for i, place in enumerate(settled):
        for key in place.all_keys():
            by_name[key].append(i)
    hromadas = {row["pcode"]: row for row in rows(folder / "ukraine_cod/hromadas.tsv.gz")}
    raions = {row["pcode"]: row for row in rows(folder / "ukraine_cod/raions.tsv.gz")}
    more, votes, unknown = [], defaultdict(Counter), []
    for row in rows(folder / "ukraine_cod/settlements.tsv.gz"):
        hromada = hromadas.get(row["pcode"][:9]) or raions.get(row["pcode"][:6])
        if hromada is None:
            continue
        found = _nearest(by_name.get(folded(row["ua"]), ()), settled, _point(hromada))
        raion = _district(raions, row["pcode"])
        if found is None:
            unknown.append((row, hromada, raion))
            continue
        place = settled[found]
        votes[row["pcode"][:4]][place.adm1] += 1
        names = (*place.names, row["pcode"], row["en"], row["ua"])
        settled[found] = replace(place, names=names, adm2=raion or place.adm2)
    oblasts = {code: counted.most_common(1)[0][0] for code, counted in votes.items()}
    for row, hromada, raion in unknown:
        adm1 = oblasts.get(row["pcode"][:4], "")
        names = (row["ua"], row["pcode"])
        more.append(Entry(f"pcode:{row['pcode']}", row["en"], 2, *_point(hromada), "UA", adm1, raion, 0, names))
    more += [_land(row, "Raion", oblasts, settled) for row in raions.values()]
    more += [_land(row, "Hromada", oblasts, settled) for row in hromadas.values()]
    return Coded(settled, more)


def _point(row: Mapping[str, str]) -> tuple[float, float]:
    return float(row["lat_centroid"]), float(row["lon_centroid"])


def _district(raions: Mapping[str, Mapping[str, str]], pcode: str) -> str:
    raion = raions.get(pcode[:6])
    return f"{raion['en']} Raion" if raion else ""


def _nearest(found: Iterable[int], settled: list[Entry], point: tuple[float, float]) -> int | None:
    near = ((kilometres((settled[i].latitude, settled[i].longitude), point), i) for i in found)
    distance, best = min(near, default=(WITHIN_KM + 1.0, -1))
    return best if distance <= WITHIN_KM else None


def _land(row: Mapping[str, str], kind: str, oblasts: Mapping[str, str], settled: list[Entry]) -> Entry:
    """A raion or hromada, also under the name of the town that it is named after ("Pokrovsk district")."""
    point, adm1 = _point(row), oblasts.get(row["pcode"][:4], "")
    near = [
        (p.name, p.population)
        for p in settled
        if abs(p.latitude - point[0]) < 0.7 and abs(p.longitude - point[1]) < 1
        and kilometres((p.latitude, p.longitude), point) <= TOWN_KM
    ]  # fmt: skip
    town = of_town(row["en"], near)
    words = ("district", "raion", "rayon") if kind == "Raion" else ("hromada", "community")
    names = [f"{name} {word}" for name in filter(None, (row["en"], town)) for word in words]
    native = "район" if kind == "Raion" else "громада"
    names += [row["pcode"], row["en"], f"{row['ua']} {native}", f"{row['ru']} район"]
    name = f"{row['en']} {kind}"
    return Entry(f"pcode:{row['pcode']}", name, 3, *point, "UA", adm1, name, 0, tuple(names))
