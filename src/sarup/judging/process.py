"""The client of judging processes: children that have Great Expectations loaded by the time rows are ready."""

import atexit
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager

from sarup.asked_process import AskedProcess
from sarup.findings import Finding, RuleSet
from sarup.judging.chunks import JudgingRequest, ReadingRequest
from sarup.office.holidays import Holidays
from sarup.office.rounds import Round
from sarup.submission import Submission


class JudgingProcess(AskedProcess):
    """A child with Great Expectations loaded; it answers until it is stopped."""

    def __init__(self) -> None:
        super().__init__("sarup.judging.worker", "judging")

    def validate(
        self,
        submissions: Sequence[Submission],
        rounds: Sequence[Round],
        holidays: Holidays,
        rules: RuleSet,
        planned: Set[str],
    ) -> list[Finding]:
        """Return the findings of all suites."""
        found: list[Finding] = self.ask("validate", list(submissions), list(rounds), holidays, rules, planned)
        return found

    def read(self, request: ReadingRequest) -> None:
        """Read a chunk of files into the cache."""
        self.ask("read", request)

    def judge(self, request: JudgingRequest) -> None:
        """Judge a chunk of files into the cache."""
        self.ask("judge", request)


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
