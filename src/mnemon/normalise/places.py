"""Where? Place words become a place on the map with a precision, or a name without one, or None = "not stated".

Whose land a place is on is not decided here: the country code is the one that GeoNames gives, nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from mnemon.model.distance import kilometres
from mnemon.model.marks import Name
from mnemon.model.text import Span
from mnemon.model.values import NOT_FOUND, Place, Placed, Rival
from mnemon.normalise.disputed import dispute
from mnemon.normalise.folding import folded
from mnemon.normalise.gazetteer import Candidate, Gazetteer
from mnemon.normalise.place_choice import CONTRADICTED, TOWN, Choice, choose, distance, is_apart
from mnemon.normalise.place_context import SAME_PLACE_KM, Context, candidates, meant, of_kind
from mnemon.normalise.place_sense import country_names, sense_of
from mnemon.normalise.place_together import (
    BETWEEN,
    COUNTRY,
    EXACT,
    FROM_THERE,
    TOLD_WITH_IT,
    better,
    coarser,
    division_name,
    point_of,
)
from mnemon.normalise.place_words import Wording, kind_behind, wording

TOLD_WITH = re.compile(
    r", (?:in )?(?:the )?|,? in (?:the )?(?:(?:north|south|east|west|central)[a-z-]* )?| \("
    r"|,? (?:province|district|county), "
)
"""What stands between a place and the larger one it is told with."""

BOTH = re.compile(r"(?:the )?(.+?)(?:,? and |,? as well as | & )(?:in |at |near )?(?:the )?([^\W\d_a-z].*)")
"""Two places told side by side."""

PLURALS = re.compile(
    r" (territor|count)ies$"
    r"| (district|province|region|state|governorate|oblast|raion|department|township|commune|village|town)s$"
)
WITHIN_TOWN = re.compile(
    r"\b(?:neighbou?rhood|quarter|suburb|street|market|hospital|school|mosque|church)\b", re.IGNORECASE
)
"""Words for a part of a town: where it is not found, the town told with it is answered."""
BORDERING = re.compile(
    r"\b(?:border|frontier|near|outside|close to|(?:north|south|east|west)[a-z]* of)\b", re.IGNORECASE
)
"""Words that put a deed beside a land: a whole country told so tells no place."""

MOST_RIVALS = 5
"""So many places that were not chosen are kept with the one that was."""
ONE_SPOT_KM = 25
"""Rivals nearer than this to one already told are a town and its district, and add nothing."""

LONGEST = 200
"""More characters than this are no place."""


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
            larger, refused = better(larger, found), None
            bound = _bound_by(bound, found, gazetteer)
        elif found is not None:
            refused = found
    if larger is not None and refused is not None and not WITHIN_TOWN.search(refused.words):
        larger = coarser(larger, gazetteer)
    if larger is not None and larger.precision > EXACT and refused is not None and refused.note:
        return replace(larger, note=larger.note or refused.note)
    return larger or _at_the_division(refused, context)


def _largest_first(where: Sequence[str], gazetteer: Gazetteer) -> list[str]:
    return [words for _, _, words in sorted(((-_size(w, gazetteer), -i, w) for i, w in enumerate(where)))]


def _size(words: str, gazetteer: Gazetteer) -> int:
    """The precision of the likeliest place of this name: the larger, the larger the place; 0 where none is known."""
    group = candidates(wording(words), words, gazetteer) if len(words) <= LONGEST and words.lower() != words else ()
    return group[0].precision if group else 0


def places(
    names: Sequence[Name], text: str, context: Context, gazetteer: Gazetteer, chosen: Sequence[Place] = ()
) -> tuple[Placed, ...]:
    """Every place name of the text with its place; `place` None where the words hold no name that is known.

    A name that is told with a larger one ("Innisfail, Queensland") is bound by it, there and wherever else it stands;
    the words for its kind or a part of it that stand by it are read with it ("Kharkiv region", "northern Gaza").
    `chosen`: the places of the report's frames; a name that one of them was read from has its place, not a namesake's.
    """
    bounds = _bounds(names, text, context, gazetteer)
    told = _by_name(chosen)
    found: dict[str, Place | None] = {}
    placed = []
    for name in names:
        words = name.span.of(text)
        phrase = f"{_lead(text, name.span)}{words}{kind_behind(text, name.span)}"
        if phrase not in found:
            bound = bounds.get(words)
            around = context if bound is None else replace(context, bound=bound)
            read = one_place(phrase, around, gazetteer)
            if phrase != words and (read is None or read.latitude is None):
                read = one_place(words, around, gazetteer)
            found[phrase] = _agreed(read, told.get(_key(phrase)))
        placed.append(Placed(name.span, found[phrase], sense_of(text, name.span)))
    return tuple(placed)


LEAD = re.compile(r"(?:(?:north|south)(?:east|west)?|east|west)ern $|\bcentral $")
"""Words for a part of a place before its name, which a mark of the name leaves out."""


def _lead(text: str, span: Span) -> str:
    match = LEAD.search(text[max(0, span.start_char - 14) : span.start_char])
    return match[0] if match else ""


def _key(words: str) -> tuple[str, bool]:
    """A name and whether a division or district is told, so that "Idlib" and "Idlib province" stay apart."""
    said = wording(words)
    return folded(said.name), said.kind in ("division", "district") or (said.part and not said.core)


def _by_name(chosen: Sequence[Place]) -> dict[tuple[str, bool], Place]:
    """The places of frames by the names that they were read from; no name that two were read from."""
    found: dict[tuple[str, bool], Place] = {}
    for place in chosen:
        if place.place_id is not None and not any(said in place.note for said in (TOLD_WITH_IT, FROM_THERE)):
            known = found.setdefault(_key(place.words), place)
            if known.place_id != place.place_id:
                found[_key(place.words)] = replace(known, place_id=None)
    return {key: place for key, place in found.items() if place.place_id is not None}


def _agreed(read: Place | None, told: Place | None) -> Place | None:
    """The place of a name in the list: what a frame was placed by, where that is another."""
    if told is None or (read is not None and read.place_id == told.place_id):
        return read
    return replace(told, words=read.words if read is not None else told.words)


def _bounds(names: Sequence[Name], text: str, context: Context, gazetteer: Gazetteer) -> dict[str, Candidate]:
    """For each name that stands before a larger place it may lie in, that place."""
    found: dict[str, Candidate] = {}
    for name, other in pairwise(names):
        between = text[name.span.end_char : other.span.start_char]
        words = name.span.of(text)
        if words in found or not TOLD_WITH.fullmatch(between):
            continue
        phrase = f"{other.span.of(text)}{kind_behind(text, other.span)}"
        larger = candidates(wording(phrase), phrase, gazetteer)
        smaller = candidates(wording(words), words, gazetteer)
        top = max((c.precision for c in smaller), default=0)
        above = [c for c in larger if c.precision in (4, 6) and c.precision > top]
        stated = wording(phrase).kind == "division" and bool(smaller)
        inside = above if stated else [c for c in above if any(_lies_in(s, c) for s in smaller)]
        chosen = choose(inside, context, folded(other.span.of(text))).chosen if inside else None
        if chosen is not None:
            found[words] = chosen
    return found


def _lies_in(candidate: Candidate, larger: Candidate) -> bool:
    if candidate.precision >= larger.precision or candidate.country != larger.country:
        return False
    return larger.precision == 6 or candidate.adm1 == larger.adm1


def one_place(words: str, context: Context, gazetteer: Gazetteer) -> Place | None:
    """The place that one stretch of words tells; None where it holds no name of a place."""
    if len(words) > LONGEST or words.lower() == words:
        return None
    ends = BETWEEN.search(words)
    if ends is not None:
        return _between(ends, words, context, gazetteer)
    said, group = meant(words, gazetteer)
    if not group:
        both = BOTH.fullmatch(words)
        told = _side_by_side(both, words, context, gazetteer) if both is not None else None
        spelled = told or _spelled_otherwise(said, words, context, gazetteer)
        return spelled or _named_within(words, context, gazetteer)
    if said.part and gazetteer.lookup_name(words):
        said = replace(said, part=False)
    choice = choose(group, context, folded(said.name), part=said.part and not said.core)
    if choice.chosen is not None and choice.chosen.precision == COUNTRY and said.near and BORDERING.search(words):
        return _unplaced(said, words, f"a deed near {choice.chosen.name} may lie on either side of its border")
    if choice.chosen is not None:
        return _placed(choice, said, words, gazetteer)
    return _refusal(choice, said, words, gazetteer)


def _side_by_side(both: re.Match[str], words: str, context: Context, gazetteer: Gazetteer) -> Place | None:
    """Two places told side by side: near the first where they lie close, else the smallest land that holds both.

    None where neither is known.
    """
    kind = PLURALS.search(words)
    tail = "" if kind is None else f" {kind[1]}y" if kind[1] else f" {kind[2]}"
    parts = (f"{both[1]}{tail}", f"{PLURALS.sub('', both[2])}{tail}")
    found = [choice.chosen for choice in (_chosen(part, context, gazetteer) for part in parts) if choice.chosen]
    if len(found) < len(parts):
        return _one_of(parts, words, context, gazetteer) if found else None
    note = f"told of {both[1]} and {PLURALS.sub('', both[2])} together"
    first = one_place(parts[0], context, gazetteer)
    if first is not None and first.latitude is not None and distance(*found) <= ONE_SPOT_KM:
        return replace(first, precision=max(2, first.precision), words=words, note=_noted(first, note))
    larger = _shared(found, gazetteer)
    if larger is None:
        return _unplaced(Wording(words), words, f"{note}, which lie {distance(*found):.0f} km apart")
    point = (larger.latitude, larger.longitude, larger.precision, larger.country, division_name(larger))
    return Place(larger.place_id, larger.name, *point, words=words, note=note)


def _chosen(words: str, context: Context, gazetteer: Gazetteer) -> Choice:
    said = wording(words)
    group = candidates(said, words, gazetteer)
    return choose(group, context, folded(said.name)) if group else Choice(None)


def _one_of(parts: Sequence[str], words: str, context: Context, gazetteer: Gazetteer) -> Place | None:
    """The one of two places told side by side that is known, as near it."""
    known = [found for part in parts if (found := one_place(part, context, gazetteer)) and found.latitude is not None]
    if not known:
        return None
    other = "the place told with it is not found"
    return replace(known[0], precision=max(2, known[0].precision), words=words, note=_noted(known[0], other))


def _noted(place: Place, note: str) -> str:
    return "; ".join(filter(None, (place.note, note)))


def _between(ends: re.Match[str], words: str, context: Context, gazetteer: Gazetteer) -> Place | None:
    """The stretch between two places: told at the first, as near it; at neither where they lie far apart."""
    one, other = (one_place(end, context, gazetteer) for end in ends.groups())
    if one is None or other is None or None in (one.latitude, other.latitude):
        return next((place for place in (one, other) if place is not None and place.latitude is not None), None)
    note = f"between {one.name} and {other.name}"
    apart = kilometres(point_of(one), point_of(other))
    if apart <= SAME_PLACE_KM:
        return replace(one, precision=max(2, one.precision), words=words, note=_noted(one, note))
    return _unplaced(Wording(note, near=True), words, f"{note}, which lie {apart:.0f} km apart")


def _spelled_otherwise(said: Wording, words: str, context: Context, gazetteer: Gazetteer) -> Place | None:
    """The place that bears the name in another romanisation: where it lies in a country that the report speaks of."""
    if folded(said.name) not in context.named and folded(words) not in context.named:
        return None
    found = of_kind(gazetteer.lookup_loose(said.name), said.kind)
    group = [candidate for candidate in found if candidate.country in context.homely | context.hints]
    choice = choose(group, context, folded(said.name)) if group else Choice(None)
    chosen = choice.chosen
    if chosen is None or (chosen.population < TOWN and any(is_apart(chosen, rival) for rival in choice.rivals)):
        return None
    return _placed(replace(choice, reason=f"{said.name} in another spelling"), said, words, gazetteer)


def _placed(choice: Choice, said: Wording, words: str, gazetteer: Gazetteer) -> Place:
    chosen = choice.chosen
    assert chosen is not None  # noqa: S101 - the caller has looked
    if chosen.rough:
        return replace(_at_its_division(chosen, words, gazetteer), rivals=_rivals(choice))
    point = (chosen.latitude, chosen.longitude, _precision(chosen.precision, said), chosen.country)
    placed = Place(chosen.place_id, chosen.name, *point, division_name(chosen), chosen.adm2, words, dispute(chosen))
    return replace(placed, reason=choice.reason, rivals=_rivals(choice))


def _rivals(choice: Choice) -> tuple[Rival, ...]:
    """The likeliest of the places not chosen, those at one spot told once."""
    kept: list[Candidate] = [choice.chosen] if choice.chosen is not None else []
    first = len(kept)
    for rival in choice.rivals:
        if len(kept) < first + MOST_RIVALS and all(distance(rival, other) > ONE_SPOT_KM for other in kept):
            kept.append(rival)
    return tuple(Rival(c.place_id, c.name, *c.point, c.country, division_name(c)) for c in kept[first:])


def _at_its_division(rough: Candidate, words: str, gazetteer: Gazetteer) -> Place:
    """A place of which only the division is sure, told at that division."""
    note = f"{described(rough)}: its own point is not known for sure, so that its division is answered"
    division = _division_of(rough, gazetteer)
    if division is None:
        return Place(None, rough.name, None, None, rough.precision, rough.country, None, rough.adm2, words, note)
    point = (division.latitude, division.longitude, 4, division.country, division.name)
    return Place(division.place_id, division.name, *point, rough.adm2 or rough.name, words=words, note=note)


def _division_of(candidate: Candidate, gazetteer: Gazetteer) -> Candidate | None:
    found = gazetteer.lookup_name(f"{candidate.country}.{candidate.adm1}")
    return next((c for c in found if c.precision == 4), None)


def described(candidate: Candidate) -> str:
    """A candidate in words: name, division, country and id."""
    held = ", ".join(filter(None, (candidate.name, division_name(candidate), candidate.country)))
    return f"{held} ({candidate.place_id})"


def _precision(own: int, said: Wording) -> int:
    """The place's own precision, made less exact by the words about it."""
    if said.kind == "district":
        return max(3, own)
    if said.near and own < 3:
        return 2
    return 5 if said.part and own == 6 else own


