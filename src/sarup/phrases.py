"""The sentences officials read, loaded from templates/phrases.yaml: one key, one text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Any, TypeVar

from sarup.assets import asset_path
from sarup.thai.digits import to_arabic, to_thai
from sarup.thai.figures import Number, join_unit, print_number, print_share
from sarup.thai.text import fold
from sarup.yaml_files import read_yaml

Found = TypeVar("Found")
_QUOTES = re.compile("([“”])")


@dataclass(frozen=True, eq=False)
class Phrases:
    """Every text by its key; lists and code-to-label mappings have keys of their own. Equal to itself alone."""

    texts: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]
    codes: Mapping[str, Mapping[str, str]]
    digits: str = "thai"

    def in_digits(self, digits: str) -> Phrases:
        """Return the phrases for an office that writes its own texts in thai or arabic digits."""
        if digits == "thai":
            return self
        return Phrases(
            MappingProxyType({key: to_arabic(text) for key, text in self.texts.items()}),
            MappingProxyType({key: tuple(map(to_arabic, texts)) for key, texts in self.lists.items()}),
            MappingProxyType(
                {
                    key: MappingProxyType({code: to_arabic(label) for code, label in labels.items()})
                    for key, labels in self.codes.items()
                }
            ),
            digits,
        )

    def number(self, value: object) -> str:
        """Return a text of ours (a number, a date, a code) in the office's digits; never a division's text."""
        return to_thai(str(value)) if self.digits == "thai" else to_arabic(str(value))

    def figure(self, value: Number, *how: Any, **named: Any) -> str:
        """Return a number in the office's digits; the other arguments are those of `print_number`."""
        return self.number(print_number(value, *how, **named))

    def amount(self, value: Number, unit: str | None, *how: Any, **named: Any) -> str:
        """Return a number with its unit in the office's digits; the other arguments are those of `print_amount`."""
        return join_unit(self.figure(value, unit, *how, **named), unit)

    def share(self, pct: Number, least_places: int = 0) -> str:
        """Return a computed percentage in the office's digits."""
        return self.number(print_share(pct, least_places))

    def sentence(self, text: str) -> str:
        """Return a sentence of a rule in the office's digits; what it quotes stays as it was typed.

        >>> Phrases({}, {}, {}, "arabic").sentence("ไม่ตรงกัน ๒ แห่ง: “๖ ช่องทาง”")
        'ไม่ตรงกัน 2 แห่ง: “๖ ช่องทาง”'
        """
        if self.digits == "thai":
            return text
        depth, pieces = 0, []
        for part in _QUOTES.split(text):
            depth = max(0, depth + (part == "“") - (part == "”"))
            pieces.append(part if depth else to_arabic(part))
        return "".join(pieces)

    def say(self, key: str, /, **slots: object) -> str:
        """The text of `key` with each {slot} filled; KeyError names the key or the missing slot."""
        text = _find(self.texts, key, "phrase")
        missing = sorted(slot_names(text) - slots.keys())
        if missing:
            raise KeyError(f"phrase {key!r} lacks its slot {', '.join(missing)}")
        return text.format(**slots)

    def __contains__(self, key: object) -> bool:
        return key in self.texts or key in self.lists or key in self.codes

    def round_of_year(self, label: str, fiscal_year_be: int) -> str:
        """Return a round's name with its year, such as รอบ ๖ เดือน ปีงบประมาณ พ.ศ. ๒๕๖๔."""
        return self.say("round.of_year", label=label, year=self.number(fiscal_year_be))

    def entries(self, key: str) -> tuple[str, ...]:
        """The texts of a plain list in their order, such as the heads of a table."""
        return _find(self.lists, key, "list of phrases")

    def options(self, key: str) -> dict[str, str]:
        """Code to label in the order of the drop-down."""
        return dict(_find(self.codes, key, "list of options"))

    def code_of(self, list_key: str, label: str) -> str | None:
        """The code whose label reads like `label` (spaces, digits and quotes aside), or None."""
        return _find(self._codes_by_label, list_key, "list of options").get(fold(label))

    @cached_property
    def _codes_by_label(self) -> dict[str, dict[str, str]]:
        """Return list -> label as it is compared -> code, the first of equals."""
        return {
            key: {fold(label): code for code, label in reversed([*options.items()])}
            for key, options in self.codes.items()
        }


def load_phrases(path: Path) -> Phrases:
    """Read the phrase file; ValueError for a value that is no text, list of texts or mapping of codes."""
    read = read_yaml(path)
    if not isinstance(read, dict):
        raise ValueError(f"{path}: expected a mapping of keys to texts, found {type(read).__name__}")
    texts: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = {}
    codes: dict[str, Mapping[str, str]] = {}
    for key, value in read.items():
        if isinstance(value, str):
            texts[key] = value
        elif _all_texts(value) and isinstance(value, list):
            lists[key] = tuple(value)
        elif isinstance(value, dict) and _all_texts([*value.keys(), *value.values()]):
            codes[key] = MappingProxyType(value)
        else:
            raise ValueError(f"{path}: the value of {key!r} is no text, list or mapping of texts: {value!r}")
    return Phrases(MappingProxyType(texts), MappingProxyType(lists), MappingProxyType(codes))


def year_slots(fiscal_year_be: int, phrases: Phrases) -> dict[str, str]:
    """Return the slots that headings take their years from: year, y, y0 in full, yy and yy0 in two digits."""
    return {
        "year": phrases.number(fiscal_year_be),
        "y": phrases.number(fiscal_year_be),
        "y0": phrases.number(fiscal_year_be - 1),
        "yy": phrases.number(f"{fiscal_year_be % 100:02d}"),
        "yy0": phrases.number(f"{(fiscal_year_be - 1) % 100:02d}"),
    }


@lru_cache(1)
def known_phrases() -> Phrases:
    """Return the phrases of templates/phrases.yaml, in Thai digits."""
    return load_phrases(asset_path("templates/phrases.yaml"))


def slot_names(text: str) -> set[str]:
    """The names between braces in a phrase."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _all_texts(values: object) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)


def _find(known: Mapping[str, Found], key: str, what: str) -> Found:
    try:
        return known[key]
    except KeyError:
        raise KeyError(f"unknown {what}: {key!r}") from None
