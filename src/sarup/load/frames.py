"""Submissions and their findings as the rows of raw.*: one frame of texts a table, cast by DuckDB as it inserts."""

import json
from collections.abc import Mapping, Sequence
from itertools import chain
from types import NoneType

import polars as pl

from sarup.findings import Finding
from sarup.form.raw_tables import RawTable, raw_tables
from sarup.submission import Mended, Row, Submission, Value

# Table of raw.* -> its rows; a column that no row has may be missing.
Frames = Mapping[str, pl.DataFrame]


def frames_of(submissions: Sequence[Submission], findings: Sequence[Finding]) -> Frames:
    """Return the rows of every table of raw.* that tells of files; tables without rows are left out.

    Raises ValueError for a cell that the forms' YAML does not know.
    """
    rows = {
        "submission": [_submission_row(s) for s in submissions],
        "column_place": _place_rows(submissions),
        "underlined_line": _underlined_rows(submissions),
        "finding": [_finding_row(finding) for finding in findings],
        "correction": [_correction_row(s, mended) for s in submissions for mended in s.mended],
    }
    frames = {table: frame_of(some) for table, some in rows.items() if some} | _form_frames(submissions)
    return dict(sorted(frames.items()))


def frame_of(rows: Sequence[Row]) -> pl.DataFrame:
    """Return rows as a frame of texts, whose columns are those of any row, in the order in which they come."""
    return _frame({name: [row.get(name) for row in rows] for name in dict.fromkeys(chain.from_iterable(rows))})


def _frame(columns: Mapping[str, Sequence[Value]]) -> pl.DataFrame:
    return pl.DataFrame(
        {name: _texts(values) for name, values in columns.items()}, schema=dict.fromkeys(columns, pl.String)
    )


def _texts(values: Sequence[Value]) -> Sequence[Value]:
    """Return values as texts; most columns hold nothing else, which is seen at once."""
    if {*map(type, values)} <= {str, NoneType}:
        return values
    return [value if value is None else str(value) for value in values]


def _submission_row(submission: Submission) -> Row:
    arrival, keys = submission.arrival, submission.keys
    return {
        "submission_id": arrival.submission_id,
        "sha256": arrival.sha256,
        "division_code": arrival.division_code,
        "file_name": arrival.file_name,
        "received_at": arrival.received_at.isoformat(),
        "channel": arrival.channel,
        "kind": submission.kind,
        "form_version": keys.get("form_version"),
        "plan_code": keys.get("plan_code"),
        "round_code": keys.get("round_code"),
        "form_division_code": keys.get("division_code"),
        "annual_entry": keys.get("annual_entry"),
        "folder": arrival.folder,
        "container": submission.container or None,
    }


def _form_frames(submissions: Sequence[Submission]) -> dict[str, pl.DataFrame]:
    """Return the rows of each raw table. Raises ValueError for a cell that the forms' YAML does not know."""
    frames: dict[str, pl.DataFrame] = {}
    for sheet, tables in _tables_by_sheet().items():
        whose = [(one.submission_id, row) for one in submissions for row in one.tables.get(sheet, ())]
        rows = [row for _, row in whose]
        present = {*chain.from_iterable(rows)}
        if unknown := present.difference(*(table.columns for table in tables)):
            raise ValueError(f"sheet {sheet} of a form has no column {', '.join(sorted(unknown))}")
        for table in tables if rows else ():
            own = {name: [row.get(name) for row in rows] for name in table.columns if name in present}
            frames[table.name] = _frame({"submission_id": [name for name, _ in whose], **own})
    return frames


def _tables_by_sheet() -> dict[str, list[RawTable]]:
    tables: dict[str, list[RawTable]] = {}
    for table in raw_tables().values():
        tables.setdefault(table.sheet, []).append(table)
    return tables


def _place_rows(submissions: Sequence[Submission]) -> list[Row]:
    return [
        {
            "submission_id": submission.submission_id,
            "table_name": place.table,
            "column_name": place.field,
            "sheet": place.sheet,
            "letter": place.letter,
            "first_row": place.first_row,
            "last_row": place.last_row,
            "row_offset": place.row_offset,
        }
        for submission in submissions
        for place in submission.places
    ]


def _underlined_rows(submissions: Sequence[Submission]) -> list[Row]:
    """Return the lines that files underline, without those of signatures: names stay in raw.signoff."""
    return [
        {"submission_id": submission.submission_id, "line": line}
        for submission in submissions
        for line in submission.underlined
        if line not in _signed(submission)
    ]


def _signed(submission: Submission) -> set[str]:
    typed = (value for row in submission.tables.get("signoff", ()) for value in row.values())
    return {line.strip() for value in typed for line in str(value).splitlines()}


def _finding_row(finding: Finding) -> Row:
    slots: Mapping[str, str] = finding.slots
    return {**vars(finding), "slots": json.dumps(dict(slots), ensure_ascii=False, sort_keys=True)}


def _correction_row(submission: Submission, mended: Mended) -> Row:
    return {
        "submission_id": submission.submission_id,
        "line_no": mended.line_no,
        "table_name": mended.table,
        "row_no": mended.row_no,
        "column_name": mended.column,
        "field": mended.field,
        "from_text": mended.from_text,
        "to_text": mended.to_text,
        "reason": mended.reason,
        "role": mended.role,
        "until_on": mended.until_on.isoformat(),
        "is_applied": mended.is_applied,
    }
