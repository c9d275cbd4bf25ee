"""The second verb: submissions → findings, by the structure gate, the cells' kinds and the suites."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from typing import Protocol

from sarup.findings import Finding, RuleSet
from sarup.form.choices import choice_slots
from sarup.form.spec import load_form_spec
from sarup.office.holidays import Holidays
from sarup.office.reference import Reference
from sarup.office.rounds import Round
from sarup.phrases import Phrases
from sarup.submission import Submission
from sarup.validate.planned import Planned, planned_in
from sarup.validate.structure import check_structure
from sarup.validate.unread import unread_cells

NO_CHOICE = "R02"
# An Excel error, a formula never calculated, a text that no cell holds.
UNREAD = frozenset({"S11", "S12", "S31"})


class Suites(Protocol):
    """Whoever runs the Great Expectations suites: a process of its own, or this one."""

    def validate(
        self,
        submissions: Sequence[Submission],
        rounds: Sequence[Round],
        holidays: Holidays,
        rules: RuleSet,
        planned: Set[str],
    ) -> list[Finding]:
        """Return the findings of all suites; `planned` are the plans' texts, which are not judged again in a form."""


def find_faults(
    submissions: Sequence[Submission],
    reference: Reference,
    rules: RuleSet,
    phrases: Phrases,
    suites: Suites,
    planned: Planned | None = None,
) -> list[Finding]:
    """Return the findings of the structure gate, of cells not to be read, then of the Great Expectations suites.

    `planned` is what all plans of the run say, where these submissions are not all that it has.

    What a suite says of a column that a file lacks, or of a cell that could not be read, is left out: it would take
    for blank what is only unknown. Of a file that is refused nothing but the reason is said: what it holds is another
    division's or another round's, and would be judged by what is not asked of it.
    """
    planned = planned or planned_in(submissions)
    found = [f for s in submissions for f in check_structure(s, reference, planned.codes, phrases)]
    found += [f for s in submissions if s.kind != "unknown" for f in unread_cells(s, phrases)]
    judged = suites.validate(submissions, reference.rounds, reference.holidays, rules, planned.texts)
    found += _with_choices(submissions, _on_cells_read(submissions, judged), phrases)
    refusing = {finding.submission_id for finding in found if rules.rules[finding.rule].refuses}
    return _once(one for one in found if one.submission_id not in refusing or rules.rules[one.rule].refuses)


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """Return each finding once: a cell of a Word table that answers two measures can be wrong twice in one way."""
    once = {(*_cell(one), one.rule, one.sheet, one.cell, one.value, *one.slots.items()): one for one in findings}
    return list(once.values())


def _on_cells_read(submissions: Sequence[Submission], findings: Iterable[Finding]) -> Iterable[Finding]:
    present = {s.submission_id: {(place.table, place.field) for place in s.places} for s in submissions}
    unread = {_cell(problem) for s in submissions for problem in s.problems if problem.rule in UNREAD}
    for finding in findings:
        column = (finding.table_name, finding.column_name)
        if finding.row_no is None or (column in present[finding.submission_id] and _cell(finding) not in unread):
            yield finding


def _with_choices(
    submissions: Sequence[Submission], findings: Iterable[Finding], phrases: Phrases
) -> Iterable[Finding]:
    """Yield the findings; of a choice that is none with the choices that the column has."""
    rounds = {s.submission_id: s.keys.get("round_code", "").rpartition("-")[2] or None for s in submissions}
    columns = {
        (s.table, c.field): c for kind in ("plan", "results") for s in load_form_spec(kind).sheets for c in s.columns
    }
    for finding in findings:
        column = columns.get((finding.table_name or "", finding.column_name or ""))
        if finding.rule == NO_CHOICE and column is not None:
            slots = choice_slots(finding.value or "", column, rounds[finding.submission_id], phrases)
            finding = replace(finding, slots={**finding.slots, **slots})
        yield finding


def _cell(finding: Finding) -> tuple[str, str | None, int | None, str | None]:
    return finding.submission_id, finding.table_name, finding.row_no, finding.column_name
