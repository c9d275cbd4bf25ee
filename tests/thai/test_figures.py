from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarup.thai.digits import to_arabic, to_thai
from sarup.thai.figures import join_unit, print_amount, print_number, round_figure
from sarup.thai.numbers import read_number

# Value, unit, printed as given, printed where it was computed; each worked out by hand.
PRINTED = [
    ("0", "ครั้ง", "0", "0"),
    ("-0.0", "ครั้ง", "0", "0"),
    ("4", "ครั้ง", "4", "4"),
    ("4.000000", "ครั้ง", "4", "4"),
    ("1234567", "บาท", "1,234,567", "1,234,567"),
    ("4.5", "วัน", "4.5", "4.50"),
    ("0.999", "วัน", "0.999", "1.00"),
    ("0.994", "วัน", "0.994", "0.99"),
    ("-0.5", "วัน", "-0.5", "-0.50"),
    ("-1.005", "วัน", "-1.005", "-1.01"),
    ("-0.001", "วัน", "-0.001", "0.00"),
    ("85", "ร้อยละ", "85", "85"),
    ("84.2", "ร้อยละ", "84.20", "84.20"),
    ("84.2", "ร้อยละของเรื่อง", "84.20", "84.20"),
    ("84.995", "ร้อยละ", "84.995", "85.00"),
    ("85.0033", "ร้อยละ", "85.0033", "85.00"),
    ("84.985", "ร้อยละ", "84.985", "84.99"),
    ("0.000001", "ร้อยละ", "0.000001", "0.00"),
    ("9999999999.999999", "ร้อยละ", "9,999,999,999.999999", "10,000,000,000.00"),
    ("1E+3", "คน", "1,000", "1,000"),
    ("1" + "0" * 30, "คน", "1" + ",000" * 10, "1" + ",000" * 10),
]
# Value, comparator, target, printed where it was computed.
JUDGED = [
    ("99.9975", "at_least", "100", "99.99"),
    ("99.99996", "at_least", "100", "99.99"),
    ("100", "at_least", "100", "100"),
    ("100.001", "at_least", "100", "100.00"),
    ("79.9999", "at_least", "80", "79.99"),
    ("79.994", "at_least", "80", "79.99"),
    ("79.996", "at_least", "79.998", "79.99"),
    ("79.996", "at_least", "79.99", "80.00"),
    ("10.001", "at_most", "10", "10.001"),
    ("10.003333", "at_most", "10", "10.003333"),
    ("10.005", "at_most", "10", "10.01"),
    ("9.999", "at_most", "10", "10.00"),
    ("10.001", "exactly", "10", "10.001"),
    ("9.999", "exactly", "10", "9.99"),
    ("-0.001", "at_least", "0", "-0.001"),
    ("0.001", "at_most", "0", "0.001"),
]
numbers = st.decimals(min_value=-(10**10), max_value=10**10, places=6)
small = st.integers(-3_000_000, 3_000_000).map(lambda n: Decimal(n).scaleb(-6))
values = numbers | small | st.fractions(-1000, 1000, max_denominator=997)
units = st.sampled_from(["ร้อยละ", "ครั้ง", "ระดับ", "", None])


def read_back(text: str) -> Decimal:
    """Read a printed number as a division's cell is read."""
    reading = read_number(text)
    assert reading is not None, text
    return reading.value


@pytest.mark.parametrize(("value", "unit", "as_given", "as_computed"), PRINTED)
def test_a_number_is_printed(value: str, unit: str, as_given: str, as_computed: str) -> None:
    assert print_number(Decimal(value), unit) == as_given
    assert print_number(Decimal(value), unit, is_computed=True) == as_computed


@pytest.mark.parametrize(("value", "comparator", "target", "printed"), JUDGED)
def test_what_misses_its_target_is_never_printed_as_reaching_it(
    value: str, comparator: str, target: str, printed: str
) -> None:
    assert print_number(Decimal(value), None, True, Decimal(target), comparator) == printed


