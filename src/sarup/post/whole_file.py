"""Files that are there whole or not at all, whoever looks and whatever is killed."""

import os
from pathlib import Path

from sarup.system import sync_folder


def write_whole(path: Path, data: bytes) -> None:
    """Write a file durably under another name, which no intake looks at, and put it in its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".incoming-{os.getpid()}")
    with unfinished.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    sync_folder(path.parent)
