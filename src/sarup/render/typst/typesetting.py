"""Typst at work: a template filled with literals, typeset with the report's own fonts."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache

import typst
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sarup.assets import asset_path
from sarup.render.typst.textlayer import repair_text_layer
from sarup.settings import environment_of_a_child

# Without the folder where somebody stands (-P): a typst.py in it must not be run.
COMMAND = (sys.executable, "-P", "-m", "sarup.render.typst.typesetter")
# What can be written as a Typst literal.
Literal = str | int | float | date | None | Sequence["Literal"] | Mapping[str, "Literal"]
Values = dict[str, Literal]
_ESCAPES = {"\\": "\\\\", '"': '\\"'}


class TypesettingError(RuntimeError):
    """The document cannot be typeset: our own failure, whatever its texts say."""


def typeset_pdf(source: str, dated: date) -> bytes:
    """Return the typeset source as PDF/A-2a and PDF/UA-1, searchable to the letter; same source, same bytes.

    Raises TypesettingError if it cannot be typeset.
    """
    created = datetime.combine(dated, time(), UTC)
    command = [*COMMAND, str(int(created.timestamp()))]
    done = subprocess.run(
        command, input=source.encode(), capture_output=True, check=False, env=environment_of_a_child()
    )
    if done.returncode:
        raise TypesettingError(done.stderr.decode(errors="replace").strip() or f"Typst ended with {done.returncode}")
    return repair_text_layer(done.stdout)


def typeset_png(source: str, ppi: float) -> bytes:
    """Return a source of one page as a PNG picture."""
    drawn = typst.compile(source.encode(), format="png", font_paths=_fonts(), ppi=ppi)
    if not isinstance(drawn, bytes):
        raise ValueError("a picture has one page")
    return drawn


def fill_template(name: str, **values: Literal) -> str:
    """Return a template of templates/report with every value between double braces written as a Typst literal."""
    return _house().get_template(name).render(values)


@cache
def _house() -> Environment:
    return Environment(
        loader=FileSystemLoader(asset_path("templates/report")),
        autoescape=False,
        finalize=typst_literal,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(asset_path("templates/fonts"))])


def typst_literal(value: Literal) -> str:
    """Return a value as Typst code that means this value and nothing else.

    >>> typst_literal(['#quote"', 2, None])
    '("#quote\\\\"",2,none,)'
    """
    match value:
        case None:
            return "none"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return format(Decimal(repr(value)), "f")
        case str():
            return '"' + "".join(map(_escape, value)) + '"'
        case date():
            return f"(year: {value.year}, month: {value.month}, day: {value.day})"
        case dict():
            return "(" + ",".join(f"{typst_literal(key)}:{typst_literal(held)}" for key, held in value.items()) + ")"
        case list() | tuple():
            return "(" + "".join(f"{typst_literal(held)}," for held in value) + ")"
    raise TypeError(f"no Typst literal for {value!r}")


def _escape(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    return character if character.isprintable() else f"\\u{{{ord(character):x}}}"
