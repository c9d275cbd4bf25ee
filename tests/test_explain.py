"""sarup explain: the path of every figure, checked against the cells of the sample's own workbooks."""

from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
import yaml

from sarup.assets import asset_path
from sarup.commands.explain.item import Origin
from sarup.commands.explain.lines import say_explained
from sarup.commands.explain.read import explain_item
from sarup.errors import UsageError
from sarup.phrases import load_phrases
from tests.support.whole_way import HALF, SAMPLE, YEAR, Published

PHRASES = load_phrases(asset_path("templates/phrases.yaml"))
PLAN = yaml.safe_load((SAMPLE / "source/plan.yaml").read_text(encoding="utf-8"))
ITEMS = [item["item_code"] for item in PLAN["plan_items"]]


def cell_of(origin: Origin) -> object:
    """Return what stands in a cell, read by another reader."""
    (path,) = (SAMPLE / "inbox").glob(f"*/{origin.file_name}")
    return openpyxl.load_workbook(path)[origin.sheet][origin.cell].value


@pytest.mark.parametrize("round_code", [HALF, YEAR])
@pytest.mark.parametrize("item", ITEMS)
def test_every_value_stands_in_the_cell_that_is_named(office: Published, round_code: str, item: str) -> None:
    (explained,) = explain_item(office.home, round_code, item, PHRASES)
    assert explained.measures
    for measure in explained.measures:
        assert float(str(cell_of(measure.target))) == float(measure.target_value.replace(",", ""))
        for answer in measure.answers:
            typed = cell_of(answer.origin)
            if answer.column == "no_value_code":
                assert typed in PHRASES.options("list.no_value.12m" if "12m" in answer.origin.file_name else
                                                "list.no_value.6m").values()  # fmt: skip
            else:
                assert float(str(typed)) == float(answer.typed)


@pytest.mark.parametrize("item", ITEMS)
def test_every_text_and_event_stands_in_the_cell_that_is_named(office: Published, item: str) -> None:
    (explained,) = explain_item(office.home, YEAR, item, PHRASES)
    assert "narrative" in {text.column for text in explained.texts}
    for text in explained.texts:
        typed = str(cell_of(text.origin))
        assert typed.split() == text.typed.split()
    for event in explained.events:
        assert cell_of(event.origin) == event.name


def test_a_person_reads_when_a_file_came_what_was_said_of_it_and_the_events(office: Published) -> None:
    (explained,) = explain_item(office.home, HALF, "1.1.1", PHRASES)
    said = "\n".join(say_explained(explained, PHRASES))
    assert "ได้รับวันที่ " in said and " น. ผลการตรวจ: รับรายงานแล้ว" in said
    assert "ผลการดำเนินการ: " in said
    rows = office.rows("select event_name from raw.event where contains(item_codes, ?)", "1.1.1")
    assert rows and all(f"งาน {row['event_name']} วันที่ " in said for row in rows[:1])


def test_a_finding_on_the_plan_stands_beside_those_on_reports(office: Published) -> None:
    query = (
        "select r.item_code, f.rule from core.finding as f inner join staging.row_item as r "
        "on f.submission_id = r.submission_id and f.table_name = r.table_name and f.row_no = r.row_no "
        "where r.table_name = 'plan_item' and not f.is_waived"
    )
    found = office.rows(query)
    assert found
    for row in found:
        (explained,) = explain_item(office.home, HALF, row["item_code"], PHRASES)
        assert row["rule"] in {finding.rule for finding in explained.findings}


def test_the_year_shows_the_files_of_both_rounds(office: Published) -> None:
    (explained,) = explain_item(office.home, YEAR, "3.0.3", PHRASES)
    (measure,) = explained.measures
    assert [(one.round_label, one.role, one.column, one.typed) for one in measure.answers] == [
        ("รอบ ๖ เดือน", "lead", "value", "6"),
        ("รอบ ๑๒ เดือน", "lead", "value_year", "7"),
        ("รอบ ๑๒ เดือน", "support", "value_year", "1"),
    ]


def test_a_person_reads_target_cells_rule_and_status(office: Published) -> None:
    (explained,) = explain_item(office.home, HALF, "๓.๐.๓", PHRASES)
    lines = say_explained(explained, PHRASES)
    assert lines[0].startswith("รอบ ๖ เดือน ข้อ ๓.๐.๓ ๓. ช่องทางการเปิดเผยข้อมูลข่าวสาร")
    said = "\n".join(lines)
    assert "ผลที่ทำได้: 6 — ไฟล์ รายงานผล_pr_2564-6m.xlsx (" in said
    assert "เซลล์ O9" in said
    assert "ได้ผล 6 ช่องทาง คิดเป็นร้อยละ 100 ของเป้าหมาย" in said
    assert "สถานะ: บรรลุเป้าหมาย" in said


def test_what_nobody_sent_is_said(office: Published) -> None:
    rows = office.rows("select distinct item_code from core.result where round_code = ? and not is_reported", HALF)
    (explained,) = explain_item(office.home, HALF, rows[0]["item_code"], PHRASES)
    assert any(PHRASES.texts["time.none"] in line for line in say_explained(explained, PHRASES))


def test_wrong_use_names_the_nearest(office: Published, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"1\.1\.1"):
        explain_item(office.home, HALF, "1.1.11", PHRASES)
    with pytest.raises(UsageError, match="ไม่รู้จักรอบ"):
        explain_item(office.home, "2564-9m", "1.1.1", PHRASES)
    with pytest.raises(UsageError, match="ยังไม่มีข้อมูล"):
        explain_item(tmp_path, HALF, "1.1.1", PHRASES)
