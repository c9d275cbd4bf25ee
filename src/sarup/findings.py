"""What is said about a submission: the register of rules, and findings that name a rule and a place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from sarup.codes import Severity, Verdict
from sarup.yaml_files import read_yaml

_SLOT = re.compile(r"\{(\w+)\}")
SCOPES = ("file", "plan", "results", "across")


@dataclass(frozen=True)
class Rule:
    """One line of expectations/rules.yaml. `refuses` is the verdict when a rule ends the reading of a file.

    `is_waivable` is false for what guards a key, the structure or the reading of a cell, and for what refuses files.

    What a rule says of an item is left out where an error of the rules it `follows` stands at the item: a value that is
    none, or impossible, contradicts its text and its halves as well, and one slip is told once.

    A rule on trial is a notice whatever it is meant to be; `severity_meant` is what it will be afterwards.
    """

    code: str
    severity: Severity
    scope: str
    sentence_th: str
    remedy_th: str
    reason: str
    refuses: Verdict | None = None
    severity_meant: Severity | None = None
    is_waivable: bool = True
    follows: tuple[str, ...] = ()


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
    """All rules, and the version that every finding's run bears: the hash of the register, suites, lists and checks."""

    rules: Mapping[str, Rule]
    version: str


def load_rules(path: Path) -> RuleSet:
    """Read the register; the suites and lists lie beside it, the SQL checks in sql/checks/.

    Raises ValueError for a code used twice, an unknown severity or scope, a rule on trial that refuses files, and one
    that follows a rule that is not there.
    """
    raw = read_yaml(path)
    rules: dict[str, Rule] = {}
    for entry in raw["rules"]:
        rule = _rule(entry, path)
        if rule.code in rules:
            raise ValueError(f"{path}: rule {rule.code} stands twice")
        rules[rule.code] = put_on_trial(rule, raw["trial_mark"]) if entry.get("trial") else rule
    for rule in rules.values():
        if unknown := set(rule.follows) - set(rules):
            raise ValueError(f"{path}: rule {rule.code} follows unknown rules: {', '.join(sorted(unknown))}")
    return RuleSet(rules, _version(path.parent, path.parents[1] / "sql" / "checks"))


def _rule(entry: Mapping[str, Any], path: Path) -> Rule:
    severity, scope, refuses = entry["severity"], entry["scope"], entry.get("refuses")
    if severity not in list(Severity) or scope not in SCOPES or (refuses and refuses not in list(Verdict)):
        raise ValueError(
            f"{path}: rule {entry['code']} has severity {severity!r}, scope {scope!r}, refuses {refuses!r}"
        )
    codes = {
        "severity": Severity(severity),
        "refuses": Verdict(refuses) if refuses else None,
        "follows": tuple(entry.get("follows", ())),
    }
    rule = Rule(**{name: value for name, value in entry.items() if name != "trial"} | codes)
    return replace(rule, is_waivable=rule.is_waivable and not rule.refuses)


def fill(sentence: str, slots: Mapping[str, object]) -> str:
    """Return a sentence with each {slot} replaced by its value; a value that is missing leaves nothing.

    What a value quotes is never looked at for slots.

    >>> fill("“{found}” ไม่ใช่ {expected}{more}", {"found": "{expected}", "expected": 5})
    '“{expected}” ไม่ใช่ 5'
    """
    return _SLOT.sub(lambda slot: str(slots[slot[1]]) if slots.get(slot[1]) is not None else "", sentence)


def put_on_trial(rule: Rule, mark: str) -> Rule:
    """Return the rule as a notice with a marked sentence. Raises ValueError for a rule that refuses files."""
    if rule.refuses:
        raise ValueError(f"rule {rule.code} refuses files and cannot be on trial")
    sentence = f"{mark} {rule.sentence_th}"
    return replace(rule, severity=Severity.NOTICE, severity_meant=rule.severity, sentence_th=sentence)


def _version(expectations: Path, checks: Path) -> str:
    """Return the hash of all that can change a finding, by name and content."""
    digest = sha256()
    for file in (*sorted(expectations.glob("*.yaml")), *sorted(checks.rglob("*.sql"))):
        digest.update(f"{file.name} {sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()[:12]
