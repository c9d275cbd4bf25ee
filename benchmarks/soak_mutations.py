"""Mutated submissions through the reader processes: none may crash the run, hang, or be read otherwise than it stands.

`uv run python benchmarks/soak_mutations.py [COUNT] [SEED] [FIRST]` makes that many mutants (100,000) of the sample's
forms, from number FIRST (0) on, and prints what became of them. A mutant depends on its number and the seed alone.
Every one that our reader takes is read a second time by openpyxl, in a process of its own
with limits; a cell that differs is a failure, and its file is kept. About half an hour a core.
"""

import io
import random
import re
import resource
import shutil
import signal
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from datetime import UTC, date, datetime
from math import isinf
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl  # type: ignore[import-untyped]

from sarup.assets import asset_path
from sarup.gather.collect import to_submissions
from sarup.gather.container import Limits
from sarup.gather.pool import Reading, WorkerPool
from sarup.gather.reference_folder import read_reference
from sarup.gather.stored_values import NUMBER as STORED_NUMBER
from sarup.gather.workbook import Cell, Workbook
from sarup.phrases import load_phrases
from sarup.submission import Arrival
from sarup.validate.structure import check_structure

SAMPLE = Path(__file__).resolve().parents[1] / "examples" / "tpso-2564"
SEEN_AT = datetime(2021, 4, 10, tzinfo=UTC)
BATCH = 500
SECOND_READER_BYTES, SECOND_READER_SECONDS = 2 << 30, 30
Parts = dict[str, bytes]
Places = Mapping[tuple[str, int, int], str]

VALUES = [
    "1e5", "NaN", "0x1", "٣", "1_0", "３", "1,000", "-0", "1E400", "3.0000000000000001", "45016", "2958466", "60", "-1",
    "99999999999999999999", ".", "1.5.2", "0.1", "1E-7", "TRUE", "#REF!", "สาม", "๓", " 3 ", "",
]  # fmt: skip
TYPES = ["s", "str", "inlineStr", "b", "e", "n", "d", "x", ""]
PIECES = [
    "<!DOCTYPE a>", "<!-- 9 -->", "<![CDATA[9]]>", "<?a b?>", "&lt;", "&#3585;", "&x;", "<a>", "</a>", "<v>9</v>",
    "<f>1+1</f>", "_x0041_", "_xD83D_", "\u200b", "\u202e", "\ufffd", "\x01", "\ufeff", "\r\n", "\t", "<c><v>1</v></c>",
    '<row r="9"/>', "<is><t>ก</t></is>", "<rPh><t>9</t></rPh>", '<mergeCell ref="A1:B2"/>', ' s="3"', ' t="s"',
]  # fmt: skip
TAG, CELL, NUMBER = re.compile("<[^<>]*>"), re.compile(r"<c [^>]*?(?:/>|>.*?</c>)", re.DOTALL), re.compile('"[0-9]+"')


def main(count: int, seed: int, start_at: int) -> int:
    """Print the table of outcomes; return 1 when anything is wrong."""
    phrases = load_phrases(asset_path("templates/phrases.yaml"))
    reference = read_reference(SAMPLE / "reference")
    sources = [parts_of(path.read_bytes()) for path in sorted((SAMPLE / "inbox").glob("*/*2564-6m.xlsx"))]
    outcomes: Counter[str] = Counter()
    failures: list[str] = []
    kept = Path("soak-failures")
    start = time.monotonic()
    slowest = 0.0
    with (
        TemporaryDirectory() as folder,
        WorkerPool(size=2) as pool,
        ProcessPoolExecutor(2, initializer=bound_reader) as second,
    ):
        for first in range(start_at, start_at + count, BATCH):
            numbers = range(first, min(first + BATCH, start_at + count))
            paths = write_mutants(Path(folder), sources, numbers, seed)
            began = time.monotonic()
            readings = pool.read_many(paths)
            slowest = max(slowest, time.monotonic() - began)
            arrivals = [Arrival(f"{n:064d}", "eth", path.name, SEEN_AT, "soak") for n, path in enumerate(paths)]
            by_digest = {arrival.sha256: reading for arrival, reading in zip(arrivals, readings, strict=True)}
            for submission in to_submissions(arrivals, by_digest, reference.rounds, reference.agency_of(), phrases):
                [asdict(finding) for finding in check_structure(submission, reference, frozenset(), phrases)]
            said = second.map(compare, paths, [places_of(reading) for reading in readings], chunksize=20)
            for path, reading, differences in zip(paths, readings, said, strict=True):
                outcomes[reading.rule or differences[0]] += 1
                if differences[0] == "read otherwise":
                    kept.mkdir(exist_ok=True)
                    shutil.copy(path, kept)
                    failures.append(f"{path.name}: {differences[1]}")
            done = numbers.stop - start_at
            print(f"\r{done:,} of {count:,}, {len(failures)} read otherwise", end="", file=sys.stderr)
    print(f"\n{count:,} mutated submissions from number {start_at:,}, seed {seed}, {time.monotonic() - start:,.0f} s")
    for name, found in outcomes.most_common():
        print(f"{name:40} {found:8,}")
    print(
        f"slowest {BATCH} files {slowest:.1f} s; most memory of a process {peak_mib():,.0f} MiB of {limit_mib():,.0f}"
    )
    print("\n".join(failures[:40]) or "no value differs from what openpyxl reads")
    return int(bool(failures))


