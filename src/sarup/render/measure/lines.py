"""How words share a line of a known width: which piece may be boxed, and how many lines a cell will take."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from sarup.assets import asset_path
from sarup.thai.words import glue, split_words

MISSING, ELLIPSIS = "□", "…"
# Drawn from the second font, which the typesetter brings: Greek, Cyrillic and signs to tick lists with.
_SECOND_FONT = frozenset(map(chr, [*range(0x391, 0x3A2), *range(0x3A3, 0x3CA), *range(0x410, 0x450)])) | set(
    "□☐☑☒✓✔✗✘●○"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+")
_ADDRESS_PIECE = re.compile(r"[^/?&-]*[/?&-]+|[^/?&-]+")
_CLUSTER = re.compile(r".[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0300-\u036f]*\u0e33?", re.DOTALL)
_SPACES = re.compile(r"[ \t\r\n\xa0\u2000-\u200a\u202f\u3000]+")
_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\xad]")


@cache
def _advances(bold: bool = False) -> dict[str, float]:
    """Return the width in em of every character the official font draws."""
    font = TTFont(asset_path(f"templates/fonts/Sarabun-{'Bold' if bold else 'Regular'}.ttf"), lazy=True)
    metrics, units = font["hmtx"].metrics, font["head"].unitsPerEm
    marks = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0300-\u036f]")
    return {
        chr(code): 0.0 if marks.match(chr(code)) else metrics[glyph][0] / units
        for code, glyph in font.getBestCmap().items()
        if chr(code).isprintable()
    }


def printable(text: str) -> str:
    """Return the text with what no font here can draw shown as □, unseen marks gone and every space plain."""
    plain = _UNSEEN.sub("", _SPACES.sub(" ", text))
    known = _advances()
    return "".join(c if c in known or c in _SECOND_FONT else MISSING for c in plain)


@lru_cache(maxsize=50_000)
def width(text: str, bold: bool = False) -> float:
    """Return the text's width in em."""
    known = _advances(bold)
    return sum(known.get(character, 0.61) for character in text)


def pieces(text: str, room: float, bold: bool = False) -> list[str]:
    """Return the text as pieces that are never broken inside, none wider than `room` em; spaces stand alone.

    A web address comes apart after / ? & and -, a word wider than its cell wherever a letter ends.
    """
    return [part for run in _runs(printable(text)) for part in _fit(run, room, bold)]


def joined_phrases(parts: Sequence[str], room: float, bold: bool = False) -> list[str]:
    """Return pieces joined to what stands between two spaces, as a title breaks; what is wider stays in pieces.

    >>> joined_phrases(["กข", "คง", " ", "จฉ", "ชซ"], 3)
    ['กขคง', ' ', 'จฉชซ']
    """
    phrases: list[str] = []
    for is_space, group in groupby(parts, key=str.isspace):
        held = [*group]
        whole = "".join(held)
        phrases += [whole] if not is_space and width(whole, bold) <= room else held
    return phrases


def set_lines(parts: Sequence[str], room: float, hang: float = 0.0, bold: bool = False) -> list[str]:
    """Return the lines that the pieces fill when set ragged in `room` em, all but the first hanging.

    >>> set_lines(["กขค", " ", "งจฉ"], 2.5)
    ['กขค ', 'งจฉ']
    """
    lines, begun, used = [], 0, 0.0
    for at, part in enumerate(parts):
        wide = width(part, bold)
        if used + wide > room and part != " " and used > hang:
            lines.append("".join(parts[begun:at]))
            begun, used = at, hang
        used += wide
    return [*lines, "".join(parts[begun:])]


def count_lines(parts: Sequence[str], room: float, hang: float = 0.0, bold: bool = False) -> int:
    """Return how many lines the pieces fill when set ragged in `room` em, all but the first hanging."""
    return len(set_lines(parts, room, hang, bold))


def first_lines(parts: Sequence[str], room: float, most: int, bold: bool = False) -> list[str]:
    """Return the pieces that fill at most so many lines of `room` em, with "…" where others are left out.

    >>> first_lines(["กขค", " ", "งจฉ"], 2.5, 1)
    ['กขค', '…']
    """
    if count_lines(parts, room, bold=bold) <= most:
        return list(parts)

    def lines_of(kept: int) -> int:
        """Return how many lines so many pieces and the dots behind them fill."""
        return count_lines([*parts[:kept], ELLIPSIS], room, bold=bold)

    kept = parts[: bisect_right(range(1, len(parts)), most, key=lines_of)]
    return [*(kept[:-1] if kept and kept[-1] == " " else kept), ELLIPSIS]


def _runs(text: str) -> Iterator[str]:
    at = 0
    for found in _ADDRESS.finditer(text):
        yield from _words(text[at : found.start()])
        yield from _ADDRESS_PIECE.findall(found[0])
        at = found.end()
    yield from _words(text[at:])


def _words(text: str) -> list[str]:
    return glue(split_words(text)) if text else []


def _fit(run: str, room: float, bold: bool) -> Iterator[str]:
    if run.isspace():
        yield " "
    elif width(run, bold) <= room:
        yield run
    elif " " in run.strip():
        for part in re.split(r"( +)", run):
            yield from _fit(part, room, bold) if part else ()
    else:
        yield from _cut(run, room, bold)


def _cut(run: str, room: float, bold: bool) -> Iterator[str]:
    """Cut a run at its words if it has several that fit, otherwise between letters with their marks."""
    words = split_words(run)
    whole = len(words) > 1 and all(width(word, bold) <= room for word in words)
    kept = ""
    for part in words if whole else _CLUSTER.findall(run):
        if kept and width(kept + part, bold) > room:
            yield kept
            kept = ""
        kept += part
    if kept:
        yield kept
