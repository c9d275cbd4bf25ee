"""What is compared is exact and is rounded once: by hand, and against fractions for any values a form may bear."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sarup.assets import asset_path
from sarup.warehouse_file import create_warehouse
from tests.support.rollup.invented_round import HALF, YEAR, File, Measure, Office, Rolled, roll_up_offices, said

PROGRESS, SCORE = Measure("progress", 100, unit="ร้อยละ"), Measure("score", 80, unit="ร้อยละ")
MEAN = Measure("score", 80, unit="ร้อยละ", across_divisions="mean")
SLOW_MEAN = Measure("duration", 10, "at_most", unit="วัน", across_divisions="mean")
EXACT_MEAN = Measure("score", 80, "exactly", unit="ร้อยละ", across_divisions="mean")
RATIO, PART = Measure("ratio", 100, unit="ร้อยละ"), Measure("ratio", 90, unit="ร้อยละ")


def parts(numerator: object, denominator: object) -> File:
    return said(numerator=numerator, denominator=denominator)


@dataclass(frozen=True)
class Near:
    """What divisions say in a half, and what it comes to: value, achievement, status."""

    name: str
    measure: Measure
    files: Sequence[File]
    value: str
    pct: str
    status: str


NEAR = (
    Near("99.99996 of 100", PROGRESS, [said(value="99.99996")], "99.99996", "99.99", "on_track"),
    Near("99.999999 of 100", PROGRESS, [said(value="99.999999")], "99.999999", "99.99", "on_track"),
    # (80 + 80 + 79.9999) / 3 = 79.99996…
    Near("a mean below", MEAN, [said(value=v) for v in (80, 80, "79.9999")], "79.999967", "99.99", "on_track"),
    # (80 + 80 + 79.999999) / 3 = 79.9999996…, which six decimals would call 80
    Near("a mean just below", MEAN, [said(value=v) for v in (80, 80, "79.999999")], "79.999999", "99.99", "on_track"),
    Near("a mean that reaches", MEAN, [said(value=v) for v in ("80.000001", 80, "79.999999")], "80", "100", "met"),
    # (10 + 10 + 10.000001) / 3 = 10.0000003…
    Near("a mean above", SLOW_MEAN, [said(value=v) for v in (10, 10, "10.000001")], "10.000001", "0", "breached"),
    Near("not exactly", EXACT_MEAN, [said(value=v) for v in (80, 80, "80.000001")], "80.000001", "0", "behind"),
    Near("39,999 of 40,000", RATIO, [parts(39999, 40000)], "99.9975", "99.99", "on_track"),
    Near("all but one of 2^31", RATIO, [parts(2**31 - 1, 2**31)], "99.999999", "99.99", "on_track"),
    Near("one of three", PART, [parts(1, 3)], "33.333333", "37.04", "on_track"),
    # 100 * 3 / 7 = 42.857142857…; of 90 that is 47.619…
    Near("sums of parts", PART, [parts(1, 4), parts(2, 3)], "42.857143", "47.62", "on_track"),
    Near("89 of 99 is not 90 %", PART, [parts(89, 99)], "89.898990", "99.89", "on_track"),
    Near("shares averaged", Measure("ratio", 50, unit="ร้อยละ", across_divisions="mean"),
         [parts(1, 7), parts(2, 7), parts(15, 14)], "50", "100", "met"),
    Near("the least share", Measure("ratio", 50, unit="ร้อยละ", across_divisions="min"),
         [parts(1, 2), parts(2, 3)], "50", "100", "met"),
)  # fmt: skip


@pytest.fixture(scope="module")
def near() -> Rolled:
    """Return an office a line."""
    return roll_up_offices([Office(line.name, (line.measure,), line.files) for line in NEAR])


@pytest.mark.parametrize("line", NEAR, ids=lambda line: line.name)
def test_a_value_near_its_target_is_judged_as_it_is(near: Rolled, line: Near) -> None:
    row = near.measure(line.name, HALF)
    assert (row["outcome_value"], row["achievement_pct"]) == (Decimal(line.value), Decimal(line.pct))
    assert row["status"] == line.status


def test_the_mean_of_two_halves_is_judged_unrounded() -> None:
    measure = Measure("score", 80, unit="ร้อยละ", across_rounds="mean")
    year = (said(value_year=80),)
    rolled = roll_up_offices([Office("halves", (measure,), (said(value="79.999999"),), year)])
    row = rolled.measure("halves", YEAR)  # 79.9999995
    assert (row["outcome_value"], row["status"], row["is_computed"]) == (Decimal("79.999999"), "not_met", True)


SMALLEST, GREATEST = Decimal("0.000001"), Decimal("9999999999.999999")
EXTREMES = {"most": (GREATEST, SMALLEST), "least": (SMALLEST, GREATEST), "none": (Decimal(0), SMALLEST)}
WAYS = ("sum", "min", "max", "mean", "lead", "ratio")


def test_the_greatest_cells_of_fifty_divisions_roll_up() -> None:
    offices = []
    for name, (numerator, denominator) in EXTREMES.items():
        for target in (SMALLEST, GREATEST):
            for way in WAYS:
                typed = way != "ratio"
                for kind in ("count", "ratio") if typed else ("ratio",):
                    measure = Measure(kind, target, across_divisions=way, across_rounds=None)
                    said_so = parts(numerator, denominator) if kind == "ratio" else said(value=numerator)
                    then = parts(numerator, denominator) if kind == "ratio" else said(value_half=numerator)
                    label = f"{name} {target} {way} {kind}"
                    offices.append(Office(label, (measure,), (said_so,) * 50, (then,) * 50))
    rolled = roll_up_offices(offices)
    most = rolled.measure(f"most {SMALLEST} ratio ratio", YEAR)
    share = Decimal(100) * GREATEST / SMALLEST
    assert most["outcome_value"] == share
    assert most["achievement_pct"] == 100 * share / SMALLEST
    assert rolled.measure(f"most {SMALLEST} sum count", YEAR)["outcome_value"] == 100 * GREATEST
    assert rolled.measure(f"least {GREATEST} mean ratio", YEAR)["outcome_value"] == 0


def test_the_greatest_numbers_of_a_plan_roll_up() -> None:
    """A year, a revision, strategies and codes that no plan has: none of them stops the others."""
    place = {"submission_id": "plan-odd", "sheet": "plan", "row_no": 3}
    sent = {"submission_id": "plan-odd", "sha256": "odd", "division_code": "planner", "file_name": "odd.xlsx"}
    whole = int(GREATEST)
    odd = [
        ("submission", {**sent, "received_at": "2021-04-01T09:00:00+07:00", "kind": "plan", "plan_code": "odd"}),
        ("plan", {**place, "plan_code": "odd", "fiscal_year_be": whole, "revision_no": whole, "plan_name": "ปี ๒๕๖๔"}),
        ("plan_structure", {**place, "level": "strategy", "strategy_no": whole, "tactic_no": whole, "text": "ก"}),
        ("plan_item", {**place, "item_code": f"{10**20}.{10**20}.{10**20}", "guideline": "ก", "indicator": "จำนวน"}),
        ("plan_measure", {**place, "item_code": f"{10**20}.1.1", "measure_no": whole, "target_value": GREATEST}),
    ]
    rolled = roll_up_offices([Office("sound", (Measure("count", 4),), (said(value=4),))], odd)
    assert rolled.measure("sound", HALF)["status"] == "met"


NUMBERS = st.one_of(
    st.sampled_from([Decimal(0), SMALLEST, GREATEST, Decimal("99.999999"), Decimal(100), Decimal("80.000001")]),
    st.decimals(0, 200, places=6),
    st.decimals(0, GREATEST, places=6),
)
BASES = NUMBERS.filter(lambda number: number > 0)


@st.composite
def asked(draw: st.DrawFn) -> tuple[Measure, list[dict[str, Any]]]:
    """Return a measure with the answers of one to three divisions."""
    kind = draw(st.sampled_from(["count", "stock", "progress", "ratio", "score", "ceiling", "duration"]))
    across = draw(st.sampled_from([None, "mean", "min", "max"]))
    comparator = draw(st.sampled_from(["at_least", "at_most", "exactly"]))
    measure = Measure(kind, draw(BASES), comparator, across_divisions=across)
    count = draw(st.integers(1, 3))
    if kind == "ratio":
        return measure, [{"numerator": draw(NUMBERS), "denominator": draw(BASES)} for _ in range(count)]
    return measure, [{"value": draw(NUMBERS)} for _ in range(count)]


def exact_value(measure: Measure, answers: Sequence[dict[str, Any]]) -> Fraction:
    """Return the value of a half by the kind's own way, or by the one that the plan names."""
    own = {"count": "sum", "ceiling": "sum", "ratio": "ratio", "duration": "max"}.get(measure.kind, "lead")
    way = measure.across_divisions or own
    if way == "ratio":
        return 100 * sum(Fraction(a["numerator"]) for a in answers) / sum(Fraction(a["denominator"]) for a in answers)
    each = [
        100 * Fraction(a["numerator"]) / Fraction(a["denominator"]) if "numerator" in a else Fraction(a["value"])
        for a in answers
    ]
    return {"sum": sum(each), "min": min(each), "max": max(each), "mean": sum(each) / len(each)}.get(way, each[0])


