"""A claim as pages show it: its values beside their words, its verdict, its parts with their sum, its rivals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from mnemon.export.masking import mask, mask_words
from mnemon.export.tables import days, figure
from mnemon.model.claims import LEFT_OUT, Claim
from mnemon.model.marks import HARMS
from mnemon.model.review import Decision
from mnemon.model.text import Span
from mnemon.model.values import Actor, Place, Quantity
from mnemon.settle.guard import unfit

PLACE_PRECISION = {
    1: "exact place", 2: "near the place", 3: "second-order division", 4: "first-order division",
    5: "a line or an area", 6: "country", 7: "sea or air",
}  # fmt: skip
DATE_PRECISION = {1: "exact day", 2: "a few days", 3: "within a week", 4: "within a month", 5: "within a year"}


@dataclass(frozen=True, slots=True)
class Value:
    """One value: its part, what it was read as, the words it rests on, and what it is.

    `reason`: why it was read so; `rivals`: what else its words might have meant.
    """

    part: str
    label: str
    shown: str
    words: str
    why: str = ""
    reason: str = ""
    rivals: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One claim to look at. `state`: a verdict, or "open"; `standing`: whether the record counts it."""

    claim: Claim
    figure: str
    who: str
    values: tuple[Value, ...]
    quote: str
    state: str
    decision: Decision | None
    by_person: str | None
    standing: bool
    instead_of: tuple[str, ...]
    replaced_by: tuple[str, ...]
    rivals: tuple[str, ...]
    parts: tuple[Card, ...]
    sum: str
    notes: tuple[str, ...]
    reason: str

    @property
    def uncounted(self) -> str:
        """Why no count has this claim's number in it; "" where one may."""
        return why_uncounted(self.claim)

    @property
    def reasons(self) -> list[Value]:
        """The values that have a reason, or rivals, to tell of."""
        return [value for value in self.values if value.reason or value.rivals]

    @property
    def aside(self) -> str:
        """Stance, status and scope where they are not the usual ones."""
        return usual_or(self.claim)

    @property
    def seen(self) -> int:
        """The number of the verdict that stands, 0 for none."""
        return self.decision.seq if self.decision is not None else 0


@dataclass(frozen=True, slots=True)
class Around:
    """What a card is made with: the text, names to withhold, verdicts, who superseded whom, persons by producer id."""

    text: str
    names: Sequence[Span]
    decisions: Mapping[str, Decision]
    replaced: Mapping[str, Sequence[str]]
    persons: Mapping[str, str]


def cards(claims: Sequence[Claim], around: Around) -> list[Card]:
    """Claims as cards: parts stand under their whole, the rest in the order given."""
    by_id = {claim.id: claim for claim in claims}
    standing = {claim.id for claim in claims if _stands(claim.id, around)}
    under: dict[str, list[Claim]] = {}
    roots: list[Claim] = []
    for claim in (_following(one, around) for one in claims):
        whole = by_id.get(claim.part_of or "")
        nested = whole is not None and whole.id in standing and claim.id in standing and not _loops(claim, by_id)
        (under.setdefault(claim.part_of or "", []) if nested else roots).append(claim)
    tree = _Tree(claims, under, standing, around)
    return [tree.card(claim) for claim in roots]


def flat(found: Iterable[Card]) -> list[Card]:
    """The cards and all their parts, as they stand on the page."""
    return [one for card in found for one in (card, *flat(card.parts))]


def _following(claim: Claim, around: Around) -> Claim:
    """The claim as a part of what now stands in the place of its whole."""
    whole, steps = claim.part_of, 0
    while whole is not None and steps < 20:
        living = [new for new in around.replaced.get(whole, ()) if _lives(new, around)]
        if not living:
            break
        whole, steps = living[0], steps + 1
    return replace(claim, part_of=whole) if whole != claim.part_of else claim


