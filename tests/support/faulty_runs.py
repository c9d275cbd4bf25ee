"""A small office, what it does, and whether all is whole after that was disturbed: for the command and for tests.

Each act starts from a copy of a home, is disturbed in a process of its own, and is then done again undisturbed.
"""

import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sarup.commands.backup import make_backup, restore
from sarup.commands.deciding import withdraw
from sarup.errors import UsageError
from sarup.phrases import known_phrases
from sarup.record.archive import DIGEST
from sarup.record.damage import Damage, find_damage
from sarup.record.decisions import DecisionReason
from sarup.record.editions import editions_in_force
from sarup.record.journal import Journal
from sarup.record.journal_file import JOURNAL
from sarup.warehouse_file import WAREHOUSE
from tests.support.office_at_work import ROLE, OfficeAtWork
from tests.support.suites_here import here
from tests.support.whole_way import HALF, SAMPLE

FIRST, NEXT, LAST = (f"2021-{day}T09:00:00+07:00" for day in ("04-20", "04-27", "05-03"))
OLD = ("plan/plan-2564.xlsx", f"hr/รายงานผล_hr_{HALF}.xlsx", f"pr/รายงานผล_pr_{HALF}_ฉบับที่1.xlsx")
NEW = f"pr/รายงานผล_pr_{HALF}.xlsx"
REASON, BACKUP, HIDDEN = "ครบกำหนด", "backup.tar", (".building", ".unfinished", ".incoming")
# Kept and not yet named: of a run that came no further, which the next one names.
NOT_YET = {Damage.ARCHIVE_FOREIGN, Damage.EDITION_FOREIGN}


@dataclass(frozen=True)
class Seen:
    """What people see of an office: hashes of tables, of documents and letters by path, and the round's edition."""

    tables: str
    files: Mapping[str, str]
    edition_no: int
    backup: str


@dataclass(frozen=True)
class Act:
    """Something an office does: from which state, to which, and what its person does when it was disturbed."""

    name: str
    start: str
    end: str
    work: Callable[[Path], None]

    def begin(self, states: Path, place: Path) -> None:
        """Lay the office out as it is before the act."""
        shutil.copytree(states / self.start, place)


def office_at(place: Path) -> OfficeAtWork:
    """Return the office that lies in a folder."""
    return OfficeAtWork(place / "home", place / "inbox", here)


def put_files(place: Path, *names: str) -> None:
    """Put files of the sample into the office's inbox."""
    for name in names:
        target = place / "inbox" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(SAMPLE / "inbox" / name, target)


def report(place: Path) -> None:
    """Report a round in which a division has sent a corrected form."""
    office_at(place).report(at=NEXT)


def close(place: Path) -> None:
    """Close the round; where that is decided already, report it, as a person is told to."""
    is_closed = (place / "home" / JOURNAL).is_file() and edition_no(place / "home")
    office_at(place).report(at=LAST, closing=None if is_closed else REASON)


def withdraw_form(place: Path) -> None:
    """Withdraw the corrected form and report."""
    digest = sha256((SAMPLE / "inbox" / NEW).read_bytes()).hexdigest()
    with Journal(place / "home" / JOURNAL) as journal:
        is_withdrawn = any(one.kind == "withdrawal" for one in journal.decisions())
        (name,) = [one.submission_id for one in journal.arrivals() if one.sha256 == digest]
    if not is_withdrawn:
        why = DecisionReason(ROLE, REASON, None, datetime.fromisoformat(LAST))
        withdraw(place / "home", name, why, known_phrases())
    office_at(place).report(at=LAST)


def back_up(place: Path) -> None:
    """Pack the home; a backup that is there already is whole."""
    if not (place / BACKUP).exists():
        make_backup(place / "home", place / BACKUP, datetime.fromisoformat(LAST), known_phrases())


def restore_home(place: Path) -> None:
    """Make the home of its backup; one that is there already is whole."""
    try:
        restore(place / BACKUP, place / "home", known_phrases())
    except UsageError:
        if find_damage(place / "home"):
            raise


ACTS = {
    one.name: one
    for one in (
        Act("report", "two-forms", "reported", report),
        Act("close", "reported", "closed", close),
        Act("withdraw", "reported", "withdrawn", withdraw_form),
        Act("backup", "closed", "backed-up", back_up),
        Act("restore", "packed", "restored", restore_home),
    )
}


