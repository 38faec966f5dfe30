"""Claims, events and figures as a person reads them at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from mnemon.export.actor_parts import actor_rows
from mnemon.export.citation import cite, marked
from mnemon.export.told import main_days, main_place
from mnemon.model.claims import CONTESTED, SUGGESTION, Claim, Tally
from mnemon.model.events import NOT_MEASURED, Event, Finding, Sureness
from mnemon.model.text import Capture, Report, Source
from mnemon.model.values import DateRange, Place, Quantity

COLOURS = {
    "trigger": "bold red", "count": "bold yellow", "who": "cyan", "by": "magenta", "by2": "magenta", "means": "blue",
    "where": "green", "when": "green", "source": "yellow", "cue": "yellow", "said_when": "yellow",
}  # fmt: skip
DASH = "-"

NO_DAYS: Mapping[str, date | None] = MappingProxyType({})


def figure(quantity: Quantity | None) -> str:
    """A figure as it stands: "13", "9 or more", "up to 20", "about 40", its words where it is vague, "-" for none.

    A best figure that is neither end stands before them: "15 (9 or more)".
    """
    if quantity is None:
        return DASH
    if quantity.low is None and quantity.high is None:
        return f'"{quantity.words}"' if quantity.words else DASH
    inner = quantity.best is not None and quantity.best not in (quantity.low, quantity.high)
    return f"{quantity.best:,} ({_bounds(quantity)})" if inner else _bounds(quantity)


def _bounds(quantity: Quantity) -> str:
    low, high = quantity.low, quantity.high
    if low == high:
        return f"about {low:,}" if quantity.approx else f"{low:,}"
    if high is None:
        return f"{low:,} or more"
    return f"up to {high:,}" if low is None else f"{low:,} to {high:,}"


def days(found: DateRange | None) -> str:
    """A stretch of days: one day, or first and last; "-" where none is stated."""
    if found is None:
        return DASH
    return str(found.start) if found.start == found.end else f"{found.start} to {found.end}"


def where(place: Place | None) -> str:
    """A place by name with its precision, "?" where it is named but not on the map, "-" where none is stated."""
    if place is None:
        return DASH
    return f"{place.name} ({place.precision if place.latitude is not None else '?'})"


def credit_line(places: Iterable[Place | None]) -> str:
    """Whose data the places are from, and under which licences, each named once; empty where there are no such data."""
    told = {place.credit for place in places if place is not None} - {""}
    return f"Place data: {'; '.join(sorted(told))}" if told else ""


def kind_shown(claim: Claim) -> str:
    """A claim's kind, with the user's own kind that refines it: "killed: executed"."""
    return f"{claim.kind}: {claim.subkind}" if claim.subkind is not None else claim.kind


def claims_table(claims: Iterable[Claim], numbers: dict[str, str] | None = None) -> Table:
    """A row for each claim. `numbers`: short names by claim id, where ids are not to be shown."""
    table = Table(box=None, pad_edge=False, header_style="bold", row_styles=("", "dim"))
    for name in ("claim", "said by", "kind", "count", "who", "by / means", "where", "when", "notes"):
        table.add_column(name, overflow="fold", no_wrap=name in ("claim", "kind"))
    for claim in claims:
        table.add_row(*(escape(cell) for cell in _cells(claim, numbers or {})))
    return table


def _cells(claim: Claim, numbers: dict[str, str]) -> tuple[str, ...]:
    done = [a.words or a.name for a in (claim.by, claim.by2) if a is not None]
    return (
        numbers.get(claim.id, claim.id),
        claim.said_by.name if claim.said_by is not None else "(the report)",
        kind_shown(claim),
        figure(claim.quantity),
        (claim.victims.words or claim.victims.name) if claim.victims is not None else DASH,
        "; ".join([*done, *([claim.means] if claim.means else [])]) or DASH,
        where(claim.place),
        days(claim.date),
        "; ".join(_notes(claim, numbers)),
    )


def _notes(claim: Claim, numbers: dict[str, str]) -> list[str]:
    relations = {"part of": claim.part_of, "told before in": claim.repeats}
    notes = [f"{words} {numbers.get(other, other)}" for words, other in relations.items() if other is not None]
    if claim.score < SUGGESTION:
        notes.insert(0, f"a suggestion only: score {claim.score:.2f}")
    if claim.scope == "total":
        notes.append("a period's figure or total")
    notes += [word for word, usual in ((claim.status, "fact"), (claim.stance, "asserts")) if word != usual]
    return [*notes, *claim.notes]


def tally_lines(tally: Tally, numbers: dict[str, str]) -> list[str]:
    """The report's own count of each harm it mentions, then what was kept out of it, and why."""
    told = {kind: q for kind, q in tally.counts.items() if q.rule != "not mentioned"}
    lines = [f"{kind}: {_tallied(q)}" for kind, q in told.items()]
    return lines + [f"  {numbers.get(o.claim_id, o.claim_id)} not added: {o.reason}" for o in tally.left_out]


