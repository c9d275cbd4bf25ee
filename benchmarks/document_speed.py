"""How long the documents take beside WeasyPrint and LibreOffice.

uv run --with weasyprint python benchmarks/document_speed.py

Publishes the sample once, then writes its documents and a report of 200 pages, each run in a process of its own:
seconds of its own work without what it takes to start (imports, dictionary), and the most memory that it and that a
process started by it (the typesetter, LibreOffice) held; the greater of the two is held against the limit. WeasyPrint
makes a PDF of our HTML and LibreOffice one of our DOCX, in the same run. A limit that is missed is said; exit code 0.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parent / "examples" / "tpso-2564"
ROUND = "2564-6m"
ENDINGS = ("pdf", "docx", "html", "xlsx")
LEAST_PAGES = 200
# Seconds and megabytes.
LIMITS = {"the sample's four documents": 2.5, "200 pages, pdf": 10.0}
MOST_MEMORY = 500.0


@dataclass(frozen=True)
class Measured:
    """Runs of one job: seconds to start, seconds of work, and the most megabytes, its own and a child's."""

    name: str
    start: Sequence[float]
    work: Sequence[float]
    memory: tuple[float, float]
    pages: int = 0


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--runs", type=int, default=5)
    runs = asked.parse_args().runs
    with tempfile.TemporaryDirectory(prefix="sarup-benchmark-") as name:
        folder = Path(name)
        warehouse = folder / "sarup.duckdb"
        run_child(["publish", str(SAMPLE), ROUND, str(warehouse)])
        times = copies_for(LEAST_PAGES, warehouse, folder)
        small = measure_set("the sample's", warehouse, 1, folder / "small", runs)
        large = measure_set("200 pages,", warehouse, times, folder / "large", max(1, runs // 2))
        others = [one for place in ("small", "large") for one in measure_others(folder / place, max(1, runs // 2))]
    print("\n".join([*say(small + large + others), "", *say_limits(small + large)]))


def copies_for(pages: int, warehouse: Path, folder: Path) -> int:
    """Return how often the sample must be repeated for so many pages."""
    times, made = 1, 0
    while made < pages:
        told = run_child(["write", str(warehouse), ROUND, str(times), str(folder / "try"), "pdf"])
        made = int(told["pages"])
        times = times if made >= pages else max(times + 1, times * pages // made + 1)
    return times


def measure_set(name: str, warehouse: Path, times: int, folder: Path, runs: int) -> list[Measured]:
    """Return what all four documents take in one process, and each of them."""
    arguments = ["write", str(warehouse), ROUND, str(times), str(folder)]
    told = [run_child([*arguments, *ENDINGS]) for _ in range(runs)]
    pages, memory = int(told[0]["pages"]), most_memory(told)
    start = [one["start"] for one in told]
    steps = [
        Measured(
            f"{name} {ending}", start, [one["work"][ending] for one in told], memory, pages if ending == "pdf" else 0
        )
        for ending in ("reading", *ENDINGS)
    ]
    whole = Measured(f"{name} four documents", start, [sum(one["work"].values()) for one in told], memory, pages)
    return [*steps, whole]


def measure_others(folder: Path, runs: int) -> list[Measured]:
    """Return what WeasyPrint and LibreOffice take for a PDF of our HTML and of our DOCX."""
    jobs = {"WeasyPrint": ("weasyprint", "html"), "LibreOffice": ("libreoffice", "docx")}
    measured = []
    for program, (job, ending) in jobs.items():
        name = f"{program}, {folder.name} {ending} to pdf"
        try:
            told = [run_child([job, str(folder / f"report.{ending}"), str(folder / job)]) for _ in range(runs)]
        except subprocess.CalledProcessError as error:
            print(f"{name}: not measured ({error.stderr.strip().splitlines()[-1]})", file=sys.stderr)
            continue
        work = [one["work"]["pdf"] for one in told]
        pages, memory = int(told[0]["pages"]), most_memory(told)
        measured.append(Measured(name, [one["start"] for one in told], work, memory, pages))
    return measured


def most_memory(told: Sequence[dict[str, Any]]) -> tuple[float, float]:
    """Return the most megabytes of the runs: of the process itself, and of one that it started."""
    return max(one["main"] for one in told), max(one["child"] for one in told)


def run_child(arguments: Sequence[str]) -> dict[str, Any]:
    """Run one job in a process of its own and return what it measured; CalledProcessError if it fails."""
    command = [sys.executable, str(HERE / "timed_documents.py"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def say(rows: Sequence[Measured]) -> list[str]:
    """Return the table."""
    head = f"{'seconds':<38}{'start':>8}{'least':>9}{'median':>9}{'pages':>8}{'MB':>8}{'child, MB':>11}"
    return [head, *(_row(row) for row in rows)]


def _row(row: Measured) -> str:
    pages = str(row.pages or "")
    return (
        f"{row.name:<38}{median(row.start):8.2f}{min(row.work):9.2f}{median(row.work):9.2f}{pages:>8}"
        f"{row.memory[0]:8.0f}{row.memory[1]:11.0f}"
    )


def say_limits(rows: Sequence[Measured]) -> list[str]:
    """Return one line a limit; the least of the runs counts, since others share the machine."""
    lines = [
        f"{name:<38}{least:8.2f}  limit {limit:4.1f} s   {_said(least <= limit)}"
        for name, limit in LIMITS.items()
        for least in [min(row.work) for row in rows if row.name == name]
    ]
    most = max(max(row.memory) for row in rows)
    return [
        *lines,
        f"{'most memory of a process':<38}{most:8.0f}  limit {MOST_MEMORY:.0f} MB  {_said(most <= MOST_MEMORY)}",
    ]


def _said(is_reached: bool) -> str:
    return "reached" if is_reached else "not reached"


if __name__ == "__main__":
    main()
