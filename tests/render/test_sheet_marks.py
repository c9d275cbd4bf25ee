"""Where a returned sheet's comments are put: their order among the sheet's parts, their boxes beside hidden rows."""

from lxml import etree  # type: ignore[import-untyped]

from sarup.render.returned.sheet_marks import SheetPatch, _pixels

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def patch(rows: str = "", columns: str = "", behind: str = "") -> SheetPatch:
    """Return a sheet with these rows, columns and parts behind its data."""
    cols = f"<cols>{columns}</cols>" if columns else ""
    text = f'<worksheet xmlns="{MAIN}">{cols}<sheetData>{rows}</sheetData>{behind}</worksheet>'
    return SheetPatch(etree.fromstring(text), MAIN)


def names(sheet: SheetPatch) -> list[str]:
    return [etree.QName(one).localname for one in sheet.root]


def test_the_boxes_of_comments_stand_behind_the_page_and_before_tables() -> None:
    sheet = patch(behind="<pageMargins/><pageSetup/><tableParts/><extLst/>")
    sheet.add_legacy_drawing("rId7", OFFICE)
    assert names(sheet) == ["sheetData", "pageMargins", "pageSetup", "legacyDrawing", "tableParts", "extLst"]
    bare = patch()
    bare.add_legacy_drawing("rId7", OFFICE)
    assert names(bare) == ["sheetData", "legacyDrawing"]


def test_a_box_reaches_over_rows_that_are_hidden_and_ends_in_those_that_are_seen() -> None:
    # Rows 2 and 4 are 20 pixels high (15 points), row 3 is hidden: 30 pixels from row 2 on end in row 4, 14 deep
    # with the box's own four.
    sheet = patch('<row r="2" ht="15"/><row r="3" ht="15" hidden="1"/><row r="4" ht="15"/>')
    assert sheet.box(column=1, row=3, width=52, height=30) == "1, 12, 1, 4, 1, 64, 3, 14"


def test_a_height_below_nothing_is_none_and_one_beyond_any_screen_is_cut() -> None:
    # A row of -15 points has no height; one of a million is taken for 2,000 points, 2,667 pixels.
    below = patch('<row r="2" ht="-15"/><row r="3" ht="15"/>')
    assert below.box(column=1, row=3, width=52, height=10).endswith("2, 14")
    beyond = patch('<row r="2" ht="1000000"/><row r="3" ht="15"/>')
    assert beyond.box(column=1, row=3, width=52, height=2_680).endswith("2, 17")


def test_a_length_is_pixels_of_a_sheet_and_never_less_than_none_or_more_than_a_screen() -> None:
    assert [_pixels(length, 4 / 3) for length in ("15", "-5", "3000")] == [20, 0, 2_667]
