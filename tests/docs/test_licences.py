"""What Sarup needs to run is under licences that an agency may use without asking, and the page of them is true."""

import re
import sys

import pytest

from tests.licences import PAGE, licence_of, runtime_packages

# The GPL in any version and the AGPL; the LGPL lets itself be imported.
ASKS = re.compile(r"(?<!L)GPL|General Public License(?! v2 \(LGPL)", re.IGNORECASE)


def may_be_used(licence: str) -> bool:
    """Tell whether at least one of the licences among which one may choose asks for nothing."""
    return bool(licence) and any(not ASKS.search(one) for one in licence.split(" OR "))


@pytest.mark.parametrize(
    ("licence", "answer"),
    [
        ("MIT", True),
        ("LGPL-2.1-only", True),
        ("Artistic-1.0-Perl OR GPL-2.0-or-later", True),
        ("GPL-3.0-only", False),
        ("AGPL-3.0-or-later", False),
        ("MIT AND GPL-2.0-only", False),
        ("GNU Affero General Public License v3", False),
        ("", False),
    ],
)
def test_gpl_alone_agpl_and_silence_are_told(licence: str, answer: bool) -> None:
    assert may_be_used(licence) == answer


def test_no_package_that_runs_asks_for_more_than_its_name() -> None:
    packages = runtime_packages()
    assert len(packages) > 100
    assert {name: licence_of(one) for name, one in packages.items() if not may_be_used(licence_of(one))} == {}


@pytest.mark.skipif(sys.platform != "linux", reason="the page is of the locked versions on Linux")
def test_the_page_names_each_with_its_licence() -> None:
    told = PAGE.read_text(encoding="utf-8")
    missing = [name for name, one in runtime_packages().items() if f"| {name} | {licence_of(one)} |" not in told]
    assert missing == []
