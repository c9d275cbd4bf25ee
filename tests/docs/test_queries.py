"""The five queries for analysts say what the sample's source, the published report and a pencil say."""

from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import pytest

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
    names = ("round_code", "division_code", "verdict", "version_count", "received_on", "days_late")
    assert picked(rows, *names) == [
        ("2564-6m", "data", None, 0, None, None),
        ("2564-6m", "aud", "accepted", 1, date(2021, 4, 20), 5),
        ("2564-6m", "pr", "accepted_with_warnings", 2, date(2021, 4, 12), 0),
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
