"""A document that cannot be typeset is our own failure, told in the typesetter's words or by how it ended."""

from datetime import date

import pytest

from sarup.render.typst import typesetting
from sarup.render.typst.typesetting import TypesettingError, typeset_pdf


def test_what_the_typesetter_says_is_quoted() -> None:
    with pytest.raises(TypesettingError, match="unknown variable: nowhere"):
        typeset_pdf("#nowhere", date(2021, 10, 1))


def test_one_that_says_nothing_is_told_by_how_it_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "COMMAND", ["false"])
    with pytest.raises(TypesettingError, match="Typst ended with 1"):
        typeset_pdf("", date(2021, 10, 1))
