"""The pool: every file gets its reading, in order, even when readers die, hang or talk nonsense."""

import sys
from pathlib import Path

import pytest
import xlsxwriter

from sarup.gather.container import Limits
from sarup.gather.pool import Reading, WorkerPool

# A reader that dies, hangs or answers by what the path says; it notes each try in a file beside it.
ODD_READER = """
import json, os, signal, sys, time
print("ready", flush=True)
for line in sys.stdin:
    path = json.loads(line)["path"]
    with open(path + ".tries", "a") as tries:
        tries.write("x")
    count = os.path.getsize(path + ".tries")
    if "die" in path or ("once" in path and count == 1):
        os.kill(os.getpid(), signal.SIGKILL)
    if "hang" in path:
        time.sleep(60)
    if "half" in path:
        print('{"ok": ', end="", flush=True)
        time.sleep(60)
    print(json.dumps({"ok": False, "rule": "S02", "detail": os.path.basename(path)}), flush=True)
"""


def odd_pool(size: int = 2, wall_seconds: float = 0.4) -> WorkerPool:
    return WorkerPool(size, wall_seconds, command=(sys.executable, "-I", "-c", ODD_READER))


def tries(path: Path) -> int:
    return len(Path(f"{path}.tries").read_text())


def test_files_are_read_in_the_order_asked(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.xlsx" for number in range(9)]
    for number, path in enumerate(paths):
        with xlsxwriter.Workbook(path) as book:
            book.add_worksheet().write_number(0, 0, number)
    paths[4].write_bytes(paths[4].read_bytes()[:-30])
    with WorkerPool(size=2) as pool:
        readings = pool.read_many(paths)
        again = pool.read_many(paths)
    assert [r.workbook.sheets[0].cells[0].text if r.workbook else r.rule for r in readings] == [
        "0", "1", "2", "3", "S01", "5", "6", "7", "8",
    ]  # fmt: skip
    assert again == readings


def test_no_files_are_no_readings() -> None:
    with WorkerPool(size=1) as pool:
        assert pool.read_many([]) == []


@pytest.mark.parametrize("name", ["die", "hang", "half"])
def test_a_file_that_breaks_its_reader_is_tried_once_more_and_costs_itself_only(
    tmp_path: Path, name: str
) -> None:
    paths = [tmp_path / "a", tmp_path / name, tmp_path / "b", tmp_path / "c"]
    with odd_pool() as pool:
        readings = pool.read_many(paths)
    assert [reading.rule for reading in readings] == ["S02", "X02", "S02", "S02"]
    assert [reading.detail for reading in readings if reading.rule == "S02"] == ["a", "b", "c"]
    assert [tries(path) for path in paths] == [1, 2, 1, 1]


def test_a_file_that_reads_at_the_second_try_is_read(tmp_path: Path) -> None:
    with odd_pool() as pool:
        assert pool.read_many([tmp_path / "once"]) == [Reading(None, "S02", "once")]


def test_only_killers_leave_the_pool_fit_for_more(tmp_path: Path) -> None:
    killers = [tmp_path / f"die{number}" for number in range(5)]
    with odd_pool() as pool:
        assert {reading.rule for reading in pool.read_many(killers)} == {"X02"}
        assert pool.read_many([tmp_path / "good"]) == [Reading(None, "S02", "good")]


def test_a_reader_that_cannot_start_is_our_failure(tmp_path: Path) -> None:
    with (
        WorkerPool(1, command=(sys.executable, "-c", "raise SystemExit(3)")) as pool,
        pytest.raises(RuntimeError),
    ):
        pool.read_many([tmp_path / "a"])


def test_a_file_that_needs_too_much_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number in range(90_000):
            sheet.write_string(number, 0, f"{number:0200d}")
    with WorkerPool(1, limits=Limits(memory_bytes=60 << 20)) as pool:
        (reading,) = pool.read_many([path])
    assert reading.rule in ("S05", "X02")
