"""What every Word document of ours starts from: page, styles, languages and settings, without dates or leftovers."""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

FONT = "TH Sarabun New"
# Where it is missing: the same design under its older names. Sarabun of the web is half as large again at one size.
OTHER_NAMES = "TH SarabunPSK,TH SarabunIT๙"
# Zip entries need a date; the earliest one the format knows says nothing.
_UNDATED = (1980, 1, 1, 0, 0, 0)
_UNUSED = frozenset(
    (
        "/docProps/thumbnail.jpeg",
        "/customXml/item1.xml",
        "/word/stylesWithEffects.xml",
        "/word/numbering.xml",
        "/word/webSettings.xml",
    )
)
_KEPT_STYLES = frozenset(
    (
        "Normal",
        "heading 1",
        "heading 2",
        "heading 3",
        "header",
        "footer",
        "caption",
        "Default Paragraph Font",
        "Normal Table",
        "No List",
        "Table Grid",
    )
)
# XML 1.0 cannot hold these at all.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>'
    "<w:compat>{compat}</w:compat>"
    '<w:themeFontLang w:val="en-US" w:bidi="th-TH"/>'
    '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1"'
    ' w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6"'
    ' w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>'
    '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
)
# 15 is the newest generation: Word opens what says less in a mode for its older versions.
_COMPAT = (
    ("compatibilityMode", "15"),
    ("overrideTableStyleFontSizeAndJustification", "1"),
    ("enableOpenTypeFeatures", "1"),
    ("doNotFlipMirrorIndents", "1"),
    ("differentiateMultirowTableHeaders", "1"),
)
_FONT_TABLE = (
    '<w:fonts {namespaces}><w:font w:name="{font}"><w:altName w:val="{others}"/><w:charset w:val="DE"/>'
    '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
)
_ABOUT_PROGRAM = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Sarup</Application><DocSecurity>0</DocSecurity></Properties>"
)


@dataclass(frozen=True)
class Page:
    """A page and its margins in millimetres."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def room(self) -> float:
        """Return the width between the margins."""
        return self.width - self.left - self.right


def start_document(page: Page) -> Any:
    """Return an empty document of this page with Normal, three headings and the caption in the official letters."""
    document = docx.Document()
    _drop_unused_parts(document)
    _drop_unused_styles(document)
    _set_page(document, page)
    _set_styles(document)
    _replace_settings(document)
    _replace_part(document.part, "/word/fontTable.xml", _font_table())
    _replace_part(document.part.package, "/docProps/app.xml", _ABOUT_PROGRAM)
    properties = document.core_properties
    properties.author = properties.title = properties.comments = ""
    return document


def add_style(document: Any, name: str, size: float, bold: bool = False, before: float = 0, after: float = 0) -> Any:
    """Return a new paragraph style of letters of `size` points, with room of so many points around."""
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    _set_letters(style, size, bold, before, after)
    return style


def add_letters(document: Any, name: str, size: float, bold: bool = False) -> Any:
    """Return a new style for words inside a paragraph."""
    style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    style.quick_style = True
    style.element.append(_letters(size, bold))
    return style


def add_plain_table(holder: Any, widths_mm: Sequence[float], rows: int = 1) -> Any:
    """Return a new table without rules whose columns keep their widths."""
    table = holder.add_table(rows=rows, cols=len(widths_mm))
    table.style = "Normal Table"
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def keep_row_whole(row: Any) -> None:
    """Never split a row of a table between two pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def xml_letters(text: str) -> str:
    """Return the text with U+FFFD for each character that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def set_properties(document: Any, title: str, author: str, language: str, dated: date) -> None:
    """Say what the document is, whose, and of which day; nothing of it comes from the clock."""
    properties = document.core_properties
    properties.title, properties.author = xml_letters(title)[:255], xml_letters(author)[:255]
    properties.last_modified_by = properties.author
    properties.created = properties.modified = datetime.combine(dated, time(), UTC).replace(tzinfo=None)
    properties.language, properties.revision = "th-TH" if language == "th" else language, 1


def saved_bytes(document: Any) -> bytes:
    """Return the document as a file with its entries sorted by name and without dates, the list of types in front.

    Both the order and the dates would otherwise differ from one save to the next.
    """
    raw, held = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as given, zipfile.ZipFile(held, "w") as written:
        for name in sorted(given.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _UNDATED)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            written.writestr(entry, given.read(name))
    return held.getvalue()


def _drop_unused_parts(document: Any) -> None:
    """Remove what python-docx's own template brings along: a thumbnail, list numbering, old style effects."""
    for holder in (document.part.package, document.part):
        for key, relation in list(holder.rels.items()):
            if not relation.is_external and str(relation.target_part.partname) in _UNUSED:
                del holder.rels[key]


