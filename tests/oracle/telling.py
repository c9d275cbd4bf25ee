"""The smallest context of a difference: the measure or the item, and what each division typed for it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from comparing import Difference
from inventing import holding, in_force
from judging import answer_of
from offices import HALF, YEAR, File, Item, Office, Plan


def context(difference: Difference, offices: Sequence[Office]) -> Iterator[str]:
    """Yield lines that tell of what a difference is: the office's seed first."""
    found = find(difference.key, offices)
    if found is None:
        yield f"  offices {offices[0].seed} to {offices[-1].seed}"
        return
    office, plan = found
    yield f"  office {office.seed}"
    name = str(difference.key.get("round_code", difference.key.get("round", HALF)))[-3:].strip("-")
    code = difference.key.get("item_code")
    items = [item for item in holding(plan, name).items if item.code == code]
    if items:
        yield from of_item(plan, items[0], difference.key.get("measure_no"))
    else:
        yield from (f"  {shown_file(file)}" for file in plan.files if file.round == name)


def find(key: Mapping[str, Any], offices: Sequence[Office]) -> tuple[Office, Plan] | None:
    """Return whose row a key names."""
    for office in offices:
        for plan in office.plans:
            by_agency = key.get("agency_code") == office.code and key.get("fiscal_year_be") == plan.year
            is_file = str(key.get("submission_id", "")).startswith(f"{plan.code}-")
            is_office = "plan_code" not in key and key.get("office") == office.seed
            if key.get("plan_code") == plan.code or by_agency or is_file or is_office:
                return office, plan
    return None


def of_item(plan: Plan, item: Item, no: int | None) -> Iterator[str]:
    yield f"  {item.code} {item.state}, lead {item.lead}, of {', '.join(item.divisions)}"
    for measure in item.measures:
        if no in (None, measure.no):
            yield f"  measure {told(measure)}"
            for division in item.divisions:
                halves = (
                    f"{name} {shown(answer_of(in_force(list(plan.files), division, name), item, measure.no))}"
                    for name in (HALF, YEAR)
                )
                yield f"    {division}: {', '.join(halves)}"


def shown(answer: object) -> str:
    return "no row" if answer is None else told(answer)


def told(one: object) -> str:
    """Return the fields that are not empty."""
    return " ".join(f"{name}={value}" for name, value in vars(one).items() if value is not None and value is not False)


def shown_file(file: File) -> str:
    return f"{file.division} {file.round} {file.received_at.isoformat()} {file.verdict}"
