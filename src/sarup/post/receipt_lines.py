"""inbox/receipts.csv written on: when a file came that mail brought, in the table that people keep as well."""

import csv
import io
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from sarup.errors import UsageError
from sarup.gather.delimited import DELIMITERS
from sarup.gather.inbox import RECEIPT_FIELDS, RECEIPTS, receipts_file
from sarup.phrases import known_phrases
from sarup.post.whole_file import write_whole
from sarup.thai.encodings import decode_text
from sarup.thai.times import BANGKOK

HEADS = [field.name for field in RECEIPT_FIELDS]
CHANNEL = "mail"


def add_receipts(inbox: Path, received: Mapping[str, datetime]) -> None:
    """Add a line for each path within the inbox, in the columns and with the marks that the file has.

    Raises UsageError for a file that is no CSV, or has other heads in its first line.
    """
    path = receipts_file(inbox) or inbox / RECEIPTS
    text = decode_text(path.read_bytes()) if path.is_file() else ""
    lines = (text or "").splitlines()
    delimiter, heads = _heads(lines[0]) if lines else (",", HEADS)
    if text is None or "\0" in text or not {*HEADS} <= {*heads}:
        raise UsageError(known_phrases().say("mail.err.receipts", name=path.name))
    added = io.StringIO()
    writer = csv.DictWriter(added, heads, delimiter=delimiter, lineterminator="\n", restval="")
    if not lines:
        writer.writeheader()
    for name, moment in received.items():
        at = moment.astimezone(BANGKOK).isoformat(timespec="seconds")
        writer.writerow({"path": name, "received_at": at, "channel": CHANNEL})
    between = "\n" if text and not text.endswith("\n") else ""
    # With its mark Excel reads Thai names.
    write_whole(path, f"{text}{between}{added.getvalue()}".encode("utf-8-sig"))


def _heads(line: str) -> tuple[str, list[str]]:
    """Return the mark between the columns of the first line, and their names."""
    delimiter = max(DELIMITERS, key=line.count)
    names = next(csv.reader([line], delimiter=delimiter))
    return delimiter, [name.strip().lower().replace(" ", "_") for name in names]