def _tallied(quantity: Quantity) -> str:
    if quantity.best is None and quantity.high is None and (quantity.low or 0) <= 1:
        return "mentioned, no number"
    return figure(quantity)


def _why_count(claim: Claim) -> str:
    """The count with its words and the rule that read them."""
    q = claim.quantity
    return DASH if q is None else f"{figure(q)}, from {q.words!r} by the rule {q.rule}"


def _why_date(claim: Claim) -> str:
    """The days with their words, their UCDP precision and what they hang on."""
    return _why(claim.date)


def _why(found: DateRange | None) -> str:
    if found is None:
        return DASH
    return f"{days(found)}, precision {found.precision}, from {found.words!r}: {found.reason}"


def _who_said(claim: Claim, name: str) -> str:
    """Who is quoted, with office, side, and who passed it on."""
    said = claim.said_by
    if said is None:
        return name
    parts = (said.office, said.side and f"side {said.side}", said.via and f"through {', '.join(said.via)}")
    return "; ".join([name, *(part for part in parts if part)])


def report_view(report: Report, source: Source | None, claims: Sequence[Claim], tally: Tally) -> RenderableType:
    """One report as `mnemon read` shows it: where it is from, its claims, its own count."""
    numbers = {claim.id: f"c{i}" for i, claim in enumerate(claims, 1)}
    published = report.published_at.isoformat() if report.published_at is not None else "date not stated"
    origin = ", ".join([source.name if source is not None else "publisher not stated", published])
    heading = Text(report.title or report.url or report.id, style="bold")
    parts: list[RenderableType] = [heading, Text(origin, style="dim"), claims_table(claims, numbers)]
    if not claims:
        parts[2] = Text("No claims of harm or acts of conflict found.")
    lines = [Text(line) for line in tally_lines(tally, numbers)]
    credit = credit_line(claim.place for claim in claims)
    return Group(*parts, *lines, *([Text(credit, style="dim")] if credit else []), Text(""))


def event_view(
    event: Event,
    claims: Sequence[Claim],
    findings: Sequence[Finding],
    told_by: Sequence[str] = (),
    sure: Mapping[str, Sureness] = NOT_MEASURED,
    published: Mapping[str, date | None] = NO_DAYS,
) -> RenderableType:
    """One event: what, where and when it was, each figure with who gave it, and what the rule makes of them.

    `told_by`: lines on who tells of it; `sure`: by harm, how sure the figure is, where that was measured. `published`:
    the days of the claims' reports by id, None = not stated: figures stand in the order in which these came out.
    """
    place = main_place([c.place for c in claims if c.place is not None])
    dated = main_days([c.date for c in claims if c.date is not None])
    kinds = ", ".join(dict.fromkeys(c.kind for c in claims))
    reports = len({c.report_id for c in claims})
    heading = f"{event.id}  {where(place)}  {days(dated)}  {kinds}  ({reports} report{'s' if reports != 1 else ''})"
    told = sorted(claims, key=lambda claim: _came_out(claim, published))
    lines: list[RenderableType] = [Text(heading, style="bold"), *(Text(f"  {line}", style="dim") for line in told_by)]
    for finding in findings:
        beside = f"  [not added to totals: {finding.within} counts these people, or may]" if finding.within else ""
        lines.append(Text(f"  {finding.what}: {_settled(finding, sure.get(finding.what))}{beside}"))
        lines += [*_doubts(sure.get(finding.what)), *_voices(finding, told, published)]
    return Group(*lines, Text(""))


