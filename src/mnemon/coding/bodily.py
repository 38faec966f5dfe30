"""People who were beaten, stabbed or tortured are harmed, though no word says "wounded"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mnemon.coding.codebook import Codebook
from mnemon.coding.nested import without_mere_victims
from mnemon.coding.parts import number, same_people
from mnemon.coding.refining import pattern
from mnemon.coding.singular import head_noun, is_one_more, one_person
from mnemon.model.claims import Claim
from mnemon.model.marks import Name
from mnemon.model.values import COUNTED_BEFORE, Quantity, Values

ALSO = ("killed", "wounded", "casualties")

TOLD_BEFORE = ("one named person", COUNTED_BEFORE)
"""Rules of numbers that count nobody anew ("he received a series of injuries")."""

BLOWS = frozenset({"hit", "struck", "cut", "slashed", "grazed", "shot", "kicked", "burned", "burnt"})

LIMBS = "shoulder|arm|elbow|wrist|hand|finger|hip|thigh|leg|knee|shin|calf|ankle|foot|feet"

IN_THE_BODY = re.compile(
    r"(?:,? [\w-]+){0,3}?,? (?:in|on|across|to) (?:the|his|her|their|both|one)"
    r" (?:(?:left|right|upper|lower|side of the|back of the) )*"
    r"(?:head|face|skull|forehead|jaw|cheek|eye|neck|throat|chest|stomach|abdomen|belly|back|side|rib"
    rf"|{LIMBS}|body|torso|buttock)s?\b",
    re.IGNORECASE,
)
"""What stands behind a blow that met somebody's body."""

TO_CARE = re.compile(
    r"[^.;:]{0,40}?\b(?:and|had to be|was|were) (?:(?:later|then|immediately|been|had to be|both|also) )*"
    r"(?:transport|tak|rush|evacuat|medevac|airlift|admitt|brought|transferr|flown|driven)\w*"
    r"[^.;:]{0,60}?\b(?:hospitals?|clinic|medical|treatment|surgery|health (?:cent(?:re|er)|post|facility))\b"
    r"|[^.;:]{0,40}?\b(?:and|had to be|was|were) (?:\w+ )?hospitali[sz]ed\b",
    re.IGNORECASE,
)
"""What stands behind a blow that hurt ("was hit and transported to the hospital")."""

LIMB = re.compile(rf"\b(?:{LIMBS})s?\b")

EXECUTED = re.compile(
    r"\bexecution[- ]style\b|\bfiring squad\b|\bshot\b[^.;:]{0,40}\b(?:back of (?:the|his|her|their) heads?|nape)\b"
    r"|\b(?:lined (?:them |him |her )?up|made to kneel|blindfolded|hands (?:were )?(?:tied|bound))\b"
    r"[^.;:]{0,60}\bshot\b",
    re.IGNORECASE,
)
"""How people are shot who are put to death."""

HIM = frozenset({"he", "she", "him", "her", "they", "them"})
ALL_OF = re.compile(r"(?:all (?:two|three|four|five|six)|both|(?:him|her|them) and )")
"""Words for those whom somebody who speaks has told of."""

BEFORE = 400
"""So many characters back the harm of those stands."""

SHORT = 2

NEAR = 160
"""How many characters on a sentence that tells what became of those who were shot may begin."""


def bodily_harm(
    text: str,
    acts: Sequence[Claim],
    values: Values,
    codebook: Codebook,
    told: Sequence[Claim] = (),
    names: Sequence[Name] = (),
) -> Iterator[tuple[Claim, Claim]]:
    """A wounded claim for each act told by one of its kind's bodily words of which no harm is told, with that act.

    `told`: harms known besides the acts; `names`: those in the text.
    """
    harms = without_mere_victims(text, [c for c in (*acts, *told) if c.kind in ALSO and c.status != "future"])
    for act, value in zip(acts, values.frames, strict=True):
        trigger = act.spans["trigger"][0]
        words = codebook.kinds[act.kind].bodily_words
        said = [w for w in trigger.of(text).lower().split() if w in words or (w in BLOWS and _hurt(text, act))]
        aimed = act.kind == "shooting" and text[trigger.end_char : trigger.end_char + 4].lower() == " at "
        if not said or aimed or no_people(text, act, codebook):
            continue
        affected = value.affected or _alone(text, act, codebook) or _named(text, act, names)
        if affected is None and _another(text, act, harms):
            yield _as_harmed(text, act, Quantity(1, 1, 1, rule="one named person"), said[0]), act
        elif affected is not None and not _harmed(text, act, harms, codebook) and not _dead(text, act, acts, codebook):
            yield _as_harmed(text, act, affected, said[0]), act


