"""What a person sees while a run is at work: each stage with its time, on the terminal's error stream."""

import logging
import time
from collections.abc import Callable

from rich.console import Console
from rich.progress import Progress as Bars
from rich.progress import SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from sarup.commands.progress import Progress
from sarup.phrases import Phrases


class StageHandler(logging.Handler):
    """Hands the pipeline's messages on, and keeps what they say was left or stands aside."""

    def __init__(self, show: Callable[[logging.LogRecord], None]) -> None:
        super().__init__()
        self.show = show
        self.left: list[tuple[str, str]] = []
        self.aside: list[tuple[str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Show how far the run is, or keep the file that a record names."""
        if hasattr(record, "left"):
            self.left.append(record.left)
        if hasattr(record, "aside"):
            self.aside.append(record.aside)
        self.show(record)


class Stages:
    """Shows each stage with its time on the terminal's error stream; silent where that is no terminal."""

    def __init__(self, phrases: Phrases) -> None:
        console = Console(stderr=True)
        self.bars = Bars(
            SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=console,
            disable=not console.is_terminal,
        )  # fmt: skip
        self.tasks: dict[str, TaskID] = {}
        self.progress = Progress(phrases, time.monotonic)
        self.handler = StageHandler(self._show)

    def __enter__(self) -> "Stages":
        logger = logging.getLogger("sarup.pipeline")
        logger.setLevel(logging.INFO)
        logger.propagate = False
        logger.addHandler(self.handler)
        self.bars.start()
        self._show_text()
        return self

    def __exit__(self, *_: object) -> None:
        self._close()
        self.bars.stop()
        logging.getLogger("sarup.pipeline").removeHandler(self.handler)

    def _show(self, record: logging.LogRecord) -> None:
        if self.progress.follow(record):
            self._show_text()

    def _show_text(self) -> None:
        if self.progress.stage not in self.tasks:
            self._close()
            self.tasks[self.progress.stage] = self.bars.add_task(self.progress.text, total=1)
        self.bars.update(self.tasks[self.progress.stage], description=self.progress.text)

    def _close(self) -> None:
        for task in self.tasks.values():
            self.bars.update(task, completed=1)
