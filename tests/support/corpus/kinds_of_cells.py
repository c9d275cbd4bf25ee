"""What people and programs put into cells: numbers, dates, choices, formulas, errors."""

from tests.support.corpus.book import (
    EVENTS,
    RESULTS,
    STYLES,
    blank,
    both,
    by_office,
    cell,
    number,
    replaced,
    text,
)
from tests.support.corpus.kind import accepted, kind, returned, warned

ERRORS = (
    "#DIV/0! #N/A #NAME? #NULL! #NUM! #REF! #VALUE! #GETTING_DATA #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #UNKNOWN!"
)
# The form has eight cell styles; each of these is the ninth.
# The form has fourteen styles of its own; what is added behind them is number 14.
AS_DATE, AS_PERCENT = (replaced(STYLES, "</cellXfs>", f'<xf numFmtId="{code}"/></cellXfs>') for code in (14, 9))
SINCE_1904 = replaced("xl/workbook.xml", "<workbookPr ", '<workbookPr date1904="1" ')


NUMBERS = [
    accepted("a number as text", text("O7", "3")),
    accepted("a number between spaces", text("O7", "  3 ")),
    accepted("a number with no-break spaces", text("O7", "\u00a03\u00a0"), "R81 results!O7"),
    accepted("a number with a line end", text("O7", "3\n")),
    accepted("thousands in groups", text("Z7", "100,000")),
    accepted("satang", text("AC7", "59,999.75")),
    accepted("Thai digits", text("O7", "๓"), "R60 results!O7"),
    accepted("Thai digits in groups", text("Z7", "๑๐๐,๐๐๐"), "R60 results!Z7"),
    accepted("mixed digits", text("Z7", "10๐๐00"), "R05 results!Z7"),
    accepted("a float's tail", number("O7", "3.0000000000000001")),
    accepted("a number with an exponent", number("Z7", "1E5")),
    accepted("a negative zero", number("AB7", "-0")),
    accepted("a number with spaces around it in the file", number("O7", " 3 ")),
    returned("full-width digits", "R01 results!O7", text("O7", "３")),
    returned("Arabic-Indic digits", "R01 results!O7", text("O7", "٣")),
    returned("Lao digits", "R01 results!O7", text("O7", "໓")),
    returned("a superscript", "R01 results!O7", text("O7", "³")),
    returned("a fraction sign", "R01 results!AC7", text("AC7", "½")),
    returned("an underscore", "R01 results!Z7", text("Z7", "100_000")),
    returned("not a number", "R01 results!O7", text("O7", "nan")),
    returned("infinity", "R01 results!O7", text("O7", "Infinity")),
    returned("an exponent as text", "R01 results!Z7", text("Z7", "1e5")),
    returned("a hexadecimal", "R01 results!O7", text("O7", "0x3")),
    returned("a plus sign", "R01 results!O7", text("O7", "+3")),
    returned("brackets for less than nothing", "R01 results!AC7", text("AC7", "(500)")),
    returned("a Unicode minus", "R01 results!AC7", text("AC7", "−5")),
    returned("wrong groups", "R01 results!Z7", text("Z7", "1,0000")),
    returned("a decimal comma", "R01 results!AC7", text("AC7", "59999,75")),
    returned("two points", "R01 results!AC7", text("AC7", "1.000.000")),
    accepted("its own unit", text("O7", "3 ครั้ง"), "R80 results!O7"),
    returned("another unit", "R01 results!O7", text("O7", "3 คน")),
    accepted("Thai digits and its own unit", text("O7", "๓ ครั้ง"), "R80 results!O7"),
    returned("a number in words", "R01 results!O7", text("O7", "สาม")),
    returned("a dash", "R84 results!O7", text("O7", "-")),
    returned("a range", "R01 results!O7", text("O7", "3-4")),
    returned("about", "R01 results!O7", text("O7", "ประมาณ 3")),
    accepted("a percent sign", text("O9", "60%"), "R80 results!O9"),
    accepted("a zero-width space in a number", text("O7", "3\u200b"), "R81 results!O7"),
    accepted("a direction mark in a number", text("O7", "\u202e3"), "R81 results!O7"),
    accepted("a share shown as percent", both(AS_PERCENT, number("O9", "0.6", style=14)), "R80 results!O9"),
    returned("a truth value", "R01 results!O7", cell("O7", '<c r="O7" s="7" t="b"><v>1</v></c>')),
    returned("less than nothing", "R04 results!AC7", number("AC7", "-1")),
    returned("more than any budget", "R63 results!Z7", number("Z7", "1E15")),
    returned("half a training", "R36 results!O7", both(number("O7", "2.5"), text("V7", "จัดแล้ว"))),
    returned("over a hundred per cent", "R35 results!O9", both(number("O9", "160"), text("V9", "ตามแผน"))),
    returned("nothing at all", "R06 results!O7", blank("O7")),
    returned("only spaces", "R06 results!O7", text("O7", "   ")),
    returned("an empty text of a formula", "R06 results!O7", cell("O7", '<c r="O7" t="str"><f>""</f><v></v></c>')),
    returned("a value and a reason", "R07 results!O7", text("R7", "อยู่ระหว่างดำเนินการ")),
    returned("another number than the printed one", "R37 results!V7", number("O7", "4")),
]  # fmt: skip

