"""Cards in LibreOffice: its files are read as ours, its own sums say what is left, and every text is printed."""

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pypdfium2  # type: ignore[import-untyped]
import pytest
import xlsxwriter  # type: ignore[import-untyped]

from sarup.codes import Layout
from sarup.form.spec import load_form_spec
from sarup.gather.form import read_submission
from sarup.gather.pool import WorkerPool
from sarup.render.form.content import FormContent, FormRow
from sarup.render.form.validation import strict_validation
from sarup.submission import Arrival, Submission
from tests.gather.test_write_read import AT
from tests.support.document_texts import letters
from tests.support.render.sample_form import LONG, PHRASES, form_content, written_form

CARDS, COVER = PHRASES.texts["sheet.cards"], PHRASES.texts["sheet.cover"]
AWAITED = PHRASES.options("list.no_value.12m")["awaiting_external_result"]
# What is filled in of an item of this kind, and which checks its card then says beside those of a new card.
SLIPS: tuple[tuple[str, dict[str, Any], list[str]], ...] = (
    ("count", {"value_half": 2, "value_year": 3}, []),
    ("count", {"value_half": 2, "value_year": 4}, ["R42"]),
    ("count", {"value_half": 2}, ["R51"]),
    ("count", {"value_half": 2, "value_year": 6, "restated": 4}, ["R15"]),
    ("count", {"value_half": 0, "value_year": 0}, ["R40"]),
    ("count", {"value_half": 1.5, "value_year": 2.5}, ["R36"]),
    ("progress", {"value_year": 101}, ["R35"]),
    ("progress", {"value_year": "มาก"}, ["R01"]),
    ("progress", {"value_year": 100, "no_value_code": AWAITED, "expected_month": "สิงหาคม 2564"}, ["R07"]),
    ("progress", {"no_value_code": AWAITED}, ["R08"]),
    ("ratio", {"numerator": 3}, ["R65"]),
    ("ratio", {"numerator": 3, "denominator": 2}, ["R68"]),
    ("ratio", {"numerator": 0, "denominator": 0}, ["R66"]),
    ("ratio", {"numerator": 1, "denominator": 0}, ["R67"]),
    ("deadline", {"value_year": "30/6/2564"}, []),
    ("deadline", {}, ["R06"]),
)
# Texts in the cell of an event's first day, of a round from 1 October 2020 to 31 March 2021, and whether it takes them.
DAYS = {
    "1/10/2563": True, "30/9/2563": False, "31/3/2564": True, "1/4/2564": False, "21/12/2563": True, "9/1/2564": True,
    "21/12/2020": False, "ธันวาคม": False, "21 ธ.ค. 63": False, "12": False,
}  # fmt: skip
NEW = ["R09", "R10", "R11", "R12"]


def slips() -> FormContent:
    """Return a form in which each item has one slip, and the last lacks nothing but its money."""
    content = form_content("12m", Layout.CARD)
    known = {str(row["kind"]): row for row in content.tables["results"]}
    rows: list[FormRow] = []
    for number, (kind, answers, _) in enumerate(SLIPS, 1):
        code = {"item_key": f"1.1.{number}", "item_code": f"1.1.{number}", "is_first": 1, "measure_no": 1}
        unit = "ร้อยละ" if kind in ("progress", "ratio") else "ครั้ง"
        rows.append({**known[kind], **code, "unit": unit, "across_rounds": "sum" if kind == "count" else "", **answers})
    done = {"work_state": "ดำเนินการแล้วเสร็จ", "narrative": LONG * 3, "obstacle": "ไม่มี", "value_year": 100}
    used = {"budget_use": PHRASES.options("list.budget_use")["used"]}
    rows.append({**known["progress"], "item_key": "1.1.99", "item_code": "1.1.99", **done, **used})
    return replace(content, tables={**content.tables, "results": tuple(rows)})


def big() -> FormContent:
    """Return a form of one item with four measures and a guideline of 2,000 letters."""
    content = form_content("12m", Layout.CARD)
    code = {"item_key": "1.1.1", "item_code": "1.1.1", "guideline": (LONG * 30)[:2000]}
    four = [content.tables["results"][place] for place in (0, 4, 2, 9)]
    rows = tuple({**row, **code, "measure_no": n + 1, "is_first": int(not n)} for n, row in enumerate(four))
    return replace(content, tables={**content.tables, "results": rows})


def two(round_name: str) -> FormContent:
    content = form_content(round_name, Layout.CARD)
    return replace(content, tables={**content.tables, "results": content.tables["results"][:2]})


