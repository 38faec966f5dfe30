"""How is an actor shown? Its words, what they were taken to mean, the other candidates, and the reason."""

from __future__ import annotations

from typing import Any

from mnemon.model.claims import Claim
from mnemon.model.values import Actor

KEYS = ("actor_id", "name", "kind", "of", "inter", "standing", "words", "why")
LISTS = ("chain", "groups", "candidates")


def claim_actors(claim: Claim) -> dict[str, dict[str, Any] | None]:
    """A claim's actors as JSON, by the role of their words: who, by, by2; None = not stated."""
    roles = (("who", claim.victims), ("by", claim.by), ("by2", claim.by2))
    return {role: None if actor is None else _actor(actor) for role, actor in roles}


def _actor(actor: Actor) -> dict[str, Any]:
    return {key: getattr(actor, key) for key in KEYS} | {key: list(getattr(actor, key)) for key in LISTS}


def actor_rows(claim: Claim) -> list[tuple[str, str]]:
    """A claim's actors as rows of (role, one line): '"SSO operators": ukr-sso < ukr-military, state force ...'."""
    roles = (("who", claim.victims), ("by", claim.by), ("by2", claim.by2))
    return [(role, _line(actor)) for role, actor in roles if actor is not None]


def _line(actor: Actor) -> str:
    chain = " < ".join((actor.actor_id or "actor unknown", *actor.chain))
    parts = [f'"{actor.words}": {chain}, {actor.kind}']
    parts += [f"standing {actor.standing}"] if actor.standing != "unknown" else []
    parts += [f"group {', '.join(actor.groups)}"] if actor.groups else []
    rivals = [other for other in actor.candidates if other != actor.actor_id]
    parts += [f"not {', '.join(rivals)}" if actor.actor_id else f"perhaps {', '.join(rivals)}"] if rivals else []
    return "; ".join(parts) + (f" ({actor.why})" if actor.why else "")
