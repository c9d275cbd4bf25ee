"""The stages alone, without Prefect: python benchmarks/timed_stages.py TIMES ROUND INBOX REFERENCE HOME."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from stage_clock import StageClock

if TYPE_CHECKING:  # imports are part of what is timed
    from sarup.findings import Finding
    from sarup.pipeline import Run
    from sarup.submission import Submission

SARUP_IMPORT, GX_IMPORT, GX_SUITES = "import Sarup", "import Great Expectations", "run the suites"
SEEN_AT = datetime.fromisoformat("2021-10-20T09:00:00+07:00")


def main() -> None:
    """Run every stage once and write what each took."""
    times, round_code = Path(sys.argv[1]), sys.argv[2]
    inbox, reference, home = (Path(argument) for argument in sys.argv[3:6])
    clock = StageClock()
    with clock.stage(SARUP_IMPORT):
        from sarup import pipeline
    run = pipeline.open_run(round_code, inbox, reference, home, None, None, SEEN_AT)
    with clock.stage("gather"):
        submissions = pipeline.gather_inbox(run)
    findings = check(clock, run, submissions)
    with clock.stage("load"):
        pipeline.load_warehouse(run, submissions, findings)
    with clock.stage("roll up"):
        pipeline.roll_up_warehouse(run)
    watch_writers(clock)
    changes = pipeline.render_report(run)
    with clock.stage("publish"):
        pipeline.publish_warehouse(run, changes)
    clock.write(times)


def check(clock: StageClock, run: Run, submissions: Sequence[Submission]) -> list[Finding]:
    """Return all findings; Great Expectations works in this process, so that its start and its work can be told."""
    from sarup.assets import asset_path
    from sarup.validate.frames import build_frames, planned_texts
    from sarup.validate.structure import check_structure, plan_code_of

    plan_codes = {plan_code_of(one) for one in submissions if one.kind == "plan"}
    with clock.stage("structure"):
        found = [f for one in submissions for f in check_structure(one, run.reference, plan_codes, run.phrases)]
    with clock.stage(GX_IMPORT):
        from sarup.validate.suites import run_suites
    with clock.stage(GX_SUITES):
        folder = asset_path("expectations")
        planned = planned_texts(submissions)
        frames = build_frames(submissions, run.reference.rounds, folder, planned)
        return found + run_suites(frames, folder, run.rules)


def watch_writers(clock: StageClock) -> None:
    """Time the reading of report.* and each document's writer."""
    from sarup.render import outputs

    outputs.read_document = clock.timed("read report.*", outputs.read_document)  # type: ignore[attr-defined]
    outputs.WRITERS = {ending: clock.timed(f"render {ending}", write) for ending, write in outputs.WRITERS.items()}


if __name__ == "__main__":
    main()
