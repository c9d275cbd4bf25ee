"""What the office must know although nobody asked: a text in HOME/alarms and a line in the log, each thing once."""

import logging
from datetime import datetime
from pathlib import Path

ALARMS = "alarms"
LOGGER = logging.getLogger("sarup.alarms")


def tell_office(home: Path, key: str, text: str, at: datetime) -> bool:
    """Tell the office a thing, by a key that names it for good; return whether it was not told before."""
    path = home / ALARMS / f"{key}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(f"{at.isoformat(timespec='seconds')}\n{text}\n")
    except FileExistsError:
        return False
    LOGGER.error("%s", text, extra={"alarm": key})
    return True
