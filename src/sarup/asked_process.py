"""A child process that answers one question after the other over its pipe, and whose death is told in its own words."""

import os
import pickle
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer
from typing import Any

from sarup.errors import BrokenArchiveError, StorageError
from sarup.settings import environment_of_a_child

SECONDS = 600


class AskedProcess:
    """Starts `python -m module` at once; it answers until it is stopped. `name` is what it is called when it fails."""

    def __init__(self, module: str, name: str) -> None:
        self._name = name
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  lives as long as the child
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=environment_of_a_child(),
        )

    @property
    def is_alive(self) -> bool:
        """Tell whether the child can be asked."""
        return self._process.poll() is None

    def ask(self, question: str, *arguments: object) -> Any:
        """Return the child's answer.

        Raises what storage refused the child, as it was told; RuntimeError, quoting its own words, when it fails.
        """
        assert self._process.stdin and self._process.stdout
        overdue = Timer(SECONDS, self._process.kill)
        overdue.start()
        try:
            pickle.dump((question, arguments), self._process.stdin)
            self._process.stdin.flush()
            answer = pickle.load(self._process.stdout)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(60)  # its pipe ends a moment before it does
            self.stop()
            self._errors.seek(0)
            words = self._errors.read().decode("utf-8", "replace")[-2000:]
            raise RuntimeError(f"the {self._name} process ended with {self._process.returncode}: {words}") from error
        finally:
            overdue.cancel()
        if isinstance(answer, _Refused):
            raise answer.error
        return answer

    def stop(self) -> None:
        """End the child, used or not."""
        if self.is_alive:
            self._process.kill()
        self._process.wait()


@dataclass(frozen=True)
class _Refused:
    """The answer of a child that storage has refused something; it can be asked again."""

    error: OSError | StorageError | BrokenArchiveError


def answer_questions(answers: Mapping[str, Callable[..., Any]], prepare: Callable[[str], None]) -> None:
    """Be the child: answer each pickled (question, arguments) of standard input until its end; `prepare` before each.

    What is printed goes to standard error. Ends the process.
    """
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while True:
        try:
            question, arguments = pickle.load(sys.stdin.buffer)
        except EOFError:  # the one who asks has ended
            os._exit(0)  # also in the middle of its imports
        prepare(question)
        pickle.dump(_answer(answers[question], arguments), answer)
        answer.flush()


def _answer(call: Callable[..., Any], arguments: Sequence[Any]) -> Any:
    try:
        return call(*arguments)
    except (OSError, StorageError, BrokenArchiveError) as error:
        traceback.print_exc()
        return _Refused(error)
