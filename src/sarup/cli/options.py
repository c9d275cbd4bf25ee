"""What the commands have in common: their options, and where an option that is not given comes from."""

import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from sarup.errors import UsageError
from sarup.phrases import known_phrases
from sarup.record.decisions import DecisionReason
from sarup.thai.times import BANGKOK, read_moment

# What Python makes of a name's bytes that are not UTF-8.
NO_TEXT = re.compile("[\ud800-\udfff]")


Round = Annotated[str, typer.Argument(metavar="ROUND", help="The round, such as 2564-6m or 2564-12m.")]


Inbox = Annotated[Path | None, typer.Option(help="Folder with one folder a division (default: the last one used).")]


Reference = Annotated[
    Path | None, typer.Option(help="Folder with agencies, divisions and rounds (default: the last one used).")
]


Agency = Annotated[str | None, typer.Option(help="Whose round it is, where the register has several agencies.")]


Home = Annotated[Path | None, typer.Option(help="Where Sarup keeps archive, journal, database (default: warehouse/).")]


Role = Annotated[str | None, typer.Option(help="Who decides, as a role and not as a name.")]


Reason = Annotated[str | None, typer.Option(help="Why; printed in the report's notes.")]


Until = Annotated[str | None, typer.Option(help="Last day (2021-04-30) on which a file it covers may have come.")]


Undo = Annotated[bool, typer.Option("--undo", help="Take the same decision back; the journal keeps both.")]


class Verdict(SystemExit):
    """The end of a check: its code speaks of the files and not of how the command was used."""


def read_time(text: str | None) -> datetime | None:
    """Return an ISO 8601 time, in Bangkok's zone where it names none. Raises UsageError for what is no time."""
    if text is None:
        return None
    moment = read_moment(text)
    if moment is None:
        raise UsageError(known_phrases().say("cli.err.time", x=text))
    return moment


def print_json(value: object) -> None:
    """Print a value as JSON in UTF-8, whatever the terminal's; a name's bytes that are no text are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    typer.echo(NO_TEXT.sub(lambda found: f"\\\\x{ord(found[0]) & 0xFF:02x}", text).encode())


def now() -> datetime:
    """Return the time in Bangkok: the one clock, from which every command hands the time on."""
    return datetime.now(BANGKOK)


def read_reason(role: str | None, reason: str | None, until: str | None, agency: str | None = None) -> DecisionReason:
    """Return who decides and why. Raises UsageError for what is missing and for a date that is none."""
    if not role or not reason:
        missing = " ".join(name for name, value in (("--role", role), ("--reason", reason)) if not value)
        raise UsageError(known_phrases().say("cli.err.need", options=missing))
    try:
        day = date.fromisoformat(until) if until else None
    except ValueError as error:
        raise UsageError(known_phrases().say("cli.err.date", x=until)) from error
    return DecisionReason(role, reason, day, now(), agency or "")
