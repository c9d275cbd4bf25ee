"""reference/corrections.csv: a wording that the planning office mends without returning the file.

Only words, never numbers; guarded by what must stand there, and listed in the report's notes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sarup.form.spec import written_fields
from sarup.phrases import known_phrases
from sarup.submission import Mended, Row, Submission
from sarup.thai.digits import to_arabic
from sarup.thai.text import fold
from sarup.thai.times import BANGKOK

WORDINGS = written_fields("prose", "paragraphs")


@dataclass(frozen=True)
class Correction:
    """One line of corrections.csv. `field` is `1.1.1.narrative` (item and column), or `event.8.event_name` (row)."""

    line_no: int
    submission: str
    field: str
    from_text: str
    to_text: str
    reason: str
    role: str
    until_on: date

    @property
    def column(self) -> str:
        """Return the column's name."""
        return self.field.rpartition(".")[2]

    @property
    def place(self) -> str:
        """Return what stands before the column: an item's code, or a table and a row number."""
        return self.field.rpartition(".")[0]

    @property
    def fault(self) -> str | None:
        """Return in Thai why this line can never be applied; None for a sound one."""
        table = self.place.partition(".")[0] if self.place.startswith(("event.", "topic.")) else "results"
        if self.column not in WORDINGS[table]:
            return known_phrases().say("ref.correction_field", field=self.field)
        if len(self.submission) < 6:
            return known_phrases().texts["ref.correction_submission"]
        if not self.to_text.strip():
            return known_phrases().texts["ref.correction_to"]
        if _numbers(self.from_text) != _numbers(self.to_text) and self.column == "outcome_text":
            return known_phrases().texts["ref.correction_number"]
        return None


def apply_corrections(submissions: Sequence[Submission], corrections: Sequence[Correction]) -> list[Submission]:
    """Return the submissions with their wordings mended, line by line, each bearing what became of its corrections."""
    return [_apply_all(corrections, submission) for submission in submissions]


def _apply_all(corrections: Sequence[Correction], submission: Submission) -> Submission:
    for correction in corrections:
        if _holds(correction, submission):
            submission = _apply(correction, submission)
    return submission


def _holds(correction: Correction, submission: Submission) -> bool:
    """Tell whether a correction is about a submission, which must have come by its `until`."""
    received_on = submission.arrival.received_at.astimezone(BANGKOK).date()
    named = submission.submission_id.startswith(correction.submission) or submission.arrival.sha256.startswith(
        correction.submission
    )
    return named and received_on <= correction.until_on


def _apply(correction: Correction, submission: Submission) -> Submission:
    table, row = _find(correction, submission)
    column = correction.column
    stands = row is not None and fold(str(row.get(f"{column}_text") or "")) == fold(correction.from_text)
    what = Mended(
        line_no=correction.line_no,
        table=table,
        row_no=int(str(row["row_no"])) if row else None,
        column=column,
        field=correction.field,
        from_text=correction.from_text,
        to_text=correction.to_text,
        reason=correction.reason,
        role=correction.role,
        until_on=correction.until_on,
        is_applied=stands,
    )
    tables = dict(submission.tables)
    if row is not None and stands:
        new: Row = {**row, column: correction.to_text, f"{column}_text": correction.to_text}
        tables[table] = [new if one is row else one for one in tables[table]]
    return replace(submission, tables=tables, mended=(*submission.mended, what))


def _find(correction: Correction, submission: Submission) -> tuple[str, Row | None]:
    """Return the table and the row that a correction means: an item's first row, or the row of that number."""
    table, _, number = correction.place.partition(".")
    if table in ("event", "topic"):
        rows = submission.tables.get(table, [])
        return table, next((row for row in rows if str(row["row_no"]) == number), None)
    rows = submission.tables.get("results", [])
    return "results", next((row for row in rows if row.get("item_key") == correction.place), None)


def _numbers(text: str) -> list[str]:
    return "".join(letter if letter.isdigit() else " " for letter in to_arabic(text)).split()
