from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarup.thai.digits import THAI, format_number, round_half_up, to_arabic, to_thai


def test_digits_are_exchanged_and_everything_else_stays():
    assert to_thai("รอบ 6 เดือน 2564") == "รอบ ๖ เดือน ๒๕๖๔"
    assert to_arabic("๐๑๒๓๔๕๖๗๘๙ ٣ ３") == "0123456789 ٣ ３"


@given(st.text().filter(lambda text: not set(text) & set(THAI)))
def test_a_text_without_thai_digits_comes_back_from_thai(text: str):
    assert to_arabic(to_thai(text)) == text


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (0, None, "๐"),
        (1234567, None, "๑,๒๓๔,๕๖๗"),
        (999, None, "๙๙๙"),
        (Decimal("33.3333"), None, "๓๓.๓๓"),
        (Decimal("66.665"), None, "๖๖.๖๗"),
        (Decimal("50.00"), None, "๕๐"),
        (Decimal("1.50"), None, "๑.๕"),
        (Decimal("50"), 2, "๕๐.๐๐"),
        (1234.5, 2, "๑,๒๓๔.๕๐"),
        (2.675, 2, "๒.๖๘"),
        (-1234.5, 0, "-๑,๒๓๕"),
        (Decimal("-0.001"), 2, "๐.๐๐"),
        (100, None, "๑๐๐"),
        (Decimal("1E+3"), None, "๑,๐๐๐"),
        (10**30, 2, "๑" + ",๐๐๐" * 10 + ".๐๐"),
    ],
)
def test_numbers_are_grouped_and_rounded_half_up(value, places, written):
    assert format_number(value, places) == written


def test_a_number_can_keep_arabic_digits():
    assert format_number(Decimal("1234.5"), 2, thai=False) == "1,234.50"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN")])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(ValueError, match="cannot write"):
        format_number(value)


def test_halves_go_away_from_zero():
    assert round_half_up(Decimal("0.5"), 0) == 1
    assert round_half_up(Decimal("-0.5"), 0) == -1
    assert round_half_up(Decimal("2.5"), 0) == 3
