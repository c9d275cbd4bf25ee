"""The inbox: which files lie there, whose they are, when they came. It is only read."""

import csv
import io
import logging
import stat
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sarup.archive import Archive
from sarup.errors import UsageError
from sarup.submission import Arrival

LOGGER = logging.getLogger("sarup.pipeline.inbox")
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
    cannot be read just now, or lies in no division's folder, is left where it is and told to the log as `left`.
    """
    for path in _strays(inbox):
        _tell_left(path, inbox, "stray")
    receipts = read_receipts(inbox)
    arrivals = []
    for path in list_inbox(inbox):
        try:
            data = path.read_bytes()
        except OSError:
            _tell_left(path, inbox, "waiting")
            continue
        relative = unicodedata.normalize("NFC", path.relative_to(inbox).as_posix())
        received_at, channel = receipts.get(relative, (now, "inbox"))
        digest = archive.keep(data)
        name = unicodedata.normalize("NFC", path.name)
        division, *folders = unicodedata.normalize("NFC", path.parent.relative_to(inbox).as_posix()).split("/")
        arrivals.append(Arrival(digest, division, name, received_at, channel, "/".join(folders)))
    return arrivals


def read_receipts(inbox: Path) -> dict[str, tuple[datetime, str]]:
    """Return path within the inbox -> (received_at, channel) of receipts.csv; empty without the file.

    Raises UsageError, naming the line, for a missing column or a time without its zone.
    """
    path = inbox / RECEIPTS
    if not path.is_file():
        return {}
    receipts = {}
    for line, row in enumerate(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))), 2):
        try:
            received_at = datetime.fromisoformat(row["received_at"])
            name, channel = unicodedata.normalize("NFC", row["path"]), row["channel"]
        except (KeyError, TypeError, ValueError) as error:
            raise UsageError(f"{path} บรรทัดที่ {line} อ่านไม่ได้ ({error}) โปรดระบุ path, received_at, channel") from error
        if received_at.tzinfo is None:
            raise UsageError(f"{path} บรรทัดที่ {line} เวลา {received_at} ไม่มีเขตเวลา โปรดระบุเช่น 2021-04-20T16:30:00+07:00")
        receipts[name] = (received_at, channel)
    return receipts


def _strays(inbox: Path) -> list[Path]:
    """Return files that lie beside the division folders, where nobody answers for them."""
    return sorted(
        path
        for path in inbox.iterdir()
        if stat.S_ISREG(path.lstat().st_mode) and path.name != RECEIPTS and not _is_skipped(path.name)
    )


def _tell_left(path: Path, inbox: Path, reason: str) -> None:
    LOGGER.warning("left in the inbox: %s (%s)", path, reason, extra={"left": (reason, str(path.relative_to(inbox)))})


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
