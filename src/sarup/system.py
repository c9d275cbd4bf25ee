"""What operating systems do differently, all of it in one place: a test holds that nothing of it stands elsewhere.

Linux is where Sarup is proven. What other systems need is chosen by the switches below and tested on Linux by setting
them. Imports the standard library only, psutil where a reader cannot limit itself: readers start in milliseconds.
"""

import errno
import io
import os
import shutil
import stat
import sys
import time
from pathlib import Path

# Others have no limits of a process (Windows) or do not hold that of memory (macOS): there, who reads watches.
LIMITS_ITSELF = sys.platform == "linux"
# Windows neither replaces nor deletes a file that is marked as read-only, opens no folders, and lists the entries of a
# folder without their inodes.
IS_WINDOWS = os.name == "nt"
NO_LINKS = getattr(os, "O_NOFOLLOW", 0)
NOT_BLOCKING = getattr(os, "O_NONBLOCK", 0)
AS_BYTES = getattr(os, "O_BINARY", 0)
REPARSE_POINT = stat.FILE_ATTRIBUTE_REPARSE_POINT
# The longest whole path, in letters, where Windows was not told to take longer ones.
LONGEST_PATH = 259
# What is told of a file that somebody holds open (a virus scanner does so for moments), by Windows, by its folders seen
# from Linux within it, and by shares; and of one that one has no right to.
HELD_OPEN = frozenset({errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY})
# What whoever opens somebody else's file is told of itself: its handles, the system's, its memory are used up.
OWN_LIMITS = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM})
# Pauses before a refused file is tried again, some three seconds together.
PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.5)
# SQLite's integers are of 63 bits and a sign; inodes of network shares may be of 64.
LARGEST_NUMBER = (1 << 63) - 1


def limit_this_process(memory_bytes: int, cpu_seconds: int) -> None:
    """Bound this process; CPU time is counted on top of what was used. Where it cannot, `Watch` does from outside."""
    if not LIMITS_ITSELF:
        return
    import resource

    def lower(kind: int, wanted: int) -> None:
        """Set both limits of a kind, never above the hard one that holds."""
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))

    used = resource.getrusage(resource.RUSAGE_SELF)
    lower(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + 1 + cpu_seconds)
    lower(resource.RLIMIT_AS, memory_bytes)
    lower(resource.RLIMIT_CORE, 0)


class Watch:
    """What a child and its children use, as seen by who started it: the python.exe of a venv starts another one.

    Coarser than limits of the process itself: between two looks it may take more than it should.
    """

    def __init__(self, process: int) -> None:
        import psutil

        self._gone = psutil.Error
        try:
            first = psutil.Process(process)
            self._family = [first, *first.children(recursive=True)]
        except psutil.Error:
            self._family = []
        self._cpu_before = 0.0
        self.count_anew()

    def count_anew(self) -> None:
        """Count CPU time from now on."""
        self._cpu_before = self.used()[1]

    def used(self) -> tuple[int, float]:
        """Return bytes of memory now, and seconds of CPU since counted anew; of what has ended nothing."""
        memory, cpu = 0, 0.0
        for one in self._family:
            try:
                info, times = one.memory_info(), one.cpu_times()
            except self._gone:
                continue
            memory += getattr(info, "private", info.rss)  # on Windows also what was swapped out
            cpu += times.user + times.system
        return memory, cpu - self._cpu_before


def is_link(status: os.stat_result) -> bool:
    """Tell a link, and whatever else of Windows is another place or a file that is not here (reparse points)."""
    return stat.S_ISLNK(status.st_mode) or bool(getattr(status, "st_file_attributes", 0) & REPARSE_POINT)


def status_of(entry: os.DirEntry[bytes]) -> os.stat_result:
    """Return what the system tells of an entry of a folder, no link followed."""
    return os.lstat(entry.path) if IS_WINDOWS else entry.stat(follow_symlinks=False)


def file_number(status: os.stat_result) -> int:
    """Return the inode, as SQLite can keep it."""
    return status.st_ino & LARGEST_NUMBER


