"""The parts around the sheets: what relates to what, the tabs, the shared strings and the date styles."""

import posixpath
from collections.abc import Callable, Iterable
from typing import cast

from sarup.gather.container import Container, Refusal
from sarup.gather.plain_parts import PLAIN_BYTES, take_plain_strings
from sarup.gather.sheet_part import State
from sarup.gather.stored_values import (
    DATE_FORMATS,
    PERCENT_FORMATS,
    decode_escapes,
    is_date_format,
    is_percent_format,
)
from sarup.gather.xml_part import Attributes, Meter, Part, full_names

SHEET = full_names("sheet")
RELATION_IDS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)


class Relations(Part):
    """Where a part's relations lead: kind and target by id; links out of the file are left out."""

    def __init__(self, meter: Meter, folder: str) -> None:
        super().__init__(meter)
        self.folder = folder
        self.found: dict[str, tuple[str, str]] = {}
        self.on(1, "Relationships", self.start_text)
        self.on(2, "Relationship", self.add)

    def add(self, attributes: Attributes) -> None:
        """Take one relation."""
        if attributes.get("TargetMode") != "External":
            target = posixpath.join("/", self.folder, attributes.get("Target", "").replace("\\", "/"))
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.found[attributes.get("Id", "")] = (kind, posixpath.normpath(target).lstrip("/"))


class Book(Part):
    """The tabs in their order, and the epoch of dates."""

    def __init__(self, meter: Meter) -> None:
        super().__init__(meter)
        self.date1904 = False
        self.sheets: list[tuple[str, State, str]] = []
        self.in_sheets = False
        self.on(1, "workbook", self.start_text)
        self.on(2, "workbookPr", self.set_epoch)
        self.on(2, "sheets", lambda _: self.mark(True), lambda: self.mark(False))
        self.on(3, "sheet", self.add)

    def start(self, name: str, attributes: Attributes) -> None:
        """Refuse what is no sheet among the sheets: a tab that is lost must not be lost silently."""
        super().start(name, attributes)
        if self.in_sheets and self.depth == 3 and name not in SHEET:
            raise Refusal("S01", f"{name[-40:]!r} among the sheets")

    def mark(self, inside: bool) -> None:
        """Tell the list of sheets from all else."""
        self.in_sheets = inside

    def set_epoch(self, attributes: Attributes) -> None:
        """Take the workbook's settings."""
        self.date1904 = attributes.get("date1904") in ("1", "true")

    def add(self, attributes: Attributes) -> None:
        """Take one tab."""
        state = attributes.get("state", "visible")
        if state not in ("visible", "hidden", "veryHidden"):
            raise Refusal("S01", f"sheet state {state!r}")
        relation = next((attributes[name] for name in RELATION_IDS if name in attributes), "")
        self.sheets.append((decode_escapes(attributes.get("name", "")), cast(State, state), relation))


class Strings(Part):
    """The shared texts, in the order by which cells name them."""

    def __init__(self, meter: Meter) -> None:
        super().__init__(meter)
        self.strings: list[str] = []
        self.on(1, "sst", self.start_text)
        self.on_text(2, "si", self.end_string)

    def pieces_of(self, container: Container, name: str) -> Iterable[bytes]:
        """Return the part's bytes for the parser; texts without formats are taken out of them at once."""
        declared = container.parts.get(name.lower())
        if declared is None or declared.plain_bytes > PLAIN_BYTES:
            return container.read(name)
        part = b"".join(container.read(name))
        plain = take_plain_strings(part)
        if plain is None:
            return [part]
        self.strings = [decode_escapes(text) for text in plain[1]]
        self.elements += 2 * len(self.strings)
        return [plain[0]]

    def end_string(self) -> None:
        """Take one shared text."""
        self.end_rich_text()
        self.strings.append(self.joined())


class Styles(Part):
    """Which cell styles show a date."""

    def __init__(self, meter: Meter) -> None:
        super().__init__(meter)
        self.codes: dict[str, str] = {}
        self.cell_formats: list[str] = []
        self.in_cell_formats = False
        self.on(1, "styleSheet", self.start_text)
        self.on(3, "numFmt", lambda a: self.codes.update({a.get("numFmtId", ""): a.get("formatCode", "")}))
        self.on(2, "cellXfs", lambda _: self.mark(True), lambda: self.mark(False))
        self.on(3, "xf", self.add)

    def mark(self, inside: bool) -> None:
        """Tell the formats of cells from those of named styles."""
        self.in_cell_formats = inside

    def add(self, attributes: Attributes) -> None:
        """Take one format."""
        if self.in_cell_formats:
            self.cell_formats.append(attributes.get("numFmtId", "0"))

    def date_styles(self) -> frozenset[str]:
        """Return the style numbers, as cells write them, that show a date."""
        return self.styles_of(is_date_format, DATE_FORMATS)

    def percent_styles(self) -> frozenset[str]:
        """Return the style numbers, as cells write them, that show a number times a hundred."""
        return self.styles_of(is_percent_format, PERCENT_FORMATS)

    def styles_of(self, is_wanted: Callable[[str], bool], builtin: frozenset[int]) -> frozenset[str]:
        """Return the style numbers whose format the file spells out so, or that Excel knows by number."""
        known = {str(number) for number in builtin}
        codes = self.codes
        wanted = {i for i in {*self.cell_formats} if (is_wanted(codes[i]) if i in codes else i in known)}
        return frozenset(str(index) for index, number in enumerate(self.cell_formats) if number in wanted)
