"""The lines of a PDF as they are printed, each in its cell, and which text of the report each of them ends in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pymupdf

# The next line of a cell stands at most so many points below.
MOST_LEADING = 22.0


@dataclass(frozen=True)
class Line:
    """One printed line of one cell: its text, its page, and its baseline in points from the page's top."""

    text: str
    page: int
    baseline: float

    def goes_on_in(self, other: "Line") -> bool:
        """Tell whether another line stands right below this one."""
        return other.page == self.page and 1 < other.baseline - self.baseline < MOST_LEADING


@dataclass(frozen=True)
class LineEnd:
    """Where a line ends inside a paragraph: the paragraph without white space, and the place in it."""

    paragraph: str
    at: int

    def __str__(self) -> str:
        return f"{self.paragraph[max(0, self.at - 25) : self.at]}|{self.paragraph[self.at : self.at + 25]}"


def printed_lines(path: Path) -> list[Line]:
    """Return the lines of all pages as MuPDF reads them, in the order in which they are drawn."""
    with pymupdf.open(path) as pdf:
        return [
            Line("".join(span["text"] for span in line["spans"]).strip(), number, line["spans"][0]["origin"][1])
            for number, page in enumerate(pdf)
            for block in page.get_text("dict", flags=pymupdf.TEXT_PRESERVE_WHITESPACE)["blocks"]
            for line in block["lines"]
        ]


def following(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """Yield each line with the one right below it, both without white space."""
    for line, after in pairwise(lines):
        if line.text and line.goes_on_in(after):
            yield "".join(line.text.split()), "".join(after.text.split())


def line_ends(lines: Sequence[Line], paragraphs: Sequence[str]) -> tuple[list[LineEnd], list[str]]:
    """Return the ends of lines inside paragraphs, and the pairs of lines that neither go on nor begin a paragraph."""
    bare = ["".join(paragraph.split()) for paragraph in paragraphs]
    found: list[LineEnd] = []
    unknown: list[str] = []
    for line, after in following(lines):
        inside = next((text for text in bare if line + after in text), None)
        if inside is not None:
            found.append(LineEnd(inside, inside.index(line + after) + len(line)))
        elif not any(text.startswith(after) for text in bare):
            unknown.append(f"{line}|{after}")
    return found, unknown
