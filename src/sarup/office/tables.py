"""The lines of the tables that an office keeps, read by what each column is; every fault told with file and line."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sarup.codes import RoundName
from sarup.errors import UsageError
from sarup.phrases import known_phrases
from sarup.submission import Row
from sarup.thai.dates import read_date
from sarup.thai.numbers import read_number
from sarup.thai.text import fold
from sarup.thai.times import read_moment

# The letters that a code may have, and what no system takes for a folder.
LONGEST_CODE = 60
NOT_IN_NAMES = frozenset('/\\:*?"<>|')
NO_NAMES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
HIDDEN_STARTS = (".", "~")
FLAGS = {"true": "true", "1": "true", "yes": "true", "ใช่": "true"}
FLAGS |= {"false": "false", "0": "false", "no": "false", "ไม่ใช่": "false"}
_SLASHED = re.compile(r"(?P<a>[0-9]{1,2})[/.-](?P<b>[0-9]{1,2})[/.-][0-9]+")
_UNSEEN_ENDS = re.compile("^[\\s\u00ad\u200b-\u200f\u2060\ufeff]+|[\\s\u00ad\u200b-\u200f\u2060\ufeff]+$")


class FaultyReference(UsageError):
    """A reference file is missing or says something impossible: every fault on its line, for the office, in Thai."""


@dataclass(frozen=True)
class OfficeTable:
    """A table as it stands in a file: its lines that say something, numbered as a spreadsheet numbers its rows.

    `name` is the file as people know it, `known_as` the same by its content (agencies.xlsx for an Excel workbook),
    whenever it is read; `heads` are the columns of the first line.
    """

    name: str
    known_as: str
    sha256: str
    heads: tuple[str, ...]
    lines: tuple[tuple[int, Mapping[str, str]], ...]


@dataclass(frozen=True)
class Field:
    """A column of an office's table. `kind` is a reader below; `required` ones must stand in every line."""

    name: str
    kind: str = "text"
    required: bool = False


class Faults:
    """What is wrong with reference files, collected so that all of it is told at once."""

    def __init__(self) -> None:
        self.messages: list[str] = []

    def add(self, key: str, **slots: object) -> None:
        """Note a fault: a phrase and its slots."""
        self.messages.append(known_phrases().say(key, **slots))

    def end(self) -> None:
        """Do nothing where no fault was noted. Raises FaultyReference with all of them."""
        if self.messages:
            raise FaultyReference("\n".join(self.messages))


def typed_lines(
    table: OfficeTable, fields: tuple[Field, ...], key: tuple[str, ...], faults: Faults
) -> list[tuple[int, Row]]:
    """Return the sound lines of a table by number: text, ISO date, whole number or true/false, each as a text or None.

    `key` are the columns that name one line; two lines of one key are told by both numbers. Columns that are no field
    are the office's own, and kept as typed.
    """
    missing = [field.name for field in fields if field.required and field.name not in table.heads]
    if missing:
        faults.add("ref.columns", name=table.name, columns=" ".join(missing))
        return []
    first: dict[tuple[object, ...], int] = {}
    sound = []
    for line, typed in table.lines:
        row = _typed_line(table, line, typed, fields, faults)
        if row is None:
            continue
        names = tuple(row.get(column) for column in key)
        if names in first:
            faults.add("ref.twice", name=table.name, first=first[names], line=line, x=names[0])
        elif key:
            first[names] = line
        sound.append((line, row))
    return sound


def _typed_line(
    table: OfficeTable, line: int, typed: Mapping[str, str], fields: tuple[Field, ...], faults: Faults
) -> Row | None:
    """Return a line's values; None for one with a fault, which was noted."""
    before, name = len(faults.messages), table.name
    row: Row = {column: bare(typed.get(column, "")) or None for column in table.heads}
    if "" in typed:
        faults.add("ref.beyond", name=name, line=line, x=typed[""])
        return None
    for field in fields:
        text = bare(typed.get(field.name, ""))
        if text:
            value = READERS[field.kind](typed[field.name] if field.kind == "words" else text)
            if value is None:
                faults.add(f"ref.bad_{field.kind}", name=name, line=line, column=field.name, x=text)
            row[field.name] = value
        elif field.required:
            faults.add("ref.no_code", name=name, line=line, code=field.name)
    return row if len(faults.messages) == before else None


def bare(text: str) -> str:
    """Return a text without white space and unseen letters at its ends: what is left of a blank is nothing.

    >>> bare(" \\u00a0\\u200bกอง ก\\ufeff")
    'กอง ก'
    """
    return _UNSEEN_ENDS.sub("", text)


def is_plain_name(code: str) -> bool:
    """Tell whether a code can be the name of a folder on every system, as a division's must be.

    >>> [is_plain_name(code) for code in ("pr", "กอง ก", "a/b", "..", "con", "ab.", "~x")]
    [True, True, False, False, False, False, False]
    """
    letters = not any(letter in NOT_IN_NAMES or unicodedata.category(letter)[0] == "C" for letter in code)
    ends = not code.startswith(HIDDEN_STARTS) and not code.endswith((".", " "))
    is_device = code.partition(".")[0].lower() in NO_NAMES
    return letters and ends and not is_device and 0 < len(code) <= LONGEST_CODE


def _read_code(text: str) -> str | None:
    code = unicodedata.normalize("NFC", text)
    return code if is_plain_name(code) else None


def _read_day(text: str) -> str | None:
    read = read_date(text)
    return read.date.isoformat() if read and _is_certain(text) else None


def _read_whole(text: str) -> str | None:
    read = read_number(text)
    return str(int(read.value)) if read and read.value == int(read.value) else None


def _read_time(text: str) -> str | None:
    """Return an ISO time with its zone, Bangkok's where it names none."""
    moment = read_moment(text) if _is_certain(text.split()[0]) else None
    return moment.isoformat() if moment else None


def _is_certain(text: str) -> bool:
    """Tell whether a day is not of the kind 10/1/2020, which may be of October or of January."""
    read, slashed = read_date(text), _SLASHED.fullmatch(fold(text))
    two_ways = slashed and slashed["a"] != slashed["b"] and int(slashed["a"]) <= 12
    return not (read and read.is_christian_year and two_ways)


def _read_round(text: str) -> str | None:
    name = fold(text)
    return name if name in list(RoundName) else None


READERS: Mapping[str, Callable[[str], str | None]] = {
    "text": lambda text: text,
    "words": lambda text: text,
    "code": _read_code,
    "date": _read_day,
    "whole": _read_whole,
    "flag": lambda text: FLAGS.get(fold(text).lower()),
    "round": _read_round,
    "moment": _read_time,
}
