"""What a received message holds: who it says it is from, and the files that came with it. All of it is doubted."""

import email.errors
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import EmailPolicy
from encodings.aliases import aliases
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any, cast

from sarup.gather.listing import is_skipped
from sarup.office.tables import NO_NAMES, NOT_IN_NAMES

MOST_PARTS, MOST_FILES = 500, 20
# The parser takes time by the square of these.
LONGEST_HEADER, MOST_BOUNDARIES = 8_000, 40
# A name has 255 bytes in most file systems; a Thai letter has three, and a digest may come before the ending.
LONGEST_NAME = 180
# What the standard library's parser raises at headers that no mail program writes.
UNREADABLE = (email.errors.MessageError, ValueError, LookupError, AttributeError, TypeError, RecursionError)
# The name that Thai Windows gives its code page; Python has the page and not the name.
aliases.setdefault("windows_874", "cp874")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}")


class _Bounded(EmailPolicy):
    """The newest rules of headers, for headers of a length that mail programs write."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        """Return a header's value. Raises ValueError for one that is far too long."""
        if len(value) > LONGEST_HEADER:
            raise ValueError(f"a header {name} of {len(value)} characters")
        return super().header_fetch_parse(name, value)


@dataclass(frozen=True)
class ReceivedFile:
    """An attachment under a name that is safe in every folder."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Received:
    """A message as it was read. `sender` is None unless it names one address; `is_proven` tells what the server found.

    `fingerprint` is the digest of Message-ID, sender and files: two messages of one fingerprint are one message that
    came twice.
    """

    sender: str | None = field(repr=False)
    is_proven: bool
    fingerprint: str
    files: tuple[ReceivedFile, ...]
    has_too_many: bool = False


def read_message(raw: bytes, authserv_id: str = "") -> Received | None:
    """Return what a message holds; None for one that cannot be read.

    With an `authserv_id` a sender is proven only where that server found so (RFC 8601, dmarc=pass).
    """
    if raw.lower().count(b"boundary=") > MOST_BOUNDARIES:
        return None
    try:
        message = cast(EmailMessage, BytesParser(policy=_Bounded()).parsebytes(raw))
        found = list(_files(message))
        sender = _sender(message)
        told = "\n".join([str(message["Message-ID"]), sender or "", *(sha256(data).hexdigest() for _, data in found)])
        return Received(
            sender=sender,
            is_proven=not authserv_id or _is_proven(message, authserv_id),
            fingerprint=sha256(told.encode("utf-8", "backslashreplace")).hexdigest(),
            files=tuple(ReceivedFile(safe_file_name(name, at), data) for at, (name, data) in enumerate(found, 1)),
            has_too_many=len(found) > MOST_FILES,
        )
    except UNREADABLE:
        return None


def safe_file_name(name: str, number: int) -> str:
    r"""Return a name for a file of a division's folder: no path, nothing unseen, not too long, none that is skipped.

    >>> [safe_file_name(name, 1) for name in ("../a/ผล.xlsx", "C:\\x\\b\u202ex.csv", "", ".~lock.a.tmp", "con.xlsx")]
    ['ผล.xlsx', 'bx.csv', 'file-1', 'lock.a.tmp.bin', '_con.xlsx']
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    seen = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C" and letter not in NOT_IN_NAMES)
    bare = " ".join(seen.split()).lstrip(".~$ ").rstrip(". ")
    path = PurePosixPath(bare)
    ending = path.suffix if _ENDING.fullmatch(path.suffix) else ""
    stem = bare[: len(bare) - len(ending)].encode()[: LONGEST_NAME - len(ending)].decode(errors="ignore").rstrip(". ")
    safe = f"{stem}{ending}" if stem else f"file-{number}{ending}"
    if safe.partition(".")[0].lower() in NO_NAMES:
        safe = f"_{safe}"
    return f"{safe}.bin" if is_skipped(safe) else safe


def _sender(message: EmailMessage) -> str | None:
    """Return the one address of From; none where there are several, or several such headers."""
    headers = message.get_all("From") or []
    addresses = [address.addr_spec for header in headers for address in header.addresses]
    return addresses[0].lower() if len(headers) == 1 and len(addresses) == 1 and "@" in addresses[0] else None


def _is_proven(message: EmailMessage, authserv_id: str) -> bool:
    """Tell what the receiving server found; only its topmost line counts, those below may be the sender's."""
    for header in message.get_all("Authentication-Results") or []:
        server, _, results = str(header).partition(";")
        if (server.split() or [""])[0].lower() == authserv_id.lower():
            return re.search(r"(?:^|[;\s])dmarc\s*=\s*pass\b", results, re.IGNORECASE) is not None
    return False


def _files(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of every attachment; texts, their pages and the pictures in them are none."""
    for number, part in enumerate(_leaves(message)):
        if number >= MOST_PARTS:
            raise ValueError("a message of too many parts")
        name = part.get_filename() or ""
        is_file = name or part.get_content_disposition() == "attachment"
        is_in_text = part.get_content_maintype() == "image" and (
            part.get_content_disposition() == "inline" or part["Content-ID"] is not None
        )
        if not is_file or is_in_text:
            continue
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0)
            yield name or "message.eml", cast(EmailMessage, inner).as_bytes()
        else:
            data = part.get_payload(decode=True)
            yield name, data if isinstance(data, bytes) else b""


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the parts that hold something; a message within the message is one of them, and is not looked into."""
    if message.get_content_maintype() != "multipart":
        yield message
        return
    for part in message.iter_parts():
        yield from _leaves(cast(EmailMessage, part))
