"""The batch of all cases, judged once a session."""

import pytest
from case_batch import Outcome, judge
from every_case import CASES


@pytest.fixture(scope="session")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """Return (case, workbook) -> verdict of every case."""
    return judge(CASES, tmp_path_factory.mktemp("cases"))
