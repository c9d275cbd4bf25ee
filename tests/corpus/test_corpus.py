"""Every kind of file gets the verdict, the rules and the cells that a careful person expects, in one check of all."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from sarup.assets import asset_path
from sarup.commands.check import CheckedFile, CheckInputs, check_files
from sarup.gather.collect import gather
from sarup.gather.inbox import receive_files
from sarup.gather.reference_folder import read_reference
from sarup.judging.process import borrowed_process
from sarup.phrases import load_phrases
from sarup.record.archive import Archive
from tests.support.corpus.corpus import KINDS, write_corpus
from tests.support.corpus.kind import Kind
from tests.support.rules.case_batch import judge_submissions

CHECKED_AT = datetime.fromisoformat("2023-04-05T09:00:00+07:00")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the corpus is written."""
    return tmp_path_factory.mktemp("corpus")


@pytest.fixture(scope="module")
def checked(folder: Path) -> dict[str, CheckedFile]:
    """Return what `sarup check` says of every file, by the kind's name."""
    files = write_corpus(folder)
    desk = CheckInputs(folder / "home", folder / "reference", folder / "inbox", None, CHECKED_AT)
    phrases = load_phrases(asset_path("templates/phrases.yaml"))
    return dict(zip(files, check_files([*files.values()], desk, phrases), strict=True))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_file_gets_the_answer_that_a_careful_person_expects(kind: Kind, checked: dict[str, CheckedFile]) -> None:
    found = checked[kind.name]
    said = sorted((one.rule, one.sheet or "", one.cell or "") for one in found.findings)
    expected = sorted((rule, sheet or "", cell or "") for rule, sheet, cell in kind.findings)
    assert (found.verdict, said) == (kind.verdict, expected)


def test_no_kind_of_file_stops_the_run_of_all(folder: Path, checked: dict[str, CheckedFile]) -> None:
    """Before anything is published every key is asked whether it names one row: a file must not break one."""
    known, archive = read_reference(folder / "reference"), Archive(folder / "archive")
    phrases = load_phrases(asset_path("templates/phrases.yaml"))
    received = [a for inbox in ("inbox", "files") for a in receive_files(folder / inbox, archive, CHECKED_AT)]
    arrivals = {one.submission_id: one for one in received}  # the same bytes twice are one
    submissions = gather(list(arrivals.values()), archive, known.rounds, known.agency_of(), phrases)
    with borrowed_process() as suites:
        connection = judge_submissions(submissions, known, suites, phrases)
    (known_files,) = connection.execute("select count(*) from core.submission").fetchone() or (0,)
    assert known_files == len(arrivals) > 150


def test_there_are_at_least_150_kinds_and_no_two_of_one_name() -> None:
    names = Counter(kind.name for kind in KINDS)
    assert max(names.values()) == 1
    assert sum(not name.startswith("cut-after") for name in names) >= 150


def test_every_finding_says_what_to_do(checked: dict[str, CheckedFile]) -> None:
    for file in checked.values():
        assert file.findings or file.verdict == "accepted"
        for finding in file.findings:
            assert finding.message_th and finding.remedy_th and finding.place
            assert "{" not in finding.message_th + finding.remedy_th
