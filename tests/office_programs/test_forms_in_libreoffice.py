"""Forms in LibreOffice: what a division fills in there comes back whole, and every text is seen and printed."""

import shutil
import subprocess
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pypdfium2  # type: ignore[import-untyped]
import pytest

from sarup.gather.form import read_submission
from sarup.gather.pool import WorkerPool
from sarup.render.form.workbook import write_plan
from sarup.submission import Arrival, Submission
from tests.support.document_texts import letters
from tests.support.render.sample_form import PHRASES, form_content, written_form
from tests.support.whole_way import SAMPLE

AT = datetime.fromisoformat("2021-10-10T09:00:00+07:00")
NEW = ("new_6m", "new_12m", "new_plan")
FILLED = ("eth_12m", "pr_6m", "plan")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Return the folder of each format: the forms as we write them, as LibreOffice saves and as it prints them."""
    program = shutil.which("soffice")
    if program is None:
        pytest.fail("LibreOffice is missing: apt-get install libreoffice-calc fonts-thai-tlwg")
    home = tmp_path_factory.mktemp("forms")
    folders = {name: home / name for name in ("ours", "xlsx", "ods", "back", "pdf")}
    for folder in folders.values():
        folder.mkdir()
    written_form(form_content("6m"), folders["ours"] / "new_6m.xlsx")
    written_form(form_content("12m"), folders["ours"] / "new_12m.xlsx")
    write_plan({}, folders["ours"] / "new_plan.xlsx", PHRASES)
    shutil.copy(SAMPLE / "inbox/eth/รายงานผล_eth_2564-12m.xlsx", folders["ours"] / "eth_12m.xlsx")
    shutil.copy(SAMPLE / "inbox/pr/รายงานผล_pr_2564-6m_ฉบับที่1.xlsx", folders["ours"] / "pr_6m.xlsx")
    shutil.copy(SAMPLE / "inbox/plan/plan-2564.xlsx", folders["ours"] / "plan.xlsx")
    for source, kind, target in (
        ("ours", "xlsx", "xlsx"),
        ("ours", "ods", "ods"),
        ("ods", "xlsx", "back"),
        ("ours", "pdf", "pdf"),
    ):
        files = sorted(map(str, folders[source].iterdir()))
        subprocess.run(
            [program, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", "--convert-to", kind,
             "--outdir", str(folders[target]), *files],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
        assert len(list(folders[target].iterdir())) == len(files)
    return folders


def facts_of(path: Path) -> dict[str, Any]:
    """Return what a person meets in a workbook: sheets, locks, hidden columns, drop-downs, prompts and alerts."""
    book = openpyxl.load_workbook(path)
    facts: dict[str, Any] = {"sheets": [(sheet.title, sheet.sheet_state != "visible") for sheet in book]}
    for sheet in (sheet for sheet in book if sheet.sheet_state == "visible"):
        used = [cell for row in sheet.iter_rows() for cell in row if cell.has_style and cell.border.left.style]
        facts[sheet.title] = {
            "protected": bool(sheet.protection.sheet),
            "locks": {cell.coordinate: bool(cell.protection.locked) for cell in used},
            "texts": {
                cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None
            },
            "hidden": hidden_columns(sheet),
            "heads": (sheet.print_title_rows, sheet.print_title_cols),
            "asked": {cell.coordinate: asked for cell in used if (asked := asked_of(book, sheet, cell.coordinate))},
        }
    return facts


def hidden_columns(sheet: Any) -> set[int]:
    groups = sheet.column_dimensions.values()
    return {number for one in groups if one.hidden for number in range(one.min, min(one.max, 60) + 1)}


def asked_of(book: Any, sheet: Any, place: str) -> tuple[object, ...] | None:
    """Return the entries of a cell's drop-down with its prompt and alert, whichever way a program refers to them."""
    for rule in sheet.data_validations.dataValidation:
        if place in rule.cells:
            entries = entries_of(book, rule.formula1) if rule.type == "list" else ()
            return rule.type, entries, rule.promptTitle, rule.prompt, rule.errorTitle, rule.error
    return None


