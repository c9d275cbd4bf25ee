"""The kinds of measures, read from templates/submission/kinds.yaml: what each asks, and how its values add up."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import yaml

from sarup.assets import asset_path


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
    raw = yaml.safe_load(asset_path("templates/submission/kinds.yaml").read_text(encoding="utf-8"))
    return {code: MeasureKind(code, **words) for code, words in raw.items()}


def kinds_that_ask(what: Literal["value", "parts", "day"]) -> frozenset[str]:
    """Return the codes of the kinds that ask for a value, for parts or for a day."""
    return frozenset(code for code, kind in load_kinds().items() if kind.asks == what)
