"""What a reference folder may not say: the same thing twice, or nothing of what it is about."""

import csv
import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from sarup.gather.reference_folder import read_reference
from sarup.office.tables import FaultyReference
from tests.support.whole_way import SAMPLE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE / "reference", tmp_path / "reference"))


def add_line(folder: Path, name: str, line: str) -> int:
    """Add a line at a file's end and return its number."""
    path = folder / name
    text = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text(f"{text}\n{line}\n", encoding="utf-8")
    return text.count("\n") + 2


@pytest.mark.parametrize("name", ["agencies.csv", "divisions.csv", "rounds.csv"])
def test_a_line_that_stands_twice_is_told_by_both_places(folder: Path, name: str) -> None:
    again = (folder / name).read_text(encoding="utf-8").splitlines()[1]
    number = add_line(folder, name, again)
    with pytest.raises(FaultyReference, match=f"{name} บรรทัดที่ 2 และ {number} .*ซ้ำกัน"):
        read_reference(folder)


def test_another_time_of_one_division_is_another_line(folder: Path) -> None:
    before = len(read_reference(folder).divisions)
    columns = (folder / "divisions.csv").read_text(encoding="utf-8").splitlines()
    heads, first = columns[0].split(","), columns[1].split(",")
    first[heads.index("valid_from")] = "2029-10-01"
    add_line(folder, "divisions.csv", ",".join(first))
    assert len(read_reference(folder).divisions) == before + 1


def test_a_line_of_commas_says_nothing(folder: Path) -> None:
    before = read_reference(folder)
    for name in ("agencies.csv", "divisions.csv", "rounds.csv"):
        heads = (folder / name).read_text(encoding="utf-8").splitlines()[0]
        add_line(folder, name, "," * heads.count(","))
    after = read_reference(folder)
    assert (after.agencies, after.divisions, after.rounds) == (before.agencies, before.divisions, before.rounds)


def test_a_line_without_its_code_is_told(folder: Path) -> None:
    heads = (folder / "divisions.csv").read_text(encoding="utf-8").splitlines()[0]
    number = add_line(folder, "divisions.csv", ",x" + "," * (heads.count(",") - 1))
    with pytest.raises(FaultyReference, match=f"บรรทัดที่ {number} ไม่มี division_code"):
        read_reference(folder)


# As it comes from Excel, LibreOffice or a text editor in a Thai office.
WRITTEN_AS: Mapping[str, Callable[[str], bytes]] = {
    "UTF-8 with its mark": lambda text: text.encode("utf-8-sig"),
    "Thai Windows": lambda text: text.encode("cp874"),
    "UTF-16 with tabs": lambda text: text.replace(",", "\t").encode("utf-16"),
    "semicolons": lambda text: text.replace(",", ";").encode(),
    "a separator's own line": lambda text: b"sep=;\n" + text.replace(",", ";").encode(),
    "lines of Windows": lambda text: text.replace("\n", "\r\n").encode(),
    "empty lines between": lambda text: text.replace("\n", "\n\n").encode(),
    "lines of blanks": lambda text: text.replace("\n", "\n , ,\u00a0,\n").encode(),
    "heads in capitals": lambda text: text.replace("_code", "_Code").encode(),
}


@pytest.mark.parametrize("how", WRITTEN_AS)
def test_a_table_says_the_same_however_it_was_saved(folder: Path, how: str) -> None:
    before = read_reference(folder)
    for name in ("agencies.csv", "divisions.csv", "rounds.csv"):
        (folder / name).write_bytes(WRITTEN_AS[how]((folder / name).read_text(encoding="utf-8")))
    after = read_reference(folder)
    assert (after.agencies, after.divisions, after.rounds) == (before.agencies, before.divisions, before.rounds)


