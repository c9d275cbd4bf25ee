"""The batch of all cases, judged once a session."""

import pytest

from sarup.render.form import workbook as forms
from tests.support.rules.case import Case
from tests.support.rules.case_batch import Outcome, judge
from tests.support.rules.every_case import CASES


@pytest.fixture(scope="session")
def outcome(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """Return (case, workbook) -> verdict of every case, or of those asked for where all selected tests name theirs."""
    asking = [item for item in request.session.items if "outcome" in getattr(item, "fixturenames", ())]
    # A module may have an outcome of its own, of cases of its own.
    said = [item.callspec.params.get("case") if hasattr(item, "callspec") else None for item in asking]
    named = {case.id for case in said if isinstance(case, Case)}
    is_part = all(case is not None for case in said)
    cases = [case for case in CASES if case.id in named] if is_part else CASES
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forms, "EMPTY_ROWS", dict.fromkeys(forms.EMPTY_ROWS, 3))  # the other empty rows cost 15 s
        return judge(cases, tmp_path_factory.mktemp("cases"))
