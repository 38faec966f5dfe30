"""`python -m bench.gate`: every accuracy and speed figure with its floor; exit status 1 where one is below it.

A floor only goes up, unless a reason is given, which is then written beside the floors. Tallies are measured against a
file of coded incident descriptions where one is given, places against texts with points: neither is shipped, since
their licences are not open. Times are measured against texts and cases that are open, but are not shipped either.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from bench import accuracy, events, export_scale, maverick, places, reports, speed, tallies, times
from bench.calibration import ece
from bench.results import summed
from bench.scores import frame_scores, judged
from mnemon.pipeline import open_engine

FLOORS = Path(__file__).parent / "floors.json"
SLACK = 0.0005
"""Figures are rounded to four places; a rounding is no regression."""

MARGIN = 0.01
"""How far below the measured figure a floor is pinned: int8 sums round differently on other processors."""

RARE = {"frames.by2": 0.08, "frames.said_when": 0.08}
"""The margin of roles that stand fewer than 30 times in the gold, where one span is several hundredths."""

MACHINES_OWN = {f"places.{name}" for name in ("names_per_second", "resident_mb", "gazetteer_mb", "normalise_ratio")}
"""Figures besides speed that are pinned by hand."""

LINKING = ("bcubed_f1", "pairwise_f1", "guarded")
"""The figures of linking that are pinned; measured where MAVERICK's reports are given."""

REVIEW_PAGES = (
    "inbox", "reports", "report", "event", "event_by_id", "map", "map_of_days", "map_of_names", "months", "totals",
    "form", "judge", "audit", "as_of", "as_of_kinds", "episode", "second", "second_report", "second_links",
    "adjudicate",
)  # fmt: skip
REVIEW = {
    *(f"review.{page}_p95_ms" for page in REVIEW_PAGES), "review.first_paint_ms", "review.lost", "review.errors",
}  # fmt: skip
"""Figures of the review pages with 100,000 claims; measured where they are asked for, since that takes minutes."""

LOWER_IS_BETTER = {
    "linking.guarded", "speed.peak_mb", "export.loops_an_event", "calibration.ece", "hard.ece", "events.sure_ece",
    "places.resident_mb", "places.gazetteer_mb", "places.normalise_ratio", *REVIEW,
}  # fmt: skip
"""Figures that have a ceiling; theirs are set by hand."""


