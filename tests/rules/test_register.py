"""The register of rules: trials, and a version that changes with whatever can change a finding."""

import shutil
from pathlib import Path

import pytest
import yaml

from sarup.assets import asset_path
from sarup.findings import fill, load_rules


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """Return a copy of the register with its suites, lists and checks beside it."""
    shutil.copytree(asset_path("expectations"), tmp_path / "expectations")
    shutil.copytree(asset_path("sql/checks"), tmp_path / "sql/checks")
    return tmp_path / "expectations/rules.yaml"


def test_a_sentence_is_filled_once() -> None:
    slots = {"found": "{expected}", "expected": 5, "gone": None}
    assert fill("พบ “{found}” แทน {expected}{gone}{other}", slots) == "พบ “{expected}” แทน 5"


def put_on_trial(register: Path, code: str) -> None:
    raw = yaml.safe_load(register.read_text(encoding="utf-8"))
    next(rule for rule in raw["rules"] if rule["code"] == code)["trial"] = True
    register.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")


def test_a_rule_on_trial_is_a_notice_that_says_so(register: Path) -> None:
    before = load_rules(register).rules["R35"]
    put_on_trial(register, "R35")
    rule = load_rules(register).rules["R35"]
    assert (before.severity, rule.severity, rule.severity_meant) == ("error", "notice", "error")
    assert rule.sentence_th == f"(ทดลองใช้) {before.sentence_th}"
    assert before.severity_meant is None


def test_a_rule_that_refuses_files_cannot_be_on_trial(register: Path) -> None:
    put_on_trial(register, "S03")
    with pytest.raises(ValueError, match="S03 refuses files"):
        load_rules(register)


@pytest.mark.parametrize("name", ["expectations/rules.yaml", "expectations/spelling.yaml", "sql/checks/results/*.sql"])
def test_the_version_changes_with_rule_list_and_check(register: Path, name: str) -> None:
    before = load_rules(register).version
    assert before == load_rules(asset_path("expectations/rules.yaml")).version
    (path, *_) = sorted(register.parents[1].glob(name))
    path.write_bytes(path.read_bytes() + b"\n")
    assert load_rules(register).version != before


def test_every_list_names_its_source() -> None:
    """Suites and spelling judge by rules of their own; a list of facts must say whose facts they are."""
    for name in ("abbreviations", "holidays", "ita_indices", "master_plan", "regulations"):
        assert "source:" in asset_path(f"expectations/{name}.yaml").read_text(encoding="utf-8"), name


def test_a_rule_follows_rules_that_are_there(register: Path) -> None:
    text = register.read_text(encoding="utf-8")
    register.write_text(text.replace("follows: [R04, R36]", "follows: [R04, R99]"), encoding="utf-8")
    with pytest.raises(ValueError, match="R41 follows unknown rules: R99"):
        load_rules(register)
