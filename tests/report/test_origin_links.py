"""On the page each figure links to its origin, and the origin names the cell that bears it."""

import re
from decimal import Decimal

import openpyxl  # type: ignore[import-untyped]
import pytest

from sarup.thai.digits import to_arabic
from sarup.thai.numbers import read_number
from tests.support.whole_way import HALF, SAMPLE, YEAR, Published

FIGURE = re.compile(r'<a class="figure" href="#([^"]+)"[^>]*>(.*?)</a>', re.S)
PLACE = re.compile(r"ไฟล์ (\S+) \([0-9a-f]{8}\) แผ่นงาน “([^”]+)” เซลล์ ([A-Z]+[0-9]+)")


def page_of(office: Published, round_code: str) -> str:
    return office.document(round_code, "html").read_text(encoding="utf-8")


@pytest.mark.parametrize("round_code", [HALF, YEAR])
def test_every_figure_leads_to_one_place_of_the_page(office: Published, round_code: str) -> None:
    page = page_of(office, round_code)
    targets = [target for target, _ in FIGURE.findall(page)]
    names = re.findall(r' id="([^"]+)"', page)
    assert len(targets) > 80
    assert {names.count(target) for target in targets} == {1}


def test_all_outcomes_and_all_numbers_of_the_tables_are_linked(office: Published) -> None:
    page = page_of(office, HALF).partition('id="origins"')[0]
    cells = re.findall(r'<td class="(?:number|percent|money)">(.*?)</td>', page, re.S)
    numbers = [cell for cell in cells if re.search("[0-9๐-๙]", re.sub("<[^>]+>", "", cell))]
    assert [cell for cell in numbers if 'class="figure"' not in cell] == []
    linked = [target for target, _ in FIGURE.findall(page)]
    assert {f"origin-{row['item_code']}" for row in office.rows("select item_code from core.item")} <= set(linked)


@pytest.mark.parametrize("round_code", [HALF, YEAR])
def test_every_number_of_the_summary_is_linked_to_where_it_stands(office: Published, round_code: str) -> None:
    page = page_of(office, round_code)
    groups = {
        name: re.sub("<[^>]+>", "", to_arabic(lines))
        for name, lines in re.findall(r'<h3 id="(origin-[^"]+)">(.*?)(?=<h3|</section>)', page, re.S)
    }
    (summary,) = re.findall(r'<h2 id="summary">(.*?)<div class="status-table">', page, re.S)
    bare = re.sub("<[^>]+>", "", FIGURE.sub("", summary))
    assert re.search("[0-9๐-๙]", bare) is None
    linked = FIGURE.findall(summary)
    of_items = [target for target, _ in linked if target != "origin-summary"]
    assert len(linked) > 30 and of_items
    # Round and year, and the number of a strategy or guideline, are names and no figures.
    said = [(target, to_arabic(re.sub("<[^>]+>", "", shown)).rstrip(".")) for target, shown in linked]
    for target, shown in said:
        assert target in groups
        if len(shown) > 2 and target == "origin-summary" and shown not in ("2564", "2563"):
            assert shown.removesuffix(".00") in groups[target], shown


@pytest.mark.parametrize("round_code", [HALF, YEAR])
def test_each_origin_of_an_item_names_a_cell_that_bears_the_value(office: Published, round_code: str) -> None:
    (_, origins) = page_of(office, round_code).split('id="origins"')
    books: dict[str, openpyxl.Workbook] = {}
    checked = 0
    for row in re.findall(r"<tr>(.*?)</tr>", origins, re.S):
        text = [re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.S)]
        found = PLACE.search(text[2]) if len(text) == 3 else None
        if found is None:
            continue
        (path,) = SAMPLE.glob(f"inbox/*/{found[1]}")
        book = books.setdefault(found[1], openpyxl.load_workbook(path))
        stands = str(book[found[2]][found[3]].value)
        typed, printed = (to_arabic(" ".join(said.split())) for said in (stands, text[1].replace(",", "")))
        number = read_number(printed)
        assert typed.removesuffix(".0") == printed or (number and number.value == Decimal(typed)), text
        checked += 1
    assert checked > 50