def _another(text: str, act: Claim, harms: Sequence[Claim]) -> bool:
    """Whether it was done to one more person, of whom only that is said ("one was wounded and another shot")."""
    start = act.spans["trigger"][0].start_char
    if any(span.of(text).lower() not in ("another", "other") for span in act.spans.get("who", ())):
        return False
    behind = any(c.sentence == act.sentence and c.spans["trigger"][0].start_char > start for c in harms)
    return not behind and is_one_more(text, start)


def _in_a_limb(text: str, act: Claim) -> bool:
    end = act.spans["trigger"][0].end_char
    return LIMB.search(text, end, min(act.sentence.end_char, end + HELP)) is not None and _in_the_body(text, act)


def _hurt(text: str, act: Claim) -> bool:
    """Whether a blow is told with the part of the body that it met, or with the care that it made needed."""
    end = act.spans["trigger"][0].end_char
    return _in_the_body(text, act) or TO_CARE.match(text, end, act.sentence.end_char) is not None


def _in_the_body(text: str, act: Claim) -> bool:
    """Whether a blow is told with the part of the body that it met ("hit in the left arm")."""
    end = act.spans["trigger"][0].end_char
    return IN_THE_BODY.match(text, end, min(act.sentence.end_char, end + HELP)) is not None


def _named(text: str, act: Claim, names: Sequence[Name]) -> Quantity | None:
    """One, where a limb was hit of one person whom it names: of a blow to the head or the chest one may have died."""
    who = act.spans.get("who", ())
    inside = [n for n in names if n.type == "person" and len(who) == 1 and n.span.overlaps(who[0])]
    alone = len(inside) == 1 and inside[0].span.end_char == who[0].end_char and _in_a_limb(text, act)
    return Quantity(1, 1, 1, rule="one named person") if alone else None


def _names(words: str) -> list[str]:
    """The words of a name: those with a capital."""
    return [re.escape(w.strip(",.()")) for w in words.split() if w[:1].isupper() and len(w) > SHORT]


def _dead(text: str, act: Claim, claims: Sequence[Claim], codebook: Codebook) -> bool:
    """Whether the act goes on about somebody who was said before to be killed ("The victim was shot")."""
    words = act.victims.words.lower() if act.victims else ""
    head = head_noun(words, codebook.one_person)
    back = words.split()[:1] and (words.split()[0] in codebook.pointing_words or words in codebook.general_people)
    before = [c for c in claims if c.kind == "killed" and c.sentence.end_char <= act.sentence.start_char]
    harms = [c for c in claims if c.kind in ALSO and c.sentence.end_char <= act.sentence.start_char]
    near = [c for c in harms if act.sentence.start_char - c.sentence.end_char <= BEFORE]
    if words in HIM:
        if near and near[-1].kind == "killed" and number(near[-1]) == 1:
            return True
        said = act.sentence.of(text)
        return any(re.search(rf"\b{name}\b", said) for c in before if c.victims for name in _names(c.victims.words))
    if ALL_OF.match(words):
        return bool(near) and near[-1].kind == "killed"
    known = [c for c in before if c.victims and (head in c.victims.words.lower() or head in codebook.general_people)]
    return bool(back and known and number(known[-1]) == 1)


def _alone(text: str, act: Claim, codebook: Codebook) -> Quantity | None:
    who = act.spans.get("who", ())
    return one_person(text, who[0], codebook.one_person) if len(who) == 1 else None


