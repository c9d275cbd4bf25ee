"""Tables of generated pages."""

from collections.abc import Iterable


def table_line(cells: Iterable[str]) -> str:
    """Return one line of a table, its cells shown as they are: one line, no bar that would end one, no markup.

    >>> table_line(["a|b", "c"])
    '| a\\\\|b | c |'
    """
    return "| " + " | ".join(map(_escaped, cells)) + " |"


def _escaped(text: str) -> str:
    for character in "\\|<*`":
        text = text.replace(character, f"\\{character}")
    return " ".join(text.split())
