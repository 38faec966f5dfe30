"""Which of several places that bear a name is meant? One, or none where all contradict the report or two fit alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10

from mnemon.model.distance import kilometres
from mnemon.normalise.folding import folded
from mnemon.normalise.gazetteer import Candidate
from mnemon.normalise.place_context import SAME_PLACE_KM, WELL_KNOWN, Context
from mnemon.normalise.place_sense import capitals
from mnemon.normalise.place_signs import load_place_signs
from mnemon.normalise.romanising import loose

TOO_FAR_KM = 300
"""A small place farther than this from every other place of its report contradicts the report."""

ACROSS_A_BORDER_KM = 75
"""The same for a place in a country that the report does not name, though it may name its people."""

TOO_CLOSE_A_CALL = 0.3
"""Two far-apart candidates whose scores differ by less (half a power of ten in people) are not told apart."""

SEVERAL = "several places far apart bear this name"

OTHER_NAME = 1.0
"""What a town of another name loses to one that bears this name today: it was called so once, or in another tongue."""

COMPARABLE = 20
"""A town with less than a part in so many of another's people takes nothing from it."""

LAND = 6.5
"""A country, sea or continent counts as having at least so many powers of ten of people."""

SEAT_KM = 25
"""A town so near to the middle of the district that is called after it is its seat."""

TOWN = 20_000
"""From this population on a place of a country that the report is about may lie far from its other places."""

HAMLET = 1_000
"""With fewer people, a place is known to nobody by its bare name."""

DIVISION = 4
"""The precision of a first-order division."""

SIDES = frozenset("central northern southern eastern western north south east west".split())
"""Divisions of many countries are called by these ("Central District")."""

CONTRADICTED = "refused: it contradicts"


@dataclass(frozen=True, slots=True)
class Choice:
    """What came of choosing among namesakes: the one chosen, or None; the others, the likeliest first; and why.

    `tied`: those between which nothing decides.
    """

    chosen: Candidate | None
    rivals: tuple[Candidate, ...] = ()
    reason: str = ""
    tied: tuple[Candidate, ...] = ()


def choose(group: Sequence[Candidate], context: Context, name: str = "", *, part: bool = False) -> Choice:
    """The namesake that fits the report best; none where all contradict it or two of them fit as well as each other.

    `name`: the folded name, which speaks for no country itself. `part`: a part of it is told ("northern X"), so that of
    a division and its seat the division is meant, as where the name is first the land's ("Gaza").
    """
    alone = not any(is_apart(group[0], other) for other in group)
    fitting = [candidate for candidate in group if not contradicts(candidate, context, alone=alone)]
    if not fitting:
        return Choice(None, tuple(group), f"{CONTRADICTED} the other places named")
    own = max((c.population + 1 for c in fitting if _bears(c, name)), default=0)
    scores = [_score(c, context, name) - (OTHER_NAME if _outdone(c, name, own) else 0) for c in fitting]
    ranked = sorted(((score, -i, fitting[i]) for i, score in enumerate(scores)), reverse=True)
    (best, _, chosen), rest = ranked[0], ranked[1:]
    ties = [c for score, _, c in rest if best - score < TOO_CLOSE_A_CALL and is_apart(c, chosen)]
    rivals = tuple(c for _, _, c in rest)
    land = part or name in load_place_signs().land_first
    town = None if land else next((c for c in rivals if _is_seat(c, chosen)), None)
    held = next((c for c in rivals if land and chosen.precision < c.precision == 4 and not is_apart(chosen, c)), None)
    if held is not None:
        chosen, rivals = held, (chosen, *(c for c in rivals if c is not held))
    elif town is not None:
        chosen, rivals = town, (chosen, *(c for c in rivals if c is not town))
    if ties:
        return Choice(None, (chosen, *rivals), SEVERAL, (chosen, *ties))
    return Choice(chosen, rivals, _why(chosen, context, name, bool(rivals)))


def _bears(candidate: Candidate, name: str) -> bool:
    """True for a town that is called so today, in any spelling of the name."""
    own = folded(candidate.name)
    return candidate.precision < 3 and (own == name or loose(own) == loose(name))


def _outdone(candidate: Candidate, name: str, own: int) -> bool:
    """True for a town of another name, where one of this name has a fair part of its people (`own`)."""
    towns = candidate.precision < 3 and own * COMPARABLE >= candidate.population and own > 0
    return towns and not _bears(candidate, name)


