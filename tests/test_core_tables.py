"""What core says of decisions and signatures, and that no person's name is said anywhere but in raw.signoff."""

import shutil
import zipfile
from datetime import date, datetime
from pathlib import Path

import duckdb
import openpyxl  # type: ignore[import-untyped]
import pytest
from openpyxl.styles import Font  # type: ignore[import-untyped]

from sarup.assets import asset_path
from sarup.commands.deciding import waive, withdraw
from sarup.commands.export import export_tables
from sarup.gather.reference_folder import read_reference
from sarup.office.document_choice import NO_DOCUMENTS
from sarup.phrases import load_phrases
from sarup.record.decisions import DecisionReason
from sarup.warehouse_file import WAREHOUSE
from tests.support.office_at_work import ROLE, OfficeAtWork
from tests.support.whole_way import HALF, SAMPLE, YEAR

PHRASES = load_phrases(asset_path("templates/phrases.yaml"))
NAME, PHONE = "นางสาวสมมติ ไม่มีตัวตน", "02-999-8877"
FORM = "รายงานผล_pr_2564-6m.xlsx"
WAIVED, TAKEN_BACK, CLOSED, LATER = (f"2021-{day}T10:00:00+07:00" for day in ("04-10", "04-20", "05-03", "05-10"))


def why(reason: str, at: str, until_on: date | None = None) -> DecisionReason:
    return DecisionReason(ROLE, reason, until_on, datetime.fromisoformat(at))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> OfficeAtWork:
    """Return an office with a waiver, a withdrawal taken back and a closed round; a name in it is underlined."""
    root = tmp_path_factory.mktemp("decided")
    shutil.copytree(SAMPLE / "inbox", root / "inbox")
    book = openpyxl.load_workbook(root / "inbox" / "pr" / FORM)
    sheet = book["ผู้รายงานและผู้รับรอง"]
    for row in (8, 9):
        sheet.cell(row, 2).value, sheet.cell(row, 4).value = NAME, PHONE
        sheet.cell(row, 2).font = Font(underline="single")
    book.save(root / "inbox" / "pr" / FORM)
    office = OfficeAtWork(root / "home", root / "inbox")
    office.report(at=WAIVED, choice=NO_DOCUMENTS)
    shutil.copyfile(office.home / WAREHOUSE, root / "open round.duckdb")
    target = {"rule": "R12", "round_code": HALF, "division_code": "fin"}
    reference = read_reference(SAMPLE / "reference")
    waive(office.home, target, why("ไม่มีข้อมูล", WAIVED, date(2021, 4, 30)), reference, PHRASES)
    ((name,),) = office.ask(
        f"select submission_id from core.submission where division_code = 'it' and round_code = '{HALF}'"
    )
    withdraw(office.home, str(name), why("ส่งผิดฉบับ", WAIVED), PHRASES)
    withdraw(office.home, str(name), why("ถูกต้องแล้ว", TAKEN_BACK), PHRASES, undo=True)
    office.report(at=CLOSED, closing="ครบกำหนดแล้ว")
    office.report(YEAR, at=LATER)
    return office


def test_decisions_have_role_and_reason_and_tell_what_was_taken_back(office: OfficeAtWork) -> None:
    query = (
        "select number, kind, round_code, rule, division_code, role, reason, until_on, is_holding from core.decision"
    )
    assert office.ask(f"{query} order by number") == [
        (1, "waiver", HALF, "R12", "fin", ROLE, "ไม่มีข้อมูล", date(2021, 4, 30), True),
        (2, "withdrawal", None, None, None, ROLE, "ส่งผิดฉบับ", None, False),
        (4, "closing", HALF, None, None, ROLE, "ครบกำหนดแล้ว", None, True),
    ]
    assert office.ask("select round_code, edition_no, role, reason from core.edition") == [
        (HALF, 1, ROLE, "ครบกำหนดแล้ว")
    ]


def test_a_look_into_the_past_knows_no_later_decision(office: OfficeAtWork) -> None:
    past = office.report(at=LATER, as_of="2021-04-15T23:59:00+07:00", choice=NO_DOCUMENTS).written[-1]
    query = "select number, is_holding, undone_at from core.decision order by number"
    assert office.ask(query, Path(past)) == [(1, True, None), (2, True, None)]


def test_a_signature_is_a_position_and_a_day(office: OfficeAtWork) -> None:
    query = (
        "select round_code, signed_as, position, signed_on from core.signoff where division_code = 'pr' order by 1, 2"
    )
    assert office.ask(query) == [
        (YEAR, "certified", "หัวหน้ากลุ่มประชาสัมพันธ์ (ตัวอย่าง)", date(2021, 10, 11)),
        (YEAR, "reported", "เจ้าหน้าที่ผู้รับผิดชอบ (ตัวอย่าง)", date(2021, 10, 8)),
        (HALF, "certified", "หัวหน้ากลุ่มประชาสัมพันธ์ (ตัวอย่าง)", date(2021, 4, 12)),
        (HALF, "reported", "เจ้าหน้าที่ผู้รับผิดชอบ (ตัวอย่าง)", date(2021, 4, 12)),
    ]


def test_the_plans_measures_say_how_they_are_defined(office: OfficeAtWork) -> None:
    assert office.ask("select count(*), count(definition), count(source) from core.measure") == office.ask(
        "select 2 * count(*), 2 * count(definition), 2 * count(source) from raw.plan_measure"
    )


def test_a_name_stands_nowhere_but_in_the_sheet_it_was_typed_in(office: OfficeAtWork) -> None:
    with duckdb.connect(str(office.home.parent / "open round.duckdb"), read_only=True) as connection:
        rows = connection.execute(
            "select distinct schema_name || '.' || table_name from duckdb_columns() where not internal order by 1"
        ).fetchall()
        assert len(rows) > 90
        assert [name for (name,) in rows if tells(connection, name)] == ["raw.signoff"]


@pytest.mark.parametrize("format_name", ["parquet", "csv", "xlsx"])
def test_no_export_has_a_name(office: OfficeAtWork, tmp_path: Path, format_name: str) -> None:
    export = export_tables(office.home, format_name, tmp_path / "out", PHRASES)
    assert {table.table.partition(".")[0] for table in export.tables} == {"core", "rollup", "report"}
    assert_nameless(tmp_path / "out")


def test_no_edition_and_no_document_has_a_name(office: OfficeAtWork) -> None:
    assert len(list((office.home / "editions").rglob("*.parquet"))) > 70
    assert_nameless(office.home / "editions")
    assert_nameless(office.home / "output")


def tells(connection: duckdb.DuckDBPyConnection, source: str) -> bool:
    """Tell whether a row of a table or file holds the name or the telephone number."""
    (found,) = connection.execute(
        f"select count(*) from {source} as t where contains(cast(t as varchar), ?) or contains(cast(t as varchar), ?)",
        [NAME, PHONE],
    ).fetchone() or (0,)
    return bool(found)


def assert_nameless(folder: Path) -> None:
    """Look into every file, also compressed ones."""
    secrets = (NAME.encode(), PHONE.encode())
    for path in folder.rglob("*"):
        if path.suffix == ".parquet":
            assert not tells(duckdb.connect(), f"read_parquet('{path}')"), path
        elif path.is_file():
            parts = [path.read_bytes()]
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as packed:
                    parts = [packed.read(name) for name in packed.namelist()]
            assert not any(secret in part for part in parts for secret in secrets), path