FORMULAS = [
    accepted("a formula with its value", cell("O7", '<c r="O7" s="7"><f>1+2</f><v>3</v></c>')),
    accepted("a formula that gives a text", cell("W7", '<c r="W7" t="str"><f>"ก"&amp;"ข"</f><v>จัดอบรมแล้ว</v></c>')),
    accepted("an array formula", cell("O7", '<c r="O7"><f t="array" ref="O7">SUM(1,2)</f><v>3</v></c>')),
    accepted("a shared formula", cell("O7", '<c r="O7"><f t="shared" si="0" ref="O7:O8">3*1</f><v>3</v></c>')),
    accepted(
        "a hyperlink formula",
        cell("W7", '<c r="W7" t="str"><f>HYPERLINK("https://example.com","x")</f><v>อบรมแล้ว</v></c>'),
    ),
    returned("a formula never calculated", "S12 results!O7", cell("O7", '<c r="O7" s="7"><f>1+2</f></c>')),
    returned("a formula with an empty value", "S12 results!O7", cell("O7", '<c r="O7" s="7"><f>1+2</f><v/></c>')),
    returned("a formula in a text never calculated", "S12 results!W7", cell("W7", '<c r="W7"><f>A1</f></c>')),
    *(
        returned(
            f"the error {error.strip('#!?').replace('/', ' by ')}",
            "S11 results!O7",
            cell("O7", f'<c r="O7" s="7" t="e"><v>{error}</v></c>'),
        )
        for error in ERRORS.split()
    ),
    returned(
        "an error in a text", "S11 results!W7", cell("W7", '<c r="W7" t="e"><f>VLOOKUP(1,A1:A2,9)</f><v>#REF!</v></c>')
    ),
    returned("an error in an event", "S11 event!H7", cell("H7", '<c r="H7" t="e"><v>#N/A</v></c>', EVENTS)),
    accepted("an error above the table", by_office(lambda book: book["ผลการดำเนินการ"].__setitem__("O2", "#N/A"))),
    accepted("a formula above the table", by_office(lambda book: book["ผลการดำเนินการ"].__setitem__("Z1", "=NOW()"))),
]

DATES = [
    accepted("a written date", text("AD7", "๓๑ มีนาคม ๒๕๖๖")),
    accepted("a short date", text("AD7", "31 มี.ค. 66")),
    accepted("a date with points", text("AD7", "31.3.2566")),
    accepted("a date with words before it", text("AD7", "เมื่อวันที่ ๓๑ มีนาคม พ.ศ. ๒๕๖๖")),
    accepted("a date cell", both(AS_DATE, number("AD7", "45016", style=14))),
    accepted("a date cell since 1904", both(SINCE_1904, AS_DATE, number("AD7", "43554", style=14))),
    accepted("a date stored as text", cell("AD7", '<c r="AD7" t="d"><v>2023-03-31T00:00:00</v></c>')),
    warned("a Buddhist year in a date cell", "R61 results!AD7", cell("AD7", '<c r="AD7" t="d"><v>2566-03-31</v></c>')),
    accepted("a Christian year", text("AD7", "31/3/2023"), "R62 results!AD7"),
    accepted("a Christian year in words", text("AD7", "31 มีนาคม ค.ศ. 2023"), "R62 results!AD7"),
    returned("a thirteenth month", "R03 results!AD7", text("AD7", "31/13/2566")),
    returned("a leap day of no leap year", "R03 event!C7", text("C7", "29/2/2566", EVENTS)),
    returned("an American date", "R03 results!AD7", text("AD7", "3/31/2566")),
    returned("a bare day number", "R03 results!AD7", number("AD7", "45016")),
    returned("a date in words", "R03 results!AD7", text("AD7", "สิ้นเดือน")),
    returned("Excel's own 29 February", "R03 results!AD7", both(AS_DATE, number("AD7", "60", style=14))),
    returned("an event after the round", "R38 event!C7, R38 event!D7", both(
        text("C7", "1/4/2566", EVENTS), text("D7", "1/4/2566", EVENTS)
    )),
    returned("an event that ends before it begins", "R18 event!D7", text("D7", "14/12/2565", EVENTS)),
]  # fmt: skip

CHOICES = [
    accepted("a choice between spaces", text("U7", "  อยู่ระหว่างดำเนินการ ")),
    returned("no choice of the list", "R02 results!U7", text("U7", "เรื่อย ๆ")),
    returned("a number for a choice", "R02 results!U7", number("U7", "1")),
    returned("no choice at all", "R09 results!U7", blank("U7")),
    returned("no narrative", "R10 results!W7", blank("W7")),
    returned("awaited without a month", "R08 results!S13", both(blank("O13"), text("R13", "รอผลการประเมินจากหน่วยงานภายนอก"))),
    accepted("awaited in August", both(
        blank("O13"), text("R13", "รอผลการประเมินจากหน่วยงานภายนอก"), text("S13", "สิงหาคม ๒๕๖๖")
    )),
    warned("an event without a headcount", "R16 event!H7", blank("H7", EVENTS)),
    kind("a changed guideline", "accepted", "R34 results!F7", text("F7", "1. จัดอบรมเรื่องอื่น", RESULTS)),
]  # fmt: skip

KINDS = [*NUMBERS, *FORMULAS, *DATES, *CHOICES]