def _settled(finding: Finding, sure: Sureness | None) -> str:
    score = f"; score {sure.chance:.2f}" if sure is not None else ""
    by = f"by rule {finding.rule} {finding.rule_version}{score}"
    if not finding.gives_number:
        return f"the claims do not settle it ({by})"
    low, best, high = (f"{n:,}" if n is not None else "not given" for n in (finding.low, finding.best, finding.high))
    return f"low {low}, best {best}, high {high} ({by})"


def _doubts(sure: Sureness | None) -> list[RenderableType]:
    """A figure that is more likely wrong than right is to be checked: why."""
    if sure is None or not sure.doubtful:
        return []
    why = f": {'; '.join(sure.against)}" if sure.against else ""
    return [Text(f"    more likely wrong than right, check it{why}", style="bold")]


def _came_out(claim: Claim, published: Mapping[str, date | None]) -> tuple[bool, date, str]:
    """Where a claim stands in its event: by the day its report came out, undated ones last; as they stood within it."""
    day = published.get(claim.report_id)
    return day is None, day or date.min, claim.report_id if published else ""


def _voices(finding: Finding, claims: Sequence[Claim], published: Mapping[str, date | None]) -> list[RenderableType]:
    reasons = {out.claim_id: out.reason for out in finding.left_out}
    lines: list[RenderableType] = []
    for claim in claims:
        if claim.kind != finding.what:
            continue
        speaker = claim.said_by.name if claim.said_by is not None else "(the report)"
        who = f" {claim.victims.words}" if claim.victims is not None and claim.victims.words else ""
        doubt = f"  [{CONTESTED}]" if CONTESTED in claim.notes else ""
        aside = f"  [not counted: {reasons[claim.id]}]" if claim.id in reasons else doubt
        day = f"{published[claim.report_id] or 'date not stated'}  " if claim.report_id in published else ""
        lines.append(Text(f"    {claim.id}  {day}{speaker}: {figure(claim.quantity)}{who}{aside}"))
    return lines


def place_rows(place: Place | None) -> list[tuple[str, str]]:
    """What a place rests on, row by row: its words, how it was chosen, the rivals, whose data it is from."""
    if place is None:
        return []
    held = ", ".join(filter(None, (place.name, place.adm2, place.adm1, place.country)))
    point = f" at {place.latitude:.4f}, {place.longitude:.4f}" if None not in (place.latitude, place.longitude) else ""
    rows = [("place", f"{held}{point}, precision {place.precision}"), ("its words", place.words)]
    rows += [("reason", place.reason), ("but", place.note)]
    rows += [("not", f"{', '.join(filter(None, (r.name, r.adm1, r.country)))} ({r.place_id})") for r in place.rivals]
    rows.append(("place data", place.credit))
    return [(name, value) for name, value in rows if value]


def claim_view(claim: Claim, report: Report, source: Source | None, capture: Capture | None) -> RenderableType:
    """One claim as `mnemon show` shows it: its sentence with the parts marked, its values, its citation."""
    sentence = Text()
    for words, part in marked(claim, report):
        sentence.append(words, style=COLOURS.get(part, ""))
        if part:
            sentence.append(f"[{part}]", style="dim")
    citation = cite(claim, report, source, capture)
    table = Table(box=None, show_header=False, pad_edge=False)
    rows = (
        ("quote", citation.quote), ("count", _why_count(claim)), ("when", _why_date(claim)),
        ("speaker", _who_said(claim, citation.speaker)), ("said on", _why(claim.said_on)),
        ("publisher", citation.publisher),
        ("published", citation.published), ("title", citation.title), ("address", citation.url),
        ("archive", f"sha256:{citation.archive_id}"), ("codebook", claim.codebook), ("producer", claim.producer_id),
    )  # fmt: skip
    for name, value in (*actor_rows(claim), *place_rows(claim.place), *rows):
        table.add_row(Text(name, style="bold"), Text(value))
    return Group(Text(claim.id, style="bold"), sentence, Text(""), claims_table([claim]), Text(""), table)
