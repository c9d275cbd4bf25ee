"""The page as a program: an office made from its settings, served until its process is ended."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import uvicorn

from sarup.commands.check import CheckedFile, CheckInputs, check_files
from sarup.judging.process import start_process
from sarup.phrases import known_phrases
from sarup.settings import Settings
from sarup.web.app import make_app
from sarup.web.checking import Check, Checker
from sarup.web.office import ClosingAsked, Office
from sarup.web.sessions import read_key

LONGEST_HEADERS = 16 * 1024


def open_office(
    settings: Settings,
    places: dict[str, Path],
    clock: Callable[[], datetime],
    ask_run: Callable[[str], None],
    ask_close: Callable[[ClosingAsked], str],
) -> Office:
    """Return the office that a page is of."""
    return Office(
        settings=settings,
        home=places["home"],
        inbox=places["inbox"],
        reference_folder=places["reference"],
        key=read_key(places["home"]),
        clock=clock,
        ask_run=ask_run,
        ask_close=ask_close,
        checker=Checker(checking(places, clock, settings.workers)),
    )


def checking(places: dict[str, Path], clock: Callable[[], datetime], workers: int) -> Check:
    """Return what checks files as `sarup check` does, by the plan it has received or that of the inbox."""

    def check(paths: Sequence[Path], division: str) -> Sequence[CheckedFile]:
        """Return the verdicts of a division's files."""
        is_new = not (places["home"] / "journal.sqlite").is_file() or not (places["home"] / "archive").is_dir()
        inbox = places["inbox"] if is_new else None
        inputs = CheckInputs(places["home"], places["reference"], inbox, division, clock())
        return check_files(paths, inputs, known_phrases(), workers)

    return check


def serve_page(office: Office) -> None:
    """Serve the page until the process is asked to end; no address and no token goes to any log."""
    start_process()  # the first file is checked as soon as the next ones
    try:
        _run(office)
    finally:
        office.close()


def _run(office: Office) -> None:
    uvicorn.run(
        make_app(office),
        host=office.settings.page_host,
        port=office.settings.page_port,
        access_log=False,
        log_level="warning",
        server_header=False,
        h11_max_incomplete_event_size=LONGEST_HEADERS,
        timeout_graceful_shutdown=3,
        forwarded_allow_ips="127.0.0.1",
    )
