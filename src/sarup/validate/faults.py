"""The second verb: submissions → findings, by the structure gate and by the suites."""

from collections.abc import Iterable, Sequence

from sarup.findings import Finding, RuleSet
from sarup.phrases import Phrases
from sarup.reference import Reference
from sarup.submission import Submission
from sarup.validate.process import Validator
from sarup.validate.structure import check_structure, plan_code_of


def find_faults(
    submissions: Sequence[Submission], reference: Reference, rules: RuleSet, phrases: Phrases, validator: Validator
) -> list[Finding]:
    """Return the findings of the structure gate, then those of the Great Expectations suites.

    What a suite says of a column that a file lacks is left out: the column's absence is the finding.
    """
    plan_codes = {plan_code_of(s) for s in submissions if s.kind == "plan"}
    found = [f for s in submissions for f in check_structure(s, reference, plan_codes, phrases)]
    judged = validator.validate(submissions, reference.rounds, rules)
    return found + list(_on_present_columns(submissions, judged))


def _on_present_columns(submissions: Sequence[Submission], findings: Iterable[Finding]) -> Iterable[Finding]:
    present = {s.submission_id: {(place.table, place.field) for place in s.places} for s in submissions}
    for finding in findings:
        if finding.row_no is None or (finding.table_name, finding.column_name) in present[finding.submission_id]:
            yield finding
