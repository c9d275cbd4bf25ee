"""What the views of the report hold where the sample has no case: two divisions, a closed round, a register of gaps."""

from collections.abc import Sequence
from typing import Any

import pytest

from tests.support.rollup.files_of_a_plan import HALF, YEAR, Sent, ask, roll_up_plan
from tests.support.rollup.invented_round import ROUNDS

CAME, LATER = "2021-04-10T09:00:00+07:00", "2021-05-10T09:00:00+07:00"
IN_OCTOBER = "2021-10-10T09:00:00+07:00"
Row = tuple[str, dict[str, Any]]


def division(code: str, **cells: Any) -> Row:
    return "division", {"division_code": code, "agency_code": "a", "division_name": f"กอง {code}", **cells}


def totals(query: str, roles: dict[str, Sequence[str]], files: Sequence[Sent], **more: Any) -> list[tuple[Any, ...]]:
    """Return what report.total adds up, for a plan whose items have these divisions."""
    with roll_up_plan(roles, files, **more) as connection:
        return ask(connection, f"select column_name, adds_up from report.total where {query} order by all")


def test_an_item_counts_under_its_status_where_it_applies_or_is_cancelled() -> None:
    files = [Sent("a", values={"1.1.1": {"value": 4}, "1.1.2": {"value": 1}})]
    roles = {code: ["a"] for code in ("1.1.1", "1.1.2", "1.1.3")}
    told = totals(
        f"round_code = '{HALF}' and sql_model = 'report.summary' and column_name in "
        "('met_count', 'behind_count', 'cancelled_count', 'item_count')",
        roles, files, cancelled=["1.1.3"],
    )  # fmt: skip
    assert told == [
        ("behind_count", "1.1.2"),
        ("cancelled_count", "1.1.3"),
        ("item_count", "1.1.1, 1.1.2"),
        ("met_count", "1.1.1"),
    ]


def test_what_was_gained_has_no_mark_and_what_was_lost_has_one() -> None:
    stock = {"kind": "stock"}
    half = Sent("a", values={"1.1.1": {"value": 1}, "1.1.2": {"value": 5}})
    year = Sent("a", IN_OCTOBER, YEAR, values={"1.1.1": {"value_year": 4}, "1.1.2": {"value_year": 2}})
    told = totals(
        f"round_code = '{YEAR}' and column_name = 'gained_count'",
        {"1.1.1": ["a"], "1.1.2": ["a"]}, [half, year], measures={"1.1.1": stock, "1.1.2": stock},
    )  # fmt: skip
    assert told == [("gained_count", "1.1.1, -1.1.2")]


@pytest.mark.parametrize(("across", "adds_up"), [("sum", ["a, b"]), ("lead", []), ("latest", [])])
def test_a_value_of_divisions_names_them_but_where_the_lead_answers_alone(across: str, adds_up: list[str]) -> None:
    files = [Sent(who, values={"1.1.1": {"value": 2}}) for who in ("a", "b")]
    told = totals(
        f"round_code = '{HALF}' and column_name = 'outcome_value'",
        {"1.1.1": ["a", "b"]}, files, measures={"1.1.1": {"across_divisions": across}},
    )  # fmt: skip
    assert [adds for _, adds in told] == adds_up


def test_of_the_decisions_only_waivers_are_noted() -> None:
    decided = {"role": "หัวหน้า (ตัวอย่าง)", "reason": "-", "recorded_at": CAME, "agency_code": "a"}
    waiver = {**decided, "number": 7, "kind": "waiver", "rule": "R01", "until_on": "2021-12-31"}
    with roll_up_plan({"1.1.1": ["a"]}, [Sent("a", is_withdrawn=True)], more=[("decision", waiver)]) as connection:
        assert ask(connection, f"select number from report.waiver where round_code = '{HALF}'") == [(7,)]


@pytest.mark.parametrize(
    ("marks", "is_sample"), [([True, False], True), ([False, False], False), ([None, None], False)]
)
def test_one_division_of_a_sample_makes_the_report_one(marks: list[bool | None], is_sample: bool) -> None:
    register = [division(code, is_sample=mark) for code, mark in zip("ab", marks, strict=True)]
    with roll_up_plan({"1.1.1": ["a"]}, [], more=register) as connection:
        assert ask(connection, f"select is_sample from report.title where round_code = '{HALF}'") == [(is_sample,)]


