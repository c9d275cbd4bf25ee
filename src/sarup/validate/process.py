"""The second verb's client: a child process that has Great Expectations loaded by the time rows are ready."""

import pickle
import subprocess
import sys
import tempfile
from collections.abc import Sequence

from sarup.findings import Finding, RuleSet
from sarup.office.rounds import Round
from sarup.submission import Submission

SECONDS = 600


class Validator:
    """Starts the child at once; `validate` may be called one time."""

    def __init__(self) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  lives as long as the child
        self._process = subprocess.Popen(
            [sys.executable, "-m", "sarup.validate.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )

    def validate(self, submissions: Sequence[Submission], rounds: Sequence[Round], rules: RuleSet) -> list[Finding]:
        """Return the findings of all suites. Raises RuntimeError, quoting the child's own words, when it fails."""
        answer, _ = self._process.communicate(pickle.dumps((list(submissions), list(rounds), rules)), timeout=SECONDS)
        if self._process.returncode != 0:
            self._errors.seek(0)
            said = self._errors.read().decode("utf-8", "replace")[-2000:]
            raise RuntimeError(f"the validating process ended with {self._process.returncode}: {said}")
        found: list[Finding] = pickle.loads(answer)
        return found

    def stop(self) -> None:
        """End the child, used or not."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()


_started: list[Validator] = []


def start_validator() -> None:
    """Start the child now, so that its five seconds of imports pass while other things start."""
    _started.append(Validator())


def take_validator() -> Validator:
    """Return the child started early, or a new one."""
    return _started.pop() if _started else Validator()
