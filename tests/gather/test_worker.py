"""The reader as a program of its own: one line in, one line out, whatever the file."""

import io
import json
import resource
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from sarup.gather import worker
from sarup.gather.container import NOT_GIVEN, OUT_OF_MEMORY, Limits
from sarup.gather.workbook import unpack


@pytest.fixture(autouse=True)
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits are meant for the worker's process, not for the tests'."""
    monkeypatch.setattr(worker, "limit_resources", lambda limits: None)


def saved(folder: Path) -> Path:
    path = folder / "form.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("ผล").write_string(0, 0, "ดำเนินการ")
    return path


def request(path: Path, **limits: int) -> dict[str, Any]:
    return {"path": str(path), "limits": asdict(Limits(**limits))}


def test_a_sound_file_is_answered_with_its_workbook(tmp_path: Path) -> None:
    reply = worker.answer(request(saved(tmp_path)))
    assert reply["ok"]
    assert unpack(reply["workbook"]).sheets[0].cells[0].text == "ดำเนินการ"


def test_a_refusal_is_answered_with_its_rule(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(b"%PDF-1.7")
    assert worker.answer(request(path)) == {"ok": False, "rule": "S35", "detail": "pdf", "kind": "pdf"}


def test_a_file_over_the_size_limit_is_not_read_whole(tmp_path: Path) -> None:
    assert worker.answer(request(saved(tmp_path), file_bytes=100))["rule"] == "S34"


def test_what_nobody_foresaw_is_x01(tmp_path: Path) -> None:
    assert worker.answer({"path": "x", "limits": {"unknown": 1}})["rule"] == "X01"


def test_bytes_that_the_system_does_not_give_are_told_apart(tmp_path: Path) -> None:
    answer = worker.answer(request(tmp_path / "gone.xlsx"))
    assert (answer["rule"], answer["kind"]) == ("X01", NOT_GIVEN)


def test_running_out_of_memory_is_told_as_what_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def starve(data: bytes, limits: Limits) -> None:
        raise MemoryError

    monkeypatch.setattr(worker, "read_file", starve)
    assert worker.answer(request(saved(tmp_path))) == {
        "ok": False, "rule": "X02", "detail": OUT_OF_MEMORY, "kind": "",
    }  # fmt: skip


def test_lines_are_answered_in_order(tmp_path: Path) -> None:
    path = saved(tmp_path)
    lines = [json.dumps(request(path)), json.dumps(request(tmp_path)), json.dumps(request(path))]
    replies = io.BytesIO()
    worker.answer_all(io.BytesIO("\n".join(lines).encode()), replies)
    assert [json.loads(line)["ok"] for line in replies.getvalue().splitlines()] == [True, False, True]


def test_the_program_is_ready_answers_and_ends_with_its_input(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-m", "sarup.gather.worker"],
        input=json.dumps(request(saved(tmp_path))).encode() + b"\n",
        capture_output=True,
        check=True,
    )
    ready, reply = done.stdout.splitlines()
    assert (ready, json.loads(reply)["ok"], done.stderr) == (b"ready", True, b"")


def test_the_program_limits_itself() -> None:
    code = (
        "import resource; from sarup.gather import worker; from sarup.gather.container import Limits;"
        "worker.limit_resources(Limits()); worker.limit_resources(Limits());"
        "print(resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_CPU)[0])"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    memory, cpu = map(int, done.stdout.split())
    assert memory == 1 << 30
    assert 10 < cpu <= 13
    assert resource.getrlimit(resource.RLIMIT_CPU)[0] == resource.RLIM_INFINITY


def test_the_program_imports_nothing_beyond_the_standard_library() -> None:
    code = "import sys; before = {*sys.modules}; import sarup.gather.worker; print(*({*sys.modules} - before))"
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    tops = {name.partition(".")[0] for name in done.stdout.split()}
    assert tops - {*sys.stdlib_module_names} == {"sarup"}
