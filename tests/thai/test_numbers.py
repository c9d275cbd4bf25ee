from decimal import Decimal

import pytest

from sarup.thai.numbers import NumberReading, read_number, units_of


@pytest.mark.parametrize(
    ("typed", "value", "mixed", "thai"),
    [
        ("60", "60", False, False),
        ("๖๐", "60", False, True),
        ("๘,๓๐3", "8303", True, True),
        (" ๑,๒๓๔,๕๖๗.๕๐ ", "1234567.50", False, True),
        ("-3", "-3", False, False),
        ("0", "0", False, False),
        ("007", "7", False, False),
        ("\u00a02.5\n", "2.5", False, False),
        ("1000000", "1000000", False, False),
        ("\ufeff6\u200b", "6", False, False),
        ("\u200e๖\u00ad", "6", False, True),
    ],
)
def test_a_number_is_read_as_typed(typed, value, mixed, thai):
    assert read_number(typed) == NumberReading(Decimal(value), mixed, thai)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "-",
        "๒ ครั้ง",
        "ร้อยละ ๖๐",
        "60%",
        "nan",
        "inf",
        "1e3",
        "1_000",
        "٣",
        "３",
        "1,2",
        "12,34",
        "1234,567",
        ",100",
        "1,000,",
        "1.",
        ".5",
        "1.2.3",
        "+5",
        "--5",
        "- 5",
        "1 000",
        "0x10",
        "5\u00a06",
        "½",
    ],
)
def test_what_is_not_exactly_one_number_is_none(typed):
    assert read_number(typed) is None


BAHT = ["บาท", "บ.", "฿", ".-", ".- บาท"]


@pytest.mark.parametrize(
    ("typed", "units", "value"),
    [
        ("1,234.50 บาท", BAHT, "1234.50"),
        ("฿ 500", BAHT, "500"),
        ("5,000.-", BAHT, "5000"),
        ("5,000.- บาท", BAHT, "5000"),
        ("๕๓คน", ["คน"], "53"),
        ("จำนวน ๕ ช่องทาง", ["ช่องทาง"], "5"),
        ("ร้อยละ 50%", units_of("ร้อยละ"), "50"),
        ("6\u00a0\u200bครั้ง", ["ครั้ง"], "6"),
        ("-6 ครั้ง", ["ครั้ง"], "-6"),
    ],
)
def test_a_number_may_stand_beside_a_known_unit(typed, units, value):
    assert read_number(typed, units).value == Decimal(value)


@pytest.mark.parametrize(
    "typed", ["6 ครั้ง 5 ครั้ง", "จำนวน 6", "6/6 ครั้ง", "หกครั้ง", "ประมาณ 6 ครั้ง", "6 ครั้งครึ่ง", "6-7 ครั้ง", "ครั้ง", "6 คน"]
)
def test_nothing_else_may_stand_there(typed):
    assert read_number(typed, ["ครั้ง"]) is None
