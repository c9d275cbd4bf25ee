"""Files that people are told about a moment later: checked one heap after the other, beside whatever is shown."""

import secrets
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock, Thread

from sarup.commands.check import CheckedFile

# What was checked is forgotten when so many others came after it.
MOST_KEPT = 500
Check = Callable[[Sequence[Path], str], Sequence[CheckedFile]]


@dataclass(frozen=True)
class Checked:
    """A file that waits to be checked (`result` None), was, or could not be (`is_failed`); its division's alone."""

    key: str
    division_code: str
    file_name: str
    result: CheckedFile | None = None
    is_failed: bool = False


class Checker:
    """Checks files in a thread of its own by `check`, which gets the files of one division at a time."""

    def __init__(self, check: Check) -> None:
        self._check = check
        self._folder = Path(tempfile.mkdtemp(prefix="sarup-page-"))
        self._waiting: SimpleQueue[Checked] = SimpleQueue()
        self._known: dict[str, Checked] = {}
        self._lock = Lock()
        Thread(target=self._work, daemon=True, name="checking").start()

    def ask(self, division_code: str, file_name: str, data: bytes) -> str:
        """Take a file to be checked; return the key under which its answer is found."""
        one = Checked(secrets.token_urlsafe(16), division_code, file_name)
        place = self._folder / one.key / file_name
        place.parent.mkdir()
        place.write_bytes(data)
        self._keep(one)
        self._waiting.put(one)
        return one.key

    def find(self, key: str, division_code: str) -> Checked | None:
        """Return what is known of a division's file; nothing of another one's."""
        found = self._known.get(key)
        return found if found and found.division_code == division_code else None

    def close(self) -> None:
        """Forget every file."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _work(self) -> None:
        while True:
            heap = [self._waiting.get()]
            while True:
                try:
                    heap.append(self._waiting.get_nowait())
                except Empty:
                    break
            for division in dict.fromkeys(one.division_code for one in heap):
                self._answer(division, [one for one in heap if one.division_code == division])

    def _answer(self, division: str, heap: Sequence[Checked]) -> None:
        paths = [self._folder / one.key / one.file_name for one in heap]
        try:
            found: Sequence[CheckedFile | None] = self._check(paths, division)
        except Exception:  # told as a check that did not succeed; the run judges the file again in any case
            found = [None] * len(heap)
        for one, result in zip(heap, found, strict=True):
            self._keep(Checked(one.key, division, one.file_name, result, result is None))
            shutil.rmtree(self._folder / one.key, ignore_errors=True)

    def _keep(self, one: Checked) -> None:
        with self._lock:
            self._known[one.key] = one
            while len(self._known) > MOST_KEPT:
                self._known.pop(next(iter(self._known)))
