"""Texts as a workbook can hold them: no taller than a row, no letter that spoils the file, names that Excel accepts."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from math import ceil

from sarup.thai.words import split_words

# Excel allows a row 409 points; a line of the font takes 20 with its marks above and below, and one of the fonts that
# stand in for it in LibreOffice 23.
LINE_POINTS = 23.0
MOST_LINES = 17
HIGHEST_POINTS = 409.0
# Letters of the font are about as wide as the digit by which Excel measures columns; bold ones a little wider.
LETTERS_A_UNIT = 0.94
# A cell holds 32,767 units of UTF-16; a letter takes one or two.
LONGEST_CELL = 16_000
LONGEST_SHEET_NAME = 31
LONGEST_HEAD = 200
LONGEST_RUN = 400
_RUNS = re.compile(r"\s+|\S+")
# Excel reads these in names of columns as one letter.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# Controls but line end and tab, halves of letters, and what is no letter at all.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean_text(text: str) -> str:
    """Return the text with a mark for every letter that no workbook may hold, and plain line ends."""
    return _FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """Return the text without the line ends and control characters that would spoil the file's own parts."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def count_lines(text: str, width: float) -> int:
    """Return how many lines the text takes in a column so many characters wide, rather one too many."""
    letters = max(width * LETTERS_A_UNIT, 1.0)
    return sum(_count_wrapped(line, letters) for line in text.split("\n"))


def row_points(texts: Sequence[str], widths: Sequence[float]) -> float:
    """Return the height of a row that shows these texts in columns of these widths."""
    lines = max((count_lines(text, width) for text, width in zip(texts, widths, strict=True)), default=1)
    return min((lines + 0.3) * LINE_POINTS, HIGHEST_POINTS)


def cut_text(text: str, width: float, most_lines: int = MOST_LINES) -> list[str]:
    """Return the text in pieces that each fit into one row of Excel, cut at line ends or else between words.

    Nothing but the line ends and spaces at a cut is dropped.
    """
    if _fits(text, width, most_lines):
        return [text]
    parts, pieces, start = list(_parts(text, width, most_lines)), list[str](), 0
    while start < len(parts):
        end = _reach(parts, start, width, most_lines)
        pieces.append("".join(parts[start:end]).strip("\n "))
        start = end
    return [piece for piece in pieces if piece] or [""]


def unique_heads(heads: Sequence[str]) -> list[str]:
    """Return heads as a table of Excel needs them: one line, not empty, not too long, no two alike."""
    given: list[str] = []
    for head in heads:
        plain = _plain_head(head) or "-"
        plain = plain[: LONGEST_HEAD - 1] + "…" if is_long_head(head) else plain
        turn, name = 1, plain
        while name.lower() in {known.lower() for known in given}:
            turn += 1
            name = f"{plain} ({turn})"
        given.append(name)
    return given


def is_long_head(head: str) -> bool:
    """Return whether a head is longer than Excel takes, so that its whole text must stand elsewhere."""
    return len(_plain_head(head)) > LONGEST_HEAD


class SheetNames:
    """Gives each sheet a name that Excel accepts and no other sheet bears."""

    def __init__(self) -> None:
        # Excel keeps this name for itself.
        self._taken = {"history"}

    def give(self, heading: str) -> str:
        """Return the heading, cut between words and with a number behind it if it must be."""
        # A quote ends a name in a reference to its cells.
        plain = "".join(" " if letter in "[]:*?/\\" else letter for letter in one_line(heading).replace("'", "’"))
        plain = plain.strip() or "-"
        turn, name = 1, _cut_name(plain, LONGEST_SHEET_NAME)
        while name.casefold() in self._taken:
            turn += 1
            name = f"{_cut_name(plain, LONGEST_SHEET_NAME - 4)} {turn}"
        self._taken.add(name.casefold())
        return name


