"""People who were beaten, stabbed or tortured are harmed, though no word says "wounded"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mnemon.coding.codebook import Codebook
from mnemon.model.claims import Claim
from mnemon.model.marks import HARMS
from mnemon.model.values import Quantity, Values

ALSO = ("killed", "wounded", "casualties")

NEAR = 160
"""How many characters on a sentence that tells what became of those who were shot may begin."""


def bodily_harm(
    text: str, acts: Sequence[Claim], values: Values, words: Mapping[str, Sequence[str]]
) -> Iterator[tuple[Claim, Claim]]:
    """A wounded claim for each act told by one of its kind's `words` of which no harm is told, with that act."""
    for act, value in zip(acts, values.frames, strict=True):
        trigger = act.spans["trigger"][0]
        said = [w for w in trigger.of(text).lower().split() if w in words[act.kind]]
        aimed = text[trigger.end_char : trigger.end_char + 4].lower() == " at "
        if said and value.affected is not None and not aimed and not _harmed(text, act, acts):
            yield _as_wounded(act, value.affected, said[0]), act


def _harmed(text: str, act: Claim, claims: Sequence[Claim]) -> bool:
    """Whether its sentence tells a harm, or the next words about somebody already named do ("He died")."""
    return any(c.kind in ALSO and (c.sentence == act.sentence or _goes_on(text, act, c)) for c in claims)


def _goes_on(text: str, act: Claim, harm: Claim) -> bool:
    """Whether a harm told a little later has no count of its own: it tells what became of those who were shot."""
    between = text[act.sentence.end_char : harm.sentence.start_char]
    later = harm.sentence.start_char >= act.sentence.end_char
    return later and len(between) <= NEAR and "\n\n" not in between and not harm.spans.get("count")


def no_people(text: str, claim: Claim, codebook: Codebook) -> bool:
    """Whether a claim of harm to people names a thing, or counts an organisation by its article."""
    if claim.kind not in HARMS or claim.kind == "casualties" or claim.victims is None:
        return False
    words = claim.victims.words.lower().split(" of ")[0].split()
    if not words or (head := words[-1].strip("().,")) in codebook.things:
        return bool(words)
    counts = [s.of(text).lower() for s in claim.spans.get("count", ())]
    return head in codebook.groups and counts in (["a"], ["an"])


def _as_wounded(act: Claim, affected: Quantity, word: str) -> Claim:
    note = f'"{word}" is bodily harm: coded as wounded as well'
    return replace(act, id="", kind="wounded", subkind=None, quantity=affected, notes=(*act.notes, note))
