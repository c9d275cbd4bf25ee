"""`sarup report` with a clock on the pipeline's functions: python benchmarks/timed_command.py TIMES ARGUMENT…"""

import sys
from pathlib import Path

from stage_clock import StageClock

from sarup import cli, pipeline

WATCHED = {
    "gather_inbox": "gather",
    "validate_submissions": "validate",
    "load_warehouse": "load",
    "roll_up_warehouse": "roll up",
    "render_report": "render",
    "publish_warehouse": "publish",
}


def main() -> None:
    """Run the command line with the arguments after TIMES and write what the stages took there."""
    times = Path(sys.argv.pop(1))
    clock = StageClock()
    for function, stage in WATCHED.items():
        clock.watch(pipeline, function, stage)
    try:
        cli.main()
    finally:
        clock.write(times)


if __name__ == "__main__":
    main()