def rounded(value: Fraction, places: int) -> Fraction:
    return Fraction(int(value * 10**places + Fraction(1, 2)), 10**places)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(asked(), min_size=30, max_size=30))
def test_any_values_are_judged_as_fractions_would_be(cases: list[tuple[Measure, list[dict[str, Any]]]]) -> None:
    offices = [Office(str(n), (measure,), [(a,) for a in answers]) for n, (measure, answers) in enumerate(cases)]
    rolled = roll_up_offices(offices)
    for n, (measure, answers) in enumerate(cases):
        row, value, target = rolled.measure(str(n), HALF), exact_value(measure, answers), Fraction(measure.target_value)
        is_met = {"at_least": value >= target, "at_most": value <= target}.get(measure.comparator, value == target)
        assert (row["status"] == "met") == is_met
        said_value = Fraction(row["outcome_value"])
        assert abs(said_value - value) <= Fraction(1, 10**6)
        if rounded(value, 6) != target:
            assert said_value == rounded(value, 6)
        kept = {"at_least": said_value >= target, "at_most": said_value <= target}
        assert kept.get(measure.comparator, said_value == target) == is_met
        percent = Fraction(row["achievement_pct"])
        if measure.comparator != "at_least":
            assert percent == (100 if is_met else 0)
        elif is_met or rounded(100 * value / target, 2) < 100:
            assert percent == rounded(100 * value / target, 2)
        else:
            assert percent == Fraction("99.99")


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(201, 20_000, "1.01"), (39_999, 40_000, "99.99"), (40_000, 40_000, "100.00"), (0, 5, "0.00"), (5, 0, None)],
)
def test_a_percentage_of_money_is_a_decimal_half_up(part: int, whole: int, expected: str | None) -> None:
    """201 of 20,000 is 1.005; what is not the whole is never 100.00."""
    with create_warehouse(":memory:", asset_path("sql")) as connection:
        row = connection.execute("select percent_of(?::decimal(38, 2), ?::decimal(38, 2))", [part, whole]).fetchone()
    assert row == (None if expected is None else Decimal(expected),)
