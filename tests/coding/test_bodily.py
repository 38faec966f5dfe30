from __future__ import annotations

from typing import Any

import pytest

from coding.tellings import coded
from factory import Wording, count, dates, says, villagers

DRIVERS = {"who": "two drivers", "affected": count(2, words="two")}

CODED: list[tuple[str, str, list[Any], int | None]] = [
    ("a beating wounds", "Rebels beat two drivers.", [says("attack", "beat", **DRIVERS)], 2),
    ("one of several words", "Rebels beat up two drivers.", [says("attack", "beat up", **DRIVERS)], 2),
    ("an attack of no such word", "Rebels robbed two drivers.", [says("attack", "robbed", **DRIVERS)], None),
    ("nobody knows how many", "Rebels beat drivers.", [says("attack", "beat", who="drivers")], None),
    ("a shot wounds at least", "Rebels shot two drivers.", [says("shooting", "shot", **DRIVERS)], 2),
    ("shot at is not shot", "Rebels shot at two drivers.", [says("shooting", "shot", **DRIVERS)], None),
    ("another act", "Rebels beat two drivers.", [says("operation", "beat", **DRIVERS)], None),
]
HARMED = ("killed", "wounded", "casualties")


@pytest.mark.parametrize(("why", "text", "wordings", "wounded"), CODED, ids=[row[0] for row in CODED])
def test_bodily_harm_is_coded_as_wounded(why: str, text: str, wordings: list[Any], wounded: int | None) -> None:
    claims = coded((text, *wordings)).claims
    assert [c.quantity.best for c in claims if c.kind == "wounded" and c.quantity] == ([wounded] if wounded else []), (
        why
    )
    assert len(claims) == len(wordings) + (wounded is not None)


@pytest.mark.parametrize("kind", HARMED)
def test_where_the_sentence_tells_the_harm_itself_nothing_is_added(kind: str) -> None:
    harm = says(kind, "bloodied", count="two", who="drivers")
    found = coded(("Rebels beat two drivers, who were bloodied.", says("attack", "beat", **DRIVERS), harm))
    assert [c.kind for c in found.claims] == ["attack", kind]


def test_the_claim_says_why_it_was_made_and_belongs_to_the_event_of_its_act() -> None:
    act, harm = coded(("Rebels beat two drivers.", says("attack", "beat", by="Rebels", **DRIVERS))).claims
    assert harm.notes == ('"beat" is bodily harm: coded as wounded as well',)
    assert (harm.event_mention_id, harm.spans, harm.victims) == (act.event_mention_id, act.spans, act.victims)
    assert harm.id != act.id


DEATHS = [
    ("Rebels shot two drivers execution-style.", "killed"),
    ("Rebels shot two drivers in the back of the head.", "killed"),
    ("Rebels lined up and shot two drivers.", "killed"),
    ("Rebels shot two drivers in the leg.", "wounded"),
    ("Rebels lined up for food and later, in Bara; they shot two drivers.", "wounded"),
]


@pytest.mark.parametrize(("text", "kind"), DEATHS)
def test_who_is_shot_as_one_is_put_to_death_is_dead(text: str, kind: str) -> None:
    claims = coded((text, says("shooting", "shot", **DRIVERS))).claims
    assert [c.kind for c in claims if c.kind != "shooting"] == [kind]


def test_a_threat_of_it_has_not_happened() -> None:
    threat = says("attack", "beat", status="future", **DRIVERS)
    assert [c.status for c in coded(("Rebels will beat two drivers.", threat)).claims] == ["future", "future"]


def test_an_attack_marked_twice_wounds_once() -> None:
    twice = [says("attack", "beat", **DRIVERS)] * 2
    assert [c.kind for c in coded(("Rebels beat two drivers.", *twice)).claims] == ["attack", "wounded"]


def test_what_became_of_those_who_were_shot_is_told_in_the_next_words() -> None:
    shot = says("shooting", "shot", **DRIVERS)
    died = says("killed", "died", who="They")
    assert "wounded" not in [c.kind for c in coded(("Rebels shot two drivers.", shot), ("They died.", died)).claims]


