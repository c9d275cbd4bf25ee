"""A page over a copy of the sample office, asked in process: a browser of its own for each link."""

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from starlette.testclient import TestClient

from sarup.codes import AccessRole
from sarup.commands.access import Asked, add_access
from sarup.commands.check import CheckedFile
from sarup.gather.reference_folder import read_reference
from sarup.phrases import known_phrases
from sarup.settings import Settings
from sarup.web.app import make_app
from sarup.web.checking import Check, Checker
from sarup.web.office import ClosingAsked, Office
from tests.support.whole_way import Published

NOW = datetime.fromisoformat("2021-10-21T09:00:00+07:00")
CSRF = re.compile(r'name="csrf" value="([^"]+)"')


def no_check(paths: Sequence[Path], division: str) -> Sequence[CheckedFile]:
    """Check nothing: for tests of all that is around it."""
    raise RuntimeError("this page checks nothing")


@dataclass
class PageOffice:
    """A served office: what was asked of its service is kept, `now` can be moved."""

    home: Path
    inbox: Path
    reference: Path
    check: Check = no_check
    now: datetime = NOW
    asked: list[object] = field(default_factory=list)
    refusal: str = ""

    def __post_init__(self) -> None:
        self.office = Office(
            settings=Settings(home=self.home),
            home=self.home,
            inbox=self.inbox,
            reference_folder=self.reference,
            key=b"k" * 32,
            clock=lambda: self.now,
            ask_run=self.asked.append,
            ask_close=self._close,
            checker=Checker(self.check),
        )
        self.app = make_app(self.office)

    def link(self, role: AccessRole, division: str = "", agency: str = "", days: int = 30) -> str:
        """Return the token of a new link."""
        asked = Asked(role, "", division, agency, days)
        return add_access(self.home, asked, read_reference(self.reference), self.now, known_phrases())[1]

    def stranger(self) -> TestClient:
        """Return a browser without a session."""
        return TestClient(self.app, follow_redirects=True, raise_server_exceptions=True)

    def browser(self, role: AccessRole, division: str = "", agency: str = "") -> TestClient:
        """Return a browser in which somebody has come in by a new link."""
        client = self.stranger()
        answer = client.post("/in", data={"token": self.link(role, division, agency)})
        assert answer.status_code == 200, answer.text
        return client

    def _close(self, asked: ClosingAsked) -> str:
        self.asked.append(asked)
        return self.refusal


def copied(published: Published, folder: Path, check: Check = no_check) -> PageOffice:
    """Return a page over copies of a home, its inbox and its reference files: tests may write into them."""
    shutil.copytree(published.home, folder / "home")
    shutil.copytree(published.inbox, folder / "inbox")
    shutil.copytree(published.reference, folder / "reference")
    return PageOffice(folder / "home", folder / "inbox", folder / "reference", check)


def csrf_of(client: TestClient, path: str) -> str:
    """Return the text that a page's forms bring along."""
    found = CSRF.search(client.get(path).text)
    assert found, f"{path} has no form"
    return found[1]
