"""`mnemon export`: the record in a format of the field, with a citation for every figure."""

from __future__ import annotations

import os
from pathlib import Path

import click

from mnemon.export.writing import Written, formats


def _table_of_formats() -> str:
    wide = max(len(name) for name in formats())
    return "\b\n" + "\n".join(f"  {name:{wide}}  {form.about}" for name, form in formats().items())


HELP = f"""Write the record in a format of the field.

Beside PATH stands PATH.citations.jsonl: for every figure the quotes, speakers, publishers, days and archive ids that it
rests on, then what the format cannot hold, and how many events were left out for which reason. Names of victims are
withheld.

{_table_of_formats()}
"""


@click.command("export", help=HELP)
@click.argument("form", metavar="FORMAT", type=click.Choice(list(formats())))
@click.option("--db", type=click.Path(path_type=Path), required=True, help="The record, a SQLite file.")
@click.option("--output", type=click.Path(path_type=Path), required=True, help="The file (parquet: folder) to write.")
@click.option("--rule", help="The rule that settles figures; where none is given, the format's own.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The record as it stood at the end of this day (UTC).")
@click.option("--codebook", type=click.Path(path_type=Path), envvar="MNEMON_CODEBOOK", help="Your own codebook file.")
@click.option("--with-names", is_flag=True, help="Do not withhold victims' names. The side file says so.")
def export_command(**given: object) -> None:
    """Parse, call, say what was written and what was left out."""
    from mnemon.api import Record  # noqa: PLC0415 - loads the model; --help must not
    from mnemon.commands.options import day_of, path_of, text_of  # noqa: PLC0415
    from mnemon.leaving import rest_seldom  # noqa: PLC0415

    rest_seldom()
    own = path_of(given["codebook"]) if given["codebook"] is not None else None
    with Record(path_of(given["db"]), as_of=day_of(given["as_of"]), codebook=own) as record:
        written = record.export(
            str(given["form"]), path_of(given["output"]), rule=text_of(given["rule"]),
            with_names=bool(given["with_names"]), processes=_processes(),
        )  # fmt: skip
    if given["with_names"]:
        click.echo("Names of victims were not withheld; the side file says so.", err=True)
    click.echo(told(written))


def _processes() -> int:
    """As many as there are processors for this program, four at most: each takes some 150 MB."""
    free = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(free, 4)


def told(written: Written) -> str:
    """What was written, in lines for people."""
    lines = [f"{written.rows:,} row{'s' * (written.rows != 1)}: {written.path}", f"citations: {written.side}"]
    lines += [f"left out, {count:,}: {reason}" for reason, count in written.left_out.items()]
    return "\n".join(lines)
