"""What a run of a Word document looks like in the end, read from the bare XML by the rules of inheritance."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


class WordReader:
    """A Word file as its parts of XML."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as packed:
            self.parts = {name: etree.fromstring(packed.read(name)) for name in packed.namelist() if _is_xml(name)}
        styles = self.parts["word/styles.xml"]
        self._styles = {style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style")}
        self._defaults = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        (self._normal,) = (
            name
            for name, style in self._styles.items()
            if style.get(f"{W}default") == "1" and style.get(f"{W}type") == "paragraph"
        )

    def texts(self) -> Iterator[Any]:
        """Return the parts that hold printed text: the body, headers and footers."""
        for name, part in self.parts.items():
            if name == "word/document.xml" or name.startswith(("word/header", "word/footer")):
                yield part

    def runs(self) -> Iterator[tuple[str, dict[str, str | None]]]:
        """Return the text of every run, and what holds for it: font, size, weight and language."""
        for part in self.texts():
            for run in part.iter(f"{W}r"):
                text = "".join(held.text or "" for held in run.iter(f"{W}t"))
                if text.strip():
                    yield text, self.look(run)

    def look(self, run: Any) -> dict[str, str | None]:
        """Return the properties in force: those of the run before its style's, its paragraph's and the defaults."""
        paragraph = next(run.iterancestors(f"{W}p"))
        layers = [
            run.find(f"{W}rPr"),
            *self._chain(_value(run, "rPr", "rStyle")),
            *self._chain(_value(paragraph, "pPr", "pStyle") or self._normal),
            self._defaults,
        ]
        look: dict[str, str | None] = {}
        for layer in layers:
            for child in [] if layer is None else layer:
                for key, value in child.attrib.items() or [(f"{W}val", "1")]:
                    look.setdefault(f"{etree.QName(child).localname}.{etree.QName(key).localname}", value)
        return look

    def _chain(self, name: str | None) -> Iterator[Any]:
        while name is not None:
            style = self._styles[name]
            yield style.find(f"{W}rPr")
            based = style.find(f"{W}basedOn")
            name = None if based is None else based.get(f"{W}val")


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def _value(element: Any, properties: str, name: str) -> str | None:
    found = element.find(f"{W}{properties}/{W}{name}")
    return None if found is None else found.get(f"{W}val")
