"""What templates/report/chart.typ needs to draw a chart: every width and height in points, every text as pieces."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from sarup.render.content.cells import print_cell
from sarup.render.content.document import Bar, Chart
from sarup.render.measure.lines import count_lines, pieces, printable, width
from sarup.render.typst.typesetting import Values

SIZE = 9.0
LINE = SIZE * 1.28
# Thickness of a bar, alone in its row or one of several.
THICK, THICK_OF_SEVERAL = 11.0, 8.0
ROW_ROOM = 5.0
GAP = 7.0
# At most so much of the width goes to labels, to the words beside them and to what stands behind the bars.
LABEL_SHARE, WORDS_SHARE, PRINTED_SHARE = 0.36, 0.34, 0.2
# In percent charts a thin rule helps the eye half way to the target.
HALF_WAY = 50
# A chart's texts are cut behind so many letters.
LETTERS = 250


def chart_data(chart: Chart, digits: str, whole: float) -> Values:
    """Return the chart for a width of `whole` points, its numbers in `digits` (thai or arabic)."""
    chart = shorten_chart(chart)
    columns = _columns(chart, whole)
    thick = THICK if chart.is_stacked else THICK_OF_SEVERAL
    rules = [0, *([HALF_WAY] if chart.kind == "percent" else []), float(chart.most)]
    return {
        "size": SIZE,
        "gap": GAP,
        "columns": columns,
        "bar-width": columns[2],
        "thick": thick,
        "most": float(chart.most),
        "rules": rules,
        "line": None if chart.line is None else float(chart.line),
        "line-name": pieces(chart.line_name, whole / SIZE),
        "mark-name": pieces(chart.mark_name, whole / SIZE),
        "series": [
            {"said": pieces(text, whole / SIZE), "fill": fill}
            for text, fill in zip(chart.series, chart.colours, strict=True)
        ],
        "bars": [_bar(bar, chart, columns, thick, digits) for bar in chart.bars],
    }


def shorten_chart(chart: Chart) -> Chart:
    """Return a chart that no text can blow up; its table says everything in full."""
    return replace(
        chart,
        series=tuple(_cut(name) for name in chart.series),
        axis=_cut(chart.axis),
        line_name=_cut(chart.line_name),
        mark_name=_cut(chart.mark_name),
        bars=tuple(map(_shorten_bar, chart.bars)),
    )


def _shorten_bar(bar: Bar) -> Bar:
    label, text, printed = (_cut(held) for held in (bar.label, bar.text, bar.printed))
    return replace(bar, label=label, text=text, printed=printed)


def _cut(text: str) -> str:
    return text if len(text) <= LETTERS else text[:LETTERS].rstrip() + "…"


def _columns(chart: Chart, whole: float) -> list[float]:
    """Return the widths of label, words, bars and what is printed behind them; each takes what it needs at most."""
    label = min(_widest([bar.label for bar in chart.bars]), LABEL_SHARE * whole)
    words = min(_widest([bar.text for bar in chart.bars]), WORDS_SHARE * whole)
    behind = min(_widest([bar.printed for bar in chart.bars]), PRINTED_SHARE * whole)
    return [label, words, whole - label - words - behind - 3 * GAP, behind]


def _widest(texts: Sequence[str]) -> float:
    # One point more than measured, or the widest text would break.
    return max((width(printable(text)) * SIZE + 1 for text in texts if text), default=0.0)


def _bar(bar: Bar, chart: Chart, columns: Sequence[float], thick: float, digits: str) -> Values:
    texts = [(bar.label, columns[0]), (bar.text, columns[1]), (bar.printed, columns[3])]
    label, words, printed = (pieces(text, room / SIZE) if text else [] for text, room in texts)
    lines = max(
        count_lines(parts, room / SIZE) for parts, (_, room) in zip((label, words, printed), texts, strict=True)
    )
    drawn = [
        [_piece(value, colour, chart, columns[2], digits)] if value else []
        for value, colour in zip(bar.values, chart.colours, strict=True)
    ]
    rows = [[piece for row in drawn for piece in row]] if chart.is_stacked else drawn
    return {
        "label": label,
        "words": words,
        "printed": printed,
        "rows": rows,
        "mark": None if bar.mark is None else float(min(bar.mark, chart.most)),
        "height": max(lines * LINE, thick * (1 if chart.is_stacked else len(chart.series))) + ROW_ROOM,
    }


def _piece(value: Decimal | int, colour: str, chart: Chart, room: float, digits: str) -> Values:
    text = print_cell(value, chart.kind, digits) if chart.kind == "number" else ""
    # A number wider than its piece of the bar is left to the table.
    fits = width(text) * SIZE < float(value) / float(chart.most) * room - 2
    return {"value": float(value), "fill": colour, "said": text if fits else "", "is-dark": _is_dark(colour)}


def _is_dark(colour: str) -> bool:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue < 128