@pytest.mark.parametrize(
    ("value", "printed"), [("50", "50.00"), ("50.5", "50.50"), ("33.335", "33.34"), ("1234.5", "1,234.50")]
)
def test_a_column_of_percentages_or_money_has_two_decimals(value: str, printed: str) -> None:
    assert print_number(Decimal(value), is_computed=True, least_places=2) == printed


def test_a_fraction_is_rounded_once() -> None:
    assert print_number(Fraction(100 * 39_999, 40_000), "ร้อยละ", True, 100) == "99.99"
    assert print_number(Fraction(100 * 201, 20_000), "ร้อยละ", True) == "1.01"  # 1.005 exactly
    assert print_number(Fraction(200, 3), "ร้อยละ", True) == "66.67"
    assert print_number(Fraction(200, 3), "ร้อยละ") == "66.666667"


@pytest.mark.parametrize(
    ("number", "unit", "printed"),
    [
        ("84.20", "ร้อยละ", "ร้อยละ 84.20"),
        ("3", "ระดับ", "ระดับ 3"),
        ("4", "ครั้ง", "4 ครั้ง"),
        ("4", "", "4"),
        ("4", None, "4"),
    ],
)
def test_a_unit_stands_where_it_is_written(number: str, unit: str | None, printed: str) -> None:
    assert join_unit(number, unit) == printed


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("-Infinity")])
def test_what_is_no_number_is_refused(value: Decimal) -> None:
    with pytest.raises(ValueError, match="cannot print"):
        round_figure(value)


def test_a_float_is_refused() -> None:
    with pytest.raises(TypeError, match="decimal that was typed"):
        round_figure(84.995)  # type: ignore[arg-type]


@given(values, units, st.booleans(), st.integers(0, 2))
def test_what_is_printed_reads_back_as_the_rounded_value(
    value: Decimal | Fraction, unit: str | None, is_computed: bool, least: int
) -> None:
    printed = print_number(value, unit, is_computed, least_places=least)
    back = Fraction(read_back(printed))
    assert read_back(to_thai(printed)) == back
    assert abs(back - Fraction(value)) <= Fraction(1, 2 * 10 ** (2 if is_computed else 6))
    assert back * Fraction(value) >= 0 and (back or not printed.startswith("-"))
    assert not printed.endswith(".") and "." not in printed[:1]


@given(numbers | small, units)
def test_a_given_value_is_printed_whole(value: Decimal, unit: str | None) -> None:
    assert read_back(print_number(value, unit)) == value


@given(numbers | small)
def test_a_percentage_that_is_not_whole_has_two_decimals_at_least(value: Decimal) -> None:
    decimals = len(print_number(value, "ร้อยละ").partition(".")[2])
    assert decimals >= 2 if value % 1 else decimals == 0


@given(values, values, units, st.booleans(), st.sampled_from(["at_least", "at_most", "exactly"]))
def test_a_printed_value_misses_its_target_as_the_value_does(
    value: Decimal | Fraction, target: Decimal | Fraction, unit: str | None, is_computed: bool, comparator: str
) -> None:
    back = Fraction(read_back(print_number(value, unit, is_computed, target, comparator)))
    exact, goal = Fraction(value), Fraction(target)
    if comparator != "at_most" and exact < goal:
        assert back < goal
    if comparator != "at_least" and exact > goal:
        assert back > goal


@given(st.integers(-30, 30), st.sampled_from(["at_least", "at_most", "exactly"]), st.booleans())
def test_the_last_decimals_beside_a_target_tell(step: int, comparator: str, is_computed: bool) -> None:
    value = 80 + Decimal(step).scaleb(-4)
    figure = round_figure(value, "ร้อยละ", is_computed, 80, comparator)
    if comparator != "at_most" and step < 0:
        assert figure < 80
    if comparator != "at_least" and step > 0:
        assert figure > 80
    if step == 0:
        assert figure == 80


def test_an_amount_is_its_number_with_its_unit() -> None:
    for value, is_computed in product((Decimal("84.995"), 4), (False, True)):
        assert print_amount(value, "ร้อยละ", is_computed) == f"ร้อยละ {print_number(value, 'ร้อยละ', is_computed)}"
    assert to_arabic(to_thai(print_amount(3, "ระดับ"))) == "ระดับ 3"
