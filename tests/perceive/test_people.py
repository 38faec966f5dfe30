from __future__ import annotations

from dataclasses import replace

import pytest

from factory import located, says, telling
from mnemon.model.marks import Name
from mnemon.perceive.people import with_people

FULL = ("Omar Haddad was shot in Homs.", says("killed", "shot", who="Omar Haddad"))

SHORT: list[tuple[str, str, str]] = [
    ("his murder", "Haddad's murder shocked many.", "person"),
    ("the murder of him", "The murder of Haddad shocked many.", "person"),
    ("a place all the same", "The murder in Haddad shocked many.", "place"),
]


@pytest.mark.parametrize(("why", "text", "kind"), SHORT, ids=[row[0] for row in SHORT])
def test_the_short_name_of_a_person_is_no_place(why: str, text: str, kind: str) -> None:
    report, marks, _ = telling(FULL, (text, says("killed", "murder", where="Haddad")))
    names = (
        Name(located("Omar Haddad", report.text), "person", 0.9),
        Name(located("Haddad#2", report.text), "place", 0.6),
    )
    found = with_people(report.text, replace(marks, names=names))
    assert found.names[1].type == kind, why
    who = [span.of(report.text) for span in found.frames[1].role("who")]
    assert who == (["Haddad"] if kind == "person" else []), why
    assert bool(found.frames[1].role("where")) is (kind == "place")


def test_without_a_full_name_nothing_changes() -> None:
    report, marks, _ = telling(("Haddad's murder shocked many.", says("killed", "murder", where="Haddad")))
    told = replace(marks, names=(Name(located("Haddad", report.text), "place", 0.6),))
    assert with_people(report.text, told) == told
