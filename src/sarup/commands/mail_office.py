"""What sending and receiving both need: register, contacts, settings, and the journal for one of them at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from sarup.errors import BusyError, UsageError
from sarup.gather.contacts_file import read_contacts
from sarup.gather.reference_folder import read_reference
from sarup.office.contacts import Contacts
from sarup.office.reference import Reference
from sarup.phrases import Phrases, known_phrases
from sarup.record.journal import Journal
from sarup.record.mail_log import MailLog
from sarup.settings import Settings
from sarup.warehouse_file import warehouse_path


@dataclass(frozen=True)
class MailOffice:
    """An office that writes and is written to; `at` is the time at which it does."""

    home: Path
    reference: Reference
    contacts: Contacts
    settings: Settings
    phrases: Phrases
    at: datetime

    def check_round(self, round_code: str) -> None:
        """Raise UsageError, in Thai, for a round that rounds.csv does not have."""
        if round_code not in {one.round_code for one in self.reference.rounds}:
            raise UsageError(self.phrases.say("cli.err.round", x=round_code))

    def published(self) -> Path:
        """Return the published warehouse. Raises UsageError where there is none."""
        warehouse = warehouse_path(self.home)
        if not warehouse.is_file():
            raise UsageError(self.phrases.say("cli.err.nothing_published", home=self.home))
        return warehouse

    def planning_offices(self) -> dict[str, str]:
        """Return the code of each planning office -> its agency's code."""
        return {
            str(row["division_code"]): str(row["agency_code"])
            for row in self.reference.divisions
            if row.get("planning_office") == "true"
        }

    def agency_names(self) -> dict[str, str]:
        """Return agency code -> name."""
        return {str(row["agency_code"]): str(row["agency_name"]) for row in self.reference.agencies}


def open_mail_office(home: Path, reference: Path, settings: Settings, at: datetime) -> MailOffice:
    """Return the office. Raises UsageError, in Thai, for a folder or file of reference that cannot be used."""
    if not reference.is_dir():
        raise UsageError(known_phrases().say("cli.err.folder", path=reference))
    known = read_reference(reference)
    return MailOffice(home, known, read_contacts(reference, known), settings, known_phrases(), at)


@contextmanager
def mail_log(home: Path) -> Iterator[MailLog]:
    """Give the journal of mail to one command at a time. Raises BusyError while another has it."""
    home.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(home / ".mail-lock", timeout=0), Journal(home / "journal.sqlite") as journal:
            yield MailLog(journal)
    except Timeout as error:
        raise BusyError(f"another run holds {home / '.mail-lock'}") from error
