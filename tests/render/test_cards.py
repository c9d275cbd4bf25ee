"""Cards: only what is asked stands there, nothing else can be changed, no input takes what is surely refused."""

import re
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from openpyxl.utils import range_boundaries  # type: ignore[import-untyped]

from sarup.codes import Layout
from sarup.form.spec import load_form_spec
from sarup.render.form.checks import measure_checks
from sarup.render.form.content import FormContent
from tests.support.render.sample_form import KINDS, PHRASES, form_content, written_form

CARDS, COVER = PHRASES.texts["sheet.cards"], PHRASES.texts["sheet.cover"]
# What ADR 6 says that a measure is asked beside its reason: by round, what the office asks of the year, and kind.
ANSWERS = {
    ("6m", "both"): {"ratio": "numerator denominator", "": "value"},
    ("12m", "both"): {
        "count": "value_half value_year restated restated_reason",
        "ceiling": "value_half value_year restated restated_reason",
        "ratio": "numerator denominator restated_numerator restated_denominator restated_reason",
        "": "value_year restated restated_reason",
    },
    ("12m", "cumulative"): {
        "ratio": "numerator denominator restated_numerator restated_denominator restated_reason",
        "": "value_year restated restated_reason",
    },
    ("12m", "second_half"): {
        "count": "value_half restated restated_reason",
        "ceiling": "value_half restated restated_reason",
        "ratio": "numerator denominator restated_numerator restated_denominator restated_reason",
        "": "value_year restated restated_reason",
    },
}
OF_EVERY_MEASURE = {"no_value_code", "expected_month", "assessor"}
OF_EVERY_ITEM = {
    "activity", "work_state", "outcome_text", "narrative", "budget_use", "budget_source", "budget_baht", "revised_baht",
    "obligated_baht", "spent_baht", "spent_on", "obstacle", "cause", "suggestion", "resolve_by", "evidence_kind",
    "evidence", "evidence_public", "remark",
}  # fmt: skip
COLUMNS = {column.field: column for sheet in reversed(load_form_spec("results").sheets) for column in sheet.columns}
EXCEL_TAKES = 255


@pytest.fixture(scope="module", params=[*ANSWERS])
def asked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str, Any]:
    """Return round, what the office asks of the year, and the workbook."""
    round_name, entry = request.param
    path = tmp_path_factory.mktemp("cards") / "form.xlsx"
    return round_name, entry, openpyxl.load_workbook(written_form(form_content(round_name, Layout.CARD, entry), path))


def lines_of(sheet: Any) -> list[tuple[int, str, str, list[str]]]:
    """Return row, item, kind (empty where an item is asked once) and fields of each line, as its hidden keys say."""
    rows = ((row, *(sheet.cell(row, place).value for place in (1, 3, 4))) for row in range(2, sheet.max_row + 1))
    return [(row, str(item), str(kind or ""), fields.split()) for row, item, kind, fields in rows if fields]


def inputs_of(sheet: Any, row: int) -> list[Any]:
    """Return the cells of a row that people fill in: of a merged one its first."""
    hidden = {merged.start_cell.coordinate for merged in sheet.merged_cells.ranges}
    cells = [cell for cell in sheet[row] if not cell.protection.locked]
    return [cell for cell in cells if cell.coordinate in hidden or type(cell).__name__ != "MergedCell"]


def test_only_what_is_asked_stands_on_a_card_and_nothing_else_is_open(asked: tuple[str, str, Any]) -> None:
    round_name, entry, book = asked
    sheet, wanted = book[CARDS], ANSWERS[round_name, entry]
    once = OF_EVERY_ITEM | ({"next_steps"} if round_name == "6m" else set())
    found: dict[tuple[str, str], list[str]] = {}
    for row, item, kind, fields in lines_of(sheet):
        own = [name for name in fields if not COLUMNS[name].locked]
        found.setdefault((item, kind), []).extend(own)
        assert len(inputs_of(sheet, row)) == len(own), row
    for (item, kind), names in found.items():
        times = 2 if (item, kind) == ("1.1.1", "count") else 1
        expected = {*wanted.get(kind, wanted[""]).split(), *OF_EVERY_MEASURE} if kind else once
        assert sorted(names) == sorted([*expected] * times), (item, kind)
    assert {kind for _, kind in found} == {*KINDS, ""}
    # Cells with which nothing is asked are locked.
    lines = {row for row, *_ in lines_of(sheet)}
    covered = {
        row for one in sheet.merged_cells.ranges if one.min_row in lines for row in range(one.min_row, one.max_row + 1)
    }
    assert [row for row in range(1, sheet.max_row + 1) if row not in lines | covered and inputs_of(sheet, row)] == []