def _is_seat(town: Candidate, land: Candidate) -> bool:
    """True for the town that a division or district is called after: its bare name means the town."""
    if town.precision != 1 or land.precision not in (3, 4) or is_apart(town, land):
        return False
    if land.precision == 3 and distance(town, land) < SEAT_KM:
        return True
    return town.population >= max(TOWN, land.population // 50)


def contradicts(candidate: Candidate, context: Context, *, alone: bool = False) -> bool:
    """True when a small place lies far from all that the report names, or in a country it speaks nothing of.

    `alone`: no place elsewhere bears the name, so that a town of some size is believed.
    """
    if context.bound is not None and not _fits(candidate, context.bound):
        return True
    if candidate.precision > 3 or candidate.population >= WELL_KNOWN or context.within(candidate):
        return _is_side_elsewhere(candidate, context)
    if alone and candidate.precision < 3 and candidate.population >= TOWN:
        return False
    away = context.nearest(candidate)
    if away is None:
        return _is_strange(candidate, context, alone=alone)
    if candidate.country in context.homely:
        return away > TOO_FAR_KM and bool(context.divisions) and candidate.population < TOWN
    return away > ACROSS_A_BORDER_KM


def _is_side_elsewhere(candidate: Candidate, context: Context) -> bool:
    """True for a "Central District" in a country that a report which places other things says nothing of."""
    side = candidate.precision == DIVISION and folded(candidate.name).split(" ")[0] in SIDES
    return side and bool(context.homely) and candidate.country not in context.homely | context.hints


def _is_strange(candidate: Candidate, context: Context, *, alone: bool) -> bool:
    """Of a report that places nothing else: True in a country that it says nothing of.

    Where it speaks of peoples only, a small place with a namesake must lie in their lands ("Malian soldiers", Moura);
    where it says nothing at all, a hamlet with a namesake is not told from it.
    """
    if context.homely:
        return candidate.country not in context.homely | context.hints
    if context.hints:
        return not alone and candidate.population < TOWN and candidate.country not in context.hints
    return not alone and candidate.population < HAMLET


def _fits(candidate: Candidate, bound: Candidate) -> bool:
    """True when the candidate may lie in or about the larger place that its own frame names."""
    if candidate.precision > bound.precision or bound.precision > 6 or candidate.precision > 4:
        return True
    if bound.precision >= 5:
        return candidate.country == bound.country or (bound.precision == 5 and bound.country is None)
    if bound.place_id.startswith("mnemon:"):
        return distance(candidate, bound) < TOO_FAR_KM
    if candidate.country != bound.country:
        return bound.precision < 3 and distance(candidate, bound) < TOO_FAR_KM
    if candidate.adm1 == bound.adm1 or _is_own_division(candidate):
        return True
    return distance(candidate, bound) < {4: 0, 3: SEAT_KM}.get(bound.precision, TOO_FAR_KM)


def _is_own_division(candidate: Candidate) -> bool:
    """True for a city that is a division by itself, within or beside the one that reports name with it (Sevastopol)."""
    return candidate.precision == 1 and (candidate.division or "").startswith(f"{candidate.name} City")


def _score(candidate: Candidate, context: Context, name: str) -> float:
    """Powers of ten of people, plus what the report's other places say; one point is a tenfold population."""
    size = log10(candidate.population + 10)
    if candidate.precision >= 5:
        size = max(size, LAND) + 1
    elif candidate.precision <= 2:
        size += 0.5
    if candidate.precision == 4 and folded(candidate.name).startswith(f"{name} "):
        size -= 1  # "Niger" is said of the country rather than of Niger State
    if _is_capital(candidate, name):
        size += 1
    others = context.speaking_for(candidate, name)
    told = candidate.country in context.countries
    support = (2.0 if told else min(2.0, others)) if others else float(told or candidate.country in context.hints)
    if context.within(candidate):
        support += 2
    away = context.nearest(candidate) if candidate.precision < 5 else None
    return size + support + (0 if away is None else max(0.0, 1.5 - away / 333))


def _is_capital(candidate: Candidate, name: str) -> bool:
    return candidate.precision < 3 and name in capitals().get(candidate.country or "", ())


def _why(chosen: Candidate, context: Context, name: str, rivals: bool) -> str:  # noqa: FBT001 - a word on the choice
    """Why this namesake, in words."""
    if not rivals:
        return "the only place of this name that fits"
    reasons = []
    if context.bound is not None and chosen.place_id != context.bound.place_id:
        reasons.append(f"named with {context.bound.name}")
    if context.within(chosen):
        reasons.append("in a division that the report names")
    elif context.speaking_for(chosen, name):
        reasons.append("in a country that the report names")
    away = context.nearest(chosen) if chosen.precision < 4 else None
    if away is not None and away < TOO_FAR_KM:
        reasons.append(f"{away:.0f} km from another place named")
    return "; ".join(reasons) or "the most populous or best known of this name"


def is_apart(one: Candidate, other: Candidate) -> bool:
    """True for two places too far from each other to be one place told at two sizes."""
    return distance(one, other) > SAME_PLACE_KM


def distance(one: Candidate, other: Candidate) -> float:
    """Kilometres between two candidates."""
    return kilometres(one.point, other.point)