def _drop_unused_styles(document: Any) -> None:
    """Leave only our styles in Word's gallery; the others would bring in Latin fonts and colours."""
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.name_val not in _KEPT_STYLES:
            styles.remove(style)
            continue
        for name in ("w:link", "w:rsid"):
            for child in style.findall(qn(name)):
                style.remove(child)


def _set_page(document: Any, page: Page) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if page.width > page.height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.header_distance = section.footer_distance = Mm(8)


def _set_styles(document: Any) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for letters in defaults.iter(qn("w:rPr")):
        letters.getparent().replace(letters, _letters(16))
    for lines in defaults.iter(qn("w:pPr")):
        spacing = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        lines.getparent().replace(lines, parse_xml(f"<w:pPr {nsdecls('w')}><w:widowControl/>{spacing}</w:pPr>"))
    _set_letters(document.styles["Normal"], 16, bold=False, before=0, after=0)
    for level, size in ((1, 18), (2, 17), (3, 16)):
        _set_letters(document.styles[f"Heading {level}"], size, bold=True, before=8, after=3)
        document.styles[f"Heading {level}"].paragraph_format.keep_with_next = True
    _set_letters(document.styles["Caption"], 14, bold=False, before=0, after=6)
    document.styles["Caption"].paragraph_format.alignment = 1


def _set_letters(style: Any, size: float, bold: bool, before: float, after: float) -> None:
    old = style.element.find(qn("w:rPr"))
    if old is not None:
        style.element.remove(old)
    style.element.append(_letters(size, bold))
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _letters(size: float, bold: bool = False) -> Any:
    """Return run properties; Word reads the cs ones for Thai and the others for Latin letters."""
    weight = "<w:b/><w:bCs/>" if bold else ""
    names = "".join(f' w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    return parse_xml(
        f"<w:rPr {nsdecls('w')}><w:rFonts{names}/>{weight}"
        f'<w:sz w:val="{round(2 * size)}"/><w:szCs w:val="{round(2 * size)}"/>'
        '<w:lang w:val="en-US" w:bidi="th-TH"/></w:rPr>'
    )


def _replace_settings(document: Any) -> None:
    """Give the settings of a new document in today's generation of Word; Japanese and revision marks go."""
    settings = document.settings.element
    uri = "http://schemas.microsoft.com/office/word"
    compat = "".join(f'<w:compatSetting w:name="{name}" w:uri="{uri}" w:val="{value}"/>' for name, value in _COMPAT)
    fresh = parse_xml(f"<w:settings {nsdecls('w')}>{_SETTINGS.format(compat=compat)}</w:settings>")
    settings[:] = list(fresh)


def _font_table() -> str:
    return _FONT_TABLE.format(namespaces=nsdecls("w"), font=FONT, others=OTHER_NAMES)


def _replace_part(holder: Any, name: str, text: str) -> None:
    (part,) = (
        relation.target_part
        for relation in holder.rels.values()
        if not relation.is_external and str(relation.target_part.partname) == name
    )
    part._blob = text.encode()
