"""What the parts of a Word document have in common, and its styles. Standard library only."""

from dataclasses import dataclass

from sarup.gather.container import Refusal
from sarup.gather.xml_part import Attributes, Meter, Part

STYLES = "word/styles.xml"
NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main ",
    "http://purl.oclc.org/ooxml/wordprocessingml/main ",
)
NEWER = "http://schemas.microsoft.com/office/word/2010/wordml "
OFF = ("0", "false", "off")
DEEPEST = 20


def local_name(name: str) -> str:
    """Return an element's name without Word's namespace; empty for one of another."""
    namespace, _, local = name.rpartition(" ")
    return local if f"{namespace} " in NAMESPACES else ""


def is_on(value: str) -> bool:
    """Tell what a switch says: one without a value is on."""
    return value not in OFF


class WordPart(Part):
    """Reads a part of a document by the names of its elements, at any depth; what was replaced is left out."""

    def __init__(self, meter: Meter, root: str) -> None:
        super().__init__(meter)
        self.root, self.skipped, self.space = root, 0, ""

    def start(self, name: str, attributes: Attributes) -> None:
        """Take the beginning of an element."""
        self.elements += 1
        self.depth += 1
        if self.depth > self.limits.depth:
            raise Refusal("S05", f"over {self.limits.depth} elements deep")
        local = local_name(name)
        if self.depth == 1 and local != self.root:
            raise Refusal("S01", f"unexpected root {name[:80]}")
        if self.skipped or self.is_left_out(name, local):
            self.skipped += 1
            return
        self.space = name.rpartition(" ")[0]
        self.text.clear()
        if local:
            self.take(local, attributes, self.attribute(attributes, "val"))
        else:
            self.take_other(name, attributes)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self.depth -= 1
        if self.skipped:
            self.skipped -= 1
        else:
            self.leave(local_name(name))

    def attribute(self, attributes: Attributes, name: str) -> str:
        """Return an attribute in the namespace of its element, empty where it has none."""
        return attributes.get(f"{self.space} {name}", "")

    def is_left_out(self, name: str, local: str) -> bool:
        """Tell what was so before a change, and the second version of a drawing for old programs."""
        return local.endswith("Change") or name.endswith("/2006 Fallback")

    def take(self, local: str, attributes: Attributes, value: str) -> None:
        """Take an element by its name; `value` is its attribute val."""

    def take_other(self, name: str, attributes: Attributes) -> None:
        """Take an element of another namespace by its full name."""

    def leave(self, local: str) -> None:
        """Take the end of an element."""


@dataclass
class Style:
    """What a style says of numbers and hidden text; `based_on` says the rest."""

    based_on: str = ""
    number: str = ""
    level: int | None = None
    is_hidden: bool | None = None


class Styles(WordPart):
    """The styles of a document by their codes; `default` is the paragraphs' that name none."""

    def __init__(self, meter: Meter) -> None:
        super().__init__(meter, "styles")
        self.styles: dict[str, Style] = {}
        self.style: Style | None = None
        self.default = ""

    def take(self, local: str, attributes: Attributes, value: str) -> None:
        """Take a style, or what belongs to the one in hand."""
        if local == "style":
            code = self.attribute(attributes, "styleId")
            self.style = self.styles.setdefault(code, Style())
            is_default = self.attribute(attributes, "default")
            if self.attribute(attributes, "type") == "paragraph" and is_default and is_on(is_default):
                self.default = code
        elif self.style is None:
            return
        elif local == "basedOn":
            self.style.based_on = value
        elif local == "numId":
            self.style.number = value
        elif local == "ilvl" and value.isdigit():
            self.style.level = int(value[:1])
        elif local == "vanish":
            self.style.is_hidden = is_on(value)

    def leave(self, local: str) -> None:
        """End the style in hand."""
        if local == "style":
            self.style = None

    def is_hidden(self, code: str) -> bool:
        """Tell whether a style, or the one that it is based on, hides its text."""
        return next((style.is_hidden for style in self.line(code) if style.is_hidden is not None), False)

    def number_of(self, code: str) -> tuple[str, int | None]:
        """Return the list and the level that a style numbers its paragraphs by; an empty text for none."""
        return next(((style.number, style.level) for style in self.line(code) if style.number), ("", None))

    def line(self, code: str) -> list[Style]:
        """Return a style and those that it is based on, nearest first."""
        found: list[Style] = []
        while code in self.styles and len(found) < DEEPEST:
            found.append(self.styles[code])
            code = found[-1].based_on
        return found
