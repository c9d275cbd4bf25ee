"""Mutations of SQL: comparisons, joins, aggregates, conditions, defaults, order. Comments and words are left."""

import re
from collections.abc import Iterator
from pathlib import Path

from mutation import Mutation, numbered

Change = tuple[int, str, str, str]
_COMMENT = re.compile(r"--[^\n]*")
_TEXT = re.compile(r"'(?:[^']|'')*'")
# What stands alone between words, and what stands in its place.
WORDS = {
    "comparison flipped": {
        " <= ": " < ", " >= ": " > ", " < ": " <= ", " > ": " >= ", " <> ": " = ",
        " is not null": " is null", " is null": " is not null", " is distinct from ": " is not distinct from ",
        " not in (": " in (",
    },
    "other aggregate": {
        "sum(": "max(", "max(": "min(", "min(": "max(", "bool_or(": "bool_and(", "bool_and(": "bool_or(",
        "arg_max(": "arg_min(", "arg_min(": "arg_max(", "greatest(": "least(", "least(": "greatest(",
    },
    "other join": {"left join ": "inner join ", "anti join ": "semi join "},
    "order turned": {" desc": " asc"},
    "condition turned": {" and not ": " and ", " or ": " and "},
}  # fmt: skip
_NUMBER = re.compile(r"(?<![\w.$\[(])(?<!decimal\()(?<!, )[0-9]+(?:\.[0-9]+)?(?![\w.)])")
_EQUAL = re.compile(r"(?<=[\w')]) = (?=['\w(])")
_CONDITION = re.compile(r"^\s*and (?P<rest>[^\n]+)$", re.MULTILINE)
_WHERE = re.compile(r"(?:where|filter \(where) (?P<rest>[^\n]+?)(?=\)?,?;?\n|\) as )")
_ELSE = re.compile(r"\belse (?P<rest>[^\n]+?)(?= end\b|\n)")
_IN = re.compile(r"\bin \((?P<list>'[^()]*?', '[^()]*?')\)")


def mutate_sql(file: Path, root: Path) -> list[Mutation]:
    """Return all mutations of an SQL file, in the order of the text."""
    text = file.read_text(encoding="utf-8")
    code = _blanked(text, _COMMENT, "-")
    bare = _blanked(code, _TEXT, "\x00")
    changes = [*_of_words(bare), *_of_conditions(code, bare), *_of_defaults(code, bare), *_of_values(code, bare)]
    return numbered(file, root, text, changes)


def _blanked(text: str, pattern: re.Pattern[str], mark: str) -> str:
    """Return the text with what matches put out, as long as before."""
    return pattern.sub(lambda found: mark * len(found[0]), text)


def _of_words(bare: str) -> Iterator[Change]:
    for kind, words in WORDS.items():
        for before, after in words.items():
            for found in re.finditer((r"(?<!\w)" if before[0] != " " else "") + re.escape(before), bare):
                if not bare.startswith("create or replace", found.start() - len("create")):
                    yield found.start(), before, after, kind


def _of_conditions(code: str, bare: str) -> Iterator[Change]:
    """Yield conditions that are dropped, those of joins aside: without them rows are multiplied for all to see."""
    for found in _CONDITION.finditer(bare):
        rest = code[found.start("rest") : found.end("rest")]
        if _is_closed(found["rest"]) and not _is_key(rest):
            yield found.start("rest"), rest, "true", "condition dropped"
    for found in _WHERE.finditer(bare):
        rest = code[found.start("rest") : found.end("rest")]
        if _is_closed(found["rest"]) and "(select" not in rest:
            yield found.start("rest"), rest, "true", "filter dropped"


def _is_closed(words: str) -> bool:
    depth = 0
    for letter in words:
        depth += (letter == "(") - (letter == ")")
        if depth < 0:
            return False
    return depth == 0 and "--" not in words and not words.rstrip().endswith((",", ";"))


def _is_key(words: str) -> bool:
    """Tell whether words only join two tables by their keys."""
    return all(re.fullmatch(r"\s*\w+\.\w+ = \w+\.\w+\s*", part) for part in words.split(" and "))


def _of_defaults(code: str, bare: str) -> Iterator[Change]:
    for found in re.finditer(r"(?<!\w)coalesce\(", bare):
        end = _closing(bare, found.end())
        first = _first_argument(bare, found.end(), end)
        if end and first and "\n" not in bare[found.start() : end]:
            yield found.start(), code[found.start() : end + 1], code[found.end() : first], "default removed"
    for found in _ELSE.finditer(bare):
        rest = code[found.start("rest") : found.end("rest")]
        if _is_closed(found["rest"]) and rest.strip() != "null":
            yield found.start("rest"), rest, "null", "branch dropped"


def _closing(text: str, start: int) -> int:
    depth = 1
    for place in range(start, len(text)):
        depth += (text[place] == "(") - (text[place] == ")")
        if depth == 0:
            return place
    return 0


def _first_argument(text: str, start: int, end: int) -> int:
    depth = 0
    for place in range(start, end):
        depth += (text[place] == "(") - (text[place] == ")")
        if text[place] == "," and depth == 0:
            return place
    return 0


def _of_values(code: str, bare: str) -> Iterator[Change]:
    for found in _NUMBER.finditer(bare):
        whole, point, rest = found[0].partition(".")
        yield found.start(), found[0], f"{int(whole) + 1}{point}{rest}", "off by one"
    for found in _EQUAL.finditer(code):
        # A constant on one side: a join by keys that is turned shows itself.
        if bare[found.start()] != "\x00" and re.match(r" = '", code[found.start() :]):
            yield found.start(), found[0], " <> ", "comparison flipped"
    for found in _IN.finditer(code):
        first = found["list"].partition(", ")[0]
        yield found.start("list"), f"{first}, ", "", "value dropped"
