"""An edition's name: in a file's name and in print."""

from sarup.phrases import Phrases


def edition_code(number: int | None, state: str = "closed") -> str:
    """Return an edition in Latin letters: preliminary (no number yet), final, corrected-1 and so on.

    >>> edition_code(None, "open"), edition_code(1), edition_code(3)
    ('preliminary', 'final', 'corrected-2')
    """
    if number is None and state == "open":
        return "preliminary"
    return f"corrected-{number - 1}" if number and number > 1 else "final"


def edition_label(number: int | None, phrases: Phrases, state: str = "closed") -> str:
    """Return an edition's name as it stands on the document."""
    name, _, count = edition_code(number, state).partition("-")
    return phrases.say(f"ed.{name}", n=phrases.number(count)) if count else phrases.texts[f"ed.{name}"]