def _loops(claim: Claim, by_id: Mapping[str, Claim]) -> bool:
    seen, at = {claim.id}, claim.part_of
    while at is not None and at in by_id:
        if at in seen:
            return True
        seen.add(at)
        at = by_id[at].part_of
    return False


def _stands(claim_id: str, around: Around) -> bool:
    decision = around.decisions.get(claim_id)
    if decision is not None and decision.verdict in {"rejected", "withdrawn"}:
        return False
    return not any(_lives(other, around) for other in around.replaced.get(claim_id, ()))


def _lives(claim_id: str, around: Around) -> bool:
    decision = around.decisions.get(claim_id)
    return decision is None or decision.verdict != "withdrawn"


@dataclass(frozen=True, slots=True)
class _Tree:
    claims: Sequence[Claim]
    under: Mapping[str, Sequence[Claim]]
    standing: set[str]
    around: Around

    def card(self, claim: Claim) -> Card:
        around = self.around
        parts = tuple(self.card(part) for part in self.under.get(claim.id, ()))
        decision = around.decisions.get(claim.id)
        return Card(
            claim=claim,
            figure=figure(claim.quantity),
            who=_who(claim, around),
            values=tuple(self._hidden(value) for value in _values(claim, around)),
            quote=mask(around.text, around.names, claim.sentence),
            state=decision.verdict if decision is not None else "open",
            decision=decision,
            by_person=around.persons.get(claim.producer_id),
            standing=claim.id in self.standing,
            instead_of=tuple(old for old, new in around.replaced.items() if claim.id in new),
            replaced_by=tuple(new for new in around.replaced.get(claim.id, ()) if _lives(new, around)),
            rivals=tuple(map(self._masked, self._rivals(claim))),
            parts=parts,
            sum=_sum(claim, [part.claim for part in parts if part.claim.kind == claim.kind]),
            notes=tuple(self._masked(note) for note in claim.notes if note not in LEFT_OUT),
            reason=self._masked(decision.reason or "") if decision is not None else "",
        )

    def _hidden(self, value: Value) -> Value:
        texts = ("shown", "words", "why", "reason", "rivals")
        return replace(value, **{name: self._masked(getattr(value, name)) for name in texts})

    def _masked(self, words: str) -> str:
        return mask_words(words, self.around.text, self.around.names)

    def _rivals(self, claim: Claim) -> Iterable[str]:
        for other in self.claims:
            same = other.event_mention_id == claim.event_mention_id and other.kind == claim.kind
            same = same and other.scope == claim.scope
            family = claim.id in {other.id, other.repeats} or other.part_of is not None or claim.part_of is not None
            family = family or self._halves(claim, other) or why_uncounted(other) != ""
            if not same or family or other.id not in self.standing:
                continue
            told = figure(other.quantity)
            if told not in (figure(claim.quantity), "-"):
                yield f"{told} ({other.said_by.name if other.said_by else 'the report itself'})"

    def _halves(self, claim: Claim, other: Claim) -> bool:
        """Whether one claim was split into these two."""
        return any({claim.id, other.id} <= set(new) for new in self.around.replaced.values())


def _who(claim: Claim, around: Around) -> str:
    return mask_words(actor_shown(claim.victims), around.text, around.names) if claim.victims is not None else ""


def actor_shown(actor: Actor | None) -> str:
    """An actor by name, with the words where they differ."""
    if actor is None:
        return ""
    same = not actor.words or actor.words.casefold() == actor.name.casefold()
    return actor.name if same else f"{actor.name} (“{actor.words}”)"


def _values(claim: Claim, around: Around) -> Iterable[Value]:
    def words(part: str) -> str:
        return " … ".join(span.of(around.text) for span in claim.spans.get(part, ()))

    if claim.quantity is not None:
        rule = claim.quantity.rule.replace("_", " ")
        why = "" if rule in {"exact", ""} else f"read as “{rule}”"
        reason = f"the rule “{rule}” read “{claim.quantity.words}”" if rule and claim.quantity.words else ""
        yield Value("count", "how many", figure(claim.quantity), words("count"), why, reason)
    for part, label, actor in (("who", "whom", claim.victims), ("by", "by", claim.by), ("by2", "and by", claim.by2)):
        if actor is not None:
            shown = actor_shown(actor)
            known = actor.kind if actor.kind not in {"unknown", shown.casefold()} else ""
            yield Value(part, label, shown, words(part), known, actor.why, ", ".join(actor.candidates))
    if claim.means is not None:
        yield Value("means", "means", claim.means, words("means"))
    yield from _settings(claim, words)


