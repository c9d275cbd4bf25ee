"""The second verb's client: a child process that has Great Expectations loaded by the time rows are ready."""

import atexit
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Timer

from sarup.findings import Finding, RuleSet
from sarup.office.rounds import Round
from sarup.submission import Submission

SECONDS = 600


class Validator:
    """Starts the child at once; it answers one question after the other until it is stopped."""

    def __init__(self) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  lives as long as the child
        self._process = subprocess.Popen(
            [sys.executable, "-m", "sarup.validate.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )

    @property
    def is_alive(self) -> bool:
        """Tell whether the child can be asked."""
        return self._process.poll() is None

    def validate(self, submissions: Sequence[Submission], rounds: Sequence[Round], rules: RuleSet) -> list[Finding]:
        """Return the findings of all suites. Raises RuntimeError, quoting the child's own words, when it fails."""
        assert self._process.stdin and self._process.stdout
        overdue = Timer(SECONDS, self._process.kill)
        overdue.start()
        try:
            pickle.dump((list(submissions), list(rounds), rules), self._process.stdin)
            self._process.stdin.flush()
            found: list[Finding] = pickle.load(self._process.stdout)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(5)  # its pipe ends a moment before it does
            self.stop()
            self._errors.seek(0)
            words = self._errors.read().decode("utf-8", "replace")[-2000:]
            raise RuntimeError(f"the validating process ended with {self._process.returncode}: {words}") from error
        finally:
            overdue.cancel()
        return found

    def stop(self) -> None:
        """End the child, used or not."""
        if self.is_alive:
            self._process.kill()
        self._process.wait()


_idle: list[Validator] = []


def start_validator() -> None:
    """Start a child now, so that its seconds of imports pass while other things start."""
    _idle.append(Validator())


@contextmanager
def borrowed_validator() -> Iterator[Validator]:
    """Lend the child started early, or a new one; it stays for whoever asks next in this process."""
    validator = _idle.pop() if _idle else Validator()
    try:
        yield validator
    finally:
        if validator.is_alive:
            _idle.append(validator)


@atexit.register
def stop_validators() -> None:
    """End the children that wait: also where a process goes on with memory to spare for other things."""
    while _idle:
        _idle.pop().stop()
