"""Texts as markup: breaks between Thai words and never inside them, typed lists that hang, figures that are links."""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from markupsafe import Markup, escape

from sarup.render.content.origins import SUMMARY
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
_NEVER_FIRST = frozenset("ๆฯ)”]’,.:;!?")
_NEVER_LAST = frozenset("(“[‘")
_COMBINING = re.compile(r"[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")


def mark_words(text: str) -> Markup:
    """Return the text with line ends forbidden inside Thai words.

    Only tags are added: the text content is the text itself, so that a search on the page still finds it. Between
    words the browser's own dictionary ends lines; a <wbr> there would be read aloud and in braille as a space.
    """
    return _mark_text(text, None)


def mark_lines(text: str, underlined: Collection[str] = ()) -> Markup:
    """Return a cell's text with each of its lines a paragraph; typed list numerals hang, a blank prints "-".

    Lines that stand among those of `underlined` are underlined. The line breaks stay between the paragraphs, so that
    the text content is the text itself.
    """
    if not text.strip() or text.strip() == "-":
        return Markup('<p class="none">-</p>')
    return Markup("\n").join(_mark_line(line, line.strip() in underlined) for line in text.split("\n"))


def mark_figures(text: str, items: Sequence[tuple[str, str]], title: str = "") -> Markup:
    """Return a paragraph of the summary with each number a link: to the item's origins where it speaks of an item."""
    codes = {text: code for text, code in items}
    pattern = "|".join(re.escape(one) for one in sorted(codes, key=len, reverse=True))
    pieces = re.split(f"({pattern})", text) if pattern else [text]
    marked = (_mark_text(piece, _link_opening(codes.get(piece, SUMMARY), title)) for piece in pieces)
    return Markup("<p>{}</p>").format(Markup().join(marked))


def link_figure(shown: str | Markup, origin: str, title: str = "") -> Markup:
    """Return a figure as a link to the list of origins of this name."""
    return _link_opening(origin, title) + escape(shown) + Markup("</a>")


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


def _link_opening(origin: str, title: str) -> Markup:
    tooltip = Markup(' title="{}"').format(title) if title else Markup()
    return Markup('<a class="figure" href="#origin-{}"{}>').format(origin, tooltip)


@lru_cache(8_192)  # letters say the same sentences to many
def _mark_text(text: str, opening: Markup | None) -> Markup:
    pieces = _LINK.split(_UNPRINTABLE.sub("\ufffd", text))
    marked = (_mark_link(piece) if place % 2 else _mark_phrase(piece, opening) for place, piece in enumerate(pieces))
    return Markup().join(marked)


def _mark_link(link: str) -> Markup:
    return Markup("<wbr>").join(escape(piece) for piece in _AFTER_LINK_MARK.split(link))


def _mark_phrase(phrase: str, opening: Markup | None) -> Markup:
    kept = glue(split_words(phrase)) if phrase else []
    tokens = _whole_numbers([word for token in kept for word in _narrow(token)])
    # Safe, and ten times as fast as Markup's own join: every token is markup by now.
    return Markup("".join(_mark_token(token, opening) for token in tokens))


def _whole_numbers(tokens: Sequence[str]) -> list[str]:
    """Return the tokens joined where a boundary would cut a number, which is one link."""
    text = "".join(tokens)
    inside = {at for found in _NUMBER.finditer(text) for at in range(found.start() + 1, found.end())}
    joined: list[str] = []
    at = 0
    for token in tokens:
        if at in inside:
            joined[-1] += token
        else:
            joined.append(token)
        at += len(token)
    return joined


@lru_cache(8_192)
def _mark_token(token: str, opening: Markup | None) -> Markup:
    marked = _mark_numbers(token, opening) if opening else escape(token)
    if len(token) < 2 or not any(map(_is_thai, token)) or _width(token) > WIDEST_KEPT_TOKEN:
        return marked
    return Markup(f"<span>{marked}</span>")  # safe: markup within a tag


def _narrow(token: str) -> list[str]:
    """Return the words of a token that is too wide to be kept whole; what begins no line stays with the word before."""
    if _width(token) <= WIDEST_KEPT_TOKEN:
        return [token]
    words: list[str] = []
    for word in split_words(token):
        if words and (word[0] in _NEVER_FIRST or words[-1][-1] in _NEVER_LAST):
            words[-1] += word
        else:
            words.append(word)
    return words


def _mark_numbers(token: str, opening: Markup) -> Markup:
    pieces = _NUMBER.split(token)
    return Markup().join(
        opening + piece + Markup("</a>") if place % 2 else escape(piece) for place, piece in enumerate(pieces)
    )


def _is_thai(letter: str) -> bool:
    return "\u0e01" <= letter <= "\u0e5b"


def _width(token: str) -> int:
    return len(_COMBINING.sub("", token))


def _mark_line(line: str, is_underlined: bool) -> Markup:
    marked = Markup("<u>{}</u>").format(mark_words(line)) if is_underlined else mark_words(line)
    found = _TYPED_MARK.match(line)
    if not found:
        return Markup("<p>{}</p>").format(marked)
    level = ' class="hang inner"' if found["indent"] else ' class="hang"'
    # Safe: nothing of the text itself but the length of its list mark stands in the tag.
    tag = Markup(f'<p{level} style="--mark:{_width(found["mark"]) + 1}">')
    return tag + marked + Markup("</p>")
