"""A process that imports Great Expectations while the rest starts, then answers what it is asked over its pipe."""

import gc
from collections.abc import Callable
from threading import Thread
from typing import Any

from sarup.asked_process import answer_questions
from sarup.judging.chunks import judge_chunk, read_chunk
from sarup.validate.all_suites import import_suites, run_all

ANSWERS: dict[str, Callable[..., Any]] = {"validate": run_all, "read": read_chunk, "judge": judge_chunk}


def main() -> None:
    """Answer what is asked; what files say needs no Great Expectations."""
    gc.disable()
    importing = Thread(target=import_suites, daemon=True)
    importing.start()
    answers = {question: _without_breaks(answer) for question, answer in ANSWERS.items()}
    answer_questions(answers, lambda question: None if question == "read" else importing.join())


def _without_breaks(answer: Callable[..., Any]) -> Callable[..., Any]:
    """Return the answer with circles of objects looked for at its end alone.

    A chunk is some million objects that live until its end, and those of libraries stay: to look through all of them
    again and again takes a quarter of the time.
    """

    def answered(*arguments: object) -> Any:
        gc.freeze()
        try:
            return answer(*arguments)
        finally:
            gc.collect()

    return answered


if __name__ == "__main__":
    main()
