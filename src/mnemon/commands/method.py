"""`mnemon method`: the method report of a record, as HTML or PDF."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click


@click.command("method")
@click.option("--db", type=click.Path(path_type=Path), required=True, help="The record, a SQLite file.")
@click.option("--output", type=click.Path(path_type=Path), required=True, help="The report: a name in .html or .pdf.")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), help="Day of the last release: what has changed since (UTC)."
)
@click.option("--rule", help="The rule that settles figures.  [default: most-voices]")
@click.option("--codebook", type=click.Path(path_type=Path), envvar="MNEMON_CODEBOOK", help="Your own codebook file.")
def method_command(db: Path, output: Path, since: datetime | None, rule: str | None, codebook: Path | None) -> None:
    """Write what readers of a casualty record ask for, from the record itself.

    Sources, what is counted, what was left out and why, rules, agreement of coders, what is unconfirmed or told by a
    single voice, what no person has looked at, changes since the last release, and limits. Names of victims are not in
    it. A PDF needs the extra `method`.
    """
    from mnemon import __version__  # noqa: PLC0415 - --help must be quick
    from mnemon.coding import open_codebook  # noqa: PLC0415
    from mnemon.method import Asked, document, write  # noqa: PLC0415
    from mnemon.settle.rules import DEFAULT  # noqa: PLC0415
    from mnemon.store import open_store  # noqa: PLC0415

    day = since.date() if since is not None else None
    asked = Asked(db.name, open_codebook(extension=codebook), rule or DEFAULT, __version__, day)
    with open_store(db, create=False) as store:
        write(document(store, asked, datetime.now(UTC)), output)
    click.echo(f"The method report: {output}")
