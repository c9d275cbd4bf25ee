"""The kinds of measures, read from templates/submission/kinds.yaml: what each asks, and how its values add up."""

from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Literal

from sarup.assets import asset_path
from sarup.yaml_files import read_yaml


@dataclass(frozen=True)
class MeasureKind:
    """One kind of measure; the words are explained in the file. `across_*` hold where a plan names no way."""

    kind: str
    asks: Literal["value", "parts", "day"]
    falls: Literal["never", "told", "free"]
    across_rounds: str
    across_divisions: str
    interim: Literal["half", "ceiling", "progress"]
    asks_half: bool = False
    is_whole: bool = False
    at_most_100: bool = False


@lru_cache(1)
def load_kinds() -> dict[str, MeasureKind]:
    """Return every kind by its code, in the order of the file. Raises TypeError for a word that no kind has."""
    raw = read_yaml(asset_path("templates/submission/kinds.yaml"))
    return {code: MeasureKind(code, **words) for code, words in raw.items()}


def kinds_statement() -> str:
    """Return the SQL that makes raw.kind: a view, since so few values need no room in a file."""
    rows = [asdict(kind) for kind in load_kinds().values()]
    values = ", ".join(f"({', '.join(_literal(value) for value in row.values())})" for row in rows)
    return f"create view raw.kind as select * from (values {values}) as kinds ({', '.join(rows[0])})"


def _literal(value: str | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else f"'{value}'"


def kinds_that_ask(what: Literal["value", "parts", "day"]) -> frozenset[str]:
    """Return the codes of the kinds that ask for a value, for parts or for a day."""
    return frozenset(code for code, kind in load_kinds().items() if kind.asks == what)
