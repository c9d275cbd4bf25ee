"""Letters of Word's symbol fonts as what one sees there: ticks, boxes and bullets. Standard library only."""

TICKED, CROSSED, UNTICKED, TICK, CROSS, DOT = "☑", "☒", "☐", "✓", "✗", "•"
# By font and the last byte of its letter's code.
SYMBOLS = {
    "wingdings": {
        0x6F: UNTICKED, 0x70: UNTICKED, 0x71: UNTICKED, 0x72: UNTICKED, 0x78: CROSSED, 0xA8: UNTICKED, 0xFB: CROSS,
        0xFC: TICK, 0xFD: CROSSED, 0xFE: TICKED, 0xE0: "→", 0xE8: "→", 0x9F: DOT, 0xA7: "▪", 0xD8: "➢",
    },
    "wingdings 2": {
        0x4F: CROSS, 0x50: TICK, 0x51: CROSSED, 0x52: TICKED, 0x53: CROSSED, 0x54: CROSSED, 0x2A: UNTICKED,
        0xA3: UNTICKED, 0x97: DOT,
    },
    "webdings": {0x61: TICK, 0x63: UNTICKED, 0x72: CROSS},
    "symbol": {0xB7: DOT, 0xB3: "≥", 0xA3: "≤", 0xB4: "×", 0xB1: "±", 0xAE: "→", 0xD6: "√"},
}  # fmt: skip
PRIVATE = range(0xF000, 0xF100)


def symbol(font: str, code: int) -> str:
    """Return what a letter of a font looks like; a bullet for one that no table knows.

    >>> symbol("Wingdings", 0xF0FE), symbol("Wingdings 2", 0x50), symbol("Symbol", 0xF0B7), symbol("Arial", 0x41)
    ('☑', '✓', '•', 'A')
    """
    table = SYMBOLS.get(font.casefold())
    if table is None:
        return chr(code) if 0x20 <= code < 0xD800 else DOT
    return table.get(code & 0xFF, DOT)


def is_symbol_font(font: str) -> bool:
    """Tell a font whose letters are pictures."""
    return font.casefold() in SYMBOLS


def in_font(text: str, font: str) -> str:
    """Return a text typed in a symbol font as what one sees; spaces stay."""
    return "".join(letter if letter.isspace() else symbol(font, ord(letter)) for letter in text)


def bullet(text: str) -> str:
    """Return a list's bullet; letters of symbol fonts, which have no code of their own, are a dot or a tick."""
    ticks = {0xF0FC: TICK, 0xF0FE: TICKED, 0xF0A8: UNTICKED}
    return "".join(ticks.get(ord(one), DOT) if ord(one) in PRIVATE else one for one in text)
