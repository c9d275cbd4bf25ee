"""What is said about a submission: the register of rules, and findings that name a rule and a place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import yaml

SEVERITIES = ("error", "warning", "notice")
SCOPES = ("file", "plan", "results", "across")


@dataclass(frozen=True)
class Rule:
    """One line of expectations/rules.yaml. `refuses` is the verdict when a rule ends the reading of a file."""

    code: str
    severity: str
    scope: str
    sentence_th: str
    remedy_th: str
    reason: str
    refuses: str | None = None


@dataclass(frozen=True)
class Finding:
    """One thing found in one submission, at a cell, a row or the file as a whole.

    `table_name`, `row_no` and `column_name` are the place in gathered rows; `sheet` and `cell` are set directly
    where no row was gathered. `slots` fill the rule's sentence.
    """

    submission_id: str
    rule: str
    table_name: str | None = None
    row_no: int | None = None
    column_name: str | None = None
    sheet: str | None = None
    cell: str | None = None
    value: str | None = None
    slots: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RuleSet:
    """All rules, and the version that every finding's run bears (the hash of the register)."""

    rules: Mapping[str, Rule]
    version: str


def load_rules(path: Path) -> RuleSet:
    """Read the register. Raises ValueError for a code used twice, or an unknown severity or scope."""
    raw = path.read_bytes()
    rules: dict[str, Rule] = {}
    for entry in yaml.safe_load(raw)["rules"]:
        rule = Rule(**entry)
        if rule.code in rules:
            raise ValueError(f"{path}: rule {rule.code} stands twice")
        if rule.severity not in SEVERITIES or rule.scope not in SCOPES:
            raise ValueError(f"{path}: rule {rule.code} has severity {rule.severity!r}, scope {rule.scope!r}")
        rules[rule.code] = rule
    return RuleSet(rules, sha256(raw).hexdigest()[:12])
