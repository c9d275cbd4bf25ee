"""Which mutations are tried: the fixed ones, and a quota of each folder drawn by hash, the same for the same seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from hashlib import sha256
from pathlib import Path

import yaml
from mutation import Mutation
from of_python import mutate_python
from of_sql import mutate_sql

HERE = Path(__file__).resolve().parent
MOST_OF_A_FILE = 5


@dataclass(frozen=True)
class Concern:
    """The tests of the files that fit a pattern, in the order of their runs; `quota` mutations are drawn from them."""

    files: str
    quota: int
    tests: tuple[str, ...]

    def tests_of(self, file: str) -> tuple[str, ...]:
        """Return the runs for one file."""
        name = Path(file).stem
        rule = name.partition("_")[0].upper()
        return tuple(words.replace("{rule}", rule).replace("{name}", name) for words in self.tests)


def read_concerns() -> list[Concern]:
    """Read concerns.yaml."""
    entries = yaml.safe_load((HERE / "concerns.yaml").read_text(encoding="utf-8"))
    return [Concern(entry["files"], entry["quota"], tuple(entry["tests"])) for entry in entries]


def concern_of(file: str, concerns: Sequence[Concern]) -> Concern:
    """Return the first concern that a file fits. Raises LookupError for a file of none."""
    for concern in concerns:
        if fnmatch(file, concern.files):
            return concern
    raise LookupError(f"tests/mutation/concerns.yaml has no pattern for {file}")


def draw_mutations(root: Path, concerns: Sequence[Concern], seed: int) -> list[Mutation]:
    """Return the drawn mutations, in the order of files and lines: at most one a line and few a file.

    The order of drawing is that of hashes: a change of one file leaves the draw of the others as it was.
    """
    drawn: list[Mutation] = []
    for concern in concerns:
        every = [one for file in sorted(root.glob(concern.files)) for one in _all_of(file, root)]
        every.sort(key=lambda one: sha256(f"{seed} {one.code}".encode()).hexdigest())
        drawn += _few_of_each(every, concern.quota)
    return sorted(drawn, key=lambda one: (one.file, one.line))


def _all_of(file: Path, root: Path) -> list[Mutation]:
    return mutate_sql(file, root) if file.suffix == ".sql" else mutate_python(file, root)


def _few_of_each(ranked: Sequence[Mutation], quota: int) -> list[Mutation]:
    taken: list[Mutation] = []
    for one in ranked:
        of_file = [other for other in taken if other.file == one.file]
        if len(taken) < quota and len(of_file) < MOST_OF_A_FILE and one.line not in [other.line for other in of_file]:
            taken.append(one)
    return taken


def read_fixed(root: Path) -> list[Mutation]:
    """Read fixed.yaml: mutations that once survived.

    Raises LookupError, naming every one, where the words to change do not stand in their file exactly once.
    """
    found, lost = [], []
    for entry in yaml.safe_load((HERE / "fixed.yaml").read_text(encoding="utf-8")):
        path = root / entry["file"]
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        before, after = entry["before"].rstrip("\n"), entry["after"].rstrip("\n")
        if text.count(before) != 1:
            lost.append(f"{entry['name']}: {entry['file']} has {before!r} {text.count(before)} times")
            continue
        start = text.index(before)
        line = text.count("\n", 0, start) + 1
        found.append(Mutation(entry["file"], line, start, before, after, "fixed", name=entry["name"]))
    if lost:
        raise LookupError("tests/mutation/fixed.yaml has lost its anchors:\n" + "\n".join(lost))
    return found