def test_a_warning_on_a_file_of_a_division_that_the_register_lost_is_noted() -> None:
    sent = Sent("a", CAME)
    warns = {
        "code": "W01", "severity": "warning", "scope": "results", "sentence_th": "-", "remedy_th": "-",
        "is_waivable": True, "follows": "",
    }  # fmt: skip
    more: list[Row] = [("rule", warns), ("finding", {"submission_id": sent.submission_id, "rule": "W01"})]
    query = f"select division_code, division_name, rule from report.check_finding where round_code = '{HALF}'"
    with roll_up_plan({"1.1.1": ["a"]}, [sent], more=more) as connection:
        assert ask(connection, query) == [("a", None, "W01")]


def test_a_name_of_an_agency_is_printed_also_where_no_line_of_the_register_tells_it() -> None:
    line = {"file_name": "agencies.csv", "sha256": "x", "line_no": 2, "code": "a"}
    query = (
        "select printed, file_name, line_no from report.figure "
        f"where column_name = 'agency_name' and round_code = '{HALF}'"
    )
    with roll_up_plan({"1.1.1": ["a"]}, []) as connection:
        assert ask(connection, query) == [("กรมตัวอย่าง", None, None)]
    with roll_up_plan({"1.1.1": ["a"]}, [], more=[("reference_line", line)]) as connection:
        assert ask(connection, query) == [("กรมตัวอย่าง", "agencies.csv", "2")]


def test_a_text_whose_column_has_no_place_is_printed_of_its_file_alone() -> None:
    sent = Sent("a", items={"1.1.1": {"narrative": "จัดอบรมแล้ว"}})
    query = f"select printed, cell from report.crosswalk where column_name = 'narrative' and round_code = '{HALF}'"
    with roll_up_plan({"1.1.1": ["a"]}, [sent]) as connection:
        assert ask(connection, query) == [("จัดอบรมแล้ว", None)]


def test_what_came_after_a_closing_does_not_move_the_time_of_the_round() -> None:
    within, after = Sent("a", CAME), Sent("a", LATER, name="late.xlsx")
    edition = {
        "agency_code": "a", "round_code": HALF, "edition_no": 1, "closed_at": "2021-05-01T09:00:00+07:00",
        "role": "หัวหน้า (ตัวอย่าง)", "reason": "-", "is_frozen": True, "is_settled": False,
    }  # fmt: skip
    taken = {"agency_code": "a", "round_code": HALF, "submission_id": within.submission_id}
    more: list[Row] = [division("a"), ("edition", edition), ("edition_submission", taken)]
    query = (
        "select cast(as_of_at at time zone 'Asia/Bangkok' as varchar) from core.round_state "
        f"where round_code = '{HALF}'"
    )
    with roll_up_plan({"1.1.1": ["a"]}, [within, after], more=more) as connection:
        assert ask(connection, query) == [("2021-04-10 09:00:00",)]


def test_who_signs_first_reported_and_who_signs_second_certified() -> None:
    sent = Sent("a", CAME)
    place = {"submission_id": sent.submission_id, "sheet": "signoff"}
    rows: list[Row] = [("signoff", {**place, "row_no": n, "position": f"ตำแหน่ง {n}"}) for n in (8, 7, 9)]
    query = "select position, signed_as from core.signoff order by row_no"
    with roll_up_plan({"1.1.1": ["a"]}, [sent], more=rows) as connection:
        assert ask(connection, query) == [("ตำแหน่ง 7", "reported"), ("ตำแหน่ง 8", "certified"), ("ตำแหน่ง 9", "other")]


def test_a_ministry_without_a_plan_has_noughts_and_a_plan_without_a_ministry_its_round() -> None:
    other = {"agency_code": "b", "agency_name": "กรมอื่น", "ministry_code": "n"}
    stray = {"submission_id": "stray", "sheet": "plan", "row_no": 1, "plan_code": "q", "agency_code": "nowhere"}
    sent = {
        "submission_id": "stray", "sha256": "stray", "division_code": "x", "file_name": "q.xlsx", "received_at": CAME,
        "kind": "plan", "plan_code": "q",
    }  # fmt: skip
    place = {"submission_id": "stray", "sheet": "plan", "row_no": 1, "item_code": "1.1.1"}
    measure = {"measure_no": 1, "kind": "count", "comparator": "at_least", "target_value": 4, "unit": "ครั้ง"}
    more: list[Row] = [
        ("agency", other), ("submission", sent), ("plan", {**stray, "fiscal_year_be": 2564, "revision_no": 1}),
        ("plan_item", {**place, "guideline": "-"}), ("plan_measure", {**place, **measure}),
        ("plan_role", {**place, "division_code": "x", "role": "lead"}),
    ]  # fmt: skip
    query = (
        "select ministry_code, agency_count, planless_agency_count, item_count, division_count "
        f"from rollup.ministry_round where round_code = '{HALF}' order by all nulls last"
    )
    with roll_up_plan({"1.1.1": ["a"]}, [], more=more) as connection:
        assert ask(connection, query) == [("m", 1, 0, 1, 1), ("n", 0, 1, 0, 0), (None, 1, 0, 1, 1)]


