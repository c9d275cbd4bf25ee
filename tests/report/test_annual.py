"""The annual round against values worked out by hand from the sample's two rounds."""

from decimal import Decimal
from typing import Any

import pytest
import yaml

from tests.support.whole_way import EXAMPLES, HALF, YEAR, Published

ANNUAL = yaml.safe_load((EXAMPLES / "annual-2564.yaml").read_text(encoding="utf-8"))
MEASURES = {(measure["item_code"], measure["measure_no"]): measure for measure in ANNUAL["measures"]}
COUNTS = ("items", "met", "not_yet_met", "no_value")


def number(value: Any) -> Decimal | None:
    """Return a number as a decimal, so that 2, 2.0 and 2.0000 are one."""
    return None if value is None else Decimal(str(value))


@pytest.mark.parametrize(("code", "no"), MEASURES)
def test_every_measure_of_the_year(office: Published, code: str, no: int) -> None:
    expected = MEASURES[code, no]
    (row,) = office.rows(
        "select * from rollup.measure_round where round_code = ? and item_code = ? and measure_no = ?", YEAR, code, no
    )
    assert number(row["outcome_value"]) == number(expected["period_value"])
    assert row["status"] == expected["status"]
    assert number(row["achievement_pct"]) == number(expected["achievement_pct"])


@pytest.mark.parametrize(("code", "no"), MEASURES)
def test_the_reason_for_no_value_or_for_a_carried_one(office: Published, code: str, no: int) -> None:
    """Where a value stands, the code beside it is the lead's own; where none stands, it is the measure's."""
    rows = office.rows(
        "select no_value_code from rollup.division_measure "
        "where round_code = ? and item_code = ? and measure_no = ? and role = 'lead'",
        *(YEAR, code, no),
    )
    assert [row["no_value_code"] for row in rows] == [MEASURES[code, no]["no_value_code"]]


@pytest.mark.parametrize("code", ANNUAL["items"])
def test_every_item_of_the_year(office: Published, code: str) -> None:
    (row,) = office.rows("select status from rollup.item_round where round_code = ? and item_code = ?", YEAR, code)
    assert row["status"] == ANNUAL["items"][code]


@pytest.mark.parametrize("strategy", ANNUAL["rollup_by_strategy"])
def test_totals_of_a_strategy(office: Published, strategy: int) -> None:
    (row,) = office.rows("select * from rollup.strategy_round where round_code = ? and strategy_no = ?", YEAR, strategy)
    assert totals(row) == ANNUAL["rollup_by_strategy"][strategy]


def test_totals_of_the_agency(office: Published) -> None:
    (row,) = office.rows("select * from rollup.agency_round where round_code = ?", YEAR)
    assert totals(row) == ANNUAL["rollup_total"]


def totals(row: dict[str, Any]) -> dict[str, int]:
    """Return the four counts under the names of the example."""
    return {name: int(row[f"{name.removesuffix('s')}_count"]) for name in COUNTS}


def test_at_the_years_end_no_interim_status_is_left(office: Published) -> None:
    rows = office.rows("select distinct status from rollup.measure_round where round_code = ?", YEAR)
    assert {row["status"] for row in rows}.isdisjoint({"on_track", "behind", "not_due"})


def test_the_year_counts_the_events_of_both_halves_once(office: Published) -> None:
    (half,) = office.rows("select * from report.event_total where round_code = ?", HALF)
    (year,) = office.rows("select * from report.event_total where round_code = ?", YEAR)
    second = ANNUAL["events_second_half"]
    assert (half["event_count"], half["attendee_count"]) == (3, 118)
    assert (year["event_count"], year["attendee_count"]) == (3 + second["events"], 118 + second["attendances"])


def test_money_is_the_latest_and_never_summed(office: Published) -> None:
    sums = "select sum(budget_baht) as budget, sum(spent_baht) as spent from report.budget where round_code = ?"
    money = ANNUAL["budget_baht"]
    assert office.rows(sums, HALF) == [{"budget": money["allocated"], "spent": money["spent_6m"]}]
    assert office.rows(sums, YEAR) == [{"budget": money["allocated"], "spent": money["spent_12m"]}]


@pytest.mark.parametrize("round_code", [HALF, YEAR])
def test_who_reported_and_when(office: Published, round_code: str) -> None:
    rows = office.rows("select * from rollup.completeness where round_code = ? order by sort_no", round_code)
    assert {
        "expected": len(rows),
        "received": sum(row["is_accepted"] for row in rows),
        "on_time": sum(row["is_on_time"] for row in rows),
        "late": [row["division_code"] for row in rows if row["is_accepted"] and not row["is_on_time"]],
        "missing": [row["division_code"] for row in rows if not row["is_received"]],
        "returned_first": [row["division_code"] for row in rows if row["version_count"] > 1],
    } == ANNUAL["completeness"][round_code]


def test_a_restated_half_is_told_with_its_reason(office: Published) -> None:
    (row,) = office.rows("select * from report.restatement where round_code = ?", YEAR)
    assert (row["item_code"], row["division_code"]) == ("1.2.4", "pr")
    assert (row["reported_value"], row["restated"]) == (10, 11)
    assert row["restated_reason"]


def test_topics_of_the_year(office: Published) -> None:
    rows = office.rows(
        "select s.round_code, count(*) as topics from raw.topic as t "
        "inner join core.submission as s on t.submission_id = s.submission_id where s.is_in_force group by all"
    )
    counts = {row["round_code"]: row["topics"] for row in rows}
    topics = ANNUAL["topics"]
    assert counts == {HALF: topics["first_half_file"], YEAR: topics["second_file"]}
    assert sum(counts.values()) == topics["year"]
