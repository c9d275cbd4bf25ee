"""How far a run is, in Thai: the stage, and of one that goes file by file or agency by agency how many and how fast."""

import logging
from collections.abc import Callable

from sarup.phrases import Phrases

# What a stage goes through -> its sentence, and the seconds that its rate is told for: documents take seconds each.
UNITS = {"files": ("cli.files_done", 1), "agencies": ("cli.agencies_done", 60)}


class Progress:
    """Follows the messages of the pipeline; `clock` gives seconds."""

    def __init__(self, phrases: Phrases, clock: Callable[[], float]) -> None:
        self.phrases, self.clock = phrases, clock
        self.stage, self.began_at = "start", clock()
        self.share, self.done = 0.0, ""

    def follow(self, record: logging.LogRecord) -> bool:
        """Take in a message; return whether it tells how far the run is."""
        if stage := getattr(record, "stage", None):
            self.stage, self.began_at, self.share, self.done = stage, self.clock(), 0.0, ""
            return True
        for unit, (key, seconds) in UNITS.items():
            if counts := getattr(record, unit, None):
                done, total = counts
                self._count(done, total, key, seconds)
                return True
        return False

    def _count(self, done: int, total: int, key: str, seconds: int) -> None:
        passed, number = self.clock() - self.began_at, self.phrases.number
        rate = number(round(done * seconds / passed)) if passed > 0 else "-"
        self.share, self.done = done / total, self.phrases.say(key, n=number(done), m=number(total), rate=rate)

    @property
    def text(self) -> str:
        """Return the stage and how much of it is done."""
        return f"{self.phrases.texts[f'cli.stage.{self.stage}']} {self.done}".rstrip()