def as_workbook(folder: Path, name: str) -> Path:
    """Put a workbook in the place of a CSV, its dates and whole numbers typed as such, and return it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in csv.reader((folder / name).read_text(encoding="utf-8").splitlines()):
        sheet.append([date.fromisoformat(text) if text[4:5] == "-" and text[7:8] == "-" else text for text in row])
    (folder / name).unlink()
    book.save((folder / name).with_suffix(".xlsx"))
    return (folder / name).with_suffix(".xlsx")


def test_a_workbook_may_stand_for_a_csv(folder: Path) -> None:
    before = read_reference(folder)
    for name in ("agencies.csv", "divisions.csv", "rounds.csv"):
        as_workbook(folder, name)
    after = read_reference(folder)
    assert (after.agencies, after.divisions, after.rounds) == (before.agencies, before.divisions, before.rounds)
    assert {line.file_name for line in after.lines} == {"agencies.xlsx", "divisions.xlsx", "rounds.xlsx"}
    again = read_reference(folder, after.files)
    assert (again.divisions, again.lines) == (after.divisions, after.lines)


def test_two_kinds_of_one_table_are_told_and_neither_is_taken(folder: Path) -> None:
    text = (folder / "divisions.csv").read_bytes()
    as_workbook(folder, "divisions.csv")
    (folder / "divisions.csv").write_bytes(text)
    with pytest.raises(FaultyReference, match=r"divisions\.csv divisions\.xlsx"):
        read_reference(folder)


def test_thai_digits_and_days_of_the_buddhist_era_are_read(folder: Path) -> None:
    before = read_reference(folder)
    path = folder / "rounds.csv"
    text = path.read_text(encoding="utf-8").replace("2564,6m", "๒๕๖๔,6m").replace("2021-04-15", "๑๕ เมษายน ๒๕๖๔")
    path.write_text(text.replace("2021-10-15", "15/10/2564").replace("2020-10-01", "1 ต.ค. 63"), encoding="utf-8")
    assert read_reference(folder).rounds == before.rounds


FAULTS = {
    "a day of two readings": ("divisions.csv", "2020-10-01", "10/1/2020", "บรรทัดที่ 2 ช่อง valid_from เป็น “10/1/2020”"),
    "a day that is none": ("rounds.csv", "2021-04-15", "กลางเดือนเมษายน", "บรรทัดที่ 2 ช่อง due_on"),
    "a code that is a path": ("divisions.csv", "\npsd,", "\na/b,", "บรรทัดที่ 3 ช่อง division_code เป็น “a/b”"),
    "a code that leads up": ("divisions.csv", "\npsd,", "\n..,", "บรรทัดที่ 3 ช่อง division_code เป็น “..”"),
    "a code with an unseen letter": ("divisions.csv", "\npsd,", "\nps\u200bd,", "บรรทัดที่ 3 ช่อง division_code"),
    "an unknown agency": ("divisions.csv", "psd,tpso", "psd,tpoo", "บรรทัดที่ 3 ช่อง agency_code เป็น “tpoo”"),
    "no name": ("agencies.csv", "สำนักงานนโยบายและยุทธศาสตร์การค้า,สนค.", ",สนค.", "บรรทัดที่ 2 ไม่มี agency_name"),
    "a comma in a name": ("divisions.csv", "กลุ่มแผนงาน", "กลุ่ม,แผนงาน", "บรรทัดที่ 2 "),
    "a misspelt head": ("rounds.csv", "due_on", "due", "ไม่มีคอลัมน์ due_on"),
    "an order that is no number": ("divisions.csv", ",1,true", ",ก,true", "บรรทัดที่ 2 ช่อง sort_no เป็น “ก”"),
    "neither true nor false": ("divisions.csv", ",1,true", ",1,maybe", "บรรทัดที่ 2 ช่อง planning_office เป็น “maybe”"),
    "a round of another year": ("rounds.csv", "2564-6m,2564", "2564-6m,2563", "บรรทัดที่ 2 วันที่ของรอบไม่สอดคล้อง"),
    "a code of another round": ("rounds.csv", "2564-6m,", "2564-h1,", "บรรทัดที่ 2 รหัสรอบ “2564-h1”"),
    "no table at all": ("agencies.csv", "agency_code", '"agency_code', "agencies.csv อ่านเป็นตารางไม่ได้"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_told_with_its_file_and_line(folder: Path, case: str) -> None:
    name, typed, wrong, said = FAULTS[case]
    text = (folder / name).read_text(encoding="utf-8")
    assert typed in text
    (folder / name).write_text(text.replace(typed, wrong, 1), encoding="utf-8")
    with pytest.raises(FaultyReference) as told:
        read_reference(folder)
    assert name in str(told.value) and said in str(told.value)


def test_all_faults_are_told_at_once(folder: Path) -> None:
    (folder / "agencies.csv").unlink()
    add_line(folder, "divisions.csv", "a/b,tpso,กอง ก,12,false,,,true")
    (folder / "report.yaml").write_text("digits: roman\n", encoding="utf-8")
    with pytest.raises(FaultyReference) as told:
        read_reference(folder)
    lines = str(told.value).splitlines()
    assert [part in line for part, line in zip(("agencies.csv", "a/b", "digits"), lines, strict=True)] == [True] * 3


def test_names_in_the_office_s_own_columns_are_kept_aside(folder: Path) -> None:
    path = folder / "divisions.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([f"{lines[0]},โทร", *(f"{line},๑๒๓" for line in lines[1:])]), encoding="utf-8")
    assert read_reference(folder).divisions[0]["โทร"] == "๑๒๓"
