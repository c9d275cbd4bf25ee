"""Glyphs of a page read back as letters."""

from sarup.render.typst.textlayer import _spelled


def test_a_glyph_that_no_letter_is_known_of_spells_nothing() -> None:
    assert _spelled(b"[<0001000200000003>]TJ", ("ก", "ข")) == "ขก"
