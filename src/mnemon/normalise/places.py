"""Where? Place words become a place on the map with a precision, or a name without one, or None = "not stated".

Whose land a place is on is not decided here: the country code is the one that GeoNames gives, nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import log10

from mnemon.model.marks import Name
from mnemon.model.values import Place, Placed
from mnemon.normalise.folding import folded
from mnemon.normalise.gazetteer import Candidate, Gazetteer, kilometres
from mnemon.normalise.place_context import SAME_PLACE_KM, WELL_KNOWN, Context, candidates
from mnemon.normalise.place_words import Wording, wording

TOO_FAR_KM = 300
"""A small place farther than this from every other place of its report contradicts the report."""

ACROSS_A_BORDER_KM = 75
"""The same for a place in a country that the report does not name, though it may name its people."""

TOO_CLOSE_A_CALL = 0.3
"""Two far-apart candidates whose scores differ by less (half a power of ten in people) are not told apart."""

SEVERAL = "several places far apart bear this name"

LONGEST = 200
"""More characters than this are no place."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What came of choosing among namesakes: the one chosen, or None and the most likely one that was refused."""

    chosen: Candidate | None
    refused: Candidate | None = None


EXACT = 1
"""The place itself was found: no word is needed on a namesake that was refused beside it."""


def place(where: Sequence[str], context: Context, gazetteer: Gazetteer) -> Place | None:
    """The place that one frame's where words tell, best given smallest first; None where they hold no name of a place.

    Larger places of the same frame bind the smaller ones. A name that contradicts the frame or the report is not
    placed: the larger place, or the one division that the report names, is answered instead, and `note` says why.
    Where there is nothing to answer instead, latitude and longitude are None.
    """
    larger: Place | None = None
    refused: Place | None = None
    bound = context
    for words in _largest_first(where, gazetteer):
        found = one_place(words, bound, gazetteer)
        if found is not None and found.latitude is not None:
            larger, refused = _smaller(larger, found), None
            bound = _bound_by(bound, found, gazetteer)
        elif found is not None:
            refused = found
    if larger is not None and larger.precision > EXACT and refused is not None and refused.note:
        return replace(larger, note=larger.note or refused.note)
    return larger or _at_the_division(refused, context)


def _largest_first(where: Sequence[str], gazetteer: Gazetteer) -> list[str]:
    return [words for _, _, words in sorted(((-_size(w, gazetteer), -i, w) for i, w in enumerate(where)))]


def _size(words: str, gazetteer: Gazetteer) -> int:
    """The precision of the likeliest place of this name: the larger, the larger the place; 0 where none is known."""
    group = candidates(wording(words), words, gazetteer) if len(words) <= LONGEST and words.lower() != words else ()
    return group[0].precision if group else 0


def places(names: Iterable[Name], text: str, context: Context, gazetteer: Gazetteer) -> tuple[Placed, ...]:
    """Every place name of the text with its place; `place` None where the words hold no name that is known."""
    found: dict[str, Place | None] = {}
    placed = []
    for name in names:
        words = name.span.of(text)
        if words not in found:
            found[words] = one_place(words, context, gazetteer)
        placed.append(Placed(name.span, found[words]))
    return tuple(placed)


def one_place(words: str, context: Context, gazetteer: Gazetteer) -> Place | None:
    """The place that one stretch of words tells; None where it holds no name of a place."""
    if len(words) > LONGEST or words.lower() == words:
        return None
    said = wording(words)
    group = candidates(said, words, gazetteer)
    if not group:
        return _named_within(words, context, gazetteer)
    choice = choose(group, context)
    if choice.chosen is not None:
        return _placed(choice.chosen, said, words, gazetteer)
    return _refusal(choice, said, words, gazetteer)


def choose(group: Sequence[Candidate], context: Context) -> Choice:
    """The namesake that fits the report best, by nearness and population; none where all contradict it or two tie."""
    fitting = [candidate for candidate in group if not contradicts(candidate, context)]
    if not fitting:
        return Choice(None, group[0])
    ranked = sorted(((_score(candidate, context), -i, candidate) for i, candidate in enumerate(fitting)), reverse=True)
    (best, _, chosen), rest = ranked[0], ranked[1:]
    ties = (c for score, _, c in rest if best - score < TOO_CLOSE_A_CALL and _apart(c, chosen))
    return Choice(None, None) if next(ties, None) else Choice(chosen)


def contradicts(candidate: Candidate, context: Context) -> bool:
    """True when a small place lies far from all that the report names, or in a country it speaks nothing of."""
    if context.bound is not None and not _fits(candidate, context.bound):
        return True
    if candidate.precision > 3 or candidate.population >= WELL_KNOWN or context.within(candidate):
        return False
    distance = context.nearest(candidate)
    homely = {place.country for place in (*context.divisions, *context.anchors)} | context.countries
    if distance is None:
        return bool(homely) and candidate.country not in homely | context.hints
    if candidate.country in homely:
        return distance > TOO_FAR_KM and bool(context.divisions)
    return distance > ACROSS_A_BORDER_KM


