"""Files that several machines see: a folder or an S3-compatible store, named as fsspec names it.

What stands there has the names that it has in a home, so that anybody can look it up.
"""

import os
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

# Files put or taken at once; each is small.
AT_ONCE = 32


class SharedStorage:
    """A place such as /mnt/sarup or s3://bucket/sarup; accounts and endpoints are those of the environment (AWS_…)."""

    def __init__(self, url: str) -> None:
        self.files: Any
        # Loaded only where there is a cluster.
        self.files, self.root = import_module("fsspec.core").url_to_fs(url)

    def sizes(self, folder: str) -> dict[str, int]:
        """Return name -> bytes of all files below a folder; nothing where there is none."""
        self.files.invalidate_cache()
        try:
            found = self.files.find(f"{self.root}/{folder}", detail=True)
        except FileNotFoundError:
            return {}
        return {path.removeprefix(f"{self.root}/"): told["size"] for path, told in found.items()}

    def put(self, files: Mapping[str, Path]) -> None:
        """Store files under their names, whatever stood there; a name has its whole file or the one before."""
        if not files:
            return
        if "file" not in self.files.protocol:
            targets = [f"{self.root}/{name}" for name in files]
            self.files.put([str(path) for path in files.values()], targets, batch_size=AT_ONCE)
            return
        for name, path in files.items():
            target = f"{self.root}/{name}"
            unfinished = f"{target}.unfinished-{os.urandom(4).hex()}"
            self.files.makedirs(os.path.dirname(target), exist_ok=True)
            self.files.put_file(str(path), unfinished)
            os.replace(unfinished, target)

    def get(self, files: Mapping[str, Path]) -> None:
        """Fetch files by their names. Raises FileNotFoundError where one is not there."""
        if not files:
            return
        for folder in {path.parent for path in files.values()}:
            folder.mkdir(parents=True, exist_ok=True)
        names = [f"{self.root}/{name}" for name in files]
        self.files.get(names, [str(path) for path in files.values()], batch_size=AT_ONCE)

    def remove(self, names: Iterable[str]) -> None:
        """Delete files; what is not there any more is no fault."""
        there = [f"{self.root}/{name}" for name in names if self.files.exists(f"{self.root}/{name}")]
        if there:
            self.files.rm(there)
