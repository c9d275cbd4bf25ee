"""The batch of all cases, judged once a session."""

import pytest
from case_batch import Outcome, judge
from every_case import CASES

from sarup.render import forms


@pytest.fixture(scope="session")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """Return (case, workbook) -> verdict of every case."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forms, "EMPTY_ROWS", dict.fromkeys(forms.EMPTY_ROWS, 3))  # the other empty rows cost 15 s
        return judge(CASES, tmp_path_factory.mktemp("cases"))
