"""`sarup report` with a clock on the pipeline's functions: python benchmarks/timed_command.py TIMES ARGUMENT…"""

import sys
from pathlib import Path

from stage_clock import StageClock

from sarup import pipeline
from sarup.cli import app as cli

WATCHED = {
    "gather_inbox": "gather",
    "validate_files": "validate",
    "load_warehouse": "load",
    "roll_up_warehouse": "roll up",
    "render_report": "render",
    "publish_warehouse": "publish",
}


def main() -> None:
    """Run the command line with the arguments after TIMES and write there what the stages took."""
    times = Path(sys.argv.pop(1))
    clock = StageClock()
    for function, stage in WATCHED.items():
        setattr(pipeline, function, clock.timed(stage, getattr(pipeline, function)))
    cli.run_as_program()
    clock.write(times)


if __name__ == "__main__":
    main()
