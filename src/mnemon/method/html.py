"""The report as one HTML file that loads nothing: its style and its plots are in it."""

from __future__ import annotations

from html import escape

from mnemon.method.document import Block, Chart, Document, Points, Section, Table, Text, is_number

WIDTH, LEFT, RIGHT, ROW = 760, 165, 270, 24

STYLE = """
:root { color-scheme: light dark; --ink: #1d2327; --soft: #56646b; --line: #d5dbde; --bar: #7f9fb0; --page: #fff }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6eaec; --soft: #a5b1b7; --line: #3a444a; --bar: #5d8296; --page: #171b1e }
}
body { font: 16px/1.55 Georgia, "DejaVu Serif", serif; color: var(--ink); background: var(--page); max-width: 50rem;
  margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.7rem; line-height: 1.25; margin-bottom: .3rem }
h2 { font-size: 1.2rem; margin: 2.2rem 0 .5rem; border-bottom: 1px solid var(--line); padding-bottom: .2rem }
table { border-collapse: collapse; width: 100%; font: 14px/1.4 system-ui, "DejaVu Sans", sans-serif; margin: .8rem 0 }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid var(--line) }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums }
td { overflow-wrap: break-word }
caption, figcaption { caption-side: top; text-align: left; color: var(--soft); padding: .2rem 0 }
.wide { overflow-x: auto }
.below, .soft { color: var(--soft) }
svg { width: 100%; height: auto; font: 13px system-ui, "DejaVu Sans", sans-serif; fill: var(--ink) }
figure { margin: 1rem 0 }
svg .bar { fill: var(--bar) }
svg .rule { stroke: var(--line) } svg .best { stroke: var(--ink); stroke-width: 2 } svg .soft { fill: var(--soft) }
li { margin: .2rem 0 }
@media print { body { max-width: none; margin: 0 } h2 { break-after: avoid } figure, tr { break-inside: avoid } }
""".strip()


def html(document: Document) -> str:
    """The whole page."""
    body = "\n".join(_section(section) for section in document.sections)
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(document.title)}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<style>\n{STYLE}\n</style>\n</head>\n<body>\n<main>\n<h1>{escape(document.title)}</h1>\n"
        f'<p class="below">{escape(document.below)}</p>\n{body}\n</main>\n</body>\n</html>\n'
    )


def _section(section: Section) -> str:
    blocks = "\n".join(_block(block) for block in section.blocks)
    return f"<section>\n<h2>{escape(section.title)}</h2>\n{blocks}\n</section>"


def _block(block: Block) -> str:
    if isinstance(block, Text):
        return f"<p>{escape(block.words)}</p>"
    if isinstance(block, Points):
        return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in block.items) + "</ul>"
    return _table(block) if isinstance(block, Table) else svg(block)


def _table(table: Table) -> str:
    numeric = [all(is_number(row[i]) for row in table.rows) for i in range(len(table.head))]
    kinds = [' class="n"' if number and table.rows else "" for number in numeric]
    head = "".join(f'<th scope="col"{kind}>{escape(name)}</th>' for name, kind in zip(table.head, kinds, strict=True))
    rows = "\n".join(
        "<tr>" + "".join(f"<td{kind}>{escape(cell)}</td>" for cell, kind in zip(row, kinds, strict=True)) + "</tr>"
        for row in table.rows
    )
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    return f'<div class="wide"><table>{caption}<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>'


def svg(chart: Chart) -> str:
    """A chart as a picture with its numbers in words beside it, so that it can be read without seeing it."""
    top = max([1.0, *(bar.high for bar in chart.bars)])
    scale = (WIDTH - LEFT - RIGHT) / top
    lines = []
    for number, bar in enumerate(chart.bars):
        y, start = 4 + ROW * number, LEFT + bar.low * scale
        end = max(LEFT + bar.high * scale, start + 1.5)
        lines.append(f'<text x="{LEFT - 8}" y="{y + 14}" text-anchor="end">{escape(bar.label)}</text>')
        lines.append(f'<line class="rule" x1="{LEFT}" x2="{start:.1f}" y1="{y + 10}" y2="{y + 10}"/>')
        lines.append(f'<rect class="bar" x="{start:.1f}" y="{y + 3}" width="{end - start:.1f}" height="14"/>')
        if bar.best is not None:
            best = LEFT + bar.best * scale
            lines.append(f'<line class="best" x1="{best:.1f}" x2="{best:.1f}" y1="{y}" y2="{y + 20}"/>')
        after = max(end, LEFT + (bar.best or 0) * scale) + 6
        lines.append(f'<text class="soft" x="{after:.1f}" y="{y + 14}">{escape(bar.note)}</text>')
    told = escape("; ".join(f"{bar.label} {bar.note}" for bar in chart.bars), quote=True)
    picture, height = "\n".join(lines), 8 + ROW * len(chart.bars)
    return (
        f"<figure><figcaption>{escape(chart.caption)}</figcaption>\n"
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{told}">\n{picture}\n</svg></figure>'
    )