NO_PEOPLE = [
    ("a vehicle", "Rebels seized a vehicle.", says("abducted", "seized", count="a", who="vehicle"), 0),
    ("an organisation's article", "He was taken from an NGO.", says("abducted", "taken", count="an", who="NGO"), 0),
    ("people of an organisation", "Two of an NGO were taken.", says("abducted", "taken", count="Two", who="NGO"), 1),
    ("a living body", "He has burns to his face and body.", says("killed", "body", who="He"), 0),
    ("burns on a body", "He has burns over half his body.", says("killed", "body", who="He"), 0),
    ("a dead body", "Wounds were found on his head. His body lay near.", says("killed", "body", who="His"), 1),
    ("people", "Rebels seized a nurse of an NGO.", says("abducted", "seized", count="a", who="nurse of an NGO"), 1),
    ("a thing destroyed", "Rebels burned a vehicle.", says("destruction", "burned", count="a", who="vehicle"), 1),
]


@pytest.mark.parametrize(("why", "text", "wording", "claims"), NO_PEOPLE, ids=[row[0] for row in NO_PEOPLE])
def test_a_thing_is_nobody_harmed(why: str, text: str, wording: Wording, claims: int) -> None:
    assert len(coded((text, wording)).claims) == claims, why


def test_a_part_of_what_is_nobody_is_a_part_of_nothing() -> None:
    vehicle = says("abducted", "seized", count="two", who="vehicles")
    guard = says("abducted", "seized", count="a", who="guard", part_of=0)
    (claim,) = coded(("Rebels seized two vehicles with a guard.", vehicle, guard)).claims
    assert claim.part_of is None


def test_who_was_said_to_be_killed_is_not_wounded_by_the_shots_told_next() -> None:
    killed = says("killed", "killed", count="A", who="guard")
    shot = says("shooting", "shot", who="The victim", affected=count(1, words="The victim"))
    found = coded(("A guard was killed.", killed), ("The victim was shot three times.", shot))
    assert [c.kind for c in found.claims] == ["killed", "shooting"]


def test_the_death_of_other_people_leaves_those_beaten_wounded() -> None:
    beaten = says("attack", "beaten", who="Two guards", affected=count(2, words="Two"))
    killed = says("killed", "killed", count="a", who="child")
    found = coded(("Two guards were beaten after a car killed a child.", beaten, killed))
    assert sorted(c.kind for c in found.claims) == ["attack", "killed", "wounded"]


def test_beaten_at_gunpoint_is_beaten() -> None:
    beaten = says("attack", "beaten", **DRIVERS)
    assert "wounded" in [c.kind for c in coded(("Rebels had two drivers beaten at gunpoint.", beaten)).claims]


TAKEN: list[tuple[str, str, bool]] = [
    ("The girl was taken to hospital.", "taken", False),
    ("The girl was carjacked.", "carjacked", False),
    ("The girl was rushed to a field clinic in Bara.", "rushed", False),
    ("The girl was taken to the forest.", "taken", True),
    ("The girl was kidnapped on her way to the hospital.", "kidnapped", True),
]


@pytest.mark.parametrize(("text", "trigger", "abducted"), TAKEN)
def test_those_whom_helpers_take_are_not_abducted(text: str, trigger: str, abducted: bool) -> None:
    found = coded((text, says("abducted", trigger, who="The girl"))).claims
    assert bool(found) is abducted


def test_fighting_that_dies_down_kills_nobody() -> None:
    assert not coded(("The fighting died down by evening.", says("killed", "died", who="The fighting"))).claims
    assert coded(("A boy died in Bara.", says("killed", "died", count="A", who="boy"))).claims


NOT_DEAD = [
    ("Two nurses were strangled until they were unconscious.", "strangled", "Two", True),
    ("Two nurses were strangled in their house.", "strangled", "Two", False),
    ("One guard's throat was cut. The guard survived.", "throat", "One", True),
    ("One guard's throat was cut. The driver fled.", "throat", "One", False),
    ("Two nurses fled but the other two were found by the gunmen.", "found", "two", True),
    ("Two nurses fled but the other two were found with their throats slit.", "found", "two", False),
]


