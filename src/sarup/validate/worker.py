"""A process that imports Great Expectations while the rest starts, then validates what is sent over its pipe."""

import importlib
import os
import pickle
import sys
from collections.abc import Sequence

from sarup.assets import asset_path
from sarup.findings import Finding, RuleSet
from sarup.office.rounds import Round
from sarup.submission import Submission

# About 20,000 rows of results and 60,000 texts: one Great Expectations run each keeps memory under a gigabyte.
CHUNK_FILES = 1000

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")


def main() -> None:
    """Answer each pickled request of standard input by pickled findings on standard output, until there are no more."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    import_suites()
    while True:
        try:
            request = pickle.load(sys.stdin.buffer)
        except EOFError:  # the one who asks has ended
            return
        pickle.dump(run_all(*request), answer)
        answer.flush()


def import_suites() -> None:
    """Load Great Expectations now: it takes seconds, and the rows are not there yet."""
    importlib.import_module("sarup.validate.suites")


def run_all(submissions: Sequence[Submission], rounds: Sequence[Round], rules: RuleSet) -> list[Finding]:
    """Return the findings of all suites, chunk by chunk."""
    frames = importlib.import_module("sarup.validate.frames")
    suites = importlib.import_module("sarup.validate.suites")
    folder = asset_path("expectations")
    planned = frames.planned_texts(submissions)
    findings: list[Finding] = []
    for start in range(0, len(submissions), CHUNK_FILES):
        chunk = submissions[start : start + CHUNK_FILES]
        findings += suites.run_suites(frames.build_frames(chunk, rounds, folder, planned), folder, rules)
    return findings


if __name__ == "__main__":
    main()
