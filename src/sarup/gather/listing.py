"""One look at the inbox: every entry of it as the file system tells, nothing opened, no link followed."""

import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sarup.errors import StorageError
from sarup.system import OWN_LIMITS, file_number, is_link, is_too_long, status_of

RECEIPTS = "receipts.csv"
# A table may be kept as any of these; what a file is, its content tells.
TABLE_ENDINGS = (".csv", ".xlsx", ".ods", ".tsv", ".txt", ".xlsm")
SKIPPED_NAMES = {"thumbs.db", ".ds_store", "desktop.ini"}
SKIPPED_STARTS = ("~$", ".~lock", ".", "~")
SKIPPED_ENDS = (".tmp", ".part", ".partial", ".crdownload", ".download")
DEEPEST = 16


@dataclass(frozen=True)
class Entry:
    """One entry of the inbox; `path` is relative to it, as bytes, since names need not be text.

    `kind` is file, ignored (locks and temporaries), stray (beside the division folders), link, special (FIFO, device,
    socket), unreadable or deep. Two looks that give equal entries saw the same file, unchanged.
    """

    path: bytes
    kind: str
    size: int = 0
    mtime_ns: int = 0
    inode: int = 0

    @property
    def shown(self) -> str:
        """Return the path as people may see it: composed, what is no text or cannot be seen escaped."""
        return show_name(self.path)


def look(inbox: Path) -> tuple[Entry, ...]:
    """Return every entry below the inbox, folders aside, in a stable order."""
    root = os.fsencode(inbox)
    return tuple(sorted(_entries(root, b"", 0), key=lambda entry: (entry.shown, entry.path)))


def show_name(name: bytes) -> str:
    r"""Return a file name for people and records: NFC, with bytes and characters nobody can read escaped.

    >>> show_name(b"a\xff\n.xlsx")
    'a\\xff\\x0a.xlsx'
    """
    text = unicodedata.normalize("NFC", name.decode("utf-8", "backslashreplace"))
    return "".join(letter if _is_visible(letter) else _escaped(letter) for letter in text)


def is_skipped(name: str) -> bool:
    """Tell the name of a lock file, a temporary or a system's own file."""
    lower = name.lower()
    return lower in SKIPPED_NAMES or lower.startswith(SKIPPED_STARTS) or lower.endswith(SKIPPED_ENDS)


def is_table(name: str, known_as: str) -> bool:
    """Tell a file that holds the table known by a name, in whatever kind of table.

    >>> is_table("Receipts.XLSX", "receipts.csv"), is_table("~$receipts.xlsx", "receipts.csv")
    (True, False)
    """
    stem, ending = os.path.splitext(name.lower())
    return not is_skipped(name) and stem == os.path.splitext(known_as)[0] and ending in TABLE_ENDINGS


def _is_visible(letter: str) -> bool:
    return unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def _escaped(letter: str) -> str:
    return f"\\x{ord(letter):02x}" if ord(letter) < 256 else f"\\u{ord(letter):04x}"


def _entries(root: bytes, folder: bytes, depth: int) -> Iterator[Entry]:
    if depth > DEEPEST:
        yield Entry(folder, "deep")
        return
    try:
        with os.scandir(os.path.join(root, folder)) as found:
            names = list(found)
    except OSError as error:
        if error.errno in OWN_LIMITS:
            raise StorageError(os.fsdecode(os.path.join(root, folder)), error) from error
        yield Entry(folder, "deep" if is_too_long(os.fsdecode(os.path.join(root, folder))) else "unreadable")
        return
    for name in names:
        path = b"/".join(filter(None, (folder, name.name)))
        try:
            status = status_of(name)
        except FileNotFoundError:
            if is_too_long(os.fsdecode(name.path)):
                yield Entry(path, "deep")
            continue
        except OSError:
            yield Entry(path, "unreadable")
            continue
        shown = os.fsdecode(name.name)
        if stat.S_ISDIR(status.st_mode) and not is_link(status):
            if not shown.startswith("."):
                yield from _entries(root, path, depth + 1)
        elif not (depth == 0 and is_table(shown, RECEIPTS)):
            kind = _kind(status, shown, depth)
            yield Entry(path, kind, status.st_size, status.st_mtime_ns, file_number(status))


def _kind(status: os.stat_result, name: str, depth: int) -> str:
    if is_skipped(name):
        return "ignored"
    if is_link(status):
        return "link"
    if not stat.S_ISREG(status.st_mode):
        return "special"
    return "file" if depth else "stray"