def make_states(states: Path) -> None:
    """Make the office before and after each act, with all that can be known beforehand in its cache."""
    first, last = states / "first", states / "two-forms"
    put_files(first, *OLD)
    office_at(first).report(at=FIRST)
    put_files(first, NEW)
    shutil.copytree(first, last)
    for act in ACTS.values():
        if act.name == "restore":
            (states / act.start).mkdir()
            shutil.copyfile(states / "backed-up" / BACKUP, states / act.start / BACKUP)
        shutil.copytree(states / act.start, states / act.end)
        act.work(states / act.end)
        keep_cache(states / act.end, states / act.start)
    shutil.rmtree(first)


def keep_cache(source: Path, target: Path) -> None:
    """Let a state know what reading and judging come to: that takes seconds, and is never half."""
    for kind in ("read", "judged"):
        if (source / "home" / "cache" / kind).is_dir() and (target / "home").is_dir():
            shutil.copytree(source / "home" / "cache" / kind, target / "home" / "cache" / kind, dirs_exist_ok=True)


def edition_no(home: Path) -> int:
    """Return the number of the edition in force, 0 for an open round."""
    with Journal(home / JOURNAL) as journal:
        held = editions_in_force(journal.decisions())
    return max((one.number for one in held.values()), default=0)


def look(place: Path) -> Seen:
    """Return what people see of an office."""
    home = place / "home"
    files = [path for name in ("output", "outbox") for path in (home / name).rglob("*") if path.is_file()]
    shown = {path.relative_to(home).as_posix(): _hash(path) for path in files if not path.name.startswith(".")}
    tables = office_at(place).hashes() if (home / WAREHOUSE).is_file() else {}
    return Seen(
        tables=sha256(repr(sorted(tables.items())).encode()).hexdigest() if tables else "",
        files=dict(sorted(shown.items())),
        edition_no=edition_no(home) if (home / JOURNAL).is_file() else 0,
        backup=_hash(place / BACKUP) if (place / BACKUP).is_file() else "",
    )


def faults_of(place: Path, before: Seen, after: Seen, was_killed: bool) -> list[str]:
    """Return what is not whole after an act was disturbed.

    One that was told has changed all that people see, or nothing; one that was killed may have come to the midst of
    putting files in place, where each is whole and the old one or the new.
    """
    now, home = look(place), place / "home"
    faults = [] if now.tables in (before.tables, after.tables) else ["the database is neither the old nor the new"]
    for name in {*now.files, *before.files, *after.files}:
        if now.files.get(name) not in (before.files.get(name), after.files.get(name)):
            faults.append(f"{name} is neither the old nor the new")
    shown = (now.tables, now.files)
    if not was_killed and shown not in ((before.tables, before.files), (after.tables, after.files)):
        faults.append("what people see is half the old and half the new")
    if now.backup not in (before.backup, after.backup):
        faults.append("a backup is half")
    for path in (home / "archive").glob("??/*"):
        if DIGEST.fullmatch(path.name) and _hash(path) != path.name:
            faults.append(f"{path.name} in the archive is not what its name says")
    if (home / JOURNAL).is_file():
        faults += [f"{one.damage} {one.path}" for one in find_damage(home) if one.damage not in NOT_YET]
    elif before.tables:
        faults.append("the journal is gone")
    return faults


def differences(place: Path, after: Seen) -> list[str]:
    """Return what is not as if nothing had been disturbed, after the act was done again."""
    now = look(place)
    found = [name for name in ("tables", "files", "edition_no", "backup") if getattr(now, name) != getattr(after, name)]
    hidden = [path for path in place.rglob(".*") if path.name.startswith(HIDDEN)]
    return found + [f"left behind: {path.relative_to(place)}" for path in hidden]


def _hash(path: Path) -> str:
    with suppress(FileNotFoundError):
        return sha256(path.read_bytes()).hexdigest()
    return ""


def settle_at_once() -> None:
    """Let two looks at an inbox follow each other: nobody writes into it."""
    os.environ["SARUP_SETTLE_SECONDS"] = "0"