def entries_of(book: Any, formula: str) -> tuple[str, ...]:
    name = book.defined_names.get(formula.lstrip("="))
    sheet, area = (name.attr_text if name else formula.lstrip("=")).rsplit("!", 1)
    return tuple(cell.value for (cell,) in book[sheet.strip("'$")][area.replace("$", "")])


@pytest.mark.parametrize("saved", ["xlsx", "back"])
@pytest.mark.parametrize("name", [*NEW, *FILLED])
def test_a_form_that_libreoffice_saved_is_the_form(kept: Mapping[str, Path], name: str, saved: str) -> None:
    before, after = facts_of(kept["ours"] / f"{name}.xlsx"), facts_of(kept[saved] / f"{name}.xlsx")
    assert before["sheets"] == after["sheets"]
    for sheet, told in before.items():
        if sheet != "sheets":
            for fact, value in told.items():
                assert after[sheet][fact] == value, (sheet, fact)


def test_the_forms_do_ask(kept: Mapping[str, Path]) -> None:
    asked = facts_of(kept["back"] / "new_6m.xlsx")["ผลการดำเนินการ"]["asked"]
    entries = {entries for _, entries, *_ in asked.values() if entries}
    assert tuple(PHRASES.options("list.no_value.6m").values()) in entries
    assert {(title, bool(text)) for _, _, title, text, *_ in asked.values()} >= {
        ("ผลที่ทำได้", True), ("เหตุผลที่ไม่มีตัวเลข", True), ("ผลการดำเนินการ", True),
    }  # fmt: skip


@pytest.fixture(scope="module")
def read(kept: Mapping[str, Path]) -> Mapping[tuple[str, str], Submission]:
    """Return what we read in every file, by format and name."""
    paths = [path for kind in ("ours", "xlsx", "ods") for path in sorted(kept[kind].iterdir())]
    with WorkerPool(size=1) as pool:
        readings = pool.read_many(paths)
    arrivals = [Arrival("0" * 64, "eth", path.name, AT, "test") for path in paths]
    return {
        (path.parent.name, path.stem): read_submission(arrival, reading, PHRASES)
        for path, arrival, reading in zip(paths, arrivals, readings, strict=True)
    }


@pytest.mark.parametrize("saved", ["xlsx", "ods"])
@pytest.mark.parametrize("name", [*NEW, *FILLED])
def test_we_read_what_libreoffice_saved_as_if_it_were_ours(
    read: Mapping[tuple[str, str], Submission], name: str, saved: str
) -> None:
    before, after = read["ours", name], read[saved, name]
    assert (after.kind, after.keys, after.places) == (before.kind, before.keys, before.places)
    assert after.tables == before.tables
    assert before.problems == after.problems == ()
    assert name in NEW or any(after.tables.values())


@pytest.mark.parametrize("name", [*NEW, *FILLED])
def test_every_text_of_a_form_is_on_its_printed_pages(kept: Mapping[str, Path], name: str) -> None:
    # LibreOffice leaves out the lines for which a cell has no room.
    pages = pypdfium2.PdfDocument(kept["pdf"] / f"{name}.pdf")
    printed = letters("".join(page.get_textpage().get_text_bounded() for page in pages))
    for sheet in openpyxl.load_workbook(kept["ours"] / f"{name}.xlsx"):
        if sheet.sheet_state != "visible":
            continue
        hidden = hidden_columns(sheet)
        for row in sheet.iter_rows(min_row=first_printed(sheet)):
            for cell in row:
                if isinstance(cell.value, str) and cell.column not in hidden:
                    lost = [word for word in cell.value.split() if letters(word)[-6:] not in printed]
                    assert not lost, (sheet.title, cell.coordinate, lost)


def first_printed(sheet: Any) -> int:
    area = sheet.print_area
    return openpyxl.utils.range_boundaries(str(area).rsplit("!", 1)[-1].replace("$", ""))[1] if area else 1
