"""What earlier runs read and judged, kept beside the archive: deletable at any time, the same results without it.

`cache/read/<code>/` has what files hold, by their bytes and the code that read them; `cache/judged/` has the rows and
findings of files, by everything that they depend on: what was read, whose they are and when they came, the plans, the
reference files, the rules and the code.
"""

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl

from sarup.assets import asset_path
from sarup.judging.chunks import KEYS, PlanRead, read_kept_plans
from sarup.office.reference import Reference
from sarup.submission import Arrival

READ, JUDGED = "read", "judged"
# Of chunks that hold few files there may be so many before they are made one.
SMALL_FILES, MOST_SMALL = 100, 20


@dataclass(frozen=True)
class KeptReading:
    """Where it is kept what a file holds, and the hash of it."""

    file: Path
    hash: str


class Cache:
    """The folder `cache/` of a home."""

    def __init__(self, folder: Path) -> None:
        self.read_folder = folder / READ / code_hash()
        self.judged_folder = folder / JUDGED
        self.letters_file = folder / f"letters-{code_hash()}.json"
        self.documents_file = folder / "documents.json"

    @property
    def is_filled(self) -> bool:
        """Tell whether this copy of Sarup has read and judged files before."""
        return bool(_whole(self.read_folder) and _whole(self.judged_folder))

    def readings(self, digests: Iterable[str], with_passing: bool = False) -> dict[str, KeptReading]:
        """Return what is kept of these files, by SHA-256; what only a slow machine said counts for its own run."""
        wanted, kept = set(digests), {}
        for file in _whole(self.read_folder):
            for digest, found, is_final in _rows(file, file, ["sha256", "hash", "is_final"]):
                if digest in wanted and (is_final or (with_passing and digest not in kept)):
                    kept[digest] = KeptReading(file, found)
        return kept

    def plans(self, readings: Mapping[str, KeptReading]) -> dict[str, PlanRead]:
        """Return the plans among files that were read, by SHA-256."""
        found: dict[str, PlanRead] = {}
        for file in sorted({reading.file for reading in readings.values()}):
            kept = read_kept_plans(file)
            found.update({digest: plan for digest, plan in kept.items() if readings.get(digest, NONE).file == file})
        return found

    def judged(self, keys: Iterable[str]) -> dict[str, Path]:
        """Return the folder that holds the rows of each key that is known."""
        wanted, found = set(keys), {}
        for folder in _whole(self.judged_folder):
            for (key,) in _rows(folder, folder / KEYS, ["key"]):
                if key in wanted:
                    found[key] = folder
        return found

    def letters(self) -> dict[str, Any]:
        """Return what the last run of this code parts in letters, as it was kept."""
        return _read_json(self.letters_file)

    def documents(self) -> dict[str, Any]:
        """Return what the published documents of agencies were made from, as it was kept."""
        return _read_json(self.documents_file)

    def remove_unfinished(self) -> None:
        """Delete what a killed run had not finished."""
        _delete([*self.read_folder.glob(".unfinished-*"), *self.judged_folder.glob(".unfinished-*")])

    def prune(self, keys: Iterable[str], readings: Mapping[str, KeptReading]) -> None:
        """Delete what no file of a run needs: of older code, of other inputs, of files that are superseded.

        Chunks of few files go as well where there are many: the next run makes one of them.
        """
        needed = self.judged(keys)
        sizes: dict[Path, int] = {folder: 0 for folder in _whole(self.judged_folder)}
        for folder in needed.values():
            sizes[folder] += 1
        _delete(_without_small(sizes))
        files: dict[Path, int] = {file: 0 for file in _whole(self.read_folder)}
        for reading in readings.values():
            files[reading.file] = files.get(reading.file, 0) + 1
        _delete(_without_small(files))
        _delete([other for other in self.read_folder.parent.glob("*") if other != self.read_folder])
        _delete([other for other in self.letters_file.parent.glob("letters-*") if other != self.letters_file])


NONE = KeptReading(Path(), "")


def key_of(arrival: Arrival, reading: str, inputs: str) -> str:
    """Return the key of a file's rows: its arrival, what was read of it, and all that it is judged by."""
    parts = [*(str(value) for value in vars(arrival).values()), reading, inputs]
    return sha256(json.dumps(parts).encode()).hexdigest()


def inputs_hash(reference: Reference, plans: Sequence[PlanRead]) -> str:
    """Return the hash of everything beside the file itself that its rows and findings depend on."""
    digest = sha256(code_hash().encode())
    for name, data in sorted(reference.files.items()):
        digest.update(f"{name} {sha256(data).hexdigest()}\n".encode())
    for read in plans:
        digest.update(
            json.dumps([read.plan and asdict(read.plan), sorted(read.planned.codes)], default=sorted).encode()
        )
        digest.update("\n".join(sorted(read.planned.texts)).encode())
    return digest.hexdigest()


@lru_cache(1)
def code_hash() -> str:
    """Return the hash of all code, rules and phrases of this copy of Sarup."""
    digest = sha256()
    package = Path(__file__).resolve().parents[1]
    folders = (package, *(asset_path(name) for name in ("expectations", "templates")))
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.suffix in (".py", ".yaml"):
                digest.update(f"{file.relative_to(folder)} {sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()[:16]


def _read_json(file: Path) -> dict[str, Any]:
    """Return what a file holds; nothing where there is none or a disk has spoilt it."""
    try:
        held: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return held


def _rows(kept: Path, file: Path, columns: list[str]) -> list[tuple[Any, ...]]:
    """Return what a file of the cache says; what a disk has spoilt is deleted, and made anew like what never was."""
    try:
        return pl.read_parquet(file, columns=columns).rows()
    except (OSError, pl.exceptions.PolarsError):
        _delete([kept])
        return []


def _whole(folder: Path) -> list[Path]:
    """Return what stands finished in a folder, in a stable order."""
    return sorted(path for path in folder.glob("*") if not path.name.startswith("."))


def _without_small(sizes: Mapping[Path, int]) -> list[Path]:
    """Return what is to go: what nobody needs, and what is small where there is too much of it."""
    small = [path for path, files in sizes.items() if 0 < files < SMALL_FILES]
    return [path for path, files in sizes.items() if not files] + (small if len(small) > MOST_SMALL else [])


def _delete(paths: Iterable[Path]) -> None:
    for path in paths:
        with suppress(OSError):  # what cannot be deleted today is no harm
            shutil.rmtree(path) if path.is_dir() else path.unlink()
