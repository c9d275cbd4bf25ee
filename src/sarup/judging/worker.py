"""A process that imports Great Expectations while the rest starts, then answers what it is asked over its pipe."""

import os
import pickle
import sys
from collections.abc import Callable
from threading import Thread
from typing import Any

from sarup.judging.chunks import judge_chunk, read_chunk
from sarup.validate.all_suites import import_suites, run_all

ANSWERS: dict[str, Callable[..., Any]] = {"validate": run_all, "read": read_chunk, "judge": judge_chunk}


def main() -> None:
    """Answer each pickled (question, arguments) of standard input by a pickled value, until there are no more."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    importing = Thread(target=import_suites, daemon=True)
    importing.start()
    while True:
        try:
            question, arguments = pickle.load(sys.stdin.buffer)
        except EOFError:  # the one who asks has ended
            os._exit(0)  # also in the middle of its imports
        if question != "read":  # what files say needs none of them
            importing.join()
        pickle.dump(ANSWERS[question](*arguments), answer)
        answer.flush()


if __name__ == "__main__":
    main()
