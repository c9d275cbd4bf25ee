"""Floors and peers over files: python benchmarks/nation_peers.py WAY < paths, one a line. Prints one JSON line.

Floors do less than Sarup must: `expat` unzips and parses every part, `calamine` reads all sheets into polars frames.
Peers are what a script would do: `openpyxl` reads all sheets into pandas frames; `checkpoint` runs a checkpoint of
Great Expectations a file, with as many expectations as Sarup runs for it (its frame is read by calamine, in no time).
"""

import itertools
import json
import os
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.parsers import expat

import yaml
from process_tree import cpu_seconds

from sarup.assets import asset_path

# The suites whose tables a division's form fills.
SUITES = ("results", "item", "event", "signoff", "text")
COLUMNS = 30  # of the results; the first row below its headings is the 8th
# What is asked of one column after the other.
ASKED: tuple[dict[str, Any], ...] = (
    {"type": "ExpectColumnValuesToNotBeNull"},
    {"type": "ExpectColumnValueLengthsToBeBetween", "min_value": 0, "max_value": 32_767},
    {"type": "ExpectColumnValuesToNotMatchRegex", "regex": "<[a-z]+>"},
    {"type": "ExpectColumnValuesToNotBeInSet", "value_set": ["-", "ไม่ระบุ"]},
)


def expat_floor() -> Callable[[Path], object]:
    """Return what unzips a file and parses all its parts."""

    def read(path: Path) -> None:
        with zipfile.ZipFile(path) as book:
            for name in book.namelist():
                expat.ParserCreate().Parse(book.read(name), True)

    return read


def calamine_floor() -> Callable[[Path], object]:
    """Return what reads all sheets of a file into polars frames."""
    import polars as pl
    from python_calamine import CalamineWorkbook

    def read(path: Path) -> list[Any]:
        book = CalamineWorkbook.from_path(str(path))
        sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
        return [pl.DataFrame([[str(cell) for cell in row] for row in rows], orient="row") for rows in sheets if rows]

    return read


def openpyxl_peer() -> Callable[[Path], object]:
    """Return what reads all sheets of a file into pandas frames."""
    import pandas as pd

    return lambda path: pd.read_excel(path, sheet_name=None, header=None, engine="openpyxl")


def checkpoint_peer() -> Callable[[Path], object]:
    """Return what runs a checkpoint on the frame of a file."""
    import great_expectations as gx
    import pandas as pd
    from great_expectations.data_context.types.base import ProgressBarsConfig
    from python_calamine import CalamineWorkbook

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    batches = (
        context.data_sources.add_pandas("forms").add_dataframe_asset("form").add_batch_definition_whole_dataframe("all")
    )
    suite = context.suites.add(gx.ExpectationSuite(name="form"))
    for column, asked in itertools.islice(_asked(), expectation_count()):
        words = {name: value for name, value in asked.items() if name != "type"}
        suite.add_expectation(getattr(gx.expectations, asked["type"])(column=column, **words))
    definition = context.validation_definitions.add(gx.ValidationDefinition(name="form", data=batches, suite=suite))
    checkpoint = context.checkpoints.add(gx.Checkpoint(name="form", validation_definitions=[definition]))

    def check(path: Path) -> object:
        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(1).to_python()[7:]
        texts = [[str(cell) or None for cell in row[:COLUMNS]] for row in rows]
        frame = pd.DataFrame(texts, columns=[f"c{number}" for number in range(COLUMNS)])
        return checkpoint.run(batch_parameters={"dataframe": frame})

    return check


def _asked() -> Iterator[tuple[str, dict[str, Any]]]:
    for asked in itertools.cycle(ASKED):
        for number in range(COLUMNS):
            yield f"c{number}", asked


def expectation_count() -> int:
    """Return how many expectations Sarup runs for a form."""
    files = [asset_path(f"expectations/{name}.yaml") for name in SUITES]
    return sum(len(yaml.safe_load(path.read_text(encoding="utf-8"))["expectations"]) for path in files)


WAYS = {"expat": expat_floor, "calamine": calamine_floor, "openpyxl": openpyxl_peer, "checkpoint": checkpoint_peer}


def main(way: str, paths: Sequence[Path]) -> None:
    """Time a way over files; what it imports and one file to warm up are not timed."""
    read = WAYS[way]()
    read(paths[0])
    cpu, began_at = cpu_seconds(os.getpid()), time.monotonic()
    for path in paths:
        read(path)
    wall, cpu = time.monotonic() - began_at, cpu_seconds(os.getpid()) - cpu
    print(json.dumps({"files": len(paths), "wall": wall, "cpu": cpu, "bytes": sum(p.stat().st_size for p in paths)}))


if __name__ == "__main__":
    main(sys.argv[1], [Path(line) for line in sys.stdin.read().splitlines()])