def _refusal(choice: Choice, said: Wording, words: str, gazetteer: Gazetteer) -> Place:
    """The larger place that all who tie lie in; else the bare name, with the reason why no namesake was chosen."""
    if not choice.tied:
        bare = _unplaced(said, words, f"{described(choice.rivals[0])} {choice.reason}")
        return replace(bare, rivals=_rivals(choice))
    note = f"{said.name}: {choice.reason}"
    larger = _shared(choice.tied, gazetteer)
    if larger is None:
        return replace(_unplaced(said, words, note), rivals=_rivals(choice))
    point = (larger.latitude, larger.longitude, larger.precision, larger.country, division_name(larger))
    note = f"{note}, all in {larger.name}"
    return Place(larger.place_id, larger.name, *point, words=words, note=note, rivals=_rivals(choice))


def _shared(tied: Sequence[Candidate], gazetteer: Gazetteer) -> Candidate | None:
    """The smallest division or country that holds all of them; None where they lie in several countries."""
    if len({c.country for c in tied}) > 1:
        return None
    division = _division_of(tied[0], gazetteer) if len({c.adm1 for c in tied}) == 1 else None
    if division is not None:
        return division
    lands = gazetteer.lookup_name(country_names().get(tied[0].country or "", ""))
    return next((c for c in lands if c.precision == 6 and c.country == tied[0].country), None)