def parts_of(data: bytes) -> Parts:
    """Return the parts of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return {name: book.read(name) for name in book.namelist()}


def write_mutants(folder: Path, sources: list[Parts], numbers: range, seed: int) -> list[Path]:
    """Write the mutants of these numbers: each depends on its number and the seed alone."""
    paths = []
    for number in numbers:
        chance = random.Random(f"{seed}-{number}")
        path = folder / f"{number % BATCH}.xlsx"
        path.write_bytes(mutant(chance.choice(sources), chance))
        paths.append(path)
    return paths


def mutant(parts: Parts, chance: random.Random) -> bytes:
    """Return a form with up to four things wrong in its parts, or in its bytes; most with one, since those pass."""
    if chance.random() < 0.1:
        return damaged(packed(parts), chance)
    changed = dict(parts)
    for _ in range(chance.choice([1, 1, 1, 1, 2, 2, 3, 4])):
        # Three of four mutations hit the sheets and their texts, where values are.
        names = [name for name in changed if "sheet" in name or "sharedStrings" in name]
        name = chance.choice(names if chance.random() < 0.75 else list(changed))
        text = changed[name].decode("utf-8", "surrogateescape")
        mutated = chance.choice(MUTATIONS)(text, chance)
        changed[name] = mutated.encode("utf-8", "surrogateescape")
    return packed(changed)


def packed(parts: Parts) -> bytes:
    """Return the parts as a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, data in parts.items():
            book.writestr(name, data)
    return out.getvalue()


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Flip bytes, cut, repeat or lose a stretch."""
    changed = bytearray(data)
    at = chance.randrange(len(changed))
    match chance.randrange(4):
        case 0:
            for _ in range(chance.randint(1, 8)):
                changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        case 1:
            del changed[at:]
        case 2:
            changed[at:at] = changed[at : at + chance.randint(1, 2000)]
        case _:
            del changed[at : at + chance.randint(1, 2000)]
    return bytes(changed)


def _letter(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    new = chance.choice(["", chr(chance.choice([0x20, 0x30, 0x33, 0x3C, 0x22, 0xE01, 0xE4D, 0x200B]))])
    return text[:at] + new + text[at + chance.randint(0, 1) :]


def _piece(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(PIECES) + text[at:]


def _lost_tag(text: str, chance: random.Random) -> str:
    return _at_one(TAG, text, chance, lambda _: "")


def _twice(text: str, chance: random.Random) -> str:
    return _at_one(CELL, text, chance, lambda found: found + found)


def _moved(text: str, chance: random.Random) -> str:
    cells = CELL.findall(text)
    if len(cells) < 2:
        return text
    one, other = chance.sample(cells, 2)
    return text.replace(one, "\0").replace(other, one).replace("\0", other)


def _attribute(text: str, chance: random.Random) -> str:
    new = chance.choice(["0", "-1", "1", "7", "16384", "1048576", "99999999999", "", "a", "1.5"])
    return _at_one(NUMBER, text, chance, lambda _: f'"{new}"')


def _value(text: str, chance: random.Random) -> str:
    return _at_one(re.compile("<v>[^<]*</v>"), text, chance, lambda _: f"<v>{chance.choice(VALUES)}</v>")


def _type(text: str, chance: random.Random) -> str:
    return _at_one(re.compile(' t="[^"]*"'), text, chance, lambda _: f' t="{chance.choice(TYPES)}"')


def _style(text: str, chance: random.Random) -> str:
    return _at_one(re.compile(' s="[^"]*"'), text, chance, lambda _: f' s="{chance.randrange(12)}"')


def _stretch(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at + chance.randint(1, 300) :]


MUTATIONS = (
    _letter, _letter, _letter, _piece, _piece, _lost_tag, _twice, _moved, _attribute, _attribute,
    _value, _value, _value, _value, _type, _type, _style, _style, _stretch,
)  # fmt: skip


def _at_one(pattern: re.Pattern[str], text: str, chance: random.Random, change: Callable[[str], str]) -> str:
    found = list(pattern.finditer(text))
    if not found:
        return text
    one = chance.choice(found)
    return text[: one.start()] + change(one[0]) + text[one.end() :]


def places_of(reading: Reading) -> Places | None:
    """Return what our reader says of every cell, comparable with another reader's words; None for a refused file."""
    return None if reading.workbook is None else dict(_our_cells(reading.workbook))


