"""Every case of every rule."""

import cases_across
import cases_against_the_plan
import cases_of_cells
import cases_of_files
import cases_of_plans
import cases_of_rows
import cases_of_texts

CASES = [
    *cases_of_files.CASES,
    *cases_of_plans.CASES,
    *cases_of_cells.CASES,
    *cases_against_the_plan.CASES,
    *cases_of_rows.CASES,
    *cases_of_texts.CASES,
    *cases_across.CASES,
]
