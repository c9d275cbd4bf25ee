"""The documents of many agencies, written side by side: by this process and by children that share its work."""

import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from queue import SimpleQueue
from threading import Lock
from typing import Protocol

from sarup.asked_process import AskedProcess
from sarup.office.report_options import read_options
from sarup.phrases import known_phrases
from sarup.render.content.queries import ReportSource
from sarup.render.outputs import write_plan
from sarup.settings import Settings
from sarup.warehouse_file import open_warehouse

LOGGER = logging.getLogger("sarup.pipeline.files")
# So many agencies are worth a child with its seconds of imports.
WORTH_MORE = 4
# Libraries of documents are used by one thread of a process at a time.
_WRITING = Lock()


@dataclass(frozen=True)
class PlanRequest:
    """One plan's documents to be written into an empty folder, from a file that holds its rows of the report views."""

    source: Path
    round_code: str
    plan_code: str
    folder: Path
    files: Mapping[str, bytes]


class WriteAll(Protocol):
    """How the documents of many plans are written: by processes of this machine, or as tasks somewhere else."""

    def __call__(self, requests: Sequence[PlanRequest]) -> list[list[Path]]:
        """Write the documents of every request; return the paths of each, in their order."""


@dataclass(frozen=True)
class PlanChunk:
    """Some plans' documents to be written from the same file on another machine."""

    requests: tuple[PlanRequest, ...]

    @property
    def size(self) -> int:
        """Return the number of plans."""
        return len(self.requests)

    @property
    def needs(self) -> tuple[Path, ...]:
        """Return the file with the plans' rows."""
        return tuple({request.source for request in self.requests})

    @property
    def makes(self) -> tuple[Path, ...]:
        """Return the folders of the plans' documents."""
        return tuple(request.folder for request in self.requests)

    def moved(self, move: Callable[[Path], Path]) -> "PlanChunk":
        """Return the same with its files at other places."""
        return PlanChunk(tuple(replace(one, source=move(one.source), folder=move(one.folder)) for one in self.requests))


def write_chunk(chunk: PlanChunk) -> list[Path]:
    """Write the documents of a chunk in this process; return their paths in the order in which they were written."""
    with _WRITING:
        for request in chunk.requests:
            request.folder.mkdir(parents=True, exist_ok=True)
        return [path for request in chunk.requests for path in write_request(request)]


def write_here(requests: Sequence[PlanRequest]) -> list[list[Path]]:
    """Write the documents of every request on this machine, as many at once as the settings say."""
    return write_requests(requests, Settings().workers)


def write_request(request: PlanRequest) -> list[Path]:
    """Write the documents of one plan; return their paths."""
    with open_warehouse(request.source, read_only=True) as connection:
        source = ReportSource(connection, request.plan_code, request.round_code)
        return write_plan(source, read_options(request.files), request.files, known_phrases(), request.folder)


def write_requests(requests: Sequence[PlanRequest], workers: int) -> list[list[Path]]:
    """Write the documents of every request, with at most so many processes at once; return the paths of each."""
    children = [_child() for _ in range(min(workers, len(requests)) - 1)] if len(requests) >= WORTH_MORE else []
    idle: SimpleQueue[Callable[[PlanRequest], list[Path]]] = SimpleQueue()
    for write in (write_request, *(child.write for child in children)):
        idle.put(write)

    def write_by_whoever_is_idle(request: PlanRequest) -> list[Path]:
        """Write one plan's documents in the first process that has nothing to do; return their paths."""
        write = idle.get()
        try:
            return write(request)
        finally:
            idle.put(write)

    written = []
    try:
        with ThreadPoolExecutor(1 + len(children)) as threads:
            for paths in threads.map(write_by_whoever_is_idle, requests):
                written.append(paths)
                done = (len(written), len(requests))
                LOGGER.info("documents: %d of %d agencies", *done, extra={"agencies": done})
    finally:
        for child in children:
            child.stop()
    return written


class _Child(AskedProcess):
    """A process that writes documents."""

    def write(self, request: PlanRequest) -> list[Path]:
        """Return the paths of what it wrote."""
        paths: list[Path] = self.ask("write", request)
        return paths


def _child() -> _Child:
    return _Child("sarup.render.worker", "writing")