def _our_cells(workbook: Workbook) -> list[tuple[tuple[str, int, int], str]]:
    return [
        ((sheet.name, cell.row, cell.column), _ours(cell))
        for sheet in workbook.sheets
        for cell in sheet.cells
        if cell.has_value and cell.text
    ]


def _ours(cell: Cell) -> str:
    if cell.kind in ("number", "percent"):
        return f"number {float(cell.text)!r}"
    if cell.kind == "boolean":
        return f"boolean {cell.text}"
    return f"{'date' if cell.kind == 'date' else 'text'} {cell.text}"


def bound_reader() -> None:
    """Give the second reader its limits."""
    resource.setrlimit(resource.RLIMIT_AS, (SECOND_READER_BYTES, SECOND_READER_BYTES))


def compare(path: Path, ours: Places | None) -> tuple[str, str]:
    """Return what became of a file, and the first cell that differs."""
    if ours is None:
        return "refused", ""
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(SECOND_READER_SECONDS)
    try:
        book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), data_only=True)
        theirs = {
            (sheet.title, cell.row, cell.column): _theirs(cell.value)
            for sheet in book.worksheets
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None and cell.value != ""
        }
        linked = {
            (sheet.title, cell.row, cell.column)
            for sheet in book.worksheets
            for row in sheet.iter_rows()
            for cell in row
            if cell.hyperlink and cell.value in (cell.hyperlink.location, cell.hyperlink.target)
        }
        merged = [(sheet.title, area.bounds) for sheet in book.worksheets for area in sheet.merged_cells.ranges]
    except Exception:
        return "taken, and openpyxl cannot read it", ""
    finally:
        signal.alarm(0)
    for place in sorted(ours.keys() | theirs.keys()):
        one, other = ours.get(place, "nothing"), theirs.get(place, "nothing")
        if _plain(one) == _plain(other) or (one == "nothing" and place in linked):
            continue
        if not _is_excused(place, one, other, merged):
            return "read otherwise", f"{place} is {one[:80]!r}, openpyxl reads {other[:80]!r}"
    return "taken and read alike", ""


def _theirs(value: object) -> str:
    if isinstance(value, bool):
        return f"boolean {int(value)}"
    if isinstance(value, int | float):
        return f"number {float(value)!r}"
    if isinstance(value, datetime):
        return f"date {value.date().isoformat()}"
    return f"date {value.isoformat()}" if isinstance(value, date) else f"text {value}"


def _plain(said: str) -> str:
    """Fold line ends, which readers spell in their ways."""
    return said.replace("\r\n", "\n").replace("\r", "\n")


def _is_excused(place: tuple[str, int, int], one: str, other: str, merged: list[tuple[str, tuple[int, ...]]]) -> bool:
    """Tell where openpyxl is known to give something else than what the file holds.

    It does not decode Excel's escapes; it empties all cells of a merge but the first. In a cell of numbers it takes
    underscores and digits of any script, as Python does; for us they are a text that no one reads as a number. (An
    empty cell with a link has the link's place for its value there: `compare` passes over those.)
    """
    if "_x" in one or "_x" in other or _is_number_of_python(one, other):
        return True
    sheet, row, column = place
    return other == "nothing" and any(
        name == sheet and left <= column <= right and top <= row <= bottom
        for name, (left, top, right, bottom) in merged
    )


def _is_number_of_python(one: str, other: str) -> bool:
    typed = one.removeprefix("text ")
    try:
        number = float(typed)
    except ValueError:
        return False
    # One too great for Python is infinite to it; for us it stays what was typed, and is told at its cell.
    if typed == one or (STORED_NUMBER.fullmatch(typed) and not isinf(number)):
        return False
    return f"number {number!r}" == other


def _too_long(*_: object) -> None:
    raise TimeoutError


def peak_mib() -> float:
    """Return the most memory that any ended child held."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def limit_mib() -> float:
    """Return what a reader process may hold."""
    return Limits().memory_bytes / (1 << 20)


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*numbers, *[100_000, 1, 0][len(numbers) :]))
