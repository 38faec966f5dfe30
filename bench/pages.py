"""The documentation's pages that are made from the program: accuracy, model card, commands, records, codebook.

`python -m bench.pages NAME` prints one of them.
"""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import click

from bench.accuracy import SUMMED
from bench.results import RESULTS
from mnemon.cli import main as commands_of_mnemon
from mnemon.coding import open_codebook
from mnemon.coding.pages import page as codebook_page
from mnemon.export.contract import claim_row
from mnemon.model import claims, events, marks, reading, review, text, values
from mnemon.perceive.reader import MODEL
from mnemon.store.columns import metadata
from mnemon.store.schema import APPEND_ONLY

FLOORS = Path(__file__).parent / "floors.json"
FRAMES = {
    "frame": "what happened (kind and word)", "count": "how many", "who": "whom", "by": "by whom", "by2": "and by whom",
    "means": "by what means", "where": "where", "when": "when", "source": "who says so", "cue": "the word of saying",
    "said_when": "when they said it", "roles": "all of these parts together",
}  # fmt: skip
SHARES = {
    "number": "low and high of a number", "status": "fact, possible, denied, future or negated",
    "scope": "incident or total",
}  # fmt: skip


REPORTS = {
    "claims": ("claims that are found and are right to be there", "F1"), "number": ("the same low and high", "share"),
    "status": ("fact, possible, denied, future or negated", "share"), "scope": ("incident or total", "share"),
    "speaker": ("who says so", "share"), "place": ("the place", "share"), "country": ("its country", "share"),
    "date": ("first and last day", "share"), "same_event": ("which claims tell of one event", "F1 of pairs"),
    "part_of": ("which figure is part of which", "F1 of pairs"), "repeats": ("what is told twice", "F1 of pairs"),
}  # fmt: skip

TALLIES = {
    "killed": "killed", "killed_low": "killed, the low end alone", "wounded": "wounded", "abducted": "abducted",
    "detained": "detained", "displaced": "displaced", "unseen_killed": "killed, reports not looked at before",
    "unseen_wounded": "wounded, reports not looked at before",
}  # fmt: skip


def accuracy() -> str:
    """What was measured, against which floor, and what goes wrong: from the kept results."""
    return "\n".join(_accuracy(json.loads(RESULTS.read_text(encoding="utf-8")))) + "\n"


def _accuracy(kept: Mapping[str, Any]) -> Iterator[str]:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))["floors"]
    now = json.loads((MODEL / "card.json").read_text(encoding="utf-8"))["digest"]
    figures, gold = kept["figures"], kept["gold"]["training/corpus/dev.jsonl"]
    yield "# What it gets wrong\n"
    yield (
        f"Measured by `python -m bench.results` on {kept['sentences']} labelled sentences that no training run saw "
        f"(sha256 `{gold[:12]}…`), with the model `{kept['model'][:12]}…`. Floors are held by `make bench`."
    )
    if kept["model"] != now:
        yield f"\n!!! warning\n    The model that ships is `{now[:12]}…`: these figures are those of an earlier one."
    yield "\n## What is found\n"
    yield "F1 weighs what is missed and what is wrongly found alike: 1 is all right, 0 nothing.\n"
    yield "| part | F1 | floor |\n|---|---|---|"
    for name, about in FRAMES.items():
        yield f"| {about} | {figures[f'frames.{name}']:.2f} | {_floor(floors, f'frames.{name}')} |"
    yield "\nOf the claims that are found, this share has the value right:\n\n| value | share | floor |\n|---|---|---|"
    for name, about in SHARES.items():
        yield f"| {about} | {figures[f'frames.{name}']:.2f} | {_floor(floors, f'frames.{name}')} |"
    yield from _hard(kept["hard"], floors)
    yield "\n## Kind by kind\n"
    yield "Of the labelled ones, how many were found; of those that Mnemon told, how many were no such thing.\n"
    yield "| kind | labelled | found | missed | told wrongly |\n|---|---|---|---|---|"
    for kind, row in kept["kinds"].items():
        yield f"| {kind} | {row['hit'] + row['miss']} | {row['hit']} | {row['miss']} | {row['extra']} |"
    yield from _whole(kept["reports"], floors)
    yield from _counted(kept, floors)
    yield from _faults(kept["faults"])
    yield from _calibrated(kept["calibration"])
    yield from _elsewhere(floors)