def _settings(claim: Claim, words: Callable[[str], str]) -> Iterable[Value]:
    """Where, when, and by whom it is said."""
    if claim.place is not None:
        place = claim.place
        reason = "; ".join(part for part in (place.reason, place.credit) if part)
        others = ", ".join(", ".join(p for p in (r.name, r.adm1, r.country) if p) for r in place.rivals)
        yield Value("where", "where", place_shown(place), words("where"), place_why(place), reason, others)
    if claim.date is not None:
        exact = DATE_PRECISION.get(claim.date.precision, "")
        yield Value("when", "when", days(claim.date), words("when"), exact, claim.date.reason)
    if claim.said_by is not None:
        via = f"by way of {', '.join(claim.said_by.via)}" if claim.said_by.via else ""
        yield Value("source", "said by", claim.said_by.name, words("source"), claim.said_by.side or "", via)
    if claim.said_on is not None:
        yield Value("said_when", "said on", days(claim.said_on), words("said_when"), "", claim.said_on.reason)


def place_briefly(place: Place | None) -> str:
    """A place by name with how exact it is, where that is not the place itself."""
    if place is None:
        return "place not stated"
    if place.latitude is None:
        return f"{place.name} (not on the map)"
    return place.name if place.precision == 1 else f"{place.name} ({PLACE_PRECISION[place.precision]})"


def place_shown(place: Place) -> str:
    """A place by name, with the divisions that it is in."""
    inside = ", ".join(part for part in (place.adm1, place.country) if part and part != place.name)
    return f"{place.name} ({inside})" if inside else place.name


def usual_or(claim: Claim) -> str:
    """Stance, status and scope of a claim where they are not the usual ones."""
    told = ((claim.stance, "asserts"), (claim.status, "fact"), (claim.scope, "event"))
    words = {"total": "a total over a period", "unverified": "cannot verify"}
    return ", ".join(words.get(word, word) for word, usual in told if word != usual)


def why_uncounted(claim: Claim) -> str:
    """Why no count has the number of a claim of harm in it; "" where one may.

    A total says that it is one, and a status that is not the usual one is told as it is.
    """
    if claim.kind not in HARMS or claim.quantity is None or claim.scope == "total":
        return ""
    if claim.repeats is not None:
        return "beside the one that it repeats"
    if claim.part_of is not None:
        return "beside the figure that it is part of"
    return unfit(claim, claim.kind) or ""


def place_why(place: Place) -> str:
    """How exact a place is, whether it is on the map, and why a nearer one was refused."""
    exact = PLACE_PRECISION.get(place.precision, "") if place.latitude is not None else "not found on the map"
    return "; ".join(part for part in (exact, place.note) if part)


def _sum(whole: Claim, parts: Sequence[Claim]) -> str:
    """The parts' sum beside the whole; "" where there are no parts with exact numbers."""
    numbers = [_exact(part.quantity) for part in parts]
    if not numbers or None in numbers:
        return ""
    told = [number for number in numbers if number is not None]
    total, stated = sum(told), _exact(whole.quantity)
    adds = " + ".join(str(number) for number in told)
    if stated is None:
        return f"parts: {adds} = {total}"
    left = stated - total
    rest = "" if left == 0 else f"; {left} more not told apart" if left > 0 else f"; {-left} more than the whole"
    return f"parts: {adds} = {total} of {stated}{rest}"


def _exact(quantity: Quantity | None) -> int | None:
    return quantity.best if quantity is not None else None
