"""`mnemon readings`: reports that were read again, and the way back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from mnemon.errors import UsageError


@click.command("readings")
@click.option("--db", type=click.Path(path_type=Path), required=True, help="The record, a SQLite file.")
@click.option("--restore", "report_id", metavar="REPORT", help="Take the last re-reading of this report back.")
@click.option("--by", help="Who takes it back.")
def readings_command(db: Path, report_id: str | None, by: str | None) -> None:
    """List the reports that were read again: by whom, when, and how many claims stepped back for it."""
    from mnemon.store import open_store  # noqa: PLC0415
    from mnemon.store.rereading import rereadings, restore  # noqa: PLC0415

    with open_store(db, create=False) as store:
        if report_id is not None:
            if not by:
                raise UsageError("a re-reading is taken back by somebody", do="name yourself with --by")
            gone = restore(store, report_id, by, datetime.now(UTC))
            click.echo(f"{report_id}: the reading by {gone.by} was taken back by {by}; what stood before stands again.")
            return
        found = rereadings(store)
    for one in found:
        click.echo(f"{one.report_id}  read again by {one.by} on {one.at:%Y-%m-%d}; {one.withdrawn} claims withdrawn")
    click.echo(f"{len(found)} reports were read again.")
