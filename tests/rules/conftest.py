"""The batch of all cases, judged once a session."""

import pytest
from case_batch import Outcome, judge
from every_case import CASES

from sarup.render import forms


@pytest.fixture(scope="session")
def outcome(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """Return (case, workbook) -> verdict of every case, or of those asked for where all selected tests name theirs."""
    asking = [item for item in request.session.items if "outcome" in getattr(item, "fixturenames", ())]
    asked = [getattr(item, "callspec", None) for item in asking]
    named = {spec.params["case"].id for spec in asked if spec is not None and "case" in spec.params}
    is_part = all(spec is not None and "case" in spec.params for spec in asked)
    cases = [case for case in CASES if case.id in named] if is_part else CASES
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forms, "EMPTY_ROWS", dict.fromkeys(forms.EMPTY_ROWS, 3))  # the other empty rows cost 15 s
        return judge(cases, tmp_path_factory.mktemp("cases"))
