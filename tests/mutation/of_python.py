"""Mutations of Python: comparisons, bounds, conditions, filters, defaults; not docstrings, logging, types and caches.

In render a number alone is a measure of the page: only those that something is compared or computed with change.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from mutation import Mutation, numbered

Change = tuple[int, int, str, str]
COMPARISONS: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">"), ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="), ast.In: ("in", "not in"), ast.NotIn: ("not in", "in"), ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
}  # fmt: skip
CALLS = {"max": "min", "min": "max", "any": "all", "all": "any"}
LEFT_OUT = {"LOGGER", "lru_cache", "cache", "print"}
# What is there to be told of a slip of ours, and never happens.
UNSAID = {"annotation", "returns", "decorator_list", "names"}
ASSURANCES = {"strict", "frozen", "slots"}


def mutate_python(file: Path, root: Path) -> list[Mutation]:
    """Return all mutations of a Python file, in the order of the text."""
    text = file.read_text(encoding="utf-8")
    source = _Source(text)
    tree = ast.parse(text)
    is_page = "render" in file.parts
    changes = []
    for node in _living(tree, parent=None):
        for start, end, after, kind in _changes(node, source, is_page):
            changes.append((start, text[start:end], after, kind))
    return numbered(file, root, text, changes)


class _Source:
    """A text whose nodes know where they stand; ast counts columns in bytes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.splitlines(keepends=True)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))

    def place(self, line: int, column: int) -> int:
        """Return the index in the text of ast's line and column."""
        return self.starts[line - 1] + len(self.lines[line - 1].encode()[:column].decode())

    def span(self, node: ast.expr | ast.stmt | ast.comprehension) -> tuple[int, int]:
        """Return where a node begins and ends."""
        assert not isinstance(node, ast.comprehension)
        return self.place(node.lineno, node.col_offset), self.place(node.end_lineno or 0, node.end_col_offset or 0)

    def words(self, node: ast.expr) -> str:
        """Return the text of a node."""
        start, end = self.span(node)
        return self.text[start:end]


def _living(node: ast.AST, parent: ast.AST | None) -> Iterator[ast.AST]:
    """Yield the nodes that say what a program does; each knows its parent."""
    node.parent = parent  # type: ignore[attr-defined]
    if isinstance(node, ast.Call) and _root_name(node.func) in LEFT_OUT:
        return
    if isinstance(node, ast.keyword) and node.arg in ASSURANCES:
        return
    yield node
    for name, value in ast.iter_fields(node):
        if name in UNSAID:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _living(child, node)


def _root_name(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _changes(node: ast.AST, source: _Source, is_page: bool) -> Iterator[Change]:
    """Yield start, end, replacement and kind of each change of a node."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        yield from _comparison(node, source)
    elif isinstance(node, ast.BoolOp):
        yield from _dropped_part(node, source)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield (*source.span(node), source.words(node.operand), "negation dropped")
    elif isinstance(node, ast.Constant):
        yield from _constant(node, source, is_page)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
        yield (*source.span(node.func), CALLS[node.func.id], "other aggregate")
    elif isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
        for part in node.generators:
            for condition in part.ifs:
                yield (*source.span(condition), "True", "filter dropped")
    elif isinstance(node, ast.If | ast.IfExp) and not isinstance(node.test, ast.BoolOp | ast.Compare):
        yield (*source.span(node.test), f"not ({source.words(node.test)})", "condition turned")
    elif isinstance(node, ast.Continue):
        yield (*source.span(node), "break", "loop ended")


def _comparison(node: ast.Compare, source: _Source) -> Iterator[Change]:
    sign, other = COMPARISONS[type(node.ops[0])]
    _, start = source.span(node.left)
    end, _ = source.span(node.comparators[0])
    between = source.text[start:end]
    if between.strip() == sign:
        yield start, end, between.replace(sign, other), "comparison flipped"


def _dropped_part(node: ast.BoolOp, source: _Source) -> Iterator[Change]:
    if isinstance(node.op, ast.And):
        for value in node.values:
            yield (*source.span(value), "True", "condition dropped")
        return
    yield (*source.span(node), f"({source.words(node.values[0])})", "default removed")


def _constant(node: ast.Constant, source: _Source, is_page: bool) -> Iterator[Change]:
    parent = node.parent  # type: ignore[attr-defined]
    if isinstance(node.value, bool):
        if not isinstance(parent, ast.Compare):
            yield (*source.span(node), str(not node.value), "constant changed")
    elif isinstance(node.value, int | float) and isinstance(
        parent, ast.Compare | ast.BinOp | ast.Slice | ast.Subscript if is_page else ast.AST
    ):
        yield (*source.span(node), f"{node.value + 1}", "off by one")