def test_every_sheet_that_is_seen_is_protected(asked: tuple[str, str, Any]) -> None:
    assert all(sheet.protection.sheet for sheet in asked[2] if sheet.sheet_state == "visible")


def alert_of(sheet: Any, cell: str) -> Any:
    """Return the validation of a cell that stops people; None where anything is taken."""
    rules = [one for one in sheet.data_validations.dataValidation if cell in one.cells]
    stops = [one for one in rules if one.type and one.showErrorMessage and one.errorStyle in (None, "stop")]
    return stops[0] if stops else None


def open_cells(book: Any) -> list[tuple[Any, str, str, str]]:
    """Return every cell that people fill in, in any sheet: sheet, place, field and its measure's kind."""
    cards = book[CARDS]
    cells = []
    for row, _, kind, fields in lines_of(cards):
        own = [name for name in fields if not COLUMNS[name].locked]
        cells += [(cards, cell.coordinate, name, kind) for cell, name in zip(inputs_of(cards, row), own, strict=True)]
    for spec in load_form_spec("results").sheets[1:]:
        sheet = book[COVER if spec.table == "signoff" else PHRASES.texts[spec.name]]
        heads = {PHRASES.texts[column.head]: column.field for column in spec.columns}
        named = {cell.column: (heads[cell.value], cell.row) for row in sheet for cell in row if cell.value in heads}
        for row in sheet:
            for cell in (cell for cell in row if not cell.protection.locked and cell.column in named):
                if cell.row > named[cell.column][1]:
                    cells.append((sheet, cell.coordinate, named[cell.column][0], ""))
    return cells


def test_no_input_takes_what_the_register_is_sure_to_refuse(asked: tuple[str, str, Any]) -> None:
    takes_anything = []
    cells = open_cells(asked[2])
    for sheet, place, field, kind in cells:
        column, alert = COLUMNS[field], alert_of(sheet, place)
        is_day = column.kind == "date" or (column.date_field and kind == "deadline")
        if column.options or column.kind == "month":
            sound = alert is not None and alert.type == "list"
        elif is_day:
            sound = alert is not None and alert.type == "custom" and len(alert.formula1) <= EXCEL_TAKES
        elif column.kind == "number":
            sound = alert is not None and alert.type in ("whole", "decimal") and alert.formula1 == "0"
        else:
            continue
        takes_anything += [] if sound else [(sheet.title, place, field)]
    assert {field for _, _, field, _ in cells} >= {
        "starts_on",
        "published_on",
        "signed_on",
        "attendee_count",
        "value_year",
    } - ({"value_year"} if asked[0] == "6m" else set())
    assert takes_anything == []


def test_a_percentage_ends_at_100_and_things_are_whole(tmp_path: Path) -> None:
    content = form_content("6m", Layout.CARD)
    rows = tuple({**row, "unit": "ร้อยละ"} if row["kind"] == "progress" else row for row in content.tables["results"])
    book = openpyxl.load_workbook(written_form(with_rows(content, rows), tmp_path / "form.xlsx"))
    bounds = {
        kind: (rule.type, rule.formula2)
        for sheet, place, field, kind in open_cells(book)
        if field == "value" and (rule := alert_of(sheet, place)).type != "custom"
    }
    assert bounds["progress"] == ("decimal", "100")
    assert bounds["count"] == ("whole", "9999999999")


def with_rows(content: FormContent, rows: tuple[Any, ...]) -> FormContent:
    return FormContent(**{**vars(content), "tables": {**content.tables, "results": rows}})


def test_every_card_has_a_page_of_its_own_and_stands_on_it_whole(asked: tuple[str, str, Any]) -> None:
    # A4 within its margins; a column of n characters is n × 7 + 5 pixels wide where the form's font is there.
    sheet = asked[2][CARDS]
    areas = re.findall(r"\$E\$([0-9]+):\$P\$([0-9]+)", str(sheet.print_area))
    assert len(areas) == len({item for _, item, _, _ in lines_of(sheet)})
    widths = [sheet.column_dimensions["E"].width - 5 / 7 for _ in range(12)]
    scale = (595 - 2 * 28) / sum((round(width * 7) + 5) * 0.75 for width in widths)
    room = 842 - (0.75 + 0.5) * 72
    for first, last in areas:
        height = sum(sheet.row_dimensions[row].height for row in range(int(first), int(last) + 1))
        measures = len(
            {row for row, _, kind, names in lines_of(sheet) if int(first) <= row <= int(last) and "ask" in names}
        )
        assert height * scale <= room * measures, (first, height * scale, room)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("portrait", 9)


def test_a_screen_of_1366_by_768_shows_the_whole_width(asked: tuple[str, str, Any]) -> None:
    # What Excel itself takes at the sides: row numbers and scroll bar.
    for name in (CARDS, COVER):
        sheet = asked[2][name]
        shown = 0
        for one in sheet.column_dimensions.values():
            if not one.hidden:
                shown += (one.max - one.min + 1) * (round(one.width * 7))
        assert shown + 60 <= 1366, (name, shown)


def test_the_cover_counts_what_is_left_in_each_card(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written_form(form_content("12m", Layout.CARD), tmp_path / "f.xlsx"), data_only=True)
    cover = book[COVER]
    # A new card lacks an answer, state, narrative, use of budget and obstacles; the first has two measures.
    heads = [row for row in cover.iter_rows() if str(row[0].value).startswith("1.1.")]
    assert [row[4].value for row in heads] == [6] + [5] * 10
    links = [row[0].hyperlink.location for row in heads]
    starts = [
        f"'{CARDS}'!E{int(row)}" for row, _ in re.findall(r"\$E\$([0-9]+):\$P\$([0-9]+)", str(book[CARDS].print_area))
    ]
    assert links == starts
    said = {cell.value for row in cover for cell in row if cell.value}
    assert "โปรดส่งภายในวันที่ ๑๕ เมษายน ๒๕๖๔" in said
    assert "ติดต่อสอบถาม กองยุทธศาสตร์และแผนงาน โทรศัพท์ ๐๒ ๕๔๗ ๔๘๐๐" in said


def test_a_guideline_of_2000_letters_stands_whole_over_several_rows(tmp_path: Path) -> None:
    content = form_content("6m", Layout.CARD)
    long = ("ส่งเสริมให้เจ้าหน้าที่มีความรู้ความเข้าใจ\n" * 60)[:2000]
    rows = ({**content.tables["results"][0], "guideline": long},)
    sheet = openpyxl.load_workbook(written_form(with_rows(content, rows), tmp_path / "form.xlsx"))[CARDS]
    (cell,) = [cell for row in sheet for cell in row if cell.value == long]
    (merged,) = [one for one in sheet.merged_cells.ranges if cell.coordinate in one]
    heights = [sheet.row_dimensions[row].height for row in range(merged.min_row, merged.max_row + 1)]
    assert len(heights) > 1 and max(heights) <= 409 and sum(heights) >= 49 * 21


def test_the_checks_of_a_card_are_errors_of_the_register() -> None:
    from sarup.assets import asset_path
    from sarup.findings import load_rules

    rules = load_rules(asset_path("expectations/rules.yaml")).rules
    codes = {key.rpartition(".")[2] for key in PHRASES.texts if key.startswith("card.check.")}
    assert {rules[code].severity for code in codes} == {"error"}


def test_a_measure_that_adds_up_otherwise_is_not_held_to_the_sum() -> None:
    names = ["value_half", "value_year", "previous", "restated", "no_value_code", "expected_month", "restated_reason"]
    cells = {name: f"$A{number}" for number, name in enumerate(names, 1)}
    content = form_content("12m", Layout.CARD)
    told = {
        across: {
            one.rule for one in measure_checks({"kind": "count", "across_rounds": across}, cells, content, PHRASES)
        }
        for across in ("sum", "latest")
    }
    assert told["sum"] - told["latest"] == {"R42"}


def test_the_same_cards_are_the_same_bytes(tmp_path: Path) -> None:
    one, two = (written_form(form_content("12m", Layout.CARD), tmp_path / f"{n}.xlsx").read_bytes() for n in (1, 2))
    assert one == two


def test_month_and_body_are_drawn_only_where_the_reason_asks(asked: tuple[str, str, Any]) -> None:
    sheet = asked[2][CARDS]
    awaited = PHRASES.options(f"list.no_value.{asked[0]}")["awaiting_external_result"]
    lines = [row for row, _, _, names in lines_of(sheet) if "expected_month" in names]
    formulas: dict[int, list[str]] = {}
    for area in sheet.conditional_formatting:
        _, top, right, _ = range_boundaries(str(area.sqref).split()[0])
        if top in lines and right == 16:
            formulas[top] = [rule.formula[0] for rule in area.rules]
    assert sorted(formulas) == lines
    assert all(
        awaited in one and re.match(r"\$[A-Z]+\$[0-9]+(<>|=)", one) for found in formulas.values() for one in found
    )
