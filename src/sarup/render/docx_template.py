"""Builds templates/report/report.docx, the Word template that docx.py fills in.

The template lies beside the other templates so that an office can open it in Word; this is its source:

    python -m sarup.render.docx_template templates/report/report.docx
"""

import io
import sys
import zipfile
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

FONT = "TH Sarabun New"
OTHER_NAMES = "TH SarabunPSK,Sarabun"
CELL, LISTED, SMALL, GAP = "Sarup Cell", "Sarup Cell Listed", "Sarup Small", "Sarup Gap"
HEAD, TITLE, OBJECTIVE = "Sarup Cell Head", "Sarup Title", "Sarup Objective"
# Zip entries need a date; the earliest one the format knows says nothing.
_UNDATED = (1980, 1, 1, 0, 0, 0)
_UNUSED = ("/docProps/thumbnail.jpeg", "/customXml/item1.xml", "/word/stylesWithEffects.xml")


def build_template() -> bytes:
    """Return the Word template with its Jinja fields, the same bytes every time."""
    document = Document()
    _drop_unused_parts(document)
    _set_page(document)
    _set_styles(document)
    _name_other_fonts(document)
    _say_generation(document)
    _fill_margins(document)
    _fill_opening(document)
    _fill_strategies(document)
    _fill_annexes(document)
    properties = document.core_properties
    properties.author = properties.title = properties.comments = ""
    held = io.BytesIO()
    document.save(held)
    return undated_zip(held.getvalue())


def undated_zip(raw: bytes) -> bytes:
    """Return a zip with the same entries sorted by name and without dates; the list of types stays in front.

    Both the order and the dates would otherwise differ from one save to the next.
    """
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as given, zipfile.ZipFile(held, "w") as written:
        for name in sorted(given.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _UNDATED)
            entry.compress_type, entry.external_attr, entry.create_system = (
                zipfile.ZIP_DEFLATED,
                0o600 << 16,
                3,
            )
            written.writestr(entry, given.read(name))
    return held.getvalue()


def _drop_unused_parts(document: Any) -> None:
    """Remove what python-docx's own template brings along: a thumbnail and old style effects."""
    for holder in (document.part.package, document.part):
        for key, relation in list(holder.rels.items()):
            if not relation.is_external and str(relation.target_part.partname) in _UNUSED:
                del holder.rels[key]


def _set_page(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin, section.bottom_margin = Mm(20), Mm(16)
    section.header_distance = section.footer_distance = Mm(8)


def _set_styles(document: Any) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for letters in defaults.iter(qn("w:rPr")):
        letters.getparent().replace(letters, _letters(16))
    for spacing in defaults.iter(qn("w:spacing")):
        spacing.attrib.clear()
        spacing.set(qn("w:after"), "0")
    for level, size in ((1, 18), (2, 17), (3, 16)):
        _set_letters(document.styles[f"Heading {level}"], size, bold=True, before=8, after=3)
        document.styles[f"Heading {level}"].paragraph_format.keep_with_next = True
    _add_style(document, TITLE, 20, bold=True).paragraph_format.alignment = 1
    _add_style(document, OBJECTIVE, 16, after=2).paragraph_format.keep_with_next = True
    head = _add_style(document, HEAD, 14, bold=True).paragraph_format
    head.alignment, head.keep_with_next = 1, True
    for name, size in ((CELL, 14), (SMALL, 12), (GAP, 3)):
        _add_style(document, name, size)
    hanging = _add_style(document, LISTED, 14).paragraph_format
    hanging.left_indent, hanging.first_line_indent = Mm(6), Mm(-6)
    hanging.tab_stops.add_tab_stop(Mm(6))


def _add_style(document: Any, name: str, size: int, bold: bool = False, after: int = 0) -> Any:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    _set_letters(style, size, bold, 0, after)
    return style


def _set_letters(style: Any, size: int, bold: bool, before: int, after: int) -> None:
    old = style.element.find(qn("w:rPr"))
    if old is not None:
        style.element.remove(old)
    style.element.append(_letters(size, bold))
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _letters(size: int, bold: bool = False) -> Any:
    """Return run properties; Word reads the cs ones for Thai and the others for Latin letters."""
    weight = "<w:b/><w:bCs/>" if bold else ""
    names = "".join(f' w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    return parse_xml(
        f"<w:rPr {nsdecls('w')}><w:rFonts{names}/>{weight}"
        f'<w:sz w:val="{2 * size}"/><w:szCs w:val="{2 * size}"/>'
        '<w:lang w:val="en-US" w:bidi="th-TH"/></w:rPr>'
    )


def _name_other_fonts(document: Any) -> None:
    """Say in the font table what to use where TH Sarabun New is missing."""
    (part,) = (
        relation.target_part
        for relation in document.part.rels.values()
        if not relation.is_external and str(relation.target_part.partname) == "/word/fontTable.xml"
    )
    font = f'<w:font w:name="{FONT}"><w:altName w:val="{OTHER_NAMES}"/><w:charset w:val="DE"/></w:font>'
    part._blob = part.blob.replace(b"</w:fonts>", font.encode() + b"</w:fonts>")


def _say_generation(document: Any) -> None:
    """Keep Word from opening the report in a mode for its older versions."""
    settings = document.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    compat = parse_xml(
        f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    successors = ("w:rsids", "m:mathPr", "w:themeFontLang", "w:clrSchemeMapping")
    settings.insert_element_before(compat, *successors)


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
    _loop(document, "line in title_lines", ("{{ line }}", TITLE))
    document.add_paragraph("{{ summary_heading }}", style="Heading 1")
    _loop(document, "line in summary", ("{{ line }}", "Normal"))
    document.add_paragraph("{{ status.heading }}", style="Heading 2")
    _add_table(document, "status")
    _loop(document, "line in status.notes", ("{{ line }}", SMALL))
    document.add_paragraph("{{ source }}", style=SMALL)


def _fill_strategies(document: Any) -> None:
    document.add_paragraph("{{ detail_heading }}", style="Heading 1").paragraph_format.page_break_before = True
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
    _add_table(document, "annex")
    _loop(document, "line in annex.notes", ("{{ line }}", SMALL))
    document.add_paragraph("{%p endfor %}")


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
    properties = head._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    properties.append(OxmlElement("w:tblHeader"))
    head.cells[1]._tc.get_or_add_tcPr().append(
        parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="E6E6E6"/>')
    )


def _set_frame(table: Any) -> None:
    """Centre the table between the margins, keep its widths as given and leave marks clear of the rules."""
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    sides = (("top", 30), ("left", 90), ("bottom", 30), ("right", 90))
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
