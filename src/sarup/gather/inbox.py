"""The inbox: which files lie there, whose they are, when they came. It is only read.

A file is taken when two looks saw it the same and its container is whole; what is still being copied waits, and is
answered when it has not changed for the time of grace. Nothing about a waiting file is recorded.
"""

import logging
import os
import stat
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from sarup.errors import StorageError
from sarup.gather.listing import RECEIPTS, Entry, is_table, look
from sarup.gather.reference_folder import read_table
from sarup.office.tables import Faults, Field, typed_lines
from sarup.record.archive import Archive
from sarup.submission import Arrival, Row
from sarup.system import OWN_LIMITS, file_number, open_no_link

__all__ = ["RECEIPTS", "KnownFiles", "is_ready", "list_inbox", "read_receipts", "receipts_file", "receive_files"]

LOGGER = logging.getLogger("sarup.pipeline.inbox")
ZIP_START, ZIP_END, LONGEST_COMMENT = b"PK\x03\x04", b"PK\x05\x06", 65_557
GRACE = timedelta(minutes=5)
# A date this far ahead is a wrong clock, not a copy in progress.
AHEAD = timedelta(days=1)
# Size, time of change in nanoseconds, inode, SHA-256.
Look = tuple[int, int, int, str]
RECEIPT_FIELDS = (Field("path", "text", True), Field("received_at", "moment", True), Field("channel"))


@dataclass(frozen=True)
class Receipt:
    """When and how a file came, where receipts.csv tells."""

    received_at: datetime
    channel: str


@dataclass
class KnownFiles:
    """The files of an inbox as earlier runs saw them: path within it -> size, time of change, inode, SHA-256.

    One that is still the same to the file system is not read again; what a run sees anew stands in `new`.
    """

    seen: Mapping[bytes, Look] = field(default_factory=dict)
    new: dict[bytes, Look] = field(default_factory=dict)

    def digest_of(self, entry: Entry, archive: Archive) -> str | None:
        """Return the hash of a file that was seen as it is and is archived."""
        *known, digest = self.seen.get(entry.path, (0, 0, 0, ""))
        is_same = known == [entry.size, entry.mtime_ns, entry.inode]
        return str(digest) if is_same and archive.path(str(digest)).is_file() else None

    def note(self, entry: Entry, digest: str) -> None:
        """Keep what was seen of a file that was taken."""
        self.new[entry.path] = (entry.size, entry.mtime_ns, entry.inode, digest)


def list_inbox(inbox: Path) -> list[Path]:
    """Return the files of all division folders in a stable order; no link is followed, lock files are left out."""
    return [inbox / os.fsdecode(entry.path) for entry in look(inbox) if entry.kind == "file"]


def receive_files(
    inbox: Path,
    archive: Archive,
    now: datetime,
    pause: Callable[[], None] = lambda: None,
    grace: timedelta = GRACE,
    known: KnownFiles | None = None,
) -> list[Arrival]:
    """Archive every whole file of the inbox and return the arrivals; `pause` passes the time between two looks.

    A file is dated by receipts.csv where that names it, else by `now`, the time this run saw it. What is not taken
    stays where it is and is told to the log as `left` with its reason. A file that is known is not read again.
    """
    receipts, known = read_receipts(inbox), known or KnownFiles()
    after = look(inbox)
    before = {entry for entry in after if entry.kind == "file"}
    if not all(known.digest_of(entry, archive) for entry in before):
        pause()
        after = look(inbox)
    arrivals = []
    for entry in after:
        if entry.kind != "file":
            _tell_left(entry.shown, entry.kind)
            continue
        receipt = receipts.get(_receipt_key(entry.shown))
        digest = known.digest_of(entry, archive) if entry in before else None
        if digest is None and entry in before:
            digest = _take(inbox, entry, archive, now, None if receipt else grace)
        if digest is None:
            _tell_left(entry.shown, "waiting")
            continue
        known.note(entry, digest)
        division, *folders, name = entry.shown.split("/")
        when, channel = (receipt.received_at, receipt.channel) if receipt else (now, "inbox")
        arrivals.append(Arrival(digest, division, name, when, channel, "/".join(folders), receipt is not None))
    for missing in sorted(receipts.keys() - {_receipt_key(entry.shown) for entry in after}):
        _tell_left(missing, "missing")
    return arrivals


