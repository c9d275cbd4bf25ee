"""What the gather stage hands on: files as they arrived, and rows that remember their place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sarup.findings import Finding

Value = str | int | float | bool | None
Row = dict[str, Value]


@dataclass(frozen=True)
class Arrival:
    """One received file: a submission is its bytes (SHA-256) in a division's folder.

    `received_at` bears a time zone. `file_name` is NFC, without its folder.
    """

    sha256: str
    division_code: str
    file_name: str
    received_at: datetime
    channel: str

    @property
    def submission_id(self) -> str:
        """Return the name analysts see: the start of the hash and the folder."""
        return f"{self.sha256[:16]}-{self.division_code}"


@dataclass(frozen=True)
class Submission:
    """One file as read: its keys, its rows by table, and what the reader found.

    `kind` is plan, results or unknown. `keys` are the hidden keys of the form (plan_code, round_code, division_code,
    form_version). `tables` maps a table to its rows; every row has sheet and row_no, and for each column of the
    form the value read (`field`) and the text as typed (`field_text`). `letters` maps (table, field) to the
    column's letter. `problems` are what keeps the file from being a form at all.
    """

    arrival: Arrival
    kind: str
    keys: Mapping[str, str]
    tables: Mapping[str, list[Row]]
    letters: Mapping[tuple[str, str], str]
    sheets: Mapping[str, str]
    problems: tuple[Finding, ...]

    @property
    def submission_id(self) -> str:
        """Return the arrival's name."""
        return self.arrival.submission_id
