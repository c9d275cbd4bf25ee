"""The structure gate: is this our form, of this round and division, with every sheet and column?"""

from collections.abc import Iterable, Mapping, Sequence, Set

from sarup.findings import Finding
from sarup.form.cards import CARDS_VERSION, SHEETS, sheet_key
from sarup.form.spec import load_form_spec
from sarup.office.reference import Reference
from sarup.phrases import Phrases
from sarup.submission import Submission
from sarup.validate.planned import plan_code_of

FORM_VERSIONS = ("1", CARDS_VERSION)


def check_structure(
    submission: Submission, reference: Reference, plan_codes: Set[str], phrases: Phrases
) -> list[Finding]:
    """Return what keeps a submission from being a sound form; its reader's own problems come first.

    `plan_codes` are the plans known to the run: a folder that bears one of them is meant for that plan.
    """
    found = list(submission.problems)
    if submission.kind == "unknown":
        return found
    of_keys = list(_check_keys(submission, reference))
    found += of_keys
    found += _check_folder(submission, reference, plan_codes, phrases)
    # What columns the form of an unknown round or version has, nobody can say.
    is_known = not any(finding.rule in ("S10", "S15") for finding in of_keys)
    if is_known and (submission.has_keys or submission.kind == "plan"):
        found += _check_sheets(submission, phrases)
        found += _check_key_columns(submission, reference, phrases)
    return found


def _check_keys(submission: Submission, reference: Reference) -> Iterable[Finding]:
    name, keys = submission.submission_id, submission.keys
    if keys.get("form_version") not in FORM_VERSIONS:
        yield Finding(name, "S15", value=keys.get("form_version"), slots={"version": keys.get("form_version", "")})
    names = reference.division_names()
    folder = submission.arrival.division_code
    if folder not in names:
        yield Finding(name, "S16", value=folder, slots={"division": folder})
    if submission.kind == "plan":
        return
    written = keys.get("division_code", "")
    if written != folder and folder in names:
        slots = {"division_a": names.get(written, written), "division_b": names.get(folder, folder)}
        yield Finding(name, "S09", value=written, slots=slots)
    if keys.get("round_code") not in {r.round_code for r in reference.rounds}:
        yield Finding(name, "S10", value=keys.get("round_code"), slots={"round": keys.get("round_code", "")})


def _check_folder(
    submission: Submission, reference: Reference, plan_codes: Set[str], phrases: Phrases
) -> Iterable[Finding]:
    """Compare with folders between the division's and the file that bear the code of a round or of another plan."""
    name, keys = submission.submission_id, submission.keys
    labels = _round_labels(reference, phrases)
    written, plan = keys.get("round_code", ""), plan_code_of(submission)
    for folder in submission.arrival.folder.split("/"):
        if submission.kind == "results" and folder in labels and folder != written:
            slots = {"round_a": labels.get(written, written), "round_b": labels[folder]}
            yield Finding(name, "S29", value=written, slots=slots)
        elif folder in plan_codes and plan and folder != plan:
            yield Finding(name, "S30", value=plan, slots={"plan_a": plan, "plan_b": folder})


def _check_key_columns(submission: Submission, reference: Reference, phrases: Phrases) -> Iterable[Finding]:
    """Tell that the hidden columns of keys are lost: rows were matched to the plan by codes and words."""
    present = {(place.table, place.field) for place in submission.places}
    lost = [
        column.field
        for spec in load_form_spec(submission.kind).sheets
        for column in spec.columns
        if column.hidden and spec.table in submission.tables and (spec.table, column.field) not in present
    ]
    if lost:
        slots = {"round": _round_labels(reference, phrases).get(submission.keys.get("round_code", ""), "")}
        yield Finding(submission.submission_id, "S19", value=", ".join(lost), slots=slots)


def _round_labels(reference: Reference, phrases: Phrases) -> dict[str, str]:
    return {r.round_code: phrases.round_of_year(r.label, r.fiscal_year_be) for r in reference.rounds}


def _stand_in_order(submission: Submission, table: str, wanted: Sequence[str]) -> bool:
    """Tell whether the columns that are there stand in the order of the form, whatever stands between them."""
    places = {place.field: place.letter for place in submission.places if place.table == table}
    letters = [(len(places[field]), places[field]) for field in wanted if field in places]
    return letters == sorted(letters)


def _check_sheets(submission: Submission, phrases: Phrases) -> Iterable[Finding]:
    round_name = submission.keys.get("round_code", "").rpartition("-")[2] or None
    renamed = {problem.table_name for problem in submission.problems if problem.rule == "R79"}
    for spec in load_form_spec(submission.kind).sheets:
        version = submission.keys.get("form_version")
        sheet = phrases.texts[sheet_key(spec, version)]
        if spec.table in renamed:
            continue
        if spec.table not in submission.tables:
            yield Finding(submission.submission_id, "S07", value=sheet, sheet=sheet, slots={"sheet": sheet})
            continue
        present = {place.field for place in submission.places if place.table == spec.table}
        wanted = spec.columns_of(round_name)
        is_card = version == CARDS_VERSION and spec.table in SHEETS
        if not is_card and not _stand_in_order(submission, spec.table, [column.field for column in wanted]):
            yield Finding(submission.submission_id, "S32", value=sheet, sheet=sheet, slots={"sheet": sheet})
        for column in wanted:
            if column.field not in present and not column.hidden and not column.optional:
                head = phrases.texts[column.head]
                slots: Mapping[str, str] = {"sheet": sheet, "head": head}
                yield Finding(submission.submission_id, "S08", value=head, sheet=sheet, slots=slots)