def is_ready(inbox: Path, entry: Entry, now: datetime, grace: timedelta = GRACE) -> bool:
    """Tell whether a run would take a file: as it was seen, and whole or left unfinished for the time of grace."""
    try:
        with _open(inbox, entry) as file:
            return _is_there(file, entry, now, grace)
    except OSError:
        return False


def read_receipts(inbox: Path) -> dict[str, Receipt]:
    """Return path within the inbox -> receipt of receipts.csv, or of a workbook of that name; empty without the file.

    Raises FaultyReference with every faulty line: one without a path or a time, and a path that stands twice.
    """
    path, faults = receipts_file(inbox), Faults()
    if path is None:
        return {}
    names = [field.name for field in RECEIPT_FIELDS]
    moments = [field.name for field in RECEIPT_FIELDS if field.kind == "moment"]
    table = read_table(path.read_bytes(), path.name, names, faults, moments)
    lines = typed_lines(table, RECEIPT_FIELDS, ("path",), faults) if table else []
    faults.end()
    return {_receipt_key(str(row["path"])): _receipt(row) for _, row in lines}


def receipts_file(inbox: Path) -> Path | None:
    """Return the table of receipts, whatever kind of table it is. Raises FaultyReference where there are two."""
    found = sorted(path for path in inbox.iterdir() if path.is_file() and is_table(path.name, RECEIPTS))
    if len(found) > 1:
        faults = Faults()
        faults.add("ref.two_files", folder=inbox, names=" ".join(path.name for path in found))
        faults.end()
    return found[0] if found else None


def _receipt(row: Row) -> Receipt:
    return Receipt(datetime.fromisoformat(str(row["received_at"])), str(row.get("channel") or ""))


def _receipt_key(path: str) -> str:
    """Return the one spelling of a path.

    macOS writes names apart, some programs write ำ in two letters, Windows has other strokes between folders.
    """
    return unicodedata.normalize("NFC", path).replace("\u0e4d\u0e32", "\u0e33").replace("\\", "/")


def _take(inbox: Path, entry: Entry, archive: Archive, now: datetime, grace: timedelta | None) -> str | None:
    """Return the hash of the archived file; None when it changes meanwhile, is not whole, or cannot be read now.

    `grace` None takes a file as it is: somebody has declared that it came whole. Raises StorageError where it is we who
    cannot open or keep anything.
    """
    try:
        with _open(inbox, entry) as file:
            if not _is_there(file, entry, now, grace):
                return None
            file.seek(0)
            digest = archive.keep_file(file)
            return digest if _is_still(file, entry) else None
    except OSError as error:
        if error.errno in OWN_LIMITS:
            raise StorageError(entry.shown, error) from error
        return None


def _open(inbox: Path, entry: Entry) -> BinaryIO:
    # Not blocking: what was a file a moment ago may be a FIFO now.
    return os.fdopen(open_no_link(os.path.join(os.fsencode(inbox), entry.path)), "rb")


def _is_there(file: BinaryIO, entry: Entry, now: datetime, grace: timedelta | None) -> bool:
    """Tell whether a file is as it was seen, and whole or left unfinished for the time of grace."""
    if not _is_still(file, entry):
        return False
    return grace is None or _is_whole(file, entry.size) or _age(entry, now) >= grace


def _is_still(file: BinaryIO, entry: Entry) -> bool:
    status = os.fstat(file.fileno())
    seen = (status.st_size, status.st_mtime_ns, file_number(status))
    return stat.S_ISREG(status.st_mode) and seen == (entry.size, entry.mtime_ns, entry.inode)


def _is_whole(file: BinaryIO, size: int) -> bool:
    """Tell whether a zip has its end, which is written last; other files have no end to look for."""
    start = file.read(4)
    if not start.strip(b"\0"):
        return False
    if not ZIP_START.startswith(start):
        return True
    file.seek(max(0, size - LONGEST_COMMENT))
    return ZIP_END in file.read(LONGEST_COMMENT)


def _age(entry: Entry, now: datetime) -> timedelta:
    age = timedelta(seconds=now.timestamp() - entry.mtime_ns / 1e9)
    return age if age > -AHEAD else timedelta.max


def _tell_left(shown: str, reason: str) -> None:
    LOGGER.warning("left in the inbox: %s (%s)", shown, reason, extra={"left": (reason, shown)})
