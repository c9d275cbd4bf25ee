"""Remedies followed in an office program: LibreOffice saves the file as they say, and it is accepted."""

import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from openpyxl.workbook import Workbook  # type: ignore[import-untyped]

from sarup.assets import asset_path
from sarup.codes import Verdict
from sarup.commands.check import CheckedFile, CheckInputs, check_files
from sarup.phrases import load_phrases
from tests.gather.test_copied_tables import as_document, copied, said
from tests.support.whole_way import SAMPLE

FORM = SAMPLE / "inbox/eth/รายงานผล_eth_2564-6m.xlsx"
PHRASES = load_phrases(asset_path("templates/phrases.yaml"))
ROUND = "2564-6m"
AT = datetime.fromisoformat("2021-04-10T09:00:00+07:00")
RESULTS, TOPICS = "ผลการดำเนินการ", "เรื่องที่เผยแพร่"
Edit = Callable[[Workbook], object]


def put(place: str, value: object, shown_as: str = "General") -> Edit:
    """Return what types into a cell of the results and gives it a format."""

    def edit(book: Workbook) -> None:
        book[RESULTS][place].value = value
        book[RESULTS][place].number_format = shown_as

    return edit


def without_topics(book: Workbook) -> None:
    """Delete a sheet that has nothing to fill in."""
    del book[TOPICS]


def unknown_row(book: Workbook) -> None:
    """Write the greater part of a guideline below the table."""
    words = str(book[RESULTS]["F8"].value)
    book[RESULTS]["F12"].value = words[: len(words) * 2 // 3]


# Rule -> what somebody did to a form, and what its remedy has them do to that file, or to the form as they received it.
FAULTS: Mapping[str, tuple[Edit, Edit]] = {
    "S08": (put("W7", "รายละเอียด"), put("W7", "ผลการดำเนินการ")),
    "S25": (unknown_row, lambda book: book[RESULTS].delete_rows(12)),
    "R81": (put("O8", "100\u200b"), put("O8", 100)),
    "R83": (put("O10", 0.01, "0%"), put("O10", 0, "0")),
}
TYPED_AGAIN: Mapping[str, Edit] = {"S07": without_topics}
# Rule and the type in which the form, or its table, was sent -> the type that the remedy has it saved as.
SAVED_AS = {"S04 xls": "xlsx", "S35 fods": "xlsx", "S35 rtf": "docx"}
CASES = [*FAULTS, *TYPED_AGAIN, *SAVED_AS]


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], CheckedFile]:
    """Return the faulty files and those that LibreOffice saved of the mended ones, checked, by case."""
    home = tmp_path_factory.mktemp("remedies")
    faulty, edited = home / "faulty", home / "edited"
    for folder in (faulty, edited):
        folder.mkdir()
    for rule, (fault, remedy) in FAULTS.items():
        edit(FORM, faulty / f"{rule}.xlsx", fault)
        edit(faulty / f"{rule}.xlsx", edited / f"{rule}.xlsx", remedy)
    for rule, fault in TYPED_AGAIN.items():
        edit(FORM, faulty / f"{rule}.xlsx", fault)
        shutil.copy(FORM, edited / f"{rule}.xlsx")
    for case, target in SAVED_AS.items():
        source = home / f"{case} {ROUND}.{target}"
        source.write_bytes(FORM.read_bytes() if target == "xlsx" else as_document(table()))
        save(home, case.split()[1], faulty, [source])
    files = {path.stem.removesuffix(f" {ROUND}"): path for path in sorted(faulty.iterdir())}
    save(
        home,
        "xlsx",
        home / "mended",
        [*edited.iterdir(), *(files[one] for one in CASES if SAVED_AS.get(one) == "xlsx")],
    )
    save(home, "docx", home / "mended", [files[one] for one in CASES if SAVED_AS.get(one) == "docx"])
    mended = {path.stem.removesuffix(f" {ROUND}"): path for path in sorted((home / "mended").iterdir())}
    inputs = CheckInputs(home / "home", SAMPLE / "reference", SAMPLE / "inbox", "eth", AT)
    paths = {("faulty", case): path for case, path in files.items()}
    paths |= {("mended", case): path for case, path in mended.items()}
    return dict(zip(paths, check_files([*paths.values()], inputs, PHRASES), strict=True))


def table() -> list[list[str]]:
    """Return the five columns that the report prints of the form, as somebody copied them."""
    heads, *rows = copied(FORM)[0]
    sheet = openpyxl.load_workbook(FORM)[RESULTS]
    return [
        heads,
        *([*row[:3], said(sheet[f"V{n}"].value), said(sheet[f"W{n}"].value)] for n, row in enumerate(rows, 8)),
    ]


def edit(source: Path, target: Path, change: Edit) -> None:
    """Write a changed copy of a workbook."""
    book = openpyxl.load_workbook(source)
    change(book)
    book.save(target)


def save(home: Path, kind: str, folder: Path, files: Sequence[Path]) -> None:
    """Let LibreOffice open files and save them as another type."""
    program = shutil.which("soffice")
    if program is None:
        pytest.fail("LibreOffice is missing: apt-get install libreoffice-calc-nogui libreoffice-writer-nogui")
    subprocess.run(
        [program, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", "--convert-to", kind,
         "--outdir", str(folder), *map(str, files)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_libreoffice_saved_as_the_remedy_says_is_accepted(
    checked: Mapping[tuple[str, str], CheckedFile], case: str
) -> None:
    before, after = checked["faulty", case], checked["mended", case]
    assert case[:3] in {one.rule for one in before.findings}
    assert case[:3] not in {one.rule for one in after.findings}
    assert [(one.rule, one.cell, one.message_th) for one in after.findings if one.severity == "error"] == []
    assert after.verdict in (Verdict.ACCEPTED, Verdict.ACCEPTED_WITH_WARNINGS)
