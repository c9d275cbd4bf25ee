"""From a received message into the inbox: attachments to the sender's division, what nobody vouches for is held."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path, PurePath

from sarup.errors import UsageError
from sarup.gather.inbox import read_receipts
from sarup.office.contacts import Contacts
from sarup.phrases import known_phrases
from sarup.post.receipt_lines import add_receipts
from sarup.post.received import Received, ReceivedFile
from sarup.post.whole_file import write_whole

HELD = "held"
STAMP = "%Y%m%dT%H%M%SZ"


class HeldReason(StrEnum):
    """Why a message is held aside until a person has looked at it."""

    UNKNOWN_SENDER = "unknown_sender"
    UNPROVEN_SENDER = "unproven_sender"
    SEVERAL_DIVISIONS = "several_divisions"
    UNREADABLE = "unreadable"
    TOO_MANY = "too_many"


@dataclass(frozen=True)
class Placed:
    """What became of a message's files: where they lie in the inbox, or why they are held."""

    division_code: str = ""
    paths: tuple[str, ...] = ()
    held: HeldReason | None = None


def place_files(message: Received | None, received_at: datetime, contacts: Contacts, inbox: Path) -> Placed:
    """Put a message's files into its division's folder, dated in receipts.csv; the same message again changes nothing.

    The line comes before the file: whoever looks at the inbox in between finds no file without its date. A file that
    lies there already with the same bytes is left as it is, another one of its name gets a part of its hash.
    """
    if reason := _why_held(message, contacts):
        return Placed(held=reason)
    assert message is not None and message.sender is not None  # would be held
    division = _division_of(message, contacts)
    folder = inbox / division
    if folder.is_symlink():
        raise UsageError(known_phrases().say("mail.err.drop_folder", path=folder))
    names: dict[str, ReceivedFile] = {}
    for file in message.files:
        names[_free_name(folder, file, names)] = file
    new = {f"{division}/{name}": file for name, file in names.items() if not (folder / name).exists()}
    dated = read_receipts(inbox)
    if unsaid := {path: received_at for path in new if path not in dated}:
        add_receipts(inbox, unsaid)
    for path, file in new.items():
        write_whole(inbox / path, file.data)
    return Placed(division, tuple(f"{division}/{name}" for name in names))


def hold(home: Path, raw: bytes, received_at: datetime) -> Path:
    """Keep a message whole in `held/`, named by the time it came and its hash."""
    stamp = received_at.astimezone(UTC).strftime(STAMP)
    path = home / HELD / f"{stamp}-{sha256(raw).hexdigest()[:12]}.eml"
    write_whole(path, raw)
    return path


def held_messages(home: Path) -> list[Path]:
    """Return the messages that are held, in the order in which they came."""
    return sorted((home / HELD).glob("*Z-*.eml"))


def received_at_of(path: Path) -> datetime:
    """Return when a held message came, as its name tells."""
    return datetime.strptime(f"{path.name.partition('-')[0]}+0000", f"{STAMP}%z")


def _why_held(message: Received | None, contacts: Contacts) -> HeldReason | None:
    if message is None:
        return HeldReason.UNREADABLE
    if message.has_too_many:
        return HeldReason.TOO_MANY
    if message.sender is None or not contacts.divisions_of(message.sender):
        return HeldReason.UNKNOWN_SENDER
    if not message.is_proven:
        return HeldReason.UNPROVEN_SENDER
    return None if _division_of(message, contacts) else HeldReason.SEVERAL_DIVISIONS


def _division_of(message: Received, contacts: Contacts) -> str:
    """Return the sender's division; of several the one whose code every file's name begins with, as our forms' do."""
    divisions = contacts.divisions_of(message.sender or "")
    if len(divisions) == 1:
        return divisions[0]
    named = {code for code in divisions for file in message.files if file.name.startswith(f"{code}_")}
    is_clear = len(named) == 1 and all(file.name.startswith(f"{next(iter(named))}_") for file in message.files)
    return next(iter(named)) if is_clear else ""


def _free_name(folder: Path, file: ReceivedFile, taken: Mapping[str, ReceivedFile]) -> str:
    """Return the name under which a file's bytes lie in a folder, or can beside those that are taken."""
    path = folder / file.name
    is_free = not (os.path.lexists(path) or file.name in taken)
    is_same = path.is_file() and not path.is_symlink() and path.read_bytes() == file.data
    if is_free or is_same or (file.name in taken and taken[file.name].data == file.data):
        return file.name
    name = PurePath(file.name)
    return f"{name.stem}-{sha256(file.data).hexdigest()[:8]}{name.suffix}"
