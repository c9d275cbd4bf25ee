"""A file put into a division's folder of the inbox, as somebody who has that folder would: whole or not at all."""

import os
from hashlib import sha256
from pathlib import Path, PurePath
from threading import Lock

from sarup.errors import UsageError
from sarup.phrases import Phrases
from sarup.post.received import safe_file_name
from sarup.post.whole_file import write_whole

# Two threads of one process would write into one unfinished file.
_one_at_a_time = Lock()


def drop_file(inbox: Path, division_code: str, name: str, data: bytes, phrases: Phrases) -> Path:
    """Return where a file lies in its division's folder; the same name and bytes again change nothing.

    Another file of its name stays, and this one gets a part of its hash. Raises UsageError where the folder leads
    elsewhere.
    """
    folder = inbox / division_code
    with _one_at_a_time:
        if folder.is_symlink():
            raise UsageError(phrases.say("mail.err.drop_folder", path=folder))
        path = folder / safe_file_name(name, 1)
        if os.path.lexists(path) and not _is_same(path, data):
            known = PurePath(path.name)
            path = folder / f"{known.stem}-{sha256(data).hexdigest()[:8]}{known.suffix}"
        if not _is_same(path, data):
            write_whole(path, data)
    return path


def _is_same(path: Path, data: bytes) -> bool:
    return path.is_file() and not path.is_symlink() and path.read_bytes() == data
