"""Tellings as columns: a number or a short row of numbers for each, so that many pairs are compared at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from hashlib import blake2b
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnemon.linking.telling import Telling, hand
from mnemon.model.marks import HARMS, KINDS
from mnemon.model.values import Actor, Place, Quantity

FIGURES, NAMES, ABOVE, MEANS, WORDS = 6, 6, 8, 4, 24
"""How many figures, actors, parents of actors, means and words of a telling are compared; more than most have."""

LASTS = 3
"""Days that a stretch has at least for it to be an episode: two are a night, or a day off."""

LASTING = frozenset({"battle", "operation"})
"""What goes on for days. A bombing "between Monday and Wednesday" is one whose day is not known."""

BATCH = 50_000
"""Tellings turned into columns at a time."""

NONE = -1
"""What is not stated, in every column of whole numbers."""

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Columns:
    """n tellings, by mention id. `figures`: kind, low, best, high of each; `known`: an actor of a list is named.

    `lasting`: tells of an episode, which goes on for days.

    Codes stand for names and hold within one table alone. latitude and longitude are NaN where not on the map.
    """

    ids: NDArray[Any]
    report: Ints
    start: Ints
    end: Ints
    place: Ints
    name: Ints
    precision: Ints
    country: Ints
    adm1: Ints
    adm2: Ints
    latitude: NDArray[np.float64]
    longitude: NDArray[np.float64]
    kinds: Ints
    figures: Ints
    victims: Ints
    victims_above: Ints
    victims_known: NDArray[np.bool_]
    by: Ints
    by_above: Ints
    by_known: NDArray[np.bool_]
    means: Ints
    words: Ints
    published: Ints
    outlet: Ints
    lasting: NDArray[np.bool_]
    told: Ints


@dataclass(frozen=True, slots=True)
class _Codes:
    """A number for each name, in the order in which they are met."""

    seen: dict[str, int] = field(default_factory=dict)

    def of(self, name: str | None) -> int:
        return NONE if name is None else self.seen.setdefault(name, len(self.seen))


def columns(told: Iterable[Telling]) -> Columns:
    """The tellings as columns, in the order of their mention ids, each told of once."""
    codes = {name: _Codes() for name in ("report", "place", "name", "country", "adm", "actor", "means", "outlet")}
    waiting = iter(told)
    parts: list[dict[str, NDArray[Any]]] = []
    while batch := list(islice(waiting, BATCH)):
        rows = [_row(telling, codes) for telling in batch]
        parts.append({name: _column(name, rows) for name in STATED})
    made = {name: np.concatenate([part[name] for part in parts] or [_column(name, [])]) for name in STATED}
    order = np.argsort(made["ids"], kind="stable")
    plain = Columns(**{name: column[order] for name, column in made.items()}, told=np.ones(len(order), dtype=np.int64))
    return replace(plain, told=_told(plain))


def _column(name: str, rows: Sequence[dict[str, Any]]) -> NDArray[Any]:
    values = np.array([row[name] for row in rows], dtype=_type(name))
    return values.reshape((len(rows), *WIDTHS[name])) if name in WIDTHS else values


STATED = tuple(f.name for f in fields(Columns) if f.name != "told")
WIDTHS = {
    "figures": (FIGURES, 4), "victims": (NAMES,), "victims_above": (ABOVE,), "by": (NAMES,), "by_above": (ABOVE,),
    "means": (MEANS,), "words": (WORDS,),
}  # fmt: skip


def _type(name: str) -> Any:  # noqa: ANN401 - a dtype has many forms
    if name == "ids":
        return np.str_
    narrow = {"latitude": np.float64, "longitude": np.float64, "victims_known": np.bool_, "by_known": np.bool_}
    narrow["lasting"] = np.bool_
    return narrow.get(name, np.int32 if name in WIDTHS else np.int64)


def _row(telling: Telling, codes: dict[str, _Codes]) -> dict[str, Any]:
    mention, dates = telling.mention, telling.mention.date
    victims = [claim.victims for claim in telling.claims if claim.victims is not None]
    doers = [claim.by for claim in telling.claims if claim.by is not None]
    means = sorted({claim.means.casefold().strip() for claim in telling.claims if claim.means})
    return {
        "ids": mention.id,
        "report": codes["report"].of(hand(mention.report_id)),
        "start": NONE if dates is None else dates.start.toordinal(),
        "end": NONE if dates is None else dates.end.toordinal(),
        **_place(mention.place, codes),
        "kinds": sum(1 << KINDS.index(kind) for kind in telling.kinds if kind in KINDS),
        "figures": _figures(telling),
        **_actors("victims", victims, codes["actor"]),
        **_actors("by", doers, codes["actor"]),
        "means": _padded([codes["means"].of(word) for word in means], MEANS),
        "words": _padded(sorted(map(_hashed, telling.words)), WORDS),
        "published": NONE if telling.published is None else telling.published.toordinal(),
        "outlet": codes["outlet"].of(telling.outlet),
        "lasting": dates is not None and (dates.end - dates.start).days + 1 >= LASTS and bool(telling.kinds & LASTING),
    }


def _place(place: Place | None, codes: dict[str, _Codes]) -> dict[str, Any]:
    nowhere = float("nan")
    if place is None:
        none = dict.fromkeys(("place", "name", "precision", "country", "adm1", "adm2"), NONE)
        return {**none, "latitude": nowhere, "longitude": nowhere}
    on_map = place.latitude is not None and place.longitude is not None
    return {
        "place": codes["place"].of(place.place_id),
        "name": codes["name"].of(place.name.casefold()),
        "precision": place.precision,
        "country": codes["country"].of(place.country),
        "adm1": codes["adm"].of(None if place.adm1 is None else f"{place.country} {place.adm1}"),
        "adm2": codes["adm"].of(None if place.adm2 is None else f"{place.country} {place.adm1} {place.adm2}"),
        "latitude": place.latitude if on_map else nowhere,
        "longitude": place.longitude if on_map else nowhere,
    }


def _figures(telling: Telling) -> list[int]:
    """The harms' figures, the largest first."""
    told = {
        (HARMS.index(claim.kind), *_numbers(claim.quantity))
        for claim in telling.claims
        if claim.kind in HARMS and claim.quantity is not None
    }
    ordered = sorted((row for row in told if row[1:] != (NONE, NONE, NONE)), key=lambda row: (row[0], -max(row[1:])))
    flat = [number for row in ordered[:FIGURES] for number in row]
    return flat + [NONE] * (4 * FIGURES - len(flat))


