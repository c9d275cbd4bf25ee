"""An earlier report as input: the published six-month report of 2564, our own documents of it, and other phrasings."""

import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from sarup.assets import asset_path
from sarup.commands.earlier_report.blocks import UnreadableReport, read_blocks
from sarup.commands.earlier_report.events import find_events
from sarup.commands.earlier_report.outline import Outline, read_outline
from sarup.commands.earlier_report.targets import propose_measures
from sarup.commands.earlier_report.workbooks import ImportedItem, propose_items
from sarup.commands.import_report import ImportedReport, import_report, say_import
from sarup.errors import UsageError
from sarup.gather.read_file import read_file
from sarup.gather.reference_folder import read_reference
from sarup.phrases import load_phrases
from sarup.thai.text import fold
from tests.support.whole_way import HALF, SAMPLE, Published

HERE = Path(__file__).parent
PUBLISHED = HERE / "published-2564-6m.txt"
GOLD = json.loads((HERE.parent / "examples/gold-2564-6m.json").read_text(encoding="utf-8"))
PLAN = yaml.safe_load((SAMPLE / "source/plan.yaml").read_text(encoding="utf-8"))
AT = datetime.fromisoformat("2021-11-01T09:00:00+07:00")
BROKEN = "กล่อมเกล\u0bbe\u0ba4\u0e48างสังคม"


COLUMNS = {"guideline": "guideline", "activity": "activity", "indicator": "indicator", "target": "target_text"}


def outline_of(path: Path) -> Outline:
    """Return the outline of a document."""
    return read_outline(read_blocks(path.read_bytes()))


@pytest.fixture(scope="module", params=["txt", "docx", "html"])
def outline(request: pytest.FixtureRequest, office: Published) -> Outline:
    """Return the report read from the published text, and from our own documents of it."""
    return outline_of(PUBLISHED if request.param == "txt" else office.document(HALF, request.param))


def test_it_has_what_was_counted_by_hand(outline: Outline) -> None:
    counts = (outline.count("strategy"), outline.count("objective"), outline.count("tactic"), len(outline.items))
    assert counts == (GOLD["strategies"], GOLD["objectives"], GOLD["tactics"], 18) == (6, 11, 8, 18)
    assert (outline.plan_name, outline.fiscal_year_be, outline.months) == (
        "แผนปฏิบัติการป้องกันและปราบปรามการทุจริต", 2564, 6,
    )  # fmt: skip


def test_every_measure_is_proposed_as_read_by_hand(outline: Outline) -> None:
    assert [measures_of(one) for one in propose_items(outline)] == [
        (
            item["item"],
            [
                (
                    m["kind"], m["comparator"], m["target"], m["unit"], m["across_rounds"], m["value"],
                    m["no_value_code"], m.get("expected_month"), m.get("unit_printed", ""),
                )
                for m in item["measures"]
            ],
        )
        for item in GOLD["items"]
    ]  # fmt: skip


def measures_of(one: ImportedItem) -> tuple[str, list[tuple[object, ...]]]:
    """Return the item's code and what the gold file says of each measure."""
    pairs = zip(one.measures, one.answers, strict=True)
    return one.item.item_code, [
        (
            m.kind, m.comparator, m.value, m.unit, m.across_rounds, a.value, a.no_value_code, a.expected_month,
            m.unit_printed,
        )
        for m, a in pairs
    ]  # fmt: skip


def test_every_text_of_the_plan_is_the_printed_one() -> None:
    outline = outline_of(PUBLISHED)
    for read, by_hand in zip(outline.items, PLAN["plan_items"], strict=True):
        assert (read.item_code, read.printed_no) == (by_hand["item_code"], by_hand["printed_no"])
        for column, name in (
            ("guideline", "guideline"),
            ("activity", "activity"),
            ("indicator", "indicator"),
            ("target", "target_text"),
        ):
            assert fold(getattr(read, column)).replace(" ", "") == fold(by_hand[name]).replace(" ", ""), read.item_code
    for section, row in zip(outline.sections, PLAN["plan_structure"], strict=True):
        assert (section.level, section.strategy_no) == (row["level"], row["strategy_no"])
        assert fold(section.text) == fold(row["text"]).replace("กล่อมเกลาทางสังคม", BROKEN)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> ImportedReport:
    """Return the published report imported as an office would."""
    phrases = load_phrases(asset_path("templates/phrases.yaml"))
    known = read_reference(SAMPLE / "reference")
    folder = tmp_path_factory.mktemp("imported")
    return import_report(PUBLISHED, "tpso", HALF, None, folder, known, phrases, AT)