@pytest.mark.parametrize(
    ("year", "activity", "narrative"),
    [
        ({"activity": "โครงการปลายปี", "narrative": "ทั้งปีจัดแล้ว"}, "โครงการปลายปี", "ทั้งปีจัดแล้ว"),
        ({"narrative": "ทั้งปีจัดแล้ว"}, "โครงการต้นปี", "ทั้งปีจัดแล้ว"),
        ({"activity": "โครงการปลายปี"}, "โครงการปลายปี", "6m: ครึ่งปีจัดแล้ว"),
        (None, "โครงการต้นปี", "6m: ครึ่งปีจัดแล้ว"),
    ],
)
def test_the_years_texts_are_its_own_or_those_of_the_half_under_its_name(
    year: dict[str, str] | None, activity: str, narrative: str
) -> None:
    files = [Sent("a", items={"1.1.1": {"activity": "โครงการต้นปี", "narrative": "ครึ่งปีจัดแล้ว"}})]
    files += [Sent("a", IN_OCTOBER, YEAR, items={"1.1.1": year})] if year else []
    query = f"select activity, narrative from rollup.item_text where round_code = '{YEAR}'"
    with roll_up_plan({"1.1.1": ["a"]}, files) as connection:
        assert ask(connection, query) == [(activity, narrative)]


def test_the_texts_of_a_year_that_the_register_has_no_half_of_are_its_own() -> None:
    sent = Sent("a", IN_OCTOBER, YEAR, items={"1.1.1": {"narrative": "ทั้งปีจัดแล้ว"}})
    query = f"select activity, narrative from rollup.item_text where round_code = '{YEAR}'"
    with roll_up_plan({"1.1.1": ["a"]}, [sent], rounds=[one for one in ROUNDS if one[0] == YEAR]) as connection:
        assert ask(connection, query) == [(None, "ทั้งปีจัดแล้ว")]


def test_a_deadline_that_moved_is_printed_as_days() -> None:
    deadline = {"kind": "deadline", "comparator": "at_most", "unit": "วันที่", "target_value": None}
    half = Sent("a", values={"1.1.1": {"value_on": "2021-02-10"}})
    year = Sent("a", IN_OCTOBER, YEAR, values={"1.1.1": {"value_year_on": "2021-02-25"}})
    place = {"submission_id": "again", "sheet": "plan", "row_no": 1, "item_code": "1.1.1"}
    sent = {
        "submission_id": "again", "sha256": "again", "division_code": "planner", "file_name": "again.xlsx",
        "received_at": LATER, "kind": "plan", "plan_code": "p",
    }  # fmt: skip
    plan = {"plan_code": "p", "agency_code": "a", "fiscal_year_be": 2564, "revision_no": 2, "holds_from_round": YEAR}
    revised: list[Row] = [
        ("submission", sent), ("plan", {"submission_id": "again", "sheet": "plan", "row_no": 1, **plan}),
        ("plan_item", {**place, "guideline": "1.1.1", "state": "active"}),
        ("plan_measure", {**place, "measure_no": 1, **deadline, "target_on": "2021-09-30"}),
        ("plan_role", {**place, "division_code": "a", "role": "lead"}),
    ]  # fmt: skip
    first = {"1.1.1": {**deadline, "target_on": "2021-03-31"}}
    query = "select column_name, printed from rollup.figure where sql_model = 'rollup.round_change' order by all"
    with roll_up_plan({"1.1.1": ["a"]}, [half, year], measures=first) as connection:
        printed = dict(ask(connection, query))
    assert printed["change_value"] == "15"
    assert (printed["first_half_value"], printed["year_value"]) == ("๑๐ ก.พ. ๖๔", "๒๕ ก.พ. ๖๔")
    assert "previous_target_value" not in printed
    with roll_up_plan({"1.1.1": ["a"]}, [half, year], measures=first, more=revised) as connection:
        assert dict(ask(connection, query))["previous_target_value"] == "๓๑ มี.ค. ๖๔"
