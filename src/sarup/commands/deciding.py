"""`sarup withdraw` and `sarup waive`: decisions checked against what is known, then written to the journal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sarup.assets import asset_path
from sarup.errors import UsageError
from sarup.findings import load_rules
from sarup.office.reference import Reference
from sarup.phrases import Phrases
from sarup.record.decisions import Decision, find_submissions
from sarup.record.journal import Journal

AGENCY = {"agency_code"}


@dataclass(frozen=True)
class Ground:
    """Who decides, why, until when, and when it is recorded; `agency_code` where one of several agencies is meant."""

    role: str
    reason: str
    until_on: date | None
    recorded_at: datetime
    agency_code: str = ""


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
    """Record that a rule is waived, or no longer, for an agency's round, and perhaps for one division and item only.

    Raises UsageError for an unknown rule, round, division or agency, and for a rule that cannot be waived, saying why.
    """
    rules = load_rules(asset_path("expectations/rules.yaml")).rules
    rule = target["rule"]
    if rule not in rules:
        raise UsageError(phrases.say("cli.err.rule", rule=rule))
    if rules[rule].refuses:
        raise UsageError(phrases.say("cli.err.not_waivable", rule=rule))
    if not rules[rule].is_waivable and not undo:
        raise UsageError(phrases.say("cli.err.guards", rule=rule, sentence=rules[rule].remedy_th))
    if target["round_code"] not in {period.round_code for period in reference.rounds}:
        raise UsageError(phrases.say("cli.err.round", x=target["round_code"]))
    if target.get("division_code", "") not in {"", *reference.division_names()}:
        raise UsageError(phrases.say("cli.err.division", division=target["division_code"]))
    agency = _agency_of_target(target, ground, reference, phrases)
    with Journal(home / "journal.sqlite") as journal:
        named = {key: value for key, value in target.items() if value}
        _record(journal, "waiver", {**named, "agency_code": agency}, ground, phrases, undo)


def whose_agency(reference: Reference, named: str, phrases: Phrases) -> str:
    """Return the agency that a decision is about: the one named, or the only one of the register.

    Raises UsageError for one that the register does not have, and where there are several and none is named.
    """
    known = sorted({str(row["agency_code"]) for row in reference.agencies})
    if named and named not in known:
        raise UsageError(phrases.say("cli.err.agency", x=named))
    if not named and len(known) != 1:
        raise UsageError(phrases.say("cli.err.whose", known=", ".join(known)))
    return named or known[0]


def _agency_of_target(target: Mapping[str, str], ground: Ground, reference: Reference, phrases: Phrases) -> str:
    """Return the agency of a waiver: that of its division, which may not be another than the one named."""
    division = target.get("division_code", "")
    own = reference.agency_of().get(division, "")
    if own and ground.agency_code and ground.agency_code != own:
        raise UsageError(phrases.say("cli.err.other_agency", division=division, agency=own))
    return whose_agency(reference, ground.agency_code or own, phrases)


def waivers(home: Path) -> list[Decision]:
    """Return the waivers that hold."""
    with Journal(home / "journal.sqlite") as journal:
        return [one for one in journal.decisions() if one.kind == "waiver" and one.undone_at is None]


def _record(
    journal: Journal, kind: str, target: Mapping[str, str], ground: Ground, phrases: Phrases, undo: bool
) -> None:
    undoes = None
    if undo:
        held = [one for one in journal.decisions() if one.kind == kind and not one.undone_at]
        # A journal of the first releases names no agency.
        mine = [
            one for one in held if {**target, **one.target} == target and target.keys() - one.target.keys() <= AGENCY
        ]
        if not mine:
            raise UsageError(phrases.say("cli.err.no_decision", name=" ".join(target.values())))
        undoes = mine[-1].number
    journal.record_decision(kind, target, ground.role, ground.reason, ground.until_on, ground.recorded_at, undoes)
