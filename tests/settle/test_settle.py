from __future__ import annotations

import pytest

from factory import actor, at_least, claim, count, dates, day, speaker, villagers
from mnemon.errors import DataError, UsageError
from mnemon.model.claims import Claim
from mnemon.model.events import Event, Finding
from mnemon.model.values import Quantity
from mnemon.settle import Sourcing, get_rule, open_rules, settle
from mnemon.settle.rules import rules_from

EVENT = Event("e-1", ("m-1", "m-2", "m-3"))


def says(name: str, number: Quantity | int | None, **changes: object) -> Claim:
    """A claim of deaths by a speaker of this name; its id is "name number"."""
    quantity = count(number) if isinstance(number, int) else number
    shown = number if isinstance(number, int) else "?"
    return claim(id=f"{name} {shown}", said_by=speaker(name=name), quantity=quantity, **changes)


def settled(rule: str, *claims: Claim, sourcing: Sourcing | None = None) -> Finding:
    (finding,) = settle(EVENT, claims, get_rule(rule), sourcing)
    return finding


def numbers(finding: Finding) -> tuple[int | None, int | None, int | None]:
    return finding.low, finding.best, finding.high


RIVALS = (says("police", 5), says("army", 12, report_id="r-2"), says("mayor", 7, report_id="r-3"))
PUBLISHED = Sourcing(published={"r-1": day("2021-05-04"), "r-2": day("2021-05-06"), "r-3": day("2021-05-05")})

RULES: list[tuple[str, tuple[int | None, int | None, int | None], tuple[str, ...]]] = [
    ("lowest", (5, 5, 5), ("police 5",)),
    ("highest", (12, 12, 12), ("army 12",)),
    ("most-recent", (12, 12, 12), ("army 12",)),
    ("range", (5, None, 12), ("police 5", "army 12", "mayor 7")),
]


@pytest.mark.parametrize(("rule", "expected", "supporting"), RULES)
def test_each_rule_settles_rival_figures_in_its_own_way(
    rule: str, expected: tuple[int | None, ...], supporting: tuple[str, ...]
) -> None:
    finding = settled(rule, *RIVALS, sourcing=PUBLISHED)
    assert numbers(finding) == expected
    assert finding.supporting == supporting
    assert set(finding.rival) == {c.id for c in RIVALS} - set(supporting)
    assert (finding.event_id, finding.what, finding.rule, finding.rule_version) == ("e-1", "killed", rule, "1")


def test_the_range_takes_the_figure_of_most_independent_voices_as_best() -> None:
    finding = settled("range", *RIVALS, says("nurse", 7, report_id="r-4"))
    assert numbers(finding) == (5, 7, 12)
    assert finding.supporting == ("mayor 7", "nurse 7")
    assert finding.rival == ("police 5", "army 12")


def test_one_speaker_in_many_reports_is_one_voice() -> None:
    quoted = [claim(id=f"c-{n}", report_id=f"r-{n}", said_by=speaker(name="Police in Bara ")) for n in range(5)]
    finding = settled("range", *quoted, says("mayor", 7, report_id="r-9"))
    assert numbers(finding) == (5, None, 7)


def test_copies_of_one_report_are_one_voice() -> None:
    spoken = [claim(id=f"c-{n}", report_id=f"r-{n}", said_by=None) for n in (1, 2)]
    rival = says("mayor", 7, report_id="r-9")
    assert settled("range", *spoken, rival).best == 5
    assert settled("range", *spoken, rival, sourcing=Sourcing(origin={"r-1": "wire", "r-2": "wire"})).best is None


def test_different_people_told_by_one_voice_are_added() -> None:
    told = [says("police", 5, victims=villagers()), says("police", 3, victims=actor())]
    assert numbers(settled("lowest", *told)) == (8, 8, 8)


def test_figures_that_may_count_the_same_people_are_never_added() -> None:
    told = [says("police", 5), says("police", 3, victims=None)]
    assert numbers(settled("highest", *told)) == (3, None, 5)


def test_part_total_and_repeat_are_left_out_of_the_thirteen() -> None:
    whole = says("service", 13)
    others = [
        says("service", 5, part_of=whole.id),
        says("service", 8, part_of=whole.id),
        says("spokesman", 40000, scope="total"),
        claim(id="again", repeats=whole.id, quantity=count(13), said_by=None),
    ]
    finding = settled("highest", whole, *others)
    assert numbers(finding) == (13, 13, 13)
    assert (finding.supporting, finding.rival) == ((whole.id,), ())
    assert [out.claim_id for out in finding.left_out] == [c.id for c in others]


def test_a_number_with_no_upper_end_leaves_the_range_open_above() -> None:
    assert numbers(settled("range", says("police", at_least(5)), says("army", 3))) == (3, 3, None)


UNSETTLED: list[tuple[str, str, tuple[Claim, ...]]] = [
    ("no number at all", "range", (says("police", None),)),
    ("denied alone", "lowest", (says("army", 5, status="denied"),)),
    ("no day known", "most-recent", (says("police", 5), says("army", 12))),
    ("two on the last day", "most-recent", (says("a", 5, said_on=dates()), says("b", 6, said_on=dates()))),
]


@pytest.mark.parametrize(("why", "rule", "claims"), UNSETTLED, ids=[row[0] for row in UNSETTLED])
def test_claims_that_do_not_settle_it_leave_every_number_out(why: str, rule: str, claims: tuple[Claim, ...]) -> None:
    finding = settled(rule, *claims)
    assert numbers(finding) == (None, None, None), why
    assert finding.supporting == ()


def test_the_day_it_was_said_counts_before_the_day_it_was_published() -> None:
    late = says("police", 5, said_on=dates("2021-05-09"))
    assert settled("most-recent", late, says("army", 12, report_id="r-2"), sourcing=PUBLISHED).best == 5


def test_each_harm_has_a_finding_of_its_own_and_other_events_have_no_say() -> None:
    claims = [claim(), claim(id="c-2", kind="wounded", quantity=count(9)), claim(id="c-3", kind="shelling")]
    elsewhere = claim(id="c-4", kind="missing", event_mention_id="m-9")
    findings = settle(EVENT, [*claims, elsewhere], get_rule("range"))
    assert [(f.what, f.best) for f in findings] == [("killed", 5), ("wounded", 9)]


def test_no_claims_no_findings() -> None:
    assert settle(EVENT, [], get_rule("range")) == []


def test_the_rules_that_ship_are_named_numbered_and_described() -> None:
    rules = open_rules()
    assert list(rules) == ["lowest", "highest", "most-recent", "range"]
    assert all(rule.version and rule.description.endswith(".") for rule in rules.values())


def test_a_rule_that_is_not_there_is_said_not_to_be_there() -> None:
    with pytest.raises(UsageError, match="there is no rule average"):
        get_rule("average")


RULE = "{name: a, version: '1', take: lowest, description: A.}"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("name: a", "not a list of rules"),
        ("[{name: a}]", "a rule has these parts"),
        ("[{name: a, version: 1, take: lowest, description: A.}]", "all of them words"),
        ("[{name: a, version: '1', take: guess, description: A.}]", "rule a takes guess"),
        (f"[{RULE}, {RULE}]", "two rules have one name"),
    ],
)
def test_a_rule_file_that_breaks_its_rules_is_refused(text: str, word: str) -> None:
    with pytest.raises(DataError, match=word):
        rules_from(text, "rules.yaml")
