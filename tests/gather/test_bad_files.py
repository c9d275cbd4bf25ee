"""An inbox with files that are no forms: the run ends well, each is kept and named, nobody else's results move."""

import shutil
from hashlib import sha256
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook

from sarup.commands.run_summary import FileVerdict
from tests.support.whole_way import HALF, SAMPLE, YEAR, Published, publish_office

# An old workbook is an OLE file whose directory, in entries of 128 bytes, names the stream Workbook.
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + "Workbook".encode("utf-16-le").ljust(128, b"\0")
FORM_OF_HR = "hr/รายงานผล_hr_2564-6m.xlsx"
# Every bad file in the folder of eth, with the first words of the reason that must be told.
REASONS = {
    "ว่าง.xlsx": "ไฟล์เสียหาย",
    "ข้อความ.xlsx": "ไฟล์นี้ไม่ใช่แบบรายงาน",
    "รุ่นเก่า.xls": "ไฟล์เป็น Excel รุ่นเก่า",
    "หนังสือ.docx": "ไม่พบแบบรายงานหรือตาราง",
    "ตารางอื่น.xlsx": "ไม่พบแบบรายงานหรือตาราง",
    "ครึ่งเดียว.xlsx": "ไฟล์เสียหาย",
    "ของคนอื่น.xlsx": "ไฟล์นี้เป็นของ",
}
UNSEEN = ("~$รายงานผล.xlsx", "ทางลัด.xlsx")


def put_bad_files(folder: Path) -> None:
    """Write one file of each kind into a division's folder."""
    form = (SAMPLE / "inbox" / FORM_OF_HR).read_bytes()
    book = Workbook()
    book.worksheets[0].append(["รายการ", "จำนวน"])
    book.save(folder / "ตารางอื่น.xlsx")
    docx.Document().save(str(folder / "หนังสือ.docx"))
    for name, data in {
        "ว่าง.xlsx": b"",
        "ข้อความ.xlsx": "ผลการดำเนินการเรียบร้อยแล้ว".encode(),
        "รุ่นเก่า.xls": OLD_WORKBOOK,
        "ครึ่งเดียว.xlsx": form[: len(form) // 2],
        "ของคนอื่น.xlsx": form,
        UNSEEN[0]: b"lock",
    }.items():
        (folder / name).write_bytes(data)


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the sample's inbox with the bad files among the good ones."""
    box = tmp_path_factory.mktemp("bad") / "inbox"
    shutil.copytree(SAMPLE / "inbox", box)
    put_bad_files(box / "eth")
    outside = box.parent / "outside.xlsx"
    outside.write_bytes((SAMPLE / "inbox" / FORM_OF_HR).read_bytes())
    (box / "eth" / UNSEEN[1]).symlink_to(outside)
    return box


@pytest.fixture(scope="module")
def mixed(inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Return what the run over the mixed inbox published."""
    return publish_office(inbox, tmp_path_factory.mktemp("mixed"))


def verdict_of(mixed: Published, name: str) -> FileVerdict:
    (file,) = [file for file in mixed.summaries[HALF].files if (file.division, file.file_name) == ("eth", name)]
    return file


@pytest.mark.parametrize("name", REASONS)
def test_a_bad_file_is_named_with_its_reason(mixed: Published, name: str) -> None:
    file = verdict_of(mixed, name)
    assert (file.verdict, file.in_force) == ("refused", False)
    assert file.error_count >= 1
    assert REASONS[name] in file.reason


@pytest.mark.parametrize("name", REASONS)
def test_a_bad_file_is_kept_byte_for_byte(mixed: Published, inbox: Path, name: str) -> None:
    data = (inbox / "eth" / name).read_bytes()
    digest = sha256(data).hexdigest()
    assert (mixed.home / "archive" / digest[:2] / digest).read_bytes() == data


def test_lock_files_and_links_are_no_submissions(mixed: Published) -> None:
    received = {file.file_name for file in mixed.summaries[HALF].files}
    assert received.isdisjoint(UNSEEN)


def test_the_good_files_count_as_before(office: Published, mixed: Published) -> None:
    bad = [file for file in mixed.summaries[HALF].files if file.division == "eth" and file.file_name in REASONS]
    assert len(bad) == len(REASONS)
    rest = [file for file in mixed.summaries[HALF].files if file not in bad]
    assert rest == list(office.summaries[HALF].files)


@pytest.mark.parametrize("table", ["measure_round", "item_round", "strategy_round", "agency_round"])
@pytest.mark.parametrize("round_code", [HALF, YEAR])
def test_no_result_moves(office: Published, mixed: Published, table: str, round_code: str) -> None:
    query = f"select * from rollup.{table} where round_code = ? order by all"
    assert office.rows(query, round_code) == mixed.rows(query, round_code) != []


def test_the_inbox_is_left_as_it_was(mixed: Published, inbox: Path) -> None:
    assert mixed.documents[HALF]
    for name in (*REASONS, *UNSEEN):
        assert (inbox / "eth" / name).exists()
