"""Word documents (.docx): every table as a sheet, the texts around them as one more. Standard library only."""

from dataclasses import dataclass, field

from sarup.gather.container import Container, Refusal
from sarup.gather.sheet_part import Cell, Sheet
from sarup.gather.underlined import underlined_lines
from sarup.gather.word_numbering import NUMBERING, Numbering
from sarup.gather.word_parts import NEWER, STYLES, Styles, WordPart, is_on
from sarup.gather.word_symbols import TICKED, UNTICKED, in_font, is_symbol_font, symbol
from sarup.gather.word_table import Table, grid_columns
from sarup.gather.workbook import Workbook
from sarup.gather.xml_part import Attributes, Meter

DOCUMENT = "word/document.xml"
TEXTS, TABLE = "ข้อความนอกตาราง", "ตารางที่ {}"
# Deleted and moved text, field codes, hints above the letters, and the second version of a drawing for old programs.
SKIPPED = frozenset({"del", "moveFrom", "instrText", "delText", "sectPr", "tblPr", "tblGrid", "rt", "rubyPr"})
BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
# Longer texts are none of pictures, whatever font somebody chose for them.
SHORT = 200
PROPERTIES = ("pPr", "rPr", "sdtPr", "sdtEndPr")
CHECKBOX, CHECKED = f"{NEWER}checkbox", f"{NEWER}checked"


def read_word_document(container: Container) -> Workbook:
    """Return the sheet of texts outside tables, then one sheet a table in the order of the document.

    In the first, each paragraph and each table takes a row; a table stands in column 2 under its sheet's name. A
    paragraph begins with the number that Word shows; what Word hides, or shows in the place of an answer, is no text.
    A text box outside tables is a text as any other, one over a cell is none of the cell's.
    """
    meter = Meter(container.limits)
    styles, numbering = Styles(meter), Numbering(meter)
    for part, name in ((styles, STYLES), (numbering, NUMBERING)):
        if name in container.parts:
            part.read(container, name)
    body = Body(meter, styles, numbering).read(container, DOCUMENT)
    return Workbook(False, (body.texts, *body.tables), False, "docx", tuple(sorted(body.underlined)))


@dataclass
class _Run:
    """A run being read: whether it is underlined, whether it is hidden (None: as its styles say), its font."""

    is_underlined: bool = False
    is_hidden: bool | None = None
    style: str = ""
    font: str = ""


@dataclass
class _Paragraph:
    """A paragraph being read: its runs, its style, and the list that numbers it (None: as its style says)."""

    style: str
    runs: list[tuple[str, bool]] = field(default_factory=list)
    number: str | None = None
    level: int | None = None
    is_hidden: bool = False
    is_deleted: bool = False


@dataclass
class _Control:
    """A content control being read: whether it shows its placeholder, and of a box whether it is ticked."""

    is_placeholder: bool = False
    is_ticked: bool | None = None
    is_shown: bool = False


