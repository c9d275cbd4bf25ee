"""contacts.csv is read as people write it; every fault is told with its line, and no address is ever quoted."""

from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from sarup.codes import MailKind
from sarup.gather.contacts_file import read_contacts
from sarup.gather.reference_folder import read_reference
from sarup.office.contacts import Contacts
from sarup.office.tables import FaultyReference
from tests.support.whole_way import SAMPLE

REFERENCE = read_reference(SAMPLE / "reference")
OF_DIVISIONS = {kind for kind in MailKind if kind not in (MailKind.DIGEST, MailKind.ALARM)}
HEADS = "division_code,address,role,kinds\n"


def contacts(folder: Path, text: str, encoding: str = "utf-8") -> Contacts:
    (folder / "contacts.csv").write_bytes((HEADS + text).encode(encoding))
    return read_contacts(folder, REFERENCE)


def test_a_line_without_kinds_is_sent_what_its_division_should_get(tmp_path: Path) -> None:
    read = contacts(tmp_path, "pr,PR@tpso.example,ผู้ประสานงาน,\nplan,p@tpso.example,หัวหน้ากลุ่มแผนงาน,\n")
    assert [(one.address, set(one.kinds)) for one in read.lines] == [
        ("pr@tpso.example", OF_DIVISIONS), ("p@tpso.example", set(MailKind)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "typed", ["returned overdue", "returned; OVERDUE", '"ส่งกลับแก้ไข, เตือนเลยกำหนด"', "returned/overdue"]
)
def test_kinds_are_named_by_code_or_in_thai(tmp_path: Path, typed: str) -> None:
    (line,) = contacts(tmp_path, f"pr,pr@tpso.example,ผู้ประสานงาน,{typed}\n").lines
    assert line.kinds == {MailKind.RETURNED, MailKind.OVERDUE}


def test_a_workbook_and_thai_windows_are_read_alike(tmp_path: Path) -> None:
    (first,) = contacts(tmp_path, "pr,pr@tpso.example,ผู้ประสานงาน,form\n", "cp874").lines
    (tmp_path / "contacts.csv").unlink()
    book = openpyxl.Workbook()
    for row in (["Division Code", "Address", "Role", "Kinds"], ["pr", " pr@tpso.example ", "ผู้ประสานงาน", "form"]):
        book.active.append(row)
    book.save(tmp_path / "Contacts.xlsx")
    assert read_contacts(tmp_path, REFERENCE).lines == (first,)


def test_who_wants_a_kind_and_whose_an_address_is(tmp_path: Path) -> None:
    read = contacts(tmp_path, "pr,a@tpso.example,ผู้ประสานงาน,form\nhr,a@tpso.example,ผู้ประสานงาน,\n")
    assert [one.division_code for one in read.wanting(MailKind.FORM, "pr")] == ["pr"]
    assert read.wanting(MailKind.RECEIPT, "pr") == []
    assert (read.divisions_of("A@tpso.example"), read.divisions_of("b@tpso.example")) == (["hr", "pr"], [])


def test_every_fault_is_told_with_its_line_and_no_address(tmp_path: Path) -> None:
    with pytest.raises(FaultyReference) as raised:
        contacts(
            tmp_path,
            "nobody,a@tpso.example,ก,\npr,secret-at-tpso.example,ก,\npr,b@tpso.example,ก,letters\n"
            "pr,c@tpso.example,ก,digest\npr,d@tpso.example,,\npr,e@tpso.example,ก,\npr,E@tpso.example,ก,\n",
        )
    told = str(raised.value).split("\n")
    assert [line.split("contacts.csv ")[1].split()[1] for line in told] == ["6", "2", "3", "4", "5", "7"]
    assert "@tpso" not in str(raised.value) and "secret" not in str(raised.value)
    assert "“nobody”" in told[1] and "“letters”" in told[3] and "digest" in told[4]


@pytest.mark.parametrize(
    "address", ["a@b", "a b@tpso.example", "ก@tpso.example", "a@tpso.example,b@x.example", "@tpso.example",
                "a@-x.example",
                "a..b@tpso.example", ".a@tpso.example", "a.@tpso.example", "<a@tpso.example>"]
)  # fmt: skip
def test_what_is_no_one_address_is_a_fault(tmp_path: Path, address: str) -> None:
    with pytest.raises(FaultyReference, match="บรรทัดที่ 2 ช่อง address"):
        contacts(tmp_path, f'pr,"{address}",ผู้ประสานงาน,\n')


def test_a_folder_without_contacts_is_told(tmp_path: Path) -> None:
    with pytest.raises(FaultyReference, match=r"ไม่พบไฟล์อ้างอิง contacts\.csv"):
        read_contacts(tmp_path, REFERENCE)


def test_addresses_stand_neither_in_what_is_archived_nor_in_what_is_printed(tmp_path: Path) -> None:
    (line,) = contacts(tmp_path, "pr,pr@tpso.example,ผู้ประสานงาน,\n").lines
    assert "pr@" not in repr(line)
    assert "contacts.csv" in {path.name for path in (SAMPLE / "reference").iterdir()}
    assert not any("contacts" in name for name in read_reference(SAMPLE / "reference").files)
