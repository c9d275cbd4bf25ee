"""`sarup withdraw` and `sarup waive`: decisions checked against what is known, then written to the journal."""

from collections.abc import Mapping
from pathlib import Path

from sarup.assets import asset_path
from sarup.errors import UsageError
from sarup.findings import load_rules
from sarup.office.reference import Reference, whose_agency
from sarup.phrases import Phrases
from sarup.record.decisions import Decision, DecisionReason, find_submissions
from sarup.record.journal import Journal

AGENCY = {"agency_code"}


def withdraw(home: Path, name: str, why: DecisionReason, phrases: Phrases, undo: bool = False) -> str:
    """Record that a submission is withdrawn, or no longer; return its submission_id.

    Raises UsageError for a name that means no submission or several, and for an undo of nothing.
    """
    with Journal(home / "journal.sqlite") as journal:
        found = find_submissions(name, [arrival.submission_id for arrival in journal.arrivals()])
        if not found:
            raise UsageError(phrases.say("cli.err.submission", name=name))
        if len(found) > 1:
            raise UsageError(phrases.say("cli.err.submissions", name=name, names=" ".join(found)))
        _record(journal, "withdrawal", {"submission_id": found[0]}, why, phrases, undo)
    return found[0]


def waive(
    home: Path,
    target: Mapping[str, str],
    why: DecisionReason,
    reference: Reference,
    phrases: Phrases,
    undo: bool = False,
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
    agency = _agency_of_target(target, why, reference, phrases)
    with Journal(home / "journal.sqlite") as journal:
        named = {key: value for key, value in target.items() if value}
        _record(journal, "waiver", {**named, "agency_code": agency}, why, phrases, undo)


def _agency_of_target(target: Mapping[str, str], why: DecisionReason, reference: Reference, phrases: Phrases) -> str:
    """Return the agency of a waiver: that of its division, which may not be another than the one named."""
    division = target.get("division_code", "")
    own = reference.agency_of().get(division, "")
    if own and why.agency_code and why.agency_code != own:
        raise UsageError(phrases.say("cli.err.other_agency", division=division, agency=own))
    return whose_agency(reference, why.agency_code or own, phrases)


def waivers(home: Path) -> list[Decision]:
    """Return the waivers that hold."""
    with Journal(home / "journal.sqlite") as journal:
        return [one for one in journal.decisions() if one.kind == "waiver" and one.undone_at is None]


def _record(
    journal: Journal, kind: str, target: Mapping[str, str], why: DecisionReason, phrases: Phrases, undo: bool
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
    journal.record_decision(kind, target, why.role, why.reason, why.until_on, why.recorded_at, undoes)
