"""The report as one self-contained web page."""

import re
from base64 import b64encode
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from sarup.assets import asset_path
from sarup.render.cells import print_cell
from sarup.render.document import Document
from sarup.render.origins import SUMMARY
from sarup.thai.words import glue, split_words

# A token wider than this may be wider than its column, so the browser may break it where it sees fit.
WIDEST_KEPT_TOKEN = 14

_LINK = re.compile(r"((?:https?://|www\.)[^\s\u0e00-\u0e7f]+)", re.IGNORECASE)
_AFTER_LINK_MARK = re.compile(r"(?<=[/?&-])(?=[^/?&-])")
_TYPED_MARK = re.compile(
    r"(?P<indent>[ \t]*)"
    r"(?P<mark>\(?[๐-๙\d]+(?:\.[๐-๙\d]+)*[.)]|[๐-๙\d]+(?:\.[๐-๙\d]+)+|\(?[ก-ฮ]\)|[-–•])[ \t]"
)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NUMBER = re.compile(r"([0-9๐-๙][0-9๐-๙,]*(?:\.[0-9๐-๙]+)?)")
_COMBINING = re.compile(r"[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")


def write_html(document: Document, path: Path) -> None:
    """Write the report as one page that asks nothing of any other place; same document, same bytes."""
    page = (
        _environment()
        .get_template("report.html.j2")
        .render(
            document=document,
            origin_names={origins.name for origins in document.origins},
            origin_heads=document.origin_heads,
            # Cut down to Thai and Latin; other scripts fall back to the reader's own fonts.
            regular=font_data("Sarabun-Regular.woff2"),
            bold=font_data("Sarabun-Bold.woff2"),
        )
    )
    path.write_bytes(page.encode("utf-8", "replace"))


def mark_words(text: str) -> Markup:
    """Return the text with breaks allowed between Thai words and forbidden inside them.

    Only tags are added: the text content is the text itself, so that a search on the page still finds it.
    """
    pieces = _LINK.split(_UNPRINTABLE.sub("\ufffd", text))
    marked = (_mark_link(piece) if place % 2 else _mark_phrase(piece) for place, piece in enumerate(pieces))
    return Markup().join(marked)


def mark_lines(text: str) -> Markup:
    """Return a cell's text with each of its lines a paragraph; typed list numerals hang, a blank prints "-".

    The line breaks stay between the paragraphs, so that the text content is the text itself.
    """
    if not text.strip() or text.strip() == "-":
        return Markup('<p class="none">-</p>')
    return Markup("\n").join(_mark_line(line) for line in text.split("\n"))


def mark_figures(text: str, items: Sequence[tuple[str, str]]) -> Markup:
    """Return a paragraph of the summary with each number a link: to the item's origins where it speaks of an item."""
    said = {text: code for text, code in items}
    pattern = "|".join(re.escape(one) for one in sorted(said, key=len, reverse=True))
    pieces = re.split(f"({pattern})", text) if pattern else [text]
    marked = (_mark_numbers(piece, said.get(piece, SUMMARY)) for piece in pieces)
    return Markup("<p>{}</p>").format(Markup().join(marked))


def css_string(text: str) -> Markup:
    """Return the text as a CSS string in which every character but ASCII letters and digits is escaped.

    >>> css_string('a"</style>')
    Markup('"a\\\\22 \\\\3c \\\\2f style\\\\3e "')
    """
    escaped = re.sub(r"[^A-Za-z0-9]", lambda found: f"\\{ord(found[0]):x} ", _UNPRINTABLE.sub("", text))
    # Safe in <style>: neither quote, angle bracket nor ampersand is left.
    return Markup(f'"{escaped}"')


def page_counter(label: str, digits: str) -> Markup:
    """Return the page label ("หน้า {p} จาก {n}") as the value of CSS `content`."""
    style = "thai" if digits == "thai" else "decimal"
    counters = {"{p}": f"counter(page, {style})", "{n}": f"counter(pages, {style})"}
    parts = [part for part in re.split(r"(\{[pn]\})", label) if part]
    return Markup(" ").join(Markup(counters[part]) if part in counters else css_string(part) for part in parts)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(asset_path("templates/report")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(words=mark_words, lines=mark_lines, figures=mark_figures, css_string=css_string)
    environment.globals.update(print_cell=print_cell, page_counter=page_counter)
    return environment


@lru_cache(maxsize=2)
def font_data(name: str) -> str:
    """Return a font of the templates as base64, for a page that asks nothing of any other place."""
    return b64encode(asset_path(f"templates/fonts/{name}").read_bytes()).decode("ascii")


def _mark_link(link: str) -> Markup:
    return Markup("<wbr>").join(escape(piece) for piece in _AFTER_LINK_MARK.split(link))


def _mark_numbers(text: str, origin: str) -> Markup:
    pieces = _NUMBER.split(text)
    link = Markup('<a class="figure" href="#origin-{}">{}</a>')
    return Markup().join(
        link.format(origin, piece) if place % 2 else mark_words(piece) for place, piece in enumerate(pieces)
    )


def _mark_phrase(phrase: str) -> Markup:
    tokens = glue(split_words(phrase)) if phrase else []
    marked = [_mark_token(token) for token in tokens]
    joints = [_joint(left, right) for left, right in pairwise(tokens)] + [Markup()]
    return Markup().join(token + joint for token, joint in zip(marked, joints, strict=False))


def _mark_token(token: str) -> Markup:
    if len(token) < 2 or not any(map(_is_thai, token)) or _width(token) > WIDEST_KEPT_TOKEN:
        return escape(token)
    return Markup("<span>{}</span>").format(token)


def _joint(left: str, right: str) -> Markup:
    # Browsers use a dictionary of their own; the mark lets a line end between two of our words.
    may_break = (_is_thai(left[-1]) or left[-1] == "/") and _is_thai(right[0])
    return Markup("<wbr>") if may_break else Markup()


def _is_thai(letter: str) -> bool:
    return "\u0e01" <= letter <= "\u0e5b"


def _width(token: str) -> int:
    return len(_COMBINING.sub("", token))


def _mark_line(line: str) -> Markup:
    found = _TYPED_MARK.match(line)
    if not found:
        return Markup("<p>{}</p>").format(mark_words(line))
    level = ' class="hang inner"' if found["indent"] else ' class="hang"'
    # Safe: nothing of the text itself but the length of its list mark stands in the tag.
    tag = Markup(f'<p{level} style="--mark:{_width(found["mark"]) + 1}">')
    return tag + mark_words(line) + Markup("</p>")