def test_what_the_report_underlines_is_underlined_in_the_form(imported: ImportedReport) -> None:
    assert read_file(Path(imported.written[1]).read_bytes()).underlined == (
        "แผนควบคุมภายใน มีผลการดำเนินการ ดังนี้", "แผนบริหารความเสี่ยง มีผลการดำเนินการ ดังนี้",
    )  # fmt: skip


def test_what_is_said_of_many_places_is_said_once(imported: ImportedReport) -> None:
    said = say_import(imported, load_phrases(asset_path("templates/phrases.yaml")))
    assert len(said) == len({*said})
    (numbering,) = [line for line in said if line.endswith("[P08]")]
    assert "พบ 4 แห่ง" in numbering


# By hand from the report: which rule is broken where. Lines of the plan's sheets begin in row 3.
ROWS = {item["item_code"]: number for number, item in enumerate(PLAN["plan_items"], 3)}
MARKS = {
    "P08": ["1.3.1", "3.0.2", "4.2.1", "4.2.3"],
    "P09": ["1.3.1", "5.1.1"],
    "P10": ["1.2.3", "4.2.3"],
    "P11": ["4.1.1"],
    "P12": ["5.1.1"],
    "P17": ["3.0.4"],
    "P18": ["4.2.3"],
}


@pytest.mark.parametrize("rule", MARKS)
def test_the_plan_has_the_oddities_of_the_print_and_no_others(imported: ImportedReport, rule: str) -> None:
    cells = [one.cell for one in imported.findings if one.rule == rule]
    assert [int(str(cell)[1:]) for cell in cells] == [ROWS[code] for code in MARKS[rule]]


@pytest.mark.parametrize(
    ("rule", "count"),
    [("T01", 1), ("T02", 3), ("T03", 3), ("T05", 3), ("P14", 0), ("P15", 1), ("P16", 3), ("R06", 4), ("R45", 1),
     ("R46", 1), ("R47", 1), ("P23", 1), ("P24", 1), ("P25", 3), ("R52", 1), ("R53", 1), ("T09", 3), ("T10", 4),
     ("T11", 1)],
)  # fmt: skip
def test_the_texts_have_the_oddities_of_the_print_and_no_others(
    imported: ImportedReport, rule: str, count: int
) -> None:
    assert sum(one.rule == rule for one in imported.findings) == count


def test_markup_is_told_for_the_four_rows_that_have_it(imported: ImportedReport) -> None:
    told = {one.place.split()[1] for one in imported.findings if one.rule == "T04"}
    assert told == {"3.0.4", "4.1.1", "4.2.1", "4.2.3"}


def test_every_event_that_the_narratives_tell_is_found() -> None:
    found = find_events(outline_of(PUBLISHED).items, 2564)
    assert [(e.event_code[-2:], e.day and e.day.isoformat(), e.attendee_count, e.item_codes) for e in found] == [
        ("01", "2020-12-21", 40, ("1.1.1",)),
        ("02", None, 53, ("1.1.1", "6.1.1")),
        ("01", "2020-12-17", None, ("3.0.4",)),
        ("01", "2020-12-18", None, ("3.0.4",)),
        ("03", None, 25, ("6.1.1",)),
    ]
    assert [e.name.split()[0] for e in found] == [
        "สัมมนาเชิงปฏิบัติการ", "อบรมสร้างความรู้ความเข้าใจ", "สัมมนาเชิงปฏิบัติการ", "สัมมนาเชิงปฏิบัติการ",
        "ประชุมการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ",
    ]  # fmt: skip


# Rows of the events as above begin in row 6: one seminar has two names, three days and stands under two items.
EVENT_MARKS = {
    "A01": ["C6", "C8", "C9"],
    "A03": ["A6", "A7", "A8", "A9"],
    "A08": ["B6", "B8", "B9"],
    "R16": ["C10", "C7", "H8", "H9"],
}


@pytest.mark.parametrize("rule", EVENT_MARKS)
def test_what_is_odd_about_the_events_is_told_at_its_cell(imported: ImportedReport, rule: str) -> None:
    assert sorted(str(one.cell) for one in imported.findings if one.rule == rule) == EVENT_MARKS[rule]


