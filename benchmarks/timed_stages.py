"""The stages alone, in a process without Prefect: python benchmarks/timed_stages.py TIMES ROUND INBOX REFERENCE HOME."""

import sys
from datetime import datetime
from pathlib import Path

from stage_clock import StageClock

IMPORTS, GX_IMPORT, GX_SUITES = "Sarup's imports", "import", "suites"
SEEN_AT = datetime.fromisoformat("2021-10-20T09:00:00+07:00")


def main() -> None:
    """Run every stage once and write what each took."""
    times, round_code, inbox, reference, home = Path(sys.argv[1]), sys.argv[2], *map(Path, sys.argv[3:6])
    clock = StageClock()
    with clock.stage(IMPORTS):
        from sarup import pipeline
    run = pipeline.open_run(round_code, inbox, reference, home, None, None, SEEN_AT)
    with clock.stage("gather"):
        submissions = pipeline.gather_inbox(run)
    findings = _validate(clock, run, submissions)
    with clock.stage("load"):
        pipeline.load_warehouse(run, submissions, findings)
    with clock.stage("roll up"):
        pipeline.roll_up_warehouse(run)
    _watch_writers(clock)
    with clock.stage("render"):
        pipeline.render_report(run)
    with clock.stage("publish"):
        pipeline.publish_warehouse(run)
    clock.write(times)


def _validate(clock, run, submissions):  # type: ignore[no-untyped-def]  # its types are imports that are timed
    """Return all findings; Great Expectations works here instead of in the child, so that its parts can be told."""
    from sarup.assets import asset_path
    from sarup.validate.structure import check_structure

    with clock.stage("structure"):
        found = [finding for one in submissions for finding in check_structure(one, run.reference, run.phrases)]
    with clock.stage(GX_IMPORT):
        import great_expectations  # noqa: F401
        from sarup.validate.frames import build_frames
        from sarup.validate.suites import run_suites
    with clock.stage(GX_SUITES):
        folder = asset_path("expectations")
        frames = build_frames(submissions, run.reference.rounds, folder / "spelling.yaml")
        return found + run_suites(frames, folder, run.rules)


def _watch_writers(clock: StageClock) -> None:
    from sarup.render import outputs

    clock.watch(outputs, "read_document", "read the report")
    for ending, write in dict(outputs.WRITERS).items():
        outputs.WRITERS[ending] = _timed(clock, ending, write)  # type: ignore[index]  # a plain dict underneath


def _timed(clock, ending, write):  # type: ignore[no-untyped-def]
    def watched(*given: object) -> None:
        with clock.stage(ending):
            write(*given)

    return watched


if __name__ == "__main__":
    main()
