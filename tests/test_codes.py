"""The codes of sarup.codes against every other place that lists them: phrases, forms, suites and SQL."""

import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from sarup.assets import asset_path
from sarup.codes import Comparator, Kind, NoValue, RoundName, Severity, Status, Verdict
from sarup.findings import load_rules
from sarup.form.kinds import load_kinds
from sarup.form.spec import load_form_spec
from sarup.phrases import load_phrases
from sarup.warehouse_file import create_warehouse

PHRASES = load_phrases(asset_path("templates/phrases.yaml"))
SQL = sorted(asset_path("sql").rglob("*.sql"))
# What else a column named `kind` may tell: of a file, of a decision, of an event.
KINDS_OF_ELSE = {"results", "plan", "unknown", "waiver", "withdrawal", "closing", "planned", "added"}
CODES: dict[str, set[str]] = {
    "status": set(Status),
    "kind": set(Kind) | KINDS_OF_ELSE,
    "comparator": set(Comparator),
    "no_value_code": set(NoValue),
    # A division whose file was withdrawn has that for a verdict; no file has.
    "verdict": {*Verdict, "withdrawn"},
    "refuses": set(Verdict),
    "severity": set(Severity),
    "round": set(RoundName),
}
CODES |= {f"{when}_status": set(Status) for when in ("first_half", "year", "previous")}
CODES |= {"previous_comparator": set(Comparator), "stopped_code": set(NoValue), "severity_meant": set(Severity)}


def labelled(start: str) -> set[str]:
    """Return the codes that have a label of their own under this key."""
    return {key.removeprefix(start) for key in PHRASES.texts if key.startswith(start) and "." not in key[len(start) :]}


def test_drop_down_lists_hold_the_codes_in_their_order() -> None:
    assert list(PHRASES.options("list.kind")) == list(Kind)
    assert list(PHRASES.options("list.comparator")) == list(Comparator)
    no_value = {code for one in RoundName for code in PHRASES.options(f"list.no_value.{one}")}
    assert no_value == set(NoValue)


def test_every_code_has_its_words() -> None:
    assert set(Verdict) <= labelled("verdict.")
    assert set(Severity) <= labelled("severity.")
    assert labelled("status.short.") - {"partial"} == set(Status)
    of_rounds = {code for one in RoundName for code in labelled(f"status.{one}.")}
    assert of_rounds - {"partial"} == set(Status)
    for one in RoundName:
        assert labelled(f"ask.{one}.") >= set(Kind)


def test_a_status_is_a_reason_without_a_value_or_says_how_far_it_is() -> None:
    assert set(NoValue) - set(Status) == set()
    left_out = {Status.CANCELLED, Status.NO_CASES, Status.NOT_APPLICABLE, Status.COMPLETED_EARLIER}
    assert {one for one in Status if one.is_in_no_total} == left_out


def test_statuses_stand_from_the_weakest_as_sql_ranks_them() -> None:
    with create_warehouse(":memory:", asset_path("sql")) as connection:
        ranks = [connection.execute("select status_strength(?)", [str(one)]).fetchall()[0][0] for one in Status]
    counted = [one for one in Status if not one.is_in_no_total]
    assert ranks == [*range(1, len(counted) + 1), *[None] * (len(Status) - len(counted))]


def test_forms_know_the_rounds_and_the_lists() -> None:
    columns = [
        column for form in ("plan", "results") for sheet in load_form_spec(form).sheets for column in sheet.columns
    ]
    assert {one for column in columns for one in column.rounds} == set(RoundName)
    lists = {column.field: column.options for column in columns if column.options}
    assert (lists["kind"], lists["comparator"]) == ("list.kind", "list.comparator")
    assert lists["no_value_code"] == "list.no_value"


def test_suites_name_only_codes() -> None:
    texts = [text.read_text(encoding="utf-8") for text in sorted(asset_path("expectations").glob("*.yaml"))]
    told = [found for text in texts for found in re.findall(r"\b(\w+) (?:==|!=) \"(\w+)\"", text) if found[0] in CODES]
    assert ("comparator", "at_least") in told
    assert [one for one in told if one[1] not in CODES[one[0]]] == []


def test_the_register_names_every_severity_and_only_verdicts_that_refuse() -> None:
    rules = load_rules(asset_path("expectations/rules.yaml")).rules.values()
    assert {rule.severity_meant or rule.severity for rule in rules} == set(Severity)
    assert {rule.refuses for rule in rules if rule.refuses} == {Verdict.REFUSED, Verdict.QUARANTINED}


def literals(tree: exp.Expression) -> Iterator[tuple[str, str]]:
    """Yield (column, text) for every text that a query compares with a column or gives to one."""
    for node in tree.find_all(exp.EQ, exp.NEQ, exp.NullSafeEQ, exp.NullSafeNEQ):
        if isinstance(node.this, exp.Column) and node.expression.is_string:
            yield node.this.name, node.expression.name
    for node in tree.find_all(exp.In):
        if isinstance(node.this, exp.Column):
            yield from ((node.this.name, one.name) for one in node.expressions if one.is_string)
    for node in tree.find_all(exp.Alias):
        if isinstance(node.this, exp.Case):
            given = [branch.args["true"] for branch in node.this.args["ifs"]] + [node.this.args.get("default")]
            yield from ((node.alias, one.name) for one in given if one is not None and one.is_string)


@pytest.mark.parametrize("column", sorted(CODES))
def test_sql_compares_with_codes_only(column: str, told_in_sql: list[tuple[str, str, str]]) -> None:
    assert [one for one in told_in_sql if one[1] == column and one[2] not in CODES[column]] == []


def test_sql_gives_every_verdict_and_every_status_of_its_own(told_in_sql: list[tuple[str, str, str]]) -> None:
    told = {(column, code) for _, column, code in told_in_sql}
    assert {code for column, code in told if column == "verdict"} >= set(Verdict)
    assert {code for column, code in told if column == "status"} >= set(Status) - set(NoValue)


def test_the_file_of_kinds_has_every_kind() -> None:
    assert list(load_kinds()) == list(Kind)


@pytest.fixture(scope="module")
def told_in_sql() -> list[tuple[str, str, str]]:
    """Return (file, column, text) for every text that stands beside a column of codes."""
    return [
        (path.name, column, code)
        for path in SQL
        for tree in parsed(path)
        for column, code in literals(tree)
        if column in CODES
    ]


def parsed(path: Path) -> list[exp.Expression]:
    return [tree for tree in sqlglot.parse(path.read_text(encoding="utf-8"), read="duckdb") if tree is not None]


def test_codes_are_written_in_python_once() -> None:
    """A text that Python compares with is a member of its list: no module writes one of these codes by hand."""
    enums: tuple[type[StrEnum], ...] = (Status, Verdict, Comparator)
    written = {code for one in enums for code in one} - {"returned", "behind", "met", "cancelled"}
    pattern = re.compile(rf"(?:==|!=|\bin \() ?[\"']({'|'.join(sorted(written))})[\"']")
    source = Path(load_rules.__code__.co_filename).parent
    found = [
        (path.name, one)
        for path in sorted(source.rglob("*.py"))
        for one in pattern.findall(path.read_text(encoding="utf-8"))
    ]
    assert found == []
