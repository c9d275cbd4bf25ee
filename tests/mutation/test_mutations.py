"""The list of mutations: it stays the same for a seed, changes one thing each, and its fixed ones have their places."""

import ast
from pathlib import Path

import pytest
import sqlglot
import yaml
from draw import HERE, concern_of, draw_mutations, read_concerns, read_fixed
from mutation import Mutation, numbered
from of_python import mutate_python
from of_sql import mutate_sql
from table import killed_pct, read_reasons
from trial import Result

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def drawn() -> list[Mutation]:
    """Return the list that is tried."""
    return draw_mutations(ROOT, read_concerns(), 12)


def test_there_are_two_hundred_and_more_and_they_are_the_same_each_time(drawn: list[Mutation]) -> None:
    assert len(drawn) >= 200
    assert len({one.code for one in drawn}) == len(drawn)
    assert draw_mutations(ROOT, read_concerns(), 12) == drawn
    assert draw_mutations(ROOT, read_concerns(), 13) != drawn


def test_each_changes_one_line_and_is_still_a_program(drawn: list[Mutation]) -> None:
    for one in drawn:
        text = (ROOT / one.file).read_text(encoding="utf-8")
        mutant = one.apply(text)
        assert mutant != text
        assert "\n" not in one.before + one.after
        if one.file.endswith(".py"):
            assert ast.dump(ast.parse(mutant)) != ast.dump(ast.parse(text)), one
        elif one.file != "sql/macros.sql":  # whose macros sqlglot does not know
            assert sqlglot.parse(mutant, read="duckdb") != sqlglot.parse(text, read="duckdb"), one


def test_the_known_slips_still_have_their_places() -> None:
    names = [entry["name"] for entry in yaml.safe_load((HERE / "fixed.yaml").read_text(encoding="utf-8"))]
    assert [one.name for one in read_fixed(ROOT)] == names
    assert len(set(names)) == len(names) >= 16


def test_a_lost_place_is_told(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match=r"one day late counts as on time: sql/4_rollup/completeness\.sql has "):
        read_fixed(tmp_path)


def test_every_mutation_has_tests_and_a_check_those_of_its_rule(drawn: list[Mutation]) -> None:
    concerns = read_concerns()
    for one in [*drawn, *read_fixed(ROOT)]:
        assert concern_of(one.file, concerns).tests_of(one.file)
    runs = concern_of("sql/checks/results/r33_two_rows.sql", concerns).tests_of("sql/checks/results/r33_two_rows.sql")
    assert runs[0] == "tests/rules/test_every_rule.py -k R33"


def write(path: Path, text: str) -> Path:
    """Write a file and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def changed(mutations: list[Mutation]) -> set[str]:
    """Return the lines that mutations make."""
    return {one.after.strip() for one in mutations}


def test_python_is_changed_where_it_decides_and_not_where_it_talks(tmp_path: Path) -> None:
    text = '''"""Docstring 1 < 2."""
import logging
LOGGER = logging.getLogger(__name__)
def few(found: "list[int] | None", least: int = 3) -> list[int]:
    LOGGER.info("%s", 1 < 2)
    return [one for one in found or [] if one >= least and not one == 7]
'''
    assert changed(mutate_python(write(tmp_path / "a.py", text), tmp_path)) == {
        'def few(found: "list[int] | None", least: int = 4) -> list[int]:',
        "return [one for one in (found) if one >= least and not one == 7]",
        "return [one for one in found or [] if True]",
        "return [one for one in found or [] if True and not one == 7]",
        "return [one for one in found or [] if one >= least and True]",
        "return [one for one in found or [] if one > least and not one == 7]",
        "return [one for one in found or [] if one >= least and one == 7]",
        "return [one for one in found or [] if one >= least and not one != 7]",
        "return [one for one in found or [] if one >= least and not one == 8]",
    }


def test_sql_is_changed_where_it_decides_and_not_where_it_talks(tmp_path: Path) -> None:
    text = """-- One row where a <= b and c.
create or replace table t as
select
    coalesce(sum(t.a), 0) as a,
    case when t.kind in ('x', 'y <= z') then 1 else 2 end as b
from t
left join u on t.k = u.k and u.a <= t.a
where t.a > 0;
"""
    found = changed(mutate_sql(write(tmp_path / "a.sql", text), tmp_path))
    assert found >= {
        "sum(t.a) as a,",
        "coalesce(max(t.a), 0) as a,",
        "case when t.kind in ('y <= z') then 1 else 2 end as b",
        "case when t.kind in ('x', 'y <= z') then 1 else null end as b",
        "inner join u on t.k = u.k and u.a <= t.a",
        "left join u on t.k = u.k and u.a < t.a",
        "where t.a >= 0;",
        "where t.a > 1;",
    }
    assert not any(line.startswith(("--", "create")) or "y < z" in line for line in found)


def test_equal_changes_of_a_file_are_told_apart_and_keep_their_names_when_they_move(tmp_path: Path) -> None:
    file = tmp_path / "a.sql"
    first, second = numbered(file, tmp_path, "a\na\n", [(0, "a", "b", "kind"), (2, "a", "b", "kind")])
    assert first.code != second.code and (first.line, second.line) == (1, 2)
    (moved,) = numbered(file, tmp_path, "-- new\na\n", [(7, "a", "b", "kind")])
    assert moved.code == first.code
    assert moved.apply("-- new\na\n") == "-- new\nb\n"
    with pytest.raises(ValueError, match="does not stand at 7"):
        moved.apply("-- other\nc\n")


def test_the_share_counts_what_ran_over_time_as_killed() -> None:
    outcomes = ("killed", "over time", "survived", "killed")
    assert killed_pct([Result("c", "k", "t", outcome, "", 1.0) for outcome in outcomes]) == 75
    assert killed_pct([]) == 0


def test_every_named_survivor_has_a_reason() -> None:
    assert all(reason.strip() for reason in read_reasons().values())