def open_no_link(path: bytes) -> int:
    """Open a file for reading and return its handle. Raises OSError for a link; a FIFO is not waited for."""
    if not NO_LINKS and is_link(os.lstat(path)):
        raise OSError(f"a link: {os.fsdecode(path)}")
    return os.open(path, os.O_RDONLY | NO_LINKS | NOT_BLOCKING | AS_BYTES)


def sync_file(path: Path) -> None:
    """Make the bytes of a file durable. Windows asks for the right to write, which a read-only file does not give."""
    try:
        with path.open("r+b" if IS_WINDOWS else "rb") as file:
            os.fsync(file.fileno())
    except PermissionError:
        if not IS_WINDOWS:
            raise


def sync_folder(folder: Path) -> None:
    """Make renames inside `folder` durable, where the system can."""
    if IS_WINDOWS:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def is_held_open(error: OSError) -> bool:
    """Tell whether the system refuses to touch a file, most likely because somebody holds it open."""
    return error.errno in HELD_OPEN


def replace_file(source: Path, target: Path) -> None:
    """Rename over what is there; where that is refused because somebody holds it open, try again for seconds.

    Raises OSError where it stays refused.
    """
    for pause in PAUSES:
        try:
            source.replace(target)
            return
        except OSError as error:
            if not is_held_open(error):
                raise
            time.sleep(pause)
    source.replace(target)


def remove_file(path: Path) -> bool:
    """Delete a file, gone already or not; tell whether it is gone: what somebody holds open may have to stay."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        if not is_held_open(error):
            raise
        return False
    return True


def remove_tree(folder: Path) -> None:
    """Delete a folder with all in it; on Windows what is held open stays."""
    shutil.rmtree(folder, ignore_errors=IS_WINDOWS)


def make_read_only(path: Path) -> None:
    """Mark a file as not to be written, where the mark does not keep the next run from replacing it."""
    if not IS_WINDOWS:
        path.chmod(0o444)


def keep_private(path: Path) -> None:
    """Let nobody but its owner at a file or folder, where the system knows such rights; Windows keeps its folder's."""
    if not IS_WINDOWS:
        path.chmod(0o700 if path.is_dir() else 0o600)


def make_home(home: Path) -> None:
    """Make a home that nobody but its owner enters; one that is there stays as it is."""
    if not home.is_dir():
        home.mkdir(parents=True, exist_ok=True)
        keep_private(home)


def is_group(name: str) -> bool:
    """Tell whether the system knows a group of users."""
    if IS_WINDOWS:
        return False
    import grp

    return name in {one.gr_name for one in grp.getgrall()}


def let_group_read(path: Path, group: str) -> None:
    """Let a group read what its owner may read, and others nothing. Raises OSError where one may not give it."""
    shutil.chown(path, group=group)
    owners = stat.S_IMODE(path.stat().st_mode) & 0o700
    path.chmod(owners | (owners >> 3 & 0o050))


def let_group_pass(folder: Path, group: str) -> None:
    """Let a group enter a folder without seeing what lies in it."""
    shutil.chown(folder, group=group)
    folder.chmod(0o710)


def is_running(process: int) -> bool:
    """Tell whether a process lives."""
    if IS_WINDOWS:  # there a signal of 0 is Ctrl+C
        import psutil

        return bool(psutil.pid_exists(process))
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def is_too_long(path: str) -> bool:
    """Tell a path that Windows does not open; it takes longer ones where its LongPathsEnabled says so."""
    return _longest_path() < len(os.path.abspath(path))


def _longest_path() -> int:
    if not IS_WINDOWS:
        return sys.maxsize
    import ctypes

    is_told = bool(ctypes.windll.ntdll.RtlAreLongPathsEnabled())  # type: ignore[attr-defined]
    return sys.maxsize if is_told else LONGEST_PATH


def speak(stream: object) -> None:
    """Make a stream of the program take every name of a file; to a file or pipe Windows writes UTF-8 as others do."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8" if IS_WINDOWS else None, errors="backslashreplace")