def _hard(found: Mapping[str, float], floors: Mapping[str, float]) -> Iterator[str]:
    yield "\n## Harder sentences\n"
    yield (
        "The sentences above are agency news of 2004 to 2010. "
        f"These {found['sentences']:.0f} come out of invented reports of today's wars that are hard on purpose: "
        "lists without verbs, posts, military statements, both sides' losses in a line. Nobody looked at them while "
        "the reader was made. Expect of your texts something between the two.\n"
    )
    yield "| part | figure | floor |\n|---|---|---|"
    for name in SUMMED:
        about = (FRAMES | SHARES)[name]
        yield f"| {about} | {found[name]:.2f} | {_floor(floors, f'hard.{name}')} |"


def _floor(floors: Mapping[str, float], name: str) -> str:
    return f"{floors[name]:.2f}" if name in floors else "–"


def _whole(found: Mapping[str, float], floors: Mapping[str, float]) -> Iterator[str]:
    yield "\n## Whole reports\n"
    yield (
        f"{found['read']:.0f} held-out reports were annotated whole, with the place, day and speaker of each claim, "
        "which may stand sentences away. This is the harder task, and nearer to your work: of the claims that are "
        f"found, {1 - found['place']:.0%} have another place than a person gave, or none, {1 - found['date']:.0%} "
        f"other days, or none, and {1 - found['speaker']:.0%} another speaker.\n"
    )
    yield "| what is right | how | figure | floor |\n|---|---|---|---|"
    for name, (about, how) in REPORTS.items():
        yield f"| {about} | {how} | {found[name]:.2f} | {_floor(floors, f'reports.{name}')} |"


def _counted(kept: Mapping[str, Mapping[str, float]], floors: Mapping[str, float]) -> Iterator[str]:
    yield "\n## A report's own count\n"
    yield (
        "188 plain reports, invented, such as agencies, papers and NGOs publish on any day: people told of again by "
        "name, by what they were, in a quotation. 128 hard ones: nearly every one has rival figures, old figures, "
        "earlier events and running totals. 45 of a week, that nobody looked at: most tell two accounts, of "
        "two sides or two sources, in many words. 158 of many desks, that nobody looked at either: agencies, local "
        "papers, governors, UN digests, rising tolls, trials and features of all regions. The share in which both ends "
        f"of the count are exactly right: of the dead in reports of many desks, {kept['daily']['killed']:.2f}. "
        "**Check every count of a report against its claims before you use it.**\n"
    )
    yield "| count | plain | floor | hard | floor | of a week | floor | of many desks | floor |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for name, about in TALLIES.items():
        cells = (
            f"{kept[of][name]:.2f} | {_floor(floors, f'{of}.{name}')}" for of in ("plain", "tallies", "weekly", "daily")
        )
        yield f"| {about} | {' | '.join(cells)} |"


def _faults(faults: Sequence[Mapping[str, str]]) -> Iterator[str]:
    yield "\n## Sentences that it got wrong\n"
    yield "The first of them, as they come; the words in bold are those that tell what happened.\n"
    for fault in faults:
        yield f"- *{fault['what']}*: {fault['sentence']}"


def _calibrated(found: Mapping[str, Any]) -> Iterator[str]:
    yield "\n## Whether its doubts are right\n"
    yield (
        f"A claim's score should be the chance that it is right. In ten groups of {found['claims']} claims the "
        f"score is off by {found['ece']:.3f} on average, {found['ece_crossed']:.3f} where it is measured on claims "
        "that the scale was not fitted on. A claim below 0.5 is shown as a suggestion only.\n"
    )
    yield reliability(found["reliability"])
    yield "\n| mean score | share right | claims |\n|---|---|---|"
    for row in found["reliability"]:
        yield f"| {row['score']:.2f} | {row['right']:.2f} | {row['claims']} |"


