"""Rows of forms become frames of texts: a table a sheet, or two, and no cell that the forms do not know."""

from datetime import UTC, datetime

import pytest

from sarup.load.frames import frames_of
from sarup.submission import Arrival, Row, Submission


def submission(rows: list[Row]) -> Submission:
    arrival = Arrival("ab" * 32, "D01", "ก.xlsx", datetime(2021, 4, 1, tzinfo=UTC), "inbox")
    return Submission(arrival, "results", {}, {"results": rows}, (), ())


def test_a_sheet_of_two_tables_gives_each_its_own_columns_as_texts_and_blanks_stay_blank() -> None:
    rows: list[Row] = [
        {"sheet": "ผล", "row_no": 5, "item_key": "1.1.1", "value_text": "๑๒"},
        {"sheet": "ผล", "row_no": 6, "item_key": "1.1.2", "narrative_text": "อบรม"},
    ]
    frames = frames_of([submission(rows)], [])
    assert frames["result_measure"].select("row_no", "item_key", "value_text").rows() == [
        ("5", "1.1.1", "๑๒"), ("6", "1.1.2", None),
    ]  # fmt: skip
    assert frames["result_item"].select("submission_id", "narrative_text").rows() == [
        ("abababababababab-D01", None), ("abababababababab-D01", "อบรม"),
    ]  # fmt: skip
    assert "narrative_text" not in frames["result_measure"].columns


def test_tables_without_rows_are_left_out() -> None:
    assert list(frames_of([submission([])], [])) == ["submission"]


def test_a_cell_that_no_form_knows_stops_the_run() -> None:
    with pytest.raises(ValueError, match="sheet results of a form has no column invented"):
        frames_of([submission([{"sheet": "ผล", "row_no": 5, "invented": "x"}])], [])
