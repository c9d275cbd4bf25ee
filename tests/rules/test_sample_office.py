"""The sample office: exactly the marks that its texts deserve, each at its cell, and nothing else.

The places are worked out from the layout of the forms: six head lines, a header in row 7, answers from
row 8 in the plan's order; the plan's rows begin in row 3, in the order of source/plan.yaml.
"""

from datetime import datetime
from pathlib import Path

import pytest

from sarup.assets import asset_path
from sarup.gather.collect import gather
from sarup.gather.inbox import receive_files
from sarup.gather.reference_folder import read_reference
from sarup.judging.process import borrowed_process
from sarup.phrases import load_phrases
from sarup.record.archive import Archive
from tests.support.rules.case_batch import Verdict, judge_submissions, verdicts

SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "tpso-2564"
SEEN_AT = datetime.fromisoformat("2021-10-20T09:00:00+07:00")
RETURNED = "pr/รายงานผล_pr_2564-6m_ฉบับที่1.xlsx"

PLAN_WARNINGS = {
    "P10 plan_item!D5",  # 1.2.3: its activity is a state
    "P10 plan_item!D18",  # 4.2.3
    "P12 plan_item!F19",  # 5.1.1
    "P23 plan_item!E9",  # 2.1.2: an index of the years before
    "P24 plan_structure!E8",  # tactic 1.2 writes ด้าน for ต้าน
    "P25 plan_item!D16",  # 4.1.1 and 2.1.1 list the same channels in other words, twice
    "P25 plan_item!D19",  # 5.1.1 adds a channel to the six of 4.1.1
    "P15 plan_measure!L5",  # 1.2.3
    "P18 plan_item!A18",  # 4.2.3 follows 4.2.1
}
PLAN_NOTICES = {
    "P08 plan_item!E7",  # 1.3.1
    "P08 plan_item!E11",  # 3.0.2
    "P08 plan_item!E17",  # 4.2.1
    "P08 plan_item!E18",  # 4.2.3
    "P09 plan_item!B7",  # 1.3.1
    "P09 plan_item!B19",  # 5.1.1
    "P11 plan_item!F16",  # 4.1.1
    "P16 plan_measure!L4",  # 1.1.2
    "P16 plan_measure!L10",  # 3.0.1
    "P16 plan_measure!L13",  # 3.0.4
    "P17 plan_item!D13",  # 3.0.4: two plans, and not 1.1.1, which counts its two events
    "T03 plan_item!D8",  # 2.1.1
    "T03 plan_item!E14",  # 3.0.5
    "T03 plan_item!D16",  # 4.1.1
    "T05 plan_structure!E4",  # objective 1.1
    "T05 plan_item!C5",  # 1.2.3
    "T05 plan_item!C8",  # 2.1.1
    "T10 plan_item!D9",  # 2.1.2: ITAS, OIT, EIT and IIT
}
WARNINGS = {
    "fin": {"R16 event!C8"},  # the second event of 1.1.1 has no day
    "psd": {"R16 event!C8"},
    "risk": {"A09 results!W8", "A09 results!W9"},  # the seminar of 1.1.1 bears another day in 3.0.4
    "aud": {"A09 results!W8"},  # and a third day here
    "legal": {"T02 results!W8", "T02 results!W9"},  # 3.0.2 and 3.0.6
    "pr": {"T02 results!W9"},  # 3.0.3
    "it": {"R45 results!W8"},  # 4.2.1
    "eth": {"R47 results!AK8"},  # 1.1.2
    "hr": {"T11 results!W8"},  # 3.0.5 quotes 80 for the regulation's 60 per cent
}
NOTICES = {
    "psd": {"R46 results!W9", "A03 event!A8"},  # 3.0.1; the event stands with fin's too
    "fin": {"A03 event!A8"},
    "risk": {"A03 event!A8"},  # one event under two items
    "eth": {"R52 results!V10"},  # 2.1.1 counts persons, its outcome complaints
    "hr": {"R53 results!W8"},  # 3.0.5: criteria of appraisal, not of recruitment
    "legal": {"T09 results!W8", "T09 results!W9", "T09 results!AK8", "T09 results!AK9"},  # tpsoc for tpso
    "pr": {"T09 results!W9"},
}
Office = dict[str, Verdict]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return folder/file -> verdict of the sample's inbox."""
    with borrowed_process() as validator:
        phrases = load_phrases(asset_path("templates/phrases.yaml"))
        reference = read_reference(SAMPLE / "reference")
        archive = Archive(tmp_path_factory.mktemp("archive"))
        arrivals = receive_files(SAMPLE / "inbox", archive, SEEN_AT)
        submissions = gather(arrivals, archive, reference.rounds, reference.agency_of(), phrases)
        return verdicts(judge_submissions(submissions, reference, validator, phrases), phrases)


def marks(verdict: Verdict, severity: str) -> list[str]:
    """Return "rule place" of the findings of one severity."""
    return sorted(f"{one.rule} {one.place}" for one in verdict.findings if one.severity == severity)


def test_all_but_the_returned_file_are_in_force_without_errors(office: Office) -> None:
    assert len(office) == 23
    assert [name for name, verdict in office.items() if not verdict.is_in_force] == [RETURNED]
    assert [name for name, verdict in office.items() if marks(verdict, "error")] == [RETURNED]


def test_the_plan_has_its_known_marks(office: Office) -> None:
    plan = office["plan/plan-2564.xlsx"]
    assert marks(plan, "warning") == sorted([*PLAN_WARNINGS, "P25 plan_item!D16"])
    assert marks(plan, "notice") == sorted([*PLAN_NOTICES, *["T10 plan_item!D9"] * 3])


@pytest.mark.parametrize("division", ["plan", "psd", "risk", "fin", "eth", "pr", "legal", "aud", "hr", "it"])
def test_a_division_has_its_known_marks_in_the_first_half(office: Office, division: str) -> None:
    verdict = office[f"{division}/รายงานผล_{division}_2564-6m.xlsx"]
    assert marks(verdict, "warning") == sorted(WARNINGS.get(division, ()))
    assert marks(verdict, "notice") == sorted(NOTICES.get(division, ()))


def test_the_annual_round_has_no_marks(office: Office) -> None:
    year = {name: verdict for name, verdict in office.items() if name.endswith("12m.xlsx")}
    assert len(year) == 11
    assert [finding for verdict in year.values() for finding in verdict.findings] == []


def test_the_returned_file_names_its_three_cells(office: Office) -> None:
    assert marks(office[RETURNED], "error") == ["R01 results!O9", "R06 results!O10", "R07 results!O8"]
    assert office[RETURNED].verdict == "returned"


def test_every_sentence_of_the_sample_is_whole(office: Office) -> None:
    for verdict in office.values():
        for finding in verdict.findings:
            assert finding.message_th and finding.remedy_th
            assert not {"{", "}"} & {*finding.message_th, *finding.remedy_th}
