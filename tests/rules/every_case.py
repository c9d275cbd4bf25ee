"""Every case of every rule."""

import cases_across
import cases_of_files
import cases_of_plans
import cases_of_results

CASES = [*cases_of_files.CASES, *cases_of_plans.CASES, *cases_of_results.CASES, *cases_across.CASES]
