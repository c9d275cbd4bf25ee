"""A chunk of a run worked through on another machine: its files go to the shared storage, what it makes comes back.

Files stand in the storage under the names that they have in the home. A worker has them in a folder of its own, gone
when it is done: it needs neither the home nor the inbox. What it makes is the same whoever makes it, so that a chunk
whose worker died is made again under the same names; it comes into the home only when it is whole.
"""

import pickle
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self

from sarup.errors import UsageError
from sarup.judging.cache import code_hash
from sarup.judging.files import in_processes
from sarup.phrases import known_phrases
from sarup.placement import UNFINISHED
from sarup.record.archive import DIGEST
from sarup.settings import Settings
from sarup.shared_storage import SharedStorage
from sarup.system import replace_file, sync_file

if TYPE_CHECKING:  # who judges needs no writers of documents
    from sarup.render.processes import PlanChunk, PlanRequest

ARCHIVE, WRITE = "archive", "write"
# So many agencies are written in one go, and no fewer goes than this where there are agencies enough.
MOST_PLANS, FEWEST_CHUNKS = 20, 8
# What comes with the extra sarup[cluster].
EXTRA = ("prefect_dask", "fsspec")


@dataclass(frozen=True)
class Cluster:
    """Where chunks are worked through: the address of a Dask scheduler, and the storage that all its workers see."""

    address: str
    storage: str


def chosen_cluster(settings: Settings) -> Cluster | None:
    """Return the cluster that the settings name, None where this machine does it all.

    Raises UsageError, in Thai, for a cluster without what it takes.
    """
    if settings.task_runner != "dask":
        return None
    phrases = known_phrases()
    for name in ("dask_address", "shared_storage"):
        if not getattr(settings, name):
            raise UsageError(phrases.say("cli.err.cluster_setting", name=f"SARUP_{name.upper()}"))
    if not all(find_spec(name) for name in EXTRA):
        raise UsageError(phrases.say("cli.err.cluster_extra"))
    return Cluster(str(settings.dask_address), str(settings.shared_storage))


class Portable(Protocol):
    """A chunk of a stage that names the files it needs and those it makes."""

    @property
    def size(self) -> int:
        """Return how many files or agencies it is about."""

    @property
    def needs(self) -> tuple[Path, ...]:
        """Return the files it reads."""

    @property
    def makes(self) -> tuple[Path, ...]:
        """Return the files and folders it makes."""

    def moved(self, move: Callable[[Path], Path]) -> Self:
        """Return the same with its files at other places."""


@dataclass(frozen=True)
class Parcel:
    """A chunk on its way: of which stage and home, by which code, and the storage where its files are."""

    stage: str
    request: Any
    home: Path
    storage: str
    code: str


class Carrier:
    """Brings what chunks of a home need to the storage, and what was made of it back."""

    def __init__(self, home: Path, url: str) -> None:
        self.home, self.url, self.storage = home, url, SharedStorage(url)
        self.there = self.storage.sizes(ARCHIVE)

    def send(self, stage: str, request: Portable) -> bytes:
        """Put what a chunk needs into the storage, what lies there stays; return the parcel, pickled.

        As bytes nobody on its way walks through the reference files in it.
        """
        files = {_name(path, self.home): path for path in request.needs}
        new = {name: path for name, path in files.items() if self.there.get(name) != path.stat().st_size}
        self.storage.put(new)
        self.there.update({name: path.stat().st_size for name, path in new.items()})
        return pickle.dumps(Parcel(stage, request, self.home, self.url, code_hash()))

    def receive(self, request: Portable, made: Sequence[str]) -> None:
        """Fetch what was made of a chunk into the home, each file or folder whole or not at all."""
        for place in request.makes:
            name = _name(place, self.home)
            unfinished = place.with_name(f"{UNFINISHED}{place.name}")
            shutil.rmtree(unfinished, ignore_errors=True)
            files = {one: unfinished / one[len(name) + 1 :] for one in made if one.startswith(f"{name}/")}
            files = files or {name: unfinished}
            self.storage.get(files)
            for file in files.values():
                sync_file(file)
            if place.is_dir():  # there before it is filled
                shutil.rmtree(place)
            replace_file(unfinished, place)

    def clear(self, requests: Sequence[Portable], made: Sequence[str]) -> None:
        """Delete from the storage what has come home and what chunks needed, all but the archive."""
        needed = {_name(path, self.home) for request in requests for path in request.needs}
        self.storage.remove(name for name in sorted({*needed, *made}) if not name.startswith(f"{ARCHIVE}/"))


def plan_chunks(requests: "Sequence[PlanRequest]") -> "list[PlanChunk]":
    """Return plans whose documents are to be written in chunks that are worth a task."""
    from sarup.render.processes import PlanChunk

    size = max(1, min(MOST_PLANS, len(requests) // FEWEST_CHUNKS))
    return [PlanChunk(tuple(requests[start : start + size])) for start in range(0, len(requests), size)]


def work_elsewhere(sent: bytes) -> tuple[str, ...]:
    """Work through a chunk on the machine of a worker; return the names of what is made of it, now in the storage.

    Raises RuntimeError where this copy of Sarup is not that of the run, or a file of the archive is not what it was.
    """
    parcel: Parcel = pickle.loads(sent)
    if parcel.code != code_hash():
        raise RuntimeError("the worker has another copy of Sarup than the run: install the same one on all machines")
    storage = SharedStorage(parcel.storage)
    with tempfile.TemporaryDirectory(prefix="sarup-chunk-") as folder:
        here = Path(folder).resolve()
        needed = {_name(path, parcel.home): here / _name(path, parcel.home) for path in parcel.request.needs}
        storage.get(needed)
        for path in needed.values():
            _assert_whole(path)
        request = parcel.request.moved(lambda path: here / _name(path, parcel.home))
        made = {_name(file, here): file for file in _work(parcel.stage, request)}
        storage.put(made)
    return tuple(made)


def _work(stage: str, request: Any) -> list[Path]:
    """Work through a chunk in processes of this machine; return the files that it made."""
    if stage == WRITE:
        from sarup.render.processes import write_chunk

        return write_chunk(request)
    in_processes(stage, [request])
    return [file for place in request.makes for file in ([place] if place.is_file() else _files(place))]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _assert_whole(path: Path) -> None:
    """Raise RuntimeError for a file of the archive whose bytes are not those of its name."""
    if DIGEST.fullmatch(path.name) and sha256(path.read_bytes()).hexdigest() != path.name:
        raise RuntimeError(f"{path.name} of the shared storage is not what was put there")


def _name(path: Path, home: Path) -> str:
    """Return the name in the storage of a file of a home: its place in it."""
    return path.relative_to(home).as_posix()
