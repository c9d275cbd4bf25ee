"""How fast forms are read, structure-checked and answered as a JSON list of findings, beside openpyxl and pandas.

`uv run python benchmarks/intake_speed.py [FORMS]` makes that many distinct forms (1,000) from the sample's, reads them
with one reader process, and prints a table of milliseconds a form and core. Great Expectations and letters are apart.
The other readers get every tenth form in the same run: ratios are worth more than digits.
"""

import io
import json
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import openpyxl  # type: ignore[import-untyped]
import pandas as pd

from sarup.assets import asset_path
from sarup.gather.collect import to_submissions
from sarup.gather.pool import WorkerPool
from sarup.gather.reference_folder import read_reference
from sarup.office.reference import Reference
from sarup.phrases import Phrases, load_phrases
from sarup.record.archive import Archive
from sarup.submission import Arrival
from sarup.validate.structure import check_structure

SAMPLE = Path(__file__).resolve().parents[1] / "examples" / "tpso-2564"
RESULTS = "ผลการดำเนินการ"
LIMIT_MS = 5.0
SEEN_AT = datetime(2021, 4, 10, tzinfo=UTC)
ROUNDS = 3


def main(forms: int) -> int:
    """Print the table; return 1 when the limit is not reached."""
    phrases = load_phrases(asset_path("templates/phrases.yaml"))
    reference = read_reference(SAMPLE / "reference")
    with TemporaryDirectory() as folder:
        archive = Archive(Path(folder))
        arrivals = make_forms(archive, forms)
        few = [archive.path(arrival.sha256) for arrival in arrivals[::10]]
        ways: dict[str, Callable[[], int]] = {
            "sarup: read, structure, JSON": lambda: answer(arrivals, archive, reference, phrases),
            "openpyxl": lambda: read_with_openpyxl(few),
            "openpyxl + pandas": lambda: read_with_pandas(few),
        }
        times: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, way in ways.items():
                start = time.perf_counter()
                count = way()
                times[name].append(1000 * (time.perf_counter() - start) / count)
    ours = median(times["sarup: read, structure, JSON"])
    print(f"{forms} forms, median of {ROUNDS} rounds")
    for name, found in times.items():
        print(f"{name:32} {median(found):8.2f} ms a form {median(found) / ours:7.1f} times")
    print(f"limit {LIMIT_MS:g} ms a form and core: {'reached' if ours <= LIMIT_MS else 'not reached'}")
    return int(ours > LIMIT_MS)


def make_forms(archive: Archive, count: int) -> list[Arrival]:
    """Archive `count` forms of the sample's divisions, each with a telephone number of its own."""
    sources = sorted((SAMPLE / "inbox").glob("*/*2564-6m.xlsx"))
    arrivals = []
    for number in range(count):
        source = sources[number % len(sources)]
        packed = io.BytesIO()
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                data = old.read(name)
                if name == "xl/sharedStrings.xml":
                    data = data.replace(b"02-000-0000", f"02-000-{number:04d}".encode())
                new.writestr(name, data)
        digest = archive.keep(packed.getvalue())
        arrivals.append(Arrival(digest, source.parent.name, f"{number}.xlsx", SEEN_AT, "benchmark"))
    return arrivals


def answer(arrivals: Sequence[Arrival], archive: Archive, reference: Reference, phrases: Phrases) -> int:
    """Read every form in one process and write its findings as JSON; return how many forms."""
    with WorkerPool(size=1) as pool:
        readings = pool.read_many([archive.path(arrival.sha256) for arrival in arrivals])
    by_digest = {arrival.sha256: reading for arrival, reading in zip(arrivals, readings, strict=True)}
    submissions = to_submissions(arrivals, by_digest, reference.rounds, reference.agency_of(), phrases)
    found = [[asdict(f) for f in check_structure(one, reference, frozenset(), phrases)] for one in submissions]
    return len(json.dumps(found, ensure_ascii=False, default=dict)) and len(arrivals)


def read_with_openpyxl(paths: Sequence[Path]) -> int:
    """Walk every cell of the results; return how many forms."""
    for path in paths:
        book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), data_only=True)
        sum(cell.value is not None for row in book[RESULTS].iter_rows() for cell in row)
    return len(paths)


def read_with_pandas(paths: Sequence[Path]) -> int:
    """Read the results into a frame, as a script would; return how many forms."""
    for path in paths:
        pd.read_excel(io.BytesIO(path.read_bytes()), sheet_name=None, header=None, engine="openpyxl")
    return len(paths)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
