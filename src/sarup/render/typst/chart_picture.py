"""A chart as a PNG picture, drawn as in the PDF, for documents that cannot draw it themselves."""

from sarup.render.content.document import Chart
from sarup.render.typst.chart_drawing import chart_data
from sarup.render.typst.typesetting import fill_template, typeset_png

# Sharp in print, and small: bars are flat.
PPI = 200.0


def chart_png(chart: Chart, digits: str, width_pt: float) -> bytes:
    """Return the chart as a PNG so many points wide at 200 ppi; the same chart gives the same bytes."""
    source = fill_template("chart_picture.typ.j2", width=width_pt, chart=chart_data(chart, digits, width_pt))
    return typeset_png(source, PPI)
