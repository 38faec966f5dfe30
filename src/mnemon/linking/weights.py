"""The weights of a comparison: data with reasons, read from weights.yaml and checked as they are read."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from functools import cache
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from mnemon.errors import DataError
from mnemon.model.events import Reason
from mnemon.model.marks import KINDS

FEATURES: dict[str, tuple[str, ...]] = {
    "date": (
        "same day", "same few days", "days that overlap", "long stretches with large figures",
        "long stretches that overlap", "a day apart with one figure", "a day apart", "days apart", "not stated",
        "too far apart",
    ),
    "place": (
        "same place", "same district", "next to each other", "very near", "one within the other", "same region",
        "same name, not on the map", "same country", "somewhere in the country", "not comparable", "not stated",
        "far apart", "elsewhere",
    ),
    "kind": ("same act", "same harm", "kinds that go together", "kinds that do not go together"),
    "victims": ("same victims", "different victims", "not comparable"),
    "by": ("same perpetrator", "different perpetrators", "not comparable"),
    "dead": (
        "same figure", "same small figure", "figures that can be one", "large figures near one another",
        "figures near one another", "large figures far apart", "figures far apart", "one gives none", "not comparable",
    ),
    "hurt": (
        "same figure", "same small figure", "figures that can be one", "large figures near one another",
        "figures near one another", "large figures far apart", "figures far apart", "one gives none", "not comparable",
    ),
    "means": ("same words", "other words", "not comparable"),
    "words": (
        "nearly all shared", "many shared", "some shared", "few shared", "none shared", "not comparable",
    ),
    "published": ("within a day", "within a week", "within a month", "longer apart", "not comparable"),
    "fresh": ("both at once", "one at once, one later", "both later", "not comparable"),
    "told there": ("one in each", "one against several", "several in each"),
    "outlet": ("one outlet", "two outlets", "not comparable"),
    "within one report": ("one restates the other",),
    "within a copy": ("the same sentences",),
}  # fmt: skip
"""What is compared, and all that can be found."""

SILENT = frozenset(("not stated", "not comparable"))
"""Findings that say nothing: they weigh 0 in every file of weights."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Where suggesting and joining begin and what counts as near: weights in log-odds base 2, days, kilometres.

    `unlinked`: what a pair weighs, when two groups are joined, on which no link was kept.
    """

    suggest_from: float
    look_from: float
    join_from: float
    unlinked: float
    window_days: int
    long_days: int
    most_days: int
    next_km: float
    very_near_km: float
    near_km: float
    far_km: float


@dataclass(frozen=True, slots=True)
class Weights:
    """What each finding weighs, which findings of place and date count as agreement, and which kinds go together."""

    prior: float
    found: dict[str, dict[str, float]]
    agreeing: frozenset[tuple[str, str]]
    barring: frozenset[tuple[str, str]]
    families: tuple[frozenset[str], ...]
    limits: Limits
    digest: str = ""

    def reason(self, what: str, found: str, detail: str = "") -> Reason:
        """A finding with its weight; `detail` is shown beside it."""
        return Reason(what, f"{found} ({detail})" if detail else found, self.found[what][found])

    def agree(self, reason: Reason) -> bool:
        """Whether a finding on place or date is agreement; what is not stated never is."""
        return _among(reason, self.agreeing)

    def bar(self, reason: Reason) -> bool:
        """Whether a finding excludes that two tellings are of one event, whatever else speaks for it."""
        return _among(reason, self.barring)


def _among(reason: Reason, findings: frozenset[tuple[str, str]]) -> bool:
    return any(what == reason.what and reason.found.startswith(found) for what, found in findings)


@cache
def open_weights(path: Path | None = None) -> Weights:
    """The weights that ship with this room, or those of a file that `python -m training.linking` wrote."""
    shipped = resources.files("mnemon.linking") / "learnt.json"
    learnt = (shipped if path is None else path).read_text(encoding="utf-8")
    return with_learnt(hand_set(), learnt, "linking/learnt.json" if path is None else str(path))


def hand_set() -> Weights:
    """The weights as they were set by hand: those that learning starts from."""
    text = (resources.files("mnemon.linking") / "weights.yaml").read_text(encoding="utf-8")
    return weights_from(text, "linking/weights.yaml")


def with_learnt(plain: Weights, text: str, where: str) -> Weights:
    """Weights whose numbers are replaced by learnt ones; DataError where those are of other findings, or no numbers."""
    try:
        given = json.loads(text)
        found = {what: {name: float(w) for name, w in told.items()} for what, told in given["found"].items()}
        limits, prior = replace(plain.limits, **given["limits"]), float(given["prior"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError("this is not a file of learnt weights", where=where) from error
    strange = [what for what, told in found.items() if set(told) != set(plain.found.get(what, ()))]
    if strange:
        raise DataError(f"the findings of {', '.join(strange)} are not those that can be found", where=where)
    _check(limits, where)
    digest = f"weights-{sha256((plain.digest + text).encode()).hexdigest()[:12]}"
    return replace(plain, prior=prior, found=plain.found | found, limits=limits, digest=digest)


def weights_from(text: str, where: str) -> Weights:
    """Weights from YAML text; DataError where a finding is missing, unknown, or weighs nothing that is a number."""
    given = yaml.safe_load(text)
    if not isinstance(given, dict):
        raise DataError("this is not a table of weights", where=where)
    return Weights(
        prior=_weight(given.get("prior"), "prior", where),
        found={what: _findings(given.get(what), what, where) for what in FEATURES},
        agreeing=_marked(given, "agrees"),
        barring=_marked(given, "bars"),
        families=_families(given.get("families"), where),
        limits=_limits(given.get("limits"), where),
        digest=f"weights-{sha256(text.encode()).hexdigest()[:12]}",
    )


def _marked(given: dict[str, Any], mark: str) -> frozenset[tuple[str, str]]:
    features = ((what, given[what]) for what in ("date", "place"))
    return frozenset((what, found) for what, entries in features for found, entry in entries.items() if entry.get(mark))


def _findings(given: Any, what: str, where: str) -> dict[str, float]:  # noqa: ANN401 - YAML may hold anything
    if not isinstance(given, dict) or set(given) != set(FEATURES[what]):
        named = ", ".join(sorted(set(given or ()) ^ set(FEATURES[what])))
        raise DataError(f"the findings of {what} are not those that can be found", where=where, do=f"see to: {named}")
    return {found: _weight(entry, f"{what}: {found}", where) for found, entry in given.items()}


def _weight(entry: Any, what: str, where: str) -> float:  # noqa: ANN401 - YAML may hold anything
    if not isinstance(entry, dict) or not isinstance(entry.get("weight"), int | float) or not entry.get("why"):
        raise DataError(f"{what} needs a weight and a why", where=where)
    return float(entry["weight"])


def _families(given: Any, where: str) -> tuple[frozenset[str], ...]:  # noqa: ANN401 - YAML may hold anything
    families = tuple(frozenset(family) for family in given or ())
    unknown = set(KINDS) ^ set().union(*families)
    if unknown:
        raise DataError(f"kinds in no family, or unknown: {', '.join(sorted(unknown))}", where=where)
    return families


def _limits(given: Any, where: str) -> Limits:  # noqa: ANN401 - YAML may hold anything
    names = [field.name for field in fields(Limits)]
    if not isinstance(given, dict) or sorted(given) != sorted(names):
        raise DataError(f"limits are {', '.join(names)}", where=where)
    limits = Limits(**given)
    _check(limits, where)
    return limits


def _check(limits: Limits, where: str) -> None:
    rising = [
        (limits.unlinked, limits.look_from), (limits.look_from, limits.suggest_from),
        (limits.next_km, limits.very_near_km), (limits.very_near_km, limits.near_km), (limits.near_km, limits.far_km),
    ]  # fmt: skip
    if any(low > high for low, high in rising):
        raise DataError("a lower limit lies above its upper one", where=where)
