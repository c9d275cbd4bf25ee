"""Every kind of file gets the verdict, the rules and the cells that a careful person expects, in one check of all."""

from collections import Counter
from datetime import datetime

import pytest

from sarup.assets import asset_path
from sarup.commands.check import CheckedFile, CheckInputs, check_files
from sarup.phrases import load_phrases
from tests.support.corpus.corpus import KINDS, write_corpus
from tests.support.corpus.kind import Kind

CHECKED_AT = datetime.fromisoformat("2023-04-05T09:00:00+07:00")


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, CheckedFile]:
    """Return what `sarup check` says of every file, by the kind's name."""
    folder = tmp_path_factory.mktemp("corpus")
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
