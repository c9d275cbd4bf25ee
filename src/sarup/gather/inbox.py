"""The inbox: which files lie there, whose they are, when they came. It is only read."""

import csv
import io
import stat
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sarup.archive import Archive
from sarup.submission import Arrival

RECEIPTS = "receipts.csv"
SKIPPED_NAMES = {"thumbs.db", ".ds_store", "desktop.ini"}
SKIPPED_STARTS = ("~$", ".~lock", ".", "~")
SKIPPED_ENDS = (".tmp", ".part", ".crdownload")


def list_inbox(inbox: Path) -> list[Path]:
    """Return the files of all division folders in a stable order; no link is followed, lock files are left out."""
    return sorted(_files(inbox), key=lambda path: unicodedata.normalize("NFC", str(path)))


def receive_files(inbox: Path, archive: Archive, now: datetime) -> list[Arrival]:
    """Archive every file of the inbox and return the arrivals.

    A file is dated by receipts.csv where that names it, else by `now`, the time this run saw it. A file that
    cannot be read just now is left for the next run.
    """
    receipts = read_receipts(inbox)
    arrivals = []
    for path in list_inbox(inbox):
        relative = unicodedata.normalize("NFC", path.relative_to(inbox).as_posix())
        received_at, channel = receipts.get(relative, (now, "inbox"))
        digest = archive.keep(path.read_bytes())
        name = unicodedata.normalize("NFC", path.name)
        arrivals.append(Arrival(digest, path.relative_to(inbox).parts[0], name, received_at, channel))
    return arrivals


def read_receipts(inbox: Path) -> dict[str, tuple[datetime, str]]:
    """Return path within the inbox -> (received_at, channel) of receipts.csv; empty without the file.

    Raises ValueError for a time without its zone, naming the line.
    """
    path = inbox / RECEIPTS
    if not path.is_file():
        return {}
    receipts = {}
    for line, row in enumerate(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))), 2):
        received_at = datetime.fromisoformat(row["received_at"])
        if received_at.tzinfo is None:
            raise ValueError(f"{path} line {line}: received_at {row['received_at']!r} has no time zone")
        receipts[unicodedata.normalize("NFC", row["path"])] = (received_at, row["channel"])
    return receipts


def _files(inbox: Path) -> Iterator[Path]:
    for folder in inbox.iterdir():
        if folder.name.startswith(".") or not stat.S_ISDIR(folder.lstat().st_mode):
            continue
        for path in folder.rglob("*"):
            if stat.S_ISREG(path.lstat().st_mode) and not _is_skipped(path.name):
                yield path


def _is_skipped(name: str) -> bool:
    lower = name.lower()
    return lower in SKIPPED_NAMES or lower.startswith(SKIPPED_STARTS) or lower.endswith(SKIPPED_ENDS)
