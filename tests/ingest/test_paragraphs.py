"""Page lines become paragraphs again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnemon.ingest.paragraphs import paragraphs

FULL = "The shelling began at dawn and went on until the evening of the same"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("One line.", "One line."),
        (f"{FULL}\nday, he said.", f"{FULL} day, he said."),
        (f"{FULL} govern-\nment said.", f"{FULL} government said."),
        (f"{FULL} Anglo-\nAmerican force.", f"{FULL} Anglo-American force."),
        (f"{FULL} ceasefire-\n5 was signed.", f"{FULL} ceasefire- 5 was signed."),
        (f"Casualties\n{FULL}\nday.", f"Casualties\n{FULL} day."),
        (f"{FULL}\nday.\n{FULL}\nday.", f"{FULL} day.\n{FULL} day."),
        (f"{FULL}\n\nAnother.", f"{FULL}\nAnother."),
        (f"{FULL}\n• three killed\n• two hurt", f"{FULL}\n• three killed\n• two hurt"),
        (f"  {FULL}  \n   day.", f"{FULL} day."),
        ("", ""),
        ("\n\n", ""),
        ("3", "3"),
        ("17\nThree were killed.\n- 4 -", "Three were killed."),
    ],
)
def test_lines_to_paragraphs(page: str, expected: str) -> None:
    assert paragraphs([page]) == expected


@given(st.lists(st.text(alphabet="ab -.\n1", max_size=60), max_size=4))
def test_no_letter_is_lost_or_made(pages: list[str]) -> None:
    joined = paragraphs(pages)
    assert [char for char in joined if char in "ab"] == [char for page in pages for char in page if char in "ab"]
