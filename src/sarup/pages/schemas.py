"""docs/schemas/: JSON Schemas by which editors complete and check the YAML and TOML files that people write.

They are made from the code that reads those files, so a new option or column word is in them without being said twice.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from great_expectations.expectations.expectation import (
    BatchExpectation,
    ColumnMapExpectation,
    ColumnPairMapExpectation,
    MulticolumnMapExpectation,
)
from great_expectations.expectations.registry import (
    get_expectation_impl,
    list_registered_expectation_implementations,
)
from pydantic import TypeAdapter

from sarup.codes import Kind, RoundName, Severity
from sarup.findings import SCOPES, Rule
from sarup.form.kinds import MeasureKind
from sarup.form.spec import Column, load_form_spec
from sarup.office.report_options import ReportOptions
from sarup.settings import Settings

# A schema is JSON of any depth, hence Any.
Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
# Expectations that say which rows break them; the others judge a column as a whole and have no cell to point at.
OF_ROWS = (ColumnMapExpectation, ColumnPairMapExpectation, MulticolumnMapExpectation)
# What every expectation has and no suite says here; `mostly` would let rows that break a rule pass unsaid.
NO_WORDS_OF_SUITES = frozenset(BatchExpectation.__fields__) | {"mostly"}
RULE_WORDS: Mapping[str, Schema] = {
    "code": {"pattern": "^[A-Z][0-9]{2,3}$", "description": "Permanent: a code given up is never used again."},
    "severity": {
        "type": "string",
        "enum": list(Severity),
        "description": "Only rules of the scopes file, plan and results are errors.",
    },
    "scope": {
        "enum": list(SCOPES),
        "description": "What is looked at: one file, a plan, results, or what is in force.",
    },
    "sentence_th": {"description": "What was found, in Thai; {slots} are filled."},
    "remedy_th": {"description": "How to mend it, in Thai."},
    "reason": {"description": "Why there is such a rule, in English."},
    "refuses": {"enum": ["refused", "quarantined"], "description": "The verdict of a rule that ends reading the file."},
    "follows": {"description": "Rules whose errors at the same item leave this one unsaid: it would follow from them."},
    "is_waivable": {"description": "false for what guards a key, the structure or the reading of a cell."},
}
TRIAL: Schema = {"type": "boolean", "description": "A notice, its sentence marked, until this line is taken away."}
COLUMN_WORDS: Mapping[str, Schema] = {
    "field": {"description": "The name in the tables; ends in its unit or kind (_baht, _count, _on)."},
    "head": {"description": "The key of the heading in templates/phrases.yaml."},
    "width": {"description": "In characters, as a spreadsheet counts.", "exclusiveMinimum": 0},
    "level": {"enum": ["row", "measure", "item"], "description": "item: asked on the item's first row only."},
    "kind": {"enum": ["text", "number", "date", "month"]},
    "locked": {"description": "Filled by us and grey."},
    "list": {"description": "The key of a drop-down list in templates/phrases.yaml."},
    "prompt": {"description": "The key of the words shown when the cell is chosen."},
    "rounds": {"items": {"enum": ["6m", "12m"]}, "description": "Only in the forms of these rounds."},
    "also": {"description": "Headings under which tables made by hand have it."},
    "units": {"description": "Words that may stand beside a number of this column."},
    "part": {"description": "The key of the part of the form that begins here."},
    "date_field": {"description": "What the cell says as a date, for a measure of kind deadline."},
    "written": {"description": "A text in people's own words, which the rules of texts read."},
    "traced": {"description": "Printed: the crosswalk leads from the print to its cell."},
    "optional": {"description": "May be missing, as in forms made before it was added."},
    "asked": {"description": "Which measures are asked for it; always: all of them."},
    "in_round": {"description": "A day that the register refuses outside the round's."},
}

WAYS = ("sum", "latest", "lead", "ratio", "max", "min", "mean")
KIND_WORDS: Mapping[str, Schema] = {
    "asks": {"description": "What the form asks: a value, two parts, or a day."},
    "asks_half": {"description": "The annual form asks the second half beside the year."},
    "is_whole": {"description": "Things are counted whole."},
    "at_most_100": {"description": "A percentage of it lies between 0 and 100."},
    "falls": {"description": "Whether the year may lie below its first half."},
    "across_rounds": {"enum": list(WAYS), "description": "Where the plan names no way."},
    "across_divisions": {"enum": list(WAYS), "description": "Where the plan names no way."},
    "interim": {"description": "What six months are judged by where the plan has no interim target."},
}


def schema_texts(rule_codes: Iterable[str]) -> dict[str, str]:
    """Return file name -> text of each schema. `rule_codes` are those that a suite may name."""
    made = {
        "report": ("An office's choices for its documents: reference/report.yaml", report_schema()),
        "settings": ("An office's settings: sarup.toml", settings_schema()),
        "rules": ("The register of rules: expectations/rules.yaml", rules_schema()),
        "suite": ("A suite of expectations/, in Great Expectations' words", suite_schema(sorted(rule_codes))),
        "form": ("The columns of a form: templates/submission/", form_schema()),
        "kinds": ("The kinds of measures: templates/submission/kinds.yaml", kinds_schema()),
    }
    return {
        f"{name}.json": json.dumps({"$schema": DIALECT, **schema, "title": title}, ensure_ascii=False, indent=2) + "\n"
        for name, (title, schema) in made.items()
    }


def report_schema() -> Schema:
    """Return the schema of report.yaml, where an empty line means that nothing was chosen."""
    schema = ReportOptions.model_json_schema()
    schema["properties"] = {name: {"anyOf": [one, {"type": "null"}]} for name, one in schema["properties"].items()}
    return schema


def settings_schema() -> Schema:
    """Return the schema of sarup.toml: what is not set is left out, since TOML has no null."""
    schema = Settings.model_json_schema()
    schema["description"], _, _ = schema["description"].partition("\n\nRaises")
    for one in schema["properties"].values():
        kinds = [kind for kind in one.pop("anyOf", []) if kind != {"type": "null"}]
        one.update(*kinds)
        if "default" in one and one["default"] is None:
            del one["default"]
    return schema


def rules_schema() -> Schema:
    """Return the schema of rules.yaml. A rule that refuses files cannot be on trial."""
    rule = _entry(Rule, RULE_WORDS)
    del rule["properties"]["severity_meant"]  # what a trial makes of a severity, never written
    rule["properties"]["trial"] = TRIAL
    rule["not"] = {"required": ["refuses", "trial"]}
    return _strict({"trial_mark": {"type": "string"}, "rules": {"type": "array", "items": rule}})


def form_schema() -> Schema:
    """Return the schema of templates/submission/*.yaml."""
    column = _entry(Column, COLUMN_WORDS, {"options": "list"})
    sheet = _strict({"name": {"type": "string", "pattern": r"^sheet\."}, "columns": {"type": "array", "items": column}})
    sheets = {"type": "object", "additionalProperties": sheet}
    schema = _strict({"version": {"type": "integer"}, "sheets": sheets, "card": card_schema()})
    schema["required"] = ["version", "sheets"]
    return schema


def card_schema() -> Schema:
    """Return the schema of the cards of results.yaml: on each line fields, with the columns of label and answer."""
    (results,) = (sheet for sheet in load_form_spec("results").sheets if sheet.table == "results")
    spans = {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}
    known = {column.field: spans for column in results.columns}
    fields = {"type": "object", "properties": known, "additionalProperties": False, "minProperties": 1}
    line = _strict(
        {
            "level": {"enum": ["item", "measure"]},
            "fields": fields,
            "lines": {"type": "integer", "minimum": 1, "description": "Lines of text that an answer has room for."},
            "round": {"enum": list(RoundName), "description": "The line stands in this round alone."},
        }
    )
    line["required"] = ["level", "fields"]
    return _strict(
        {
            "name": {"type": "string", "pattern": r"^sheet\."},
            "grid": {"type": "integer", "minimum": 1},
            "width": {"type": "number", "description": "Of a column of the grid, in characters."},
            "lines": {"type": "array", "items": line},
        }
    )


def kinds_schema() -> Schema:
    """Return the schema of kinds.yaml: a kind by its code."""
    kind = _entry(MeasureKind, KIND_WORDS)
    del kind["properties"]["kind"]
    kind["required"].remove("kind")
    return {"type": "object", "propertyNames": {"enum": list(Kind)}, "additionalProperties": kind}


def suite_schema(rule_codes: Collection[str]) -> Schema:
    """Return the schema of a suite: what each expectation of rows takes, and the rule and place of its finding."""
    takes = {name: _words(name) for name in list_registered_expectation_implementations()}
    known = {name: words for name, words in sorted(takes.items()) if words}
    place = {"type": "string", "description": "The column to mend; text means the cell that the row was taken from."}
    meta = _strict(
        {
            "rule": {"enum": list(rule_codes), "description": "A code of rules.yaml."},
            "place": {"anyOf": [place, {"type": "array", "items": {"type": "string"}, "minItems": 1}]},
        }
    )
    entry = _strict({"type": {"enum": list(known)}, "kwargs": {"type": "object"}, "meta": meta})
    entry["allOf"] = [
        {"if": {"properties": {"type": {"const": name}}}, "then": {"properties": {"kwargs": words}}}
        for name, words in known.items()
    ]
    return _strict({"expectations": {"type": "array", "items": entry}})


def _words(expectation: str) -> Schema | None:
    """Return what an expectation of rows takes; None for one that is about something else."""
    kind = get_expectation_impl(expectation)
    if kind in OF_ROWS or not issubclass(kind, OF_ROWS):
        return None
    fields = {name: field for name, field in kind.__fields__.items() if name not in NO_WORDS_OF_SUITES}
    words: Schema = {name: {} for name in sorted(fields)} | {"condition_parser": {"const": "pandas"}}
    return {
        "properties": words,
        "required": sorted(name for name, field in fields.items() if field.required),
        "additionalProperties": False,
    }


def _entry(kind: type, words: Mapping[str, Schema], renamed: Mapping[str, str] | None = None) -> Schema:
    """Return the schema of what is read into a dataclass, some fields of which have other names in the file."""
    names = renamed or {}
    made = TypeAdapter(kind).json_schema()
    properties = {names.get(name, name): one for name, one in made["properties"].items()}
    # A list of codes is written out where it stands, without the null of a key that is left out.
    described = {name: ({} if "$ref" in str(one) else one) | words.get(name, {}) for name, one in properties.items()}
    own = {name: one for name, one in made.items() if name != "$defs"}
    return own | {"properties": described, "additionalProperties": False}


def _strict(properties: Schema) -> Schema:
    """Return an object of exactly these keys."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