def _fits(candidate: Candidate, bound: Candidate) -> bool:
    """True when the candidate may lie in or about the larger place that its own frame names."""
    if candidate.precision > bound.precision or bound.precision > 6 or candidate.precision > 3:
        return True
    if bound.precision == 6:
        return candidate.country == bound.country
    return (candidate.adm1, candidate.country) == (bound.adm1, bound.country) or _distance(
        candidate, bound
    ) < TOO_FAR_KM


def _score(candidate: Candidate, context: Context) -> float:
    """Powers of ten of people, plus what the report's other places say; one point is a tenfold population."""
    score = log10(candidate.population + 10) + {1: 0.5, 3: 0.0, 4: 0.0}.get(candidate.precision, 4.0)
    if candidate.country in context.countries:
        score += 2
    elif candidate.country in context.hints:
        score += 1
    if context.within(candidate):
        score += 2
    distance = context.nearest(candidate)
    return score + (0 if distance is None else max(0.0, 1.5 - distance / 333))


def _apart(one: Candidate, other: Candidate) -> bool:
    return _distance(one, other) > SAME_PLACE_KM


def _distance(one: Candidate, other: Candidate) -> float:
    return kilometres((one.latitude, one.longitude), (other.latitude, other.longitude))


def _placed(candidate: Candidate, said: Wording, words: str, gazetteer: Gazetteer) -> Place:
    point = (candidate.latitude, candidate.longitude, _precision(candidate.precision, said), candidate.country)
    return Place(candidate.place_id, candidate.name, *point, division_name(candidate, gazetteer), words=words)


def _precision(own: int, said: Wording) -> int:
    """The place's own precision, made less exact by the words about it."""
    if said.kind == "district":
        return max(3, own)
    if said.near and own < 3:
        return 2
    return 5 if said.part and own == 6 else own


def division_name(candidate: Candidate, gazetteer: Gazetteer) -> str | None:
    """The name of the first-order division that the candidate is or lies in; None where the gazetteer knows none."""
    if candidate.precision == 4 or candidate.adm1 is None:
        return candidate.name if candidate.precision == 4 else None
    held = gazetteer.lookup_name(f"{candidate.country}.{candidate.adm1}")
    return held[0].name if held else None


def _refusal(choice: Choice, said: Wording, words: str, gazetteer: Gazetteer) -> Place:
    """The bare name, with the reason why no namesake was chosen."""
    refused = choice.refused
    if refused is None:
        return _unplaced(said, words, f"{said.name}: {SEVERAL}")
    held = ", ".join(filter(None, (refused.name, division_name(refused, gazetteer), refused.country)))
    return _unplaced(said, words, f"{held} ({refused.place_id}) refused: it contradicts the other places named")


def _at_the_division(refused: Place | None, context: Context) -> Place | None:
    """A refused place told at the one division that its report names, if it names just one."""
    if refused is None or not refused.note.endswith("named") or len(context.divisions) != 1:
        return refused
    division = context.divisions[0]
    point = (division.latitude, division.longitude, division.precision, division.country, division.name)
    return Place(division.place_id, division.name, *point, words=refused.words, note=refused.note)


def _unplaced(said: Wording, words: str, note: str) -> Place:
    precision = {"division": 4, "district": 3}.get(said.kind, 2 if said.near else 1)
    return Place(None, said.name, None, None, precision, words=words, note=note)


def _named_within(words: str, context: Context, gazetteer: Gazetteer) -> Place | None:
    """The smallest place named within longer words ("Baghdad's airport road"), told at precision 2 if a settlement.

    Only names that were marked as places count, since many a word is some village's name. Where none is known, the
    words as a whole are an unplaced name if they were marked as one, else None.
    """
    best: Place | None = None
    for part in _parts(words):
        if part != words and folded(wording(part).name) in context.named:
            found = one_place(part, context, gazetteer)
            if found is not None and found.latitude is not None:
                best = found if best is None or found.precision < best.precision else best
    if best is not None:
        return replace(best, precision=2 if best.precision == 1 else best.precision, words=words)
    said = wording(words)
    known = folded(said.name) in context.named or folded(words) in context.named
    return _unplaced(said, words, "not in the gazetteer") if known else None


def _parts(words: str) -> list[str]:
    """The runs of capitalised words among the words."""
    return re.findall(
        r"[A-Z][\w.'’-]*?(?=(?:['’]s)?(?:[\s,()]|$))(?: (?:al-|el-|[A-Z])[\w.'’-]*?(?=(?:['’]s)?(?:[\s,()]|$)))*", words
    )


def _smaller(larger: Place | None, found: Place) -> Place:
    """The more exact of the two; the later one, which the sentence holds for smaller, where they are equal."""
    return found if larger is None or found.precision <= larger.precision else larger


def _bound_by(context: Context, found: Place, gazetteer: Gazetteer) -> Context:
    """The context narrowed to a larger place of the same frame."""
    group = [c for c in gazetteer.lookup_name(found.name) if c.place_id == found.place_id]
    if not group:
        return context
    divisions = tuple(group) if found.precision == 4 else context.divisions
    return replace(context, bound=group[0], divisions=divisions, anchors=(*context.anchors, *group))
