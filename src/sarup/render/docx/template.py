"""Builds templates/report/report.docx, the Word template that docx.py fills in.

The template lies beside the other templates so that an office can open it in Word; this is its source:

    python -m sarup.render.docx.template templates/report/report.docx
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from sarup.render.docx.base import Page, add_plain_table, add_style, keep_row_whole, saved_bytes, start_document

PAGE = Page(width=297, height=210, left=15, right=15, top=20, bottom=16)
CELL, LISTED, TOTAL = "Sarup Cell", "Sarup Cell Listed", "Sarup Cell Total"
SMALL, GAP = "Sarup Small", "Sarup Gap"
HEAD, TITLE, OBJECTIVE = "Sarup Cell Head", "Sarup Title", "Sarup Objective"
PICTURE, LABEL, SIGNATURE = "Sarup Picture", "Sarup Table Label", "Sarup Signature"
# How far the words of a list stand behind its numerals, in millimetres.
HANG = 6


def build_template() -> bytes:
    """Return the Word template with its Jinja fields, the same bytes every time."""
    document = start_document(PAGE)
    _add_styles(document)
    _fill_margins(document)
    _fill_opening(document)
    _fill_strategies(document)
    _fill_annexes(document)
    _fill_signatures(document)
    return saved_bytes(document)


def _add_styles(document: Any) -> None:
    add_style(document, TITLE, 20, bold=True).paragraph_format.alignment = 1
    add_style(document, OBJECTIVE, 16, after=2).paragraph_format.keep_with_next = True
    head = add_style(document, HEAD, 14, bold=True).paragraph_format
    head.alignment, head.keep_with_next = 1, True
    for name, size in ((CELL, 14), (SMALL, 12), (GAP, 3)):
        add_style(document, name, size)
    add_style(document, TOTAL, 14, bold=True)
    hanging = add_style(document, LISTED, 14).paragraph_format
    hanging.left_indent, hanging.first_line_indent = Mm(HANG), Mm(-HANG)
    picture = add_style(document, PICTURE, 14, before=3, after=3).paragraph_format
    picture.alignment, picture.keep_with_next = 1, True
    add_style(document, LABEL, 14, bold=True, before=6, after=3).paragraph_format.keep_with_next = True
    sign = add_style(document, SIGNATURE, 16, after=3).paragraph_format
    sign.alignment, sign.keep_with_next = 1, True


def _fill_margins(document: Any) -> None:
    section = document.sections[0]
    line = section.header.paragraphs[0]
    line.style = document.styles[SMALL]
    _stop_at_right(line, section)
    line.add_run("{{ short_header }}\t{{ sample_note }}")
    line = section.footer.paragraphs[0]
    line.style = document.styles[SMALL]
    _stop_at_right(line, section)
    line.add_run("{{ foot }}\t{{ page_label[0] }}")
    _add_field(line, "PAGE {{ number_switch }}")
    line.add_run("{{ page_label[1] }}")
    _add_field(line, "NUMPAGES {{ number_switch }}")
    line.add_run("{{ page_label[2] }}")


def _stop_at_right(line: Any, section: Any) -> None:
    line.paragraph_format.tab_stops.add_tab_stop(
        section.page_width - section.left_margin - section.right_margin, alignment=2
    )


def _add_field(line: Any, code: str) -> None:
    for kind in ("begin", None, "separate", "shown", "end"):
        run = line.add_run()
        if kind is None:
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = f" {code} "
            run._r.append(instruction)
        elif kind == "shown":
            run.text = "{{ first_number }}"
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def _fill_opening(document: Any) -> None:
    document.add_paragraph("{%p if emblem %}")
    document.add_paragraph("{{r emblem }}", style=PICTURE)
    document.add_paragraph("{%p endif %}")
    _loop(document, "line in title_lines", ("{{ line }}", TITLE))
    document.add_paragraph("{{ summary_heading }}", style="Heading 1")
    _loop(document, "line in summary", ("{{ line }}", "Normal"))
    document.add_paragraph("{{ status.heading }}", style="Heading 2")
    _add_chart(document, "status.chart")
    _add_table(document, "status")
    _loop(document, "line in status.notes", ("{{ line }}", SMALL))
    document.add_paragraph("{{ source }}", style=SMALL)


def _fill_strategies(document: Any) -> None:
    document.add_paragraph("{%p if detail_heading %}")
    document.add_paragraph("{{ detail_heading }}", style="Heading 1").paragraph_format.page_break_before = True
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p for strategy in strategies %}")
    document.add_paragraph("{{ strategy.heading }}", style="Heading 2")
    _loop(document, "line in strategy.objectives", ("{{ line }}", OBJECTIVE))
    document.add_paragraph("{%p for section in strategy.sections %}")
    document.add_paragraph("{%p if section.heading %}")
    document.add_paragraph("{{ section.heading }}", style="Heading 3")
    document.add_paragraph("{%p endif %}")
    _add_table(document, "section.grid")
    # Two tables without a paragraph between them would become one.
    document.add_paragraph("", style=GAP)
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endfor %}")


def _fill_annexes(document: Any) -> None:
    document.add_paragraph("{%p for annex in annexes %}")
    document.add_paragraph("{%p if loop.first %}")
    document.add_paragraph("{{ annex.heading }}", style="Heading 1").paragraph_format.page_break_before = True
    document.add_paragraph("{%p else %}")
    document.add_paragraph("{{ annex.heading }}", style="Heading 1")
    document.add_paragraph("{%p endif %}")
    _add_chart(document, "annex.chart")
    _add_table(document, "annex")
    _loop(document, "line in annex.notes", ("{{ line }}", SMALL))
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("", style=GAP)


def _fill_signatures(document: Any) -> None:
    """Add the places to sign, as many beside each other as the data says; no row of them is split."""
    document.add_paragraph("{%p if signatures %}")
    table = add_plain_table(document, [PAGE.room / 3] * 3, rows=3)
    _set_cell_room(table, (("top", 480), ("left", 60), ("bottom", 0), ("right", 60)))
    loop, row, end = table.rows
    keep_row_whole(row)
    loop.cells[0].text, end.cells[0].text = "{%tr for row in signatures %}", "{%tr endfor %}"
    row.cells[0].text, row.cells[2].text = "{%tc for sign in row %}", "{%tc endfor %}"
    _fill_cell(row.cells[1], "{%p for line in sign %}", ("{{ line }}", SIGNATURE))
    document.add_paragraph("", style=GAP)
    document.add_paragraph("{%p endif %}")


def _add_chart(document: Any, name: str) -> None:
    """Add the picture of a chart with its caption; the table behind it is named its data."""
    document.add_paragraph(f"{{%p if {name} %}}")
    _loop(document, f"picture in {name}.pictures", ("{{r picture }}", PICTURE))
    document.add_paragraph(f"{{{{ {name}.caption }}}}", style="Caption")
    _loop(document, f"line in {name}.notes", ("{{ line }}", SMALL))
    document.add_paragraph(f"{{{{ {name}.data_table }}}}", style=LABEL)
    document.add_paragraph("{%p endif %}")


def _loop(holder: Any, loop: str, *lines: tuple[str, str]) -> None:
    holder.add_paragraph(f"{{%p for {loop} %}}")
    for text, style in lines:
        holder.add_paragraph(text, style=style)
    holder.add_paragraph("{%p endfor %}")


def _add_table(document: Any, name: str) -> None:
    """Add a table whose columns and rows both come from the data."""
    table = document.add_table(rows=4, cols=3, style="Table Grid")
    _set_frame(table)
    head, loop, row, end = table.rows
    for cells, items in ((head.cells, f"head in {name}.heads"), (row.cells, "cell in row.cells")):
        cells[0].text, cells[2].text = f"{{%tc for {items} %}}", "{%tc endfor %}"
    _fill_cell(head.cells[1], "{%p for line in head %}", ("{{ line.text }}", HEAD))
    loop.cells[0].text, end.cells[0].text = f"{{%tr for row in {name}.rows %}}", "{%tr endfor %}"
    _fill_row_cell(row.cells[1])
    keep_row_whole(head)
    head._tr.trPr.append(OxmlElement("w:tblHeader"))
    head.cells[1]._tc.get_or_add_tcPr().append(
        parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="E6E6E6"/>')
    )


def _set_frame(table: Any) -> None:
    """Centre the table between the margins, keep its widths as given and leave marks clear of the rules."""
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    _set_cell_room(table, (("top", 30), ("left", 90), ("bottom", 30), ("right", 90)))


def _set_cell_room(table: Any, sides: Sequence[tuple[str, int]]) -> None:
    room = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides)
    margins = parse_xml(f"<w:tblCellMar {nsdecls('w')}>{room}</w:tblCellMar>")
    table._tbl.tblPr.find(qn("w:tblLayout")).addnext(margins)


def _fill_row_cell(cell: Any) -> None:
    _fill_cell(
        cell,
        "{%p for line in cell.lines %}",
        ("{%p if line.marker %}", CELL),
        ("{{ line.marker }}\t{{ line.text }}", LISTED),
        ("{%p else %}", CELL),
        ("{{ line.text }}", CELL),
        ("{%p endif %}", CELL),
    )


def _fill_cell(cell: Any, loop: str, *lines: tuple[str, str]) -> None:
    cell.text = loop
    for text, style in lines:
        cell.add_paragraph(text, style=style)
    cell.add_paragraph("{%p endfor %}")


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(build_template())
