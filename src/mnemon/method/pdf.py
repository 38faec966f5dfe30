"""The report as PDF, by ReportLab (the extra `method`). The same document gives the same bytes."""

from __future__ import annotations

from functools import partial
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from mnemon.errors import UsageError
from mnemon.method.document import Block, Chart, Document, Points, Table, Text, is_number
from mnemon.normalise.romanising import romanised

INK, SOFT, LINE, BAR = "#1d2327", "#56646b", "#c5cdd1", "#7f9fb0"
WIDTH, LEFT, RIGHT, ROW = 480, 100, 160, 15
LETTER, GAP = 4.7, 9
"""Points that a letter of a table takes at most, and that stand between two columns."""
"""Of a chart, in points."""

REGULAR, BOLD = "Vera", "VeraBd"


def pdf(document: Document) -> bytes:
    """The whole report. UsageError where ReportLab is not installed.

    The letters are those of Bitstream Vera, which comes with it: words in other scripts are romanised, a letter that it
    still lacks is a question mark, and the last line says so.
    """
    try:
        from reportlab.lib.pagesizes import A4  # noqa: PLC0415 - an extra
        from reportlab.platypus import SimpleDocTemplate  # noqa: PLC0415
    except ImportError as error:
        raise UsageError("this needs reportlab, which is not installed", do="pip install 'mnemon[method]'") from error
    _register()
    stream = BytesIO()
    paper = SimpleDocTemplate(
        stream, pagesize=A4, leftMargin=57, rightMargin=57, topMargin=57, bottomMargin=62, invariant=1,
        title=_letters(document.title), author="Mnemon", subject=_letters(document.below), lang="en",
    )  # fmt: skip
    foot = partial(_foot, title=_letters(document.title))
    paper.build(_story(document), onFirstPage=foot, onLaterPages=foot)
    return stream.getvalue()


def _register() -> None:
    import reportlab  # noqa: PLC0415
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415

    folder = Path(reportlab.__file__).parent / "fonts"
    for name in (REGULAR, BOLD):
        pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))


def _letters(words: str) -> str:
    """The words in letters that the font has."""
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415

    known = pdfmetrics.getFont(REGULAR).face.charToGlyph
    told = " ".join(word if all(ord(c) in known for c in word) else _romanised(word) for word in words.split(" "))
    return "".join(c if ord(c) in known else "?" for c in told)


def _romanised(word: str) -> str:
    told = romanised(word.casefold())
    return told.capitalize() if word[:1].isupper() else told


def _foot(canvas: Any, paper: Any, title: str) -> None:  # noqa: ANN401 - ReportLab has no types
    canvas.saveState()
    canvas.setFont(REGULAR, 7.5)
    canvas.setFillColor(SOFT)
    canvas.drawString(57, 34, title)
    canvas.drawRightString(paper.pagesize[0] - 57, 34, f"page {paper.page}")
    canvas.restoreState()


def _style(name: str, size: float, **given: Any) -> Any:  # noqa: ANN401
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415

    given = {"fontName": REGULAR, "fontSize": size, "leading": size * 1.4, "textColor": INK} | given
    return ParagraphStyle(name, **given)


def _story(document: Document) -> list[Any]:
    from reportlab.platypus import Paragraph  # noqa: PLC0415

    story: list[Any] = [
        Paragraph(_marked(document.title), _style("title", 17, fontName=BOLD, spaceAfter=6)),
        Paragraph(_marked(document.below), _style("below", 8.5, textColor=SOFT, spaceAfter=4)),
    ]
    for section in document.sections:
        story.append(
            Paragraph(
                _marked(section.title), _style("h", 12, fontName=BOLD, spaceBefore=14, spaceAfter=4, keepWithNext=1)
            )
        )
        for block in section.blocks:
            story += _block(block)
    last = "Names in other scripts are romanised, or question marks; the HTML form of this report has them as they are."
    return [*story, Paragraph(last, _style("last", 7.5, textColor=SOFT, spaceBefore=14))]


def _marked(words: str) -> str:
    return escape(_letters(words), quote=False)


