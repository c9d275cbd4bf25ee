"""Precision: honest forms of invented offices, of a second office and of the sample; each finding on one is a fault."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from sarup.pipeline import build_in_memory, open_run
from tests.intake_quality.forms import convert, write_by
from tests.support.honest.offices import HALF_CODE, SEEN_AT, YEAR_CODE, filled_forms, invent_offices, write_offices

# Of ten forms so many are written by each program or in each format.
SHARES = {"xlsxwriter": 4, "openpyxl": 2, "LibreOffice": 1, "ODS": 1, "CSV": 1, "DOCX": 1}
TURNS = [writer for writer, share in SHARES.items() for _ in range(share)]


@dataclass(frozen=True)
class Found:
    """A finding on an honest form."""

    writer: str
    file: str
    rule: str
    severity: str
    cell: str
    typed: str
    sentence: str


@dataclass(frozen=True)
class Precision:
    """How many forms were written by each program, and what was found on them."""

    forms: Counter[str]
    found: tuple[Found, ...]

    def count(self, severity: str, writer: str | None = None) -> int:
        """Return the findings of a severity, of one writer's forms or of all."""
        return sum(one.severity == severity and writer in (None, one.writer) for one in self.found)


def judge_offices(count: int, folder: Path, tell: Callable[[str], None]) -> Precision:
    """Return what is found on the forms of so many invented offices, both rounds of a year."""
    offices = invent_offices(count)
    write_offices(offices, folder)
    tell(f"{count} plans written")
    writers: dict[str, str] = {}
    for round_code in (HALF_CODE, YEAR_CODE):
        with warehouse(folder, round_code) as connection:
            paths: dict[str, list[Path]] = defaultdict(list)
            for number, (_, content) in enumerate(filled_forms(offices, connection, round_code)):
                writer = TURNS[number % len(TURNS)]
                asks_parts = any(row["kind"] == "ratio" for row in content.tables["results"])
                if writer == "DOCX" and (round_code == YEAR_CODE or asks_parts):
                    writer = "xlsxwriter"  # the report's table has no room for both halves, nor for two parts
                division = content.keys["division_code"]
                path = write_by(writer, content, folder / "inbox" / division / f"{round_code}.xlsx")
                paths[writer].append(path)
                writers[f"{division}/{round_code}"] = writer
        convert(paths["LibreOffice"], "xlsx")
        convert(paths["ODS"], "ods")
        tell(f"{sum(map(len, paths.values()))} forms of {round_code} written")
    with warehouse(folder, YEAR_CODE) as connection:
        return _precision(connection, writers)


def judge_inbox(inbox: Path, reference: Path, home: Path, leave_out: Sequence[str] = ()) -> Precision:
    """Return what is found on the files of an office's inbox but those named."""
    run = open_run(f"{2564}-12m", inbox, reference, home, None, None, SEEN_AT)
    with build_in_memory(run) as connection:
        names = connection.execute("select division_code, file_name from core.submission").fetchall()
        writers = {f"{division}/{Path(name).stem}": "as sent" for division, name in names if name not in leave_out}
        return _precision(connection, writers)


def warehouse(folder: Path, round_code: str) -> duckdb.DuckDBPyConnection:
    """Return a warehouse of all that lies in an inbox beside its reference, judged."""
    run = open_run(round_code, folder / "inbox", folder / "reference", folder / "home", None, None, SEEN_AT)
    return build_in_memory(run)


def _precision(connection: duckdb.DuckDBPyConnection, writers: dict[str, str]) -> Precision:
    found = []
    for division, name, *said in connection.execute(FOUND).fetchall():
        file = f"{division}/{Path(name).stem}"
        writer = writers.get(file, "plan" if Path(name).stem.startswith("plan") else None)
        if writer is not None:
            found.append(Found(writer, file, *("" if word is None else str(word) for word in said)))
    return Precision(Counter(writers.values()), tuple(found))


FOUND = """
select s.division_code, s.file_name, f.rule, f.severity, f.cell, f.value, f.message_th
from core.finding as f
inner join core.submission as s on f.submission_id = s.submission_id
order by all
"""
