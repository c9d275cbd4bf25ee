"""Automatic numbers of Word's paragraphs as Word shows them: numbering.xml, and the numbers of styles.

A list is counted through the whole document, its lists of one abstract definition together. Standard library only.
"""

import re
from dataclasses import dataclass, field, replace

from sarup.gather.word_parts import WordPart
from sarup.gather.word_symbols import bullet
from sarup.gather.xml_part import Attributes, Meter

NUMBERING = "word/numbering.xml"
LEVELS = 9
# Nobody counts further; what starts beyond is somebody's joke.
LARGEST = 32_767
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
# As the standard names them: without ฃ ฅ ฆ ฤ ฦ.
THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
LATIN_LETTERS = "abcdefghijklmnopqrstuvwxyz"
ROMANS = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
UNSHOWN = ("none", "bullet")


@dataclass(frozen=True)
class Level:
    """One level of a list: its first number, its format, its text ("%1.%2") and what follows it."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    is_legal: bool = False
    style: str = ""


@dataclass
class _Definition:
    """An abstract list: its levels, and the list style that it is (`style`) or stands for (`link`)."""

    levels: dict[int, Level] = field(default_factory=dict)
    style: str = ""
    link: str = ""


class Numbering(WordPart):
    """The lists of a document by their numbers, and how far each has counted."""

    def __init__(self, meter: Meter) -> None:
        super().__init__(meter, "numbering")
        self.definitions: dict[str, _Definition] = {}
        self.abstract_of: dict[str, str] = {}
        self.starts: dict[tuple[str, int], int] = {}
        self.overrides: dict[tuple[str, int], Level] = {}
        self.counted: dict[str, list[int | None]] = {}
        self.begun: set[tuple[str, int]] = set()
        self.definition = _Definition()
        self.abstract = self.number = ""
        self.level_no = 0
        self.level: Level | None = None

    def take(self, local: str, attributes: Attributes, value: str) -> None:
        """Take a list, a level of it, or what belongs to the level in hand."""
        if local == "abstractNum":
            self.abstract, self.number = self.attribute(attributes, "abstractNumId"), ""
            self.definition = self.definitions.setdefault(self.abstract, _Definition())
        elif local == "num":
            self.number = self.attribute(attributes, "numId")
        elif local == "abstractNumId" and self.number:
            self.abstract_of[self.number] = value
        elif local == "styleLink":
            self.definition.style = value
        elif local == "numStyleLink":
            self.definition.link = value
        elif local in ("lvl", "lvlOverride"):
            self.level_no = min(_whole(self.attribute(attributes, "ilvl"), 0), LEVELS - 1)
            self.level = Level() if local == "lvl" else None
        elif local == "startOverride" and self.number:
            self.starts[self.number, self.level_no] = _whole(value, 1)
        elif self.level is not None:
            self.take_of_level(local, value)

    def take_of_level(self, local: str, value: str) -> None:
        """Take what a level says of itself."""
        assert self.level is not None
        if local == "start":
            self.level = replace(self.level, start=_whole(value, 1))
        elif local == "numFmt":
            self.level = replace(self.level, number_format=value)
        elif local == "lvlText":
            self.level = replace(self.level, text=value[:100])
        elif local == "suff":
            self.level = replace(self.level, suffix=value)
        elif local == "lvlRestart":
            self.level = replace(self.level, restart=_whole(value, 0))
        elif local == "isLgl":
            self.level = replace(self.level, is_legal=value not in ("0", "false", "off"))
        elif local == "pStyle":
            self.level = replace(self.level, style=value)

    def leave(self, local: str) -> None:
        """Keep the level that ends: the list's own, or of one number alone."""
        if local == "lvl" and self.level is not None:
            if self.number:
                self.overrides[self.number, self.level_no] = self.level
            else:
                self.definition.levels[self.level_no] = self.level
            self.level = None

    def level_of_style(self, number: str, style: str) -> int | None:
        """Return the level of a list that a paragraph style stands for; None where it is none."""
        levels = self.levels_of(number)
        return next((number for number, level in levels.items() if level.style == style and style), None)

    def levels_of(self, number: str) -> dict[int, Level]:
        """Return the levels of a list, its own in the place of the shared ones; empty for no list."""
        definition = self.definitions.get(self.abstract_of.get(number, ""))
        if definition is None:
            return {}
        if definition.link and not definition.levels:
            linked = (one for one in self.definitions.values() if one.style == definition.link)
            definition = next(linked, definition)
        own = {level_no: level for (one, level_no), level in self.overrides.items() if one == number}
        return {**definition.levels, **own}

    def label(self, number: str, level_no: int) -> str:
        """Return what Word shows before the next paragraph of a list, with the space that follows; empty for none."""
        levels = self.levels_of(number)
        level = levels.get(level_no)
        if level is None:
            return ""
        counted = self.counted.setdefault(self.abstract_of[number], [None] * LEVELS)
        self.count(number, level_no, levels, counted)
        if level.number_format == "bullet":
            shown = bullet(level.text)
        else:
            shown = re.sub("%([1-9])", lambda found: self.figure(int(found[1]) - 1, level, levels, counted), level.text)
        return f"{shown}{'' if level.suffix == 'nothing' else ' '}" if shown else ""

    def count(self, number: str, level_no: int, levels: dict[int, Level], counted: list[int | None]) -> None:
        """Count one paragraph of a level on; the levels below it begin anew."""
        before = counted[level_no]
        begins = (number, level_no) in self.starts and (number, level_no) not in self.begun
        if begins:
            self.begun.add((number, level_no))
            counted[level_no] = self.starts[number, level_no]
        else:
            counted[level_no] = levels[level_no].start if before is None else before + 1
        for below in range(level_no + 1, LEVELS):
            restart = levels[below].restart if below in levels else None
            if restart is None or (restart and level_no < restart):
                counted[below] = None

    def figure(self, wanted: int, level: Level, levels: dict[int, Level], counted: list[int | None]) -> str:
        """Return the number of a level as its own format writes it."""
        of_level = levels.get(wanted, Level())
        count = counted[wanted] if counted[wanted] is not None else of_level.start
        return write_number(count or 0, "decimal" if level.is_legal else of_level.number_format)


def write_number(number: int, number_format: str) -> str:
    """Return a number as a list's format writes it; of an unknown format in plain digits.

    >>> [write_number(4, one) for one in ("decimal", "thaiNumbers", "thaiLetters", "upperRoman", "decimalZero", "none")]
    ['4', '๔', 'ง', 'IV', '04', '']
    >>> write_number(42, "thaiLetters"), write_number(28, "lowerLetter")
    ('กก', 'bb')
    """
    if number_format in UNSHOWN:
        return ""
    if number_format == "thaiNumbers":
        return str(number).translate(THAI_DIGITS)
    if number_format == "decimalZero":
        return f"{number:02d}"
    if not 0 < number <= LARGEST:
        return str(number)
    letters = {"thaiLetters": THAI_LETTERS, "lowerLetter": LATIN_LETTERS, "upperLetter": LATIN_LETTERS.upper()}
    if number_format in letters:
        times, at = divmod(number - 1, len(letters[number_format]))
        return letters[number_format][at] * min(times + 1, 10)
    if number_format in ("lowerRoman", "upperRoman"):
        return _roman(number) if number_format == "lowerRoman" else _roman(number).upper()
    return str(number)


def _roman(number: int) -> str:
    written = ""
    for value, letters in ROMANS:
        times, number = divmod(number, value)
        written += letters * times
    return written


def _whole(text: str, otherwise: int) -> int:
    return min(int(text), LARGEST) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise
