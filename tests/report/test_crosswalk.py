"""Every number printed in DOCX, PDF, HTML and XLSX has its origin in report.crosswalk: counted, in both rounds.

The documents are read by readers that know nothing of ours; a cell is explained only by its own row and column.
"""

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import docx
import lxml.etree
import lxml.html
import openpyxl  # type: ignore[import-untyped]
import pytest

from sarup.thai.digits import to_arabic
from tests.support.report.printed_places import ITEM, Bar, Crosswalk, printed_numbers, squeezed
from tests.support.whole_way import ENDINGS, HALF, YEAR, Published


class Rows(HTMLParser):
    """Gathers a page's rows of tables, bars of charts and other texts, up to the list of origins itself."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.is_in_row = self.is_hidden = self.is_at_origins = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.is_at_origins = self.is_at_origins or ("id", "origins") in attributes
        self.is_hidden = self.is_at_origins or tag in ("style", "title", "script") or (self.is_hidden and tag != "body")
        if tag == "tr":
            self.rows.append([])
            self.is_in_row = True
        elif tag == "bar":
            self.rows.append(Bar())
        elif tag == "said" or (tag in ("td", "th") and self.is_in_row):
            self.rows[-1].append("")
        elif tag == "p" and self.is_in_row and self.rows[-1]:
            self.rows[-1][-1] += "\n"
        elif tag in ("p", "li", "h1", "h2", "h3", "h4", "header", "footer", "div") and not self.is_in_row:
            self.rows.append([""])

    def handle_endtag(self, tag: str) -> None:
        self.is_in_row = self.is_in_row and tag != "tr"
        self.is_hidden = self.is_at_origins or (self.is_hidden and tag not in ("style", "title", "script"))

    def handle_data(self, data: str) -> None:
        if self.is_hidden or not (data.strip() or (self.rows and self.rows[-1])):
            return
        if not self.rows or not self.rows[-1]:
            self.rows.append([""])
        self.rows[-1][-1] += data


def with_bars(page: str) -> str:
    """Return a page whose charts are told bar by bar: <bar> with the label and all that stands in or behind the bar.

    A chart's text alternative is hidden, and the numbers of its scale say nothing of anybody: both are left out.
    """
    tree = lxml.html.fromstring(page)
    for chart in tree.find_class("chart"):
        told = lxml.html.Element("div")
        for bar in chart.find_class("bar"):
            (label, *_) = [*bar.find_class("name"), None]
            if label is not None:
                one = lxml.etree.SubElement(told, "bar")
                lxml.etree.SubElement(one, "said").text = label.text_content()
                label.drop_tree()
                lxml.etree.SubElement(one, "said").text = " ".join(bar.itertext())
        for note in chart.find_class("note"):
            lxml.etree.SubElement(told, "p").text = note.text_content()
        chart.getparent().replace(chart, told)
    return str(lxml.html.tostring(tree, encoding="unicode"))


@cache
def rows_of(path: Path) -> list[list[str]]:
    """Return what a document prints, row by row; a paragraph is a row of one cell. Read once: nobody changes them."""
    if path.suffix == ".html":
        parser = Rows()
        parser.feed(with_bars(path.read_text(encoding="utf-8")))
        return parser.rows
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        return [[str(cell) for cell in row if cell is not None] for sheet in book for row in sheet.values]
    if path.suffix == ".docx":
        return [*docx_rows(path)]
    return [[line] for line in pdf_lines(path)]


def pdf_lines(path: Path) -> list[str]:
    """Return the lines of a PDF: the first page, which has two columns, as it was drawn, all others as they look."""
    first = ["pdftotext", "-raw", "-l", "1", str(path), "-"]
    others = ["pdftotext", "-layout", "-f", "2", str(path), "-"]
    texts = [subprocess.run(told, capture_output=True, text=True, check=True).stdout for told in (first, others)]
    return [line for text in texts for line in text.splitlines()]


def docx_rows(path: Path) -> Iterator[list[str]]:
    document = docx.Document(str(path))
    for block in document.iter_inner_content():
        if isinstance(block, docx.text.paragraph.Paragraph):
            yield [block.text]
        else:
            yield from ([cell.text for cell in row.cells] for row in block.rows)
    for section in document.sections:
        yield from ([p.text] for part in (section.header, section.footer) for p in part.paragraphs)


def crosswalk_of(office: Published, round_code: str) -> Crosswalk:
    """Return the round's rows, the divisions by name, and the items by their printed guideline; asked for once."""
    if (office.home, round_code) not in KNOWN:
        KNOWN[office.home, round_code] = _crosswalk_of(office, round_code)
    return KNOWN[office.home, round_code]


