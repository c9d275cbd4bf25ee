from decimal import Decimal

import pytest

from sarup.thai.numbers import NumberReading, read_number


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
        "5\u200b",
        "½",
    ],
)
def test_what_is_not_exactly_one_number_is_none(typed):
    assert read_number(typed) is None
