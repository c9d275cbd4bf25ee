"""One thing looked at: how it is, what was found, what to do."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from sarup.phrases import Phrases
from sarup.settings import Settings
from sarup.thai.dates import format_full
from sarup.thai.times import BANGKOK


class State(StrEnum):
    """How a thing is: good, to be looked at, to be mended."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


class Part(StrEnum):
    """What is looked at, in the order in which it is told."""

    SETTINGS = "settings"
    HOME = "home"
    INBOX = "inbox"
    REFERENCE = "reference"
    DISK = "disk"
    CLOCK = "clock"
    VERSIONS = "versions"
    FONTS = "fonts"
    PREFECT = "prefect"
    MAIL = "mail"
    MAILBOX = "mailbox"
    JOURNAL = "journal"
    LOCK = "lock"
    LAST_RUN = "last_run"


@dataclass(frozen=True)
class Check:
    """A thing and how it is; `found` and `remedy` are Thai, the remedy empty where nothing is to be done."""

    part: Part
    state: State
    found: str
    remedy: str = ""


@dataclass(frozen=True)
class Patient:
    """Whose things are looked at, and when; a folder is None where nobody ever named it."""

    home: Path
    inbox: Path | None
    reference: Path | None
    settings: Settings
    seen_at: datetime
    phrases: Phrases

    def well(self, part: Part, key: str, **slots: object) -> Check:
        """Return a check that found a thing as it should be."""
        return Check(part, State.OK, self.phrases.say(f"doctor.{part}.{key}", **slots))

    def ill(self, part: Part, key: str, state: State = State.FAIL, **slots: object) -> Check:
        """Return a check that found something, with its remedy: the phrase of the same key that ends in .remedy."""
        name = f"doctor.{part}.{key}"
        return Check(part, state, self.phrases.say(name, **slots), self.phrases.say(f"{name}.remedy", **slots))


def say_moment(moment: datetime, phrases: Phrases) -> str:
    """Return a time as officials read it, in Bangkok's zone."""
    local = moment.astimezone(BANGKOK)
    clock = phrases.number(f"{local:%H.%M}")
    return phrases.say("doctor.moment", day=format_full(local.date()), clock=clock)
