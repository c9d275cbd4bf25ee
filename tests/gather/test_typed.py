"""The text of a cell as it was typed."""

import pytest

from sarup.gather.typed import typed_text


@pytest.mark.parametrize(
    ("kind", "stored", "typed"),
    [
        ("text", " ก ", "ก"), ("text", " -   ", " -   "), ("text", "\u00a0", ""), ("percent", "0.6", "60%"),
        ("boolean", "1", "TRUE"), ("boolean", "0", "FALSE"), ("error", "#N/A", ""),
        ("text", "ก" * 32_767, "ก" * 32_767), ("text", "ก" * 32_768, ""),
    ],
)  # fmt: skip
def test_white_space_around_a_text_is_none_of_it_but_a_nought_of_accounting_keeps_its_own(
    kind: str, stored: str, typed: str
) -> None:
    assert typed_text(kind, stored) == typed
