"""Cases of the plan workbook. Rows begin at 3: items 1.1.1, 1.1.2, 1.1.3, 1.2.1 and 2.1.1."""

from case import Change, case, renumbered, row, without


def item(number: int, **cells: object) -> Change:
    """Change the item in row number + 3."""
    return row("plan", "plan_item", number, **cells)


def measure(number: int, **cells: object) -> Change:
    """Change the measure in row number + 3."""
    return row("plan", "plan_measure", number, **cells)


CASES = [
    case("P01 two parts", "plan", "plan_item!A3", item(0, item_code="1.1")),
    case("P01 a letter", "plan", "plan_item!A3", item(0, item_code="1.1.ก")),
    case("P01 long numbers", "plan", "", renumbered("2.1.1", "12.10.100")),
    case("P02 no kind", "plan", "plan_measure!D3", measure(0, kind=None)),
    case("P03 no comparator", "plan", "plan_measure!E3", measure(0, comparator=None)),
    case("P03 exactly", "plan", "", measure(0, comparator="exactly")),
    case("P04 a target in words", "plan", "plan_measure!F3", measure(0, target_value="หก")),
    case("P04 no target", "plan", "plan_measure!F3", measure(0, target_value=None)),
    case("P04 Thai digits", "plan", "", measure(0, target_value="๖")),
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