def main() -> int:
    """Measure, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counts", type=Path, help="coded incident descriptions, gzipped JSON lines")
    parser.add_argument("--places", type=Path, help="texts with place names and their points, JSON lines")
    parser.add_argument("--linking", type=Path, help="MAVERICK's coded reports, gzipped CSV")
    parser.add_argument("--wikiwars", type=Path, help="texts with times and their values, gzipped JSON lines")
    parser.add_argument("--specs", type=Path, help="the folder of the date cases")
    parser.add_argument(
        "--review", nargs="?", const="", metavar="DB",
        help="measure the review pages too, with 100,000 claims: in DB (made where it is not there), or a fresh record",
    )  # fmt: skip
    parser.add_argument("--only-review", action="store_true", help="measure nothing besides the review pages")
    parser.add_argument("--quick", action="store_true", help="leave out speed")
    parser.add_argument("--update", action="store_true", help="pin what was measured where it is better")
    parser.add_argument("--allow-lower", metavar="REASON", help="pin what was measured, lower or not")
    args = parser.parse_args()
    pinned = json.loads(FLOORS.read_text(encoding="utf-8"))
    figures = {} if args.only_review else measured(args.counts, quick=args.quick)
    if args.places is not None:
        figures |= {f"places.{name}": value for name, value in places.measure(args.places).items()}
    figures |= timed(args.wikiwars, args.specs) | linked(args.linking)
    if args.review is not None or args.only_review:
        figures |= reviewed(args.review or None)
    failed = compare(pinned, figures)
    if args.update or args.allow_lower:
        repin(pinned, figures, args.allow_lower)
        FLOORS.write_text(json.dumps(pinned, indent=1) + "\n", encoding="utf-8")
    return int(failed and not args.allow_lower)


def measured(counts: Path | None, *, quick: bool) -> dict[str, float]:
    """Every figure that can be measured here, by name."""
    engine = open_engine()
    pairs = accuracy.pairs(engine)
    figures = {f"frames.{name}": value for name, value in frame_scores(pairs).items()}
    figures["calibration.ece"] = ece([j for gold, claims in pairs for j in judged(gold, claims)])
    hard = summed(accuracy.pairs(engine, accuracy.HARD))
    figures |= {f"hard.{name}": hard[name] for name in (*accuracy.SUMMED, "ece")}
    figures["numbers.labelled"] = times.labelled_counts()
    figures |= {f"reports.{name}": value for name, value in reports.measure(engine).items()}
    figures |= {f"events.{name}": value for name, value in events.measure(engine).items()}
    figures |= {f"tallies.{name}": value for name, value in tallies.measure(engine).items()}
    figures |= {f"plain.{name}": value for name, value in tallies.measure(engine, tallies.PLAIN).items()}
    for path in (tallies.WEEKLY, tallies.DAILY):
        told = tallies.measure(engine, path)
        figures |= {f"{path.stem}.{name}": told[name] for name in (*tallies.HARMS, "killed_low")}
    if counts is not None:
        figures |= {f"counts.{name}": value for name, value in accuracy.counts(engine, counts).items()}
    if not quick:
        figures["export.loops_an_event"] = export_scale.loops_an_event()
        figures |= {f"speed.{name}": value for name, value in speed.measure(speed.TEXTS, 3).items()}
        figures |= {f"places.{name}": value for name, value in places.measure(None).items()}
    return figures


def timed(wikiwars: Path | None, specs: Path | None) -> dict[str, float]:
    """The figures of times, where their files are given."""
    told = times.measured(wikiwars, specs)
    names = {"wikiwars": ("span_f1", "interval_f1"), "specs": ("share", "share_of_same_convention")}
    return {f"times.{of}_{name}": told[of][name] for of, each in names.items() if of in told for name in each}


def reviewed(db: str | None) -> dict[str, float]:
    """The figures of the review pages; the browser and the tests' builders are loaded for them alone."""
    from bench import review  # noqa: PLC0415

    told = {f"review.{name}": value for name, value in review.measure(100_000, 20, 60, db).items()}
    return {name: told[name] for name in REVIEW}


def linked(reports: Path | None) -> dict[str, float]:
    """The figures of linking, where there are coded reports to measure it on."""
    if reports is None:
        return {}
    told = maverick.measured(reports)
    return {f"linking.{name}": float(str(told[name])) for name in LINKING}


def compare(pinned: dict[str, Any], figures: dict[str, float]) -> bool:
    """Print a row for each figure; True where one is worse than its floor or a set of gold has changed."""
    failed = False
    for name in sorted(set(pinned["floors"]) | set(figures)):
        floor, value = pinned["floors"].get(name), figures.get(name)
        worse = floor is not None and value is not None and _worse(name, value, floor)
        failed = failed or worse
        shown = "not measured here" if value is None else f"{value:.4g}"
        bound = "ceiling" if name in LOWER_IS_BETTER else "floor"
        print(f"{name:32} {shown:>18}   {bound} {floor if floor is not None else '-'}{'   WORSE' if worse else ''}")
    for path, now in accuracy.digests().items():
        changed = pinned["gold"].get(path) != now
        failed = failed or changed
        print(
            f"{path:50} sha256 {now[:16]}{'   CHANGED: pin the floors again, --allow-lower REASON' if changed else ''}"
        )
    return failed


def _worse(name: str, value: float, floor: float) -> bool:
    return value > floor + SLACK if name in LOWER_IS_BETTER else value < floor - SLACK


def repin(pinned: dict[str, Any], figures: dict[str, float], reason: str | None) -> None:
    """New floors in `pinned`. Speed is pinned by hand, since machines differ."""
    for name, value in figures.items():
        floor, pin = pinned["floors"].get(name), round(value - RARE.get(name, MARGIN), 4)
        by_hand = (
            name.startswith(("speed.", "export.", "calibration.", "review.", "linking.guarded")) or name in MACHINES_OWN
        )
        if by_hand or (floor is not None and _worse(name, value, floor) and reason is None):
            continue
        if floor is None or reason is not None or pin > floor:
            pinned["floors"][name] = pin
    pinned["gold"] = accuracy.digests()
    if reason is not None:
        pinned["reasons"].append(reason)


if __name__ == "__main__":
    sys.exit(main())
