"""A figure told twice in one report is one figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mnemon.coding.codebook import Codebook
from mnemon.coding.others import GANG
from mnemon.coding.parts import HAPPENED, number, same_people
from mnemon.coding.scenes import PROVINCE, within
from mnemon.coding.sides import may_not_be_of
from mnemon.model.claims import Claim
from mnemon.model.marks import HARMS
from mnemon.model.values import Place

MORE = re.compile(r"\b(?:also|another|more|in addition|additionally|as well)\b", re.IGNORECASE)
"""Words in a sentence by which its people are others than those told of."""

ON_TOP = re.compile(r" (?:more|others|other|further|additional)\b", re.IGNORECASE)

FATES = ("missing", "abducted")
"""Harms of which it may be told later that they were killed."""

LEAD = 1
"""A figure told after the sentence of this number does not open its report."""

NEAR = 2
"""A figure more sentences on that has its own place and day is no other telling of one that has neither."""

LARGE = 10
"""From this figure on "at least so many" and so many are one figure told twice."""

GOES_ON = re.compile(r" (?:that|which|for which|blamed|claimed|condemned|described|seen|widely)\b")

ADJECTIVES = frozenset("dead late slain murdered killed fallen deceased wounded injured kidnapped abducted".split())

QUOTES = "\"'“”‘’(["

SOMEONE = re.compile(r"\ban? (?:[\w-]+ ){0,2}?(?P<noun>\w+)(?= (?:who|was|had|hit|shot|wounded|injured|aged)\b|,)")
"""One person told of for the first time."""

LAST = 160
"""So many characters before "he" his first mention may stand."""

RELATIVES = frozenset(
    "son daughter brother sister parent child children nephew niece cousin grandson granddaughter grandchild bodyguard"
    " wive wife".split()
)

ONE = frozenset({"he", "she", "him", "her"})
"""Words for one person told of before."""

SMALL = 2
"""Up to this figure two tellings must share a place or a day to be one: "two killed" is said of many events."""


@dataclass(frozen=True, slots=True)
class Repeats:
    """Finds them. `order`: sentence number by claim id; the codebook knows the words that point back.

    `named`: ids of claims that name somebody new.
    """

    text: str
    order: dict[str, int]
    codebook: Codebook
    named: frozenset[str] = frozenset()

    def find(self, claims: Sequence[Claim]) -> list[Claim]:
        """Claims with `repeats` set where an earlier one tells of the same harm to the same people."""
        found: list[Claim] = []
        for claim in claims:
            if claim.repeats is not None:
                found.append(claim)
                continue
            alone = sum(c.kind == claim.kind and c.part_of is None and c.repeats is None for c in found) == 1
            first = next((c for c in found if self._restates(claim, c, alone=alone)), None)
            first = first or self._pointed_at(claim, found)
            found.append(replace(claim, repeats=first.id) if first is not None else self._among(claim, found))
        return found

    def _among(self, later: Claim, found: Sequence[Claim]) -> Claim:
        """`later` as a part or repeat of what was told where it counts people already named ("the two drivers").

        Some of a larger figure are a part of it; as many as all told so far are told again.
        """
        size = number(later)
        if size is None or later.part_of is not None or not later.spans.get("count") or not self._definite(later):
            return later
        if MORE.search(later.sentence.of(self.text)) is not None or self._kin(later):
            return later
        told = [c for c in found if _of_one_sort(later, c) and c.part_of is None and self._named_by(later, c)]
        told = [c for c in told if self.order[c.id] < self.order[later.id] and _agree(later, c, strict=False)]
        told = [c for c in told if not may_not_be_of(self.text, later, c, self.codebook)]
        larger = next((c for c in reversed(told) if (number(c) or 0) > size), None)
        meant = self._met_before(later, larger, found) if larger is not None else None
        if larger is not None:
            return replace(later, part_of=(meant or larger).id)
        if told and sum(number(c) or 0 for c in told) == size:
            return replace(later, repeats=told[-1].id, notes=(*later.notes, "those told of before, added up"))
        return later

    def _kin(self, claim: Claim) -> bool:
        """Whether a number counts somebody's kin ("his two sons"): they are no others' told of before."""
        before = self.text[claim.sentence.start_char : claim.spans["count"][0].start_char].lower().split()[-1:]
        words = claim.victims.words.lower() if claim.victims else ""
        return before in (["his"], ["her"], ["their"]) and _head(words or "?") in RELATIVES

    def _met_before(self, later: Claim, larger: Claim, found: Sequence[Claim]) -> Claim | None:
        """As many who were missing or taken, told of after a larger figure: whom "both bodies" were."""
        between = (c for c in reversed(found) if self.order[larger.id] < self.order[c.id] < self.order[later.id])
        return next(
            (c for c in between if c.kind in FATES and c.kind != later.kind and number(c) == number(later)), None
        )

    def _named_by(self, later: Claim, first: Claim) -> bool:
        """Whether the words for the people of `later` can mean those of `first`."""
        words = later.victims.words.lower() if later.victims else ""
        return not words or self._general(words) or same_people(later, first)

    def _general(self, words: str) -> bool:
        """Whether words for people, or their last one, are so general that they mean whoever was named."""
        return words in self.codebook.general_people or _head(words, plural=True) in self.codebook.general_people

    def _restates(self, later: Claim, first: Claim, *, alone: bool) -> bool:
        """Whether `later` gives the figure of `first` again; `alone`: no other of its kind was told before."""
        if not _of_one_sort(later, first):
            return False
        if self.order[later.id] == self.order[first.id]:
            return _same_words(self.text, later, first)
        figure = _figure(later)
        if figure is None or not _one_figure(figure, _figure(first)) or not later.spans.get("count"):
            return False
        outside = later.part_of is not None and first.part_of is None
        if outside or self._on_top(later) or self._set_apart(later, first):
            return False
        strict = max(n for n in figure if n is not None) <= SMALL and not self._definite(later)
        size = max(n for n in figure if n is not None)
        meant = same_people(later, first) or (size > SMALL and _both_fight(later, first))
        meant = meant or ((size > SMALL or (alone and size > 1)) and self._the_same(later))
        those = size > SMALL and self._the_same(later) and _near_in_time_and_place(later, first)
        return meant and (those or _agree(later, first, strict=strict))

    def _set_apart(self, later: Claim, first: Claim) -> bool:
        """Whether a claim far on has a place and a day of its own, and the first, which opens nothing, neither."""
        own = bool(later.spans.get("where") and later.spans.get("when"))
        bare = not first.spans.get("where") and not first.spans.get("when")
        far = self.order[later.id] - self.order[first.id] > NEAR and self.order[first.id] > LEAD
        return own and bare and far and not self._definite(later)

    def _the_same(self, claim: Claim) -> bool:
        """Whether "the" stands right before a count: "the four cadres" after "Four Maoists" are those four."""
        lead = self.text[: claim.spans["count"][0].start_char].rsplit(None, 1)[-1:]
        return lead in (["the"], ["The"], ["all"], ["All"])

    def _on_top(self, claim: Claim) -> bool:
        """Whether the words of a count say that it comes on top of what was told ("nine more", "another nine")."""
        count = claim.spans["count"][0]
        before = self.text[: count.start_char].rsplit(None, 1)[-1:]
        if MORE.search(self.text, claim.sentence.start_char, count.start_char) is not None:
            return True
        return ON_TOP.match(self.text, count.end_char) is not None or before[:1] in (["another"], ["further"])

    def _definite(self, claim: Claim) -> bool:
        """Whether the figure is said of people already named: "the two workers", "both".

        "That" before a count only opens a clause ("said that two workers were killed").
        """
        count = claim.spans["count"][0]
        before = [w for w in self.text[: count.start_char].rsplit(None, 1)[-1:] if w.lower() != "that"]
        words = [*before, *count.of(self.text).split()[:1]]
        if count.of(self.text).lower() == "one" and not self.text.startswith(" of ", count.end_char):
            words = before
        return any(w.lower() in self.codebook.pointing_words for w in words)

    def _pointed_at(self, later: Claim, found: Sequence[Claim]) -> Claim | None:
        """The nearest earlier claim that "the driver" or "his" speaks of; None where these words name someone new.

        Those told side by side by one word of harm ("a manager and his wife were held") are not each other.
        """
        if later.part_of is not None or later.id in self.named or (later.spans.get("count") and not self._of_a(later)):
            return None
        told = (c for c in reversed(found) if c.spans["trigger"] != later.spans["trigger"])
        earlier = [c for c in told if _of_one_sort(later, c) and c.part_of is None]
        if later.victims is None:
            return self._named_deed(later, earlier)
        words = later.victims.words.lower().split()
        if self._called_dead(later):
            return next((c for c in earlier if number(c) == 1), None)
        if self._still_held(later) or " ".join(words) in self.codebook.general_people:
            return next(iter(earlier), None)
        points = bool(words) and (words[0] in self.codebook.pointing_words or bool(later.spans.get("count")))
        if not points or _other_harm(later, found) or _of_one_taken(later, earlier, found):
            return None
        return self._the_deed(later, earlier) if later.spans.get("count") else self._by_words(later, words, earlier)

    def _of_a(self, claim: Claim) -> bool:
        """Whether a deed told of before is said of somebody in new words ("the killing of a father of two")."""
        count, trigger = claim.spans["count"][0], claim.spans["trigger"][0]
        joined = re.fullmatch(r" of [\"“]?", self.text[trigger.end_char : count.start_char]) is not None
        return joined and count.of(self.text) in ("a", "an") and self._definite_noun(claim)

    def _named_deed(self, later: Claim, earlier: Sequence[Claim]) -> Claim | None:
        """What a harm without people tells again: what its sentence told ("a killing that"), or the last."""
        if self._calls_it_so(later):
            return next((c for c in earlier if c.sentence == later.sentence), None)
        return next(iter(earlier), None) if self._definite_noun(later) else None

    def _by_words(self, later: Claim, words: Sequence[str], earlier: Sequence[Claim]) -> Claim | None:
        """The nearest earlier claim whose people words that point back can mean."""
        if len(words) == 1 and words[0] in ONE and earlier and self._someone_between(earlier[0], later):
            return None
        if len(words) == 1 or self._general(" ".join(words[1:])):
            one = [c for c in earlier if words[0] not in ONE or number(c) in (None, 1)]
            return next((c for c in one if len(words) < 3 or _alone(c, earlier)), None)
        head = re.compile(rf"\b{re.escape(_head(' '.join(words)))}")
        named = next((c for c in earlier if c.victims is not None and head.search(c.victims.words.lower())), None)
        return named or self._the_deed(later, earlier)

    def _the_deed(self, later: Claim, earlier: Sequence[Claim]) -> Claim | None:
        """The only harm of one person told before, where "the abduction of the doctor" can mean no other."""
        only = earlier[0] if len(earlier) == 1 and number(earlier[0]) == number(later) == 1 else None
        return only if self._definite_noun(later) else None

    def _someone_between(self, first: Claim, later: Claim) -> bool:
        """Whether one person who is not in `first` is told of last before "he" ("a man was hit ... he died")."""
        start = max(first.sentence.end_char, later.sentence.start_char - LAST)
        said = self.text[start : later.spans["trigger"][0].start_char].lower()
        return any(match["noun"] in self.codebook.one_person.nouns for match in SOMEONE.finditer(said))

    def _still_held(self, claim: Claim) -> bool:
        """Whether a claim tells how people who were taken before fare: "the driver remained in captivity"."""
        first = (claim.victims.words.lower().split() if claim.victims else [])[:1]
        said = claim.spans["trigger"][0].of(self.text).lower().split()
        taken = claim.kind == "abducted" and any(w in self.codebook.held_words for w in said)
        return taken and first[:1] != [] and first[0] in self.codebook.pointing_words

    def _called_dead(self, claim: Claim) -> bool:
        """Whether the harm is a mere adjective of somebody known: "named the dead man"."""
        trigger, who = claim.spans["trigger"][0], claim.spans.get("who", ())[:1]
        lead = self.text[claim.sentence.start_char : trigger.start_char].lower().split()[-1:]
        before = [word.strip(QUOTES) for word in lead]
        beside = all(self.text[trigger.end_char : span.start_char] == " " for span in who)
        return before == ["the"] and trigger.of(self.text).lower() in ADJECTIVES and beside and number(claim) == 1

    def _calls_it_so(self, claim: Claim) -> bool:
        """Whether the trigger is a noun that calls by its name what the sentence told ("was shot, a killing that")."""
        trigger = claim.spans["trigger"][0]
        before = self.text[claim.sentence.start_char : trigger.start_char]
        return before.endswith((", a ", ", an ")) and GOES_ON.match(self.text, trigger.end_char) is not None

    def _definite_noun(self, claim: Claim) -> bool:
        """Whether the trigger is a noun of what was told: "the killing", "his abduction"."""
        before = self.text[claim.sentence.start_char : claim.spans["trigger"][0].start_char].split()[-1:]
        words = [w.lower().strip(QUOTES) for w in before]
        return any(w in self.codebook.pointing_words or w in ("our", "my") for w in words)


def _of_one_taken(later: Claim, earlier: Sequence[Claim], claims: Sequence[Claim]) -> bool:
    """Whether "his body" is that of a man taken since the last death told ("led out of his home ... his body")."""
    if not earlier or later.victims is None or later.victims.words.lower() != "his":
        return False
    taken = [c for c in claims if c.kind in FATES and c.kind != later.kind and number(c) == 1]
    return any(earlier[0].sentence < c.sentence <= later.sentence for c in taken)


def _both_fight(later: Claim, first: Claim) -> bool:
    """Whether both are of people who bear arms, whatever each is called ("gunmen", "gang members")."""
    return all(c.victims is not None and GANG.search(c.victims.words) is not None for c in (later, first))


def _other_harm(later: Claim, found: Sequence[Claim]) -> bool:
    """Whether the sentence told another harm of one person, whom its "he" means ("another was wounded ... he died")."""
    if later.victims is None or later.victims.words.lower() not in ONE:
        return False
    beside = (c for c in found if c.sentence == later.sentence and c.kind in HARMS and c.kind != later.kind)
    return any(number(c) == 1 and c.victims is not None and c.victims.words.lower() not in ONE for c in beside)


def _alone(claim: Claim, earlier: Sequence[Claim]) -> bool:
    """Whether a claim is the only one that could be meant, or one of a single person."""
    return len(earlier) == 1 or number(claim) == 1


def _figure(claim: Claim) -> tuple[int | None, ...] | None:
    """low, best and high of a claim; None where it gives no number."""
    q = claim.quantity
    return None if q is None or (q.low is None and q.high is None) else (q.low, q.best, q.high)


def _one_figure(later: tuple[int | None, ...], first: tuple[int | None, ...] | None) -> bool:
    """Whether two figures are one: "at least 31" and "31" are, as few events come to the same large number."""
    if first is None or later == first:
        return first is not None
    return later[0] == first[0] and (later[0] or 0) >= LARGE


def _of_one_sort(later: Claim, first: Claim) -> bool:
    return (
        later.kind in HARMS
        and later.kind == first.kind
        and first.repeats is None
        and later.scope == first.scope
        and (later.status in HAPPENED) == (first.status in HAPPENED)
    )


def _same_words(text: str, later: Claim, first: Claim) -> bool:
    """Whether two triggers of one sentence ("kidnapped and held") harm the same words' people.

    So they do where the words are two for one: "a third man, the driver, escaped with burns and was recovering".
    """
    for part in ("count", "who"):
        a, b = later.spans.get(part), first.spans.get(part)
        if a and b and (a == b or (part == "who" and a[0].overlaps(b[0]))):
            return later.spans["trigger"] != first.spans["trigger"]
        if a and b and part == "count":
            return False
    people = [span for c in (first, later) for span in c.spans.get("who", ())[:1]]
    if len(people) < len((first, later)) or later.spans["trigger"] == first.spans["trigger"]:
        return False
    one, other = sorted(people)
    return text[one.end_char : other.start_char] == ", " and text.startswith(", ", other.end_char)


def _head(people: str, *, plural: bool = False) -> str:
    """The last word of who was harmed, in lower case; "of ..." and what follows left out.

    Without its plural s unless `plural`.
    """
    last = people.lower().split(" of ")[0].split(", ")[0].split()[-1]
    return last if plural else last.rstrip("s")


def _agree(later: Claim, first: Claim, *, strict: bool) -> bool:
    """Whether place and day do not speak against it; `strict`: whether one of them speaks for it."""
    same_place = _one_place(later.place, first.place)
    same_day = None if later.date is None or first.date is None else later.date.shares_day(first.date)
    if same_place is False or same_day is False:
        return False
    return bool(same_place or same_day) if strict else True


def _near_in_time_and_place(later: Claim, first: Claim) -> bool:
    """Whether two claims share a day and a province: "the six" are then those told of, whatever town each names."""
    if later.date is None or first.date is None or later.place is None or first.place is None:
        return False
    same = (later.place.country, later.place.adm1) == (first.place.country, first.place.adm1)
    return later.date.shares_day(first.date) and same and later.place.adm1 is not None


def _one_place(left: Place | None, right: Place | None) -> bool | None:
    """Whether two places are one, or one is in the province or district that the other is; None where it is open."""
    if left is None or right is None or None in (left.place_id, right.place_id):
        return None
    if not within(left, right):
        return False
    return True if left.place_id == right.place_id or max(left.precision, right.precision) <= PROVINCE else None
