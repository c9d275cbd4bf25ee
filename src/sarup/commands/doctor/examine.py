"""Everything looked at, one thing after the other."""

from collections.abc import Callable, Iterator, Sequence

from sarup.commands.doctor.check import Check, Patient, State
from sarup.commands.doctor.mail import check_mail, check_mailbox
from sarup.commands.doctor.places import (
    check_clock,
    check_disk,
    check_home,
    check_inbox,
    check_reference,
    check_settings,
)
from sarup.commands.doctor.programs import check_fonts, check_prefect, check_versions
from sarup.commands.doctor.records import check_journal, check_last_run, check_lock
from sarup.phrases import Phrases

CHECKS: tuple[Callable[[Patient], Iterator[Check]], ...] = (
    check_settings,
    check_home,
    check_inbox,
    check_reference,
    check_disk,
    check_clock,
    check_versions,
    check_fonts,
    check_prefect,
    check_mail,
    check_mailbox,
    check_journal,
    check_lock,
    check_last_run,
)


def examine(patient: Patient) -> list[Check]:
    """Return how everything is. Nothing is changed; nothing leaves the machine but a login to servers that are set."""
    return [check for look in CHECKS for check in look(patient)]


def say_checks(checks: Sequence[Check], phrases: Phrases) -> list[str]:
    """Return a line a check, with its remedy below it, and how many things are to be mended."""
    states, parts = phrases.options("doctor.states"), phrases.options("doctor.parts")
    lines = []
    for one in checks:
        lines.append(phrases.say("doctor.line", state=states[one.state], part=parts[one.part], found=one.found))
        if one.remedy:
            lines.append(phrases.say("doctor.remedy", remedy=one.remedy))
    to_mend = sum(one.state == State.FAIL for one in checks)
    to_see = sum(one.state == State.WARN for one in checks)
    if not to_mend and not to_see:
        return [*lines, phrases.texts["doctor.well"]]
    return [*lines, phrases.say("doctor.count", fail=phrases.number(to_mend), warn=phrases.number(to_see))]