def reliability(rows: Sequence[Mapping[str, float]]) -> str:
    """The reliability table as an SVG picture: a dot for each group, on the diagonal where the score is the chance."""
    side, edge = 260, 40
    dots = "".join(
        f'<circle cx="{edge + row["score"] * side:.1f}" cy="{edge / 2 + side - row["right"] * side:.1f}" r="5" '
        'fill="#5d8296"/>'
        for row in rows
    )
    told = "; ".join(f"score {row['score']:.2f}: {row['right']:.2f} right" for row in rows)
    bottom = edge / 2 + side
    marks_ = "".join(
        f'<text x="{edge + n * side:.0f}" y="{bottom + 16}" text-anchor="middle">{n:g}</text>'
        f'<text x="{edge - 6}" y="{bottom - n * side + 4:.0f}" text-anchor="end">{n:g}</text>'
        for n in (0, 0.5, 1)
    )
    return (
        f'<svg viewBox="0 0 {side + 2 * edge} {side + 2 * edge}" width="{side + 2 * edge}" role="img" '
        f'aria-label="{told}" font-size="12" fill="currentColor" font-family="sans-serif">'
        '<g fill="none" stroke="currentColor" opacity=".4">'
        f'<rect x="{edge}" y="{edge / 2}" width="{side}" height="{side}"/>'
        f'<line x1="{edge}" y1="{bottom}" x2="{edge + side}" y2="{edge / 2}"/></g>'
        f'{marks_}<text x="{edge + side / 2}" y="{bottom + 34}" text-anchor="middle">'
        "score, and (upwards) share right</text>"
        f"{dots}</svg>"
    )


ELSEWHERE = {
    "counts": "deaths, wounded and abducted people of incident reports: share with the right count",
    "linking": "coded reports of one conflict: which tell of one event (`guarded`: dead after the guard; a ceiling)",
    "places": "texts with place names and their points",
    "times": "texts and cases with times and their values",
}


def _elsewhere(floors: Mapping[str, float]) -> Iterator[str]:
    yield "\n## Measured on files that do not ship\n"
    yield (
        "Their licences are not open, or they are too large. The floors below were held when they were pinned; "
        "`python -m bench.gate --help` names the files that measure them again.\n"
    )
    yield "| figure | floor or ceiling | on |\n|---|---|---|"
    for name, floor in sorted(floors.items()):
        of = name.partition(".")[0]
        if of in ELSEWHERE:
            yield f"| {name} | {floor} | {ELSEWHERE[of]} |"


def model_card() -> str:
    """The card that lies beside the model, with what is measured with it: in words."""
    card = json.loads((MODEL / "card.json").read_text(encoding="utf-8"))
    kept = json.loads(RESULTS.read_text(encoding="utf-8"))
    return "\n".join((*_made(card), *_measured(card, kept))) + "\n"


def _made(card: Mapping[str, Any]) -> Iterator[str]:
    yield "# The model card\n"
    yield "From `card.json`, which lies beside the model and is checked when it is opened, and from the bench.\n"
    yield "| what | |\n|---|---|"
    for name in ("name", "task", "limits", "base", "form", "licence"):
        yield f"| {name} | {card[name]} |"
    yield f"| digest | `{card['digest']}` |\n| its tokenizer's | `{card['tokenizer_digest']}` |"
    recipe = card["recipe"]
    yield f"| trained in | {card['minutes']:g} minutes, {recipe['epochs']} epochs, seed {recipe['seed']} |"
    told = "; ".join(f"{part} {len(labels)}" for part, labels in card["labels"].items())
    yield f"| labels | {told} |"
    yield "\nIt marks words and decides nothing: rules and lists in the open make values and claims of the marks."
    for name, title in (("trained_on", "What it was trained on"), ("held_out", "What it never saw")):
        yield f"\n## {title}\n\n| file | sentences | told in them | licence |\n|---|---|---|---|"
        for file in card[name]:
            yield f"| {file['file']} | {file.get('sentences', '–')} | {file.get('frames', '–')} | {file['licence']} |"


