"""How the acts of the calendar are done that are no report: forms, notices, the nightly look at the editions."""

import os
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sarup.commands.forms import write_forms
from sarup.gather.reference_folder import read_reference
from sarup.office.calendar import Act
from sarup.phrases import known_phrases
from sarup.pipeline import OUTBOX, open_run
from sarup.placement import Change, put_in_place
from sarup.record.editions import editions_in_force, verify
from sarup.record.journal import Journal
from sarup.thai.times import BANGKOK
from sarup.warehouse_file import BUILDING, open_warehouse, publishing, warehouse_path


def open_round(home: Path, inbox: Path, reference: Path, act: Act, now: datetime) -> tuple[Path, ...]:
    """Write every division's form of the act's round into the outbox; return them. Raises UsageError without a plan."""
    run = open_run(act.round_code, inbox, reference, home, None, None, now)
    return write_forms(run, home / OUTBOX).paths


def say_notices(home: Path, reference: Path, act: Act, now: datetime) -> list[Path]:
    """Write the act's notice to everybody whom it concerns into the outbox, all or none; return the pages.

    Who still owes is asked of the published file: before the first report nobody does.
    """
    from sarup.render.returned.notice import Notice, write_notices

    if not warehouse_path(home).is_file():
        return []
    options = read_reference(reference).report
    notice = Notice(act.kind, act.round_code, act.day, now.astimezone(BANGKOK).date())
    prepared = home / f"{BUILDING}{os.getpid()}" / OUTBOX
    with publishing(home), closing(open_warehouse(warehouse_path(home), read_only=True)) as connection:
        pages = write_notices(connection, notice, prepared, options, known_phrases())
        put_in_place([Change(home / OUTBOX / page, prepared / page) for page in pages])
    return [home / OUTBOX / page for page in pages]


def check_editions(home: Path) -> int:
    """Hold every edition in force against its hashes; return how many. Raises BrokenEditionError for a changed one."""
    if not (home / "journal.sqlite").is_file():
        return 0
    with Journal(home / "journal.sqlite") as journal:
        editions = editions_in_force(journal.decisions())
    for edition in editions.values():
        verify(edition, home)
    return len(editions)
