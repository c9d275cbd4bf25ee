"""A process that ends with the one that started it, however that one ends: its standard input is a pipe of theirs."""

import atexit
import os
import signal
import sys
from collections.abc import Callable
from threading import Thread, Timer

# Time for a last word, after which it ends all the same.
SECONDS_TO_END = 5.0


def end_with_parent(end: Callable[[], None]) -> None:
    """Call `end` from a thread as soon as standard input ends."""

    def wait() -> None:
        # Not sys.stdin: a thread that waits in its buffer is a fatal error when the interpreter ends.
        while os.read(0, 4096):
            pass
        end()

    Thread(target=wait, daemon=True, name="end-with-parent").start()


def end_quietly() -> None:
    """Let this process say nothing after its last word: DuckDB tells pages of leaks while Python is torn down.

    The threads of Prefect that outlive a run hold its objects; the exit code stays what it is.
    """

    def mute() -> None:
        sys.stderr.flush()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)

    atexit.register(mute)


def ask_to_end() -> None:
    """Ask this process to end as a service manager does, and end it if it does not."""
    leaving = Timer(SECONDS_TO_END, lambda: os._exit(1))
    leaving.daemon = True
    leaving.start()
    os.kill(os.getpid(), signal.SIGTERM)