def _at_the_division(refused: Place | None, context: Context) -> Place | None:
    """A refused place told at the one division that its report names, if it names just one."""
    if refused is None or CONTRADICTED not in refused.note or len(context.divisions) != 1:
        return refused
    division = context.divisions[0]
    point = (division.latitude, division.longitude, division.precision, division.country, division.name)
    found = Place(division.place_id, division.name, *point, words=refused.words, note=refused.note)
    return replace(found, rivals=refused.rivals)


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
    return _unplaced(said, words, NOT_FOUND) if known else None


def _parts(words: str) -> list[str]:
    """The runs of capitalised words among the words."""
    return re.findall(
        r"[A-Z][\w.'’-]*?(?=(?:['’]s)?(?:[\s,()]|$))(?: (?:al-|el-|[A-Z])[\w.'’-]*?(?=(?:['’]s)?(?:[\s,()]|$)))*", words
    )


def _bound_by(context: Context, found: Place, gazetteer: Gazetteer) -> Context:
    """The context narrowed to a larger place of the same frame."""
    group = [c for c in gazetteer.lookup_name(found.name) if c.place_id == found.place_id]
    if not group:
        return context
    divisions = tuple(group) if found.precision == 4 else context.divisions
    return replace(context, bound=group[0], divisions=divisions, anchors=(*context.anchors, *group))