def _harmed(text: str, act: Claim, harms: Sequence[Claim], codebook: Codebook) -> bool:
    """Whether its sentence tells a harm to them, or the next words about somebody already named do ("He died")."""
    beside = [c for c in harms if c.sentence == act.sentence]
    return any(not _others(act, c, codebook) for c in beside) or any(_goes_on(text, act, c) for c in harms)


def _others(act: Claim, harm: Claim, codebook: Codebook) -> bool:
    """Whether the words for those harmed name other people than those to whom the act was done."""
    if act.victims is None or harm.victims is None or same_people(act, harm):
        return False
    names = [c.victims.words.lower() for c in (act, harm) if c.victims]
    heads = [head_noun(words, codebook.one_person) for words in names]
    back = any(words.split()[0] in codebook.pointing_words for words in names if words)
    return heads[0] != heads[1] and not back and not codebook.general_people.intersection(heads)


def _goes_on(text: str, act: Claim, harm: Claim) -> bool:
    """Whether a harm told a little later counts nobody anew: it tells what became of those who were shot."""
    between = text[act.sentence.end_char : harm.sentence.start_char]
    later = harm.sentence.start_char >= act.sentence.end_char and not _unharmed_others(harm)
    counted = [s for s in harm.spans.get("count", ()) if s.of(text).lower() not in ("both", "all")]
    anew = counted and (harm.quantity is None or harm.quantity.rule not in TOLD_BEFORE)
    return later and len(between) <= NEAR and "\n\n" not in between and not anew


def _unharmed_others(harm: Claim) -> bool:
    """Whether a claim says of others that they were not harmed ("The other staff members were unharmed")."""
    return harm.status == "negated" and harm.victims is not None and "other" in harm.victims.words.lower()


TAKEN = re.compile(
    r"(?:took|tak|carr|brought|bring|rush|fl[oe]w|airlift|evacuat|transfer|mov|driven|drove)", re.IGNORECASE
)
"""How words for taking people somewhere begin."""

CAR = re.compile(r"car-?jack", re.IGNORECASE)

TOWARDS = re.compile(r"\b(?:to|for|into)\b")

LEAVES = re.compile(r"(?:left|leaves|leaving|survived)\b", re.IGNORECASE)
LEFT = frozenset("wife husband widow child children son sons daughter daughters family parents mother father".split())
"""Whom a dead man leaves: they live."""

SPEAKS = re.compile(
    r" (?:has |had |have )?(?:said|says?|den(?:y|ies|ied)|claim(?:s|ed)|condemn(?:s|ed)|appeal(?:s|ed)|urge[sd]?"
    r"|demand(?:s|ed)|call(?:s|ed)|announce[sd]?|represent(?:s|ing)|express(?:es|ed))\b"
)
"""What stands behind a "body" that is an organisation."""

LIMBS_AND = re.compile(
    rf"\b(?:face|head|skull|neck|throat|chest|stomach|back|{LIMBS})s?,? and (?:the |his |her |their )?(?:\w+ )?$",
    re.IGNORECASE,
)
HURT_ON = re.compile(
    r"\b(?:burn(?:s|t|ed)?|wound(?:s|ed)?|injur\w+|bruis\w+|scars?|shrapnel|splinters?|fragments?|pellets?|cuts)\b[^.;]*"
    r"\b(?:to|over|on|in|across|into|of|half|percent|per cent|%) (?:of )?(?:his|her|their|my|the) (?:\w+ )?$",
    re.IGNORECASE,
)
"""What stands before "body" where it is that of somebody hurt ("his face and body", "burns over half his body")."""

UNCONSCIOUS = re.compile(
    r"(?:strangl|chok|smother|suffocat)\w*[^.;]{0,40}\b(?:unconscious|until (?:s?he|they) (?:passed out|fainted))"
)
"""How people are told of whom a hold did not kill ("strangled until they were unconscious")."""

CUT = re.compile(r"throats?|cut|slit|stabbed|hanged", re.IGNORECASE)
LIVED = re.compile(r"[.!]?\s+(?:He|She|The (?:\w+ ){1,4}?)\s*(?:has )?survived\b(?! by)")
"""How the next sentence tells that one whose throat was cut did not die of it."""

