"""The structure gate: is this our form, of this round and division, with every sheet and column?"""

from collections.abc import Iterable, Mapping

from sarup.findings import Finding
from sarup.form_spec import load_form_spec
from sarup.phrases import Phrases
from sarup.reference import Reference
from sarup.submission import Submission

FORM_VERSIONS = ("1",)


def check_structure(submission: Submission, reference: Reference, phrases: Phrases) -> list[Finding]:
    """Return what keeps a submission from being a sound form; its reader's own problems come first."""
    found = list(submission.problems)
    if submission.kind == "unknown":
        return found
    found += _check_keys(submission, reference)
    found += _check_sheets(submission, phrases)
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
    if written != folder:
        slots = {"division_a": names.get(written, written), "division_b": names.get(folder, folder)}
        yield Finding(name, "S09", value=written, slots=slots)
    if keys.get("round_code") not in {r.round_code for r in reference.rounds}:
        yield Finding(name, "S10", value=keys.get("round_code"), slots={"round": keys.get("round_code", "")})


def _check_sheets(submission: Submission, phrases: Phrases) -> Iterable[Finding]:
    round_name = submission.keys.get("round_code", "").rpartition("-")[2] or None
    for spec in load_form_spec(submission.kind).sheets:
        sheet = phrases.texts[spec.name]
        if spec.table not in submission.tables:
            yield Finding(submission.submission_id, "S07", value=sheet, sheet=sheet, slots={"sheet": sheet})
            continue
        present = {field for table, field in submission.letters if table == spec.table}
        for column in spec.columns_of(round_name):
            if column.field not in present:
                head = phrases.texts[column.head]
                slots: Mapping[str, str] = {"sheet": sheet, "head": head}
                yield Finding(submission.submission_id, "S08", value=head, sheet=sheet, slots=slots)