def test_the_days_of_one_event_are_told_in_their_order(imported: ImportedReport) -> None:
    told = {one.message_th for one in imported.findings if one.rule == "A01"}
    assert told == {"กิจกรรมเดียวกันระบุวันที่ต่างกัน: ๑๗/๑๒/๒๕๖๓, ๑๘/๑๒/๒๕๖๓, ๒๑/๑๒/๒๕๖๓"}


def test_answers_that_the_report_does_not_give_are_told(imported: ImportedReport) -> None:
    told = [one.place.split()[1] for one in imported.findings if one.rule == "R06"]
    assert told == ["1.2.3", "2.1.2", "4.1.1", "4.2.3"]


@pytest.mark.parametrize(
    ("indicator", "target", "expected"),
    [
        ("จำนวนโครงการ", "3 โครงการ", [("count", "at_least", 3, "โครงการ")]),
        ("จำนวนครั้งของการอบรม", "ไม่น้อยกว่า ๒ ครั้ง", [("count", "at_least", 2, "ครั้ง")]),
        ("จำนวนครั้งของการอบรม", "อย่างน้อย 4 ครั้ง/ปี", [("count", "at_least", 4, "ครั้ง/ปี")]),
        ("จำนวนผู้เข้ารับการอบรม", "๑,๒๐๐ คน", [("count", "at_least", 1200, "คน")]),
        ("จำนวนเรื่องที่เผยแพร่", "เท่ากับ ๑๒ เรื่อง", [("count", "exactly", 12, "เรื่อง")]),
        ("จำนวนคู่มือ", "๑ เล่ม", [("count", "at_least", 1, "เล่ม")]),
        ("จำนวนข้อร้องเรียน", "ไม่เกิน ๕ เรื่อง", [("ceiling", "at_most", 5, "เรื่อง")]),
        ("จำนวนข้อร้องเรียน", "ไม่มีข้อร้องเรียน", [("ceiling", "at_most", 0, "เรื่อง")]),
        ("จำนวนเจ้าหน้าที่ที่ถูกลงโทษทางวินัย", "ไม่มี", [("ceiling", "at_most", 0, "ราย")]),
        ("เรื่องร้องเรียนการทุจริต", "ร้อยละ ๐ (ไม่มีเรื่องร้องเรียน)", [("ceiling", "at_most", 0, "เรื่อง")]),
        ("ร้อยละของบุคลากรที่ผ่านการอบรม", "ร้อยละ ๘๐", [("ratio", "at_least", 80, "ร้อยละ")]),
        ("ร้อยละของบุคลากรที่ผ่านการอบรม", "ไม่น้อยกว่าร้อยละ 90", [("ratio", "at_least", 90, "ร้อยละ")]),
        ("สัดส่วนผู้มีความรู้เพิ่มขึ้น", "80%", [("ratio", "at_least", 80, "ร้อยละ")]),
        ("อัตราการตอบข้อร้องเรียน", "ร้อยละ ๙๕.๕", [("ratio", "at_least", "95.5", "ร้อยละ")]),
        ("ร้อยละความสำเร็จของการดำเนินการตามแผน", "ร้อยละ ๑๐๐", [("progress", "at_least", 100, "ร้อยละ")]),
        ("ร้อยละของความก้าวหน้าในการจัดทำระบบ", "ร้อยละ 75", [("progress", "at_least", 75, "ร้อยละ")]),
        ("คะแนนการประเมิน ITA", "ไม่น้อยกว่า ๘๕ คะแนน", [("score", "at_least", 85, "คะแนน")]),
        ("ผลการประเมิน ITA", "ร้อยละ ๙๐", [("score", "at_least", 90, "ร้อยละ")]),
        ("ค่าดัชนีการรับรู้การทุจริต", "๕๐ คะแนน", [("score", "at_least", 50, "คะแนน")]),
        ("ระดับความสำเร็จ", "ระดับ ๕", [("level", "at_least", 5, "ระดับ")]),
        ("ระดับความพึงพอใจ", "ไม่ต่ำกว่าระดับ 4", [("level", "at_least", 4, "ระดับ")]),
        ("ระยะเวลาตอบข้อร้องเรียน", "ภายใน ๑๕ วันทำการ", [("duration", "at_most", 15, "วันทำการ")]),
        ("ระยะเวลาให้บริการ", "ไม่เกิน 30 นาที", [("duration", "at_most", 30, "นาที")]),
        ("ประกาศนโยบาย No Gift Policy", "ร้อยละ ๑๐๐", [("document", "at_least", 100, "ร้อยละ")]),
        ("มีคำสั่งแต่งตั้งคณะทำงาน", "ร้อยละ 100", [("document", "at_least", 100, "ร้อยละ")]),
        ("จำนวนช่องทางร้องเรียน", "ไม่น้อยกว่า ๓ ช่องทาง", [("stock", "at_least", 3, "ช่องทาง")]),
        ("มีระบบสารสนเทศ", "๑ ระบบ", [("stock", "at_least", 1, "ระบบ")]),
        ("เครือข่ายเฝ้าระวัง", "5 เครือข่าย", [("stock", "at_least", 5, "เครือข่าย")]),
        ("จำนวนฐานข้อมูล", "๒ ฐานข้อมูล", [("stock", "at_least", 2, "ฐานข้อมูล")]),
        ("จำนวนหน่วยงานที่เข้าร่วม", "มากกว่า 10 หน่วยงาน", [("count", "at_least", 10, "หน่วยงาน")]),
        ("จำนวนกิจกรรมและผู้เข้าร่วม", "๒ กิจกรรม และผู้เข้าร่วม ๑๐๐ คน",
         [("count", "at_least", 2, "กิจกรรม"), ("count", "at_least", 100, "คน")]),
        ("การตอบข้อร้องเรียน", "ร้อยละ ๑๐๐ ภายใน ๗ วัน", [("duration", "at_most", 7, "วัน")]),
        ("จำนวนช่องทางและการตอบ", "๖ ช่องทาง และตอบภายใน ๑๐ วัน",
         [("stock", "at_least", 6, "ช่องทาง"), ("duration", "at_most", 10, "วัน")]),
        ("จำนวนครั้ง, จำนวนคน", "๓ ครั้ง, ๖๐ คน", [("count", "at_least", 3, "ครั้ง"), ("count", "at_least", 60, "คน")]),
        ("ผู้บริหารและบุคลากรรับทราบ", "ร้อยละ ๑๐๐ ของผู้บริหารและบุคลากร", [("progress", "at_least", 100, "ร้อยละ")]),
        ("ความสำเร็จของโครงการ", "แล้วเสร็จตามแผน", [(None, None, None, "")]),
        ("ความสำเร็จของโครงการ", "", [(None, None, None, "")]),
        ("จำนวนหลักสูตร", "1 หลักสูตร", [("count", "at_least", 1, "หลักสูตร")]),
        ("ร้อยละการเบิกจ่ายงบประมาณ", "ร้อยละ ๙๓", [("ratio", "at_least", 93, "ร้อยละ")]),
        ("จำนวนประกาศที่เผยแพร่", "๒ ฉบับ", [("count", "at_least", 2, "ฉบับ")]),
        ("จำนวนคดีทุจริต", "ไม่พบการกระทำผิด", [("ceiling", "at_most", 0, "เรื่อง")]),
    ],
)  # fmt: skip
def test_targets_of_other_agencies(indicator: str, target: str, expected: list[tuple[object, ...]]) -> None:
    read = [(m.kind, m.comparator, m.value, m.unit) for m in propose_measures(indicator, target)]
    wanted = [(k, c, None if v is None else Decimal(str(v)), u) for k, c, v, u in expected]
    assert read == wanted


@pytest.mark.parametrize("data", [b"", "ข้อความธรรมดา".encode(), b"<html><p>x</p></html>", b"a\tb\tc\td\te\n"])
def test_a_document_without_the_five_columns_is_told(data: bytes) -> None:
    with pytest.raises(UnreadableReport):
        read_outline(read_blocks(data))


@pytest.mark.parametrize(
    ("agency", "round_code", "division"), [("nobody", HALF, None), ("tpso", "2599-6m", None), ("tpso", HALF, "nobody")]
)
def test_what_reference_data_does_not_know_is_told(
    tmp_path: Path, agency: str, round_code: str, division: str | None
) -> None:
    phrases, known = load_phrases(asset_path("templates/phrases.yaml")), read_reference(SAMPLE / "reference")
    with pytest.raises(UsageError):
        import_report(PUBLISHED, agency, round_code, division, tmp_path, known, phrases, AT)
    assert list(tmp_path.iterdir()) == []
