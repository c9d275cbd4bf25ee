"""Reads one XML part of a workbook within bounds: no document type, few elements, names and levels."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import NoReturn, Self
from xml.parsers import expat

from sarup.gather.container import Container, Limits, Refusal
from sarup.gather.stored_values import decode_escapes
from sarup.gather.underlined import underlined_lines

Attributes = Mapping[str, str]

NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/package/2006/relationships",
)
NO_MEMORY = expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]
LEVELS = 9
ENCODINGS = ("UTF-8", "UTF-16", "US-ASCII", "ISO-8859-1")


@cache
def full_names(tag: str) -> frozenset[str]:
    """Return the names by which the parser calls an element of ours."""
    return frozenset(f"{namespace} {tag}" for namespace in NAMESPACES)


class Meter:
    """What one file has used so far of its limits, over all parts."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.elements = self.cells = self.chars = 0


class Part:
    """Reads one XML part. Elements count by name *and* depth: nothing smuggled in elsewhere is read."""

    def __init__(self, meter: Meter) -> None:
        self.meter, self.limits = meter, meter.limits
        self.depth = 0
        self.elements = self.text_began = 0
        self.text: list[str] = []
        self.pieces: list[str] = []
        self.in_rich_text = self.in_run = self.is_underlined = False
        self.underlined_pieces: set[int] = set()
        self.underlined: set[str] = set()
        self.opening: list[dict[str, Callable[[Attributes], object]]] = [{} for _ in range(LEVELS)]
        self.closing: list[dict[str, Callable[[], object]]] = [{} for _ in range(LEVELS)]

    def on(
        self,
        depth: int,
        tag: str,
        opening: Callable[[Attributes], object],
        closing: Callable[[], object] | None = None,
    ) -> None:
        """Have an element read; one at depth 1 allows the root."""
        for name in full_names(tag):
            self.opening[depth][name] = opening
            if closing:
                self.closing[depth][name] = closing

    def on_text(self, depth: int, tag: str, closing: Callable[[], object] | None = None) -> None:
        """Gather the text and the runs of a rich text in an element at `depth`; phonetic hints are neither."""
        self.on(depth, tag, self.start_rich_text, closing or self.end_rich_text)
        self.on(depth + 1, "t", self.start_text, self.end_text)
        self.on(depth + 1, "r", lambda _: self.mark_run(True), lambda: self.mark_run(False))
        self.on(depth + 2, "t", self.start_text, self.end_run)
        self.on(depth + 3, "u", self.underline_run)

    def start_rich_text(self, _: Attributes) -> None:
        """Begin to gather; programs differ in which of two texts in one place they read."""
        if self.pieces:
            raise Refusal("S01", "two texts in one place")
        self.underlined_pieces.clear()
        self.in_rich_text = True

    def end_rich_text(self) -> None:
        """Gather no more."""
        self.in_rich_text = False

    def mark_run(self, inside: bool) -> None:
        """Tell a run of a rich text from a phonetic hint; a run begins without an underline."""
        self.in_run, self.is_underlined = inside, False

    def underline_run(self, attributes: Attributes) -> None:
        """Take note that the run in hand is underlined, singly or doubly."""
        self.is_underlined = self.in_run and attributes.get("val") != "none"

    def end_run(self) -> None:
        """Keep the text of a run; that of a phonetic hint stands at the same depth."""
        if self.in_run:
            if self.is_underlined:
                self.underlined_pieces.add(len(self.pieces))
            self.end_text()

    def start_text(self, _: Attributes) -> None:
        """Forget the white space between elements."""
        self.text.clear()
        self.text_began = self.elements

    def end_text(self) -> None:
        """Keep a run's text."""
        self.check_pure_text()
        if self.in_rich_text:
            text = self.text
            self.pieces.append(text[0] if len(text) == 1 else "".join(text))

    def check_pure_text(self) -> None:
        """Raise Refusal when elements stand inside a text or value: programs read such a one differently."""
        if self.elements != self.text_began:
            raise Refusal("S01", "an element inside a text")

    def joined(self) -> str:
        """Return the runs as one text and start anew."""
        pieces = self.pieces
        text = pieces[0] if len(pieces) == 1 else "".join(pieces)
        if self.underlined_pieces:
            runs = [(decode_escapes(piece), n in self.underlined_pieces) for n, piece in enumerate(pieces)]
            self.underlined.update(underlined_lines(runs))
            self.underlined_pieces.clear()
        pieces.clear()
        return decode_escapes(text)

    def read(self, container: Container, name: str) -> Self:
        """Feed the part to a parser that refuses document types, and return self."""
        parser = expat.ParserCreate(None, " ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.text.append
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.XmlDeclHandler = _check_encoding
        try:
            self._feed(parser, self.pieces_of(container, name), name)
        except (expat.ExpatError, UnicodeError) as error:
            if getattr(error, "code", 0) == NO_MEMORY:
                raise MemoryError from error
            raise Refusal("S01", f"{name}: {error}") from error
        return self

    def pieces_of(self, container: Container, name: str) -> Iterable[bytes]:
        """Return the part's bytes for the parser, piece by piece."""
        return container.read(name)

    def _feed(self, parser: expat.XMLParserType, pieces: Iterable[bytes], name: str) -> None:
        fed, limits = 0, self.limits
        for piece in pieces:
            parser.Parse(piece, False)
            fed += len(piece)
            # Expat 2.5 scans an unfinished token again with every piece: quadratic time on a long one.
            if fed - max(parser.CurrentByteIndex, 0) > limits.token_bytes:
                raise Refusal("S05", f"{name} has a token of over {limits.token_bytes} bytes")
            self.check_amounts()
            # Expat and Python keep every name they meet until the end of the part.
            if len(parser.intern) > limits.names:
                raise Refusal("S05", f"over {limits.names} names of elements and attributes")
        parser.Parse(b"", True)
        self.check_amounts()
        self.add_amounts()

    def check_amounts(self) -> None:
        """Raise Refusal when this part and those before it hold too much; called for every piece."""
        most = self.limits.elements
        if self.meter.elements + self.elements > most or len(self.text) > most:
            raise Refusal("S34", f"over {most} elements", "cells")

    def add_amounts(self) -> None:
        """Charge the meter with this part."""
        self.meter.elements += self.elements

    def start(self, name: str, attributes: Attributes) -> None:
        """Take the beginning of an element."""
        self.elements += 1
        depth = self.depth = self.depth + 1
        action = self.opening[depth].get(name) if depth < LEVELS else None
        if action is not None:
            action(attributes)
        elif depth == 1:
            raise Refusal("S01", f"unexpected root {name}")
        elif depth > self.limits.depth:
            raise Refusal("S05", f"over {self.limits.depth} elements deep")

    def end(self, name: str) -> None:
        """Take the end of an element."""
        depth = self.depth
        self.depth = depth - 1
        action = self.closing[depth].get(name) if depth < LEVELS else None
        if action is not None:
            action()


def _refuse_doctype(name: str, system: str | None, public: str | None, internal: int) -> NoReturn:
    raise Refusal("S05", f"document type {name[:40]!r}")


def _check_encoding(version: str, encoding: str | None, standalone: int) -> None:
    if encoding and encoding.upper() not in ENCODINGS:
        raise Refusal("S01", f"encoding {encoding[:40]!r}")
