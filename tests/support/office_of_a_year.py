"""A small office that lives through a year: two divisions, its folders, its mail; the clock is told."""

import csv
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from sarup.codes import ActOutcome
from sarup.commands.due import Doings
from sarup.record.decisions import DecisionReason
from sarup.render.form import workbook as forms
from sarup.warehouse_file import WAREHOUSE, open_warehouse
from tests.support.mail_servers import HOST, IMAP_PASSWORD, IMAP_USER, PASSWORD, USER, Authority, MailStore, PostOffice
from tests.support.rules.case_batch import ROUNDS, write_correct_office
from tests.support.rules.invented_office import PLAN_CODE, A, B

ADDRESSES = {A: "a@office.example", B: "b@office.example"}
ROLE = "หัวหน้ากลุ่มแผนงาน"


def moment(text: str) -> datetime:
    """Return a time in Bangkok."""
    return datetime.fromisoformat(f"{text}+07:00")


@dataclass
class Clock:
    """The time that everything is told."""

    time: datetime = field(default_factory=lambda: moment("2022-10-03T09:00"))

    def now(self) -> datetime:
        """Return it."""
        return self.time


@dataclass(frozen=True)
class OfficeOfAYear:
    """Folders, mail servers and clock of the office; `filled` are the forms that its divisions have filled in."""

    folder: Path
    filled: Path
    post: PostOffice
    store: MailStore
    clock: Clock

    @property
    def home(self) -> Path:
        """Return its home."""
        return self.folder / "home"

    @property
    def inbox(self) -> Path:
        """Return its inbox."""
        return self.folder / "inbox"

    @property
    def reference(self) -> Path:
        """Return its reference folder."""
        return self.folder / "reference"

    def drop(self, division: str, name: str, data: bytes) -> None:
        """Put a file into a division's folder."""
        path = self.inbox / division / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def mail(self, sender: str, name: str, data: bytes, at: str) -> None:
        """Have a file come by mail at a time."""
        message = EmailMessage()
        message["From"], message["Message-ID"], message["Subject"] = sender, f"<{at}@office.example>", "ส่งรายงาน"
        message.set_content("ขอส่งรายงาน")
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
        self.store.put(message.as_bytes(), moment(at))

    def look(self, at: str) -> list[str]:
        """Let the flow that does what is due look at a time; return the acts of rounds that it did."""
        from flows.due_acts import due_acts

        self.clock.time = moment(at)
        doings: Doings = due_acts()
        return [
            f"{one.act.kind} {one.act.round_code} {one.act.working_days:+d}"
            for one in doings.journaled
            if one.outcome == ActOutcome.DONE and one.act.round_code
        ]

    def report(self, round_code: str, at: str) -> None:
        """Report what was dropped, as the watch asks for it."""
        from flows.consolidated_report import ReportRequest, consolidated_report
        from sarup.codes import RunReason

        self.clock.time = moment(at)
        consolidated_report(ReportRequest(round_code=round_code, reason=RunReason.DROP, as_of=None))

    def close(self, round_code: str, reason: str, at: str) -> int | None:
        """Close a round as `sarup close` does; return the number of its edition."""
        from flows.consolidated_report import run_at_hand

        self.clock.time = moment(at)
        why = DecisionReason(ROLE, reason, None, self.clock.time, "office")
        return run_at_hand(
            self.home, round_code=round_code, inbox=self.inbox, reference=self.reference, closing=why
        ).edition_no

    def subjects(self) -> list[tuple[str, str]]:
        """Return who was sent what since this was last asked."""
        told = [(to.partition("@")[0], str(email["Subject"])) for to, email in self.post.emails()]
        self.post.taken.clear()
        return told

    def ask(self, query: str) -> list[tuple[object, ...]]:
        """Return a query's rows from the published file."""
        connection = open_warehouse(self.home / WAREHOUSE, read_only=True)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()

    def next_year(self) -> bytes:
        """Add the next fiscal year to rounds.csv; return its plan."""
        with (self.reference / "rounds.csv").open("a", encoding="utf-8") as rounds:
            rounds.write(ROUNDS.splitlines(keepends=True)[-1])
        book = openpyxl.load_workbook(self.filled / "plan.xlsx")
        for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
            if cell.value == PLAN_CODE:
                cell.value = "plan-next"
            elif cell.value == 2566:
                cell.value = 2567
            elif isinstance(cell.value, str):
                cell.value = cell.value.replace("2566", "2567").replace("2565", "2566")
        path = self.folder / "plan-next.xlsx"
        book.save(path)
        return path.read_bytes()


def found_office(
    folder: Path, post: PostOffice, store: MailStore, authority: Authority, patch: pytest.MonkeyPatch
) -> OfficeOfAYear:
    """Write the office's folders, and have settings and clock of this process be its own."""
    patch.setattr(forms, "EMPTY_ROWS", dict.fromkeys(forms.EMPTY_ROWS, 3))  # smaller forms
    filled = write_correct_office(folder, ("6m", "12m"))
    office = OfficeOfAYear(folder, filled, post, store, Clock())
    _write_reference(office.reference)
    for division in ADDRESSES:
        (office.inbox / division).mkdir(parents=True)
    shutil.copy(filled / "plan.xlsx", office.inbox / A / "plan-2566.xlsx")
    settings: dict[str, object] = {
        "HOME": office.home, "INBOX": office.inbox, "REFERENCE": office.reference,
        "SMTP_HOST": HOST, "SMTP_PORT": post.port, "SMTP_USER": USER, "SMTP_PASSWORD": PASSWORD, "SMTP_FROM": USER,
        "SMTP_CA_FILE": authority.ca_file,
        "IMAP_HOST": HOST, "IMAP_PORT": store.port, "IMAP_SECURITY": "starttls", "IMAP_USER": IMAP_USER,
        "IMAP_PASSWORD": IMAP_PASSWORD, "IMAP_CA_FILE": authority.ca_file,
    }  # fmt: skip
    for name, value in settings.items():
        patch.setenv(f"SARUP_{name}", str(value))
    patch.setattr("flows.clock.now", office.clock.now)
    return office


def _write_reference(folder: Path) -> None:
    """Leave the one agency with its two divisions and the rounds of one year, and say who gets mail."""
    _keep(folder / "agencies.csv", "agency_code", ["office"], {})
    _keep(folder / "divisions.csv", "division_code", list(ADDRESSES), {A: {"planning_office": "true"}})
    (folder / "rounds.csv").write_text("".join(ROUNDS.splitlines(keepends=True)[:-1]), encoding="utf-8")
    lines = [f"{division},{address},ผู้ประสานงาน" for division, address in ADDRESSES.items()]
    (folder / "contacts.csv").write_text("\n".join(["division_code,address,role", *lines, ""]), encoding="utf-8")


def _keep(path: Path, key: str, codes: Sequence[str], changes: dict[str, dict[str, str]]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = [{**row, **changes.get(row[key], {})} for row in csv.DictReader(file) if row[key] in codes]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
