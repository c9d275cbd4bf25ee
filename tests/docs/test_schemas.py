"""The schemas that editors check YAML files with: every file holds to its own, and no misspelt word does."""

import copy
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SUITES = ("event", "item", "plan_item", "plan_measure", "results", "signoff", "text")
SCHEMA_OF = {
    "examples/tpso-2564/reference/report.yaml": "report.json",
    "expectations/rules.yaml": "rules.json",
    **{f"expectations/{name}.yaml": "suite.json" for name in SUITES},
    "templates/submission/kinds.yaml": "kinds.json",
    "templates/submission/plan.yaml": "form.json",
    "templates/submission/results.yaml": "form.json",
}
# Every choice that a report.yaml may make, more than the sample's has.
ALL_CHOICES = """
office: กลุ่มแผนงาน
phone:
period_style: spaced
digits: arabic
annual_entry: second_half
columns: [obstacle, budget]
emblem: crest.png
signatures: [{role: propose, position: นักวิเคราะห์นโยบายและแผน, name: ""}]
memo: {sender: กลุ่มแผนงาน, number: "", date: "", to: "", close: approve, signer_name: "", signer_position: ""}
"""
# Names of sheets' tables are keys of the form that no list restricts.
FREE = {("sheets", "*")}
Path_ = tuple[str | int, ...]


def read(path: str) -> Any:
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


def checker(schema: str) -> jsonschema.Draft202012Validator:
    known = json.loads((ROOT / "docs" / "schemas" / schema).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(known)
    return jsonschema.Draft202012Validator(known)


def keys_in(document: Any, place: Path_ = ()) -> Iterator[tuple[Path_, str]]:
    """Yield (place of a mapping, key) for every key."""
    if isinstance(document, dict):
        for key, value in document.items():
            yield place, key
            yield from keys_in(value, (*place, key))
    elif isinstance(document, list):
        for number, value in enumerate(document):
            yield from keys_in(value, (*place, number))


def kinds_of_keys(document: Any) -> list[tuple[Path_, str]]:
    """Return the first key of each kind: two entries of one list are of one kind."""
    first: dict[tuple[str, ...], tuple[Path_, str]] = {}
    tables = read_tables()
    for place, key in keys_in(document):
        kind = tuple("*" if isinstance(part, int) or part in tables else part for part in (*place, key))
        first.setdefault(kind, (place, key))
    return [found for kind, found in first.items() if kind not in FREE]


def read_tables() -> set[str]:
    return {table for kind in ("plan", "results") for table in read(f"templates/submission/{kind}.yaml")["sheets"]}


def misspelt(document: Any, place: Path_, key: str) -> Any:
    """Return a copy in which one key of one mapping has a letter too many."""
    changed = copy.deepcopy(document)
    mapping = changed
    for part in place:
        mapping = mapping[part]
    mapping[f"{key}x"] = mapping.pop(key)
    return changed


@pytest.mark.parametrize("path", SCHEMA_OF)
def test_a_file_names_its_schema_and_holds_to_it(path: str) -> None:
    first, _, _ = (ROOT / path).read_text(encoding="utf-8").partition("\n")
    (named,) = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first).groups()  # type: ignore[union-attr]
    assert ((ROOT / path).parent / named).resolve() == ROOT / "docs" / "schemas" / SCHEMA_OF[path]
    checker(SCHEMA_OF[path]).validate(read(path))


def test_every_yaml_of_forms_and_suites_is_among_them() -> None:
    suites = [
        path for path in (ROOT / "expectations").glob("*.yaml") if "expectations" in yaml.safe_load(path.read_text())
    ]
    files = [*suites, *(ROOT / "templates" / "submission").glob("*.yaml")]
    assert {path.relative_to(ROOT).as_posix() for path in files} <= set(SCHEMA_OF)


@pytest.mark.parametrize("path", SCHEMA_OF)
def test_no_misspelt_key_holds(path: str) -> None:
    document, known = read(path), checker(SCHEMA_OF[path])
    kinds = kinds_of_keys(document)
    assert len(kinds) >= 4
    assert [(place, key) for place, key in kinds if known.is_valid(misspelt(document, place, key))] == []


def test_the_settings_of_the_sample_name_their_schema_and_hold_to_it() -> None:
    text = (ROOT / "examples/tpso-2564/sarup.toml").read_text(encoding="utf-8")
    first, _, _ = text.partition("\n")
    known, settings = checker("settings.json"), tomllib.loads(text)
    assert first == "#:schema ../../docs/schemas/settings.json"
    known.validate(settings)
    assert [key for place, key in keys_in(settings) if known.is_valid(misspelt(settings, place, key))] == []
    assert not known.is_valid({**settings, "workers": 0})


def test_every_choice_of_an_office_holds_and_misspelt_does_not() -> None:
    document, known = yaml.safe_load(ALL_CHOICES), checker("report.json")
    known.validate(document)
    kinds = kinds_of_keys(document)
    assert len(kinds) == 9 + 3 + 7
    assert [key for place, key in kinds if known.is_valid(misspelt(document, place, key))] == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "tests").rglob("report.yaml")), ids=lambda path: path.parent.parent.name
)
def test_the_choices_of_other_offices_hold(path: Path) -> None:
    checker("report.json").validate(yaml.safe_load(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "entry",
    [
        {"type": "expect_column_values_to_be_nul", "kwargs": {"column": "value"}},
        {"type": "expect_column_values_to_be_null", "kwargs": {"column": "value", "mostly": 0.9}},
        {"type": "expect_column_values_to_be_null", "kwargs": {"column": "value", "regex": "a"}},
        {"type": "expect_column_values_to_be_null", "kwargs": {}},
        {"type": "expect_column_mean_to_be_between", "kwargs": {"column": "value", "min_value": 0}},
    ],
    ids=["unknown", "mostly", "word of another", "without a column", "not of rows"],
)
def test_a_suite_says_only_what_points_at_rows(entry: dict[str, Any]) -> None:
    known = checker("suite.json")
    sound = {"type": "expect_column_values_to_be_null", "kwargs": {"column": "value"}}
    meta = {"meta": {"rule": "R01", "place": "value"}}
    assert known.is_valid({"expectations": [sound | meta]})
    assert not known.is_valid({"expectations": [entry | meta]})


def test_a_suite_names_a_rule_of_the_register() -> None:
    entry = {"type": "expect_column_values_to_be_null", "kwargs": {"column": "value"}}
    assert not checker("suite.json").is_valid({"expectations": [entry | {"meta": {"rule": "R999", "place": "value"}}]})


def test_a_rule_that_refuses_files_is_not_on_trial() -> None:
    rules, known = read("expectations/rules.yaml"), checker("rules.json")
    (refusing, *_) = [rule for rule in rules["rules"] if "refuses" in rule]
    refusing["trial"] = True
    assert not known.is_valid(rules)
