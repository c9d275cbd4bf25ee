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
Point = tuple[float, float]


@dataclass(frozen=True)
class _Cluster:
    """A consonant with its vowels and marks: its text, the letters drawn so far, its place in the content."""

    text: str
    drawn: Counter[str]
    origin: Point
    place: int

    def belongs_to(self, begun: "_Cluster") -> bool:
        """Tell whether this is drawn apart from another cluster that still lacks it."""
        return self.text in ("", begun.text) and self.drawn <= Counter(begun.text.translate(_DRAWN)) - begun.drawn


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


def _known_fonts(page: pikepdf.Page, alphabets: dict[tuple[int, int], Letters]) -> dict[bytes, Letters]:
    fonts = page.Resources.get("/Font", pikepdf.Dictionary()).items()
    return {name[1:].encode(): alphabets[font.objgen] for name, font in fonts if font.objgen in alphabets}


def _mend_font(pdf: pikepdf.Pdf, font: pikepdf.Dictionary) -> Letters:
    """Give the font a new ToUnicode and return the letters of its glyphs; Typst's codes are glyph numbers."""
    drawn = TTFont(io.BytesIO(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()), lazy=True)
    letters = tuple(_letters(name) for name in drawn.getGlyphOrder())
    font.ToUnicode = pdf.make_stream(_cmap(letters))
    return letters


def _letters(glyph: str) -> str:
    return _NAMED.get(glyph) or agl.toUnicode(glyph).translate(_LEGACY)


def _cmap(letters: Letters) -> bytes:
    pairs = [(code, held.encode("utf-16-be").hex().upper()) for code, held in enumerate(letters) if held]
    lines = [f"<{code:04X}> <{held}>" for code, held in pairs]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    written = (f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return _CMAP.format(blocks="\n".join(written)).encode("ascii")


def _mend_page(content: bytes, fonts: dict[bytes, Letters]) -> bytes:
    """Return a page's content with each cluster drawn, and its ActualText said, in one place."""
    written: list[bytes] = []
    at, origin, begun = 0, (0.0, 0.0), None
    for step in _STEP.finditer(content):
        written += [content[at : step.start()], step[0]]
        at = step.end()
        if step["x"]:
            origin = float(step["x"]), float(step["y"])
            continue
        cluster = _read_cluster(step, fonts, origin, len(written) - 1)
        if begun and cluster and cluster.belongs_to(begun):
            shown = _moved(step["shown"] or step["alone"], begun, origin)
            written[begun.place] = written[begun.place].removesuffix(_END) + shown + _END
            written[cluster.place] = b""
            begun = replace(begun, drawn=begun.drawn + cluster.drawn)
        else:
            begun = cluster
    return _BACKED.sub(_fill_gap, b"".join([*written, content[at:]]))


def _fill_gap(backed: re.Match[bytes]) -> bytes:
    """Return a last mark that is drawn further left, with as much space behind it.

    A cluster ends for poppler where its last glyph does; it would read the rest of the consonant as a blank.
    """
    space = float(backed["back"]) * float(backed["size"]) / 1000
    moved = backed["before"] + backed["back"]
    return b"%s]TJ %.5f Tc%sTj 0 Tc\nEMC" % (moved, space, backed["mark"])


def _read_cluster(step: re.Match[bytes], fonts: dict[bytes, Letters], origin: Point, place: int) -> _Cluster | None:
    """Return the cluster that a step of the content draws; a run of one piece has no text of its own."""
    shown = step["shown"] or step["alone"]
    font = _FONT.search(shown)
    if font is None or font[1] not in fonts:
        return None
    text = bytes.fromhex((step["text"] or b"").decode()).decode("utf-16-be")
    return _Cluster(text, Counter(_spelled(shown, fonts[font[1]])), origin, place)


def _moved(shown: bytes, cluster: _Cluster, origin: Point) -> bytes:
    """Return the same glyphs at the same point of the page, reckoned from where the cluster's run begins."""
    right, down = origin[0] - cluster.origin[0], cluster.origin[1] - origin[1]

    def place(matrix: re.Match[bytes]) -> bytes:
        return b"1 0 0 -1 %.5f %.5f Tm" % (float(matrix[1]) + right, float(matrix[2]) + down)

    return _PLACE.sub(place, shown)


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
