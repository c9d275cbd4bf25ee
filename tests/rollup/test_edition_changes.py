"""What a corrected edition changed, value by value: as it stood in the edition before, and as it stands now."""

from typing import Any

from tests.support.rollup.files_of_a_plan import HALF, Sent, ask, roll_up_plan

PLACE = {"plan_code": "p", "round_code": HALF, "item_code": "1.1.1"}
COUNT = PLACE | {"measure_no": 1, "unit": "ครั้ง", "is_computed": False, "goal_value": 4, "comparator": "at_least"}
SHARE = {"kind": "ratio", "unit": "ร้อยละ", "target_value": 85}
EDITION = {
    "agency_code": "a", "round_code": HALF, "edition_no": 2, "closed_at": "2021-05-01T09:00:00+07:00",
    "role": "หัวหน้า (ตัวอย่าง)", "reason": "แก้ไขตัวเลข", "is_frozen": False, "is_settled": False,
}  # fmt: skip


def changes(
    before: list[dict[str, Any]],
    values: dict[str, Any],
    measure: dict[str, Any] | None = None,
    items: dict[str, Any] | None = None,
) -> set[tuple[Any, ...]]:
    """Return field, old and new value of an edition whose one item has these cells; `before` is the edition before."""
    more = [("edition", EDITION), *(("edition_value", one) for one in before)]
    sent = Sent("a", values={"1.1.1": values}, items={"1.1.1": items or {}})
    with roll_up_plan({"1.1.1": ["a"]}, [sent], measures={"1.1.1": measure or {}}, more=more) as connection:
        rows = ask(connection, "select field, before_value, after_value from rollup.edition_change")
        numbers = ask(connection, "select distinct edition_no, reason from rollup.edition_change")
    assert numbers in ([(2, "แก้ไขตัวเลข")], [])
    return {row for row in rows if row[0] not in ("guideline", "status", "outcome_text", "verdict")}


def test_a_number_is_printed_with_its_unit_and_an_equal_one_is_no_change() -> None:
    before = [COUNT | {"field": "outcome_value", "number": 3}, COUNT | {"field": "target_value", "number": 4}]
    assert changes(before, {"value": 2}) == {("outcome_value", "3", "2")}
    assert changes(before, {"value": 3}) == set()


def test_a_target_is_printed_as_itself_and_a_share_on_its_own_side_of_it() -> None:
    share = COUNT | {"unit": "ร้อยละ", "is_computed": True}
    before = [
        share | {"field": "target_value", "number": 80, "goal_value": 80},
        share | {"field": "outcome_value", "number": "84.999", "goal_value": 85},
    ]
    told = changes(before, {"numerator": 17, "denominator": 21}, SHARE)
    assert told == {("target_value", "80", "85"), ("outcome_value", "84.99", "80.95")}


def test_money_has_its_satang_and_a_day_is_said_in_full() -> None:
    money = PLACE | {"field": "spent_baht", "number": 1000, "division_code": "a"}
    before = [money, COUNT | {"field": "outcome_value", "number": 3}, COUNT | {"field": "target_value", "number": 4}]
    told = changes(before, {"value": 3}, items={"budget_use": "used", "budget_baht": 5000, "spent_baht": 2000})
    assert ("spent_baht", "1,000.00", "2,000.00") in told


def test_what_is_gone_has_no_value_now_and_what_is_new_had_none() -> None:
    kept = [COUNT | {"field": "outcome_value", "number": 3}, COUNT | {"field": "target_value", "number": 4}]
    gone = PLACE | {"division_code": "a", "field": "obstacle", "value": "คนไม่พอ"}
    told = changes([*kept, gone], {"value": 3}, items={"narrative": "จัดอบรมแล้ว"})
    assert told == {("obstacle", "คนไม่พอ", None), ("narrative", None, "จัดอบรมแล้ว")}
