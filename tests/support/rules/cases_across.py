"""Cases across submissions in force: two divisions of one round, or two rounds of one division."""

from tests.support.rules.case import Change, answer, case, key, row

SIX, YEAR, BOTH = "a-6m", "a-12m", ("plan", "b-6m")
TRAINING = "อบรมเรื่องการทำงานอย่างโปร่งใสของสำนักงาน"


CHANNELS = row("plan", "plan_measure", 0, unit="ช่องทาง")
# The plan of knowledge becomes a second count of complaints, beside the one of 1.2.1, which had one.
COMPLAINTS = (
    row("plan", "plan_measure", 2, kind="count", unit="เรื่อง", target_value=3, definition=None),
    row("plan", "plan_item", 2, indicator="จำนวนเรื่องร้องเรียนที่พิจารณาแล้วเสร็จ", target_text="๓ เรื่อง"),
    answer(SIX, "1.1.3", outcome_text=None),
)


def shared(**cells: object) -> Change:
    """Let B report A's event, with these cells another."""
    return row(
        "b-6m",
        "event",
        0,
        **{"event_code": "EV-1", "starts_on": "15/12/2565", "ends_on": "15/12/2565"} | cells,
    )


def trained(day: str, more: str = "") -> Change:
    """Let A's narrative of 1.1.1 date the training so."""
    return answer(SIX, "1.1.1", narrative=f"{TRAINING}{more} เมื่อวันที่ {day}")


def tested(day: str, more: str = "") -> Change:
    """Let A's narrative of 1.1.2 date the training so."""
    return answer(SIX, "1.1.2", narrative=f"ทดสอบหลัง{TRAINING}{more} วันที่ {day}")


def trained_there(day: str) -> Change:
    """Let B's narrative of 1.1.1 date the training so, with one letter dropped from its name."""
    return answer("b-6m", "1.1.1", narrative=f"เข้าร่วมงาน{TRAINING.replace('อย่าง', 'อย่ง')}เมื่อวันที่ {day}")


