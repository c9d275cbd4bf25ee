"""A PDF's hidden text, put right for Thai: every glyph says its own letter, whatever reads the file.

Typst maps each glyph of a cluster to the whole cluster's text and mends that with ActualText, which only some
viewers read. The font keeps its glyphs' names in the file, and a name tells the letter: so each glyph gets
its own. ActualText stays, since poppler would otherwise see gaps around kerned marks and no viewer could put
ำ together. But where a mark is raised, Typst begins a new run and says the text again, so that letters
double: there the mark moves back into the cluster's run, to the same point of the page.
"""

import io
import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

import pikepdf
from fontTools import agl  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

_OFFICIAL = "Sarabun"
# Older Thai fonts keep shifted and raised marks at U+F700 to U+F71A; these are the letters they stand for.
_SHIFTED = (
    "\u0e10\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b"
    "\u0e4c\u0e0d\u0e31\u0e4d\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a"
)
_LEGACY = {0xF700 + place: letter for place, letter in enumerate(_SHIFTED)}
# The official font names these forms without their code.
_NAMED = {
    "yoYingthai.less": "\u0e0d",
    "thoThanthai.less": "\u0e10",
    "doChadathai.short": "\u0e0e",
    "toPatakthai.short": "\u0e0f",
    "loChulathai.short": "\u0e2c",
}
# In a page's content: where a run of letters begins, a cluster with its ActualText, a run of one piece.
_STEP = re.compile(
    rb"1 0 0 -1 (?P<x>\S+) (?P<y>\S+) cm"
    rb"|/Span<</ActualText<FEFF(?P<text>[0-9A-F]*)>>>BDC(?P<shown>.*?)\nEMC"
    rb"|BT(?P<alone> 0 Tr/\S+ \S+ Tf 1 0 0 -1 \S+ \S+ Tm(?:(?!/Span).){1,40}?T[jJ])\nET",
    re.DOTALL,
)
_BACKED = re.compile(
    rb"(?P<before>/\S+ (?P<size>[0-9.]+) Tf 1 0 0 -1 \S+ \S+ Tm\[(?:(?! T[fm]|\]TJ).)*?)"
    rb"(?<![-.0-9])(?P<back>[1-9][0-9]{2,}|[5-9][0-9])"
    rb"(?P<mark>\((?:\\[0-7]{3}|\\.|[^\\()]){2}\)|<[0-9A-Fa-f]{4}>)\]TJ\nEMC",
    re.DOTALL,
)
_PLACE = re.compile(rb"1 0 0 -1 (\S+) (\S+) Tm")
_END = b"\nEMC"
_FONT = re.compile(rb"/(\S+) [0-9.]+ Tf")
_STRING = re.compile(rb"\(((?:\\.|[^\\()]|\([^()]*\))*)\)|<([0-9A-Fa-f]*)>", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_CONTROLS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
# ำ is drawn as a ring and า.
_RING = "\u0e4d"
_DRAWN = {0xE33: "\u0e4d\u0e32"}
_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{blocks}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""

Letters = tuple[str, ...]
Origin = tuple[bytes, bytes]
Place = tuple[int, int]


class _Alphabet:
    """The letters of a font's glyphs; remembers what it has spelled, for a report shows the same syllables often."""

    def __init__(self, letters: Letters) -> None:
        self._letters = letters
        self._spelled: dict[bytes, Counter[str]] = {}
        self._missing: dict[tuple[bytes, bytes], Counter[str]] = {}

    def spell(self, shown: bytes) -> Counter[str]:
        """Return the letters that the glyphs shown in a piece of content spell; nobody may change them."""
        strings = _strings(shown)
        if strings not in self._spelled:
            self._spelled[strings] = Counter(_spelled(strings, self._letters))
        return self._spelled[strings]

    def missing(self, text: bytes, shown: bytes) -> Counter[str]:
        """Return the letters of a text in hexadecimal that the glyphs shown do not spell; nobody may change them."""
        key = text, _strings(shown)
        if key not in self._missing:
            actual = bytes.fromhex(text.decode()).decode("utf-16-be")
            self._missing[key] = Counter(actual.translate(_DRAWN)) - self.spell(shown)
        return self._missing[key]


@dataclass(frozen=True)
class _Cluster:
    """A consonant with its vowels and marks: its text in hexadecimal, how it is drawn so far, where in the content."""

    text: bytes
    shown: bytes
    alphabet: _Alphabet
    origin: Origin
    place: Place

    @cached_property
    def missing(self) -> Counter[str]:
        """Return the letters of the text that are not drawn yet; most clusters are never asked."""
        return self.alphabet.missing(self.text, self.shown)

    def belongs_to(self, begun: "_Cluster") -> bool:
        """Tell whether this is drawn apart from another cluster that still lacks it."""
        if self.text not in (b"", begun.text) or self.alphabet is not begun.alphabet or not begun.missing:
            return False
        return self.alphabet.spell(self.shown) <= begun.missing


def repair_text_layer(raw: bytes) -> bytes:
    """Return the PDF with each glyph of the official font mapped to its own letters; the same bytes again."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        alphabets = {font.objgen: _mend_font(pdf, font) for font in _official_fonts(pdf)}
        for page in pdf.pages:
            known = _known_fonts(page, alphabets)
            page.Contents.write(_mend_page(page.Contents.read_bytes(), known))
        mended = io.BytesIO()
        pdf.save(mended, deterministic_id=True, fix_metadata_version=False)
    return mended.getvalue()


def _official_fonts(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    fonts = [held for held in pdf.objects if isinstance(held, pikepdf.Dictionary) and held.get("/Subtype") == "/Type0"]
    return [font for font in fonts if _OFFICIAL in str(font.BaseFont)]


def _known_fonts(page: pikepdf.Page, alphabets: dict[tuple[int, int], _Alphabet]) -> dict[bytes, _Alphabet]:
    fonts = page.Resources.get("/Font", pikepdf.Dictionary()).items()
    return {name[1:].encode(): alphabets[font.objgen] for name, font in fonts if font.objgen in alphabets}


def _mend_font(pdf: pikepdf.Pdf, font: pikepdf.Dictionary) -> _Alphabet:
    """Give the font a new ToUnicode and return the letters of its glyphs; Typst's codes are glyph numbers."""
    drawn = TTFont(io.BytesIO(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()), lazy=True)
    letters = tuple(_letters(name) for name in drawn.getGlyphOrder())
    font.ToUnicode = pdf.make_stream(_cmap(letters))
    return _Alphabet(letters)


def _letters(glyph: str) -> str:
    """Return the letters of a glyph by its name; a tone mark stands before the ring that with า makes ำ."""
    letters = _NAMED.get(glyph) or agl.toUnicode(glyph).translate(_LEGACY)
    return letters[::-1] if len(letters) == 2 and letters[0] == _RING else letters


def _cmap(letters: Letters) -> bytes:
    pairs = [(code, held.encode("utf-16-be").hex().upper()) for code, held in enumerate(letters) if held]
    lines = [f"<{code:04X}> <{held}>" for code, held in pairs]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    written = (f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return _CMAP.format(blocks="\n".join(written)).encode("ascii")


def _mend_page(content: bytes, fonts: dict[bytes, _Alphabet]) -> bytes:
    """Return a page's content with each cluster drawn, and its ActualText said, in one place."""
    mended: dict[Place, bytes] = {}
    origin: Origin = b"0", b"0"
    begun = None
    for step in _STEP.finditer(content):
        if step["x"]:
            origin = step["x"], step["y"]
            continue
        cluster = _read_cluster(step, fonts, origin)
        if begun and cluster and cluster.belongs_to(begun):
            actual = mended.get(begun.place) or content[slice(*begun.place)]
            mended[begun.place] = actual.removesuffix(_END) + _moved(cluster.shown, begun, origin) + _END
            mended[cluster.place] = b""
            begun = replace(begun, shown=begun.shown + cluster.shown)
        else:
            begun = cluster
    return _BACKED.sub(_fill_gap, _replaced(content, mended))


def _replaced(content: bytes, mended: dict[Place, bytes]) -> bytes:
    """Return the content with some places of it replaced."""
    written, at = [], 0
    for start, stop in sorted(mended):
        written += [content[at:start], mended[start, stop]]
        at = stop
    return b"".join([*written, content[at:]])


def _fill_gap(backed: re.Match[bytes]) -> bytes:
    """Return a last mark that is drawn further left, with as much space behind it.

    A cluster ends for poppler where its last glyph does; it would read the rest of the consonant as a blank.
    """
    space = float(backed["back"]) * float(backed["size"]) / 1000
    moved = backed["before"] + backed["back"]
    return b"%s]TJ %.5f Tc%sTj 0 Tc\nEMC" % (moved, space, backed["mark"])


def _read_cluster(step: re.Match[bytes], fonts: dict[bytes, _Alphabet], origin: Origin) -> _Cluster | None:
    """Return the cluster that a step of the content draws; a run of one piece has no text of its own."""
    shown = step["shown"] or step["alone"]
    font = _FONT.search(shown)
    if font is None or font[1] not in fonts:
        return None
    return _Cluster(step["text"] or b"", shown, fonts[font[1]], origin, step.span())


def _moved(shown: bytes, cluster: _Cluster, origin: Origin) -> bytes:
    """Return the same glyphs at the same point of the page, reckoned from where the cluster's run begins."""
    (x, y), (first_x, first_y) = map(float, origin), map(float, cluster.origin)
    right, down = x - first_x, first_y - y

    def place(matrix: re.Match[bytes]) -> bytes:
        """Return the matrix of a glyph, moved to where its run begins."""
        return b"1 0 0 -1 %.5f %.5f Tm" % (float(matrix[1]) + right, float(matrix[2]) + down)

    return _PLACE.sub(place, shown)


def _strings(shown: bytes) -> bytes:
    """Return the strings of glyphs in a piece of content, as written."""
    return b"".join(found[0] for found in _STRING.finditer(shown))


def _spelled(shown: bytes, letters: Letters) -> str:
    """Return what the glyphs shown in a piece of content spell."""
    codes = b"".join(
        bytes.fromhex(found[2].decode()) if found[2] is not None else _ESCAPE.sub(_unescape, found[1])
        for found in _STRING.finditer(shown)
    )
    numbers = (codes[at] << 8 | codes[at + 1] for at in range(0, len(codes) - 1, 2))
    return "".join(letters[number] for number in numbers if number < len(letters))


def _unescape(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    return bytes([int(sign, 8) & 0xFF]) if sign.isdigit() else _CONTROLS.get(sign, sign)