def write_days(path: Path) -> None:
    """Write each of the texts, and beside it what the alert of a day says of it."""
    (column,) = [c for sheet in load_form_spec("results").sheets for c in sheet.columns if c.field == "starts_on"]
    content = form_content("6m", Layout.CARD)
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for row, text in enumerate(DAYS):
            sheet.write_string(row, 0, text)
            alert = strict_validation(column, {}, content, f"A{row + 1}", PHRASES, {})
            sheet.write_formula(row, 1, f"=IFERROR({alert['value'][1:]},FALSE)", None, "")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Return the folder of each format: the forms as we write them, as LibreOffice saves and as it prints them."""
    program = shutil.which("soffice")
    if program is None:
        pytest.fail("LibreOffice is missing: apt-get install libreoffice-calc fonts-thai-tlwg")
    home = tmp_path_factory.mktemp("cards")
    folders = {name: home / name for name in ("ours", "xlsx", "ods", "pdf")}
    for folder in folders.values():
        folder.mkdir()
    for name, content in {"slips": slips(), "big": big(), "two_6m": two("6m"), "two_12m": two("12m")}.items():
        written_form(content, folders["ours"] / f"{name}.xlsx")
    write_days(folders["ours"] / "days.xlsx")
    files = sorted(map(str, folders["ours"].iterdir()))
    for kind in ("xlsx", "ods", "pdf"):
        subprocess.run(
            [program, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", "--convert-to", kind,
             "--outdir", str(folders[kind]), *files],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
        assert len(list(folders[kind].iterdir())) == len(files)
    return folders


def test_what_libreoffice_saved_is_read_as_ours(kept: Mapping[str, Path]) -> None:
    paths = [path for kind in ("ours", "xlsx", "ods") for path in sorted(kept[kind].iterdir()) if path.stem != "days"]
    with WorkerPool(size=1) as pool:
        readings = pool.read_many(paths)
    read: dict[tuple[str, str], Submission] = {
        (path.parent.name, path.stem): read_submission(Arrival("0" * 64, "a", path.name, AT, "test"), reading, PHRASES)
        for path, reading in zip(paths, readings, strict=True)
    }
    for (kind, name), after in read.items():
        before = read["ours", name]
        assert after.tables["results"]
        assert (after.tables, after.places, after.keys) == (before.tables, before.places, before.keys), (kind, name)
        assert after.problems == before.problems == (), (kind, name)


def test_libreoffice_itself_computes_what_each_card_lacks(kept: Mapping[str, Path]) -> None:
    book = openpyxl.load_workbook(kept["xlsx"] / "slips.xlsx", data_only=True)
    rules = {text: key.rpartition(".")[2] for key, text in PHRASES.texts.items() if key.startswith("card.check.")}
    sheet, said, counts = book[CARDS], [], []
    for row in range(2, sheet.max_row + 1):
        told = sheet.cell(row, 17).value
        if str(sheet.cell(row, 5).value).startswith("รายการที่"):
            said.append([])
            counts.append(told)
        elif told:
            said[-1].append(rules[told])
    assert [sorted(one) for one in said[:-1]] == [sorted([*NEW, *slip]) for _, _, slip in SLIPS]
    assert said[-1] == ["R13"]
    assert counts == [len(one) for one in said]
    total = [row[4].value for row in book[COVER] if row[0].value == PHRASES.texts["card.cover.total"]]
    assert total == [sum(counts)]


def test_the_alert_of_a_day_takes_the_days_of_the_round_alone(kept: Mapping[str, Path]) -> None:
    (sheet,) = openpyxl.load_workbook(kept["xlsx"] / "days.xlsx", data_only=True).worksheets
    assert {row[0].value: bool(row[1].value) for row in sheet} == DAYS


@pytest.mark.parametrize("name", ["two_6m", "two_12m"])
def test_a_division_with_two_items_prints_five_pages_and_no_more(kept: Mapping[str, Path], name: str) -> None:
    assert len(pypdfium2.PdfDocument(kept["pdf"] / f"{name}.pdf")) <= 5


@pytest.mark.parametrize("name", ["big", "two_6m", "two_12m"])
def test_every_text_is_on_the_printed_pages(kept: Mapping[str, Path], name: str) -> None:
    pages = pypdfium2.PdfDocument(kept["pdf"] / f"{name}.pdf")
    printed = letters("".join(page.get_textpage().get_text_bounded() for page in pages))
    book = openpyxl.load_workbook(kept["ours"] / f"{name}.xlsx", data_only=True)
    for sheet in (book[COVER], book[CARDS]):
        last = 5 if sheet.title == COVER else 16
        for row in sheet.iter_rows(min_row=2, min_col=1 if sheet.title == COVER else 5, max_col=last):
            for cell in (cell for cell in row if isinstance(cell.value, str)):
                lost = [word for word in cell.value.split() if letters(word)[-6:] not in printed]
                assert not lost, (sheet.title, cell.coordinate, lost)