class TableNames:
    """Gives each table a name by which formulas of analysts may call it, and no other table bears."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def give(self, name: str) -> str:
        """Return the name in letters that Excel takes, with a number behind it if it must be."""
        plain = "table_" + re.sub("[^A-Za-z0-9_]", "_", name)[:LONGEST_HEAD]
        turn, given = 1, plain
        while given.lower() in self._taken:
            turn += 1
            given = f"{plain}_{turn}"
        self._taken.add(given.lower())
        return given


def _plain_head(head: str) -> str:
    return _ESCAPE.sub("_ ", " ".join(clean_text(head).split()))


def _fits(text: str, width: float, most_lines: int) -> bool:
    return len(text) <= LONGEST_CELL and count_lines(text, width) <= most_lines


def _reach(parts: Sequence[str], start: int, width: float, most_lines: int) -> int:
    """Return where a piece ends that begins at a part: the first part goes in, and all that fit behind it."""
    end, step, letters = start + 1, 0, 0.0
    # The first step is to where most texts of so many letters end.
    while start + step < len(parts) and letters < most_lines * width * 0.7:
        letters += len(parts[start + step])
        step += 1
    # The last few words are not worth a look each.
    least = step // 16
    while step > least:
        if end + step <= len(parts) and _fits("".join(parts[start : end + step]).strip("\n "), width, most_lines):
            end += step
        else:
            step //= 2
    return end


def _parts(text: str, width: float, most_lines: int) -> Iterator[str]:
    for line in text.splitlines(keepends=True):
        is_short = _fits(line.rstrip("\n"), width, most_lines // 2)
        yield from [line] if is_short else _chunks(line, max(1, min(60, int(width * LETTERS_A_UNIT))))


def _chunks(line: str, longest: int) -> Iterator[str]:
    # A word of a thousand letters is no word: it must not be wider than a row is high.
    for word in split_words(line):
        yield from (word[start : start + longest] for start in range(0, len(word), longest))


def _count_wrapped(line: str, letters: float) -> int:
    """Count the lines as a program breaks them: between words, and within a word that is wider than a line."""
    runs = [_words(run) for run in _RUNS.findall(line)]
    if sum(wide for words in runs for wide, _, _ in words) <= letters:
        return 1
    lines, used = 1, 0.0
    for wide, is_endless, is_space in chain.from_iterable(runs):
        if is_endless:
            turns = ceil((used + wide) / letters) - 1
            lines, used = lines + turns, used + wide - turns * letters
        elif used + wide > letters and not is_space:
            lines += ceil(wide / letters) - (used == 0)
            used = wide % letters if wide > letters else wide
        else:
            used += wide
    return lines


def _words(run: str) -> tuple[tuple[float, bool, bool], ...]:
    """Return of each word of a run, or of a space: its width, whether it has no end, whether it is space.

    A run that no sentence has is one word, for it takes long to look for its words.
    """
    return _measured(run) if len(run) <= LONGEST_RUN else ((_text_width(run), True, run.isspace()),)


@lru_cache(maxsize=20_000)
def _measured(run: str) -> tuple[tuple[float, bool, bool], ...]:
    return tuple((_text_width(word), False, word.isspace()) for word in split_words(run))


def _text_width(text: str) -> float:
    """Return the width in letters: marks above and below take none, wide ones take more."""
    return sum(map(_letter_width, text))


@lru_cache(maxsize=2000)
def _letter_width(letter: str) -> float:
    if unicodedata.category(letter) == "Mn":
        return 0.0
    return 2.0 if unicodedata.east_asian_width(letter) in "WF" else 1.2 if letter.isupper() else 1.0


def _cut_name(text: str, longest: int) -> str:
    if _units(text) <= longest:
        return text
    name = ""
    for word in split_words(text):
        if _units(name + word) > longest:
            break
        name += word
    name = name if name.strip() else text
    while _units(name) > longest:
        name = name[:-1]
    return name.strip()


def _units(text: str) -> int:
    """Return the length as Excel counts it."""
    return len(text.encode("utf-16-le")) // 2