FOUND = re.compile(r"(?:was |were )?found\b", re.IGNORECASE)
DEAD_THERE = re.compile(
    r"\b(?:dead|bod(?:y|ies)|remains|corpses?|graves?|lifeless|murder\w*|kill\w*|slain|shot|throats?|behead\w*"
    r"|decapitat\w*|hang(?:ed|ing)|buried|burn\w*|charred|drown\w*|bullets?|skeletons?|stabbed|strangled|executed|victims?)\b",
    re.IGNORECASE,
)
"""Words of which one stands in a sentence that tells of somebody found dead."""

DIES_DOWN = re.compile(r"(?:die[sd]?|dying) (?:down|out)\b", re.IGNORECASE)
"""What becomes of fighting and of talk, not of people."""

HELP = 60
"""How many characters behind "taken" the hospital may stand."""


DISASTER = re.compile(
    r"\b(?:earthquakes?|quakes?|cyclone|hurricane|typhoon|tsunami|floods?|landslides?|drought|famine|epidemic|outbreak|pandemic)"
    r"(?: [\w'’-]+){0,6}?(?:,? (?:that|which))?(?: has| have| had)? $",
    re.IGNORECASE,
)
"""What stands before a harm that a disaster or a disease did."""


def no_people(text: str, claim: Claim, codebook: Codebook) -> bool:
    """Whether a claim of harm to people names a thing, counts an organisation by its article, or tells of a disaster.

    Those whom helpers take somewhere ("taken to hospital") are not abducted, nor is the driver of a car that is taken.
    """
    trigger = claim.spans["trigger"][0]
    if claim.kind == "abducted" and (_helped(text, claim, codebook) or CAR.match(trigger.of(text))):
        return True
    if _no_dead(text, claim) or DISASTER.search(text, claim.sentence.start_char, trigger.start_char) is not None:
        return True
    who = claim.spans.get("who", ())
    if who and not any(letter.isalpha() for span in who for letter in span.of(text)):
        return True
    if claim.kind == "casualties" or claim.victims is None:
        return False
    head = head_noun(claim.victims.words, codebook.one_person)
    if head in codebook.things or (claim.kind == "killed" and head in LEFT and LEAVES.match(trigger.of(text))):
        return True
    counts = [s.of(text).lower() for s in claim.spans.get("count", ())]
    return head in codebook.groups and counts in (["a"], ["an"])


def _no_dead(text: str, claim: Claim) -> bool:
    """Whether a "body" is an organisation or that of somebody hurt, or what dies down is no person."""
    trigger, start = claim.spans["trigger"][0], claim.sentence.start_char
    words, end = trigger.of(text).lower(), trigger.start_char
    if words in ("body", "bodies") and SPEAKS.match(text, trigger.end_char):
        return True
    if claim.kind != "killed":
        return False
    if DIES_DOWN.match(text, end) is not None or UNCONSCIOUS.match(text, end) is not None:
        return True
    if number(claim) == 1 and CUT.fullmatch(words) is not None and LIVED.match(text, claim.sentence.end_char - 1):
        return True
    if FOUND.fullmatch(words) is not None and DEAD_THERE.search(claim.sentence.of(text)) is None:
        return True
    return words == "body" and any(hurt.search(text, start, end) is not None for hurt in (LIMBS_AND, HURT_ON))


def _helped(text: str, claim: Claim, codebook: Codebook) -> bool:
    trigger = claim.spans["trigger"][0]
    if TAKEN.match(trigger.of(text)) is None:
        return False
    behind = text[trigger.end_char : min(claim.sentence.end_char, trigger.end_char + HELP)]
    towards = TOWARDS.search(behind)
    return towards is not None and any(pattern(words).search(behind, towards.end()) for words in codebook.taken_to_help)


def _as_harmed(text: str, act: Claim, affected: Quantity, word: str) -> Claim:
    """The harm of an act: a wound, or a death where the words tell of an execution."""
    kind = "killed" if act.kind == "shooting" and EXECUTED.search(act.sentence.of(text)) else "wounded"
    note = f'"{word}" is bodily harm: coded as {kind} as well'
    return replace(act, id="", kind=kind, subkind=None, quantity=affected, notes=(*act.notes, note))