def _measured(card: Mapping[str, Any], kept: Mapping[str, Any]) -> Iterator[str]:
    yield "\n## How well it reads, and what it gets wrong\n"
    yield (
        "F1 on the sentences that it never saw: of the model's marks alone, when it was made, and of what Mnemon "
        "makes of them. [What it gets wrong](accuracy.md) has whole reports, each kind, and sentences read wrongly.\n"
    )
    yield "| part | its marks | Mnemon |\n|---|---|---|"
    for name, about in (FRAMES | SHARES).items():
        yield f"| {about} | {card['scores'][name]:.2f} | {kept['figures'][f'frames.{name}']:.2f} |"
    missed, wrong = (sum(row[name] for row in kept["kinds"].values()) for name in ("miss", "extra"))
    every = missed + sum(row["hit"] for row in kept["kinds"].values())
    yield f"\nOf {every} things told in those sentences it misses {missed}, and tells {wrong} that are not there."
    if kept["model"] != card["digest"]:
        yield "\n!!! warning\n    The column Mnemon is of an earlier model."


def commands() -> str:
    """Every command with its help, as the program prints it."""
    lines = ["# Commands", "", "As `mnemon COMMAND --help` prints them."]
    for name, command in _walk(commands_of_mnemon, "mnemon"):
        context = click.Context(command, info_name=name, terminal_width=100, max_content_width=100)
        lines += ["", f"## {name}", "", "```text", command.get_help(context), "```"]
    return "\n".join(lines) + "\n"


def _walk(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for one in command.list_commands(context):
            found = command.get_command(context, one)
            if found is not None:
                yield from _walk(found, f"{name} {one}")


def schema() -> str:
    """The frozen records, the tables of the record, and one claim as JSON."""
    return "\n".join(_schema()) + "\n"


def _schema() -> Iterator[str]:
    yield "# Records and tables\n"
    yield "None is “not stated”, never 0 and never a guess. Offsets count code points of the report's text, half-open."
    yield "\n## Records (Python)\n"
    for module in (text, marks, values, claims, events, reading, review):
        for name, record in vars(module).items():
            if inspect.isclass(record) and is_dataclass(record) and record.__module__ == module.__name__:
                yield f"### {name}\n\n{inspect.cleandoc(record.__doc__ or '')}\n\n| field | type |\n|---|---|"
                yield from (f"| {field.name} | `{str(field.type).replace('|', 'or')}` |" for field in fields(record))
                yield ""
    yield "## A claim as JSON\n"
    yield "`mnemon read --format jsonl` writes one line a report with claims, places, times, attributions and tally;"
    yield "`mnemon claims --format jsonl` one line a claim. One claim:\n\n```json"
    yield json.dumps(claim_row(_example()), indent=1, ensure_ascii=False)
    yield "```\n\n## Tables of the record (SQLite or PostgreSQL)\n"
    yield "Rows of most tables are never changed; in the others `closed_at` is set once and nothing else."
    for table in sorted(metadata.tables.values(), key=lambda table: table.name):
        aside = "" if table.name in APPEND_ONLY else " (has `closed_at`)"
        yield f"\n### {table.name}\n\n{len(table.columns)} columns{aside}: " + ", ".join(
            f"`{column.name}` {str(column.type).lower()}" for column in table.columns
        )


def _example() -> claims.Claim:
    from mnemon.api import read  # noqa: PLC0415 - loads the model

    return read("Gunmen killed three teachers in Tillabery on Monday, police said.", published="2025-01-14")[0]


def codebook() -> str:
    """The codebook that ships."""
    return codebook_page(open_codebook())


PAGES: Mapping[str, Callable[[], str]] = {
    "accuracy.md": accuracy, "model-card.md": model_card, "commands.md": commands, "schema.md": schema,
    "codebook.md": codebook,
}  # fmt: skip

if __name__ == "__main__":
    print(PAGES[sys.argv[1]](), end="")
