"""Judging in the process of a test, which then has loaded Great Expectations once."""

from collections.abc import Sequence
from typing import Any

from sarup.judging.chunks import judge_chunk, read_chunk
from sarup.validate.all_suites import run_all


class SuitesHere:
    """What `find_faults` takes where no process of its own is wanted."""

    validate = staticmethod(run_all)


def here(stage: str, requests: Sequence[Any]) -> None:
    """Work through the chunks of a run in this process."""
    for request in requests:
        read_chunk(request) if stage == "read" else judge_chunk(request)
