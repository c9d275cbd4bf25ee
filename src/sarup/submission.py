"""What the gather stage hands on: files as they arrived, and rows that remember their place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sarup.findings import Finding

Value = str | int | float | bool | None
Row = dict[str, Value]


@dataclass(frozen=True)
class Arrival:
    """One received file: a submission is its bytes (SHA-256) in a division's folder.

    `received_at` bears a time zone; `is_declared` when receipts.csv tells it and not the run that saw the file first.
    `file_name` is NFC, without its folder; `folder` is what stands between the division's folder and the file
    ("2564-6m", or empty).
    """

    sha256: str
    division_code: str
    file_name: str
    received_at: datetime
    channel: str
    folder: str = ""
    is_declared: bool = field(default=False, compare=False)

    @property
    def submission_id(self) -> str:
        """Return the name analysts see: the start of the hash and the folder."""
        return f"{self.sha256[:16]}-{self.division_code}"


@dataclass(frozen=True)
class ColumnPlace:
    """Where a column of a table stands in the file: sheet and letter, for rows `first_row` to `last_row`.

    A table of ours may be gathered from several tables of a document; each is then a stretch of row numbers of its
    own, `row_offset` above those of its sheet.
    """

    table: str
    field: str
    sheet: str
    letter: str
    first_row: int = 1
    last_row: int = 999_999
    row_offset: int = 0

    def holds(self, row_no: int | None) -> bool:
        """Tell whether a row stands in this stretch."""
        return row_no is not None and self.first_row <= row_no <= self.last_row


@dataclass(frozen=True)
class Mended:
    """What became of one line of corrections.csv on one submission; `is_applied` is false where `from` stood not."""

    line_no: int
    table: str
    row_no: int | None
    column: str
    field: str
    from_text: str
    to_text: str
    reason: str
    role: str
    until_on: date
    is_applied: bool


@dataclass(frozen=True)
class Submission:
    """One file as read: its keys, its rows by table, and what the reader found.

    `kind` is plan, results or unknown. `keys` are the hidden keys of the form (plan_code, round_code, division_code,
    form_version); `has_keys` is false where they were lost and what stands there was inferred. `tables` maps a table
    to its rows; every row has sheet and row_no, and for each column of the form the value read (`field`) and the
    text as typed (`field_text`). `places` tells where each column stands. `problems` are what the reader found.
    `container` is what the file is by its content: xlsx, ods, docx or csv; empty for what was not read. `mended` are
    the office's corrections of its wording. `underlined` are the lines of its texts that somebody underlined from end
    to end.
    """

    arrival: Arrival
    kind: str
    keys: Mapping[str, str]
    tables: Mapping[str, list[Row]]
    places: tuple[ColumnPlace, ...]
    problems: tuple[Finding, ...]
    has_keys: bool = True
    container: str = "xlsx"
    mended: tuple[Mended, ...] = ()
    underlined: tuple[str, ...] = ()

    @property
    def submission_id(self) -> str:
        """Return the arrival's name."""
        return self.arrival.submission_id
