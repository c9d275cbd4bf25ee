"""A process that imports Great Expectations while the rest starts, then validates one chunk sent over its pipe."""

import os
import pickle
import sys

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")


def main() -> None:
    """Read one pickled request from standard input and write the pickled findings to standard output."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    from sarup.assets import asset_path
    from sarup.validate.frames import build_frames
    from sarup.validate.suites import run_suites

    submissions, rounds, rules = pickle.load(sys.stdin.buffer)
    folder = asset_path("expectations")
    frames = build_frames(submissions, rounds, folder / "spelling.yaml")
    pickle.dump(run_suites(frames, folder, rules), answer)
    answer.flush()


if __name__ == "__main__":
    main()
