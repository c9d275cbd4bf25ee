"""How long an invented round takes, stage by stage, beside floors and peers in the same run.

`uv run python benchmarks/nation_speed.py [SIZE…] [--documents] [--seed N] [--rounds FOLDER] [--json FILE]` takes rounds
of these sizes (office and ministry; also departments, nation or a number of files) the whole way, each in a process of
its own, without Prefect. Prints ratios first, then for each stage: seconds, CPU with all children, milliseconds of CPU
a file, the peak memory of all processes together, and the bytes by which the home grew; then what became of the files
beside what had to become of them. Floors and peers are measured on a sample of the largest round's files. `--documents`
writes those of every agency as well. `--rounds` keeps the rounds, and takes those that lie there from an earlier run.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from threading import Event, Thread
from typing import Any

from nation import file_count, generate
from process_tree import memory_bytes

HERE = Path(__file__).resolve().parent
SAMPLES = {"expat": 1_000, "calamine": 1_000, "openpyxl": 50, "checkpoint": 5}
NAMES = {
    "expat": "unzip + expat, all parts (floor)",
    "calamine": "calamine + polars, all sheets (floor)",
    "openpyxl": "openpyxl + pandas, all sheets (peer)",
    "checkpoint": "a checkpoint a file (peer)",
}
# What every file goes through; documents are made for agencies.
A_FILE = ("gather", "validate", "load", "rollup", "letters")
SECONDS_BETWEEN_LOOKS = 0.1


@dataclass(frozen=True)
class Stage:
    """What a stage took."""

    name: str
    wall_seconds: float
    cpu_seconds: float
    peak_bytes: int
    grown_bytes: int


@dataclass(frozen=True)
class Round:
    """A round that went the whole way; `verdicts` are counts by what had to become of the files."""

    files: int
    stages: tuple[Stage, ...]
    verdicts: dict[str, dict[str, int]]
    wrong: tuple[str, ...]

    def cpu_ms_a_file(self, names: Sequence[str] = A_FILE) -> float:
        """Return the milliseconds of CPU that a file takes in some stages."""
        return sum(1000 * one.cpu_seconds for one in self.stages if one.name in names) / self.files

    def wall_ms_a_file(self) -> float:
        """Return the milliseconds that a file takes from gather to letters."""
        return sum(1000 * one.wall_seconds for one in self.stages if one.name in A_FILE) / self.files

    def peak_bytes(self) -> int:
        """Return the peak memory of the whole round."""
        return max(one.peak_bytes for one in self.stages)


@dataclass(frozen=True)
class Other:
    """A floor or a peer on a sample."""

    way: str
    files: int
    cpu_ms_a_file: float
    wall_ms_a_file: float


def main() -> int:
    """Print the tables; return 1 where a file came to something else than it had to."""
    given = arguments()
    with tempfile.TemporaryDirectory() as temporary:
        kept = given.rounds or Path(temporary)
        folders = {files: made(kept / f"{files}-{given.seed}", files, given.seed) for files in given.sizes}
        rounds = [
            run(files, folder, Path(temporary) / f"home-{files}", given.documents) for files, folder in folders.items()
        ]
        others = [other(way, list(sample(folders[rounds[-1].files], most))) for way, most in SAMPLES.items()]
    for line in [*ratios(rounds, others), *(line for one in rounds for line in table(one))]:
        print(line)
    if given.json:
        found = {"rounds": [asdict(one) for one in rounds], "others": [asdict(one) for one in others]}
        given.json.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return int(any(one.wrong for one in rounds))


def arguments() -> argparse.Namespace:
    """Return the command's arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=file_count, default=[10, 110], metavar="SIZE")
    parser.add_argument("--documents", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=Path)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    given.sizes = sorted(set(given.sizes))
    return given


def made(folder: Path, files: int, seed: int) -> Path:
    """Return the folder of a round, invented if it is not there whole."""
    if not (folder / "round.json").is_file():
        started = time.monotonic()
        generate(folder, files, seed)
        tell(f"{files:,} files written in {time.monotonic() - started:.1f} s")
    return folder


def run(files: int, folder: Path, home: Path, documents: bool) -> Round:
    """Take a round the whole way in a process of its own, and look at the memory of all its processes meanwhile."""
    command = [sys.executable, str(HERE / "nation_stages.py"), str(folder), str(home), *["--documents"] * documents]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process, watched(process.pid) as looks:
        assert process.stdout
        told: list[dict[str, Any]] = []
        for line in process.stdout:
            told.append(json.loads(line))
            tell(f"{files:,} files: {line.strip()}")
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    *stages, end = told
    return Round(files, tuple(_stage(one, looks) for one in stages), end["verdicts"], tuple(end["wrong"]))


