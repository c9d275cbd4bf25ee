"""`sarup withdraw` and `sarup waive`: decisions checked against what is known, then written to the journal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sarup.assets import asset_path
from sarup.decisions import Decision, find_submissions
from sarup.errors import UsageError
from sarup.findings import load_rules
from sarup.journal import Journal
from sarup.phrases import Phrases
from sarup.reference import Reference


@dataclass(frozen=True)
class Ground:
    """Who decides, why, until when, and when it is recorded."""

    role: str
    reason: str
    until_on: date | None
    recorded_at: datetime


def withdraw(home: Path, name: str, ground: Ground, phrases: Phrases, undo: bool = False) -> str:
    """Record that a submission is withdrawn, or no longer; return its submission_id.

    Raises UsageError for a name that means no submission or several, and for an undo of nothing.
    """
    with Journal(home / "journal.sqlite") as journal:
        found = find_submissions(name, [arrival.submission_id for arrival in journal.arrivals()])
        if not found:
            raise UsageError(phrases.say("cli.err.submission", name=name))
        if len(found) > 1:
            raise UsageError(phrases.say("cli.err.submissions", name=name, names=" ".join(found)))
        _record(journal, "withdrawal", {"submission_id": found[0]}, ground, phrases, undo)
    return found[0]


def waive(
    home: Path, target: Mapping[str, str], ground: Ground, reference: Reference, phrases: Phrases, undo: bool = False
) -> None:
    """Record that a rule is waived, or no longer, for a round, and perhaps for one division and item only.

    Raises UsageError for an unknown rule, round or division, and for a rule that ends the reading of a file.
    """
    rules = load_rules(asset_path("expectations/rules.yaml")).rules
    rule = target["rule"]
    if rule not in rules:
        raise UsageError(phrases.say("cli.err.rule", rule=rule))
    if rules[rule].refuses:
        raise UsageError(phrases.say("cli.err.not_waivable", rule=rule))
    if target["round_code"] not in {period.round_code for period in reference.rounds}:
        raise UsageError(phrases.say("cli.err.round", x=target["round_code"]))
    if target.get("division_code", "") not in {"", *reference.division_names()}:
        raise UsageError(phrases.say("cli.err.division", division=target["division_code"]))
    with Journal(home / "journal.sqlite") as journal:
        _record(journal, "waiver", {key: value for key, value in target.items() if value}, ground, phrases, undo)


def waivers(home: Path) -> list[Decision]:
    """Return the waivers that hold."""
    with Journal(home / "journal.sqlite") as journal:
        return [one for one in journal.decisions() if one.kind == "waiver" and one.undone_at is None]


def _record(
    journal: Journal, kind: str, target: Mapping[str, str], ground: Ground, phrases: Phrases, undo: bool
) -> None:
    undoes = None
    if undo:
        held = [one for one in journal.decisions() if one.kind == kind and one.target == target and not one.undone_at]
        if not held:
            raise UsageError(phrases.say("cli.err.no_decision", name=" ".join(target.values())))
        undoes = held[-1].number
    journal.record_decision(kind, target, ground.role, ground.reason, ground.until_on, ground.recorded_at, undoes)
