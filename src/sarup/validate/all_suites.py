"""Every suite of expectations/ over any number of submissions. Great Expectations is loaded by who asks first."""

import importlib
import os
from collections.abc import Sequence, Set

from sarup.assets import asset_path
from sarup.findings import Finding, RuleSet
from sarup.office.holidays import Holidays
from sarup.office.rounds import Round
from sarup.submission import Submission

# About 20,000 rows of results and 60,000 texts: one Great Expectations run each keeps memory under a gigabyte.
FILES_AT_ONCE = 1000

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")


def import_suites() -> None:
    """Load Great Expectations now: it takes seconds, and the rows are not there yet."""
    importlib.import_module("sarup.validate.suites")


def run_all(
    submissions: Sequence[Submission],
    rounds: Sequence[Round],
    holidays: Holidays,
    rules: RuleSet,
    planned: Set[str],
) -> list[Finding]:
    """Return the findings of all suites; `planned` are the plans' texts, which are not judged again in a form."""
    frames = importlib.import_module("sarup.validate.frames")
    suites = importlib.import_module("sarup.validate.suites")
    folder = asset_path("expectations")
    findings: list[Finding] = []
    for start in range(0, len(submissions), FILES_AT_ONCE):
        some = submissions[start : start + FILES_AT_ONCE]
        findings += suites.run_suites(frames.build_frames(some, rounds, holidays, folder, planned), folder, rules)
    return findings
