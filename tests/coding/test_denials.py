from __future__ import annotations

import pytest

from coding.tellings import coded
from factory import says

TOLD = [
    ("The army denies the allegations that soldiers killed nine people.", "denied"),
    ("The ministry rejected reports that troops killed nine people.", "denied"),
    ("The report that soldiers killed nine people is false.", "denied"),
    ("Claims that troops killed nine people are baseless, it said.", "denied"),
    ("The report says that soldiers killed nine people.", "fact"),
    ("The army denies the allegations, but soldiers killed nine people.", "fact"),
    ("The army denied the accusation, saying that it had killed nine people in battle.", "fact"),
    ("He denied a visa to a man after soldiers killed nine people.", "fact"),
    ("Soldiers killed nine people, and the report was published on Monday.", "fact"),
    ("Not a single one of those nine people was killed, he said.", "negated"),
    ("Not a word was said when soldiers killed nine people.", "fact"),
]


@pytest.mark.parametrize(("text", "status"), TOLD)
def test_what_a_report_calls_untrue_is_denied(text: str, status: str) -> None:
    (claim,) = coded((text, says("killed", "killed", count="nine", who="people"))).claims
    assert claim.status == status
