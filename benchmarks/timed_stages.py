"""The stages alone, without Prefect: python benchmarks/timed_stages.py TIMES ROUND INBOX REFERENCE HOME."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from stage_clock import StageClock

SARUP_IMPORT, GX_IMPORT, VALIDATE = "import Sarup", "import Great Expectations", "validate"
SEEN_AT = datetime.fromisoformat("2021-10-20T09:00:00+07:00")


def main() -> None:
    """Run every stage once and write what each took."""
    times, round_code = Path(sys.argv[1]), sys.argv[2]
    inbox, reference, home = (Path(argument) for argument in sys.argv[3:6])
    clock = StageClock()
    with clock.stage(SARUP_IMPORT):
        from sarup import pipeline
        from sarup.validate.all_suites import import_suites
    run = pipeline.open_run(round_code, inbox, reference, home, None, None, SEEN_AT)
    with clock.stage("gather"):
        arrivals = pipeline.gather_inbox(run, here)
    with clock.stage(GX_IMPORT):
        import_suites()
    with clock.stage(VALIDATE):
        judged = pipeline.validate_files(run, arrivals, here)
    with clock.stage("load"):
        pipeline.load_warehouse(run, judged)
    with clock.stage("roll up"):
        pipeline.roll_up_warehouse(run)
    watch_writers(clock)
    changes = pipeline.render_report(run)
    with clock.stage("publish"):
        pipeline.publish_warehouse(run, changes)
    clock.write(times)


def here(stage: str, requests: Sequence[Any]) -> None:
    """Work through the chunks in this process, so that the work can be told from the start of another one."""
    from sarup.judging.chunks import judge_chunk, read_chunk

    for request in requests:
        read_chunk(request) if stage == "read" else judge_chunk(request)


def watch_writers(clock: StageClock) -> None:
    """Time the reading of report.* and each document's writer."""
    from sarup.render import outputs

    outputs.read_document = clock.timed("read report.*", outputs.read_document)  # type: ignore[attr-defined]
    outputs.WRITERS = {ending: clock.timed(f"render {ending}", write) for ending, write in outputs.WRITERS.items()}


if __name__ == "__main__":
    main()
