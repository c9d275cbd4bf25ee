"""A copy of the tree with a Python of its own, in which one file is another for the time of a trial."""

import compileall
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mutation import Mutation


class Tree:
    """A copy of what git knows of the checkout. Its Python sees this copy's sarup and the checkout's packages.

    PYTHONPATH would not do: readers run with `-I` and would import the checkout's own modules.
    """

    def __init__(self, source: Path, folder: Path) -> None:
        self.folder = folder
        names = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=source,
            check=True,
            capture_output=True,
        ).stdout.decode()
        for name in names.split("\0"):
            if name and (source / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source / name, folder / name)
        venv.create(folder / ".venv", with_pip=False, symlinks=True)
        places = [folder / "src", folder, sysconfig.get_path("purelib")]
        site = folder / ".venv" / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
        (site / "tree.pth").write_text("".join(f"{place}\n" for place in places), encoding="utf-8")
        # What is compiled here bears the times of the checkout's files: a mutated file never fits it, nor one put back.
        compileall.compile_dir(folder, quiet=1)

    @contextmanager
    def mutated(self, mutation: Mutation | None) -> Iterator[None]:
        """Put a mutated file in its place, and the old one back."""
        if mutation is None:
            yield
            return
        path = self.folder / mutation.file
        text = path.read_text(encoding="utf-8")
        path.write_text(mutation.apply(text), encoding="utf-8")
        try:
            yield
        finally:
            path.write_text(text, encoding="utf-8")

    def run(self, words: str, seconds: float) -> tuple[str, str]:
        """Run pytest once and return "passed", "failed" or "over time", and the last lines of what it said."""
        before, _, selection = words.partition(" -k ")
        files = [place for word in before.split() for place in self._places(word)]
        if not files:
            return "passed", "no such tests"
        command = [
            str(self.folder / ".venv/bin/python"),
            "-m",
            "pytest",
            "-x",
            "-q",
            "-n",
            "0",
            "-p",
            "no:cacheprovider",
        ]
        command += [*files, *(["-k", selection] if selection else [])]
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}
        environment.pop("VIRTUAL_ENV", None)
        with subprocess.Popen(
            command,
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process:
            try:
                said, _ = process.communicate(timeout=seconds)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, 9)
                return "over time", ""
        told = [
            line
            for line in said.decode("utf-8", "replace").splitlines()
            if not line.startswith((" - leaked", "nanobind"))
        ]
        if process.returncode == 5:
            return "passed", "no test selected"
        return ("passed" if process.returncode == 0 else "failed"), "\n".join(told[-15:])

    def _places(self, word: str) -> list[str]:
        if "*" in word:
            return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.glob(word))
        return [word] if (self.folder / word).exists() else []