def _numbers(quantity: Quantity) -> tuple[int, int, int]:
    low, best, high = (NONE if n is None else min(n, 2**31 - 1) for n in (quantity.low, quantity.best, quantity.high))
    return low, best, high


def _actors(role: str, actors: Sequence[Actor], codes: _Codes) -> dict[str, Any]:
    own = {key.casefold() for actor in actors for key in (actor.actor_id, actor.name) if key}
    above = {key.casefold() for actor in actors for key in (actor.of, *actor.chain) if key}
    return {
        role: _padded(sorted(map(codes.of, sorted(own))), NAMES),
        f"{role}_above": _padded(sorted(map(codes.of, sorted(above))), ABOVE),
        f"{role}_known": any(actor.actor_id is not None for actor in actors),
    }


def _padded(values: Sequence[int], width: int) -> list[int]:
    return [*values[:width], *[NONE] * (width - len(values))]


def _hashed(word: str) -> int:
    """A number below 2**31 for a word, the same on every machine: the smallest are a fair sample of many words."""
    return int.from_bytes(blake2b(word.encode(), digest_size=4).digest(), "big") >> 1


def _told(made: Columns) -> Ints:
    """How many tellings of the same report name the same place and first day, each telling itself included."""
    if not len(made.ids):
        return made.report
    keys = np.stack([made.report, made.place, made.name, made.start], axis=1)
    _, home, counts = np.unique(keys, axis=0, return_inverse=True, return_counts=True)
    return np.asarray(counts[home.reshape(-1)], dtype=np.int64)
