"""`sarup demo`: the sample office in a folder of its own, with a link for each role, thrown away at the end."""

import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sarup.assets import asset_path
from sarup.codes import AccessRole
from sarup.commands.access import Asked, add_access, link_of
from sarup.gather.reference_folder import read_reference
from sarup.phrases import Phrases
from sarup.settings import Settings

SAMPLE = "examples/tpso-2564"
# The division whose first file was returned: there is something to mend.
DIVISION = "pr"
APPROVAL = "\napproval: one\n"


@dataclass(frozen=True)
class Demo:
    """A sample office that can be served, and the links into it: the role's name, the address."""

    settings: Settings
    links: tuple[tuple[str, str], ...]


@contextmanager
def demo_office(page_port: int, at: datetime, phrases: Phrases) -> Iterator[Demo]:
    """Make the sample office and its links; all of it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="sarup-demo-", ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        for name in ("inbox", "reference"):
            shutil.copytree(asset_path(f"{SAMPLE}/{name}"), root / name)
        with (root / "reference" / "report.yaml").open("a", encoding="utf-8") as file:
            file.write(APPROVAL)
        settings = Settings(
            home=root / "home",
            inbox=root / "inbox",
            reference=root / "reference",
            port=_free_port(),
            health_port=_free_port(),
            page_port=page_port,
        )
        reference = read_reference(root / "reference")
        links = []
        for role in AccessRole:
            division = DIVISION if role == AccessRole.FOCAL_POINT else ""
            _, token = add_access(settings.home, Asked(role, "", division), reference, at, phrases)
            name = phrases.options("access.role")[role]
            links.append((name, link_of(f"http://{settings.page_host}:{page_port}", token)))
        yield Demo(settings, tuple(links))


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