class Body(WordPart):
    """The paragraphs and tables of a document; a table inside a cell is text of that cell."""

    def __init__(self, meter: Meter, styles: Styles, numbering: Numbering) -> None:
        super().__init__(meter, "document")
        self.styles, self.numbering = styles, numbering
        self.tables: list[Sheet] = []
        self.texts = Sheet(TEXTS, "visible", [], [], [], [])
        self.table: Table | None = None
        self.nested = self.body_row = 0
        # Runs inside each other, as a text box in a run, and likewise the rest.
        self.runs: list[_Run] = []
        self.paragraphs: list[_Paragraph] = []
        self.controls: list[_Control] = []
        self.properties: list[str] = []
        self.underlined: set[str] = set()

    def is_left_out(self, name: str, local: str) -> bool:
        """Tell what says nothing of a text, as a box over a cell; among properties, marks of deletion are read."""
        if local == "txbxContent" and self.table is not None:
            return True
        return (local in SKIPPED and not self.properties) or super().is_left_out(name, local)

    def take(self, local: str, attributes: Attributes, value: str) -> None:
        """Take the beginning of an element by its name."""
        if local in PROPERTIES:
            self.properties.append(local)
        elif self.properties:
            self.take_property(local, attributes, value)
        elif local == "p":
            self.paragraphs.append(_Paragraph(self.styles.default))
        elif local == "r":
            self.runs.append(_Run())
        elif local == "sdt":
            self.controls.append(_Control())
        elif local in BREAKS:
            self.add(BREAKS[local])
        elif local == "sym":
            self.add(symbol(self.attribute(attributes, "font"), _hexadecimal(self.attribute(attributes, "char"))))
        elif local == "checkBox" and self.runs:
            self.controls.append(_Control(is_ticked=False))
        elif local in ("default", "checked") and self.controls and self.controls[-1].is_ticked is not None:
            self.controls[-1].is_ticked = is_on(value)
        elif local in ("tbl", "tr", "tc", "gridSpan", "gridBefore", "vMerge"):
            self.start_in_table(local, value)

    def take_property(self, local: str, attributes: Attributes, value: str) -> None:
        """Take what a paragraph, a run or a content control says of itself."""
        around = self.properties[-1]
        if self.properties[0] == "sdtPr":
            if local == "showingPlcHdr" and self.controls:
                self.controls[-1].is_placeholder = is_on(value)
        elif self.properties[0] == "pPr" and self.paragraphs:
            self.take_of_paragraph(local, value, is_mark=around == "rPr")
        elif around == "rPr" and self.runs:
            run = self.runs[-1]
            if local == "u":
                run.is_underlined = value != "none"
            elif local == "vanish":
                run.is_hidden = is_on(value)
            elif local == "rStyle":
                run.style = value
            elif local == "rFonts":
                run.font = self.attribute(attributes, "ascii") or self.attribute(attributes, "hAnsi")

    def take_of_paragraph(self, local: str, value: str, is_mark: bool) -> None:
        """Take a paragraph's style and number, or what its mark says: hidden or deleted, it is no paragraph."""
        paragraph = self.paragraphs[-1]
        if is_mark:
            paragraph.is_hidden |= local == "vanish" and is_on(value)
            paragraph.is_deleted |= local in ("del", "moveFrom")
        elif local == "pStyle":
            paragraph.style = value
        elif local == "numId":
            paragraph.number = value
        elif local == "ilvl" and value.isdigit():
            paragraph.level = int(value[:1])

    def take_other(self, name: str, attributes: Attributes) -> None:
        """Take the boxes of newer Words, whose state stands beside what they show."""
        if name == CHECKBOX and self.controls:
            self.controls[-1].is_ticked = False
        elif name == CHECKED and self.controls:
            self.controls[-1].is_ticked = is_on(attributes.get(f"{NEWER}val", ""))

    def leave(self, local: str) -> None:
        """Take the end of an element."""
        if local in PROPERTIES and self.properties:
            self.properties.pop()
        elif self.properties:
            return
        elif local == "t":
            self.add("".join(self.text))
        elif local == "p" and self.paragraphs:
            self.end_paragraph(self.paragraphs.pop())
        elif local == "r" and self.runs:
            self.runs.pop()
        elif local == "sdt" and self.controls:
            self.controls.pop()
        elif local == "checkBox" and self.controls:
            is_ticked = self.controls.pop().is_ticked
            self.add(TICKED if is_ticked else UNTICKED)
        elif local == "tc" and self.table and not self.nested:
            self.meter.chars += len(self.table.end_cell())
            if self.meter.chars > self.limits.total_chars:
                raise Refusal("S34", "too much text in cells", "text")
        elif local == "tbl":
            self.end_table()
        self.text.clear()

    def add(self, text: str) -> None:
        """Add what one sees of a text to the paragraph in hand; a box is told by its state, whatever it looks like."""
        if not self.paragraphs or not self.runs or self.is_hidden() or any(one.is_placeholder for one in self.controls):
            return
        run = self.runs[-1]
        control = self.controls[-1] if self.controls else _Control()
        if control.is_ticked is not None and text.strip():
            text = "" if control.is_shown else TICKED if control.is_ticked else UNTICKED
            control.is_shown = True
        elif is_symbol_font(run.font) and len(text) < SHORT:
            text = in_font(text, run.font)
        self.paragraphs[-1].runs.append((text, run.is_underlined))

    def is_hidden(self) -> bool:
        """Tell whether the run in hand is hidden, by itself, by its style or by that of its paragraph."""
        run = self.runs[-1]
        if run.is_hidden is not None:
            return run.is_hidden
        return self.styles.is_hidden(run.style) or self.styles.is_hidden(self.paragraphs[-1].style)

    def start_in_table(self, local: str, value: str) -> None:
        """Begin a table, a row or a cell, or take note of how far a cell spans."""
        if local == "tbl":
            if self.table is None:
                self.table = Table(self.limits)
                if len(self.tables) >= self.limits.sheets:
                    raise Refusal("S34", f"over {self.limits.sheets} tables", "sheets")
            else:
                self.nested += 1
        elif self.table is None or self.nested:
            return
        elif local == "tr":
            self.table.row, self.table.column = self.table.row + 1, 1
        elif local == "tc":
            self.table.span, self.table.paragraphs = 1, []
            self.table.is_continued = self.table.starts_merge = False
        elif local == "gridSpan":
            self.table.span = grid_columns(value)
        elif local == "gridBefore":
            self.table.column += grid_columns(value)
        else:
            self.table.starts_merge = value == "restart"
            self.table.is_continued = not self.table.starts_merge

    def label(self, paragraph: _Paragraph) -> str:
        """Return the number that Word shows before a paragraph; a bullet before nothing is none."""
        is_empty = not any(letters.strip() for letters, _ in paragraph.runs)
        if is_empty and (paragraph.is_hidden or paragraph.is_deleted):
            return ""
        by_style, level = self.styles.number_of(paragraph.style)
        if paragraph.number is not None:
            number, level = paragraph.number, paragraph.level
        else:
            of_style = self.numbering.level_of_style(by_style, paragraph.style)
            number = by_style
            level = next((one for one in (paragraph.level, of_style, level) if one is not None), 0)
        shown = self.numbering.label(number, level or 0)
        return "" if is_empty and not any(letter.isalnum() for letter in shown) else shown

    def end_paragraph(self, paragraph: _Paragraph) -> None:
        """Put a paragraph where it belongs: into the cell in hand or among the texts."""
        runs = paragraph.runs
        if label := self.label(paragraph):
            runs.insert(0, (label, any(is_underlined for _, is_underlined in runs[:1])))
        if any(is_underlined for _, is_underlined in runs):
            self.underlined.update(underlined_lines(runs))
        text = "".join(letters for letters, _ in runs).replace("\r\n", "\n").replace("\r", "\n")
        if self.table is not None:
            self.table.paragraphs.append(text)
        elif text.strip():
            self.add_text(1, text)

    def add_text(self, column: int, text: str) -> None:
        """Add a row to the texts outside tables."""
        self.body_row += 1
        self.meter.chars += len(text)
        if self.body_row > self.limits.rows or self.meter.chars > self.limits.total_chars:
            raise Refusal("S34", "too much text", "text")
        if len(text) > self.limits.text_chars:
            raise Refusal("S34", "too much text in a paragraph", "text")
        self.texts.cells.append(Cell(self.body_row, column, "text", text, False, True))

    def end_table(self) -> None:
        """End the table in hand, or the one inside its cell."""
        if self.nested:
            self.nested -= 1
        elif self.table is not None:
            name = TABLE.format(len(self.tables) + 1)
            self.tables.append(self.table.sheet(name))
            self.table = None
            self.add_text(2, f"[{name}]")


def _hexadecimal(text: str) -> int:
    try:
        return int(text[:6], 16) if text else 0
    except ValueError:
        return 0
