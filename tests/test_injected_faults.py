"""Every call that puts, packs or unpacks files is refused, or is the last before a kill: nothing half, and done again.

`benchmarks/inject_faults.py` does the same to whole runs and to calls of the system; here it costs milliseconds.
"""

import errno
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from sarup.commands.backup import make_backup, restore
from sarup.commands.storage_faults import say_storage_fault
from sarup.commands.verify import verify
from sarup.phrases import known_phrases
from sarup.placement import Change, put_in_place, remove_unfinished
from sarup.publication import finish_publication, publish
from sarup.record.archive import Archive
from tests.support.small_home import AT, FORMS, make_home

PHRASES = known_phrases()
PLACES: dict[str, tuple[Any, str]] = {
    "fsync": (os, "fsync"), "rename": (Path, "replace"), "link": (os, "link"), "unlink": (Path, "unlink"),
    "mkdir": (Path, "mkdir"),
}  # fmt: skip
KILL, DISK, FULL = -1, errno.EIO, errno.ENOSPC
OLD, NEW = {"a": b"old a", "b": b"old b"}, {"a": b"new a", "c": b"new c"}


@dataclass(frozen=True)
class Deed:
    """Something done to files: how it begins, what it does, what stands before and after it.

    `mend` is what the next run does first, whatever it is a run of: after it nothing may be half even where one died.
    """

    lay_out: Callable[[Path], None]
    work: Callable[[Path], None]
    seen: Callable[[Path], object]
    mend: Callable[[Path], None] | None = None


def lay_out_places(root: Path) -> None:
    for folder, files in (("out", OLD), ("aside", NEW)):
        (root / folder).mkdir(parents=True)
        for name, data in files.items():
            (root / folder / name).write_bytes(data)


def put(root: Path) -> None:
    remove_unfinished(root / "out")  # as every run begins
    changes = [Change(root / "out" / name, root / "aside" / name) for name in NEW]
    put_in_place([*changes, Change(root / "out" / "b", None)])


def publish_files(root: Path) -> None:
    finish_publication(root)
    remove_unfinished(root / "out")
    changes = [Change(root / "out" / name, root / "aside" / name) for name in NEW]
    publish(root, [Change(root / "out" / "b", None), *changes], AT)


def lie_in_places(root: Path) -> dict[str, bytes]:
    files = (path for path in (root / "out").iterdir() if not path.name.startswith("."))
    return {path.name: path.read_bytes() for path in sorted(files)}


def pack(root: Path) -> None:
    if not (root / "backup.tar").exists():
        make_backup(root / "home", root / "backup.tar", AT, PHRASES)


def packed(root: Path) -> bytes | None:
    return (root / "backup.tar").read_bytes() if (root / "backup.tar").exists() else None


def lay_out_backup(root: Path) -> None:
    make_home(root)
    pack(root)
    shutil.rmtree(root / "home")


def unpack(root: Path) -> None:
    if (root / "home" / "journal.sqlite").exists():
        remove_unfinished(root / "home")  # as every run begins
    else:
        restore(root / "backup.tar", root / "home", PHRASES)


def unpacked(root: Path) -> list[str] | None:
    """Return what is wrong with a home that has its journal: with it, it is one."""
    if not (root / "home" / "journal.sqlite").exists():
        return None
    assert verify(root / "home") == []
    return sorted(path.name for path in (root / "home").iterdir() if path.name != ".unfinished-restore")


def keep(root: Path) -> None:
    archive = Archive(root / "archive")
    archive.remove_leftovers()
    for data in FORMS.values():
        archive.keep(data)


def kept(root: Path) -> bool:
    """Tell whether all is kept; what lies there is whole."""
    archive = Archive(root / "archive")
    files = [path for path in archive.folder.glob("??/*")]
    assert {path.read_bytes() for path in files} <= set(FORMS.values())
    return len(files) == len(FORMS)


DEEDS = {
    "putting in place": Deed(lay_out_places, put, lie_in_places),
    "publishing": Deed(lay_out_places, publish_files, lie_in_places, finish_publication),
    "a backup": Deed(lambda root: make_home(root) and None, pack, packed),
    "a restore": Deed(lay_out_backup, unpack, unpacked),
    "archiving": Deed(lambda root: root.mkdir(), keep, kept),
}
# Of calls that are all alike some are tried.
MANY = 10
# How often each is called in an undisturbed deed, at least: a folder more is a call more.
CALLS = [
    ("putting in place", "fsync", 4), ("putting in place", "rename", 2), ("putting in place", "link", 4),
    ("putting in place", "unlink", 7), ("a backup", "fsync", 2), ("a backup", "rename", 1), ("a backup", "unlink", 1),
    ("publishing", "fsync", 6), ("publishing", "rename", 2), ("publishing", "link", 4), ("publishing", "unlink", 8),
    ("a restore", "fsync", 27), ("a restore", "rename", 5), ("archiving", "fsync", 6), ("archiving", "rename", 2),
]  # fmt: skip


def counted(deed: Deed, root: Path, name: str) -> int:
    """Return how often a deed makes a call."""
    calls = 0

    def count_one() -> None:
        nonlocal calls
        calls += 1

    deed.lay_out(root)
    with struck(name, count_one):
        deed.work(root)
    return calls


@contextmanager
def struck(name: str, strike: Callable[[], None]) -> Iterator[None]:
    """Have something happen before each call of a name."""
    owner, attribute = PLACES[name]
    call = getattr(owner, attribute)

    def calling(*arguments: Any, **options: Any) -> Any:
        strike()
        return call(*arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, attribute, calling)
        yield


def striking(number: int, nth: int) -> Callable[[], None]:
    """Return what refuses the nth call with an error's number, or kills the process there."""
    calls = count(1)

    def strike() -> None:
        if next(calls) == nth:
            if number == KILL:
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(number, "injected")

    return strike


def disturbed(deed: Deed, root: Path, name: str, number: int, nth: int) -> BaseException | None:
    """Do a deed with a fault at one call, a kill in a process of its own; return what it raised."""
    if number != KILL:
        try:
            with struck(name, striking(number, nth)):
                deed.work(root)
        except Exception as error:
            return error
        return None
    pid = os.fork()
    if not pid:
        with struck(name, striking(number, nth)):
            deed.work(root)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
    return None


@pytest.mark.parametrize("how", [KILL, DISK, FULL], ids=["killed", "EIO", "ENOSPC"])
@pytest.mark.parametrize(("deed", "name", "least"), CALLS, ids=[f"{deed}, {name}" for deed, name, _ in CALLS])
def test_whatever_call_fails_all_is_old_or_new_and_done_again(
    tmp_path: Path, deed: str, name: str, least: int, how: int
) -> None:
    this, root = DEEDS[deed], tmp_path / "root"
    calls = counted(this, root, name)
    assert calls >= least
    new = this.seen(root)
    for nth in range(calls, 0, -1 if calls < MANY else -5):
        shutil.rmtree(root)
        this.lay_out(root)
        old = this.seen(root)
        error = disturbed(this, root, name, how, nth)
        assert error is None or say_storage_fault(error, PHRASES, str(root)), error
        if this.mend:
            this.mend(root)
        seen = this.seen(root)
        if (
            how == KILL
            and this.mend is None
            and isinstance(old, dict)
            and isinstance(seen, dict)
            and isinstance(new, dict)
        ):
            assert all(seen.get(place) in (old.get(place), new.get(place)) for place in {*old, *seen, *new}), nth
        else:
            assert seen in (old, new), nth
        this.work(root)
        assert this.seen(root) == new, nth
        assert [path.name for path in root.rglob(".*")] == [], nth
