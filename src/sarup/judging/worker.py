"""A process that imports Great Expectations while the rest starts, then answers what it is asked over its pipe."""

from collections.abc import Callable
from threading import Thread
from typing import Any

from sarup.asked_process import answer_questions
from sarup.judging.chunks import judge_chunk, read_chunk
from sarup.validate.all_suites import import_suites, run_all

ANSWERS: dict[str, Callable[..., Any]] = {"validate": run_all, "read": read_chunk, "judge": judge_chunk}


def main() -> None:
    """Answer what is asked; what files say needs no Great Expectations."""
    importing = Thread(target=import_suites, daemon=True)
    importing.start()
    answer_questions(ANSWERS, lambda question: None if question == "read" else importing.join())


if __name__ == "__main__":
    main()
