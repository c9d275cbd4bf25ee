"""Lines of the log as JSON, one a line, for a service manager's journal: what happened, with its parts as fields."""

import json
import logging
from datetime import datetime

from sarup.thai.times import BANGKOK

# What a record of ours or of a run bears besides its words.
FIELDS = ("program", "stage", "file", "division", "round", "verdict", "rule", "alarm", "flow_run_name", "task_run_name")


class JsonLine(logging.Formatter):
    """Writes a record as one JSON object: time in Bangkok, level, logger, message, and the fields it bears."""

    def __init__(self, *_: object) -> None:
        super().__init__()  # whatever format a configuration names

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = {
            "time": datetime.fromtimestamp(record.created, BANGKOK).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **{name: str(vars(record)[name]) for name in FIELDS if vars(record).get(name)},
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
