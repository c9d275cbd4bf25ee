"""A process that imports Great Expectations while the rest starts, then validates one chunk sent over its pipe."""

import os
import pickle
import sys

# About 20,000 rows of results and 60,000 texts: one Great Expectations run each keeps memory under a gigabyte.
CHUNK_FILES = 1000

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")


def main() -> None:
    """Validate the pickled request of standard input, chunk by chunk; write the pickled findings to standard output."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    from sarup.assets import asset_path
    from sarup.validate.frames import build_frames, planned_texts
    from sarup.validate.suites import run_suites

    submissions, rounds, rules = pickle.load(sys.stdin.buffer)
    folder = asset_path("expectations")
    planned = planned_texts(submissions)
    findings = []
    for start in range(0, len(submissions), CHUNK_FILES):
        chunk = submissions[start : start + CHUNK_FILES]
        findings += run_suites(build_frames(chunk, rounds, folder, planned), folder, rules)
    pickle.dump(findings, answer)
    answer.flush()


if __name__ == "__main__":
    main()