@pytest.mark.parametrize(("text", "trigger", "number", "alive"), NOT_DEAD)
def test_who_lived_is_not_dead(text: str, trigger: str, number: str, alive: bool) -> None:
    first, *behind = text.split(". ")
    sentence = (first + ("." if behind else ""), says("killed", trigger, count=number))
    more = [(rest,) for rest in behind]
    assert bool(coded(sentence, *more).claims) is not alive


CARED_FOR = [
    ("The driver was hit by stones and transported to the hospital.", 1),
    ("The driver was hit twice and had to be airlifted for treatment.", 1),
    ("The driver was hit by a ban and his car was taken.", None),
]


@pytest.mark.parametrize(("text", "hurt"), CARED_FOR)
def test_who_was_hit_and_taken_to_hospital_is_wounded(text: str, hurt: int | None) -> None:
    others = ("The others were unharmed.", says("wounded", "unharmed", who="The others", status="negated"))
    claims = coded((text, says("attack", "hit", who="The driver")), others).claims
    assert [c.quantity.best for c in claims if c.kind == "wounded" and c.quantity] == ([hurt] if hurt else [])


def test_a_harm_to_nothing_but_a_mark_is_none() -> None:
    assert coded(('It cost the lives of "many".', says("killed", "lives", who='"'))).claims == ()


def test_who_was_killed_is_not_wounded_by_the_shot_that_is_told_of_after() -> None:
    killed = ("A volunteer was murdered.", says("killed", "murdered", count="A", who="volunteer"))
    shot = ("She was shot in the head.", says("shooting", "shot", who="She", one=True))
    assert [c.kind for c in coded(killed, shot).claims] == ["killed", "shooting"]


@pytest.mark.parametrize(
    ("text", "hurt"),
    [
        ("A passenger was hit in the foot.", True),
        ("A passenger was hit by a tax.", False),
        ("A passenger was struck hard across the face with a rifle.", True),
    ],
)
def test_a_blow_to_a_part_of_the_body_wounds(text: str, hurt: bool) -> None:
    word = "hit" if "hit" in text else "struck"
    claims = coded((text, says("attack", word, who="A passenger", one=True, affected=count(1)))).claims
    assert ("wounded" in [c.kind for c in claims]) is hurt


ANOTHER = [
    ("another", "One guard was wounded and another shot.", "another", 2),
    ("another who is told to be wounded", "One guard was hurt and another shot and wounded.", "another", 2),
    ("a car", "One guard was wounded and a car shot.", "car", 1),
]


@pytest.mark.parametrize(("why", "text", "who", "hurt"), ANOTHER, ids=[row[0] for row in ANOTHER])
def test_one_more_who_was_shot_is_wounded_too(why: str, text: str, who: str, hurt: int) -> None:
    word = "hurt" if "hurt" in text else "wounded"
    told = [says("wounded", word, count="One", who="guard"), says("shooting", "shot", who=who)]
    more = [says("wounded", "wounded", count="another")] if "shot and" in text else []
    claims = coded((text, *told, *more)).claims
    assert sum(c.kind == "wounded" for c in claims) == hurt, why


def test_a_death_told_by_a_burial_has_not_its_day() -> None:
    dead = says("killed", "buried", who="The boy", when="Friday", date=dates())
    assert [c.date for c in coded(("The boy was buried on Friday.", dead)).claims] == [None]


SITES = [
    ("Ministry puts market dead at 12.", "market", None),
    ("Twelve market dead were buried.", "market", None),
    ("Ministry puts miners dead at 12.", "miners", "miners"),
    ("Twelve dead lay at the market.", "market", "market"),
]


@pytest.mark.parametrize(("text", "who", "harmed"), SITES)
def test_the_site_of_an_attack_is_nobody_who_died_there(text: str, who: str, harmed: str | None) -> None:
    groups = ("things",) if who == "market" else ()
    count_word = "12" if "12" in text else "Twelve"
    dead = says("killed", "dead", count=count_word, who=who, victims=villagers(words=who, groups=groups))
    (claim,) = coded((text, dead)).claims
    assert (claim.victims.words if claim.victims else None) == harmed