CASES = [
    case("A01 two days", SIX, "event!C7", shared(starts_on="14/12/2565"), sent=BOTH),
    case("A01 one day", SIX, "", shared(), sent=BOTH),
    case("A02 two headcounts", SIX, "event!H7", shared(attendee_count=39), sent=BOTH),
    case("A02 one headcount", SIX, "", shared(), sent=BOTH),
    case("A03 two reports", SIX, "event!A7", shared(), sent=BOTH),
    case("A03 two items", SIX, "event!A7", row(SIX, "event", 0, item_codes="1.1.1, 1.1.2")),
    case("A03 two events", SIX, "", sent=BOTH),
    case("A08 two names", SIX, "event!B7", shared(event_name="อบรมความโปร่งใสที่สาขา"), sent=BOTH),
    case("A08 more spaces", SIX, "", shared(event_name=" อบรม เรื่องความโปร่งใส"), sent=BOTH),
    case(
        "A09 two days in narratives",
        SIX,
        "results!W7",
        trained("๑๔ ธันวาคม ๒๕๖๕"),
        trained_there("15 ธ.ค. 65"),
        sent=BOTH,
    ),
    case("A09 two items of one form", SIX, "results!W7 results!W8", trained("๑๔ ธันวาคม ๒๕๖๕"), tested("16/12/2565")),
    case("A09 one day", SIX, "", trained("๑๔ ธันวาคม ๒๕๖๕"), trained_there("14 ธ.ค. 65"), sent=BOTH),
    case(
        "A09 a range that holds the day",
        SIX,
        "",
        trained("๑๔ – ๑๕ ธันวาคม ๒๕๖๕"),
        trained_there("15 ธ.ค. 65"),
        sent=BOTH,
    ),
    case(
        "A09 held twice",
        SIX,
        "",
        answer(SIX, "1.1.1", narrative=f"{TRAINING} วันที่ ๑๔ ธันวาคม ๒๕๖๕ และ{TRAINING} วันที่ ๑๖ ธันวาคม ๒๕๖๕"),
        tested("16/12/2565"),
    ),
    case("A09 another class", SIX, "", trained("๑๔ ธันวาคม ๒๕๖๕", " รุ่นที่ ๑"), tested("16/12/2565", " รุ่นที่ ๒")),
    case(
        "A09 other words with the same numbers",
        SIX,
        "",
        trained("๑๔ ธันวาคม ๒๕๖๕"),
        answer(SIX, "1.1.2", narrative="ประชุมคณะทำงานจัดทำแผน วันที่ 16/12/2565"),
    ),
    case("A09 another name", SIX, "", trained("๑๔ ธันวาคม ๒๕๖๕"), tested("16/12/2565", "ของผู้บริหารและผู้แทน")),
    case(
        "A09 both days stand on sheets of events",
        SIX,
        "",
        trained("๑๔ ธันวาคม ๒๕๖๕"),
        tested("16/12/2565"),
        row(SIX, "event", 0, starts_on="14/12/2565", ends_on="14/12/2565"),
        row("b-6m", "event", 0, starts_on="16/12/2565", ends_on="16/12/2565"),
        sent=BOTH,
    ),
    case(
        "A09 a name that begins otherwise",
        SIX,
        "",
        trained("๑๔ ธันวาคม ๒๕๖๕"),
        answer(SIX, "1.1.2", narrative=f"ทดสอบหลัง{TRAINING.replace('เรื่อง', 'เรือง')} วันที่ 16/12/2565"),
    ),
    case("A10 complaints in one item only", SIX, "results!D9 results!D11", *COMPLAINTS, answer(SIX, "1.1.3", value=0)),
    case("A10 complaints in both items", SIX, "", *COMPLAINTS, answer(SIX, "1.1.3", value=2)),
    case("A11 two divisions with channels", "b-6m", "results!D7", CHANNELS, sent=("plan", SIX)),
    case("A11 one division with channels", "b-6m", "", CHANNELS, sent=("plan",)),
    case("A11 two divisions with trainings", "b-6m", "", sent=("plan", SIX)),
    case("A12 another total", SIX, "results!W7", answer(SIX, "1.1.1", narrative="รวมทั้งสิ้น ๗ ครั้ง"), sent=BOTH),
    case("A12 the sum", SIX, "", answer(SIX, "1.1.1", narrative="รวมทั้งสิ้น ๔ ครั้ง"), sent=BOTH),
    case("A12 another unit", SIX, "", answer(SIX, "1.1.1", narrative="รวมทั้งสิ้น ๗ คน"), sent=BOTH),
    case("A04 the same words", YEAR, "results!AB7", answer(YEAR, "1.1.1", narrative="จัดอบรมสามครั้งตามกำหนด")),
    case("A04 one word more", YEAR, "", answer(YEAR, "1.1.1", narrative="จัดอบรมสามครั้งตามกำหนดเดิม")),
    case("A05 another first half", YEAR, "results!N10", answer(YEAR, "1.2.1", previous=2)),
    case("A06 a fifth time of four", SIX, "results!W7", answer(SIX, "1.1.1", narrative="จัดครั้งที่ ๕"), sent=BOTH),
    case("A06 a fourth time of four", SIX, "", answer(SIX, "1.1.1", narrative="จัดครั้งที่ ๔"), sent=BOTH),
    case("A06 a meeting's number", SIX, "", answer(SIX, "1.1.1", narrative="ประชุมครั้งที่ ๙/๒๕๖๖"), sent=BOTH),
    case("A07 no first half", YEAR, "results!P7 results!P11", sent=("plan",)),
    case(
        "A07 the second half alone",
        YEAR,
        "results!P11",
        key(YEAR, annual_entry="second_half"),
        answer(YEAR, "1.1.1", value_year=None, outcome_text=None),
        sent=("plan",),
    ),
]
