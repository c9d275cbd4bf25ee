"""Great Expectations over whole chunks: which rows break which rule, mapped back to their cells."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import great_expectations as gx
import pandas as pd
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.expectations.registry import get_expectation_impl

from sarup.findings import Finding, RuleSet
from sarup.phrases import slot_names
from sarup.yaml_files import read_yaml

BRIEF = {"result_format": "BOOLEAN_ONLY"}
FULL = {"result_format": "COMPLETE", "unexpected_index_column_names": ["row_id"]}


def run_suites(frames: Mapping[str, "pd.DataFrame"], folder: Path, rules: RuleSet) -> list[Finding]:
    """Run every suite on its frame and return the findings, in suite and row order.

    Raises RuntimeError when an expectation itself fails: that is our fault and never the division's.
    """
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    source = context.data_sources.add_pandas("gathered")
    findings: list[Finding] = []
    for name, frame in frames.items():
        path = folder / f"{name}.yaml"
        if frame.empty or not path.exists():
            continue
        entries = read_yaml(path)["expectations"]
        asked, rows_of = _asked_rows(frame, entries)
        asset = source.add_dataframe_asset(name)
        batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": asked})
        broken = [entry for entry, ok, _ in _validate(batch, name, entries, BRIEF) if not ok]
        for entry, _, result in _validate(batch, name, broken, FULL):
            odd = {int(found["row_id"]) for found in result.get("unexpected_index_list") or ()}
            findings += _findings(frame, entry, sorted(row for one in odd for row in rows_of[one]), rules)
    return findings


def _asked_rows(frame: "pd.DataFrame", entries: Sequence[Mapping[str, Any]]) -> tuple["pd.DataFrame", list[list[int]]]:
    """Return each distinct row once, with the columns that a suite reads, and the rows of the frame that are so.

    Great Expectations hashes and copies every column of its frame several times; its expectations here are all about
    one row, so that equal rows have one answer.
    """
    said = " ".join(str(value) for entry in entries for value in entry["kwargs"].values())
    columns = [name for name in frame.columns if name in {*re.findall(r"\w+", said)}]
    part = frame[columns]
    plain = part.astype(object).where(part.notna(), None)
    rows_of: dict[tuple[object, ...], list[int]] = {}
    for number, row in enumerate(zip(*(plain[name] for name in columns), strict=True)):
        rows_of.setdefault(row, []).append(number)
    asked = part.iloc[[rows[0] for rows in rows_of.values()]].reset_index(drop=True)
    asked.insert(0, "row_id", range(len(asked)))
    return asked, list(rows_of.values())


# Entries are dictionaries of a suite's YAML, results those of Great Expectations: their keys differ by type.
def _validate(
    batch: Any, name: str, entries: list[dict[str, Any]], result_format: dict[str, Any]
) -> Iterable[tuple[dict[str, Any], bool, dict[str, Any]]]:
    """Yield (entry, success, result) in suite order: results come in an order of their own, matched by a number."""
    if not entries:
        return
    suite = gx.ExpectationSuite(name=name)
    for number, entry in enumerate(entries):
        expectation = get_expectation_impl(entry["type"])
        suite.add_expectation(expectation(**entry["kwargs"], meta={"number": number}))
    validated = batch.validate(suite, result_format=result_format)
    by_number = {result.expectation_config.meta["number"]: result for result in validated.results}
    for number, entry in enumerate(entries):
        result = by_number[number]
        if result.exception_info and _has_exception(result.exception_info):
            raise RuntimeError(f"suite {name}: {entry['type']} on {entry['kwargs']} failed: {result.exception_info}")
        yield entry, bool(result.success), dict(result.result)


def _has_exception(info: Mapping[str, Any]) -> bool:
    return any(
        v is True if k == "raised_exception" else isinstance(v, dict) and _has_exception(v) for k, v in info.items()
    )


def _findings(frame: "pd.DataFrame", entry: dict[str, Any], rows: Sequence[int], rules: RuleSet) -> Iterable[Finding]:
    rule = rules.rules[entry["meta"]["rule"]]
    wanted = slot_names(rule.sentence_th + rule.remedy_th)
    for row in (frame.iloc[number] for number in rows):
        place = _place(entry["meta"]["place"], row)
        typed = _shown(row.get(f"{place}_text")) or _shown(row.get(place))
        quoted = {"typed": typed, "word": _shown(row.get(entry["kwargs"].get("column", ""))), "value": typed}
        slots = {name: quoted.get(name) or _shown(row.get(name)) for name in wanted}
        yield Finding(
            submission_id=str(row["submission_id"]),
            rule=rule.code,
            table_name=str(row["table_name"]),
            row_no=int(row["row_no"]),
            column_name=place,
            value=typed or None,
            slots=slots,
        )


def _place(place: str | list[str], row: "pd.Series[Any]") -> str:
    """Return the column to mend: text rows carry theirs, an unanswered row the cell that its kind and round ask for."""
    if place == "text":
        return str(row["place"])
    if isinstance(place, list):
        return str(row["place"]) if row.get("place") else place[0]
    return place


def _shown(value: object) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, float):
        return f"{value:g}" if abs(value) < 1e6 else f"{value:.2f}"
    return str(value)
