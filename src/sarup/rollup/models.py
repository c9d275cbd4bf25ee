"""The order of the SQL: every file is a node, what it reads are its edges; a cycle is an error."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

LAYERS = {"2_staging": "staging", "3_core": "core", "4_rollup": "rollup", "5_report": "report"}
CHECKS = {
    "plan": "staging.plan_check_finding",
    "results": "staging.check_finding",
    "across": "rollup.check_finding",
}

BY_ROUND = "getvariable('round_code')"
# A table is named with its schema, everywhere. Two hundred files are read so in hundredths of the time of a parser.
_TABLE = re.compile(r"--[^\n]*|'[^']*'|\b((?:raw|staging|core|rollup|report)\.[a-z][a-z0-9_]*)")


@dataclass(frozen=True)
class Model:
    """One SQL file: a table or view to build, or a check whose rows become findings.

    `name` is the table it makes ("core.item"), or "check:D16"; `feeds` is the table a check's rows go to.
    """

    name: str
    sql: str
    reads: frozenset[str]
    feeds: str | None = None

    @property
    def is_by_round(self) -> bool:
        """Tell whether the SQL makes the rows of the one round that the variable round_code names."""
        return BY_ROUND in self.sql

    @property
    def rule(self) -> str:
        """Return the code of the rule that a check's rows break."""
        return self.name.removeprefix("check:")


def order_models(sql: Path, wanted: Collection[str] = ()) -> list[Model]:
    """Return all models and checks in an order in which each one's inputs are built before it.

    Of the wanted tables, where some are named, only those and what they are computed from.

    Raises ValueError for a cycle and for a file that reads a table no file makes.
    """
    models = {model.name: model for model in _read_models(sql)}
    fed = {target: {m.name for m in models.values() if m.feeds == target} for target in CHECKS.values()}
    graph: dict[str, set[str]] = {}
    for model in models.values():
        graph[model.name] = set()
        for table in model.reads:
            if table in models:
                graph[model.name].add(table)
            elif table in fed:
                graph[model.name] |= fed[table]
            elif not table.startswith("raw."):
                raise ValueError(f"{model.name} reads {table}, which no SQL file makes")
    needed = _ancestors(graph, wanted or graph)
    try:
        order = list(TopologicalSorter({k: sorted(v) for k, v in sorted(graph.items()) if k in needed}).static_order())
    except CycleError as error:
        raise ValueError(f"SQL files read each other in a circle: {' → '.join(error.args[1])}") from error
    return [models[name] for name in order]


def _read_models(sql: Path) -> list[Model]:
    models = []
    for folder, schema in LAYERS.items():
        for file in sorted((sql / folder).glob("*.sql")):
            models.append(_model(f"{schema}.{file.stem}", file, None))
    for folder, target in CHECKS.items():
        for file in sorted((sql / "checks" / folder).glob("*.sql")):
            models.append(_model(f"check:{file.stem.split('_')[0].upper()}", file, target))
    return models


def _model(name: str, file: Path, feeds: str | None) -> Model:
    text = file.read_text(encoding="utf-8")
    return Model(name, text, tables_in(text) - {name}, feeds)


def tables_in(text: str) -> frozenset[str]:
    """Return the tables that a file reads or makes.

    >>> sorted(tables_in("create view core.a as select 'core.b' as b from staging.c -- and no core.d"))
    ['core.a', 'staging.c']
    """
    return frozenset(name for name in _TABLE.findall(text) if name)


def _ancestors(graph: Mapping[str, set[str]], wanted: Collection[str]) -> set[str]:
    """Return the wanted nodes and all that they stand on."""
    found: set[str] = set()
    left = list(wanted)
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += graph[name]
    return found
