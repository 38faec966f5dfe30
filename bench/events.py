"""`python -m bench.events`: which claims of a report are of one event, where and when; prints one JSON object.

bench/data/events.jsonl holds 64 invented reports that nobody looked at while the reader was made. A reader said of each
claim that had been read of them to which event of the report it belongs, and of each event the day and the place. Of
the claims that are read as they were: pairwise F1 of claims in one event, and the shares with the right first and last
day, the right place (a word of its name in ours or in what holds ours, and the same country) and the right country, of
those whose event has one. `killed` and `wounded`: of the reports with a tally, in how many ours is the same. The
figures of single events: bench/figures.py.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import figures, tallies
from bench.read_again import read_again
from bench.reports import arrival_of, f1, is_place, share, together
from mnemon.model.claims import Claim
from mnemon.pipeline import Engine, open_engine, read

GOLD = Path(__file__).parent / "data" / "events.jsonl"
HARMS = ("killed", "wounded")

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim, the number of its event in the report, and that event's day and place as annotated; None if untold."""

    claim: Claim
    event: str
    day: Sequence[str] | None
    place: Sequence[str] | None


def main() -> int:
    """Measure and print."""
    print(json.dumps(measure(open_engine())))
    return 0


def measure(engine: Engine, path: Path = GOLD) -> dict[str, float]:
    """Every figure by name, over all reports of a file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = list(read(engine, (arrival_of(row) for row in rows)))
    told = of_claims([list(judged(row, r.coded.claims)) for row, r in zip(rows, found, strict=True)])
    counted = [(row, r.tally.counts) for row, r in zip(rows, found, strict=True)]
    claims = [(row, list(by_claim(row, r.coded.claims)), r.coded.claims) for row, r in zip(rows, found, strict=True)]
    return told | {harm: tallies.share(counted, harm) for harm in HARMS} | figures.measure(claims)


def of_claims(reports: Sequence[Sequence[Judged]]) -> dict[str, float]:
    """The figures of the claims of some reports."""
    claims = [one for report in reports for one in report]
    dated = [one for one in claims if one.day is not None]
    placed = [(one, one.place) for one in claims if one.place is not None]
    country = [one.claim.place is not None and one.claim.place.country == place[-1] for one, place in placed]
    return {
        "one_event": f1(*together(((one.event, one.claim.event_mention_id) for one in claims) for claims in reports)),
        "day": share([_is_day(one) for one in dated]),
        "place": share([is_place(" ".join(place[:-1]), place[-1], one.claim) for one, place in placed]),
        "country": share(country),
    }


def judged(row: Row, claims: Sequence[Claim]) -> Iterator[Judged]:
    """The claims of a report that the annotator put to one event."""
    own = row.get("own", {})
    numbers = {id(said): str(number) for number, said in enumerate(row["claims"])}
    for said, claim in by_claim(row, claims):
        if said["event"].isdigit():
            told = row["events"][said["event"]] | own.get(numbers[id(said)], {})
            yield Judged(claim, said["event"], told.get("day"), told.get("place"))


def by_claim(row: Row, claims: Sequence[Claim]) -> Iterator[tuple[Row, Claim]]:
    """Each annotated claim with the one that it is read as now."""
    found = read_again(row["claims"], claims)
    yield from ((said, found[number]) for number, said in enumerate(row["claims"]) if number in found)


def _is_day(one: Judged) -> bool:
    day = one.claim.date
    return day is not None and one.day == [day.start.isoformat(), day.end.isoformat()]


if __name__ == "__main__":
    sys.exit(main())
