"""Sides of an event, and whether a victim is named, from the actors of its claims. What is unknown stays unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mnemon.export.told import Told
from mnemon.model.claims import Claim
from mnemon.model.values import Actor

ARMED = ("state force", "rebel group", "militia", "government")
STATE = ("state force", "government")
WITHHELD = "(name withheld)"
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Sides:
    """Who fought whom. `b` None with violence 3 = civilians; violence None = the claims do not tell the sides."""

    a: Actor | None
    b: Actor | None
    violence: int | None
    others: tuple[str, ...] = ()


PRONOUNS = ("he", "she", "they", "it", "who", "we", "i", "him", "her", "them")


def speakers(claims: Iterable[Claim]) -> list[str]:
    """Who is quoted, each once as first written; a pronoun names nobody."""
    first: dict[str, str] = {}
    for claim in claims:
        if claim.said_by is not None:
            name = " ".join(claim.said_by.name.split()).strip(" ,;:.")
            first.setdefault(name.casefold().removeprefix("the "), name)
    return [name for plain, name in first.items() if plain and plain not in PRONOUNS]


def is_party(actor: Actor) -> bool:
    """Whether an actor is known by name: it is listed, or has a capital after the first word ("the Highland Front")."""
    return actor.actor_id is not None or any(word[0].isupper() for word in actor.name.split()[1:])


def sides_of(told: Told, *, named: bool = False) -> Sides:
    """The two armed parties that most claims name, a state before another; or one party and civilians.

    `named`: pass over those without a name of their own ("the soldiers").
    """
    claims = told.true_claims()
    acting = [a for c in claims for a in (c.by, c.by2) if a is not None and a.kind in ARMED]
    acting += [c.victims for c in claims if c.victims is not None and c.victims.kind in ARMED]
    acting = [actor for actor in acting if not named or is_party(actor)]
    first: dict[str, Actor] = {}
    count: dict[str, int] = {}
    for actor in acting:
        key = party_key(actor)
        first.setdefault(key, actor)
        count[key] = count.get(key, 0) + 1
    ranked = sorted(first, key=lambda key: -count[key])
    others = tuple(first[key].name for key in ranked[2:])
    if len(ranked) >= 2:
        a, b = sorted((first[key] for key in ranked[:2]), key=lambda actor: actor.kind not in STATE)
        return Sides(a, b, STATE_BASED if a.kind in STATE else NON_STATE, others)
    civilians = any(c.victims is not None and c.victims.kind == "civilians" for c in claims)
    only = first[ranked[0]] if ranked else None
    harmed_themselves = only is not None and not any(c.by is not None and party_key(c.by) == ranked[0] for c in claims)
    if only is not None and civilians and not harmed_themselves:
        return Sides(only, None, ONE_SIDED)
    return Sides(None, only, None) if harmed_themselves else Sides(only, None, None)


def party_key(actor: Actor) -> str:
    """What makes two actors one party: their parent, else their id, else their name."""
    return actor.of or actor.actor_id or actor.name.casefold()


def victims_party(claim: Claim) -> str:
    """The party of the people harmed; "" where nobody, or no fighter, is named."""
    return party_key(claim.victims) if claim.victims is not None and claim.victims.kind in ARMED else ""


def share_a_kind(claims: Iterable[Claim]) -> bool:
    """Whether fighters of two parties, both of one kind, are harmed: their kind does not tell them apart."""
    told = {(c.victims.kind, victims_party(c)) for c in claims if c.victims is not None and c.victims.kind in ARMED}
    return len(told) > len({kind for kind, _ in told})


def is_named(words: str) -> bool:
    """Whether the words for those harmed name a person: rather one too many than one too few.

    A capital on the first word alone, before a word in small letters, is taken for a people's or a faith's name.
    """
    tokens = re.sub(r"^(?:the|an?)\s+", "", words.strip(), flags=re.IGNORECASE).split()
    capitals = [bool(re.match(r"[^\W\d_]", t)) and t[0].isupper() and not t.isdigit() for t in tokens]
    if not tokens or any(capitals[1:]):
        return bool(tokens)
    alone = len(tokens) == 1 or tokens[0][-1] in ",;" or tokens[0].endswith(("'s", "’s")) or tokens[1][0].isdigit()
    return capitals[0] and alone


def victims_words(claim: Claim, *, with_names: bool) -> str:
    """Who was harmed, in the words of the report; a person's name is withheld unless it may leave."""
    victims = claim.victims
    if victims is None:
        return ""
    listed = victims.actor_id is not None and victims.kind != "civilians"
    words = victims.words or victims.name
    return WITHHELD if not with_names and not listed and is_named(words) else words