def _block(block: Block) -> list[Any]:
    from reportlab.platypus import Paragraph  # noqa: PLC0415

    if isinstance(block, Text):
        return [Paragraph(_marked(block.words), _style("p", 9, spaceAfter=5))]
    if isinstance(block, Points):
        style = _style("li", 9, leftIndent=12, bulletIndent=2, spaceAfter=2)
        return [Paragraph(_marked(item), style, bulletText="-") for item in block.items]
    return _table(block) if isinstance(block, Table) else _chart(block)


def _table(table: Table) -> list[Any]:
    from reportlab.platypus import Paragraph, TableStyle  # noqa: PLC0415
    from reportlab.platypus import Table as Grid  # noqa: PLC0415

    numeric = [bool(table.rows) and all(is_number(row[i]) for row in table.rows) for i in range(len(table.head))]
    sides = [2 if number else 0 for number in numeric]
    cells = [
        [
            Paragraph(_marked(n), _style("th", 7.5, fontName=BOLD, alignment=s))
            for n, s in zip(table.head, sides, strict=True)
        ]
    ]
    cells += [
        [Paragraph(_marked(c), _style("td", 7.5, alignment=s)) for c, s in zip(r, sides, strict=True)]
        for r in table.rows
    ]
    ruled = TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE), ("VALIGN", (0, 0), (-1, -1), "TOP"),
                        ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 8),
                        ("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 2)])  # fmt: skip
    grid = Grid(cells, colWidths=_widths(table), repeatRows=1, style=ruled, hAlign="LEFT", spaceAfter=8)
    return [*_caption(table.caption), grid]


def _widths(table: Table) -> list[float]:
    """Columns as wide as their longest word, where the page allows; the rest goes to those with most words."""
    columns = [[row[i] for row in (table.head, *table.rows)] for i in range(len(table.head))]
    words = [[word for cell in cells for word in cell.split()] for cells in columns]
    least = [min(24, max(map(len, of), default=0)) * LETTER + GAP for of in words]
    wished = [min(60, max(map(len, cells))) * LETTER + GAP for cells in columns]
    more = [max(wish - need, 0.1) for wish, need in zip(wished, least, strict=True)]
    free = WIDTH - sum(least)
    if free < 0:
        return [WIDTH * need / sum(least) for need in least]
    return [need + free * share / sum(more) for need, share in zip(least, more, strict=True)]


def _caption(words: str) -> list[Any]:
    from reportlab.platypus import Paragraph  # noqa: PLC0415

    style = _style("caption", 8, textColor=SOFT, spaceBefore=4, spaceAfter=2, keepWithNext=1)
    return [Paragraph(_marked(words), style)] if words else []


def _chart(chart: Chart) -> list[Any]:
    from reportlab.graphics.shapes import Drawing, Line, Rect, String  # noqa: PLC0415
    from reportlab.platypus import Spacer  # noqa: PLC0415

    height = ROW * len(chart.bars) + 6
    scale = (WIDTH - LEFT - RIGHT) / max([1.0, *(bar.high for bar in chart.bars)])
    drawing = Drawing(WIDTH, height)
    font = {"fontName": REGULAR, "fontSize": 7.5}
    for number, bar in enumerate(chart.bars):
        y, start = height - ROW * (number + 1), LEFT + bar.low * scale
        end = max(LEFT + bar.high * scale, start + 1)
        drawing.add(String(LEFT - 6, y + 3, _letters(bar.label), textAnchor="end", fillColor=_colour(INK), **font))
        drawing.add(Line(LEFT, y + 5.5, start, y + 5.5, strokeColor=_colour(LINE), strokeWidth=0.6))
        drawing.add(Rect(start, y + 1, end - start, 9, fillColor=_colour(BAR), strokeColor=None))
        best = LEFT + (bar.best or 0) * scale
        if bar.best is not None:
            drawing.add(Line(best, y - 1, best, y + 12, strokeColor=_colour(INK), strokeWidth=1.4))
        drawing.add(String(max(end, best) + 4, y + 3, _letters(bar.note), fillColor=_colour(SOFT), **font))
    return [*_caption(chart.caption), drawing, Spacer(0, 8)]


def _colour(words: str) -> Any:  # noqa: ANN401
    from reportlab.lib.colors import HexColor  # noqa: PLC0415

    return HexColor(words)
