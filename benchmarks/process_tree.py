"""What a process and all its children take, read from /proc: seconds of CPU, bytes of memory. Linux only."""

import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
# Fields of /proc/<pid>/stat after the name: the parent; times of its own and of children waited for; resident pages.
PARENT, TIMES, PAGES = 1, slice(11, 15), 21


def cpu_seconds(pid: int) -> float:
    """Return the CPU of a process and its children, those that have ended and were waited for included."""
    return sum(sum(map(int, fields[TIMES])) for fields in _tree(pid)) / TICKS


def memory_bytes(pid: int) -> int:
    """Return the resident memory of a process and its children together; what they share counts in each."""
    return sum(int(fields[PAGES]) * PAGE for fields in _tree(pid))


def _tree(pid: int) -> Iterator[list[str]]:
    """Yield what the kernel tells of a process and of its children."""
    known = dict(_processes())
    children = defaultdict(list)
    for one, fields in known.items():
        children[int(fields[PARENT])].append(one)
    waiting = [pid]
    while waiting:
        one = waiting.pop()
        waiting += children[one]
        if one in known:
            yield known[one]


def _processes() -> Iterator[tuple[int, list[str]]]:
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            said = Path(f"/proc/{name}/stat").read_text()
        except OSError:  # it has ended
            continue
        yield int(name), said.rpartition(")")[2].split()
