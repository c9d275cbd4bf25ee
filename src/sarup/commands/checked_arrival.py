"""Whose a file is that somebody checks beforehand: what a run would make of it when it lies in the inbox."""

import os
import re
from datetime import datetime
from pathlib import Path

from sarup.gather.form import read_keys, read_submission
from sarup.gather.listing import show_name
from sarup.gather.pool import Reading
from sarup.office.reference import Reference
from sarup.phrases import known_phrases
from sarup.submission import Arrival

# What stands between the parts of a file's name.
NAME_PARTS = re.compile(r"[_\s().-]+")


def checked_arrival(
    path: Path,
    digest: str,
    reading: Reading,
    known: Reference | None,
    inbox: Path | None,
    division: str | None,
    checked_at: datetime,
) -> Arrival:
    """Return the arrival that a run would make of a file: of its division, or of the one that is told."""
    found, folder = _owner(path.absolute(), reading, known, inbox.absolute() if inbox else None)
    return Arrival(digest, division or found, shown_path(path.name), checked_at, "check", folder)


def shown_path(name: str | Path) -> str:
    """Return a name or path as people may see it, whatever its bytes are."""
    return show_name(os.fsencode(name))


def _owner(path: Path, reading: Reading, known: Reference | None, inbox: Path | None) -> tuple[str, str]:
    """Return whose file it is, and the folder that stands between the division's and the file.

    A file that lies in the inbox is its first folder's, as in a run. Elsewhere a folder that is called as a division
    tells, else the form, else a part of the file's name, else the agency that a plan names, whose planning office sends
    it; the folder it lies in is the last resort.
    """
    parents = [shown_path(name) for name in path.parts[:-1]]
    if inbox and inbox in path.parents and path.parent != inbox:
        below = parents[len(inbox.parts) :]
        return below[0], "/".join(below[1:])
    names = known.division_names() if known else {}
    for at, name in reversed([*enumerate(parents)]):
        if name in names:
            return name, "/".join(parents[at + 1 :])
    named = read_keys(reading.workbook).get("division_code") if reading.workbook else None
    in_name = next((part for part in NAME_PARTS.split(shown_path(path.stem)) if part in names), None)
    return named or in_name or _planner(reading, known) or parents[-1], ""


def _planner(reading: Reading, known: Reference | None) -> str | None:
    """Return the planning office of the agency that a plan names; None for what is no plan."""
    if known is None or reading.workbook is None:
        return None
    anybody = Arrival("", "", "", datetime.min, "")
    rows = read_submission(anybody, reading, known_phrases()).tables.get("plan") or [{}]
    agency = rows[0].get("agency_code")
    planners = (one for one in known.divisions if one["agency_code"] == agency and one.get("planning_office") == "true")
    return next((str(one["division_code"]) for one in planners), None)
