"""Which figure? A named rule chooses among the figures of all voices; the claims that lose stay beside it as rivals."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mnemon.model.claims import Claim, LeftOut
from mnemon.model.events import Event, Finding
from mnemon.model.marks import HARMS
from mnemon.model.values import Quantity
from mnemon.settle.guard import guard, has_number, without_the_dead
from mnemon.settle.parties import COMBATANTS, airwars_grade, counts_its_enemy, group_of, is_combatant, status_in_doubt
from mnemon.settle.rules import Rule
from mnemon.settle.take import Chosen, take
from mnemon.settle.voices import Figure, Sourcing, backing, figures, last_words


def settle(
    event: Event,
    claims: Sequence[Claim],
    rule: Rule,
    sourcing: Sourcing | None = None,
    harms: Collection[str] = HARMS,
) -> list[Finding]:
    """One finding for each harm that the event's claims speak of; all None where they do not settle it.

    Claims of other events' mentions are passed over. `sourcing` None = nothing is known of the reports. `harms`: those
    that are asked for.
    """
    return settle_each(event, claims, (rule,), sourcing, harms)


def settle_each(
    event: Event,
    claims: Sequence[Claim],
    rules: Iterable[Rule],
    sourcing: Sourcing | None = None,
    harms: Collection[str] = HARMS,
) -> list[Finding]:
    """What `settle` gives by each of some rules, one rule after the other; what they share is worked out once."""
    mine = [claim for claim in claims if claim.event_mention_id in event.members]
    told_of = [harm for harm in _harms(mine) if harm in harms]
    known = sourcing if sourcing is not None else Sourcing()
    readings: dict[tuple[Any, ...], list[_Told]] = {}
    found: list[Finding] = []
    for rule in rules:
        reading = (rule.people, *rule.vague.items())
        if reading not in readings:
            readings[reading] = _read(mine, told_of, rule, known, list(readings.values()))
        found += [_settle(event.id, told, rule) for told in readings[reading]]
    return found


def _read(
    claims: Sequence[Claim], harms: Sequence[str], rule: Rule, sourcing: Sourcing, before: Iterable[list[_Told]]
) -> list[_Told]:
    """What the claims tell of each harm as the rule reads them, taken from a rule `before` it that read them so too."""
    valued = _valued(claims, rule)
    barred = _barred(valued, rule, sourcing)
    same = (told for told in before if told and told[0].claims == valued and told[0].barred == barred)
    return next(same, None) or [_told(valued, harm, sourcing, barred) for harm in harms]


def _harms(claims: Sequence[Claim]) -> list[str]:
    kinds = {claim.kind for claim in claims}
    return [harm for harm in HARMS if harm in kinds]


def settle_groups(
    event: Event,
    claims: Sequence[Claim],
    rule: Rule,
    sourcing: Sourcing | None = None,
    whole: Sequence[Finding] | None = None,
    key: Callable[[Claim], str] = group_of,
) -> list[Finding]:
    """One finding for each harm and victim group (Actor's kinds, or "not stated") that the event's claims speak of.

    `key`: another way to group claims, such as by the party of the people harmed.
    A claim counts in the group that it names; groups are not added up here: `settle` gives everyone's figure. `whole`:
    what `settle` gave for everyone, where it is known: those are the findings of a group that nobody stands beside, and
    of other harms none is asked for.
    """
    harmed = {key(c) for c in claims if c.kind in HARMS and c.event_mention_id in event.members}
    if whole is not None and len(harmed) == 1 and (rule.enemy == "counts" or not harmed & set(COMBATANTS)):
        return [replace(finding, group=next(iter(harmed))) for finding in whole]
    found: list[Finding] = []
    harms = HARMS if whole is None else {finding.what for finding in whole}
    groups = {claim.id: key(claim) for claim in claims if claim.event_mention_id in event.members}
    for group in sorted(set(groups.values())):
        of_group = [claim for claim in claims if groups.get(claim.id) == group]
        found += [replace(finding, group=group) for finding in settle(event, of_group, rule, sourcing, harms)]
    return sorted(found, key=lambda finding: (HARMS.index(finding.what), finding.group or ""))


def settle_subkinds(
    event: Event, claims: Sequence[Claim], rule: Rule, sourcing: Sourcing | None = None
) -> list[Finding]:
    """One finding for each kind of a user's own codebook that refines a harm, named by that kind.

    Its people are in the finding of the harm as well: the two are never added.
    """
    found: list[Finding] = []
    for name in sorted({claim.subkind for claim in claims if claim.subkind is not None and claim.kind in HARMS}):
        mine = [claim for claim in claims if claim.subkind == name]
        found += [replace(finding, what=name) for finding in settle(event, mine, rule, sourcing)]
    return found


def _valued(claims: Iterable[Claim], rule: Rule) -> list[Claim]:
    """The claims, vague words read as the numbers that the rule sets for them."""
    return [claim if has_number(claim.quantity) else _value(claim, rule) for claim in claims]


def _value(claim: Claim, rule: Rule) -> Claim:
    words = claim.quantity.words.casefold().split() if claim.quantity is not None else []
    number = max((rule.vague[word] for word in words if word in rule.vague), default=None)
    if claim.quantity is None or number is None:
        return claim
    return replace(claim, quantity=Quantity(number, number, number, approx=True, words=claim.quantity.words))


@dataclass(frozen=True, slots=True)
class _Told:
    """What one event's claims tell of one harm before a rule chooses: the same for all rules that read alike.

    `bounds`: the figures by which a side counts its enemy's losses; `disinterested`: those of all others.
    """

    claims: Sequence[Claim]
    barred: Mapping[str, str]
    harm: str
    of_harm: Sequence[Claim]
    kept: Sequence[Claim]
    left_out: tuple[LeftOut, ...]
    figures: Sequence[Figure]
    disinterested: Sequence[Figure]
    bounds: Sequence[Figure]
    sourcing: Sourcing


def _told(claims: Sequence[Claim], harm: str, sourcing: Sourcing, barred: Mapping[str, str]) -> _Told:
    guarded = guard(claims, harm, barred)
    alive = without_the_dead(guarded.kept, claims) if harm in ("wounded", "missing") else guarded.kept
    every = _numbered(alive, sourcing)
    bounding = [claim for claim in alive if counts_its_enemy(claim, claims)]
    others = [claim for claim in alive if claim not in bounding] if bounding else []
    return _Told(
        claims,
        barred,
        harm,
        of_harm=[claim for claim in claims if claim.kind == harm],
        kept=guarded.kept,
        left_out=tuple(sorted(guarded.left_out, key=lambda out: out.claim_id)),
        figures=every,
        disinterested=_numbered(others, sourcing) if bounding else every,
        bounds=_numbered(bounding, sourcing) if bounding else [],
        sourcing=sourcing,
    )


def _numbered(claims: Sequence[Claim], sourcing: Sourcing) -> list[Figure]:
    return [figure for figure in figures(claims, sourcing) if figure.number is not None]


def _settle(event_id: str, told: _Told, rule: Rule) -> Finding:
    last = last_words if rule.last_word else list
    bounds = rule.enemy == "bounds high"
    given = last(told.disinterested if bounds else told.figures)
    bounding = last(told.bounds) if bounds else []
    chosen = _doubted(take(given, bounding, rule), told.of_harm, rule)
    support = _supporting(chosen)
    graded = rule.grade == "airwars"
    return Finding(
        event_id=event_id,
        what=told.harm,
        low=chosen.low,
        best=chosen.best,
        high=chosen.high,
        supporting=support,
        rival=tuple(sorted({claim.id for claim in told.kept}.difference(support))),
        rule=rule.name,
        rule_version=rule.version,
        left_out=told.left_out,
        unsettled=chosen.why,
        grade=airwars_grade(told.of_harm, backing(told.of_harm, told.sourcing).voices) if graded else "",
    )


def _barred(claims: Sequence[Claim], rule: Rule, sourcing: Sourcing) -> dict[str, str]:
    """Claims that the rule, or a later version of their report, leaves out."""
    barred = {}
    if rule.people == "civilians":
        barred = {c.id: "fighters: this rule counts civilians" for c in claims if is_combatant(c)}
    if not sourcing.revised:
        return barred
    later = {c.id: sourcing.revised[c.report_id] for c in claims if c.report_id in sourcing.revised}
    return barred | {i: f"its report was revised: {newer} is the later version" for i, newer in later.items()}


def _supporting(chosen: Chosen) -> tuple[str, ...]:
    return tuple(sorted(claim.id for figure in chosen.supporting for claim in figure.claims))


def _doubted(chosen: Chosen, claims: Sequence[Claim], rule: Rule) -> Chosen:
    """From 0 up and without a best number where a rule that counts civilians cannot be sure that they were."""
    if rule.people != "civilians" or not chosen.supporting or not status_in_doubt(claims):
        return chosen
    return replace(chosen, low=0, best=None, why="voices differ on whether the people were civilians")
