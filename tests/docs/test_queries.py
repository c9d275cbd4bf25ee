"""The queries for analysts say what the sample's source, the published report and a pencil say."""

from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

SHEET = "ผลการดำเนินการ"


def answer(root: Path, warehouse: duckdb.DuckDBPyConnection, name: str) -> list[dict[str, Any]]:
    """Return the rows of a query of warehouse/queries/."""
    found = warehouse.execute((root / "warehouse" / "queries" / f"{name}.sql").read_text(encoding="utf-8"))
    heads = [column[0] for column in found.description or ()]
    return [dict(zip(heads, row, strict=True)) for row in found.fetchall()]


def picked(rows: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    """Return the named columns of every row, in the rows' order."""
    return [tuple(row[name] for name in names) for row in rows]


def test_status_by_strategy_counts_the_items_of_both_rounds(root: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = answer(root, warehouse, "status_by_strategy")
    counts = ("round_code", "strategy_no", "item_count", "met_count", "not_yet_met_count", "no_value_count")
    assert picked(rows, *counts) == [
        ("2564-6m", 1, 5, 2, 2, 1),
        ("2564-6m", 2, 2, 1, 0, 1),
        ("2564-6m", 3, 6, 3, 3, 0),
        ("2564-6m", 4, 3, 2, 0, 1),
        ("2564-6m", 5, 1, 1, 0, 0),
        ("2564-6m", 6, 1, 0, 0, 1),
        ("2564-12m", 1, 5, 5, 0, 0),
        ("2564-12m", 2, 2, 1, 1, 0),
        ("2564-12m", 3, 6, 5, 1, 0),
        ("2564-12m", 4, 3, 2, 0, 1),
        ("2564-12m", 5, 1, 1, 0, 0),
        ("2564-12m", 6, 1, 0, 1, 0),
    ]


def test_short_of_target_names_every_gap_the_widest_first(root: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = answer(root, warehouse, "short_of_target")
    assert picked(rows, "round_code", "item_code", "outcome_value", "gap_value", "achievement_pct", "status") == [
        ("2564-6m", "3.0.6", 1, 2, Decimal("33.33"), "behind"),
        ("2564-6m", "1.1.1", 2, 2, 50, "on_track"),
        ("2564-6m", "1.3.1", 1, 1, 50, "on_track"),
        ("2564-6m", "3.0.1", 60, 40, 60, "on_track"),
        ("2564-6m", "3.0.4", 90, 10, 90, "on_track"),
        ("2564-12m", "2.1.1", 1, 1, 0, "breached"),
        ("2564-12m", "3.0.6", 2, 1, Decimal("66.67"), "not_met"),
        ("2564-12m", "6.1.1", Decimal("84.2"), Decimal("0.8"), Decimal("99.06"), "not_met"),
    ]


def test_half_against_year_lists_what_moved(root: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = answer(root, warehouse, "half_against_year")
    assert picked(rows, "item_code", "half_status", "year_status") == [
        ("1.1.1", "on_track", "met"),
        ("1.2.3", "in_progress", "met"),
        ("1.3.1", "on_track", "met"),
        ("2.1.1", "met", "breached"),
        ("2.1.2", "awaiting_external_result", "met"),
        ("3.0.1", "on_track", "met"),
        ("3.0.4", "on_track", "met"),
        ("3.0.6", "behind", "not_met"),
        ("6.1.1", "awaiting_external_result", "not_met"),
    ]
    assert (rows[0]["half_outcome"], rows[0]["year_outcome"]) == ("๒ ครั้ง", "๔ ครั้ง")


def test_late_or_missing_names_whom_to_call(root: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = answer(root, warehouse, "late_or_missing")
    names = ("round_code", "division_code", "verdict", "version_count", "first_accepted_on", "received_on", "days_late")
    assert picked(rows, *names) == [
        ("2564-6m", "data", None, 0, None, None, None),
        ("2564-6m", "aud", "accepted", 1, date(2021, 4, 20), date(2021, 4, 20), 4),
        ("2564-6m", "pr", "accepted_with_warnings", 2, date(2021, 4, 12), date(2021, 4, 12), 0),
    ]


@pytest.mark.parametrize(
    ("division", "round_code", "cells"),
    [
        ("fin", "2564-6m", {"value": 1}),
        ("risk", "2564-6m", {"value": 1}),
        ("fin", "2564-12m", {"value_half": 1, "value_year": 2}),
        ("risk", "2564-12m", {"value_half": 1, "value_year": 2}),
    ],
)
def test_origin_of_a_value_names_the_file_that_lies_in_the_inbox(
    root: Path, warehouse: duckdb.DuckDBPyConnection, division: str, round_code: str, cells: dict[str, int]
) -> None:
    path = root / "examples/tpso-2564/inbox" / division / f"รายงานผล_{division}_{round_code}.xlsx"
    rows = [row for row in answer(root, warehouse, "origin_of_a_value") if row["file_name"] == path.name]
    assert {row["column_name"]: Decimal(row["printed"]) for row in rows} == cells
    assert {row["sha256"] for row in rows} == {sha256(path.read_bytes()).hexdigest()}


def test_origin_of_a_value_names_the_cell_that_bears_it(root: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    rows = answer(root, warehouse, "origin_of_a_value")
    assert len(rows) == 6
    for row in rows:
        division = row["file_name"].split("_")[1]
        book = openpyxl.load_workbook(root / "examples/tpso-2564/inbox" / division / row["file_name"], read_only=True)
        assert row["sheet"] == SHEET
        assert book[row["sheet"]][row["cell"]].value == Decimal(row["printed"])
        book.close()


def source_rows(root: Path, round_code: str) -> list[dict[str, Any]]:
    """Return the items of the files in force of a round's readable source, each with its division and code."""
    raw = yaml.safe_load((root / f"examples/tpso-2564/source/{round_code}.yaml").read_text(encoding="utf-8"))
    forms = [form for form in raw["submissions"] if not form["file"].endswith("_ฉบับที่1.xlsx")]
    return [
        {"division": form["division"], "item_code": code, **item}
        for form in forms
        for code, item in form["items"].items()
    ]


def test_there_are_at_least_fifteen_queries_and_each_says_what_a_row_is(root: Path) -> None:
    paths = sorted((root / "warehouse/queries").glob("*.sql"))
    assert len(paths) >= 15
    for path in paths:
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("-- ") and "? One row " in first, path.name
        assert f"def test_{path.stem}" in Path(__file__).read_text(encoding="utf-8"), path.name


def test_regressed_since_last_round_is_what_ended_worse(root: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = answer(root, warehouse, "regressed_since_last_round")
    assert picked(rows, "item_code", "first_half_status", "year_status", "change_value") == [
        ("2.1.1", "met", "breached", 1),
    ]


def test_awaited_results_are_the_two_assessments_of_the_half_year(
    root: Path, warehouse: duckdb.DuckDBPyConnection
) -> None:
    rows = answer(root, warehouse, "awaited_results")
    assert picked(rows, "assessor", "expected_month", "round_code", "item_code") == [
        ("สำนักงาน ป.ป.ช.", "2021-08", "2564-6m", "2.1.2"),
        ("สำนักงาน ป.ป.ช.", "2021-08", "2564-6m", "6.1.1"),
    ]


def test_budget_by_strategy_is_cumulative(root: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = answer(root, warehouse, "budget_by_strategy")
    assert picked(rows, "round_code", "strategy_no", "budget_baht", "spent_baht", "spent_pct") == [
        ("2564-6m", 1, 120000, 58500, 48.75),
        ("2564-6m", 4, 2500000, 750000, 30),
        ("2564-12m", 1, 120000, 112300, 93.58),
        ("2564-12m", 4, 2500000, 2500000, 100),
    ]


def test_returned_files_name_rules_and_days(root: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    (row,) = answer(root, warehouse, "returned_files")
    assert (row["division_code"], row["error_count"], row["rules"]) == ("pr", 3, "R01, R06, R07")
    assert (row["received_on"], row["accepted_on"]) == (date(2021, 4, 8), date(2021, 4, 12))
    assert row["days_to_mend"] == 4


def test_most_frequent_findings_count_findings_files_and_divisions(
    root: Path, warehouse: duckdb.DuckDBPyConnection
) -> None:
    rows = {row["rule"]: row for row in answer(root, warehouse, "most_frequent_findings")}
    assert [rows[code]["finding_count"] for code in ("R01", "R06", "R07")] == [1, 1, 1]
    # The broken link stands in pr's first file and in the one that took its place.
    assert (rows["T02"]["file_count"], rows["T02"]["division_count"]) == (3, 2)
    counts = [row["finding_count"] for row in rows.values()]
    assert counts == sorted(counts, reverse=True)


def test_events_and_people_count_each_event_once(root: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = answer(root, warehouse, "events_and_people")
    half = [row for row in rows if row["round_code"] == "2564-6m"]
    assert (len(half), sum(row["attendee_count"] for row in half)) == (3, 118)
    assert sorted(row["attendee_count"] for row in rows if row["round_code"] == "2564-12m") == [38, 45, 50]
    assert sorted(row["report_count"] for row in half) == [1, 1, 2]
    assert picked(half, "event_code", "kind", "place", "target_group") == [
        ("EV-2564-01", "planned", "โรงแรมในกรุงเทพมหานคร", "ข้าราชการและพนักงานราชการของ สนค."),
        ("EV-2564-03", "planned", "ห้องประชุม สนค.", "ผู้แทนหน่วยงานภายใน"),
        ("EV-2564-02", "planned", "ห้องประชุม สนค.", "บุคลากรของ สนค."),
    ]


def test_incomplete_values_are_where_the_data_centre_sent_nothing(
    root: Path, warehouse: duckdb.DuckDBPyConnection
) -> None:
    rows = answer(root, warehouse, "incomplete_values")
    assert picked(rows, "round_code", "item_code", "division_count", "reporting_division_count") == [
        ("2564-6m", "3.0.3", 2, 1)
    ]


def test_contributions_of_divisions_add_up_where_they_are_summed(
    root: Path, warehouse: duckdb.DuckDBPyConnection
) -> None:
    rows = answer(root, warehouse, "contributions_of_divisions")
    assert {row["item_code"] for row in rows} == {"1.1.1", "3.0.3", "3.0.4"}
    for round_code, total in (("2564-6m", 2), ("2564-12m", 4)):
        mine = [row for row in rows if (row["item_code"], row["round_code"]) == ("1.1.1", round_code)]
        assert [row["role"] for row in mine] == ["lead", "support"]
        assert sum(row["division_value"] for row in mine) == total == mine[0]["total_value"]


@pytest.mark.parametrize("round_code", ["2564-6m", "2564-12m"])
def test_evidence_to_publish_is_what_divisions_released(
    root: Path, warehouse: duckdb.DuckDBPyConnection, round_code: str
) -> None:
    rows = [row for row in answer(root, warehouse, "evidence_to_publish") if row["round_code"] == round_code]
    released = {
        (row["division"], row["item_code"])
        for row in source_rows(root, round_code)
        if row.get("evidence_public") == "public"
    }
    assert released
    assert {(row["division_code"], row["item_code"]) for row in rows} == released


@pytest.mark.parametrize("round_code", ["2564-6m", "2564-12m"])
def test_obstacles_told_are_those_of_the_forms(
    root: Path, warehouse: duckdb.DuckDBPyConnection, round_code: str
) -> None:
    rows = [row for row in answer(root, warehouse, "obstacles_told") if row["round_code"] == round_code]
    told = {
        (row["item_code"], row["obstacle"])
        for row in source_rows(root, round_code)
        if row.get("obstacle") not in (None, "ไม่มี")
    }
    assert {(row["item_code"], row["obstacle"]) for row in rows} == told


def test_achievement_by_kind_counts_all_measures(root: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = answer(root, warehouse, "achievement_by_kind")
    plan = yaml.safe_load((root / "examples/tpso-2564/source/plan.yaml").read_text(encoding="utf-8"))
    kinds = [measure["kind"] for measure in plan["plan_measures"]]
    for round_code in ("2564-6m", "2564-12m"):
        counted = {row["kind"]: row["measure_count"] for row in rows if row["round_code"] == round_code}
        assert counted == {kind: kinds.count(kind) for kind in kinds}
    (score,) = [row for row in rows if (row["kind"], row["round_code"]) == ("score", "2564-12m")]
    assert (score["measure_count"], score["met_count"], score["no_value_count"]) == (2, 1, 0)


def test_targets_against_last_year_need_two_years_and_the_sample_has_one(
    root: Path, warehouse: duckdb.DuckDBPyConnection
) -> None:
    """What it says of two years stands in tests/rollup/test_years_and_tree.py, on rollup.year_change itself."""
    assert answer(root, warehouse, "targets_against_last_year") == []


def test_versions_of_files_are_the_two_of_pr(root: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = answer(root, warehouse, "versions_of_files")
    assert picked(rows, "division_code", "version_no", "verdict", "is_in_force") == [
        ("pr", 1, "returned", False),
        ("pr", 2, "accepted_with_warnings", True),
    ]


def test_one_table_of_the_nation_repeats_the_only_agency(root: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = answer(root, warehouse, "one_table_of_the_nation")
    names = ("round_code", "level", "agency_count", "item_count", "met_count", "not_yet_met_count", "no_value_count")
    assert picked(rows, *names) == [
        ("2564-6m", "nation", 1, 18, 9, 5, 4),
        ("2564-6m", "ministry", 1, 18, 9, 5, 4),
        ("2564-12m", "nation", 1, 18, 14, 3, 1),
        ("2564-12m", "ministry", 1, 18, 14, 3, 1),
    ]


@pytest.mark.parametrize("round_code", ["2564-6m", "2564-12m"])
def test_topics_published_are_those_of_the_forms_in_force(
    root: Path, warehouse: duckdb.DuckDBPyConnection, round_code: str
) -> None:
    rows = [row for row in answer(root, warehouse, "topics_published") if row["round_code"] == round_code]
    raw = yaml.safe_load((root / f"examples/tpso-2564/source/{round_code}.yaml").read_text(encoding="utf-8"))
    forms = [form for form in raw["submissions"] if not form["file"].endswith("_ฉบับที่1.xlsx")]
    names = ("item_code", "topic", "published_on", "channel", "link")
    told = [(form["division"], *(topic[name] for name in names)) for form in forms for topic in form["topics"]]
    assert told and picked(rows, "division_code", *names) == told


@pytest.mark.parametrize("round_code", ["2564-6m", "2564-12m"])
def test_certified_by_names_positions_and_days_and_nobody(
    root: Path, warehouse: duckdb.DuckDBPyConnection, round_code: str
) -> None:
    rows = [row for row in answer(root, warehouse, "certified_by") if row["round_code"] == round_code]
    raw = yaml.safe_load((root / f"examples/tpso-2564/source/{round_code}.yaml").read_text(encoding="utf-8"))
    forms = [form for form in raw["submissions"] if not form["file"].endswith("_ฉบับที่1.xlsx")]
    signed = [one for form in forms for one in form["signoff"] if one["signer"] == "certifier"]
    assert len(signed) >= 10
    assert sorted(picked(rows, "position", "signed_on")) == sorted(
        (one["position"], one["signed_on"]) for one in signed
    )


def test_events_of_items_are_those_of_the_sheets_of_events(root: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = answer(root, warehouse, "events_of_items")
    assert picked(rows, "round_code", "item_code", "event_code", "attendee_count") == [
        ("2564-6m", "1.1.1", "EV-2564-01", 40),
        ("2564-6m", "1.1.1", "EV-2564-02", 53),
        ("2564-6m", "3.0.4", "EV-2564-01", 40),
        ("2564-6m", "6.1.1", "EV-2564-02", 53),
        ("2564-6m", "6.1.1", "EV-2564-03", 25),
        ("2564-12m", "1.1.1", "EV-2564-04", 38),
        ("2564-12m", "1.1.1", "EV-2564-05", 45),
        ("2564-12m", "1.2.3", "EV-2564-06", 50),
    ]


def test_events_by_quarter_leave_out_the_one_without_a_day(root: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    # December 40; February 25; June 45; July 38 and August 50; the training of 53 has no date.
    rows = answer(root, warehouse, "events_by_quarter")
    assert picked(rows, "fiscal_year_be", "quarter_no", "event_count", "attendee_count") == [
        (2564, 1, 1, 40),
        (2564, 2, 1, 25),
        (2564, 3, 1, 45),
        (2564, 4, 2, 88),
    ]


def test_revisions_of_plans_tell_who_approved_what_holds(root: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    head = "ผู้อำนวยการสำนักงานนโยบายและยุทธศาสตร์การค้า"
    assert picked(
        answer(root, warehouse, "revisions_of_plans"),
        *("round_code", "plan_code", "revision_no", "holds_from_round", "approved_by", "approved_on"),
    ) == [
        ("2564-6m", "tpso-2564", 1, "2564-6m", head, date(2020, 10, 15)),
        ("2564-12m", "tpso-2564", 1, "2564-6m", head, date(2020, 10, 15)),
    ]


def test_decisions_and_reasons_of_the_sample_are_none(root: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    """What it says of decisions stands in tests/test_core_tables.py."""
    assert answer(root, warehouse, "decisions_and_reasons") == []


def test_no_question_needs_what_was_typed_or_is_on_the_way(root: Path) -> None:
    for path in (root / "warehouse/queries").glob("*.sql"):
        text = path.read_text(encoding="utf-8")
        assert "raw." not in text and "staging." not in text, path.name
