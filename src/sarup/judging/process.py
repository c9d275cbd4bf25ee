"""The client of judging processes: children that have Great Expectations loaded by the time rows are ready."""

import atexit
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager, suppress
from threading import Timer
from typing import Any

from sarup.findings import Finding, RuleSet
from sarup.judging.chunks import JudgingRequest, ReadingRequest
from sarup.office.holidays import Holidays
from sarup.office.rounds import Round
from sarup.submission import Submission

SECONDS = 600


class JudgingProcess:
    """Starts the child at once; it answers one question after the other until it is stopped."""

    def __init__(self) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  lives as long as the child
        self._process = subprocess.Popen(
            [sys.executable, "-m", "sarup.judging.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )

    @property
    def is_alive(self) -> bool:
        """Tell whether the child can be asked."""
        return self._process.poll() is None

    def validate(
        self,
        submissions: Sequence[Submission],
        rounds: Sequence[Round],
        holidays: Holidays,
        rules: RuleSet,
        planned: Set[str],
    ) -> list[Finding]:
        """Return the findings of all suites."""
        found: list[Finding] = self._ask("validate", list(submissions), list(rounds), holidays, rules, planned)
        return found

    def read(self, request: ReadingRequest) -> None:
        """Read a chunk of files into the cache."""
        self._ask("read", request)

    def judge(self, request: JudgingRequest) -> None:
        """Judge a chunk of files into the cache."""
        self._ask("judge", request)

    def _ask(self, question: str, *arguments: object) -> Any:
        """Return the child's answer. Raises RuntimeError, quoting the child's own words, when it fails."""
        assert self._process.stdin and self._process.stdout
        overdue = Timer(SECONDS, self._process.kill)
        overdue.start()
        try:
            pickle.dump((question, arguments), self._process.stdin)
            self._process.stdin.flush()
            return pickle.load(self._process.stdout)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(5)  # its pipe ends a moment before it does
            self.stop()
            self._errors.seek(0)
            words = self._errors.read().decode("utf-8", "replace")[-2000:]
            raise RuntimeError(f"the judging process ended with {self._process.returncode}: {words}") from error
        finally:
            overdue.cancel()

    def stop(self) -> None:
        """End the child, used or not."""
        if self.is_alive:
            self._process.kill()
        self._process.wait()


_idle: list[JudgingProcess] = []


def start_process() -> None:
    """Start a child now, so that its seconds of imports pass while other things start."""
    _idle.append(JudgingProcess())


@contextmanager
def borrowed_process() -> Iterator[JudgingProcess]:
    """Lend the child started early, or a new one; it stays for whoever asks next in this process."""
    process = _idle.pop() if _idle else JudgingProcess()
    try:
        yield process
    finally:
        if process.is_alive:
            _idle.append(process)


@atexit.register
def stop_processes() -> None:
    """End the children that wait: also where a process goes on with memory to spare for other things."""
    while _idle:
        _idle.pop().stop()
