"""Sheets whose rows go on growing: a height that a file gives is otherwise kept whatever is typed."""

from collections.abc import Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]


class GrowingSheet(Worksheet):  # type: ignore[misc]
    """A sheet whose rows have a height to begin with and still grow when somebody types more into them."""

    def _xml_start_tag_unencoded(self, tag: str, attributes: Sequence[tuple[str, Any]] = ()) -> None:
        super()._xml_start_tag_unencoded(tag, _growing(tag, attributes))

    def _xml_empty_tag_unencoded(self, tag: str, attributes: Sequence[tuple[str, Any]] = ()) -> None:
        super()._xml_empty_tag_unencoded(tag, _growing(tag, attributes))


def _growing(tag: str, attributes: Sequence[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return [one for one in attributes if (tag, one[0]) != ("row", "customHeight")]
