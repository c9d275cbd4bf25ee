"""The one clock of all flows."""

from datetime import datetime

from sarup.thai.times import BANGKOK


def now() -> datetime:
    """Return the time in Bangkok."""
    return datetime.now(BANGKOK)
