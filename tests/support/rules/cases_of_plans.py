"""Cases of the plan workbook. Rows begin at 3: items 1.1.1, 1.1.2, 1.1.3, 1.2.1 and 2.1.1."""

from tests.support.rules.case import Change, again, case, renumbered, row, without


def item(number: int, **cells: object) -> Change:
    """Change the item in row number + 3."""
    return row("plan", "plan_item", number, **cells)


def measure(number: int, **cells: object) -> Change:
    """Change the measure in row number + 3."""
    return row("plan", "plan_measure", number, **cells)


def by_a_day(**cells: object) -> Change:
    """Make the measure in row 5 a deadline."""
    return measure(2, **{"kind": "deadline", "comparator": "at_most", "target_value": "31/3/2566", **cells})


CASES = [
    case("P40 a number", "plan", "plan_measure!F5", by_a_day(target_value=60)),
    case("P40 no target", "plan", "plan_measure!F5", by_a_day(target_value=None)),
    case("P40 no such day", "plan", "plan_measure!F5", by_a_day(target_value="31/6/2566")),
    case("P40 a day", "plan", "", by_a_day()),
    case("P40 a day in words", "plan", "", by_a_day(target_value="วันที่ ๓๑ มีนาคม พ.ศ. ๒๕๖๖")),
    case("P41 an interim number", "plan", "plan_measure!I5", by_a_day(interim_target=50)),
    case("P41 an interim day", "plan", "", by_a_day(interim_target="28 ก.พ. 66")),
    case(
        "P42 days added up",
        "plan",
        "plan_measure!J5 plan_measure!K5",
        by_a_day(across_rounds="sum", across_divisions="mean"),
    ),
    case("P42 the earliest day", "plan", "", by_a_day(across_rounds="latest", across_divisions="min")),
    case(
        "P43 eight digits",
        "plan",
        "plan_measure!F5 plan_measure!I5",
        by_a_day(
            target_value="25660331",
            interim_target="๒๕๖๖๐๑๓๑",
        ),
    ),
    case("P43 a day with slashes", "plan", "", by_a_day(interim_target="31/1/2566")),
    case("P01 two parts", "plan", "plan_item!A3", item(0, item_code="1.1")),
    case("P01 a letter", "plan", "plan_item!A3", item(0, item_code="1.1.ก")),
    case("P01 long numbers", "plan", "", renumbered("2.1.1", "12.10.100")),
    case("P02 no kind", "plan", "plan_measure!D3", measure(0, kind=None)),
    case("P03 no comparator", "plan", "plan_measure!E3", measure(0, comparator=None)),
    case("P03 exactly", "plan", "", measure(0, comparator="exactly")),
    case("P04 a target in words", "plan", "plan_measure!F3", measure(0, target_value="หก")),
    case("P04 no target", "plan", "plan_measure!F3", measure(0, target_value=None)),
    case("P04 Thai digits", "plan", "", measure(0, target_value="๖")),
    case("P04 a day", "plan", "plan_measure!F3", measure(0, target_value="31/3/2566")),
    case("P05 percentages added", "plan", "plan_measure!J5", measure(2, across_rounds="sum")),
    case("P05 times added", "plan", "", measure(0, across_rounds="sum")),
    case("P05 the latest percentage", "plan", "", measure(2, across_rounds="latest")),
    case("P06 at least nothing", "plan", "plan_measure!F3", measure(0, target_value=0)),
    case("P06 at least a little", "plan", "", measure(0, target_value=0.5)),
    case("P06 at most nothing", "plan", "", measure(4, target_value=0)),
    case("P07 cancelled", "plan", "plan_item!K4", item(1, state="cancelled")),
    case("P07 cancelled with approval", "plan", "", item(1, state="cancelled", approval_ref="ท ๑/๒๕๖๖")),
    case("P08 no quantity", "plan", "plan_item!E3", item(0, indicator="การจัดอบรม")),
    case("P08 a level", "plan", "", item(0, indicator="ระดับความเข้าใจ")),
    case("P09 no number", "plan", "plan_item!B3", item(0, printed_no=None)),
    case("P10 a state", "plan", "plan_item!D3", item(0, activity="อยู่ระหว่างการดำเนินการ")),
    case("P10 a dash", "plan", "plan_item!D3", item(0, activity="-")),
    case("P10 an activity that begins so", "plan", "", item(0, activity="อยู่ระหว่างดำเนินการโครงการอบรม")),
    case("P11 any days", "plan", "plan_item!F3", item(0, target_text="ภายใน ๕ วัน")),
    case("P11 working days", "plan", "", item(0, target_text="ภายใน ๕ วันทำการ")),
    case("P12 a percentage of a count", "plan", "plan_item!F3", item(0, target_text="ร้อยละ ๖")),
    case("P13 a count of a percentage", "plan", "plan_measure!G5", measure(2, unit="เล่ม")),
    case("P13 points", "plan", "", measure(2, unit="คะแนน")),
    case("P14 two conditions", "plan", "plan_item!F3", item(0, target_text="๖ ครั้ง และ ๒ รุ่น")),
    case("P14 one condition and a day", "plan", "plan_item!F3", item(0, target_text="๖ ครั้ง และภายในวันที่ ๓๑ มีนาคม ๒๕๖๖")),
    case(
        "P14 a day of its own",
        "plan",
        "",
        item(3, target_text="๓ ช่องทาง และภายในวันที่ ๓๑ มีนาคม ๒๕๖๖"),
    ),
    case("P14 a condition without number", "plan", "", item(0, target_text="๖ ครั้ง และมีรายงาน")),
    case("P15 a share of what", "plan", "plan_measure!L4", measure(1, definition=None)),
    case(
        "P15 a percentage of nothing",
        "plan",
        "",
        item(1, indicator="ร้อยละผู้ผ่านการทดสอบ"),
        measure(1, definition=None),
    ),
    case("P16 no steps", "plan", "plan_measure!L5", measure(2, definition=None)),
    case("P17 two plans", "plan", "plan_item!D5", item(2, activity="๑. แผนแรก\n๒. แผนที่สอง")),
    case("P17 one plan", "plan", "", item(2, activity="๑. แผนแรก")),
    case("P17 two trainings", "plan", "", item(0, activity="๑. รุ่นแรก\n๒. รุ่นที่สอง")),
    case("P18 a jump", "plan", "plan_item!A5", renumbered("1.1.3", "1.1.4")),
    case("P18 a late start", "plan", "", renumbered("2.1.1", "2.1.3")),
    case("P19 last year", "plan", "plan_item!C3", item(0, guideline="อบรมประจำปีงบประมาณ พ.ศ. ๒๕๖๕")),
    case("P19 this year", "plan", "", item(0, guideline="อบรมประจำปีงบประมาณ พ.ศ. ๒๕๖๖")),
    case("P19 the year of a law", "plan", "", item(0, guideline="อบรมพระราชบัญญัติ พ.ศ. ๒๕๔๐")),
    case("P20 no lead", "plan", "plan_item!A4", row("plan", "plan_role", 2, role="support")),
    case("P20 two leads", "plan", "plan_item!A3", row("plan", "plan_role", 1, role="lead")),
    case("P21 no measure", "plan", "plan_item!A4", without("plan", "plan_measure", 1)),
    case("P22 an unknown division", "plan", "plan_role!B4", row("plan", "plan_role", 1, division_code="nobody")),
    case("P23 an index of other years", "plan", "plan_item!E4", item(1, indicator="ร้อยละของดัชนีความพร้อมรับผิด (ITA)")),
    case("P23 an index of the year", "plan", "", item(1, indicator="ร้อยละของดัชนีการใช้อำนาจ (ITA)")),
    case("P23 an index of something else", "plan", "", item(1, indicator="ร้อยละของดัชนีความสุข")),
    case(
        "P24 a letter of the master plan",
        "plan",
        "plan_structure!E3",
        row("plan", "plan", 0, fiscal_year_be=2564),
        row("plan", "plan_structure", 0, text="สกัดกั้นการทุจริตเชิงนโยบาบ"),
    ),
    case("P24 the master plan's own name", "plan", "", row("plan", "plan_structure", 0, text="สกัดกั้นการทุจริตเชิงนโยบาย")),
    case(
        "P25 an entry in other words",
        "plan",
        "plan_item!D4",
        item(0, activity="๑. ตู้รับฟังความคิดเห็นของสำนักงาน ๒. โทรศัพท์สายตรงของสำนักงาน"),
        item(1, activity="๑. ผู้รับฟังความคิดเห็นของสำนักงาน ๒. โทรศัพท์สายตรงของสำนักงาน"),
    ),
    case("P25 a channel more", "plan", "plan_item!D3", item(0, activity="เพิ่มช่องทางรับเรื่องร้องเรียนทางโทรศัพท์")),
    case(
        "P25 the same words",
        "plan",
        "",
        item(0, activity="๑. ตู้รับฟังความคิดเห็นของสำนักงาน ๒. โทรศัพท์สายตรงของสำนักงาน"),
        item(1, activity="๑. ตู้รับฟังความคิดเห็นของสำนักงาน ๒. จดหมายถึงหัวหน้าสำนักงาน"),
    ),
    case("P26 a strategy twice", "plan", "plan_structure!B3 plan_structure!B8", again("plan", "plan_structure", 0)),
    case("P26 two strategies of one name", "plan", "", row("plan", "plan_structure", 3, text="คนทำงานโปร่งใส")),
    case(
        "P27 a tactic twice",
        "plan",
        "plan_structure!C4 plan_structure!C8",
        again("plan", "plan_structure", 1, text="ชื่ออื่น"),
    ),
    case("P27 the first tactic of two strategies", "plan", ""),
    case("P28 an item twice", "plan", "plan_item!A3 plan_item!A8", again("plan", "plan_item", 0, guideline="ข้ออื่น")),
    case(
        "P28 an item twice in other digits",
        "plan",
        "plan_item!A3 plan_item!A8",
        again("plan", "plan_item", 0, item_code="1.01.1"),
    ),
    case("P28 items of one wording", "plan", "", item(1, guideline="จัดอบรมเรื่องความโปร่งใส")),
    case(
        "P29 a measure twice",
        "plan",
        "plan_measure!B3 plan_measure!B10",
        again("plan", "plan_measure", 0, target_value=7),
    ),
    case("P29 the first measure of two items", "plan", ""),
    case("P30 a division twice", "plan", "plan_role!B4 plan_role!B9", again("plan", "plan_role", 1)),
    case(
        "P30 lead and support too", "plan", "plan_role!B3 plan_role!B9", again("plan", "plan_role", 0, role="support")
    ),
    case("P30 a division of two items", "plan", ""),
    case(
        "P31 rows of nothing",
        "plan",
        "plan_structure!A3 plan_structure!B6 plan_structure!C5 plan_item!A3 plan_measure!A3 plan_measure!B4 "
        "plan_role!A3 plan_role!B5 plan_role!C6",
        row("plan", "plan_structure", 0, level=None),
        row("plan", "plan_structure", 2, tactic_no=None),
        row("plan", "plan_structure", 3, strategy_no="หนึ่ง"),
        item(0, item_code=None),
        measure(0, item_code=None),
        measure(1, measure_no=1.5),
        row("plan", "plan_role", 0, item_code=None),
        row("plan", "plan_role", 2, division_code=None),
        row("plan", "plan_role", 3, role="ผู้ช่วย"),
    ),
    case("P31 a number beyond any plan", "plan", "plan_measure!B3", measure(0, measure_no=10**11)),
    case("P31 the last number of rows", "plan", "", measure(0, measure_no=9999)),
    case(
        "P31 a plan of nobody",
        "plan",
        "plan!A3 plan!B3 plan!C3",
        row("plan", "plan", 0, plan_code=None, agency_code=None, fiscal_year_be=None),
    ),
    case(
        "P32 an item that is not there",
        "plan",
        "plan_measure!A4 plan_role!A3",
        measure(1, item_code="1.1.9"),
        row("plan", "plan_role", 0, item_code="9.9.9"),
    ),
    case("P33 another agency", "plan", "plan!B3", row("plan", "plan", 0, agency_code="another")),
    case(
        "P34 a code of another agency",
        "plan",
        "plan!A3",
        row("plan", "plan", 0, plan_code="plan-P29-the-first-measure-of-two-items", agency_code="other"),
        folder="c",
    ),
    case("P35 two plans in a file", "plan", "plan!A3 plan!A4", again("plan", "plan", 0, plan_name="แผนอื่น")),
    case(
        "R02 neither yes nor no",
        "plan",
        "plan_measure!N4 plan_measure!O4",
        measure(1, may_exceed="อาจจะ", same_base="อาจจะ"),
    ),
    case(
        "R02 an unknown way of adding",
        "plan",
        "plan_measure!J3 plan_measure!K3",
        measure(0, across_rounds="บวกกัน", across_divisions="บวกกัน"),
    ),
    case(
        "R03 an unreadable period",
        "plan",
        "plan_item!G3 plan_item!H3",
        item(0, starts_on="ต้นปี", ends_on="ปลายปี"),
    ),
    case("T05 a known slip in the plan", "plan", "plan_item!C3", item(0, guideline="อบรมการใช้เวบไซต์")),
    case(
        "T03 a lost bracket in the plan",
        "plan",
        "plan_structure!E3",
        row("plan", "plan_structure", 0, text="คนทำงาน (โปร่งใส"),
    ),
]
