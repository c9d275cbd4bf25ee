"""Settings, folders, disk and clock: what the office itself keeps in order."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sarup.commands.doctor.check import Check, Part, Patient, State, say_moment
from sarup.errors import UsageError
from sarup.gather.listing import look
from sarup.gather.reference_folder import read_reference
from sarup.record.journal_file import JOURNAL, read_state
from sarup.settings import settings_file, unknown_variables

ZONE = "Asia/Bangkok"
# Clocks of two machines differ by less.
AHEAD = timedelta(minutes=5)


def check_settings(patient: Patient) -> Iterator[Check]:
    """Look for the file of settings, and for variables that look like settings and are none."""
    file = settings_file()
    yield patient.well(Part.SETTINGS, "file", path=file) if file else patient.well(Part.SETTINGS, "none")
    if names := unknown_variables():
        yield patient.ill(Part.SETTINGS, "unknown", State.WARN, names=" ".join(names))


def check_home(patient: Patient) -> Iterator[Check]:
    """Look whether runs may write into the home."""
    home = patient.home
    if not home.exists():
        yield patient.ill(Part.HOME, "missing", State.WARN, path=home)
    elif not _can_write(home):
        yield patient.ill(Part.HOME, "read_only", path=home)
    else:
        yield patient.well(Part.HOME, "ok", path=home)


def check_inbox(patient: Patient) -> Iterator[Check]:
    """Look whether everything in the inbox can be read."""
    inbox = patient.inbox
    if inbox is None:
        yield patient.ill(Part.INBOX, "unknown", State.WARN)
    elif not inbox.is_dir() or not os.access(inbox, os.R_OK | os.X_OK):
        yield patient.ill(Part.INBOX, "missing", path=inbox)
    elif shut := [entry.shown for entry in look(inbox) if entry.kind == "unreadable"]:
        yield patient.ill(Part.INBOX, "unreadable", path=shut[0])
    else:
        files = sum(entry.kind == "file" for entry in look(inbox))
        yield patient.well(Part.INBOX, "ok", path=inbox, n=files)


def check_reference(patient: Patient) -> Iterator[Check]:
    """Read the reference folder as a run does."""
    folder = patient.reference
    if folder is None:
        yield patient.ill(Part.REFERENCE, "unknown", State.WARN)
        return
    if not folder.is_dir():
        yield patient.ill(Part.REFERENCE, "missing", path=folder)
        return
    try:
        known = read_reference(folder)
    except UsageError as error:
        yield patient.ill(Part.REFERENCE, "faulty", path=folder, faults=str(error).replace("\n", " · "))
        return
    yield patient.well(
        Part.REFERENCE, "ok", path=folder, divisions=len(known.division_names()), rounds=len(known.rounds)
    )


def check_disk(patient: Patient) -> Iterator[Check]:
    """Hold the free space where the home lies against what must be free."""
    free = shutil.disk_usage(_existing(patient.home)).free // 1_000_000
    wanted = patient.settings.free_disk_mb
    if free < wanted:
        yield patient.ill(Part.DISK, "low", free=free, wanted=wanted)
    else:
        yield patient.well(Part.DISK, "ok", free=free, wanted=wanted)


def check_clock(patient: Patient) -> Iterator[Check]:
    """Hold the clock against the newest line of the journal, and look for Bangkok's zone."""
    try:
        ZoneInfo(ZONE)
    except ZoneInfoNotFoundError:
        yield patient.ill(Part.CLOCK, "zone")
        return
    now = say_moment(patient.seen_at, patient.phrases)
    journal = patient.home / JOURNAL
    last = read_state(journal, is_thorough=False).last_at if journal.is_file() else None
    if last is not None and last > patient.seen_at + AHEAD:
        yield patient.ill(Part.CLOCK, "behind", now=now, last=say_moment(last, patient.phrases))
    else:
        yield patient.well(Part.CLOCK, "ok", now=now)


def _can_write(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _existing(folder: Path) -> Path:
    """Return the folder, or the nearest above it that is there."""
    place = folder.resolve()
    while not place.exists():
        place = place.parent
    return place