KNOWN: dict[tuple[Path, str], Crosswalk] = {}


def _crosswalk_of(office: Published, round_code: str) -> Crosswalk:
    rows = office.rows("select * from report.crosswalk where round_code = ?", round_code)
    divisions = office.rows("select division_name, division_code from rollup.completeness")
    items = office.rows("select guideline, item_code from report.item where round_code = ?", round_code)
    return Crosswalk(
        rows,
        {row["division_name"]: row["division_code"] for row in divisions},
        {squeezed(row["guideline"]): row["item_code"] for row in items},
    )


def unexplained(rows: list[list[str]], crosswalk: Crosswalk, ending: str) -> tuple[int, list[str]]:
    """Return how many numbers a document prints, and those that nothing explains where they stand."""
    printed = list(printed_numbers(rows, crosswalk, by_line=ending == "pdf"))
    return len(printed), [f"{one.number} in {one.row}" for one in printed if one.number not in one.explained]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("round_code", [HALF, YEAR])
def test_every_printed_number_has_its_origin_where_it_stands(office: Published, round_code: str, ending: str) -> None:
    rows = rows_of(office.document(round_code, ending))
    total, missing = unexplained(rows, crosswalk_of(office, round_code), ending)
    print(f"{round_code} {ending}: {total - len(missing)} of {total}")
    assert total > 400
    assert missing == []


# Each column of report.crosswalk that a document prints, with its model where cells of files bear the same name.
KINDS = [
    *(
        (column, "report.summary")
        for column in ("item_count", "met_pct", "attendee_count", "budget_baht", "spent_baht")
    ),
    *((column, "rollup.strategy_round") for column in ("item_count", "met_count", "not_yet_met_count")),
    *((column, "rollup.measure_round") for column in ("outcome_value", "achievement_pct")),
    *((column, "rollup.round_change") for column in ("first_half_value", "year_value", "change_value")),
    *((column, "rollup.completeness") for column in ("item_count", "received_on")),
    *((column, "report.budget") for column in ("budget_baht", "spent_baht", "spent_pct")),
    *((column, "raw.round") for column in ("covers",)),
    *((column, "core.round_state") for column in ("as_of_on",)),
    *((column, "core.finding") for column in ("finding_place", "rule")),
    *((column, None) for column in ("guideline", "activity", "target_text", "target_value", "printed_label")),
    *((column, None) for column in ("outcome_text", "narrative", "resolve_by", "item_code_printed", "printed_no")),
]


@pytest.mark.parametrize(("column", "model"), KINDS)
def test_a_kind_of_row_that_is_left_out_is_missed(office: Published, column: str, model: str | None) -> None:
    for ending in ("docx", "html", "xlsx"):
        assert any(missed(office, round_code, ending, column, model) for round_code in (HALF, YEAR)), ending


def missed(office: Published, round_code: str, ending: str, column: str, model: str | None) -> list[str]:
    """Return the numbers of a document that are unexplained without the rows of a column."""
    whole = crosswalk_of(office, round_code)
    kept = [row for row in whole.rows if (row["column_name"], row["sql_model"]) != (column, model)]
    rows = rows_of(office.document(round_code, ending))
    return unexplained(rows, Crosswalk(kept, whole.names, whole.items), ending)[1]


ONE_BY_ONE = {
    "rollup.strategy_round": ("item_count", "met_count", "not_yet_met_count", "no_value_count"),
    "rollup.completeness": ("item_count", "received_on"),
    "rollup.measure_round": ("achievement_pct",),
    "rollup.round_change": ("first_half_value", "year_value", "change_value"),
    "report.budget": ("budget_baht", "spent_baht", "spent_pct"),
}


