"""`mnemon gazetteer`: which gazetteers places are looked up in, and adding a country's full one."""

from __future__ import annotations

from pathlib import Path

import click

from mnemon.errors import FetchError, OversizedInput, UsageError

DUMPS = "https://download.geonames.org/export/dump"
MOST_BYTES, MOST_SECONDS = 200 << 20, 900.0
"""The largest of GeoNames' country dumps has 80 MB."""


@click.group("gazetteer")
def gazetteer_group() -> None:
    """The gazetteers that places are looked up in, and adding a country's full one."""


@gazetteer_group.command("add")
@click.argument("dump", metavar="FILE|COUNTRY")
@click.option("--from", "base", metavar="URL", envvar="MNEMON_GEONAMES", help="A copy of GeoNames' dumps.")
def add_command(dump: str, base: str | None) -> None:
    """Take in every place that GeoNames knows of a country, into your own data folder.

    FILE is a GeoNames country dump (UA.zip or UA.txt); COUNTRY a two-letter code (UA), whose dump is then downloaded
    from GeoNames, or from the copy of its dumps at --from or $MNEMON_GEONAMES, which may be a server of your own.
    """
    from mnemon.normalise.gazetteer_add import add_dump  # noqa: PLC0415 - loads the room; --help must not

    file, country = Path(dump), dump.upper()
    if file.is_file():
        where, count = add_dump(file, file.name)
    elif len(dump) == 2 and dump.isascii() and dump.isalpha():
        where, count = add_dump(_downloaded(country, base), f"{country}.zip")
    else:
        raise UsageError("it is no file and no country's code", where=dump, do="give UA.zip, or UA")
    click.echo(f"{count:,} places taken in from GeoNames (CC BY 4.0): {where}")


@gazetteer_group.command("list")
def list_command() -> None:
    """List the gazetteers in use, what they are made of, and under which licences."""
    from mnemon.normalise.datafiles import data_path  # noqa: PLC0415
    from mnemon.normalise.gazetteer import open_gazetteer  # noqa: PLC0415
    from mnemon.normalise.gazetteer_add import added_files  # noqa: PLC0415

    for path in (data_path("gazetteer.bin"), *added_files()):
        click.echo(path)
        for source in open_gazetteer(path).sources:
            click.echo(f"  {source['file']}: {source['from']}, {source['licence']}")


def _downloaded(country: str, base: str | None) -> bytes:
    """A country's dump. FetchError or OversizedInput where it cannot be had, which say how to do without."""
    from mnemon.ingest.records import Limits, Options  # noqa: PLC0415 - loads httpx; --help must not
    from mnemon.ingest.web import fetch  # noqa: PLC0415

    url = f"{(base or DUMPS).rstrip('/')}/{country}.zip"
    own = base is not None
    limits = Limits(max_fetched_bytes=MOST_BYTES, seconds_in_all=MOST_SECONDS, allow_private_addresses=own)
    click.echo(f"downloading {url}", err=True)
    try:
        return fetch(url, Options(limits=limits)).content
    except (FetchError, OversizedInput) as error:
        do = f"check that {country} is a country's code, or get the file elsewhere and give its path"
        raise type(error)(error.what, where=url, do=do) from error
