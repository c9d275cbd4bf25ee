"""Every case of every rule."""

from tests.support.rules import (
    cases_across,
    cases_against_the_plan,
    cases_of_cells,
    cases_of_files,
    cases_of_plans,
    cases_of_rows,
    cases_of_texts,
    cases_of_values,
)

CASES = [
    *cases_of_files.CASES,
    *cases_of_plans.CASES,
    *cases_of_cells.CASES,
    *cases_against_the_plan.CASES,
    *cases_of_rows.CASES,
    *cases_of_texts.CASES,
    *cases_of_values.CASES,
    *cases_across.CASES,
]