@pytest.mark.parametrize("model", ONE_BY_ONE)
def test_each_single_row_of_a_table_is_needed(office: Published, model: str) -> None:
    rows = rows_of(office.document(YEAR, "docx"))
    whole = crosswalk_of(office, YEAR)
    alone = [
        row
        for row in whole.rows
        if row["sql_model"] == model and row["column_name"] in ONE_BY_ONE[model] and row["item_code"] != "4.1.1"
    ]
    assert alone
    for left_out in alone:
        kept = [row for row in whole.rows if row is not left_out]
        assert unexplained(rows, Crosswalk(kept, whole.names, whole.items), "docx")[1], left_out


def test_a_wrong_number_is_noticed_in_each_cell_of_a_table(office: Published) -> None:
    whole = crosswalk_of(office, YEAR)
    rows = rows_of(office.document(YEAR, "docx"))
    wrong = 0
    for n, row in enumerate(rows):
        for place, cell in enumerate(row):
            if len(row) in (4, 5, 6, 8) and re.fullmatch(r"[0-9๐-๙,.]+", cell) and not ITEM.fullmatch(to_arabic(cell)):
                spoilt = [*rows[:n], [*row[:place], "๗๓๑", *row[place + 1 :]], *rows[n + 1 :]]
                assert unexplained(spoilt, whole, "docx")[1], row
                wrong += 1
    assert wrong > 100


def test_each_origin_is_a_cell_of_a_file_or_a_model(office: Published) -> None:
    rows = office.rows("select * from report.crosswalk where (sha256 is null or cell is null) and sql_model is null")
    assert rows == []
    models = {row["sql_model"] for row in office.rows("select distinct sql_model from report.crosswalk")} - {None}
    there = {row["name"] for row in office.rows(
        "select schema_name || '.' || table_name as name from duckdb_tables() "
        "union all select schema_name || '.' || view_name from duckdb_views()")}  # fmt: skip
    assert models <= there


def test_a_total_names_every_row_that_it_adds_up(office: Published) -> None:
    rows = office.rows("select * from report.crosswalk where sql_model in ('report.summary', 'rollup.strategy_round')")
    counted = [row for row in rows if row["column_name"].endswith("_count") and row["printed"] != "0"]
    assert len(counted) > 60
    for row in counted:
        named = (row["adds_up"] or "").split(", ")
        if row["column_name"] == "gained_count":
            lost = [name for name in named if name.startswith("-")]
            assert len(named) - 2 * len(lost) == int(row["printed"]), row
        elif row["column_name"] != "attendee_count":
            assert len(named) == int(row["printed"]), row


def test_totals_of_the_half_year_name_what_the_published_report_counts(office: Published) -> None:
    rows = office.rows("select * from report.crosswalk where round_code = ? and adds_up is not null", HALF)
    said = {
        (row["sql_model"], row["strategy_no"], row["item_code"], row["column_name"]): row["adds_up"] for row in rows
    }
    expected = {
        ("report.summary", "met_count"): "1.1.2, 1.2.4, 2.1.1, 3.0.2, 3.0.3, 3.0.5, 4.1.1, 4.2.1, 5.1.1",
        ("report.summary", "no_value_count"): "1.2.3, 2.1.2, 4.2.3, 6.1.1",
        ("report.summary", "behind_count"): "3.0.6",
        ("report.summary", "missing_count"): "data",
        ("report.summary", "late_count"): "aud",
        ("report.summary", "attendee_count"): "EV-2564-01, EV-2564-02, EV-2564-03",
        ("report.summary", "spent_baht"): "1.1.1, 4.2.1",
    }
    assert {(model, name): said[model, None, None, name] for model, name in expected} == expected
    assert said["rollup.strategy_round", 3, None, "not_yet_met_count"] == "3.0.1, 3.0.4, 3.0.6"
    # The lead first: what two divisions held together.
    assert said["rollup.measure_round", 1, "1.1.1", "outcome_value"] == "risk, fin"