@contextmanager
def watched(pid: int) -> Iterator[list[tuple[float, int]]]:
    """Look at the memory of a process and its children while the block runs; gives the looks as (time, bytes)."""
    looks: list[tuple[float, int]] = []
    is_over = Event()

    def look() -> None:
        while not is_over.wait(SECONDS_BETWEEN_LOOKS):
            looks.append((time.monotonic(), memory_bytes(pid)))

    thread = Thread(target=look, daemon=True)
    thread.start()
    try:
        yield looks
    finally:
        is_over.set()
        thread.join()


def _stage(told: dict[str, Any], looks: Sequence[tuple[float, int]]) -> Stage:
    """Return a stage; one shorter than the time between two looks has the memory of the look after it."""
    began_at, ended_at = told["began_at"], told["ended_at"] + SECONDS_BETWEEN_LOOKS
    peak = max((size for at, size in looks if began_at <= at <= ended_at), default=0)
    return Stage(told["stage"], told["ended_at"] - told["began_at"], told["cpu"], peak, told["bytes"])


def sample(folder: Path, most: int) -> Iterator[str]:
    """Yield the paths of a round's honest forms, evenly chosen."""
    told = json.loads((folder / "round.json").read_text(encoding="utf-8"))["files"]
    paths = [str(folder / "inbox" / one["path"]) for one in told if one["fate"] in ("honest", "corrected")]
    step = max(1, len(paths) // most)
    yield from paths[::step][:most]


def other(way: str, paths: Sequence[str]) -> Other:
    """Measure a floor or a peer in a process of its own."""
    tell(NAMES[way])
    command = [sys.executable, str(HERE / "nation_peers.py"), way]
    done = subprocess.run(command, input="\n".join(paths), stdout=subprocess.PIPE, text=True, check=True)
    found = json.loads(done.stdout.splitlines()[-1])
    return Other(way, found["files"], 1000 * found["cpu"] / found["files"], 1000 * found["wall"] / found["files"])


def ratios(rounds: Sequence[Round], others: Sequence[Other]) -> Iterator[str]:
    """Yield what is worth more than digits: Sarup beside floors and peers, and a large round beside a small one."""
    last = rounds[-1]
    ours = last.cpu_ms_a_file()
    yield f"CPU of one of {last.files:,} files from {A_FILE[0]} to {A_FILE[-1]}, {ours:.1f} ms, beside"
    for one in others:
        ratio = ours / one.cpu_ms_a_file
        share = f"{ratio:8.1f} times" if ratio >= 1 else f"{f'1/{1 / ratio:.1f}':>8} of   "
        yield f"{share}  {NAMES[one.way]:40}{one.cpu_ms_a_file:9.1f} ms, measured on {one.files:,} files"
    for small, large in pairwise(rounds):
        more = large.files - small.files
        slope = (large.cpu_ms_a_file() * large.files - small.cpu_ms_a_file() * small.files) / more
        yield (
            f"From {small.files:,} to {large.files:,} files: {slope:.1f} ms CPU for each more, "
            f"{large.wall_ms_a_file() / small.wall_ms_a_file():.2f} times the time a file, "
            f"{large.peak_bytes() / small.peak_bytes():.2f} times the memory"
        )


def table(one: Round) -> Iterator[str]:
    """Yield a round's stages, and what became of its files."""
    title = f"{one.files:,} files"
    yield f"\n{title:30}{'wall s':>10}{'CPU s':>10}{'CPU ms a file':>16}{'peak MB':>10}{'MB grown':>10}"
    whole = Stage(
        "all",
        sum(stage.wall_seconds for stage in one.stages),
        sum(stage.cpu_seconds for stage in one.stages),
        one.peak_bytes(),
        sum(stage.grown_bytes for stage in one.stages),
    )
    for stage in (*one.stages, whole):
        yield (
            f"{stage.name:30}{stage.wall_seconds:10.1f}{stage.cpu_seconds:10.1f}"
            f"{1000 * stage.cpu_seconds / one.files:16.1f}{stage.peak_bytes / 1e6:10.0f}{stage.grown_bytes / 1e6:10.1f}"
        )
    for fate, verdicts in one.verdicts.items():
        yield f"  {fate:12} {', '.join(f'{number:,} {verdict}' for verdict, number in sorted(verdicts.items()))}"
    yield f"  {'all as intended' if not one.wrong else f'{len(one.wrong):,} NOT as intended'}"
    yield from (f"    {told}" for told in one.wrong[:20])


def tell(what: str) -> None:
    """Say on standard error what is done now."""
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
