"""The judging process: it answers one question after the other, and its death is told with its own words."""

import os
import signal
from pathlib import Path

import pytest

from sarup import asked_process
from sarup.assets import asset_path
from sarup.errors import BrokenArchiveError
from sarup.findings import load_rules
from sarup.judging.chunks import ReadingRequest
from sarup.judging.process import JudgingProcess, borrowed_process, stop_processes
from sarup.office.holidays import yearly_holidays


def pid_of(validator: JudgingProcess) -> int:
    return validator._process.pid


def test_a_borrowed_validator_is_lent_again_and_answers_again() -> None:
    rules = load_rules(asset_path("expectations/rules.yaml"))
    with borrowed_process() as validator:
        assert validator.validate([], [], yearly_holidays(), rules, frozenset()) == []
        first = pid_of(validator)
    with borrowed_process() as validator:
        assert validator.validate([], [], yearly_holidays(), rules, frozenset()) == []
        assert pid_of(validator) == first


def test_two_borrowers_at_once_have_one_each() -> None:
    with borrowed_process() as one, borrowed_process() as other:
        assert pid_of(one) != pid_of(other)


def test_a_question_that_kills_it_is_told_and_the_next_borrower_gets_another() -> None:
    with borrowed_process() as validator:
        first = pid_of(validator)
        with pytest.raises(RuntimeError, match=r"(?s)the judging process ended with 1:.*AttributeError"):
            validator.validate(
                ["no submission"], [], yearly_holidays(), load_rules(asset_path("expectations/rules.yaml")), frozenset()
            )  # type: ignore[list-item]
        assert not validator.is_alive
    with borrowed_process() as validator:
        assert pid_of(validator) != first


def test_one_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked_process, "SECONDS", 0.01)
    validator = JudgingProcess()
    with pytest.raises(RuntimeError, match=f"ended with -{int(signal.SIGKILL)}"):
        validator.validate([], [], yearly_holidays(), load_rules(asset_path("expectations/rules.yaml")), frozenset())


def test_none_is_left_when_they_are_stopped() -> None:
    with borrowed_process() as validator:
        pass
    stop_processes()
    assert not validator.is_alive
    with pytest.raises(ProcessLookupError):
        os.kill(pid_of(validator), 0)


def test_what_storage_refuses_a_child_is_told_as_it_was_and_the_child_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    digest = "0" * 64
    with borrowed_process() as process:
        with pytest.raises(BrokenArchiveError, match=digest):
            process.read(ReadingRequest(tmp_path, (digest,), tmp_path / "read.parquet"))
        with pytest.raises(NotADirectoryError):
            process.read(ReadingRequest(tmp_path, (), tmp_path / "a file" / "read" / "chunk.parquet"))
        assert process.is_alive
