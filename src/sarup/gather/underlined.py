"""Lines that somebody underlined from end to end, as one does with the headings inside a narrative."""

from collections.abc import Iterable


def underlined_lines(runs: Iterable[tuple[str, bool]]) -> list[str]:
    """Return the lines of a text in runs (letters, whether underlined) whose every letter is underlined.

    Spaces count neither way. A word underlined within a line is emphasis that the report does not set.

    >>> underlined_lines([("หัวข้อ", True), ("\\nก ", False), ("ข", True)])
    ['หัวข้อ']
    """
    lines: list[list[tuple[str, bool]]] = [[]]
    for text, is_underlined in runs:
        first, *others = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        lines[-1].append((first, is_underlined))
        lines += [[(other, is_underlined)] for other in others]
    joined = [("".join(text for text, _ in line).strip(), line) for line in lines]
    return [shown for shown, line in joined if shown and all(mark or not text.strip() for text, mark in line)]
