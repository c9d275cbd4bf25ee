"""Cases of what the texts of a form say, and how they are typed."""

from tests.support.rules.case import Change, answer, case, row

SIX = "a-6m"
SCOPED = "จำนวนหลักเกณฑ์ (การสรรหา/การคัดเลือก)"


def told(narrative: str) -> Change:
    """Let the narrative of 1.1.1 say this."""
    return answer(SIX, "1.1.1", narrative=narrative)


def on(day: str) -> dict[str, str]:
    """Return the cells of an event of one day."""
    return {"starts_on": day, "ends_on": day}


def complained(narrative: str) -> Change:
    """Let the narrative of the item on complaints say this."""
    return answer(SIX, "1.2.1", narrative=narrative)


CASES = [
    case(
        "R45 reached and unfinished",
        SIX,
        "results!W10",
        answer(SIX, "1.2.1", narrative="ช่องทางที่สามยังไม่แล้วเสร็จ"),
    ),
    case("R45 not reached and unfinished", SIX, "", answer(SIX, "1.1.3", narrative="แผนยังไม่แล้วเสร็จ")),
    case(
        "R46 a first step at half",
        SIX,
        "results!W9",
        answer(SIX, "1.1.3", value=50, outcome_text=None, narrative="อยู่ระหว่างการแต่งตั้งคณะกรรมการ"),
    ),
    case(
        "R46 a first step at less",
        SIX,
        "",
        answer(SIX, "1.1.3", value=49.99, outcome_text=None, narrative="อยู่ระหว่างการแต่งตั้งคณะกรรมการ"),
    ),
    case("R47 no proof", SIX, "results!AK12", answer(SIX, "2.1.1", evidence=None)),
    case("R47 a date", SIX, "", answer(SIX, "2.1.1", evidence=None, narrative="ลงนามประกาศเมื่อ ๓ มกราคม ๒๕๖๖")),
    case("R47 an address", SIX, "", answer(SIX, "2.1.1", evidence=None, narrative="ประกาศที่ www.example.go.th")),
    case("R47 not made yet", SIX, "", answer(SIX, "2.1.1", evidence=None, value=50, outcome_text=None)),
    case("R50 complete in words", SIX, "results!V9", answer(SIX, "1.1.3", outcome_text="ครบถ้วน")),
    case("R50 not complete in words", SIX, "", answer(SIX, "1.1.3", outcome_text="ยังไม่ครบถ้วน")),
    case("R50 complete by the plan", SIX, "results!W9", answer(SIX, "1.1.3", narrative="ดำเนินการครบถ้วนตามแผน")),
    case("R50 something else complete", SIX, "", answer(SIX, "1.1.3", narrative="แจ้งเวียนครบถ้วน ยังไม่บรรลุเป้าหมาย")),
    case("R50 complete in both", SIX, "", answer(SIX, "1.1.3", value=100, outcome_text="ครบถ้วน")),
    case("R54 an amount spent", SIX, "results!X9", answer(SIX, "1.1.3", spent_baht=1)),
    case("R54 nothing spent", SIX, "", answer(SIX, "1.1.3", spent_baht=0)),
    case("R54 a payment told", SIX, "results!X9", answer(SIX, "1.1.3", narrative="เบิกจ่ายงวดที่ ๑ แล้วเสร็จ")),
    case("R54 a payment not made", SIX, "", answer(SIX, "1.1.3", narrative="ยังไม่ได้เบิกจ่ายงวดที่ ๑")),
    case("R54 paying as a subject", SIX, "", answer(SIX, "1.1.3", narrative="อบรมการเบิกจ่ายงบประมาณ")),
    case("R54 with a budget", SIX, "", told("เบิกจ่ายงวดที่ ๑")),
    case("T01 a letter of another script", SIX, "results!W7", told("จัด\u0ba4ดสอบความรู้")),
    case("T01 Latin words", SIX, "", told("ใช้ Website / Line@ และ ITAS")),
    case(
        "T02 an address in Thai digits",
        SIX,
        "topic!E7",
        row(SIX, "topic", 0, link="https://example.go.th/๑๒"),
    ),
    case("T02 an address in Arabic digits", SIX, "", told("ดูข่าวที่ https://example.go.th/12 ข้อ ๓")),
    case("T03 a lost bracket", SIX, "results!W7", told("อบรม (รุ่นแรก")),
    case("T03 numerals of a list", SIX, "", told("๑) รุ่นแรก ๒) รุ่นที่สอง (เย็น)")),
    case("T04 a tag", SIX, "results!W7", told("<p>อบรมรุ่นแรก")),
    case("T04 angles", SIX, "", told("จำนวน < ๕ และ <ชื่อ>")),
    case("T05 a known slip", SIX, "results!AK7", answer(SIX, "1.1.1", evidence="ดูที่เวบไซต์")),
    case("T05 a word of the kind", SIX, "", answer(SIX, "1.1.1", evidence="ดูที่เว็บไซต์")),
    case("T06 an invisible letter", SIX, "results!AE7", answer(SIX, "1.1.1", obstacle="ไม่มี\u200bคน")),
    case("T06 lines and tabs", SIX, "", answer(SIX, "1.1.1", obstacle="คนน้อย\n\tงานมาก")),
    case("R52 persons for times", SIX, "results!V7", answer(SIX, "1.1.1", outcome_text="๓ คน")),
    case("R52 a unit of the same things", SIX, "", answer(SIX, "1.1.1", outcome_text="๓ ครั้งตามแผน")),
    case(
        "R53 documents of another kind",
        SIX,
        "results!W7",
        answer(SIX, "1.1.1", indicator=SCOPED, narrative="๑. หลักเกณฑ์การประเมินผลงาน ๒. หลักเกณฑ์การจัดซื้อจัดจ้าง"),
    ),
    case(
        "R53 one of the kind",
        SIX,
        "",
        answer(SIX, "1.1.1", indicator=SCOPED, narrative="๑. หลักเกณฑ์การประเมินผลงาน ๒. หลักเกณฑ์การคัดเลือกบุคลากร"),
    ),
    case("R57 an event on Constitution Day", SIX, "event!C7", row(SIX, "event", 0, **on("10/12/2565"))),
    case("R57 an event the day before", SIX, "", row(SIX, "event", 0, **on("9/12/2565"))),
    case(
        "R57 an event that ends on a holiday",
        SIX,
        "event!D7",
        row(SIX, "event", 0, starts_on="3/12/2565", ends_on="5/12/2565"),
    ),
    case("R58 signed after March", SIX, "results!AK12", answer(SIX, "2.1.1", evidence="ประกาศ ลงวันที่ ๑ เมษายน ๒๕๖๖")),
    case("R58 signed on the last day", SIX, "", answer(SIX, "2.1.1", evidence="ประกาศ ลงวันที่ ๓๑ มีนาคม ๒๕๖๖")),
    case("R58 no document", SIX, "", answer(SIX, "1.1.3", evidence="บันทึก ลงวันที่ ๑ เมษายน ๒๕๖๖")),
    case("R59 who complained", SIX, "results!W10", complained("ได้รับเรื่องจาก นายตัวอย่าง นามสมมติ แล้ว")),
    case("R59 a citizen's number", SIX, "results!W10", complained("ผู้ร้องเลขที่ ๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑ แจ้งเหตุ")),
    case("R59 a mobile number", SIX, "results!W10", complained("ติดต่อกลับที่ 081-234-5678")),
    case("R59 a number of no citizen", SIX, "", complained("เลขที่หนังสือ ๑๒๓๔๕๖๗๘๙๐๑๒๓")),
    case("R59 an office", SIX, "", complained("แจ้งนายกรัฐมนตรี และ นายอำเภอ ทราบแล้ว")),
    case("R59 another item", SIX, "", told("วิทยากรคือ นายตัวอย่าง นามสมมติ")),
    case("T09 a host like ours", SIX, "topic!E7", row(SIX, "topic", 0, link="https://www.exampla.go.th/1")),
    case("T09 a part of ours", SIX, "", row(SIX, "topic", 0, link="https://news.example.go.th/1")),
    case("T09 quite another host", SIX, "", told("ดูที่ https://www.youtube.com/x")),
    case("T10 an abbreviation", SIX, "results!W7", told("นำเข้าข้อมูลในระบบ ITAS แล้ว")),
    case("T10 spelt out once", SIX, "", told("ระบบการประเมินคุณธรรมและความโปร่งใส (ITAS)")),
    case("T11 another threshold", SIX, "results!W7", told("ผู้มีผลในระดับต้องปรับปรุง (ต่ำกว่าร้อยละ ๘๐)")),
    case("T11 the threshold", SIX, "", told("ผู้มีผลในระดับต้องปรับปรุง (ต่ำกว่าร้อยละ ๖๐)")),
    case("T15 sara am in two letters", SIX, "results!W7", told("ด\u0e4d\u0e32เนินการ")),
    case("T15 a tone before its vowel", SIX, "results!W7", told("ท\u0e48\u0e35ประชุม")),
    case("T15 every letter in its place", SIX, "", told("ดำเนินการที่น้ำพุ")),
    case("T13 copied from a PDF", SIX, "results!W7", told("ส านักงานด าเนินการ จ านวน ๓ ครั้ง")),
    case("T13 a letter swallowed", SIX, "results!W7", told("สานักงานกาหนดแผนแล้ว")),
    case("T13 words that look alike", SIX, "", told("อาสานักเรียน ชาวนาเสนอราคา เจรจาเป็นภาษาไทย วางจานวนเวียน")),
    case("T14 Thai Windows read as Western", SIX, "results!W7", told("´Óà¹Ô¹¡ÒÃ¤Ãº·Ñé§ ö ªèÍ§·Ò§")),
    case("T14 UTF-8 read as Western", SIX, "results!W7", told("à¸”à¸³à¹€à¸™à¸´à¸™à¸²à¸²")),
    case("T14 UTF-8 read as Thai", SIX, "results!W7", told("เธ”เธณเน€เธชเธญเธ")),
    case("T14 accents", SIX, "", told("อบรมที่ Café Ångström ÀÁÂ และ naïve")),
    case("T16 question marks for letters", SIX, "results!W7", told("????????? แล้ว")),
    case("T16 the mark for what could not be read", SIX, "results!W7", told("ดำเนิ\ufffdการ")),
    case("T16 questions", SIX, "", told("ถามว่าทำอะไร? ทำไม?? แล้วเมื่อใด???")),
    case("T07 an open list", SIX, "", told("มีจำนวน ๑๐ เรื่อง ได้แก่\n๑. ก\n๒. ข\nฯลฯ")),
    case("T07 examples of a list", SIX, "", told("มีจำนวน ๓ เรื่อง ได้แก่ ๑. ก ๒. ข เป็นต้น")),
    case("T07 more than an open list claims", SIX, "results!W7", told("มีจำนวน ๑ เรื่อง ได้แก่ ๑. ก ๒. ข ฯลฯ")),
    case("T07 examples in an entry", SIX, "results!W7", told("มีจำนวน ๓ เรื่อง ได้แก่ ๑. ก ๒. สื่อ เช่น แผ่นพับ เป็นต้น")),
    case("T07 a miscounted list", SIX, "results!W7", told("มีจำนวน ๓ เรื่อง ได้แก่\n๑. ก\n๒. ข")),
    case("T07 a counted list", SIX, "", told("มีจำนวน ๒ เรื่อง ได้แก่\n๑. ก\n๒. ข")),
    case("T08 a day after", SIX, "results!W7", told("จัดเมื่อวันที่ ๑ เมษายน ๒๕๖๖")),
    case("T08 the last day", SIX, "", told("จัดเมื่อวันที่ ๓๑ มีนาคม ๒๕๖๖")),
    case("T08 a law and a meeting", SIX, "", told("ตามกฎหมาย พ.ศ. ๒๕๔๐ ประชุมครั้งที่ ๑/๒๕๖๗")),
]
